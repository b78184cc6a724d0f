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
        Kernels.linearBackward(
          dy.data, weight: weight.data, into: dx, accumulate: accumulate, rows: n, inputs: i, outputs: o, layout: layout)
      }
      sink.writeLinearWeight(weight, x: x.data, dy: dy.data, rows: n, inputs: i, outputs: o, layout)
      if let bias { sink.writeRowSum(bias, of: dy.data, rows: n, columns: o) }
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

  /// dx[n, i] (+)= dy[n, o] · Wᵀ, W [i, o] or [o, i] by `layout`.
  static func linearBackward(
    _ dy: UnsafePointer<Float>, weight: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>, accumulate: Bool,
    rows n: Int, inputs i: Int, outputs o: Int, layout: LinearLayout
  ) {
    let transposed = layout == .outputInput
    sgemm(
      transposeB: !transposed, m: n, n: i, k: o, a: dy, lda: o, b: weight, ldb: transposed ? i : o,
      beta: accumulate ? 1 : 0, c: dx, ldc: i)
  }
}

extension Gradients {
  /// dW (+)= xᵀ[i, n] · dy[n, o], in W's `layout`.
  func writeLinearWeight(
    _ weight: Tensor, x: UnsafePointer<Float>, dy: UnsafePointer<Float>, rows n: Int, inputs i: Int, outputs o: Int,
    _ layout: LinearLayout
  ) {
    write(weight) { dw, accumulate in
      let (left, m, right, width) = layout == .outputInput ? (dy, o, x, i) : (x, i, dy, o)
      Kernels.sgemm(
        transposeA: true, m: m, n: width, k: n, a: left, lda: m, b: right, ldb: width, beta: accumulate ? 1 : 0, c: dw,
        ldc: width)
    }
  }

  /// The column sums of dy[n, c], a bias's gradient.
  func writeRowSum(_ bias: Tensor, of dy: UnsafePointer<Float>, rows: Int, columns: Int) {
    write(bias) { db, accumulate in
      Kernels.sumRows(dy, rows: rows, columns: columns, into: db, accumulate: accumulate)
    }
  }
}
