import Glibc
import Support

extension Tensor {
  /// The same memory under another shape; one axis may be −1 and is then worked out.
  public func reshaped(to shape: [Int]) throws -> Tensor {
    var shape = shape
    if let unknown = shape.firstIndex(of: -1) {
      let rest = shape.enumerated().reduce(1) { $1.offset == unknown ? $0 : $0 * $1.element }
      guard rest > 0, count % rest == 0 else {
        throw UserError(.runtime, "shape '\(shape)' is invalid for input of size \(count)")
      }
      shape[unknown] = count / rest
    }
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, *) == count else {
      throw UserError(.runtime, "shape '\(shape)' is invalid for input of size \(count)")
    }
    return alias(shape: shape).recorded("reshape", inputs: [self]) { dy, sink in
      sink.add(dy.alias(shape: self.shape), to: self)
    }
  }

  /// With a new axis of length 1 before `axis`.
  public func unsqueezed(_ axis: Int) throws -> Tensor {
    let axis = try normalizedAxis(axis, "unsqueeze", extra: 1)
    var shape = self.shape
    shape.insert(1, at: axis)
    return try reshaped(to: shape)
  }

  /// Without `axis` if its length is 1, or without all axes of length 1.
  public func squeezed(_ axis: Int? = nil) throws -> Tensor {
    guard let axis else { return try reshaped(to: shape.filter { $0 != 1 }) }
    let at = try normalizedAxis(axis, "squeeze")
    guard rank > 0, shape[at] == 1 else { return self }
    var shape = self.shape
    shape.remove(at: at)
    return try reshaped(to: shape)
  }

  /// With two axes exchanged.
  public func transposed(_ first: Int, _ second: Int) throws -> Tensor {
    let a = try normalizedAxis(first, "transpose")
    let b = try normalizedAxis(second, "transpose")
    var order = Array(0..<rank)
    if rank > 0 { order.swapAt(a, b) }
    return try permuted(order)
  }

  /// With the axes in another order: axis k of the result is axis order[k] of this tensor.
  public func permuted(_ order: [Int]) throws -> Tensor {
    let order = try order.map { try normalizedAxis($0, "permute") }
    guard order.sorted() == Array(0..<rank) else {
      throw UserError(.runtime, "permute: \(order) is not an order of the axes of shape \(shape)")
    }
    if order == Array(0..<rank) { return self }
    var inverse = order
    for (position, axis) in order.enumerated() { inverse[axis] = position }
    return permutedValues(order).recorded("permute", inputs: [self]) { dy, sink in
      sink.add(dy.permutedValues(inverse), to: self)
    }
  }

  private func permutedValues(_ order: [Int]) -> Tensor {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    let result = Tensor(uninitialized: order.map { shape[$0] }, dtype: dtype)
    result.copyStrided(from: self, strides: order.map { strides[$0] }, offset: 0)
    return result
  }

  /// Fills this tensor, element by element in order, from the places of `source` that `strides` and `offset` describe.
  func copyStrided(from source: Tensor, strides: [Int], offset: Int) {
    switch dtype {
    case .float32:
      let (from, to) = (source.data + offset, data)
      Broadcasting.forEach(shape, strides) { to[$0] = from[$1] }
    case .int64:
      let (from, to) = (source.int64Data + offset, int64Data)
      Broadcasting.forEach(shape, strides) { to[$0] = from[$1] }
    case .bool:
      let (from, to) = (source.boolData + offset, boolData)
      Broadcasting.forEach(shape, strides) { to[$0] = from[$1] }
    }
  }

  /// Elements start, start + step, … (`length` of them) along an axis. `step` may be negative; bounds are the caller's.
  ///
  /// A range of the first axis with step 1 shares this tensor's memory.
  public func sliced(axis: Int, start: Int, length: Int, step: Int = 1) throws -> Tensor {
    let axis = try normalizedAxis(axis, "slice")
    guard rank > 0 else { throw UserError(.index, "slice() cannot be applied to a 0-dim tensor.") }
    let last = start + (length - 1) * step
    guard length >= 0, length == 0 || (min(start, last) >= 0 && max(start, last) < shape[axis]) else {
      throw UserError(
        .index, "slice: \(length) elements from \(start) by \(step) do not fit axis \(axis) of shape \(shape)")
    }
    let inner = shape[(axis + 1)...].reduce(1, *)
    var resultShape = shape
    resultShape[axis] = length
    var strides = [Int](repeating: 1, count: rank)
    for k in stride(from: rank - 2, through: 0, by: -1) { strides[k] = strides[k + 1] * shape[k + 1] }
    strides[axis] *= step
    let offset = length == 0 ? 0 : start * inner
    let result: Tensor
    if axis == 0, step == 1 {
      result = alias(shape: resultShape, offset: offset)
    } else {
      result = Tensor(uninitialized: resultShape, dtype: dtype)
      result.copyStrided(from: self, strides: strides, offset: offset)
    }
    return result.recorded("slice", inputs: [self]) { dy, sink in
      sink.write(self) { dx, accumulate in
        if !accumulate { memset(dx, 0, self.count * 4) }
        let (from, to) = (dy.data, dx + offset)
        Broadcasting.forEach(resultShape, strides) { to[$1] += from[$0] }
      }
    }
  }

  /// The element at `index` of an axis, which disappears. Negative indices count from the end.
  public func selected(axis: Int, index: Int) throws -> Tensor {
    guard rank > 0 else {
      throw UserError(.index, "invalid index of a 0-dim tensor. Use `tensor.item()` to convert it to a number")
    }
    let axis = try normalizedAxis(axis, "select")
    let length = shape[axis]
    guard index >= -length, index < length else {
      throw UserError(.index, "index \(index) is out of bounds for dimension \(axis) with size \(length)")
    }
    var resultShape = shape
    resultShape.remove(at: axis)
    let slice = try sliced(axis: axis, start: index < 0 ? index + length : index, length: 1)
    return try slice.reshaped(to: resultShape)
  }

  /// The tensors one after the other along an existing axis; other axes must agree.
  public static func cat(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
    // torch lets empty 1-d tensors pass, whatever the others look like.
    var parts = tensors.filter { !($0.rank == 1 && $0.count == 0) }
    if parts.isEmpty { parts = Array(tensors.prefix(1)) }
    guard let first = parts.first else { throw UserError(.runtime, "cat: expected a non-empty list of tensors") }
    guard first.rank > 0 else { throw UserError(.runtime, "cat: zero-dimensional tensors cannot be concatenated") }
    let at = try first.normalizedAxis(axis, "cat")
    let type = parts.reduce(first.dtype) { $0 == $1.dtype ? $0 : ($0 == .float32 || $1.dtype == .float32 ? .float32 : .int64) }
    parts = parts.map { $0.converted(to: type) }
    var shape = first.shape
    shape[at] = 0
    for (position, part) in parts.enumerated() {
      var expected = first.shape
      if part.rank == expected.count { expected[at] = part.shape[at] }
      guard part.shape == expected else {
        throw UserError(
          .runtime,
          "cat: tensor \(position) has shape \(part.shape), which differs from \(first.shape) beyond axis \(at)")
      }
      shape[at] += part.shape[at]
    }
    let outer = shape[..<at].reduce(1, *)
    let inner = shape[(at + 1)...].reduce(1, *)
    let row = shape[at] * inner
    try requireMemory(shape, type)
    let result = Tensor(uninitialized: shape, dtype: type)
    var offset = 0
    for part in parts {
      let piece = part.shape[at] * inner
      for o in 0..<outer {
        memcpy(
          result.pointer + (o * row + offset) * type.size, part.pointer + o * piece * type.size, piece * type.size)
      }
      offset += piece
    }
    return result.recorded("cat", inputs: parts) { dy, sink in
      var offset = 0
      for part in parts {
        let piece = part.shape[at] * inner
        if part.requiresGrad {
          let dx = Tensor(uninitialized: part.shape)
          for o in 0..<outer { memcpy(dx.data + o * piece, dy.data + o * row + offset, piece * 4) }
          sink.add(dx, to: part)
        }
        offset += piece
      }
    }
  }

  /// Tensors of one shape, one after the other along a new axis.
  public static func stack(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
    guard let first = tensors.first else { throw UserError(.runtime, "stack expects a non-empty list of tensors") }
    for (position, tensor) in tensors.enumerated() where tensor.shape != first.shape {
      throw UserError(
        .runtime,
        "stack expects each tensor to be equal size, but got \(first.shape) at entry 0 and \(tensor.shape) at entry \(position)")
    }
    return try cat(tensors.map { try $0.unsqueezed(axis) }, axis: axis)
  }

  /// y[…, i, …] = x[…, indices[…, i, …], …] along an axis; `indices` (int64) has as many axes, none longer off `axis`.
  public func gathered(axis: Int, indices: Tensor) throws -> Tensor {
    let axis = try normalizedAxis(axis, "gather")
    guard indices.dtype == .int64 else { throw UserError(.runtime, "gather: expected dtype int64 for index") }
    guard indices.rank == rank, zip(indices.shape, shape).enumerated().allSatisfy({ $0 == axis || $1.0 <= $1.1 }) else {
      throw UserError(.runtime, "gather: index of shape \(indices.shape) does not fit shape \(shape) off axis \(axis)")
    }
    let length = rank == 0 ? 1 : shape[axis]
    var strides = [Int](repeating: 1, count: rank)
    for k in stride(from: rank - 2, through: 0, by: -1) { strides[k] = strides[k + 1] * shape[k + 1] }
    let step = rank == 0 ? 1 : strides[axis]
    if rank > 0 { strides[axis] = 0 }
    var places = [Int](repeating: 0, count: indices.count)
    var wrong: Int64?
    Broadcasting.forEach(indices.shape, strides) { i, base in
      let index = indices.int64Data[i]
      if index < 0 || index >= length { wrong = index } else { places[i] = base + Int(index) * step }
    }
    if let wrong {
      throw UserError(.index, "gather: index \(wrong) is out of bounds for dimension \(axis) with size \(length)")
    }
    let result = Tensor(uninitialized: indices.shape, dtype: dtype)
    switch dtype {
    case .float32: for (i, place) in places.enumerated() { result.data[i] = data[place] }
    case .int64: for (i, place) in places.enumerated() { result.int64Data[i] = int64Data[place] }
    case .bool: for (i, place) in places.enumerated() { result.boolData[i] = boolData[place] }
    }
    return result.recorded("gather", inputs: [self]) { dy, sink in
      sink.write(self) { dx, accumulate in
        if !accumulate { memset(dx, 0, self.count * 4) }
        for (i, place) in places.enumerated() { dx[place] += dy.data[i] }
      }
    }
  }
}
