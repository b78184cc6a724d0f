import Support

/// Powers modulo a number, by windows of the exponent's bits.
enum ModularPower {
  /// Limbs of the modulus up to which Montgomery's reduction, quadratic, wins over division.
  static let montgomeryLimit = 200

  /// base^exponent for machine words and an exponent above 0.
  static func power(_ base: UInt, _ exponent: Magnitude, _ modulus: UInt) -> UInt {
    let shift = UInt(modulus.leadingZeroBitCount)
    let divisor = modulus &<< shift
    let inverse = Division.reciprocal(divisor)
    func product(_ a: UInt, _ b: UInt) -> UInt {
      let wide = a.multipliedFullWidth(by: b &<< shift)
      return Division.divide(wide.high, wide.low, divisor, inverse).remainder &>> shift
    }
    var result = base
    var bit = exponent.bitWidth - 2
    while bit >= 0 {
      result = product(result, result)
      if exponent.bit(bit) { result = product(result, base) }
      bit -= 1
    }
    return result
  }

  /// The window that costs least for an exponent of so many bits.
  private static func window(_ bits: Int) -> Int { bits < 24 ? 1 : bits < 80 ? 3 : bits < 240 ? 4 : bits < 700 ? 5 : 6 }

  static func byDivision(_ base: Magnitude, _ exponent: Magnitude, _ modulus: Magnitude) throws -> Magnitude {
    let bits = exponent.bitWidth
    let width = window(bits)
    var powers = [Magnitude(1), base]
    while powers.count < 1 << width {
      powers.append(try (powers[powers.count - 1] * base).divided(by: modulus).remainder)
    }
    var position = (bits - 1) / width * width
    var result = powers[Int(exponent.bits(at: position, width: width))]
    while position > 0 {
      try Interruption.check()
      position -= width
      for _ in 0..<width { result = try result.squared().divided(by: modulus).remainder }
      let digit = Int(exponent.bits(at: position, width: width))
      if digit > 0 { result = try (result * powers[digit]).divided(by: modulus).remainder }
    }
    return result
  }

  /// P. Montgomery, "Modular multiplication without trial division" (1985); for an odd modulus.
  static func montgomery(_ base: Magnitude, _ exponent: Magnitude, _ modulus: Magnitude) throws -> Magnitude {
    let n = modulus.count
    let bits = exponent.bitWidth
    let width = window(bits)
    let scaled = try (base << (64 * n)).divided(by: modulus).remainder
    let table = 1 << width
    return try modulus.withLimbs { m, _ in
      try Limbs.withScratch(n * (table + 1) + 2 * n + 1) { memory in
        let powers = memory + n
        let product = powers + n * table
        let result = memory
        let inverse = negativeInverse(m[0])
        func copy(_ value: Magnitude, to row: Limbs.MutableRow) {
          for i in 0..<n { row[i] = value[i] }
        }
        func multiply(_ r: Limbs.MutableRow, _ a: Limbs.Row, _ b: Limbs.Row) throws {
          try Multiplication.multiply(product, a, n, b, n)
          reduce(r, product, m, n, inverse)
        }
        copy(scaled, to: powers + n)
        for i in stride(from: 2, to: table, by: 1) { try multiply(powers + i * n, powers + (i - 1) * n, powers + n) }
        var position = (bits - 1) / width * width
        result.update(from: powers + Int(exponent.bits(at: position, width: width)) * n, count: n)
        while position > 0 {
          try Interruption.check()
          position -= width
          for _ in 0..<width { try multiply(result, result, result) }
          let digit = Int(exponent.bits(at: position, width: width))
          if digit > 0 { try multiply(result, result, powers + digit * n) }
        }
        product.update(from: result, count: n)
        (product + n).update(repeating: 0, count: n)
        reduce(result, product, m, n, inverse)
        return Magnitude(capacity: n) { $0.update(from: result, count: n) }
      }
    }
  }

  /// r[n] = t[2n] / 2^(64n) modulo m[n]; `t` is used up and has one limb of room behind it.
  private static func reduce(
    _ r: Limbs.MutableRow, _ t: Limbs.MutableRow, _ m: Limbs.Row, _ n: Int, _ inverse: UInt
  ) {
    var carry: UInt = 0
    for i in 0..<n {
      let high = Limbs.addProduct(t + i, m, n, t[i] &* inverse)
      let (sum, first) = t[i + n].addingReportingOverflow(high)
      let (total, second) = sum.addingReportingOverflow(carry)
      t[i + n] = total
      carry = (first ? 1 : 0) | (second ? 1 : 0)
    }
    if carry != 0 || Limbs.compare(t + n, m, n) >= 0 {
      _ = Limbs.subtract(r, t + n, n, m, n)
    } else {
      r.update(from: t + n, count: n)
    }
  }

  /// −1/x modulo 2⁶⁴ for an odd x, by Newton's iteration: each step doubles the right bits.
  private static func negativeInverse(_ x: UInt) -> UInt {
    var y = x
    for _ in 0..<5 { y = y &* (2 &- x &* y) }
    return 0 &- y
  }
}
