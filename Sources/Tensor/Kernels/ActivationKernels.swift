/// The two forms of GELU in use.
public enum GELUForm: String, Sendable {
  /// x·Φ(x) ≈ ½x(1 + tanh(√(2/π)(x + 0.044715x³))): GPT-2's "gelu_new".
  case tanh
  /// x·Φ(x) through erf: BERT's "gelu".
  case exact
}

extension Kernels {
  /// y = GELU(x) (Hendrycks and Gimpel, 2016); `y` may be `x`.
  public static func gelu(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int, form: GELUForm = .tanh
  ) {
    switch form {
    case .tanh: mapVectors(x, y, count: count, grain: 4096) { geluTanh($0) }
    case .exact: mapVectors(x, y, count: count, grain: 4096) { $0 * VectorMath.normalCDF($0) }
    }
  }

  /// y = max(x, 0); `y` may be `x`.
  public static func relu(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    mapVectors(x, y, count: count) { $0.maximum(Vector(repeating: 0)) }
  }

  /// y = x · sigmoid(slope · x) (SiLU, or with 1.702 the quick form of GELU); `y` may be `x`.
  public static func silu(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int, slope: Float = 1
  ) {
    mapVectors(x, y, count: count, grain: 4096) { $0 * VectorMath.sigmoid($0 * slope) }
  }

  /// y = tanh x; `y` may be `x`.
  public static func tanh(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    mapVectors(x, y, count: count, grain: 4096) { VectorMath.tanh($0) }
  }

  /// ½x(1 + tanh u) = x·sigmoid(2u) with u = √(2/π)(x + 0.044715x³).
  @inline(__always) static func geluTanh(_ x: Vector) -> Vector {
    x * VectorMath.sigmoid(x * (x * x * 0.0713548162726009 + 1.5957691216057308))
  }

  /// d geluTanh / dx.
  @inline(__always) static func geluTanhDerivative(_ x: Vector) -> Vector {
    let z = x * x
    let s = VectorMath.sigmoid(x * (z * 0.0713548162726009 + 1.5957691216057308))
    return s + x * s * (1 - s) * (z * 0.2140644488178027 + 1.5957691216057308)
  }

  /// d(x·Φ(x)) / dx = Φ(x) + x·φ(x).
  @inline(__always) static func geluExactDerivative(_ x: Vector) -> Vector {
    VectorMath.normalCDF(x) + x * VectorMath.expNonPositive(x * x * -0.5) * 0.3989422804014327
  }
}
