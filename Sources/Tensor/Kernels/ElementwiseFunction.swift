/// An elementwise function with its derivative, over plain memory; targets may be sources.
public struct ElementwiseFunction: Sendable {
  public let name: String
  /// y = f(x): source, target, count.
  public let apply: @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
  /// dx = f′(x) · dy: x, dy, target, count.
  let applyGradient: @Sendable (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

  /// x·Φ(x) through tanh; see ``GELUForm/tanh``.
  public static let geluTanh = ElementwiseFunction(
    name: "gelu", apply: { Kernels.gelu($0, into: $1, count: $2, form: .tanh) },
    applyGradient: { x, dy, dx, count in
      mapVectors(x, dy, dx, count: count, grain: 4096) { Kernels.geluTanhDerivative($0) * $1 }
    })

  /// x·Φ(x); see ``GELUForm/exact``.
  public static let geluExact = ElementwiseFunction(
    name: "gelu", apply: { Kernels.gelu($0, into: $1, count: $2, form: .exact) },
    applyGradient: { x, dy, dx, count in
      mapVectors(x, dy, dx, count: count, grain: 4096) { Kernels.geluExactDerivative($0) * $1 }
    })

  /// max(x, 0); the gradient at 0 is 0.
  public static let relu = ElementwiseFunction(
    name: "relu", apply: { Kernels.relu($0, into: $1, count: $2) },
    applyGradient: { x, dy, dx, count in
      let zero = Vector(repeating: 0)
      mapVectors(x, dy, dx, count: count) { zero.replacing(with: $1, where: $0 .> zero) }
    })

  /// x · sigmoid(slope · x); with s the sigmoid, f′ = s · (1 + slope · x · (1 − s)).
  public static func silu(slope: Float) -> ElementwiseFunction {
    ElementwiseFunction(
      name: "silu", apply: { Kernels.silu($0, into: $1, count: $2, slope: slope) },
      applyGradient: { x, dy, dx, count in
        mapVectors(x, dy, dx, count: count, grain: 4096) {
          let s = VectorMath.sigmoid($0 * slope)
          return s * (1 + $0 * slope * (1 - s)) * $1
        }
      })
  }

  /// tanh x; f′ = 1 − tanh² x.
  public static let tanh = ElementwiseFunction(
    name: "tanh", apply: { Kernels.tanh($0, into: $1, count: $2) },
    applyGradient: { x, dy, dx, count in
      mapVectors(x, dy, dx, count: count, grain: 4096) {
        let y = VectorMath.tanh($0)
        return (1 - y * y) * $1
      }
    })
}
