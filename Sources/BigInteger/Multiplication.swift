import Support

/// Products of rows of limbs: by rows when small, Karatsuba's three halves beyond, transforms for the longest.
enum Multiplication {
  /// Limbs from which Karatsuba's method wins over the plain one.
  static let karatsubaThreshold = 32
  /// Columns that a plain product works through at a time, so that they stay in the first cache.
  private static let block = 1024

  /// r[n + m] = a[n] · b[m]; `r` overlaps neither. The same row twice is squared.
  /// - Throws: `Interrupted`.
  static func multiply(_ r: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int, _ b: Limbs.Row, _ m: Int) throws {
    if n < m { return try multiply(r, b, m, a, n) }
    if m == 0 {
      r.update(repeating: 0, count: n)
    } else if a == b, n == m {
      try square(r, a, n)
    } else if m < karatsubaThreshold {
      try multiplyByRows(r, a, n, b, m)
    } else if Transform.isBest(n, m) {
      try Transform.multiply(r, a, n, b, m)
    } else if n == m {
      try Limbs.withScratch(scratchCount(n)) { try multiplyHalves(r, a, b, n, $0) }
    } else {
      try multiplyInPieces(r, a, n, b, m)
    }
  }

  /// r[2n] = a[n]²; `r` does not overlap `a`.
  /// - Throws: `Interrupted`.
  static func square(_ r: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int) throws {
    if n < squareThreshold {
      squareByRows(r, a, n)
    } else if Transform.isBest(n, n) {
      try Transform.multiply(r, a, n, a, n)
    } else {
      try Limbs.withScratch(scratchCount(n)) { try squareHalves(r, a, n, $0) }
    }
  }

  // MARK: Plain

  private static func multiplyByRows(_ r: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int, _ b: Limbs.Row, _ m: Int) throws {
    if n <= block { return multiplyBlock(r, a, n, b, m) }
    // Block after block: the top m limbs of what is done meet the next block's product.
    multiplyBlock(r, a, block, b, m)
    try Limbs.withScratch(block + m) { product in
      var start = block
      while start < n {
        if start & 0xFFFF == 0 { try Interruption.check() }
        let width = min(block, n - start)
        multiplyBlock(product, a + start, width, b, m)
        let carry = Limbs.add(r + start, product, m, r + start, m)
        _ = Limbs.add(r + start + m, product + m, width, carry)
        start += width
      }
    }
  }

  @inline(__always)
  private static func multiplyBlock(_ r: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int, _ b: Limbs.Row, _ m: Int) {
    r[n] = Limbs.multiply(r, a, n, b[0])
    for i in 1..<max(m, 1) { r[n + i] = Limbs.addProduct(r + i, a, n, b[i]) }
  }

  /// The cross products once, doubled, and the squares on the diagonal.
  private static func squareByRows(_ r: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int) {
    if n == 0 { return }
    r[0] = 0
    r[n] = n > 1 ? Limbs.multiply(r + 1, a + 1, n - 1, a[0]) : 0
    for i in 1..<max(n, 1) {
      r[n + i] = i + 1 < n ? Limbs.addProduct(r + 2 * i + 1, a + i + 1, n - i - 1, a[i]) : 0
    }
    var carry: UInt = 0
    var shifted: UInt = 0
    for i in 0..<n {
      let (low, high) = (r[2 * i], r[2 * i + 1])
      let (top, bottom) = Limbs.multiplyAdd(a[i], a[i], low &<< 1 | shifted, carry)
      shifted = high &>> 63
      let (sum, overflow) = (high &<< 1 | low &>> 63).addingReportingOverflow(top)
      r[2 * i] = bottom
      r[2 * i + 1] = sum
      carry = overflow ? 1 : 0
    }
  }

  // MARK: Karatsuba

  /// Limbs from which a square by halves wins.
  private static let squareThreshold = 48

  private static func scratchCount(_ n: Int) -> Int { 4 * n + 256 }

  /// r[2n] = a[n] · b[n] by (a₀ + a₁x)(b₀ + b₁x) = z₀ + (z₀ + z₂ − (a₀ − a₁)(b₀ − b₁))x + z₂x².
  private static func multiplyHalves(
    _ r: Limbs.MutableRow, _ a: Limbs.Row, _ b: Limbs.Row, _ n: Int, _ scratch: Limbs.MutableRow
  ) throws {
    if n < karatsubaThreshold { return multiplyBlock(r, a, n, b, n) }
    if Transform.isBest(n, n) { return try Transform.multiply(r, a, n, b, n) }
    if n > 512 { try Interruption.check() }
    let low = (n + 1) / 2
    let high = n - low
    let negative =
      Limbs.absoluteDifference(r, a, low, a + low, high) != Limbs.absoluteDifference(r + low, b, low, b + low, high)
    let rest = scratch + 2 * low
    try multiplyHalves(scratch, r, r + low, low, rest)
    try multiplyHalves(r, a, b, low, rest)
    try multiplyHalves(r + 2 * low, a + low, b + low, high, rest)
    join(r, n, scratch, negative: negative)
  }

  private static func squareHalves(
    _ r: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int, _ scratch: Limbs.MutableRow
  ) throws {
    if n < squareThreshold { return squareByRows(r, a, n) }
    if Transform.isBest(n, n) { return try Transform.multiply(r, a, n, a, n) }
    if n > 512 { try Interruption.check() }
    let low = (n + 1) / 2
    let high = n - low
    _ = Limbs.absoluteDifference(r, a, low, a + low, high)
    let rest = scratch + 2 * low
    try squareHalves(scratch, r, low, rest)
    try squareHalves(r, a, low, rest)
    try squareHalves(r + 2 * low, a + low, high, rest)
    join(r, n, scratch, negative: false)
  }

  /// Adds the middle product to z₀ + z₂x² in `r`; `scratch` holds |(a₀ − a₁)(b₀ − b₁)| and room for the sum behind it.
  private static func join(_ r: Limbs.MutableRow, _ n: Int, _ scratch: Limbs.MutableRow, negative: Bool) {
    let low = (n + 1) / 2
    let middle = scratch + 2 * low
    middle[2 * low] = Limbs.add(middle, r, 2 * low, r + 2 * low, 2 * (n - low))
    if negative {
      middle[2 * low] &+= Limbs.add(middle, middle, 2 * low, scratch, 2 * low)
    } else {
      middle[2 * low] &-= Limbs.subtract(middle, middle, 2 * low, scratch, 2 * low)
    }
    let above = 2 * n - low
    let count = min(2 * low + 1, above)
    _ = Limbs.add(r + low, r + low, above, middle, count)
  }

  /// Cuts the longer factor into pieces as long as the shorter.
  private static func multiplyInPieces(
    _ r: Limbs.MutableRow, _ a: Limbs.Row, _ n: Int, _ b: Limbs.Row, _ m: Int
  ) throws {
    try multiply(r, a, m, b, m)
    try Limbs.withScratch(2 * m) { product in
      var start = m
      while start < n {
        let width = min(m, n - start)
        try multiply(product, a + start, width, b, m)
        let carry = Limbs.add(r + start, product, m, r + start, m)
        _ = Limbs.add(r + start + m, product + m, width, carry)
        start += width
      }
    }
  }
}

extension Magnitude {
  static func * (a: Magnitude, b: Magnitude) throws -> Magnitude {
    if a.limbs.isEmpty && b.limbs.isEmpty {
      let product = a.single.multipliedFullWidth(by: b.single)
      return Magnitude(high: product.high, low: product.low)
    }
    if a.isZero || b.isZero { return Magnitude(0) }
    return try a.withLimbs { x, n in
      try b.withLimbs { y, m in
        try Magnitude(capacity: n + m) { r in
          if m == 1 {
            r[n] = Limbs.multiply(r, x, n, y[0])
          } else if n == 1 {
            r[m] = Limbs.multiply(r, y, m, x[0])
          } else {
            try Multiplication.multiply(r, x, n, y, m)
          }
        }
      }
    }
  }

  func squared() throws -> Magnitude {
    if limbs.isEmpty { return try self * self }
    return try withLimbs { x, n in
      try Magnitude(capacity: 2 * n) { r in try Multiplication.square(r, x, n) }
    }
  }
}
