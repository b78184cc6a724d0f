import Glibc
import Support

extension Tensor {
  /// y[…, k, …] = x[…, indices[k], …] along an axis, for any type. Backward adds up repeated indices.
  public func indexSelected(axis: Int, indices: [Int]) throws -> Tensor {
    guard rank > 0 else { throw UserError(.index, "index_select: the tensor is a scalar") }
    let axis = try normalizedAxis(axis, "index_select")
    let view = AxisView(shape, axis: axis)
    let places = try indices.map { index in
      guard index >= -view.length, index < view.length else {
        throw UserError(.index, "index \(index) is out of bounds for dimension \(axis) with size \(view.length)")
      }
      return index < 0 ? index + view.length : index
    }
    var resultShape = shape
    resultShape[axis] = places.count
    let result = Tensor(uninitialized: resultShape, dtype: dtype)
    let row = view.inner * dtype.size
    for o in 0..<view.outer {
      for (k, place) in places.enumerated() {
        memcpy(result.pointer + (o * places.count + k) * row, pointer + (o * view.length + place) * row, row)
      }
    }
    return result.recorded("index_select", inputs: [self]) { dy, sink in
      sink.write(self) { dx, accumulate in
        if !accumulate { memset(dx, 0, self.count * 4) }
        for o in 0..<view.outer {
          for (k, place) in places.enumerated() {
            Kernels.addRow(
              dx + (o * view.length + place) * view.inner, dy.data + (o * places.count + k) * view.inner, view.inner)
          }
        }
      }
    }
  }

  /// The running sum along an axis.
  public func cumulativeSum(axis: Int) throws -> Tensor {
    let axis = try normalizedAxis(axis, "cumsum")
    let view = AxisView(shape, axis: axis)
    let result = dtype == .float32 ? copy() : converted(to: .int64).copy()
    for o in 0..<view.outer {
      for k in 1..<max(view.length, 1) {
        let here = (o * view.length + k) * view.inner
        for i in here..<here + view.inner {
          if dtype == .float32 {
            result.data[i] += result.data[i - view.inner]
          } else {
            result.int64Data[i] &+= result.int64Data[i - view.inner]
          }
        }
      }
    }
    return result.recorded("cumsum", inputs: [self]) { dy, sink in
      let dx = dy.copy()
      for o in 0..<view.outer {
        for k in stride(from: view.length - 2, through: 0, by: -1) {
          let here = (o * view.length + k) * view.inner
          for i in here..<here + view.inner { dx.data[i] += dx.data[i + view.inner] }
        }
      }
      sink.add(dx, to: self)
    }
  }

  /// The indices (int64) that put an axis in order; equal elements keep theirs, NaN counts as largest.
  public func sortedIndices(axis: Int, descending: Bool = false) throws -> Tensor {
    let axis = try normalizedAxis(axis, "sort")
    let view = AxisView(shape, axis: axis)
    let indices = Tensor(uninitialized: shape, dtype: .int64)
    let isFloat = dtype == .float32
    let integers = isFloat ? [] : ints
    for o in 0..<view.outer {
      for i in 0..<view.inner {
        let base = o * view.length * view.inner + i
        func isBefore(_ a: Int, _ b: Int) -> Bool {
          let (p, q) = (base + a * view.inner, base + b * view.inner)
          if !isFloat { return descending ? integers[p] > integers[q] : integers[p] < integers[q] }
          let (x, y) = descending ? (data[q], data[p]) : (data[p], data[q])
          return x < y || (y.isNaN && !x.isNaN)
        }
        // Ties by position: Swift's sort promises no stability.
        let order = (0..<view.length).sorted { isBefore($0, $1) || (!isBefore($1, $0) && $0 < $1) }
        for (k, index) in order.enumerated() { indices.int64Data[base + k * view.inner] = Int64(index) }
      }
    }
    return indices
  }
}
