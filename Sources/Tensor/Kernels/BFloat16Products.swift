import Support

/// The precision of large matrix products.
public enum Precision: String, Sendable {
  /// Every product in single precision.
  case float32
  /// Factors rounded to bfloat16, sums in single precision, by oneDNN. Weights, activations, gradients and the
  /// optimiser stay in single precision.
  case bfloat16

  /// What products use from now on; set through ``use(_:)``.
  nonisolated(unsafe) public private(set) static var current = Precision.float32

  /// Switches to `precision`.
  /// - Throws: a `RuntimeError` when bfloat16 is asked for and oneDNN or the processor cannot do it.
  public static func use(_ precision: Precision) throws {
    if precision == .bfloat16, OneDNN.bfloat16Gemm == nil {
      throw UserError(
        .runtime, "bfloat16 products need oneDNN (libdnnl.so.2) and a processor with avx512_bf16",
        hint: "install libdnnl2, or stay with float32")
    }
    current = precision
  }

  /// Whether this machine computes bfloat16 products at speed.
  public static var hasBFloat16: Bool { OneDNN.bfloat16Gemm != nil }
}

/// Products with factors rounded to bfloat16.
enum BFloat16Products {
  /// Products smaller than this are not worth the rounding of their factors.
  static func isWorthwhile(m: Int, n: Int, k: Int) -> Bool { m >= 16 && n >= 16 && k >= 16 && m * n * k >= 1 << 20 }

  /// Rounds the rows of `x`, `stride` floats apart, to nearest even, side by side.
  static func round(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int, into y: UnsafeMutablePointer<UInt16>
  ) {
    Threads.parallelRanges(rows, grain: max(1, 32768 / max(columns, 1))) { range in
      for row in range {
        let source = UnsafeRawPointer(x + row * stride).assumingMemoryBound(to: UInt32.self)
        let target = y + row * columns
        for i in 0..<columns {
          let bits = source[i]
          target[i] = UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits &>> 16) & 1)) &>> 16)
        }
      }
    }
  }
}

extension Kernels {
  /// The product with rounded factors; see ``sgemm(transposeA:transposeB:m:n:k:alpha:a:lda:b:ldb:beta:c:ldc:)``.
  static func bfloat16Gemm(
    _ gemm: OneDNN.BFloat16Gemm, transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float,
    a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int, beta: Float, c: UnsafeMutablePointer<Float>,
    ldc: Int
  ) {
    withScratch((m * k + 1) / 2 + (k * n + 1) / 2) { scratch in
      let left = UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: UInt16.self)
      let right = UnsafeMutableRawPointer(scratch + (m * k + 1) / 2).assumingMemoryBound(to: UInt16.self)
      let leftColumns = transposeA ? m : k
      let rightColumns = transposeB ? k : n
      BFloat16Products.round(a, rows: transposeA ? k : m, columns: leftColumns, stride: lda, into: left)
      BFloat16Products.round(b, rows: transposeB ? n : k, columns: rightColumns, stride: ldb, into: right)
      let (rows, columns) = tiling(m: m, n: n, threads: Threads.count)
      Threads.parallel(rows * columns) { tile in
        let (i, j) = (tile / columns, tile % columns)
        let (m0, m1) = (cut(m, i, rows), cut(m, i + 1, rows))
        let (n0, n1) = (cut(n, j, columns), cut(n, j + 1, columns))
        guard m1 > m0, n1 > n0 else { return }
        _ = gemm(
          OneDNN.letter(transposeA), OneDNN.letter(transposeB), m1 - m0, n1 - n0, k, alpha,
          left + (transposeA ? m0 : m0 * k), leftColumns, right + (transposeB ? n0 * k : n0), rightColumns, beta,
          c + m0 * ldc + n0, ldc)
      }
    }
  }
}
