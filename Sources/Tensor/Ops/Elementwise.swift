import Glibc
import Support

/// Elementwise functions of one tensor. Integer and bool tensors are converted to float32 first.
extension Tensor {
  /// eˣ; dx = dy · y
  public func exp() -> Tensor {
    let x = converted(to: .float32)
    let y = x.mapped(grain: 4096) { VectorMath.exp($0) }
    let value = y.detach()
    return y.recorded("exp", inputs: [x]) { dy, sink in sink.add(dy.product(value), to: x) }
  }

  /// Natural logarithm; dx = dy / x
  public func log() -> Tensor {
    let x = converted(to: .float32)
    return x.mapped(grain: 4096) { VectorMath.log($0) }.recorded("log", inputs: [x]) { dy, sink in
      sink.add(Tensor.combined(dy, x, dy.shape) { $0 / $1 }, to: x)
    }
  }

  /// √x; dx = dy / (2y)
  public func sqrt() -> Tensor {
    let x = converted(to: .float32)
    let y = Tensor(uninitialized: x.shape)
    for i in 0..<x.count { y.data[i] = x.data[i].squareRoot() }
    let value = y.detach()
    return y.recorded("sqrt", inputs: [x]) { dy, sink in
      sink.add(Tensor.combined(dy, value, dy.shape) { $0 / ($1 + $1) }, to: x)
    }
  }

  /// x²
  public func square() -> Tensor {
    let x = converted(to: .float32)
    return x.mapped { $0 * $0 }.recorded("square", inputs: [x]) { dy, sink in
      sink.add(Tensor.combined(dy, x, dy.shape) { $0 * ($1 + $1) }, to: x)
    }
  }

  /// |x|; the gradient at 0 is 0. Integers stay integers.
  public func abs() -> Tensor {
    if dtype == .int64 { return Tensor(ints: ints.map { Swift.abs($0) }, shape: shape) }
    let x = converted(to: .float32)
    return x.mapped { VectorMath.abs($0) }.recorded("abs", inputs: [x]) { dy, sink in
      let zero = Vector(repeating: 0)
      sink.add(
        Tensor.combined(dy, x, dy.shape) { dy, x in
          zero.replacing(with: dy, where: x .> zero).replacing(with: 0 - dy, where: x .< zero)
        }, to: x)
    }
  }

  /// x limited to low ... high; the gradient passes where x lies inside (bounds included).
  public func clamped(low: Float? = nil, high: Float? = nil) -> Tensor {
    if dtype == .int64 {
      return Tensor(ints: ints.map { min(max($0, low.map { Int($0) } ?? Int.min), high.map { Int($0) } ?? Int.max) }, shape: shape)
    }
    let x = converted(to: .float32)
    let bottom = Vector(repeating: low ?? -.infinity)
    let top = Vector(repeating: high ?? .infinity)
    return x.mapped { $0.maximum(bottom).minimum(top) }.recorded("clamp", inputs: [x]) { dy, sink in
      let zero = Vector(repeating: 0)
      sink.add(
        Tensor.combined(dy, x, dy.shape) { dy, x in
          dy.replacing(with: zero, where: x .< bottom).replacing(with: zero, where: x .> top)
        }, to: x)
    }
  }

  /// condition ? a : b, element by element, with broadcasting.
  public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let shape = try Broadcasting.shape(
      try Broadcasting.shape(condition.shape, a.shape, "where"), b.shape, "where")
    let choice = condition.converted(to: .bool).broadcastValues(to: shape)
    if a.dtype == b.dtype, a.dtype != .float32 {
      let x = a.broadcastValues(to: shape).ints
      let y = b.broadcastValues(to: shape).ints
      let result = Tensor(ints: (0..<choice.count).map { choice.boolData[$0] ? x[$0] : y[$0] }, shape: shape)
      return result.converted(to: a.dtype)
    }
    let a = a.converted(to: .float32)
    let b = b.converted(to: .float32)
    func pick(_ a: Tensor, _ b: Tensor) -> Tensor {
      let x = a.broadcastValues(to: shape)
      let y = b.broadcastValues(to: shape)
      let result = Tensor(uninitialized: shape)
      for i in 0..<result.count { result.data[i] = choice.boolData[i] ? x.data[i] : y.data[i] }
      return result
    }
    return pick(a, b).recorded("where", inputs: [a, b]) { dy, sink in
      let zero = Tensor(scalar: 0)
      if a.requiresGrad { sink.add(pick(dy, zero).reduced(to: a.shape), to: a) }
      if b.requiresGrad { sink.add(pick(zero, dy).reduced(to: b.shape), to: b) }
    }
  }

  /// How two elements are compared.
  public enum Comparison: String, Sendable { case eq, ne, lt, le, gt, ge }

  /// A bool tensor of the comparison of each pair, with broadcasting.
  public static func compare(_ a: Tensor, _ comparison: Comparison, _ b: Tensor) throws -> Tensor {
    let shape = try Broadcasting.shape(a.shape, b.shape, comparison.rawValue)
    let result = Tensor(uninitialized: shape, dtype: .bool)
    func fill<T: Comparable>(_ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>) {
      let out = result.boolData
      switch comparison {
      case .eq: for i in 0..<result.count { out[i] = x[i] == y[i] }
      case .ne: for i in 0..<result.count { out[i] = x[i] != y[i] }
      case .lt: for i in 0..<result.count { out[i] = x[i] < y[i] }
      case .le: for i in 0..<result.count { out[i] = x[i] <= y[i] }
      case .gt: for i in 0..<result.count { out[i] = x[i] > y[i] }
      case .ge: for i in 0..<result.count { out[i] = x[i] >= y[i] }
      }
    }
    let type: DType = bothInts(a, b) ? .int64 : .float32
    let x = a.converted(to: type).broadcastValues(to: shape)
    let y = b.converted(to: type).broadcastValues(to: shape)
    if type == .int64 { fill(x.int64Data, y.int64Data) } else { fill(x.data, y.data) }
    withExtendedLifetime((x, y)) {}
    return result
  }

  /// Elementwise product of two tensors of the same shape, off the tape.
  func product(_ other: Tensor) -> Tensor { Tensor.combined(self, other, shape) { $0 * $1 } }
}
