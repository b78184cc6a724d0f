import Script

/// The axes that `subplots` gives, as an array of one or two dimensions.
final class AxesArrayObject: Object {
  private let items: [AxesObject]
  private let shape: [Int]

  /// - Parameter items: row by row.
  init(_ items: [AxesObject], shape: [Int]) {
    self.items = items
    self.shape = shape
    super.init(type: Self.type)
  }

  private static let type: TypeObject = {
    let type = TypeObject("ndarray", module: "numpy", isInheritable: false)
    func flat(_ value: Value) -> Value {
      guard let me = value.object as? AxesArrayObject else { return .none }
      return Value(AxesArrayObject(me.items, shape: [me.items.count]))
    }
    for name in ["flatten", "ravel"] { type.method(name) { call in flat(call.receiver) } }
    type.property("flat", get: flat)
    type.property(
      "shape",
      get: { value in
        Value(tuple: ((value.object as? AxesArrayObject)?.shape ?? []).map { .int($0) })
      })
    type.property("size", get: { value in .int((value.object as? AxesArrayObject)?.items.count ?? 0) })
    type.method("tolist") { call in Value(list: try call.receiver.items()) }
    return type
  }()

  private func row(_ index: Int) -> Value {
    if shape.count == 1 { return Value(items[index]) }
    return Value(AxesArrayObject(Array(items[index * shape[1]..<(index + 1) * shape[1]]), shape: [shape[1]]))
  }

  override func length() throws -> Int? { shape[0] }

  override func iterate() throws -> IteratorObject? { try Value(list: (0..<shape[0]).map(row)).iterate() }

  override func getItem(_ key: Value) throws -> Value {
    if let place = key.tuple?.items {
      guard place.count <= shape.count else {
        throw ScriptError(
          .indexError,
          "too many indices for array: array is \(shape.count)-dimensional, but \(place.count) were indexed")
      }
      var value = Value(self)
      for index in place { value = try value.getItem(index) }
      return value
    }
    if key.slice != nil { return try Value(list: (0..<shape[0]).map(row)).getItem(key) }
    guard let index = try key.index() else {
      throw ScriptError(.indexError, "only integers, slices (`:`) and tuples of them are valid indices")
    }
    let place = index < 0 ? index + shape[0] : index
    guard place >= 0, place < shape[0] else {
      throw ScriptError(.indexError, "index \(index) is out of bounds for axis 0 with size \(shape[0])")
    }
    return row(place)
  }

  override func repr() throws -> String { "array of \(shape.map(String.init).joined(separator: "×")) Axes" }
}
