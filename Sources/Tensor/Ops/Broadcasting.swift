import Glibc
import Support

/// Shapes that meet: axes are aligned at the end, and an axis of length 1 (or missing) is repeated.
enum Broadcasting {
  /// The shape both fit; throws an error that names the operation, both shapes and the axis.
  static func shape(_ a: [Int], _ b: [Int], _ operation: String) throws -> [Int] {
    if a == b { return a }
    let rank = max(a.count, b.count)
    var result = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let i = axis - (rank - a.count)
      let j = axis - (rank - b.count)
      let x = i < 0 ? 1 : a[i]
      let y = j < 0 ? 1 : b[j]
      guard x == y || x == 1 || y == 1 else {
        throw UserError(
          .runtime,
          "\(operation): shapes \(a) and \(b) do not broadcast: \(x) does not equal \(y) at axis \(axis - rank)")
      }
      result[axis] = x == 1 ? y : x
    }
    try Tensor.requireMemory(result)
    return result
  }

  /// For every axis of `shape`, the step in a contiguous array of shape `source`: 0 where it is repeated.
  static func strides(of source: [Int], in shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 0, count: shape.count)
    var step = 1
    for axis in stride(from: source.count - 1, through: 0, by: -1) {
      let at = axis + shape.count - source.count
      strides[at] = source[axis] == 1 ? 0 : step
      step *= source[axis]
    }
    return strides
  }

  /// Calls `body(i, j)` for every element i of `shape` in order, j its place under `strides`.
  @inline(__always)
  static func forEach(_ shape: [Int], _ strides: [Int], _ body: (Int, Int) -> Void) {
    let count = shape.reduce(1, *)
    guard count > 0 else { return }
    guard let last = shape.last else { return body(0, 0) }
    let step = strides[shape.count - 1]
    var index = [Int](repeating: 0, count: shape.count)
    var base = 0
    var i = 0
    while i < count {
      var j = base
      for _ in 0..<last {
        body(i, j)
        i += 1
        j += step
      }
      var axis = shape.count - 2
      while axis >= 0 {
        index[axis] += 1
        base += strides[axis]
        if index[axis] < shape[axis] { break }
        base -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
  }
}

extension Tensor {
  /// This tensor repeated to `shape`, off the tape; itself when it has that shape.
  func broadcastValues(to shape: [Int]) -> Tensor {
    if shape == self.shape { return self }
    let result = Tensor(uninitialized: shape, dtype: dtype)
    let strides = Broadcasting.strides(of: self.shape, in: shape)
    switch dtype {
    case .float32:
      let (from, to) = (data, result.data)
      Broadcasting.forEach(shape, strides) { to[$0] = from[$1] }
    case .int64:
      let (from, to) = (int64Data, result.int64Data)
      Broadcasting.forEach(shape, strides) { to[$0] = from[$1] }
    case .bool:
      let (from, to) = (boolData, result.boolData)
      Broadcasting.forEach(shape, strides) { to[$0] = from[$1] }
    }
    return result
  }

  /// The sum over the axes that broadcasting from `shape` repeated; itself when it has that shape.
  func reduced(to shape: [Int]) -> Tensor {
    if shape == self.shape { return self }
    let result = Tensor(zeros: shape)
    if result.count == 1 {
      result.data[0] = Float(Kernels.sum(data, count: count))
    } else if shape == Array(self.shape.suffix(shape.count)), result.count > 0 {
      Kernels.sumRows(data, rows: count / result.count, columns: result.count, into: result.data, accumulate: false)
    } else {
      let (from, to) = (data, result.data)
      Broadcasting.forEach(self.shape, Broadcasting.strides(of: shape, in: self.shape)) { to[$1] += from[$0] }
    }
    return result
  }

  /// This tensor repeated along axes of length 1 (or new leading axes) to `shape`. Backward sums over them.
  public func expanded(to shape: [Int]) throws -> Tensor {
    guard try Broadcasting.shape(self.shape, shape, "expand") == shape else {
      throw UserError(.runtime, "expand: shape \(self.shape) does not expand to \(shape)")
    }
    let result = shape == self.shape ? alias(shape: shape) : broadcastValues(to: shape)
    return result.recorded("expand", inputs: [self]) { dy, sink in sink.add(dy.reduced(to: self.shape), to: self) }
  }
}
