import Support

extension BigInt {
  /// The greatest common divisor, not negative; 0 of 0 and 0.
  ///
  /// Lehmer's method: Euclid's quotients follow from the leading 64 bits as long as they are certain, and all of a run of
  /// them is applied to the long numbers in one pass (D. Knuth, "The Art of Computer Programming", 4.5.2, algorithm L).
  /// - Throws: `Interrupted`.
  public func greatestCommonDivisor(with other: BigInt) throws -> BigInt {
    var (a, b) = (magnitude, other.magnitude)
    if Magnitude.compare(a, b) < 0 { swap(&a, &b) }
    while !b.limbs.isEmpty {
      try Interruption.check()
      let shift = a.bitWidth - 62
      let steps = LehmerSteps(Int(a.bits(at: shift, width: 62)), Int(b.bits(at: shift, width: 62)))
      if steps.isIdentity {
        (a, b) = (b, try a.divided(by: b).remainder)
      } else {
        (a, b) = steps.apply(a, b)
      }
    }
    if b.isZero { return BigInt(negative: false, a) }
    var (x, y) = (b.single, try a.divided(by: b).remainder.single)
    while y != 0 { (x, y) = (y, x % y) }
    return BigInt(x)
  }

  /// The number whose product with this one is 1 modulo `modulus` > 0, if there is one.
  /// - Throws: `Interrupted`.
  public func inverse(modulus: BigInt) throws -> BigInt? {
    var (a, b) = (modulus, try floorDivided(by: modulus).remainder)
    var (x, y): (BigInt, BigInt) = (0, 1)
    while !b.isZero {
      try Interruption.check()
      let (quotient, remainder) = try a.quotientAndRemainder(dividingBy: b)
      (a, b) = (b, remainder)
      (x, y) = (y, x - (try quotient * y))
    }
    return a == 1 ? try x.floorDivided(by: modulus).remainder : nil
  }
}

/// A run of Euclid's steps: the new a is p·a + q·b and the new b is r·a + s·b, each with factors of opposite signs.
private struct LehmerSteps {
  private var (p, q, r, s) = (1, 0, 0, 1)

  /// The steps that leading parts `a` ≥ `b` of 62 bits determine, with factors up to 2³¹.
  init(_ a: Int, _ b: Int) {
    var (x, y) = (a, b)
    var size = 1
    while y != 0 {
      let quotient = x / y
      if quotient > 1 << 31 { return }
      let (nextR, nextS, rest) = (p - quotient * r, q - quotient * s, x - quotient * y)
      let nextSize = Int(max(nextR.magnitude, nextS.magnitude))
      // The quotient is that of the long numbers too when what was cut off cannot matter: T. Jebelean, "A double-digit
      // Lehmer–Euclid algorithm" (1995), theorem 1, with the larger factor on both sides.
      guard nextSize < 1 << 31, rest >= nextSize, y - rest >= nextSize + size else { return }
      (p, q, r, s) = (r, s, nextR, nextS)
      (x, y, size) = (y, rest, nextSize)
    }
  }

  var isIdentity: Bool { q == 0 }

  func apply(_ a: Magnitude, _ b: Magnitude) -> (Magnitude, Magnitude) {
    a.withLimbs { x, n in
      b.withLimbs { y, m in
        (combine(x, n, y, m, p, q), combine(x, n, y, m, r, s))
      }
    }
  }

  /// x · first + y · second, of opposite signs, whose sum is known to be positive.
  private func combine(
    _ x: Limbs.Row, _ n: Int, _ y: Limbs.Row, _ m: Int, _ first: Int, _ second: Int
  ) -> Magnitude {
    Magnitude(capacity: n) { result in
      let (plus, plusCount, plusFactor, minus, minusCount, minusFactor) =
        first > 0 || second < 0
        ? (x, n, first.magnitude, y, m, second.magnitude) : (y, m, second.magnitude, x, n, first.magnitude)
      // The sum fits n limbs: what leaves at the top cancels.
      let carry = Limbs.multiply(result, plus, plusCount, plusFactor)
      (result + plusCount).update(repeating: 0, count: n - plusCount)
      if plusCount < n { result[plusCount] = carry }
      let borrow = Limbs.subtractProduct(result, minus, minusCount, minusFactor)
      _ = Limbs.subtract(result + minusCount, result + minusCount, n - minusCount, borrow)
    }
  }
}
