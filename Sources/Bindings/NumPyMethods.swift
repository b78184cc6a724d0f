import Script

/// The methods and attributes of `ndarray`.
enum NumPyMethods {
  static func makeType() -> TypeObject {
    let type = TypeObject("ndarray", module: "numpy", isInheritable: false)
    attributes(type)
    reductions(type)
    shapes(type)
    return type
  }

  private static func me(_ call: CallArguments) -> NDArrayObject { call.me(NDArrayObject.self) }

  private static func attributes(_ type: TypeObject) {
    func get(_ name: String, _ body: @escaping (NDArrayObject) -> Value) {
      type.property(name, get: { value in (value.object as? NDArrayObject).map(body) ?? .none })
    }
    get("shape") { Value(tuple: $0.shape.map { .int($0) }) }
    get("ndim") { .int($0.shape.count) }
    get("size") { .int($0.values.count) }
    get("dtype") { Value(ElementTypeObject.of($0.elementType)) }
    get("T") { Value(transposed($0)) }
    type.method("item", "*args") { call in
      let array = me(call)
      if let index = call.rest(0).first { return try Value(array.reshaped([-1])).getItem(index) }
      guard array.values.count == 1 else {
        throw ScriptError(.valueError, "can only convert an array of size 1 to a Python scalar")
      }
      return array.item(0)
    }
    type.method("tolist") { call in list(me(call)) }
    type.method("copy") { call in
      let array = me(call)
      return Value(NDArrayObject(array.values, shape: array.shape, type: array.elementType))
    }
    type.method("astype", "dtype, copy=True") { call in
      Value(me(call).converted(to: try NDArrayObject.elementType(call[0]) ?? .float64))
    }
    type.method("fill", "value") { call in
      let value = try NumericValues.double(call[0], "value")
      for index in me(call).values.indices { me(call).replace(index, value) }
      return .none
    }
    for name in ["__float__", "__int__"] {
      type.method(name) { call in
        guard me(call).values.count == 1 else {
          throw ScriptError(.typeError, "only 0-dimensional arrays can be converted to Python scalars")
        }
        let number = me(call).values[0]
        return name == "__float__" ? .float(number) : .int(Int(exactly: number.rounded(.towardZero)) ?? 0)
      }
    }
  }

  private static func reductions(_ type: TypeObject) {
    for name in ["sum", "mean", "prod", "max", "min", "argmax", "argmin", "any", "all", "ptp"] {
      guard let reduction = NumPyReduction.all[name] else { continue }
      type.method(name, "axis=None, dtype=None, out=None, keepdims=False") { call in
        try reduction(me(call), axis: call[0], keepsDimensions: call.bool(3))
      }
    }
    for name in ["std", "var"] {
      type.method(name, "axis=None, dtype=None, out=None, ddof=0, keepdims=False") { call in
        let reduction = NumPyReduction.variance(name, ddof: try call.double(3), isRoot: name == "std")
        return try reduction(me(call), axis: call[0], keepsDimensions: call.bool(4))
      }
    }
    type.method("cumsum", "axis=None") { call in try cumulated(me(call), axis: call[0]) }
    type.method("round", "decimals=0") { call in try rounded(me(call), call.int(0)).asValue }
    type.method("clip", "min=None, max=None") { call in try clipped(me(call), call[0], call[1]) }
    type.method("argsort", "axis=-1") { call in try argsorted(me(call), axis: call[0]) }
    type.method("sort", "axis=-1") { call in
      let array = me(call)
      let sorted = try sorted(array, axis: call[0])
      for index in array.values.indices { array.replace(index, sorted.values[index]) }
      return .none
    }
    type.method("dot", "b") { call in try NDArrayObject.product(me(call), NDArrayObject.make(call[0])).asValue }
  }

  private static func shapes(_ type: TypeObject) {
    type.method("reshape", "*shape") { call in Value(try me(call).reshaped(lengths(call.rest(0)))) }
    for name in ["flatten", "ravel"] {
      type.method(name) { call in Value(try me(call).reshaped([-1])) }
    }
    type.method("transpose") { call in Value(transposed(me(call))) }
    type.method("squeeze") { call in try me(call).reshaped(me(call).shape.filter { $0 != 1 }).asValue }
  }

  /// `2, 3` or `(2, 3)` as lengths.
  static func lengths(_ values: [Value]) throws -> [Int] {
    if values.count == 1, values[0].exactInt == nil {
      return try values[0].asList("shape").map { try $0.asInt("shape") }
    }
    return try values.map { try $0.asInt("shape") }
  }

  static func transposed(_ array: NDArrayObject) -> NDArrayObject {
    guard array.shape.count > 1 else { return array }
    let shape = Array(array.shape.reversed())
    var values: [Double] = []
    values.reserveCapacity(array.values.count)
    var strides = [Int](repeating: 1, count: array.shape.count)
    for axis in array.shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * array.shape[axis + 1] }
    func walk(_ axis: Int, _ offset: Int) {
      if axis == shape.count { return values.append(array.values[offset]) }
      for i in 0..<shape[axis] { walk(axis + 1, offset + i * strides[shape.count - 1 - axis]) }
    }
    walk(0, 0)
    return NDArrayObject(values, shape: shape, type: array.elementType)
  }

  static func list(_ array: NDArrayObject) -> Value {
    func nested(_ depth: Int, _ offset: Int) -> Value {
      if depth == array.shape.count { return array.item(offset) }
      let size = array.shape[(depth + 1)...].reduce(1, *)
      return Value(list: (0..<array.shape[depth]).map { nested(depth + 1, offset + $0 * size) })
    }
    return nested(0, 0)
  }

  static func cumulated(_ array: NDArrayObject, axis: Value) throws -> Value {
    let type: NDArrayObject.ElementType = array.elementType == .bool ? .int64 : array.elementType
    func sums(_ line: [Double]) -> [Double] {
      var sum = 0.0
      return line.map {
        sum += $0
        return sum
      }
    }
    if axis.isNone { return Value(NDArrayObject(sums(array.values), type: type)) }
    return Value(array.mapLines(try array.axis(axis), type: type, sums))
  }

  /// Half to even at `decimals` places, as numpy rounds: by scaling.
  static func rounded(_ array: NDArrayObject, _ decimals: Int) -> NDArrayObject {
    guard array.elementType.isFloating else { return array }
    var unit = 1.0
    for _ in 0..<min(abs(decimals), 300) { unit *= 10 }
    return array.map {
      let rounded =
        decimals >= 0
        ? ($0 * unit).rounded(.toNearestOrEven) / unit : ($0 / unit).rounded(.toNearestOrEven) * unit
      return rounded.isFinite ? rounded : $0
    }
  }

  static func clipped(_ array: NDArrayObject, _ lower: Value, _ upper: Value) throws -> Value {
    var result = array
    if !lower.isNone { result = try binary("maximum", result, NDArrayObject.make(lower)) }
    if !upper.isNone { result = try binary("minimum", result, NDArrayObject.make(upper)) }
    return result.asValue
  }

  /// `maximum` and `minimum` of two arrays, element by element.
  static func binary(_ name: String, _ a: NDArrayObject, _ b: NDArrayObject) throws -> NDArrayObject {
    var type = a.elementType.union(b.elementType)
    if b.shape.isEmpty, a.elementType == .float32 { type = .float32 }
    return try NDArrayObject.broadcast(a, b, type: type) { x, y in
      x.isNaN || y.isNaN ? .nan : name == "maximum" ? max(x, y) : min(x, y)
    }
  }

  private static func precedes(_ a: Double, _ b: Double) -> Bool { a < b || !a.isNaN && b.isNaN }

  static func sorted(_ array: NDArrayObject, axis: Value) throws -> NDArrayObject {
    if axis.isNone { return NDArrayObject(array.values.sorted(by: precedes), type: array.elementType) }
    return array.mapLines(try array.axis(axis)) { $0.sorted(by: precedes) }
  }

  static func argsorted(_ array: NDArrayObject, axis: Value) throws -> Value {
    func order(_ line: [Double]) -> [Double] {
      line.indices.sorted { precedes(line[$0], line[$1]) || !precedes(line[$1], line[$0]) && $0 < $1 }.map(Double.init)
    }
    if axis.isNone { return Value(NDArrayObject(order(array.values), type: .int64)) }
    return Value(array.mapLines(try array.axis(axis), type: .int64, order))
  }
}

/// `np.float32` and its like: the name of an element type, which also converts.
final class ElementTypeObject: Object {
  let elementType: NDArrayObject.ElementType

  private init(_ elementType: NDArrayObject.ElementType) {
    self.elementType = elementType
    super.init(type: Self.dtype)
  }

  private static let dtype: TypeObject = {
    let type = TypeObject("dtype", module: "numpy", isInheritable: false)
    type.property(
      "name",
      get: { value in
        Value((value.object as? ElementTypeObject)?.elementType.rawValue ?? "")
      })
    return type
  }()

  private static let float64 = ElementTypeObject(.float64)
  private static let float32 = ElementTypeObject(.float32)
  private static let int64 = ElementTypeObject(.int64)
  private static let bool = ElementTypeObject(.bool)

  static func of(_ type: NDArrayObject.ElementType) -> ElementTypeObject {
    switch type {
    case .float64: float64
    case .float32: float32
    case .int64: int64
    case .bool: bool
    }
  }

  override func repr() throws -> String { "dtype('\(elementType.rawValue)')" }
  override func str() throws -> String { elementType.rawValue }
  override var isCallable: Bool { true }

  /// `np.float32(x)`: a number, or an array, of that type.
  override func call(_ arguments: Arguments) throws -> Value {
    guard arguments.positional.count <= 1, arguments.keywords.isEmpty else {
      throw ScriptError(.typeError, "\(elementType.rawValue)() takes one argument")
    }
    if let text = arguments.positional.first?.string {
      guard let number = Double(text) else {
        throw ScriptError(.valueError, "could not convert string to float: \(try Value(text).repr())")
      }
      return NDArrayObject.number(number, elementType)
    }
    return try NDArrayObject.make(arguments.positional.first ?? .int(0), type: elementType).asValue
  }

  override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard op == .equal || op == .notEqual else { return nil }
    let isSame = (try? NDArrayObject.elementType(other)) == elementType
    return .bool(isSame == (op == .equal))
  }
  override func hash() throws -> Int { elementType.rawValue.utf8.reduce(5381) { $0 &* 33 &+ Int($1) } }
}
