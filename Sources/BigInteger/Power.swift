extension BigInt {
  /// The value to the power `exponent` ≥ 0; 1 for 0 to the power 0.
  /// - Throws: `Interrupted`.
  public func power(_ exponent: Int) throws -> BigInt {
    if exponent == 0 { return 1 }
    if isZero { return self }
    let negative = isNegative && exponent & 1 == 1
    let twos = trailingZeroBitCount
    let odd = magnitude >> twos
    if odd.limbs.isEmpty, odd.single == 1 { return BigInt(negative: negative, Magnitude(1) << (twos * exponent)) }
    var result = odd
    var bit = Int.bitWidth - exponent.leadingZeroBitCount - 2
    while bit >= 0 {
      result = try result.squared()
      if exponent >> bit & 1 == 1 { result = try result * odd }
      bit -= 1
    }
    return BigInt(negative: negative, result << (twos * exponent))
  }

  /// The value to the power `exponent` ≥ 0 modulo `modulus` > 0: from 0 up to the modulus.
  /// - Throws: `Interrupted`.
  public func power(_ exponent: BigInt, modulus: BigInt) throws -> BigInt {
    let base = try floorDivided(by: modulus).remainder.magnitude
    let modulus = modulus.magnitude
    if modulus.limbs.isEmpty, modulus.single == 1 { return 0 }
    if exponent.isZero { return 1 }
    if base.isZero { return 0 }
    let result: Magnitude
    if modulus.limbs.isEmpty {
      result = Magnitude(ModularPower.power(base.single, exponent.magnitude, modulus.single))
    } else if modulus.single & 1 == 1, modulus.limbs.count <= ModularPower.montgomeryLimit {
      result = try ModularPower.montgomery(base, exponent.magnitude, modulus)
    } else {
      result = try ModularPower.byDivision(base, exponent.magnitude, modulus)
    }
    return BigInt(negative: false, result)
  }
}
