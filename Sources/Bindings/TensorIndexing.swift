import Script
import Support
import Tensor

/// `tensor[key]` and `tensor[key] = value`: numbers, slices, `None`, `...`, bool masks and tensors or lists of indices.
///
/// Numbers and slices go axis by axis (a range of the first axis shares memory). Everything else is answered through a
/// tensor of positions, which is indexed the same way and then looked up: one rule for reading, writing and gradients.
enum TensorIndexing {
  static func get(_ tensor: Tensor, _ key: Value) throws -> Tensor {
    let keys = try expanded(key, rank: tensor.rank)
    if let simple = try basic(tensor, keys) { return simple }
    let places = try advanced(positions(tensor.shape), keys)
    return try tensor.reshaped(to: [tensor.count]).indexSelected(axis: 0, indices: places.ints).reshaped(to: places.shape).renamed("index")
  }

  /// Changes elements. Off the tape they are overwritten; otherwise the changed tensor is given, to take the place of
  /// the old one.
  static func set(_ tensor: Tensor, _ key: Value, _ value: Value) throws -> Tensor? {
    if tensor.requiresGrad, tensor.isLeaf, GradientMode.isEnabled {
      throw ScriptError(
        .runtimeError, "a view of a leaf Variable that requires grad is being used in an in-place operation.",
        hint: "do it inside torch.no_grad()")
    }
    guard let source = try Tensor.operand(value) else {
      throw ScriptError(.typeError, "can't assign a \(value.typeName) to a torch.\(TensorInPlaceMethods.typeName(tensor.dtype))Tensor")
    }
    let keys = try expanded(key, rank: tensor.rank)
    let all = positions(tensor.shape)
    let places = try basic(all, keys) ?? advanced(all, keys)
    var values = source.converted(to: tensor.dtype)
    if values.rank > places.rank, values.count == places.count { values = try values.reshaped(to: places.shape) }
    do {
      values = try values.expanded(to: places.shape)
    } catch let error as UserError {
      throw ScriptError(
        .runtimeError,
        "shape mismatch: value tensor of shape \(values.shape) cannot be broadcast to indexing result of shape "
          + "\(places.shape)", hint: error.message)
    }
    if GradientMode.isEnabled, tensor.requiresGrad || values.requiresGrad {
      return try tensor.assigned(at: places.ints, values.reshaped(to: [values.count])).renamed("copy_slices")
    }
    for (k, place) in places.ints.enumerated() {
      switch tensor.dtype {
      case .float32: tensor.data[place] = values.data[k]
      case .int64: tensor.int64Data[place] = values.int64Data[k]
      case .bool: tensor.boolData[place] = values.boolData[k]
      }
    }
    return nil
  }

  /// Row-major positions, shaped like the tensor.
  private static func positions(_ shape: [Int]) -> Tensor { Tensor(ints: Array(0..<shape.reduce(1, *)), shape: shape) }

  /// The key as one entry per axis it speaks of, with `...` written out.
  private static func expanded(_ key: Value, rank: Int) throws -> [Value] {
    var keys = key.tuple.map { Array($0.items) } ?? [key]
    func axes(_ value: Value) -> Int {
      if value.isNone || isEllipsis(value) { return 0 }
      if let mask = value.tensor, mask.dtype == .bool { return mask.rank }
      return 1
    }
    let used = keys.reduce(0) { $0 + axes($1) }
    guard used <= rank else {
      if rank == 0 {
        throw ScriptError(
          .indexError, "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to "
            + "convert a 0-dim tensor to a number")
      }
      throw ScriptError(.indexError, "too many indices for tensor of dimension \(rank)")
    }
    if let place = keys.firstIndex(where: isEllipsis) {
      let all = Value(SliceObject(.none, .none, .none))
      keys.replaceSubrange(place...place, with: Array(repeating: all, count: rank - used))
    }
    return keys
  }

  private static func isEllipsis(_ value: Value) -> Bool { value.isIdentical(to: .ellipsis) }

  /// The result when all keys are numbers, slices and `None`; `nil` otherwise.
  private static func basic(_ tensor: Tensor, _ keys: [Value]) throws -> Tensor? {
    for key in keys where !key.isNone && key.slice == nil && key.exactInt == nil && !isScalarIndex(key) { return nil }
    if keys.contains(where: { if case .bool = $0 { true } else { false } }) { return nil }
    var result = tensor
    var axis = 0
    for key in keys {
      if key.isNone {
        result = try result.unsqueezed(axis).renamed("unsqueeze")
        axis += 1
      } else if let slice = key.slice {
        result = try sliced(result, axis, slice)
        axis += 1
      } else {
        result = try result.selected(axis: axis, index: try key.index() ?? 0).renamed("select")
      }
    }
    return result
  }

  private static func isScalarIndex(_ key: Value) -> Bool {
    key.tensor.map { $0.rank == 0 && $0.dtype == .int64 } ?? false
  }

  private static func sliced(_ tensor: Tensor, _ axis: Int, _ slice: SliceObject) throws -> Tensor {
    let range = try slice.indices(count: tensor.shape[axis])
    if range.step < 0 { throw ScriptError(.valueError, "step must be greater than zero") }
    if range.start == 0, range.step == 1, range.count == tensor.shape[axis] { return tensor }
    return try tensor.sliced(axis: axis, start: range.start, length: range.count, step: range.step)
  }

  /// Positions selected by keys that include masks or index tensors, which must stand side by side.
  private static func advanced(_ places: Tensor, _ keys: [Value]) throws -> Tensor {
    var result = places
    var axis = 0
    var indices: [Tensor] = []
    var first = 0
    for key in keys {
      if key.isNone {
        result = try result.unsqueezed(axis)
        axis += 1
        continue
      }
      if let slice = key.slice {
        result = try sliced(result, axis, slice)
        axis += 1
        continue
      }
      let chosen = try indexTensors(key, result, axis)
      if indices.isEmpty { first = axis }
      guard first + indices.count == axis else {
        throw ScriptError(.notImplementedError, "index tensors must stand side by side", hint: "index in two steps")
      }
      indices += chosen
      axis += chosen.count
    }
    // Index tensors are broadcast against each other; together they replace their axes.
    var shape = indices[0].shape
    for index in indices.dropFirst() { shape = try Tensor.add(Tensor(zeros: shape, dtype: .int64), index).shape }
    var flat = [Int](repeating: 0, count: shape.reduce(1, *))
    for (k, index) in indices.enumerated() {
      let length = result.shape[first + k]
      for (position, value) in try index.expanded(to: shape).ints.enumerated() {
        guard value >= -length, value < length else {
          throw ScriptError(
            .indexError, "index \(value) is out of bounds for dimension \(first + k) with size \(length)")
        }
        flat[position] = flat[position] * length + (value < 0 ? value + length : value)
      }
    }
    let before = Array(result.shape[..<first])
    let after = Array(result.shape[(first + indices.count)...])
    let joined = result.shape[first..<first + indices.count].reduce(1, *)
    return try result.reshaped(to: before + [joined] + after).indexSelected(axis: first, indices: flat)
      .reshaped(to: before + shape + after)
  }

  /// The index tensors that one key stands for: a mask stands for one per axis it covers.
  private static func indexTensors(_ key: Value, _ tensor: Tensor, _ axis: Int) throws -> [Tensor] {
    let index: Tensor
    if let given = key.tensor {
      index = given
    } else if let number = key.exactInt {
      index = Tensor(ints: [number], shape: [])
    } else if key.list != nil {
      index = try Tensor.from(key)
    } else {
      throw ScriptError(
        .typeError,
        "only integers, slices (`:`), ellipsis (`...`), None and long or bool tensors are valid indices (got \(key.typeName))")
    }
    switch index.dtype {
    case .int64: return [index]
    case .float32 where index.count == 0: return [Tensor(ints: [], shape: [0])]
    case .float32:
      throw ScriptError(.indexError, "tensors used as indices must be long, int, byte or bool tensors")
    case .bool:
      let covered = Array(tensor.shape[axis..<min(tensor.rank, axis + index.rank)])
      guard index.shape == covered else {
        throw ScriptError(
          .indexError, "The shape of the mask \(index.shape) at index \(axis) does not match the shape of the indexed "
            + "tensor \(tensor.shape) at index \(axis)")
      }
      let mask = index.bools
      let chosen = mask.indices.filter { mask[$0] }
      var columns = [[Int]](repeating: [], count: index.rank)
      for place in chosen {
        var rest = place
        for k in stride(from: index.rank - 1, through: 0, by: -1) {
          columns[k].append(rest % index.shape[k])
          rest /= index.shape[k]
        }
      }
      return columns.map { Tensor(ints: $0, shape: [chosen.count]) }
    }
  }
}
