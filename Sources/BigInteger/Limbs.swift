/// Arithmetic on rows of 64-bit limbs, least significant first: the loops everything else is made of.
///
/// Unless a function says otherwise, the result may be one of its operands but not overlap one partly.
enum Limbs {
  typealias Row = UnsafePointer<UInt>
  typealias MutableRow = UnsafeMutablePointer<UInt>

  /// Runs `body` with `count` limbs of scratch memory: on the stack when they are few.
  @inline(__always)
  static func withScratch<Result>(_ count: Int, _ body: (MutableRow) throws -> Result) rethrows -> Result {
    if count > 128 {
      let row = MutableRow.allocate(capacity: count)
      defer { row.deallocate() }
      return try body(row)
    }
    return try withUnsafeTemporaryAllocation(of: UInt.self, capacity: max(count, 1)) {
      try body($0.baseAddress.unsafelyUnwrapped)
    }
  }

  /// The count without the zeros at the most significant end.
  @inline(__always) static func trimmed(_ row: Row, _ count: Int) -> Int {
    var count = count
    while count > 0, row[count - 1] == 0 { count -= 1 }
    return count
  }

  /// -1, 0 or 1 as a[n] is below, equal to or above b[n].
  @inline(__always) static func compare(_ a: Row, _ b: Row, _ n: Int) -> Int {
    var i = n - 1
    while i >= 0 {
      if a[i] != b[i] { return a[i] < b[i] ? -1 : 1 }
      i -= 1
    }
    return 0
  }

  @inline(__always) private static func addWithCarry(_ a: UInt, _ b: UInt, _ carry: inout UInt) -> UInt {
    let (sum, first) = a.addingReportingOverflow(b)
    let (total, second) = sum.addingReportingOverflow(carry)
    carry = (first ? 1 : 0) | (second ? 1 : 0)
    return total
  }

  @inline(__always) private static func subtractWithBorrow(_ a: UInt, _ b: UInt, _ borrow: inout UInt) -> UInt {
    let (difference, first) = a.subtractingReportingOverflow(b)
    let (total, second) = difference.subtractingReportingOverflow(borrow)
    borrow = (first ? 1 : 0) | (second ? 1 : 0)
    return total
  }

  /// r[n] = a[n] + b[m] for n ≥ m; the carry out.
  static func add(_ r: MutableRow, _ a: Row, _ n: Int, _ b: Row, _ m: Int) -> UInt {
    var carry: UInt = 0
    for i in 0..<m { r[i] = addWithCarry(a[i], b[i], &carry) }
    return add(r + m, a + m, n - m, carry)
  }

  /// r[n] = a[n] + word; the carry out.
  static func add(_ r: MutableRow, _ a: Row, _ n: Int, _ word: UInt) -> UInt {
    var carry = word
    var i = 0
    while i < n, carry != 0 {
      let (sum, overflow) = a[i].addingReportingOverflow(carry)
      r[i] = sum
      carry = overflow ? 1 : 0
      i += 1
    }
    if i < n, UnsafePointer(r) != a { (r + i).update(from: a + i, count: n - i) }
    return carry
  }

  /// r[n] = a[n] − b[m] for n ≥ m; the borrow out.
  static func subtract(_ r: MutableRow, _ a: Row, _ n: Int, _ b: Row, _ m: Int) -> UInt {
    var borrow: UInt = 0
    for i in 0..<m { r[i] = subtractWithBorrow(a[i], b[i], &borrow) }
    return subtract(r + m, a + m, n - m, borrow)
  }

  /// r[n] = a[n] − word; the borrow out.
  static func subtract(_ r: MutableRow, _ a: Row, _ n: Int, _ word: UInt) -> UInt {
    var borrow = word
    var i = 0
    while i < n, borrow != 0 {
      let (difference, overflow) = a[i].subtractingReportingOverflow(borrow)
      r[i] = difference
      borrow = overflow ? 1 : 0
      i += 1
    }
    if i < n, UnsafePointer(r) != a { (r + i).update(from: a + i, count: n - i) }
    return borrow
  }

  /// r[n] = |a[n] − b[m]| for n ≥ m; whether the difference is negative.
  static func absoluteDifference(_ r: MutableRow, _ a: Row, _ n: Int, _ b: Row, _ m: Int) -> Bool {
    if trimmed(a + m, n - m) > 0 || compare(a, b, m) >= 0 {
      _ = subtract(r, a, n, b, m)
      return false
    }
    _ = subtract(r, b, m, a, m)
    (r + m).update(repeating: 0, count: n - m)
    return true
  }

  /// a · b + c + d, which always fits two limbs.
  @inline(__always)
  static func multiplyAdd(_ a: UInt, _ b: UInt, _ c: UInt, _ d: UInt) -> (high: UInt, low: UInt) {
    let product = a.multipliedFullWidth(by: b)
    let (first, one) = product.low.addingReportingOverflow(c)
    let (second, two) = first.addingReportingOverflow(d)
    return (product.high &+ (one ? 1 : 0) &+ (two ? 1 : 0), second)
  }

  /// r[n] = a[n] · word + carry; the limb that carries out.
  static func multiply(_ r: MutableRow, _ a: Row, _ n: Int, _ word: UInt, carry: UInt = 0) -> UInt {
    var carry = carry
    for i in 0..<n { (carry, r[i]) = multiplyAdd(a[i], word, carry, 0) }
    return carry
  }

  /// r[n] += a[n] · word; the limb that carries out.
  @inline(__always) static func addProduct(_ r: MutableRow, _ a: Row, _ n: Int, _ word: UInt) -> UInt {
    var carry: UInt = 0
    var i = 0
    while i &+ 4 <= n {
      (carry, r[i]) = multiplyAdd(a[i], word, r[i], carry)
      (carry, r[i + 1]) = multiplyAdd(a[i + 1], word, r[i + 1], carry)
      (carry, r[i + 2]) = multiplyAdd(a[i + 2], word, r[i + 2], carry)
      (carry, r[i + 3]) = multiplyAdd(a[i + 3], word, r[i + 3], carry)
      i &+= 4
    }
    while i < n {
      (carry, r[i]) = multiplyAdd(a[i], word, r[i], carry)
      i &+= 1
    }
    return carry
  }

  /// r[n] −= a[n] · word; the limb to take from the next one.
  @inline(__always) static func subtractProduct(_ r: MutableRow, _ a: Row, _ n: Int, _ word: UInt) -> UInt {
    // r − p is the complement of r's complement plus p: sums carry without a branch that data would mislead.
    var carry: UInt = 0
    var i = 0
    while i &+ 4 <= n {
      subtractProduct(r, a, i, word, &carry)
      subtractProduct(r, a, i + 1, word, &carry)
      subtractProduct(r, a, i + 2, word, &carry)
      subtractProduct(r, a, i + 3, word, &carry)
      i &+= 4
    }
    while i < n {
      subtractProduct(r, a, i, word, &carry)
      i &+= 1
    }
    return carry
  }

  @inline(__always)
  private static func subtractProduct(_ r: MutableRow, _ a: Row, _ i: Int, _ word: UInt, _ carry: inout UInt) {
    let (high, low) = multiplyAdd(a[i], word, ~r[i], carry)
    r[i] = ~low
    carry = high
  }

  /// r[n] = a[n] · 2^bits for bits < 64; the bits that leave. `r` may lie above `a`.
  static func shiftLeft(_ r: MutableRow, _ a: Row, _ n: Int, _ bits: Int) -> UInt {
    if n == 0 { return 0 }
    if bits == 0 {
      r.update(from: a, count: n)
      return 0
    }
    let back = 64 - bits
    let out = a[n - 1] &>> UInt(back)
    var i = n - 1
    while i > 0 {
      r[i] = a[i] &<< UInt(bits) | a[i - 1] &>> UInt(back)
      i -= 1
    }
    r[0] = a[0] &<< UInt(bits)
    return out
  }

  /// r[n] = a[n] / 2^bits, rounded down, for bits < 64. `r` may lie below `a`.
  static func shiftRight(_ r: MutableRow, _ a: Row, _ n: Int, _ bits: Int) {
    if bits == 0 {
      r.update(from: a, count: n)
      return
    }
    if n == 0 { return }
    let back = 64 - bits
    for i in 0..<(n - 1) { r[i] = a[i] &>> UInt(bits) | a[i + 1] &<< UInt(back) }
    r[n - 1] = a[n - 1] &>> UInt(bits)
  }
}
