/// The absolute value of an integer: 64-bit limbs, least significant first, without zeros at the top.
///
/// A value below 2⁶⁴ is held in place and allocates nothing.
struct Magnitude: Sendable {
  /// The value when `limbs` is empty.
  let single: UInt
  /// Two limbs or more, the last one not zero; or empty.
  let limbs: LimbStorage

  @inline(__always) init(_ word: UInt) {
    single = word
    limbs = LimbStorage()
  }

  /// `high` · 2⁶⁴ + `low`.
  init(high: UInt, low: UInt) {
    if high == 0 {
      self.init(low)
    } else {
      self.init(capacity: 2) { row in
        row[0] = low
        row[1] = high
      }
    }
  }

  /// The limbs without the zeros at the top.
  init(_ row: [UInt]) {
    self.init(capacity: max(row.count, 1)) { limbs in
      limbs[0] = 0
      for (i, limb) in row.enumerated() { limbs[i] = limb }
    }
  }

  /// `capacity` ≥ 1 limbs, all of which `body` fills; zeros at the top are dropped.
  @inline(__always) init(capacity: Int, _ body: (Limbs.MutableRow) throws -> Void) rethrows {
    (limbs, single) = try LimbStorage.make(capacity: capacity, body)
  }

  var isZero: Bool { single == 0 && limbs.isEmpty }

  /// How many limbs the value has: none for zero.
  var count: Int { limbs.isEmpty ? (single == 0 ? 0 : 1) : limbs.count }

  /// Runs `body` with the limbs.
  @inline(__always)
  func withLimbs<Result>(_ body: (Limbs.Row, Int) throws -> Result) rethrows -> Result {
    if limbs.isEmpty {
      return try withUnsafePointer(to: single) { try body($0, single == 0 ? 0 : 1) }
    }
    return try limbs.withLimbs(body)
  }

  /// The limb at `index`, zero past the end.
  subscript(index: Int) -> UInt {
    if limbs.isEmpty { return index == 0 ? single : 0 }
    return index < limbs.count ? limbs[index] : 0
  }

  /// How many bits the value needs: 0 for 0.
  var bitWidth: Int {
    guard let top = limbs.last else { return 64 - single.leadingZeroBitCount }
    return limbs.count * 64 - top.leadingZeroBitCount
  }

  /// How many times 2 divides the value; 0 for 0.
  var trailingZeroBitCount: Int {
    if limbs.isEmpty { return single == 0 ? 0 : single.trailingZeroBitCount }
    var i = 0
    while limbs[i] == 0 { i += 1 }
    return i * 64 + limbs[i].trailingZeroBitCount
  }

  var nonzeroBitCount: Int {
    withLimbs { row, count in (0..<count).reduce(0) { $0 + row[$1].nonzeroBitCount } }
  }

  /// The bit of weight 2^position.
  func bit(_ position: Int) -> Bool { self[position >> 6] &>> UInt(position & 63) & 1 == 1 }

  /// The `width` ≤ 64 bits from `position` up.
  func bits(at position: Int, width: Int) -> UInt {
    let (index, offset) = (position >> 6, position & 63)
    var word = self[index] &>> UInt(offset)
    if offset + width > 64 { word |= self[index + 1] << UInt(64 - offset) }
    return width == 64 ? word : word & (1 << UInt(width) - 1)
  }

  /// -1, 0 or 1.
  static func compare(_ a: Magnitude, _ b: Magnitude) -> Int {
    if a.limbs.isEmpty && b.limbs.isEmpty { return a.single < b.single ? -1 : a.single == b.single ? 0 : 1 }
    if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count ? -1 : 1 }
    return a.withLimbs { x, n in b.withLimbs { y, _ in Limbs.compare(x, y, n) } }
  }
}

extension Magnitude {
  static func + (a: Magnitude, b: Magnitude) -> Magnitude {
    if a.limbs.isEmpty && b.limbs.isEmpty {
      let (sum, overflow) = a.single.addingReportingOverflow(b.single)
      return Magnitude(high: overflow ? 1 : 0, low: sum)
    }
    let (long, short) = a.limbs.count >= b.limbs.count ? (a, b) : (b, a)
    return long.withLimbs { x, n in
      short.withLimbs { y, m in
        Magnitude(capacity: n + 1) { r in r[n] = Limbs.add(r, x, n, y, m) }
      }
    }
  }

  /// The difference, for a ≥ b.
  static func - (a: Magnitude, b: Magnitude) -> Magnitude {
    if a.limbs.isEmpty { return Magnitude(a.single &- b.single) }
    return a.withLimbs { x, n in
      b.withLimbs { y, m in
        Magnitude(capacity: n) { r in _ = Limbs.subtract(r, x, n, y, m) }
      }
    }
  }

  static func << (a: Magnitude, bits: Int) -> Magnitude {
    if a.isZero || bits == 0 { return a }
    let (whole, part) = (bits >> 6, bits & 63)
    if whole == 0, a.limbs.isEmpty {
      return Magnitude(high: a.single >> UInt(64 - part), low: a.single &<< UInt(part))
    }
    return a.withLimbs { x, n in
      Magnitude(capacity: n + whole + 1) { r in
        r.update(repeating: 0, count: whole)
        r[n + whole] = Limbs.shiftLeft(r + whole, x, n, part)
      }
    }
  }

  /// The quotient by 2^bits, rounded down.
  static func >> (a: Magnitude, bits: Int) -> Magnitude {
    let (whole, part) = (bits >> 6, bits & 63)
    let count = a.count
    if whole >= count { return Magnitude(0) }
    if count - whole == 1 { return Magnitude(a[whole] &>> UInt(part)) }
    return a.withLimbs { x, n in
      Magnitude(capacity: n - whole) { r in Limbs.shiftRight(r, x + whole, n - whole, part) }
    }
  }

  /// Whether any of the lowest `bits` bits is set.
  func hasBits(below bits: Int) -> Bool { !isZero && trailingZeroBitCount < bits }
}
