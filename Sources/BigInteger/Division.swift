import Support

/// Quotients of rows of limbs: by one limb, by rows (Knuth's algorithm D), and by halves for long divisors.
enum Division {
  /// Quotient limbs from which division by halves wins.
  static let recursiveThreshold = 60

  /// An approximate inverse of a divisor whose highest bit is set: ⌊(2¹²⁸ − 1) / d⌋ − 2⁶⁴.
  /// N. Möller, T. Granlund, "Improved division by invariant integers" (2011).
  @inline(__always) static func reciprocal(_ d: UInt) -> UInt {
    d.dividingFullWidth((~d, UInt.max)).quotient
  }

  /// (high · 2⁶⁴ + low) / d for high < d, with d's reciprocal (algorithm 4 of the same paper).
  @inline(__always)
  static func divide(_ high: UInt, _ low: UInt, _ d: UInt, _ inverse: UInt) -> (quotient: UInt, remainder: UInt) {
    let product = inverse.multipliedFullWidth(by: high)
    let (fraction, carry) = product.low.addingReportingOverflow(low)
    var quotient = product.high &+ high &+ (carry ? 1 : 0) &+ 1
    var remainder = low &- quotient &* d
    if remainder > fraction {
      quotient &-= 1
      remainder &+= d
    }
    if remainder >= d {
      quotient &+= 1
      remainder &-= d
    }
    return (quotient, remainder)
  }

  /// q[n] = a[n] / d; the remainder. `q` may be `a`.
  static func divide(_ q: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int, byLimb d: UInt) throws -> UInt {
    let shift = UInt(d.leadingZeroBitCount)
    let divisor = d &<< shift
    let inverse = reciprocal(divisor)
    var remainder: UInt = shift == 0 || n == 0 ? 0 : a[n - 1] >> (64 - shift)
    var i = n - 1
    while i >= 0 {
      if i & 0xFFFFF == 0 { try Interruption.check() }
      let next = i > 0 && shift > 0 ? a[i - 1] >> (64 - shift) : 0
      (q[i], remainder) = divide(remainder, a[i] &<< shift | next, divisor, inverse)
      i -= 1
    }
    return remainder &>> shift
  }

  /// The inverse of a divisor of two limbs whose highest bit is set (algorithm 6 of the same paper).
  private static func reciprocal(_ d1: UInt, _ d0: UInt) -> UInt {
    var inverse = reciprocal(d1)
    var p = d1 &* inverse &+ d0
    if p < d0 {
      inverse &-= 1
      if p >= d1 {
        inverse &-= 1
        p &-= d1
      }
      p &-= d1
    }
    let product = inverse.multipliedFullWidth(by: d0)
    p &+= product.high
    if p < product.high {
      inverse &-= 1
      if p > d1 || (p == d1 && product.low >= d0) { inverse &-= 1 }
    }
    return inverse
  }

  /// The quotient of three limbs by two, for (u2, u1) < (d1, d0) (algorithm 5 of the same paper).
  @inline(__always)
  private static func divide(
    _ u2: UInt, _ u1: UInt, _ u0: UInt, _ d1: UInt, _ d0: UInt, _ inverse: UInt
  ) -> UInt {
    let product = inverse.multipliedFullWidth(by: u2)
    let (fraction, carry) = product.low.addingReportingOverflow(u1)
    var quotient = product.high &+ u2 &+ (carry ? 1 : 0)
    var r1 = u1 &- quotient &* d1
    let take = d0.multipliedFullWidth(by: quotient)
    var (r0, borrow) = u0.subtractingReportingOverflow(take.low)
    r1 = r1 &- take.high &- (borrow ? 1 : 0)
    (r0, borrow) = r0.subtractingReportingOverflow(d0)
    r1 = r1 &- d1 &- (borrow ? 1 : 0)
    quotient &+= 1
    if r1 >= fraction {
      quotient &-= 1
      let (sum, carry) = r0.addingReportingOverflow(d0)
      r0 = sum
      r1 = r1 &+ d1 &+ (carry ? 1 : 0)
    }
    if r1 > d1 || (r1 == d1 && r0 >= d0) { quotient &+= 1 }
    return quotient
  }

  /// A divisor of two limbs or more whose highest bit is set.
  struct Divisor {
    let limbs: Limbs.Row
    let count: Int

    /// The part that weighs most.
    func top(_ n: Int) -> Divisor { Divisor(limbs: limbs + (count - n), count: n) }
  }

  /// q[m] = a[m + n] / d[n], the remainder left in a[n]; the quotient's limb above q: 0 or 1.
  ///
  /// Halves the quotient, and the divisor to the quotient's length (R. Brent, P. Zimmermann, "Modern Computer
  /// Arithmetic", algorithms 1.8 and 1.9).
  /// - Throws: `Interrupted`.
  static func divide(
    _ q: Limbs.MutableRow, _ m: Int, _ a: Limbs.MutableRow, _ d: Divisor, _ scratch: Limbs.MutableRow
  ) throws -> UInt {
    let n = d.count
    if m < recursiveThreshold || n < recursiveThreshold { return try divideByRows(q, m, a, d) }
    if m > n {
      // Blocks as long as the divisor, the odd one first.
      let first = (m - 1) % n + 1
      var position = m - first
      let high = try divide(q + position, first, a + position, d, scratch)
      while position > 0 {
        position -= n
        _ = try divide(q + position, n, a + position, d, scratch)
      }
      return high
    }
    if m == n {
      let low = n / 2
      let high = try divide(q + low, n - low, a + low, d, scratch)
      _ = try divide(q, low, a, d, scratch)
      return high
    }
    // Guess with the divisor's top m limbs, then take the rest's product away; the guess is never too low.
    let rest = n - m
    var high = try divide(q, m, a + rest, d.top(m), scratch)
    try Multiplication.multiply(scratch, q, m, d.limbs, rest)
    var debt = Limbs.subtract(a, a, n, scratch, n)
    if high != 0 { debt += Limbs.subtract(a + m, a + m, rest, d.limbs, rest) }
    while debt != 0 {
      high &-= Limbs.subtract(q, q, m, 1)
      debt &-= Limbs.add(a, a, n, d.limbs, n)
    }
    return high
  }

  /// Knuth's algorithm D.
  private static func divideByRows(_ q: Limbs.MutableRow, _ m: Int, _ a: Limbs.MutableRow, _ d: Divisor) throws -> UInt
  {
    let n = d.count
    let (d1, d0) = (d.limbs[n - 1], d.limbs[n - 2])
    let inverse = reciprocal(d1, d0)
    var high: UInt = 0
    if Limbs.compare(a + m, d.limbs, n) >= 0 {
      _ = Limbs.subtract(a + m, a + m, n, d.limbs, n)
      high = 1
    }
    var work = 0
    var j = m - 1
    while j >= 0 {
      work += n
      if work > 1 << 20 {
        try Interruption.check()
        work = 0
      }
      let window = a + j
      let (u2, u1) = (window[n], window[n - 1])
      var digit = UInt.max
      if u2 < d1 || (u2 == d1 && u1 < d0) { digit = divide(u2, u1, window[n - 2], d1, d0, inverse) }
      let borrow = Limbs.subtractProduct(window, d.limbs, n, digit)
      if borrow > u2 {
        digit &-= 1
        _ = Limbs.add(window, window, n, d.limbs, n)
      }
      window[n] = 0
      q[j] = digit
      j -= 1
    }
    return high
  }
}

extension Magnitude {
  /// The quotient rounded down and what is left, by a divisor that is not zero.
  /// - Throws: `Interrupted`.
  func divided(by divisor: Magnitude) throws -> (quotient: Magnitude, remainder: Magnitude) {
    if divisor.limbs.isEmpty {
      if limbs.isEmpty {
        let (quotient, remainder) = single.quotientAndRemainder(dividingBy: divisor.single)
        return (Magnitude(quotient), Magnitude(remainder))
      }
      var remainder: UInt = 0
      let quotient = try withLimbs { a, n in
        try Magnitude(capacity: n) { q in remainder = try Division.divide(q, a, n, byLimb: divisor.single) }
      }
      return (quotient, Magnitude(remainder))
    }
    if Magnitude.compare(self, divisor) < 0 { return (Magnitude(0), self) }
    let (total, n) = (count, divisor.count)
    let shift = divisor[n - 1].leadingZeroBitCount
    // One more limb than the dividend has, so that its top is below the divisor.
    let m = total + 1 - n
    return try Limbs.withScratch(total + 1) { a in
      withLimbs { limbs, count in a[count] = Limbs.shiftLeft(a, limbs, count, shift) }
      let quotient = try divisor.withLimbs { limbs, n in
        try Limbs.withScratch(2 * n) { scratch in
          let normalised = scratch + n
          _ = Limbs.shiftLeft(normalised, limbs, n, shift)
          return try Magnitude(capacity: m) { q in
            _ = try Division.divide(q, m, a, Division.Divisor(limbs: normalised, count: n), scratch)
          }
        }
      }
      let remainder = Magnitude(capacity: n) { r in Limbs.shiftRight(r, a, n, shift) }
      return (quotient, remainder)
    }
  }
}

extension BigInt {
  /// The quotient rounded towards zero and the remainder with the dividend's sign. The divisor is not zero.
  /// - Throws: `Interrupted`.
  public func quotientAndRemainder(dividingBy divisor: BigInt) throws -> (quotient: BigInt, remainder: BigInt) {
    let (quotient, remainder) = try magnitude.divided(by: divisor.magnitude)
    return (BigInt(negative: isNegative != divisor.isNegative, quotient), BigInt(negative: isNegative, remainder))
  }

  /// The quotient rounded down and the remainder with the divisor's sign, as Python's `divmod`. The divisor is not zero.
  /// - Throws: `Interrupted`.
  public func floorDivided(by divisor: BigInt) throws -> (quotient: BigInt, remainder: BigInt) {
    let (quotient, remainder) = try quotientAndRemainder(dividingBy: divisor)
    if remainder.isZero || remainder.isNegative == divisor.isNegative { return (quotient, remainder) }
    return (quotient - 1, remainder + divisor)
  }

  /// The quotient rounded towards zero. The divisor is not zero.
  /// - Throws: `Interrupted`.
  public static func / (a: BigInt, b: BigInt) throws -> BigInt { try a.quotientAndRemainder(dividingBy: b).quotient }

  /// The remainder of ``/(_:_:)``, with the dividend's sign. The divisor is not zero.
  /// - Throws: `Interrupted`.
  public static func % (a: BigInt, b: BigInt) throws -> BigInt { try a.quotientAndRemainder(dividingBy: b).remainder }
}
