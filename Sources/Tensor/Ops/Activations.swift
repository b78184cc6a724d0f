import Support

extension Tensor {
  /// GELU(x), elementwise; see ``GELUForm``.
  public static func gelu(_ x: Tensor, _ form: GELUForm = .tanh) throws -> Tensor {
    try x.requireFloat("gelu")
    let y = Tensor(uninitialized: x.shape)
    Kernels.gelu(x.data, into: y.data, count: x.count, form: form)
    return y.recorded("gelu", inputs: [x]) { dy, sink in
      let dx = Tensor(uninitialized: x.shape)
      switch form {
      case .tanh:
        mapVectors(x.data, dy.data, dx.data, count: x.count, grain: 4096) { Kernels.geluTanhDerivative($0) * $1 }
      case .exact:
        mapVectors(x.data, dy.data, dx.data, count: x.count, grain: 4096) { Kernels.geluExactDerivative($0) * $1 }
      }
      sink.add(dx, to: x)
    }
  }

  /// max(x, 0), elementwise; the gradient at 0 is 0.
  public static func relu(_ x: Tensor) throws -> Tensor {
    try x.requireFloat("relu")
    let y = Tensor(uninitialized: x.shape)
    Kernels.relu(x.data, into: y.data, count: x.count)
    return y.recorded("relu", inputs: [x]) { dy, sink in
      let dx = Tensor(uninitialized: x.shape)
      let zero = Vector(repeating: 0)
      mapVectors(x.data, dy.data, dx.data, count: x.count) { zero.replacing(with: $1, where: $0 .> zero) }
      sink.add(dx, to: x)
    }
  }

  /// x · sigmoid(slope · x), elementwise; with s the sigmoid, dx = dy · s · (1 + slope · x · (1 − s)).
  public static func silu(_ x: Tensor, slope: Float = 1) throws -> Tensor {
    try x.requireFloat("silu")
    let y = Tensor(uninitialized: x.shape)
    Kernels.silu(x.data, into: y.data, count: x.count, slope: slope)
    return y.recorded("silu", inputs: [x]) { dy, sink in
      let dx = Tensor(uninitialized: x.shape)
      mapVectors(x.data, dy.data, dx.data, count: x.count, grain: 4096) {
        let s = VectorMath.sigmoid($0 * slope)
        return s * (1 + $0 * slope * (1 - s)) * $1
      }
      sink.add(dx, to: x)
    }
  }

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
