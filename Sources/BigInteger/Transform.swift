import Support

/// Long products through number-theoretic transforms: pieces of 16 bits are the coefficients of a polynomial, multiplied
/// pointwise at the roots of unity modulo 2⁶⁴ − 2³² + 1.
enum Transform {
  /// Limbs of the shorter factor from which transforms win over Karatsuba's method.
  static let threshold = 10_000
  /// Limbs of the product up to which they are used: beyond, their memory (100 bytes and more a limb) is too much.
  static let maximum = 1 << 24

  /// Whether the product of `n` by `m` ≤ n limbs is best made here.
  @inline(__always) static func isBest(_ n: Int, _ m: Int) -> Bool {
    m >= threshold && n <= 2 * m && n + m <= maximum
  }

  /// r[n + m] = a[n] · b[m]; a square when both are the same row.
  /// - Throws: `Interrupted`.
  static func multiply(_ r: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int, _ b: Limbs.Row, _ m: Int) throws {
    var size = 4
    while size < 4 * (n + m) { size *= 2 }
    try Limbs.withScratch(size) { roots in
      try Limbs.withScratch(size) { x in
        try fillRoots(roots, size, inverse: false)
        split(a, n, into: x, size)
        try forward(x, size, roots)
        let scale = power(UInt(size), prime - 2)
        if a == b, n == m {
          for i in 0..<size { x[i] = product(product(x[i], x[i]), scale) }
        } else {
          try Limbs.withScratch(size) { y in
            split(b, m, into: y, size)
            try forward(y, size, roots)
            for i in 0..<size { x[i] = product(product(x[i], y[i]), scale) }
          }
        }
        try fillRoots(roots, size, inverse: true)
        try backward(x, size, roots)
        join(x, into: r, n + m)
      }
    }
  }

  // MARK: The field

  private static let prime: UInt = 0xFFFF_FFFF_0000_0001
  /// 2⁶⁴ modulo the prime.
  private static let excess: UInt = 0xFFFF_FFFF

  @inline(__always) private static func sum(_ a: UInt, _ b: UInt) -> UInt {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow || sum >= prime ? sum &- prime : sum
  }

  @inline(__always) private static func difference(_ a: UInt, _ b: UInt) -> UInt {
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    return overflow ? difference &+ prime : difference
  }

  /// a · b: 2⁶⁴ is 2³² − 1 and 2⁹⁶ is −1.
  @inline(__always) private static func product(_ a: UInt, _ b: UInt) -> UInt {
    let wide = a.multipliedFullWidth(by: b)
    let (first, borrow) = wide.low.subtractingReportingOverflow(wide.high &>> 32)
    let reduced = borrow ? first &- excess : first
    let middle = wide.high & excess
    let (second, carry) = reduced.addingReportingOverflow(middle &<< 32 &- middle)
    let total = carry ? second &+ excess : second
    return total >= prime ? total &- prime : total
  }

  private static func power(_ base: UInt, _ exponent: UInt) -> UInt {
    var (base, exponent, result) = (base, exponent, UInt(1))
    while exponent > 0 {
      if exponent & 1 == 1 { result = product(result, base) }
      base = product(base, base)
      exponent >>= 1
    }
    return result
  }

  // MARK: Transforms

  /// roots[h + j] = w^j for w of order 2h, for every h = 1, 2, 4 … size / 2 and j < h.
  private static func fillRoots(_ roots: Limbs.MutableRow, _ size: Int, inverse: Bool) throws {
    let half = size / 2
    // 7 generates the field's multiplicative group.
    var root = power(7, (prime - 1) / UInt(size))
    if inverse { root = power(root, prime - 2) }
    var value: UInt = 1
    for j in 0..<half {
      if j & 0xFFFF == 0 { try Interruption.check() }
      roots[half + j] = value
      value = product(value, root)
    }
    var h = half / 2
    while h > 0 {
      for j in 0..<h { roots[h + j] = roots[2 * h + 2 * j] }
      h /= 2
    }
  }

  /// Transforms x, leaving the values in bit-reversed order.
  private static func forward(_ x: Limbs.MutableRow, _ size: Int, _ roots: Limbs.MutableRow) throws {
    if size > leaf {
      try Interruption.check()
      scatter(x, size / 2, roots)
      try forward(x, size / 2, roots)
      try forward(x + size / 2, size / 2, roots)
      return
    }
    var half = size / 2
    while half > 0 {
      for start in stride(from: 0, to: size, by: 2 * half) { scatter(x + start, half, roots) }
      half /= 2
    }
  }

  /// Transforms back from bit-reversed order, with inverse roots; not scaled.
  private static func backward(_ x: Limbs.MutableRow, _ size: Int, _ roots: Limbs.MutableRow) throws {
    if size > leaf {
      try Interruption.check()
      try backward(x, size / 2, roots)
      try backward(x + size / 2, size / 2, roots)
      gather(x, size / 2, roots)
      return
    }
    var half = 1
    while half < size {
      for start in stride(from: 0, to: size, by: 2 * half) { gather(x + start, half, roots) }
      half *= 2
    }
  }

  /// Values that fit the first cache are transformed level by level, more of them half by half.
  private static let leaf = 2048

  @inline(__always) private static func scatter(_ x: Limbs.MutableRow, _ half: Int, _ roots: Limbs.MutableRow) {
    for j in 0..<half {
      let (a, b) = (x[j], x[half + j])
      x[j] = sum(a, b)
      x[half + j] = product(difference(a, b), roots[half + j])
    }
  }

  @inline(__always) private static func gather(_ x: Limbs.MutableRow, _ half: Int, _ roots: Limbs.MutableRow) {
    for j in 0..<half {
      let (a, b) = (x[j], product(x[half + j], roots[half + j]))
      x[j] = sum(a, b)
      x[half + j] = difference(a, b)
    }
  }

  // MARK: Pieces

  private static func split(_ a: Limbs.Row, _ n: Int, into x: Limbs.MutableRow, _ size: Int) {
    for i in 0..<n {
      let limb = a[i]
      x[4 * i] = limb & 0xFFFF
      x[4 * i + 1] = limb &>> 16 & 0xFFFF
      x[4 * i + 2] = limb &>> 32 & 0xFFFF
      x[4 * i + 3] = limb &>> 48
    }
    (x + 4 * n).update(repeating: 0, count: size - 4 * n)
  }

  private static func join(_ x: Limbs.MutableRow, into r: Limbs.MutableRow, _ count: Int) {
    var carry: UInt = 0
    for i in 0..<count {
      var limb: UInt = 0
      for piece in 0..<4 {
        let (sum, overflow) = carry.addingReportingOverflow(x[4 * i + piece])
        limb |= (sum & 0xFFFF) &<< UInt(16 * piece)
        carry = sum &>> 16 | (overflow ? 1 << 48 : 0)
      }
      r[i] = limb
    }
  }
}
