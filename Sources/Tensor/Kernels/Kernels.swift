import COpenBLAS
import Glibc

/// Forward kernels over plain memory, for callers that need no tape (generation) and for the operations themselves.
///
/// Everything is row-major float32. Pointers are trusted: callers have validated shapes.
public enum Kernels {
  /// C[m, n] = alpha · op(A) · op(B) + beta · C, with op(A) [m, k] and op(B) [k, n].
  ///
  /// A is stored [m, k], or [k, m] when `transposeA`; B [k, n], or [n, k] when `transposeB`. `lda`, `ldb`, `ldc` are
  /// the distances between stored rows. With `beta` 0, C need not be initialised. The product is cut into one tile per
  /// thread of ``Threads``.
  public static func sgemm(
    transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Float = 1,
    a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int, beta: Float = 0,
    c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    guard m > 0, n > 0 else { return }
    if Precision.current == .bfloat16, BFloat16Products.isWorthwhile(m: m, n: n, k: k), let gemm = OneDNN.bfloat16Gemm {
      return bfloat16Gemm(
        gemm, transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, alpha: alpha, a: a, lda: lda, b: b,
        ldb: ldb, beta: beta, c: c, ldc: ldc)
    }
    let work = m * n * max(k, 1)
    var threads = work < 1 << 16 ? 1 : Threads.count
    if threads > 1 { threads = min(threads, max(1, work >> 15)) }
    if threads == 1 {
      return serialSgemm(
        transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, alpha: alpha, a: a, lda: lda, b: b, ldb: ldb,
        beta: beta, c: c, ldc: ldc)
    }
    let (rows, columns) = tiling(m: m, n: n, threads: threads)
    Threads.parallel(rows * columns) { tile in
      let (i, j) = (tile / columns, tile % columns)
      let (m0, m1) = (cut(m, i, rows), cut(m, i + 1, rows))
      let (n0, n1) = (cut(n, j, columns), cut(n, j + 1, columns))
      guard m1 > m0, n1 > n0 else { return }
      serialSgemm(
        transposeA: transposeA, transposeB: transposeB, m: m1 - m0, n: n1 - n0, k: k, alpha: alpha,
        a: a + (transposeA ? m0 : m0 * lda), lda: lda, b: b + (transposeB ? n0 * ldb : n0), ldb: ldb, beta: beta,
        c: c + m0 * ldc + n0, ldc: ldc)
    }
  }

  /// The same product on the calling thread only: for use inside ``Threads/parallel(_:_:)``.
  @inline(__always)
  public static func serialSgemm(
    transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Float = 1,
    a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int, beta: Float = 0,
    c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    guard m > 0, n > 0 else { return }
    if k == 0 {
      for i in 0..<m {
        for j in 0..<n { c[i * ldc + j] = beta == 0 ? 0 : beta * c[i * ldc + j] }
      }
      return
    }
    if m == 1 && !transposeA {
      return serialVectorProduct(transposeB: transposeB, n: n, k: k, alpha: alpha, x: a, b: b, ldb: ldb, beta: beta, y: c)
    }
    if m * n * k >= OneDNN.smallest, let gemm = OneDNN.gemm {
      let status = gemm(
        OneDNN.letter(transposeA), OneDNN.letter(transposeB), m, n, k, alpha, a, max(lda, 1), b, max(ldb, 1), beta, c,
        max(ldc, 1))
      if status == 0 { return }
    }
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(m), Int32(n),
      Int32(k), alpha, a, Int32(max(lda, 1)), b, Int32(max(ldb, 1)), beta, c, Int32(max(ldc, 1)))
  }

  /// How many row and column cuts give `threads` tiles that are as square as possible.
  static func tiling(m: Int, n: Int, threads: Int) -> (rows: Int, columns: Int) {
    var best = (rows: 1, columns: threads)
    var bestCost = Double.infinity
    for rows in 1...threads where threads % rows == 0 {
      let columns = threads / rows
      guard rows <= m, columns <= n else { continue }
      let cost = Double(m) / Double(rows) + Double(n) / Double(columns)
      if cost < bestCost { (best, bestCost) = ((rows, columns), cost) }
    }
    return best
  }

  /// The start of piece `i` of `pieces`, at multiples of 16 so that kernels stay on full vectors.
  @inline(__always) static func cut(_ length: Int, _ i: Int, _ pieces: Int) -> Int {
    i == pieces ? length : min(length, (length * i / pieces + 8) & ~15)
  }

  /// y += x
  public static func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int) {
    mapVectors(x, y, y, count: count) { $0 + $1 }
  }

  /// y += factor · x
  public static func add(
    _ x: UnsafePointer<Float>, times factor: Float, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    mapVectors(x, y, y, count: count) { $0 * factor + $1 }
  }

  /// x *= factor
  public static func scale(_ x: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
    mapVectors(x, x, count: count) { $0 * factor }
  }

  /// x[n, c] += bias[c]
  public static func addBias(
    _ x: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    Threads.parallelRanges(rows, grain: max(1, 16384 / max(columns, 1))) { range in
      for row in range { addRow(x + row * columns, bias, columns) }
    }
  }

  @inline(__always)
  static func addRow(_ y: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ count: Int) {
    for i in 0..<count { y[i] += x[i] }
  }

  /// target[c] (+)= the sum of the rows of x[n, c], over fixed blocks of rows so that the order never changes.
  static func sumRows(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, into target: UnsafeMutablePointer<Float>, accumulate: Bool
  ) {
    if !accumulate { memset(target, 0, columns * 4) }
    let pieces = min(Threads.count, (rows * columns + 32767) / 32768)
    guard pieces > 1 else {
      for row in 0..<rows { addRow(target, x + row * columns, columns) }
      return
    }
    withScratch(pieces * columns) { partial in
      Threads.parallel(pieces) { piece in
        let sums = partial + piece * columns
        memset(sums, 0, columns * 4)
        for row in rows * piece / pieces..<rows * (piece + 1) / pieces { addRow(sums, x + row * columns, columns) }
      }
      for piece in 0..<pieces { addRow(target, partial + piece * columns, columns) }
    }
  }

  /// Sums `count` floats in a fixed order, in double precision across blocks.
  public static func sum(_ x: UnsafePointer<Float>, count: Int) -> Double {
    reduceBlocks(count) { range in
      var total = Vector(repeating: 0)
      var i = range.lowerBound
      while i + 16 <= range.upperBound {
        total += Vector(at: x + i)
        i += 16
      }
      var rest = Double(total.total)
      while i < range.upperBound {
        rest += Double(x[i])
        i += 1
      }
      return rest
    }
  }

  /// The sum of squares of `count` floats, in a fixed order.
  public static func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
    reduceBlocks(count) { range in
      var total = Vector(repeating: 0)
      var i = range.lowerBound
      while i + 16 <= range.upperBound {
        let v = Vector(at: x + i)
        total += v * v
        i += 16
      }
      var rest = Double(total.total)
      while i < range.upperBound {
        rest += Double(x[i]) * Double(x[i])
        i += 1
      }
      return rest
    }
  }

  /// Adds up `partial` over blocks of 4096, whose bounds do not depend on the number of threads.
  private static func reduceBlocks(_ count: Int, _ partial: (Range<Int>) -> Double) -> Double {
    let size = 4096
    let blocks = (count + size - 1) / size
    if blocks <= 1 { return partial(0..<count) }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks) { sums in
      Threads.parallelRanges(blocks, grain: 8) { range in
        for block in range { sums[block] = partial(block * size..<min(count, (block + 1) * size)) }
      }
      return sums.reduce(0, +)
    }
  }
}
