import COpenBLAS
import Support

/// How a linear layer's weight is stored.
public enum LinearLayout: Sendable {
  /// [in, out]: GPT-2's Conv1D.
  case inputOutput
  /// [out, in]: torch's nn.Linear.
  case outputInput
}

extension Tensor {
  /// y[n, o] = x[n, i] · W + bias[o], over all leading axes of x.
  ///
  /// Backward: dx = dy · Wᵀ, dW = xᵀ · dy (in W's layout), dbias = the column sums of dy.
  public static func linear(
    _ x: Tensor, weight: Tensor, bias: Tensor? = nil, layout: LinearLayout = .inputOutput
  ) throws -> Tensor {
    try SharedLibrary.require(copenblas_problem())
    let (n, i) = try x.rowsAndColumns("linear")
    try weight.requireFloat("linear", "weight")
    guard weight.rank == 2 else {
      throw UserError(.runtime, "linear: weight has shape \(weight.shape), two axes are needed")
    }
    let transposed = layout == .outputInput
    let (inputs, outputs) = transposed ? (weight.shape[1], weight.shape[0]) : (weight.shape[0], weight.shape[1])
    guard inputs == i else {
      throw UserError(
        .runtime,
        "linear: \(x.shape) @ \(weight.shape)\(transposed ? " transposed" : ""): \(i) (last axis of the input) does not equal "
          + "\(inputs) (axis \(transposed ? 1 : 0) of the weight)")
    }
    try bias?.require("linear", "bias", shape: [outputs])
    let o = outputs
    let y = Tensor(uninitialized: Array(x.shape.dropLast()) + [o])
    Kernels.linear(
      x.data, weight: weight.data, bias: bias?.data, into: y.data, rows: n, inputs: i, outputs: o, layout: layout)

    var recordedInputs = [x, weight]
    if let bias { recordedInputs.append(bias) }
    return y.recorded("linear", inputs: recordedInputs) { dy, sink in
      sink.write(x) { dx, accumulate in
        Kernels.sgemm(
          transposeB: !transposed, m: n, n: i, k: o, a: dy.data, lda: o, b: weight.data, ldb: transposed ? i : o,
          beta: accumulate ? 1 : 0, c: dx, ldc: i)
      }
      sink.write(weight) { dw, accumulate in
        let (left, m, right, width) = transposed ? (dy.data, o, x.data, i) : (x.data, i, dy.data, o)
        Kernels.sgemm(
          transposeA: true, m: m, n: width, k: n, a: left, lda: m, b: right, ldb: width, beta: accumulate ? 1 : 0,
          c: dw, ldc: width)
      }
      if let bias {
        sink.write(bias) { db, accumulate in
          Kernels.sumRows(dy.data, rows: n, columns: o, into: db, accumulate: accumulate)
        }
      }
    }
  }
}

extension Kernels {
  /// y[n, o] = x[n, i] · W + bias[o], W [i, o] or [o, i] by `layout`.
  public static func linear(
    _ x: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    into y: UnsafeMutablePointer<Float>, rows n: Int, inputs i: Int, outputs o: Int, layout: LinearLayout
  ) {
    let transposed = layout == .outputInput
    sgemm(transposeB: transposed, m: n, n: o, k: i, a: x, lda: i, b: weight, ldb: transposed ? i : o, c: y, ldc: o)
    if let bias { addBias(y, bias: bias, rows: n, columns: o) }
  }
}
