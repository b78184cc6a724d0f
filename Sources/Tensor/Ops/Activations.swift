import Support

extension Tensor {
  /// f(x), elementwise.
  public static func apply(_ f: ElementwiseFunction, to x: Tensor) throws -> Tensor {
    try x.requireFloat(f.name)
    let y = Tensor(uninitialized: x.shape)
    f.apply(x.data, y.data, x.count)
    return y.recorded(f.name, inputs: [x]) { dy, sink in
      let dx = Tensor(uninitialized: x.shape)
      f.applyGradient(x.data, dy.data, dx.data, x.count)
      sink.add(dx, to: x)
    }
  }

  /// GELU(x), elementwise; see ``GELUForm``.
  public static func gelu(_ x: Tensor, _ form: GELUForm = .tanh) throws -> Tensor {
    try apply(form == .tanh ? .geluTanh : .geluExact, to: x)
  }

  /// max(x, 0), elementwise; the gradient at 0 is 0.
  public static func relu(_ x: Tensor) throws -> Tensor { try apply(.relu, to: x) }

  /// x · sigmoid(slope · x), elementwise (SiLU; with 1.702 the quick form of GELU).
  public static func silu(_ x: Tensor, slope: Float = 1) throws -> Tensor { try apply(.silu(slope: slope), to: x) }

  /// tanh x, elementwise; dx = dy · (1 − y²).
  public static func tanh(_ x: Tensor) throws -> Tensor {
    try x.requireFloat("tanh")
    let y = Tensor(uninitialized: x.shape)
    Kernels.tanh(x.data, into: y.data, count: x.count)
    let value = y.detach()
    return y.recorded("tanh", inputs: [x]) { dy, sink in
      let dx = Tensor(uninitialized: x.shape)
      mapVectors(value.data, dy.data, dx.data, count: x.count) { (1 - $0 * $0) * $1 }
      sink.add(dx, to: x)
    }
  }

  /// 1 / (1 + e⁻ˣ), elementwise; dx = dy · y · (1 − y).
  public static func sigmoid(_ x: Tensor) throws -> Tensor {
    try x.requireFloat("sigmoid")
    let y = Tensor(uninitialized: x.shape)
    mapVectors(x.data, y.data, count: x.count, grain: 4096) { VectorMath.sigmoid($0) }
    let value = y.detach()
    return y.recorded("sigmoid", inputs: [x]) { dy, sink in
      let dx = Tensor(uninitialized: x.shape)
      mapVectors(value.data, dy.data, dx.data, count: x.count) { $0 * (1 - $0) * $1 }
      sink.add(dx, to: x)
    }
  }
}
