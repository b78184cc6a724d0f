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
  /// - Parameter norm: a layer norm that x goes through first. Its result is not kept but made again in backward.
  public static func linear(
    _ x: Tensor, weight: Tensor, bias: Tensor? = nil, layout: LinearLayout = .inputOutput,
    norm: LayerNormParameters? = nil
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
    let others = [weight] + (bias.map { [$0] } ?? [])
    let isRecorded = GradientMode.isEnabled && (others + [x]).contains { $0.requiresGrad }
      || norm.map { Tensor.isRecorded($0.weight, $0.bias) } ?? false
    let source = try NormalizedRows(x, norm, isRecorded: isRecorded, "linear")
    let shape = Array(x.shape.dropLast()) + [o]
    try requireMemory(shape)
    let y = Tensor(uninitialized: shape)
    // Products take memory of their own: the rows must stay until this one is done.
    let values = source.values()
    withExtendedLifetime(values) {
      Kernels.linear(
        values.data, weight: weight.data, bias: bias?.data, into: y.data, rows: n, inputs: i, outputs: o, layout: layout)
    }

    return y.recorded("linear", inputs: source.inputs + others) { dy, sink in
      if weight.requiresGrad {
        let values = source.values()
        withExtendedLifetime(values) {
          sink.writeLinearWeight(weight, x: values.data, dy: dy.data, rows: n, inputs: i, outputs: o, layout)
        }
      }
      if let bias { sink.writeRowSum(bias, of: dy.data, rows: n, columns: o) }
      source.backwardOfProduct(sink, dy: dy, weight: weight, outputs: o, layout)
    }
  }
}

extension NormalizedRows {
  /// Sends on the gradient of the rows that went into a product: dx = dy[n, o] · Wᵀ.
  func backwardOfProduct(_ sink: Gradients, dy: Tensor, weight: Tensor, outputs: Int, _ layout: LinearLayout) {
    backward(sink) { target, accumulate in
      let fresh = target == nil ? Tensor(uninitialized: x.shape) : nil
      if let memory = target ?? fresh?.data {
        Kernels.linearBackward(
          dy.data, weight: weight.data, into: memory, accumulate: accumulate, rows: rows, inputs: columns,
          outputs: outputs, layout: layout)
      }
      return fresh
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
