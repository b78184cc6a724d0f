extension Kernels {
  /// y[n] = alpha · x[k] · B + beta · y on the calling thread: a product with one row, which is bound by reading B once.
  ///
  /// B is stored [k, n], or [n, k] when `transposeB`, its rows `ldb` apart. With `beta` 0, y need not be initialised.
  static func serialVectorProduct(
    transposeB: Bool, n: Int, k: Int, alpha: Float, x: UnsafePointer<Float>, b: UnsafePointer<Float>, ldb: Int,
    beta: Float, y: UnsafeMutablePointer<Float>
  ) {
    if transposeB {
      for j in 0..<n {
        let sum = alpha * longDot(x, b + j * ldb, count: k)
        y[j] = beta == 0 ? sum : sum + beta * y[j]
      }
      return
    }
    // Eight rows of B at a time: y stays in the cache's reach and is passed over k / 8 times.
    for low in stride(from: 0, to: k, by: 8) {
      addRows(
        min(8, k - low), of: b + low * ldb, ldb: ldb, times: x + low, alpha: alpha, n: n, scale: low == 0 ? beta : 1, y: y)
    }
  }

  /// y[n] = scale · y + alpha · Σ x[r] · B[r] over the `count` (at most 8) rows of B.
  @inline(__always)
  private static func addRows(
    _ count: Int, of b: UnsafePointer<Float>, ldb: Int, times x: UnsafePointer<Float>, alpha: Float, n: Int,
    scale: Float, y: UnsafeMutablePointer<Float>
  ) {
    // Rows beyond the last are the last again, times 0.
    @inline(__always) func row(_ r: Int) -> UnsafePointer<Float> { b + min(r, count - 1) * ldb }
    @inline(__always) func factor(_ r: Int) -> Float { r < count ? alpha * x[r] : 0 }
    let (b0, b1, b2, b3, b4, b5, b6, b7) = (row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7))
    let (f0, f1, f2, f3) = (factor(0), factor(1), factor(2), factor(3))
    let (f4, f5, f6, f7) = (factor(4), factor(5), factor(6), factor(7))
    let (v0, v1, v2, v3) = (Vector(repeating: f0), Vector(repeating: f1), Vector(repeating: f2), Vector(repeating: f3))
    let (v4, v5, v6, v7) = (Vector(repeating: f4), Vector(repeating: f5), Vector(repeating: f6), Vector(repeating: f7))
    var j = 0
    while j + 16 <= n {
      var sum = scale == 0 ? Vector(repeating: 0) : Vector(at: y + j) * scale
      var other = v1 * Vector(at: b1 + j)
      sum = sum.adding(v0, times: Vector(at: b0 + j)).adding(v2, times: Vector(at: b2 + j))
      other = other.adding(v3, times: Vector(at: b3 + j)).adding(v5, times: Vector(at: b5 + j))
      sum = sum.adding(v4, times: Vector(at: b4 + j)).adding(v6, times: Vector(at: b6 + j))
      (sum + other.adding(v7, times: Vector(at: b7 + j))).store(to: y + j)
      j += 16
    }
    while j < n {
      var sum = scale == 0 ? 0 : y[j] * scale
      sum += f0 * b0[j] + f1 * b1[j] + f2 * b2[j] + f3 * b3[j]
      y[j] = sum + (f4 * b4[j] + f5 * b5[j] + f6 * b6[j] + f7 * b7[j])
      j += 1
    }
  }

  /// Σ a[i]·b[i] with four sums side by side.
  @inline(__always)
  private static func longDot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Float {
    var i = 0
    var (s0, s1) = (Vector(repeating: 0), Vector(repeating: 0))
    var (s2, s3) = (Vector(repeating: 0), Vector(repeating: 0))
    while i + 64 <= count {
      s0 = s0.adding(Vector(at: a + i), times: Vector(at: b + i))
      s1 = s1.adding(Vector(at: a + i + 16), times: Vector(at: b + i + 16))
      s2 = s2.adding(Vector(at: a + i + 32), times: Vector(at: b + i + 32))
      s3 = s3.adding(Vector(at: a + i + 48), times: Vector(at: b + i + 48))
      i += 64
    }
    while i + 16 <= count {
      s0 = s0.adding(Vector(at: a + i), times: Vector(at: b + i))
      i += 16
    }
    var result = ((s0 + s1) + (s2 + s3)).total
    while i < count {
      result += a[i] * b[i]
      i += 1
    }
    return result
  }
}
