import Glibc
import Support

/// Elementwise functions that are computed one element at a time, with the C library's accuracy.
extension Tensor {
  /// Functions of one number with a derivative.
  public enum ScalarFunction: String, CaseIterable, Sendable {
    case sin, cos, tan, asin, acos, atan, sinh, cosh, asinh, acosh, atanh, erf, erfc, log1p, expm1, exp2, log2, log10
    case rsqrt, logsigmoid, softplus

    /// f(x)
    func value(_ x: Float) -> Float {
      switch self {
      case .sin: sinf(x)
      case .cos: cosf(x)
      case .tan: tanf(x)
      case .asin: asinf(x)
      case .acos: acosf(x)
      case .atan: atanf(x)
      case .sinh: sinhf(x)
      case .cosh: coshf(x)
      case .asinh: asinhf(x)
      case .acosh: acoshf(x)
      case .atanh: atanhf(x)
      case .erf: erff(x)
      case .erfc: erfcf(x)
      case .log1p: log1pf(x)
      case .expm1: expm1f(x)
      case .exp2: exp2f(x)
      case .log2: log2f(x)
      case .log10: log10f(x)
      case .rsqrt: 1 / x.squareRoot()
      // min(x, 0) − log(1 + e^−|x|)
      case .logsigmoid: min(x, 0) - log1pf(expf(-Swift.abs(x)))
      case .softplus: max(x, 0) + log1pf(expf(-Swift.abs(x)))
      }
    }

    /// f′(x), where y = f(x).
    func slope(_ x: Float, _ y: Float) -> Float {
      let ln2 = Float(0.6931471805599453)
      switch self {
      case .sin: return cosf(x)
      case .cos: return -sinf(x)
      case .tan: return 1 + y * y
      case .asin: return 1 / (1 - x * x).squareRoot()
      case .acos: return -1 / (1 - x * x).squareRoot()
      case .atan: return 1 / (1 + x * x)
      case .sinh: return coshf(x)
      case .cosh: return sinhf(x)
      case .asinh: return 1 / (x * x + 1).squareRoot()
      case .acosh: return 1 / (x * x - 1).squareRoot()
      case .atanh: return 1 / (1 - x * x)
      case .erf: return Float(M_2_SQRTPI) * expf(-x * x)
      case .erfc: return -Float(M_2_SQRTPI) * expf(-x * x)
      case .log1p: return 1 / (1 + x)
      case .expm1: return y + 1
      case .exp2: return y * ln2
      case .log2: return 1 / (x * ln2)
      case .log10: return 1 / (x * 2.302585092994046)
      case .rsqrt: return -0.5 * y * y * y
      case .logsigmoid: return 1 / (1 + expf(x))
      case .softplus: return 1 / (1 + expf(-x))
      }
    }
  }

  /// y = f(x), dx = dy · f′(x); integers are converted to float32 first.
  public func mapped(_ function: ScalarFunction) -> Tensor {
    let x = converted(to: .float32)
    let y = Tensor(uninitialized: x.shape)
    Threads.parallelRanges(x.count, grain: 8192) { range in
      for i in range { y.data[i] = function.value(x.data[i]) }
    }
    let value = y.detach()
    return y.recorded(function.rawValue, inputs: [x]) { dy, sink in
      let dx = Tensor(uninitialized: x.shape)
      Threads.parallelRanges(x.count, grain: 8192) { range in
        for i in range { dx.data[i] = dy.data[i] * function.slope(x.data[i], value.data[i]) }
      }
      sink.add(dx, to: x)
    }
  }

  /// The angle of each pair (x, y) = (b, a), in radians from −π to π.
  public static func atan2(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let shape = try Broadcasting.shape(a.shape, b.shape, "atan2")
    let (a, b) = (a.converted(to: .float32), b.converted(to: .float32))
    return scalarwise(a, b, shape) { atan2f($0, $1) }.recorded("atan2", inputs: [a, b]) { dy, sink in
      func slope(_ f: (Float, Float) -> Float) -> Tensor { scalarwise(a, b, shape, f).product(dy) }
      if a.requiresGrad { sink.add(slope { $1 / ($0 * $0 + $1 * $1) }.reduced(to: a.shape), to: a) }
      if b.requiresGrad { sink.add(slope { -$0 / ($0 * $0 + $1 * $1) }.reduced(to: b.shape), to: b) }
    }
  }
}
