import COpenBLAS
import Support

extension Tensor {
  /// The matrix product with torch's rules: 1-d vectors are rows on the left and columns on the right, leading axes of
  /// both are broadcast.
  ///
  /// Backward: da = dy · bᵀ, db = aᵀ · dy, summed over broadcast axes.
  public static func matmul(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try SharedLibrary.require(copenblas_problem())
    try a.requireFloat("matmul", "left")
    try b.requireFloat("matmul", "right")
    guard a.rank > 0, b.rank > 0 else {
      throw UserError(.runtime, "matmul: \(a.shape) @ \(b.shape): both arguments need at least one axis")
    }
    if a.rank == 1 {
      let row = try matmul(a.unsqueezed(0), b)
      return try row.squeezed(b.rank == 1 ? 0 : -2)
    }
    if b.rank == 1 { return try matmul(a, b.unsqueezed(1)).squeezed(-1) }
    let (m, k) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (rows, n) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
    guard k == rows else {
      throw UserError(
        .runtime,
        "matmul: \(a.shape) @ \(b.shape): \(k) (last axis of the left) does not equal \(rows) (axis -2 of the right)")
    }
    let batch = try Broadcasting.shape(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)), "matmul")
    let matrices = batch.reduce(1, *)
    try requireMemory(batch + [m, n])
    let y = Tensor(uninitialized: batch + [m, n])
    // One matrix of b for all of a: a single product.
    if b.rank == 2 {
      let all = matrices * m
      Kernels.sgemm(m: all, n: n, k: k, a: a.data, lda: k, b: b.data, ldb: n, c: y.data, ldc: n)
      return y.recorded("matmul", inputs: [a, b]) { dy, sink in
        sink.write(a) { da, accumulate in
          Kernels.sgemm(
            transposeB: true, m: all, n: k, k: n, a: dy.data, lda: n, b: b.data, ldb: n, beta: accumulate ? 1 : 0,
            c: da, ldc: k)
        }
        sink.write(b) { db, accumulate in
          Kernels.sgemm(
            transposeA: true, m: k, n: n, k: all, a: a.data, lda: k, b: dy.data, ldb: n, beta: accumulate ? 1 : 0,
            c: db, ldc: n)
        }
      }
    }
    let x = a.broadcastValues(to: batch + [m, k])
    let z = b.broadcastValues(to: batch + [k, n])
    Threads.parallel(matrices) { i in
      Kernels.serialSgemm(
        m: m, n: n, k: k, a: x.data + i * m * k, lda: k, b: z.data + i * k * n, ldb: n, c: y.data + i * m * n, ldc: n)
    }
    return y.recorded("matmul", inputs: [a, b]) { dy, sink in
      if a.requiresGrad {
        let da = Tensor(uninitialized: x.shape)
        Threads.parallel(matrices) { i in
          Kernels.serialSgemm(
            transposeB: true, m: m, n: k, k: n, a: dy.data + i * m * n, lda: n, b: z.data + i * k * n, ldb: n,
            c: da.data + i * m * k, ldc: k)
        }
        sink.add(da.reduced(to: a.shape), to: a)
      }
      if b.requiresGrad {
        let db = Tensor(uninitialized: z.shape)
        Threads.parallel(matrices) { i in
          Kernels.serialSgemm(
            transposeA: true, m: k, n: n, k: m, a: x.data + i * m * k, lda: k, b: dy.data + i * m * n, ldb: n,
            c: db.data + i * k * n, ldc: n)
        }
        sink.add(db.reduced(to: b.shape), to: b)
      }
    }
  }
}
