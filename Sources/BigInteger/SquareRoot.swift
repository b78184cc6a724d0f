extension BigInt {
  /// The square root rounded down, for a value not negative.
  /// - Throws: `Interrupted`.
  public func squareRoot() throws -> BigInt {
    if isZero { return 0 }
    return try squareRootAndRemainder(bitLength + bitLength & 1).root
  }

  /// The root and the rest of a value of `width` bits, an even number, one of the top two of which is set.
  /// P. Zimmermann, "Karatsuba Square Root" (1999).
  private func squareRootAndRemainder(_ width: Int) throws -> (root: BigInt, rest: BigInt) {
    if width <= 64 {
      let word = magnitude.single
      var root = UInt(Double(word).squareRoot())
      root = min(root, UInt(UInt32.max))
      while root * root > word { root -= 1 }
      while root < UInt(UInt32.max), (root + 1) * (root + 1) <= word { root += 1 }
      return (BigInt(root), BigInt(word - root * root))
    }
    // The upper half by recursion, the lower quarters by one division.
    let quarter = width / 4
    let upper = self >> (2 * quarter)
    let third = BigInt(negative: false, (magnitude >> quarter).low(quarter))
    let fourth = BigInt(negative: false, magnitude.low(quarter))
    let (root, rest) = try upper.squareRootAndRemainder(width - 2 * quarter)
    let (quotient, remainder) = try (rest << quarter + third).quotientAndRemainder(dividingBy: root << 1)
    var result = root << quarter + quotient
    var left = remainder << quarter + fourth - (try quotient.squared())
    if left.isNegative {
      left = left + result << 1 - 1
      result -= 1
    }
    return (result, left)
  }
}

extension Magnitude {
  /// The value modulo 2^bits.
  func low(_ bits: Int) -> Magnitude {
    if bits >= bitWidth { return self }
    let (whole, part) = (bits >> 6, bits & 63)
    if limbs.isEmpty { return Magnitude(single & (1 << UInt(part) - 1)) }
    return withLimbs { a, _ in
      Magnitude(capacity: whole + 1) { r in
        r.update(from: a, count: whole)
        r[whole] = part == 0 ? 0 : a[whole] & (1 << UInt(part) - 1)
      }
    }
  }
}
