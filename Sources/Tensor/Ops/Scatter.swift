import Glibc
import Support

extension Tensor {
  /// How ``scattered(axis:indices:source:rule:)`` joins what is there with what comes.
  public enum ScatterRule: Sendable { case replace, add }

  /// y = x with y[…, indices[…, i, …], …] = (or +=) source[…, i, …] along an axis: the counterpart of
  /// ``gathered(axis:indices:)``. `source` has the shape of `indices` or is larger.
  ///
  /// Backward: dx = dy, zero where it was replaced; dsource = dy gathered at `indices`.
  public func scattered(axis: Int, indices: Tensor, source: Tensor, rule: ScatterRule = .replace) throws -> Tensor {
    let name = rule == .add ? "scatter_add" : "scatter"
    let axis = try normalizedAxis(axis, name)
    guard indices.dtype == .int64 else { throw UserError(.runtime, "\(name): expected dtype int64 for index") }
    guard source.dtype == dtype else {
      throw UserError(
        .runtime,
        "\(name): expected self.dtype to be equal to src.dtype, got \(dtype.rawValue) and \(source.dtype.rawValue)")
    }
    guard indices.rank == rank, source.rank == rank,
      zip(indices.shape, shape).enumerated().allSatisfy({ $0 == axis || $1.0 <= $1.1 }),
      zip(indices.shape, source.shape).allSatisfy({ $0 <= $1 })
    else {
      throw UserError(
        .runtime,
        "\(name): index of shape \(indices.shape) does not fit shape \(shape) off axis \(axis) and source \(source.shape)"
      )
    }
    func steps(_ shape: [Int]) -> [Int] {
      var strides = [Int](repeating: 1, count: shape.count)
      for k in stride(from: shape.count - 2, through: 0, by: -1) { strides[k] = strides[k + 1] * shape[k + 1] }
      return strides
    }
    let length = rank == 0 ? 1 : shape[axis]
    var strides = steps(shape)
    let step = rank == 0 ? 1 : strides[axis]
    if rank > 0 { strides[axis] = 0 }
    var places = [Int](repeating: 0, count: indices.count)
    var wrong: Int64?
    Broadcasting.forEach(indices.shape, strides) { i, base in
      let index = indices.int64Data[i]
      if index < 0 || index >= length { wrong = index } else { places[i] = base + Int(index) * step }
    }
    if let wrong {
      throw UserError(.runtime, "index \(wrong) is out of bounds for dimension \(axis) with size \(length)")
    }
    // Where each index finds its number in `source`.
    var origins = [Int](repeating: 0, count: indices.count)
    Broadcasting.forEach(indices.shape, steps(source.shape)) { origins[$0] = $1 }
    let result = copy()
    for (place, origin) in zip(places, origins) {
      switch (dtype, rule) {
      case (.float32, .replace): result.data[place] = source.data[origin]
      case (.float32, .add): result.data[place] += source.data[origin]
      case (.int64, .replace): result.int64Data[place] = source.int64Data[origin]
      case (.int64, .add): result.int64Data[place] &+= source.int64Data[origin]
      case (.bool, .replace): result.boolData[place] = source.boolData[origin]
      case (.bool, .add): result.boolData[place] = result.boolData[place] || source.boolData[origin]
      }
    }
    return result.recorded(name, inputs: [self, source]) { dy, sink in
      if self.requiresGrad {
        let dx = dy.copy()
        if rule == .replace { for place in places { dx.data[place] = 0 } }
        sink.add(dx, to: self)
      }
      sink.write(source) { ds, accumulate in
        if !accumulate { memset(ds, 0, source.count * 4) }
        for (place, origin) in zip(places, origins) { ds[origin] += dy.data[place] }
      }
    }
  }

  /// y = x with the elements at row-major `places` replaced (or added to) by those of `source`, in order; one element
  /// of `source` serves all. Repeated places of a replacement take the last.
  public func assigned(at places: [Int], _ source: Tensor, rule: ScatterRule = .replace) throws -> Tensor {
    let flat = try reshaped(to: [count])
    let row = try source.converted(to: dtype).reshaped(to: [source.count]).expanded(to: [places.count])
    return try flat.scattered(axis: 0, indices: Tensor(ints: places, shape: [places.count]), source: row, rule: rule)
      .reshaped(to: shape)
  }
}
