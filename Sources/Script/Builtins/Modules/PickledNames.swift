/// What a pickle may name, and what becomes of it. NumPy's numbers and arrays come out as numbers and nested lists.
enum PickledNames {
  /// Something a pickle named: a constructor, or a class that only marks a kind.
  final class Global: Object {
    static let type = TypeObject("pickled_name", isInheritable: false)
    let name: String
    init(_ name: String) {
      self.name = name
      super.init(type: Self.type)
    }
  }

  /// A NumPy element type (`f4`, `i8`…), or an array whose contents are still to come.
  final class ArrayPart: Object {
    static let type = TypeObject("pickled_array", isInheritable: false)
    var code = ""
    var bigEndian = false
    init() { super.init(type: Self.type) }
  }

  /// Makes the value of an array; nested lists unless a binding puts its own arrays here.
  nonisolated(unsafe) static var makeArray: (_ shape: [Int], _ values: [Value]) throws -> Value = nest

  private static let core = ["numpy.core.multiarray.", "numpy._core.multiarray."]

  private static let known: Set<String> = [
    "builtins.set", "builtins.frozenset", "__builtin__.set", "__builtin__.frozenset", "builtins.bytearray",
    "builtins.bytes", "_codecs.encode", "collections.OrderedDict", "collections.defaultdict", "numpy.dtype",
    "numpy.ndarray", "builtins.list", "builtins.dict", "builtins.int", "builtins.float", "builtins.str",
    "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct",
    "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar",
    "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer",
  ]

  static func refusal(_ name: String) -> ScriptError {
    ScriptError(
      PickleModule.unpicklingError, "this pickle needs '\(name)', which is not plain data: it was not loaded",
      hint: "only None, numbers, text, bytes, lists, tuples, dicts, sets and arrays of numbers are rebuilt")
  }

  /// The thing called `name`, if pickles may name it.
  static func find(_ name: String) throws -> Value {
    guard known.contains(name) || PickleHooks.constructors[name] != nil else { throw refusal(name) }
    return Value(Global(name))
  }

  /// `name(*arguments)`.
  static func construct(_ callee: Value, _ arguments: [Value]) throws -> Value {
    guard let name = callee.cast(to: Global.self)?.name else { throw refusal(callee.typeName) }
    if let constructor = PickleHooks.constructors[name] { return try constructor(arguments) }
    switch name {
    case "builtins.set", "__builtin__.set": return Value(try SetObject(arguments.first?.items() ?? []))
    case "builtins.frozenset", "__builtin__.frozenset":
      return Value(try SetObject(arguments.first?.items() ?? [], type: .frozenSet))
    case "builtins.bytearray", "builtins.bytes":
      // Before protocol 3: a text of its bytes and "latin-1".
      if let text = arguments.first?.str {
        return Value(BytesObject(text.scalars.map { UInt8(truncatingIfNeeded: $0) }))
      }
      return Value(BytesObject(arguments.first?.bytes?.bytes ?? []))
    case "_codecs.encode":
      guard let text = arguments.first?.str else { throw refusal(name) }
      return Value(BytesObject(text.scalars.map { UInt8(truncatingIfNeeded: $0) }))
    case "collections.OrderedDict", "collections.defaultdict":
      let dict = DictObject()
      if let pairs = arguments.first, pairs.isIterable { try DictMethods.update(dict, from: pairs) }
      return Value(dict)
    case "numpy.dtype":
      let part = ArrayPart()
      part.code = try arguments.first?.asString("dtype") ?? ""
      return Value(part)
    case _ where name.hasSuffix("._reconstruct"): return Value(ArrayPart())
    case _ where name.hasSuffix("._frombuffer"):
      guard arguments.count == 4, let bytes = arguments[0].bytes?.bytes,
        let element = arguments[1].cast(to: ArrayPart.self), let order = arguments[3].string
      else { throw refusal(name) }
      return try array(arguments[2], numbers(element, bytes), isColumnMajor: order == "F")
    case _ where name.hasSuffix(".scalar"):
      guard arguments.count == 2, let element = arguments[0].cast(to: ArrayPart.self),
        let bytes = arguments[1].bytes?.bytes, let value = try numbers(element, bytes).first
      else { throw refusal(name) }
      return value
    default: throw refusal(name)
    }
  }

  /// What `BUILD` with `state` makes of `target`.
  static func build(_ target: Value, _ state: Value) throws -> Value {
    guard let part = target.cast(to: ArrayPart.self), let state = state.tuple?.items else { return target }
    if !part.code.isEmpty {
      if state.count > 1, state[1].string == ">" { part.bigEndian = true }
      return target
    }
    guard state.count == 5, let element = state[2].cast(to: ArrayPart.self) else { throw refusal("numpy.ndarray") }
    return try array(
      state[1], state[4].list?.items ?? numbers(element, state[4].bytes?.bytes ?? []), isColumnMajor: state[3].isTrue())
  }

  /// The array of `values` that `shape`, a tuple, gives.
  private static func array(_ shape: Value, _ values: [Value], isColumnMajor: Bool) throws -> Value {
    let shape = try shape.items().map { try $0.asIndex() }
    let fault = ScriptError(PickleModule.unpicklingError, "array of the wrong size")
    var (count, rows) = (1, 1)
    for size in shape {
      // Empty arrays have few rows too: they become lists.
      let (product, overflow) = rows.multipliedReportingOverflow(by: max(size, 1))
      guard size >= 0, !overflow, product <= max(1 << 12, values.count), shape.count <= 64 else { throw fault }
      (count, rows) = (count * size, product)
    }
    guard values.count == count else { throw fault }
    return try makeArray(shape, isColumnMajor && shape.count > 1 ? rowMajor(values, shape) : values)
  }

  /// Reorders column-major values.
  private static func rowMajor(_ values: [Value], _ shape: [Int]) -> [Value] {
    var result = values
    var index = [Int](repeating: 0, count: shape.count)
    for i in values.indices {
      var place = 0
      for axis in shape.indices.reversed() { place = place * shape[axis] + index[axis] }
      result[i] = values[place]
      for axis in shape.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return result
  }

  private static func nest(_ shape: [Int], _ values: [Value]) throws -> Value {
    guard let last = shape.last else { return values.first ?? .none }
    if shape.count == 1 { return Value(list: values) }
    var level = values
    var width = last
    for axis in shape.indices.reversed().dropLast() {
      width = shape[axis]
      let rows = width == 0 ? shape[..<axis].reduce(1, *) : level.count / width
      level = (0..<rows).map { Value(list: Array(level[($0 * width)..<(($0 + 1) * width)])) }
    }
    return Value(list: level)
  }

  private static func numbers(_ element: ArrayPart, _ bytes: [UInt8]) throws -> [Value] {
    guard let kind = element.code.first, let width = Int(element.code.dropFirst()), [1, 2, 4, 8].contains(width) else {
      throw refusal("numpy.dtype('\(element.code)')")
    }
    return try stride(from: 0, to: bytes.count - width + 1, by: width).map { start in
      var bits: UInt64 = 0
      for i in 0..<width {
        bits |= UInt64(bytes[start + i]) << UInt64(8 * (element.bigEndian ? width - 1 - i : i))
      }
      switch (kind, width) {
      case ("f", 8): return .float(Double(bitPattern: bits))
      case ("f", 4): return .float(Double(Float(bitPattern: UInt32(bits))))
      case ("f", 2): return .float(half(UInt16(bits)))
      case ("b", _): return .bool(bits != 0)
      case ("u", _): return .int(Int(truncatingIfNeeded: bits))
      case ("i", _):
        let shift = UInt64(64 - 8 * width)
        return .int(Int(Int64(bitPattern: bits << shift) >> Int64(shift)))
      default: throw refusal("numpy.dtype('\(element.code)')")
      }
    }
  }

  private static func half(_ bits: UInt16) -> Double {
    let sign: Double = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
    if exponent == 0 { return sign * fraction / 16_777_216 }
    return sign * (1 + fraction / 1024) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
  }
}
