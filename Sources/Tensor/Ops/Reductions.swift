import Glibc
import Support

extension Tensor {
  /// A shape seen as [outer, length, inner] around one axis.
  struct AxisView {
    let outer: Int
    let length: Int
    let inner: Int

    init(_ shape: [Int], axis: Int) {
      outer = shape[..<axis].reduce(1, *)
      length = shape.isEmpty ? 1 : shape[axis]
      inner = shape.isEmpty ? 1 : shape[(axis + 1)...].reduce(1, *)
    }
  }

  /// `shape` without `axis`, or with length 1 there.
  static func reducedShape(_ shape: [Int], axis: Int, keepAxis: Bool) -> [Int] {
    var result = shape
    if result.isEmpty { return result }
    if keepAxis { result[axis] = 1 } else { result.remove(at: axis) }
    return result
  }

  /// The sum of all elements, as a scalar. Integers and bools give an int64.
  public func sum() -> Tensor {
    if dtype != .float32 { return Tensor(ints: [ints.reduce(0, &+)], shape: []) }
    return Tensor(scalar: Float(Kernels.sum(data, count: count))).recorded("sum", inputs: [self]) { dy, sink in
      sink.add(Tensor(full: self.shape, dy.data[0]), to: self)
    }
  }

  /// The mean of all elements, as a scalar; NaN of none.
  public func mean() throws -> Tensor {
    try requireFloat("mean")
    let n = Float(count)
    return Tensor(scalar: Float(Kernels.sum(data, count: count) / Double(count))).recorded("mean", inputs: [self]) {
      dy, sink in sink.add(Tensor(full: self.shape, dy.data[0] / n), to: self)
    }
  }

  /// The sum along an axis, which disappears or (`keepAxis`) keeps length 1.
  public func sum(axis: Int, keepAxis: Bool = false) throws -> Tensor {
    let axis = try normalizedAxis(axis, "sum")
    let view = AxisView(shape, axis: axis)
    let result = Tensor(
      zeros: Tensor.reducedShape(shape, axis: axis, keepAxis: keepAxis), dtype: dtype == .float32 ? .float32 : .int64)
    if dtype != .float32 {
      let values = ints
      for o in 0..<view.outer {
        for k in 0..<view.length {
          for i in 0..<view.inner {
            result.int64Data[o * view.inner + i] += Int64(values[(o * view.length + k) * view.inner + i])
          }
        }
      }
      return result
    }
    if view.inner == 1 {
      for o in 0..<view.outer { result.data[o] = Float(Kernels.sum(data + o * view.length, count: view.length)) }
    } else {
      for o in 0..<view.outer {
        for k in 0..<view.length {
          Kernels.addRow(result.data + o * view.inner, data + (o * view.length + k) * view.inner, view.inner)
        }
      }
    }
    return result.recorded("sum", inputs: [self]) { dy, sink in
      let dx = Tensor(uninitialized: self.shape)
      for o in 0..<view.outer {
        for k in 0..<view.length {
          memcpy(dx.data + (o * view.length + k) * view.inner, dy.data + o * view.inner, view.inner * 4)
        }
      }
      sink.add(dx, to: self)
    }
  }

  /// The mean along an axis.
  public func mean(axis: Int, keepAxis: Bool = false) throws -> Tensor {
    try requireFloat("mean")
    let length = AxisView(shape, axis: try normalizedAxis(axis, "mean")).length
    return try sum(axis: axis, keepAxis: keepAxis) / Float(length)
  }

  /// The variance of all elements, over count − `correction`.
  public func variance(correction: Int = 1) throws -> Tensor {
    try requireFloat("var")
    return try (self - mean()).square().sum() / Float(max(count - correction, 0))
  }

  /// The variance along an axis, over its length − `correction`.
  public func variance(axis: Int, correction: Int = 1, keepAxis: Bool = false) throws -> Tensor {
    try requireFloat("var")
    let length = AxisView(shape, axis: try normalizedAxis(axis, "var")).length
    let centred = try self - mean(axis: axis, keepAxis: true)
    return try centred.square().sum(axis: axis, keepAxis: keepAxis) / Float(max(length - correction, 0))
  }

  /// The product along an axis. Backward: each element gets the product of the others.
  public func product(axis: Int, keepAxis: Bool = false) throws -> Tensor {
    let axis = try normalizedAxis(axis, "prod")
    let view = AxisView(shape, axis: axis)
    let resultShape = Tensor.reducedShape(shape, axis: axis, keepAxis: keepAxis)
    if dtype != .float32 {
      let values = ints
      let result = Tensor(ints: Array(repeating: 1, count: resultShape.reduce(1, *)), shape: resultShape)
      for o in 0..<view.outer {
        for k in 0..<view.length {
          for i in 0..<view.inner {
            result.int64Data[o * view.inner + i] &*= Int64(values[(o * view.length + k) * view.inner + i])
          }
        }
      }
      return result
    }
    let result = Tensor(full: resultShape, 1)
    for o in 0..<view.outer {
      for k in 0..<view.length {
        for i in 0..<view.inner { result.data[o * view.inner + i] *= data[(o * view.length + k) * view.inner + i] }
      }
    }
    return result.recorded("prod", inputs: [self]) { dy, sink in
      let dx = Tensor(uninitialized: self.shape)
      for o in 0..<view.outer {
        for i in 0..<view.inner {
          let base = o * view.length * view.inner + i
          // The product before each element, times that after it.
          var before = dy.data[o * view.inner + i]
          for k in 0..<view.length {
            dx.data[base + k * view.inner] = before
            before *= self.data[base + k * view.inner]
          }
          var after: Float = 1
          for k in stride(from: view.length - 1, through: 0, by: -1) {
            dx.data[base + k * view.inner] *= after
            after *= self.data[base + k * view.inner]
          }
        }
      }
      sink.add(dx, to: self)
    }
  }

  /// The largest (or smallest) element along an axis, and where it is (the first of equals). NaN wins.
  public func extremum(
    axis: Int, greatest: Bool, keepAxis: Bool = false
  ) throws -> (values: Tensor, indices: Tensor) {
    let name = greatest ? "max" : "min"
    let axis = try normalizedAxis(axis, name)
    let view = AxisView(shape, axis: axis)
    guard view.length > 0 else {
      throw UserError(.index, "\(name): expected reduction dim \(axis) to have non-zero size, shape is \(shape)")
    }
    let resultShape = Tensor.reducedShape(shape, axis: axis, keepAxis: keepAxis)
    let indices = Tensor(uninitialized: resultShape, dtype: .int64)
    func search<T: Comparable>(_ x: UnsafeMutablePointer<T>, _ isNaN: (T) -> Bool) {
      for o in 0..<view.outer {
        for i in 0..<view.inner {
          let base = o * view.length * view.inner + i
          var best = 0
          for k in 0..<view.length where !isNaN(x[base + best * view.inner]) {
            let value = x[base + k * view.inner]
            let current = x[base + best * view.inner]
            if isNaN(value) || (greatest ? value > current : value < current) { best = k }
          }
          indices.int64Data[o * view.inner + i] = Int64(best)
        }
      }
    }
    let source = dtype == .bool ? converted(to: .int64) : self
    if source.dtype == .float32 { search(source.data) { $0.isNaN } } else { search(source.int64Data) { _ in false } }
    var gatherShape = shape
    if !gatherShape.isEmpty { gatherShape[axis] = 1 }
    let values = try gathered(axis: axis, indices: indices.alias(shape: gatherShape)).reshaped(to: resultShape)
    return (values, indices)
  }

  /// The largest (or smallest) of all elements, as a scalar. Throws when there is none.
  public func extremum(greatest: Bool) throws -> Tensor {
    guard count > 0 else {
      throw UserError(.runtime, "\(greatest ? "max" : "min"): the tensor of shape \(shape) has no elements")
    }
    return try reshaped(to: [count]).extremum(axis: 0, greatest: greatest).values
  }

  /// Where the largest of all elements is, in row-major order.
  public func argmax() throws -> Tensor { try argextremum(greatest: true) }
  public func argmin() throws -> Tensor { try argextremum(greatest: false) }

  private func argextremum(greatest: Bool) throws -> Tensor {
    guard count > 0 else {
      throw UserError(.index, "\(greatest ? "argmax" : "argmin"): the tensor of shape \(shape) has no elements")
    }
    return try noGrad { try reshaped(to: [count]).extremum(axis: 0, greatest: greatest).indices }
  }

  /// Softmax along an axis; dx = y ∘ (dy − Σ y·dy).
  public func softmax(axis: Int = -1) throws -> Tensor {
    try requireFloat("softmax")
    return try alongLastAxis("softmax", axis) { x in
      let (rows, columns) = try x.rowsAndColumns("softmax")
      let y = Tensor(uninitialized: x.shape)
      Kernels.softmaxRows(x.data, into: y.data, rows: rows, columns: columns)
      let value = y.detach()
      return y.recorded("softmax", inputs: [x]) { dy, sink in
        let dx = dy.copy()
        for row in 0..<rows {
          Kernels.softmaxBackwardRow(value.data + row * columns, dx.data + row * columns, count: columns)
        }
        sink.add(dx, to: x)
      }
    }
  }

  /// log softmax along an axis; dx = dy − softmax · Σ dy.
  public func logSoftmax(axis: Int = -1) throws -> Tensor {
    try requireFloat("log_softmax")
    return try alongLastAxis("log_softmax", axis) { x in
      let (rows, columns) = try x.rowsAndColumns("log_softmax")
      let y = Tensor(uninitialized: x.shape)
      Kernels.logSoftmaxRows(x.data, into: y.data, rows: rows, columns: columns)
      let value = y.detach()
      return y.recorded("log_softmax", inputs: [x]) { dy, sink in
        let dx = value.exp()
        for row in 0..<rows {
          let (source, target) = (dy.data + row * columns, dx.data + row * columns)
          let sum = Float(Kernels.sum(source, count: columns))
          for i in 0..<columns { target[i] = source[i] - target[i] * sum }
        }
        sink.add(dx, to: x)
      }
    }
  }

  /// Applies a function of the last axis to another one.
  private func alongLastAxis(_ name: String, _ axis: Int, _ f: (Tensor) throws -> Tensor) throws -> Tensor {
    let axis = try normalizedAxis(axis, name)
    if rank == 0 { return try f(reshaped(to: [1])).reshaped(to: []) }
    if axis == rank - 1 { return try f(self) }
    return try f(transposed(axis, rank - 1)).transposed(axis, rank - 1)
  }
}
