import COpenBLAS
import Support

extension Tensor {
  /// y[n, c] = f(x[n, c] · W₁ + b₁) · W₂ + b₂: the feed-forward layer of a transformer, f elementwise.
  ///
  /// Keeps u = x · W₁ + b₁ for the backward pass and makes f(u) again there, which costs less than holding it:
  /// dW₂ = f(u)ᵀ · dy, db₂ = Σ dy, du = (dy · W₂ᵀ) ∘ f′(u), dW₁ = xᵀ · du, db₁ = Σ du, dx = du · W₁ᵀ (Σ over rows;
  /// W in `layout`).
  /// - Parameter norm: a layer norm that x goes through first; its result is not kept either.
  public static func feedForward(
    _ x: Tensor, expansion: (weight: Tensor, bias: Tensor), contraction: (weight: Tensor, bias: Tensor),
    layout: LinearLayout, activation f: ElementwiseFunction, norm: LayerNormParameters? = nil
  ) throws -> Tensor {
    try SharedLibrary.require(copenblas_problem())
    let (n, c) = try x.rowsAndColumns("feedForward")
    try expansion.weight.requireFloat("feedForward", "expansion weight")
    let wide = expansion.bias.count
    let out = contraction.bias.count
    let transposed = layout == .outputInput
    try expansion.weight.require("feedForward", "expansion weight", shape: transposed ? [wide, c] : [c, wide])
    try contraction.weight.require("feedForward", "contraction weight", shape: transposed ? [out, wide] : [wide, out])

    let weights = [expansion.weight, expansion.bias, contraction.weight, contraction.bias]
    let isRecorded = GradientMode.isEnabled && (weights + [x]).contains { $0.requiresGrad }
      || norm.map { Tensor.isRecorded($0.weight, $0.bias) } ?? false
    let source = try NormalizedRows(x, norm, isRecorded: isRecorded, "feedForward")
    let u = Tensor(uninitialized: [n, wide])
    let y = Tensor(uninitialized: Array(x.shape.dropLast()) + [out])
    let values = source.values()
    withExtendedLifetime(values) {
      Kernels.linear(
        values.data, weight: expansion.weight.data, bias: expansion.bias.data, into: u.data, rows: n, inputs: c,
        outputs: wide, layout: layout)
    }
    // Without a tape nobody needs u any more.
    let inner = isRecorded ? Tensor(uninitialized: [n, wide]) : u
    f.apply(u.data, inner.data, n * wide)
    Kernels.linear(
      inner.data, weight: contraction.weight.data, bias: contraction.bias.data, into: y.data, rows: n, inputs: wide,
      outputs: out, layout: layout)

    return y.recorded("feedForward", inputs: source.inputs + weights) { dy, sink in
      if contraction.weight.requiresGrad {
        let inner = Tensor(uninitialized: [n, wide])
        f.apply(u.data, inner.data, n * wide)
        withExtendedLifetime(inner) {
          sink.writeLinearWeight(
            contraction.weight, x: inner.data, dy: dy.data, rows: n, inputs: wide, outputs: out, layout)
        }
      }
      sink.writeRowSum(contraction.bias, of: dy.data, rows: n, columns: out)
      let du = Tensor(uninitialized: [n, wide])
      Kernels.linearBackward(
        dy.data, weight: contraction.weight.data, into: du.data, accumulate: false, rows: n, inputs: wide, outputs: out,
        layout: layout)
      f.applyGradient(u.data, du.data, du.data, n * wide)
      if expansion.weight.requiresGrad {
        let values = source.values()
        withExtendedLifetime(values) {
          sink.writeLinearWeight(expansion.weight, x: values.data, dy: du.data, rows: n, inputs: c, outputs: wide, layout)
        }
      }
      sink.writeRowSum(expansion.bias, of: du.data, rows: n, columns: wide)
      source.backwardOfProduct(sink, dy: du, weight: expansion.weight, outputs: wide, layout)
    }
  }
}
