/// `copy`: shallow and deep copies.
enum CopyModule {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "copy") { names in
      let error = TypeObject("Error", base: .exception, module: "copy")
      error.constructor("*args") { Value(ExceptionObject($0.type, $0.rest(0))) }
      names.type(error)
      names["error"] = Value(error)
      names.function("copy", "x") { call in try shallow(call[0]) }
      names.function("deepcopy", "x, memo=None") { call in
        let memo = call[1].dict ?? DictObject()
        return try deep(call[0], memo)
      }
    }
  }

  private static func shallow(_ value: Value) throws -> Value {
    guard let object = value.object else { return value }
    if object.type.lookup("__copy__") != nil { return try value.callMethod("__copy__") }
    if object.type.isUserDefined || object.layout == .exception {
      if let parts = try reduced(value) { return try rebuilt(parts, of: value, memo: nil) }
      return try reconstructed(value, memo: nil)
    }
    switch object.layout {
    case .list: return Value(ListObject(value.list?.items ?? []))
    case .dict: return value.dict.map { Value($0.copy()) } ?? value
    case .set: return value.set.map { $0.isFrozen ? value : Value($0.copy()) } ?? value
    case .native where object.type.lookup("copy") != nil: return try value.callMethod("copy")
    default: return value
    }
  }

  /// A copy of an object of a class written in the language, or of an exception, in the steps of CPython's protocol: a
  /// new object, its state, what it holds.
  private static func reconstructed(_ value: Value, memo: DictObject?) throws -> Value {
    guard let object = value.object else { return value }
    func part(_ value: Value) throws -> Value { try memo.map { try deep(value, $0) } ?? value }
    let type = object.type
    var arguments = try newArguments(value)
    let state =
      defines(type, "__getstate__")
      ? try value.callMethod("__getstate__")
      : Optional(fields(of: value)).flatMap { $0.isEmpty ? nil : Value(DictObject($0)) } ?? .none
    let items = try value.list.map { _ in try value.iterate() }
    let pairs = try value.dict.map { _ in try value.callMethod("items").iterate() }
    arguments = try arguments.map(part)
    // Exceptions and sets are made by calling their class, other objects without their `__init__`.
    let copy =
      try object.layout == .exception || object.layout == .set
      ? Value(type).call(Arguments(arguments)) : Interpreter.running.allocate(type, arguments, [])
    if let memo { try remember(copy, for: value, in: Value(memo)) }
    if !state.isNone { try apply(part(state), to: copy) }
    while let item = try items?.next() { try copy.callMethod("append", part(item)) }
    while let pair = try pairs?.next() {
      let pair = try pair.items()
      if pair.count == 2 { try copy.setItem(part(pair[0]), part(pair[1])) }
    }
    return copy
  }

  /// What the class's `__new__` is called with.
  private static func newArguments(_ value: Value) throws -> [Value] {
    guard let object = value.object else { return [] }
    if defines(object.type, "__getnewargs__") { return try value.callMethod("__getnewargs__").items() }
    switch object.layout {
    case .exception: return value.exception?.arguments ?? []
    case .set: return [Value(list: try value.items())]
    case .str: return [Value(StrObject(value.string ?? ""))]
    case .bytes: return [Value(BytesObject(value.bytes?.bytes ?? []))]
    case .tuple: return [Value(tuple: value.tuple?.items ?? [])]
    default:
      if let integer = value.integer { return [Value(integer)] }
      return value.number.map { [.float($0)] } ?? []
    }
  }

  /// Notes that `copy` is the copy of `value`: what holds `value` once more holds `copy` once more.
  static func remember(_ copy: Value, for value: Value, in memo: Value) throws {
    if let object = value.object { try memo.setItem(key(object), copy) }
  }

  /// What `__reduce_ex__` or `__reduce__` of a class written in the language answers; `nil` without one.
  private static func reduced(_ value: Value) throws -> Value? {
    guard let type = value.object?.type else { return nil }
    if defines(type, "__reduce_ex__") { return try value.callMethod("__reduce_ex__", .int(4)) }
    return defines(type, "__reduce__") ? try value.callMethod("__reduce__") : nil
  }

  /// Whether a class written in the language, this one or above it, defines the method.
  private static func defines(_ type: TypeObject, _ name: String) -> Bool {
    type.lineage.contains { $0.isUserDefined && $0.own(name) != nil }
  }

  /// The object that a reduction describes: a function, its arguments, the state, items and pairs.
  private static func rebuilt(_ parts: Value, of value: Value, memo: DictObject?) throws -> Value {
    if parts.str != nil { return value }
    guard let parts = parts.tuple?.items, (2...6).contains(parts.count), let arguments = parts[1].tuple?.items else {
      throw ScriptError(.typeError, "__reduce__ must return a string or tuple")
    }
    func part(_ value: Value) throws -> Value { try memo.map { try deep(value, $0) } ?? value }
    let copy = try parts[0].call(Arguments(try arguments.map(part)))
    if let memo { try remember(copy, for: value, in: Value(memo)) }
    if parts.count > 2, !parts[2].isNone { try apply(part(parts[2]), to: copy) }
    if parts.count > 3, !parts[3].isNone {
      for item in try parts[3].items() { try copy.callMethod("append", part(item)) }
    }
    if parts.count > 4, !parts[4].isNone {
      for pair in try parts[4].items() {
        let pair = try pair.items()
        if pair.count == 2 { try copy.setItem(part(pair[0]), part(pair[1])) }
      }
    }
    return copy
  }

  /// Gives `copy` its state: by `__setstate__` where it has one, else as attributes.
  private static func apply(_ state: Value, to copy: Value) throws {
    // Exceptions have the method from their base: no `__getattr__` is asked for it.
    let isAsked = copy.exception == nil || copy.type.lookup("__setstate__") != nil
    if isAsked, let set = try Attributes.findQuietly(copy, "__setstate__") {
      try set.call(state)
      return
    }
    for (name, field) in state.dict?.items ?? [] {
      if let name = name.string { try copy.setAttributeDirectly(name, field) }
    }
  }

  private static func fields(of value: Value) -> [(String, Value)] {
    value.object?.fields(create: false)?.items.compactMap { entry in entry.key.string.map { ($0, entry.value) } } ?? []
  }

  private static func key(_ object: Object) -> Value {
    .int(Int(bitPattern: Unmanaged.passUnretained(object).toOpaque()))
  }

  private static func deep(_ value: Value, _ memo: DictObject) throws -> Value {
    guard let object = value.object else { return value }
    try NativeStack.check()
    try Pulse.beat()
    if let known = try memo.get(key(object)) { return known }
    if object.type.lookup("__deepcopy__") != nil {
      let copy = try value.callMethod("__deepcopy__", Value(memo))
      try memo.set(key(object), copy)
      return copy
    }
    if object.type.isUserDefined || object.layout == .exception {
      if let parts = try reduced(value) { return try rebuilt(parts, of: value, memo: memo) }
      return try reconstructed(value, memo: memo)
    }
    switch object.layout {
    case .list:
      let copy = ListObject()
      try remember(Value(copy), for: value, in: Value(memo))
      for item in value.list?.items ?? [] { copy.append(try deep(item, memo)) }
      return Value(copy)
    case .dict:
      let copy = object.type === OrderedDictObject.type ? OrderedDictObject() : DictObject()
      try remember(Value(copy), for: value, in: Value(memo))
      for (key, item) in value.dict?.items ?? [] { try copy.set(deep(key, memo), deep(item, memo)) }
      return Value(copy)
    case .set:
      let copy = Value(try SetObject(value.items().map { try deep($0, memo) }, type: object.type))
      try remember(copy, for: value, in: Value(memo))
      return copy
    case .tuple:
      guard let tuple = value.tuple else { return value }
      let items = try tuple.items.map { try deep($0, memo) }
      // A tuple that holds itself through its items was copied on the way.
      if let known = try memo.get(key(object)) { return known }
      if zip(items, tuple.items).allSatisfy({ $0.isIdentical(to: $1) }) { return value }
      let copy = Value(TupleObject(items, type: object.type))
      try memo.set(key(object), copy)
      return copy
    default: return try shallow(value)
    }
  }
}
