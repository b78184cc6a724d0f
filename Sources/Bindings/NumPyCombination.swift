import Plot
import Script

/// Functions of `numpy` that join, select, sort and count.
extension NumPyModule {
  static func combination(_ namespace: Namespace) {
    namespace.function("concatenate", "arrays, axis=0") { call in
      Value(try concatenated(arrays(call[0]), axis: call[1]))
    }
    namespace.function("hstack", "tup") { call in
      let parts = try arrays(call[0])
      return Value(try concatenated(parts, axis: .int((parts.first?.shape.count ?? 1) > 1 ? 1 : 0)))
    }
    namespace.function("vstack", "tup") { call in
      let rows = try arrays(call[0]).map { $0.shape.count > 1 ? $0 : try $0.reshaped([1, $0.values.count]) }
      return Value(try concatenated(rows, axis: .int(0)))
    }
    namespace.function("stack", "arrays, axis=0") { call in
      let parts = try arrays(call[0])
      guard let first = parts.first else { throw ScriptError(.valueError, "need at least one array to stack") }
      guard parts.allSatisfy({ $0.shape == first.shape }) else {
        throw ScriptError(.valueError, "all input arrays must have the same shape")
      }
      let axis = try call.int(1)
      let place = axis < 0 ? axis + first.shape.count + 1 : axis
      guard (0...first.shape.count).contains(place) else {
        throw ScriptError(.valueError, "axis \(axis) is out of bounds for array of dimension \(first.shape.count + 1)")
      }
      var shape = first.shape
      shape.insert(1, at: place)
      return Value(try concatenated(parts.map { try $0.reshaped(shape) }, axis: .int(place)))
    }
    namespace.function("where", "condition, x=..., y=...") { call in
      let condition = try NDArrayObject.make(call[0])
      guard call.has(1), call.has(2) else {
        guard condition.shape.count == 1 else {
          throw ScriptError(.valueError, "where() with one argument takes a one-dimensional array here")
        }
        let found = condition.values.indices.filter { condition.values[$0] != 0 }
        return Value(tuple: [Value(NDArrayObject(found.map(Double.init), type: .int64))])
      }
      let (x, y) = (try NDArrayObject.make(call[1]), try NDArrayObject.make(call[2]))
      let shape = try NDArrayObject.commonShape(NDArrayObject.commonShape(condition.shape, x.shape), y.shape)
      let (c, a, b) = (condition.spread(to: shape), x.spread(to: shape), y.spread(to: shape))
      return NDArrayObject(
        c.indices.map { c[$0] != 0 ? a[$0] : b[$0] }, shape: shape, type: x.elementType.union(y.elementType)
      ).asValue
    }
    namespace.function("sort", "a, axis=-1") { call in
      Value(try NumPyMethods.sorted(NDArrayObject.make(call[0]), axis: call[1]))
    }
    namespace.function("argsort", "a, axis=-1") { call in
      try NumPyMethods.argsorted(NDArrayObject.make(call[0]), axis: call[1])
    }
    namespace.function("cumsum", "a, axis=None") { call in
      try NumPyMethods.cumulated(NDArrayObject.make(call[0]), axis: call[1])
    }
    namespace.function("reshape", "a, newshape") { call in
      Value(try NDArrayObject.make(call[0]).reshaped(NumPyMethods.lengths([call[1]])))
    }
    namespace.function("transpose", "a") { call in Value(NumPyMethods.transposed(try NDArrayObject.make(call[0]))) }
    namespace.function("ravel", "a") { call in Value(try NDArrayObject.make(call[0]).reshaped([-1])) }
    namespace.function("squeeze", "a") { call in
      let array = try NDArrayObject.make(call[0])
      return try array.reshaped(array.shape.filter { $0 != 1 }).asValue
    }
    namespace.function("unique", "ar, return_counts=False") { call in
      let array = try NDArrayObject.make(call[0])
      let sorted = array.values.sorted()
      var (found, counts): ([Double], [Double]) = ([], [])
      for value in sorted {
        if value == found.last {
          counts[counts.count - 1] += 1
        } else {
          found.append(value)
          counts.append(1)
        }
      }
      let unique = Value(NDArrayObject(found, type: array.elementType))
      return try call.bool(1) ? Value(tuple: [unique, Value(NDArrayObject(counts, type: .int64))]) : unique
    }
    namespace.function("shape", "a") { call in
      Value(tuple: try NDArrayObject.make(call[0]).shape.map { .int($0) })
    }
    namespace.function("size", "a") { call in .int(try NDArrayObject.make(call[0]).values.count) }
  }

  static func statistics(_ namespace: Namespace) {
    namespace.function("diff", "a, n=1") { call in
      var array = try NDArrayObject.make(call[0])
      guard array.shape.count == 1 else { throw ScriptError(.valueError, "diff() takes a one-dimensional array here") }
      for _ in 0..<(try call.int(1)) {
        array = NDArrayObject(
          zip(array.values.dropFirst(), array.values).map { $0 - $1 }, type: array.elementType)
      }
      return Value(array)
    }
    namespace.function("histogram", "a, bins=10, range=None, density=False, weights=None") { call in
      let range = try call.isNone(2) ? nil : NumericValues.doubles(call[2], "range")
      let histogram = try Histogram(
        NDArrayObject.make(call[0]).values, bins: AxesObject.bins(call[1]),
        range: range.flatMap { $0.count == 2 ? DataRange($0[0], $0[1]) : nil }, isDensity: call.bool(3),
        weights: call.isNone(4) ? nil : NumericValues.doubles(call[4], "weights"))
      let isCount = try !call.bool(3) && call.isNone(4)
      return Value(tuple: [
        Value(NDArrayObject(histogram.counts, type: isCount ? .int64 : .float64)),
        Value(NDArrayObject(histogram.edges)),
      ])
    }
    namespace.function("convolve", "a, v, mode='full'") { call in
      let (first, second) = (try NDArrayObject.make(call[0]), try NDArrayObject.make(call[1]))
      let type = first.elementType.union(second.elementType)
      var (a, v) = (first.values, second.values)
      if a.isEmpty || v.isEmpty {
        throw ScriptError(.valueError, a.isEmpty ? "a cannot be empty" : "v cannot be empty")
      }
      if v.count > a.count { (a, v) = (v, a) }
      var full = [Double](repeating: 0, count: a.count + v.count - 1)
      for i in a.indices {
        for j in v.indices { full[i + j] += a[i] * v[j] }
      }
      switch try call.string(2) {
      case "full": return Value(NDArrayObject(full, type: type))
      case "same": return Value(NDArrayObject(Array(full[((v.count - 1) / 2)...].prefix(a.count)), type: type))
      case "valid": return Value(NDArrayObject(Array(full[(v.count - 1)..<a.count]), type: type))
      case let mode:
        throw ScriptError(.valueError, "mode '\(mode)' is not supported", hint: "'full', 'same' or 'valid'")
      }
    }
    namespace.function("corrcoef", "x, y=None") { call in
      let rows =
        try call.isNone(1)
        ? NumericValues.rows(call[0], "x")
        : [NumericValues.doubles(call[0], "x"), NumericValues.doubles(call[1], "y")]
      guard let count = rows.first?.count, rows.allSatisfy({ $0.count == count }) else {
        throw ScriptError(.valueError, "corrcoef() needs rows of one length")
      }
      let centered = rows.map { row in
        let mean = NumPyReduction.pairwiseSum(row) / Double(count)
        return row.map { $0 - mean }
      }
      func covariance(_ i: Int, _ j: Int) -> Double { zip(centered[i], centered[j]).reduce(0) { $0 + $1.0 * $1.1 } }
      let values = rows.indices.flatMap { i in
        rows.indices.map { j in i == j ? 1 : covariance(i, j) / (covariance(i, i) * covariance(j, j)).squareRoot() }
      }
      return Value(NDArrayObject(values, shape: [rows.count, rows.count]))
    }
    namespace.function("isclose", "a, b, rtol=1e-05, atol=1e-08") { call in try isClose(call).asValue }
    namespace.function("allclose", "a, b, rtol=1e-05, atol=1e-08") { call in
      .bool(try isClose(call).values.allSatisfy { $0 != 0 })
    }
    namespace.function("array_equal", "a1, a2") { call in
      let (a, b) = (try NDArrayObject.make(call[0]), try NDArrayObject.make(call[1]))
      return .bool(a.shape == b.shape && a.values == b.values)
    }
    namespace.function("argwhere", "a") { call in
      let array = try NDArrayObject.make(call[0])
      guard array.shape.count == 1 else {
        throw ScriptError(.valueError, "argwhere() takes a one-dimensional array here")
      }
      let found = array.values.indices.filter { array.values[$0] != 0 }
      return Value(NDArrayObject(found.map(Double.init), shape: [found.count, 1], type: .int64))
    }
  }

  private static func isClose(_ call: CallArguments) throws -> NDArrayObject {
    let (relative, absolute) = (try call.double(2), try call.double(3))
    return try NDArrayObject.broadcast(.make(call[0]), .make(call[1]), type: .bool) { a, b in
      a == b || (a - b).magnitude <= absolute + relative * b.magnitude && b.isFinite ? 1 : 0
    }
  }

  private static func arrays(_ value: Value) throws -> [NDArrayObject] {
    try value.asList("arrays").map { try NDArrayObject.make($0) }
  }

  private static func concatenated(_ parts: [NDArrayObject], axis: Value) throws -> NDArrayObject {
    guard let first = parts.first else { throw ScriptError(.valueError, "need at least one array to concatenate") }
    if axis.isNone { return NDArrayObject(parts.flatMap(\.values), type: first.elementType) }
    if first.shape.isEmpty { throw ScriptError(.valueError, "zero-dimensional arrays cannot be concatenated") }
    let position = try first.axis(axis)
    for (index, part) in parts.enumerated() {
      var (a, b) = (part.shape, first.shape)
      guard a.count == b.count else {
        throw ScriptError(
          .valueError,
          "all the input array dimensions except for the concatenation axis must match exactly, but the array "
            + "at index 0 has \(b.count) dimension(s) and the array at index \(index) has \(a.count) dimension(s)")
      }
      a.remove(at: position)
      b.remove(at: position)
      guard a == b else {
        throw ScriptError(
          .valueError,
          "all the input array dimensions except for the concatenation axis must match exactly, but the array "
            + "at index \(index) has shape \(NDArrayObject.text(part.shape)) and that at index 0 \(NDArrayObject.text(first.shape))"
        )
      }
    }
    let inner = first.shape[(position + 1)...].reduce(1, *)
    var values: [Double] = []
    for outer in 0..<first.shape[..<position].reduce(1, *) {
      for part in parts {
        let block = part.shape[position] * inner
        values += part.values[outer * block..<(outer + 1) * block]
      }
    }
    var shape = first.shape
    shape[position] = parts.reduce(0) { $0 + $1.shape[position] }
    return NDArrayObject(values, shape: shape, type: parts.reduce(first.elementType) { $0.union($1.elementType) })
  }
}
