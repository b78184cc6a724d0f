import Script

/// `a[i]`, `a[1:3]`, `a[i, :]`, `a[mask]`, `a[[0, 2]]`: reading copies, assignment writes into the array.
extension NDArrayObject {
  /// Positions along each dimension that an index selects, and whether the dimension stays.
  private struct Selection {
    var positions: [[Int]] = []
    var isKept: [Bool] = []
  }

  private func axisSelection(_ key: Value, _ axis: Int) throws -> (positions: [Int], isKept: Bool) {
    let count = shape[axis]
    if let slice = key.slice { return (Array(try slice.indices(count: count)), true) }
    if let number = key.exactInt, !isBool(key) { return ([try place(number, axis)], false) }
    if let array = key.object as? NDArrayObject, array.shape.isEmpty, let number = try array.index() {
      return ([try place(number, axis)], false)
    }
    guard key.list != nil || key.object is NDArrayObject || key.object is NumericSequence else {
      throw ScriptError(
        .indexError,
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean "
          + "arrays are valid indices")
    }
    let array = try Self.make(key)
    if array.elementType == .bool {
      guard array.shape == [count] else {
        throw ScriptError(
          .indexError,
          "boolean index did not match indexed array along axis \(axis); size of axis is \(count) but size "
            + "of corresponding boolean axis is \(array.values.count)")
      }
      return (array.values.indices.filter { array.values[$0] != 0 }, true)
    }
    guard array.elementType == .int64 || array.values.isEmpty else {
      throw ScriptError(.indexError, "arrays used as indices must be of integer (or boolean) type")
    }
    return (try array.values.map { try place(Int($0), axis) }, true)
  }

  private func isBool(_ value: Value) -> Bool { if case .bool = value { true } else { false } }

  private func place(_ index: Int, _ axis: Int) throws -> Int {
    let position = index < 0 ? index + shape[axis] : index
    guard position >= 0, position < shape[axis] else {
      throw ScriptError(.indexError, "index \(index) is out of bounds for axis \(axis) with size \(shape[axis])")
    }
    return position
  }

  private func selection(_ key: Value) throws -> Selection {
    var keys = key.tuple?.items ?? [key]
    if let dots = keys.firstIndex(where: { $0.object === SingletonObject.ellipsis }) {
      let missing = max(0, shape.count - keys.count + 1)
      keys.replaceSubrange(dots...dots, with: repeatElement(Value(SliceObject(.none, .none, .none)), count: missing))
    }
    guard keys.count <= shape.count else {
      throw ScriptError(
        .indexError, "too many indices for array: array is \(shape.count)-dimensional, but \(keys.count) were indexed")
    }
    var selection = Selection()
    for axis in shape.indices {
      if axis < keys.count {
        let (positions, isKept) = try axisSelection(keys[axis], axis)
        selection.positions.append(positions)
        selection.isKept.append(isKept)
      } else {
        selection.positions.append(Array(0..<shape[axis]))
        selection.isKept.append(true)
      }
    }
    return selection
  }

  /// Offsets of the selected elements, row by row, and the shape of what is selected.
  private func offsets(_ key: Value) throws -> (offsets: [Int], shape: [Int]) {
    if let mask = key.object as? NDArrayObject, mask.elementType == .bool, mask.shape == shape {
      let chosen = mask.values.indices.filter { mask.values[$0] != 0 }
      return (chosen, [chosen.count])
    }
    let selection = try selection(key)
    var result = [0]
    for axis in shape.indices {
      let stride = shape[(axis + 1)...].reduce(1, *)
      result = result.flatMap { base in selection.positions[axis].map { base + $0 * stride } }
    }
    return (result, shape.indices.filter { selection.isKept[$0] }.map { selection.positions[$0].count })
  }

  /// What `self[key]` selects: a copy.
  func selected(_ key: Value) throws -> Value {
    if case .int(let index) = key, shape.count == 1 { return item(try place(index, 0)) }
    if key.isNone { return Value(NDArrayObject(values, shape: [1] + shape, type: elementType)) }
    if let keys = key.tuple?.items, keys.contains(where: \.isNone) { return try getWithNewAxes(keys) }
    let (offsets, shape) = try offsets(key)
    return NDArrayObject(offsets.map { values[$0] }, shape: shape, type: elementType).asValue
  }

  /// `a[:, None]`: the other keys first, then dimensions of length 1.
  private func getWithNewAxes(_ keys: [Value]) throws -> Value {
    let others = keys.filter { !$0.isNone }
    let taken = try others.isEmpty ? Value(self) : selected(Value(tuple: others))
    let array = try Self.make(taken)
    var shape = array.shape
    var position = 0
    for key in keys {
      if key.isNone {
        shape.insert(1, at: min(position, shape.count))
        position += 1
      } else if key.slice != nil || key.object != nil {
        position += 1
      }
    }
    return Value(NDArrayObject(array.values, shape: shape, type: array.elementType))
  }

  /// Writes `value`, broadcast, where `key` points.
  func assign(_ key: Value, _ value: Value) throws {
    let (offsets, shape) = try offsets(key)
    let source = try Self.make(value)
    if source.values.count == 1 {
      for offset in offsets { replace(offset, source.values[0]) }
      return
    }
    guard (try? Self.commonShape(source.shape, shape)) == shape else {
      throw ScriptError(
        .valueError,
        "could not broadcast input array from shape \(Self.text(source.shape)) into shape \(Self.text(shape))")
    }
    for (offset, number) in zip(offsets, source.spread(to: shape)) { replace(offset, number) }
  }
}
