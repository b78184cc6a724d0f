import Support

/// Digits in bases 2 to 36: limb by limb when short, halved by powers of the base when long, by bits in bases 2, 4, 8, 16
/// and 32.
struct RadixText {
  let radix: UInt
  /// How many digits a limb always holds, and the base to that power.
  private let width: Int
  private let unit: UInt
  /// unit, unit², unit⁴ …
  private var powers: [Magnitude] = []

  /// Limbs up to which conversion goes limb by limb.
  private static let threshold = 30

  init(_ radix: Int) {
    self.radix = UInt(radix)
    var (width, unit) = (1, UInt(radix))
    while true {
      let (next, overflow) = unit.multipliedReportingOverflow(by: UInt(radix))
      if overflow { break }
      (unit, width) = (next, width + 1)
    }
    (self.width, self.unit) = (width, unit)
  }

  /// `unit` is not below 2 to this power.
  private var surelyBits: Int { 63 - unit.leadingZeroBitCount }

  private var isPowerOfTwo: Bool { radix & (radix - 1) == 0 }

  /// The power `unit`^(2^k).
  private mutating func power(_ k: Int) throws -> Magnitude {
    if powers.isEmpty { powers = [Magnitude(unit)] }
    while powers.count <= k { powers.append(try powers[powers.count - 1].squared()) }
    return powers[k]
  }

  // MARK: Writing

  /// The digits in ASCII, lower case, most significant first.
  mutating func digits(_ value: Magnitude) throws -> [UInt8] {
    if value.isZero { return [48] }
    if isPowerOfTwo { return try digitsByBits(value) }
    var (k, units) = (0, value.count * 64 / surelyBits + 1)
    if value.count > Self.threshold {
      while surelyBits << k < value.bitWidth { k += 1 }
      units = 1 << k
    }
    var digits = [UInt8](repeating: 48, count: units * width)
    try digits.withUnsafeMutableBufferPointer { try write(value, k, $0) }
    let start = digits.firstIndex { $0 != 48 } ?? digits.count - 1
    if start > 0 { digits.removeFirst(start) }
    return digits
  }

  /// Fills `out`, which holds zeros, with the digits of a value below unit^(2^k).
  private mutating func write(_ value: Magnitude, _ k: Int, _ out: UnsafeMutableBufferPointer<UInt8>) throws {
    if value.count <= Self.threshold { return try writeByLimbs(value, out) }
    let middle = out.count - width << (k - 1)
    if value.bitWidth <= surelyBits << (k - 1) {
      return try write(value, k - 1, UnsafeMutableBufferPointer(rebasing: out[middle...]))
    }
    let (upper, lower) = try value.divided(by: power(k - 1))
    try write(upper, k - 1, UnsafeMutableBufferPointer(rebasing: out[..<middle]))
    try write(lower, k - 1, UnsafeMutableBufferPointer(rebasing: out[middle...]))
  }

  private func writeByLimbs(_ value: Magnitude, _ out: UnsafeMutableBufferPointer<UInt8>) throws {
    var count = value.count
    try Limbs.withScratch(count) { row in
      value.withLimbs { limbs, n in row.update(from: limbs, count: n) }
      var position = out.count
      while count > 0 {
        var word = try Division.divide(row, row, count, byLimb: unit)
        count = Limbs.trimmed(row, count)
        let end = position
        if radix == 10 {
          while word != 0 {
            position -= 1
            out[position] = UInt8(truncatingIfNeeded: 48 + word % 10)
            word /= 10
          }
        } else {
          while word != 0 {
            position -= 1
            out[position] = Self.ascii(word % radix)
            word /= radix
          }
        }
        if count > 0 { position = end - width }
      }
    }
  }

  private func digitsByBits(_ value: Magnitude) throws -> [UInt8] {
    let bits = radix.trailingZeroBitCount
    let count = (value.bitWidth + bits - 1) / bits
    return try [UInt8](unsafeUninitializedCapacity: count) { out, used in
      try value.withLimbs { limbs, n in
        // A digit may begin in one limb and end in the next.
        var (pending, width, next) = (UInt(0), 0, 0)
        for i in stride(from: count - 1, through: 0, by: -1) {
          if i & 0xFFFFF == 0 { try Interruption.check() }
          var digit = pending
          if width < bits {
            let limb = next < n ? limbs[next] : 0
            next += 1
            digit |= limb &<< UInt(width)
            pending = limb &>> UInt(bits - width)
            width += 64 - bits
          } else {
            pending &>>= UInt(bits)
            width -= bits
          }
          out[i] = Self.ascii(digit & (radix - 1))
        }
      }
      used = count
    }
  }

  @inline(__always) private static func ascii(_ digit: UInt) -> UInt8 {
    UInt8(truncatingIfNeeded: digit < 10 ? 48 + digit : 87 + digit)
  }

  // MARK: Reading

  /// The value of digits, most significant first, each below the base.
  mutating func value(_ digits: ArraySlice<UInt8>) throws -> Magnitude {
    let digits = digits.drop { $0 == 0 }
    if isPowerOfTwo { return try valueByBits(digits) }
    if digits.count <= width * Self.threshold { return valueByLimbs(digits) }
    var k = 0
    while width << (k + 1) < digits.count { k += 1 }
    let middle = digits.endIndex - width << k
    let upper = try value(digits[..<middle])
    let lower = try value(digits[middle...])
    return try upper * power(k) + lower
  }

  private func valueByLimbs(_ digits: ArraySlice<UInt8>) -> Magnitude {
    let capacity = digits.count / width + 1
    return Magnitude(capacity: capacity) { row in
      row.update(repeating: 0, count: capacity)
      var count = 0
      var position = digits.startIndex
      while position < digits.endIndex {
        // The odd digits first, then full units.
        let length = (digits.endIndex - position - 1) % width + 1
        var (word, scale): (UInt, UInt) = (0, 1)
        for digit in digits[position..<(position + length)] {
          word = word &* radix &+ UInt(digit)
          scale = scale &* radix
        }
        let carry = Limbs.multiply(row, row, count, scale, carry: word)
        if carry != 0 {
          row[count] = carry
          count += 1
        }
        position += length
      }
    }
  }

  private func valueByBits(_ digits: ArraySlice<UInt8>) throws -> Magnitude {
    let bits = radix.trailingZeroBitCount
    let capacity = max(1, (digits.count * bits + 63) / 64)
    return try Magnitude(capacity: capacity) { row in
      row.update(repeating: 0, count: capacity)
      var position = 0
      for digit in digits.reversed() {
        if position & 0x3FFFFF == 0 { try Interruption.check() }
        let (index, offset) = (position >> 6, position & 63)
        row[index] |= UInt(digit) &<< UInt(offset)
        if offset + bits > 64, index + 1 < capacity { row[index + 1] |= UInt(digit) &>> UInt(64 - offset) }
        position += bits
      }
    }
  }
}

extension BigInt {
  /// The digits of the absolute value in a base from 2 to 36, ASCII, lower case.
  /// - Throws: `Interrupted`.
  public func digits(radix: Int) throws -> [UInt8] {
    var text = RadixText(radix)
    return try text.digits(magnitude)
  }

  /// The decimal digits behind a minus sign when the value is negative.
  /// - Throws: `Interrupted`.
  public func decimal() throws -> String {
    (isNegative ? "-" : "") + String(decoding: try digits(radix: 10), as: UTF8.self)
  }

  /// The number that digits spell in a base from 2 to 36: their values, most significant first, each below the base.
  /// - Throws: `Interrupted`.
  public init(digits: ArraySlice<UInt8>, radix: Int) throws {
    var text = RadixText(radix)
    self.init(negative: false, try text.value(digits))
  }
}
