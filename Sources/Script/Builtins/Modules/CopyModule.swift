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
    switch object.layout {
    case .instance:
      if let parts = try reduced(value) { return try rebuilt(parts, of: value, memo: nil) }
      let copy = InstanceObject(object.type)
      try setState(copy, from: value) { $0 }
      return Value(copy)
    case .exception:
      guard let exception = value.exception else { return value }
      let copy = ExceptionObject(object.type, exception.arguments)
      for (name, field) in fields(of: value) { copy.fields(create: true)?[name] = field }
      return Value(copy)
    case .list, .dict, .set: return try rebuilt(object, value) { $0 }
    default:
      if object.layout == .native, object.type.lookup("copy") != nil { return try value.callMethod("copy") }
      return value
    }
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
    if let memo, let object = value.object { try memo.set(key(object), copy) }
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

  private static func apply(_ state: Value, to copy: Value) throws {
    if copy.object?.type.lookup("__setstate__") != nil {
      try copy.callMethod("__setstate__", state)
      return
    }
    for (name, field) in state.dict?.items ?? [] {
      if let name = name.string { try copy.setAttributeDirectly(name, field) }
    }
  }

  /// Gives `copy` the state of `value`, each part through `part`: by `__getstate__` and `__setstate__` where the class
  /// defines them.
  private static func setState(_ copy: InstanceObject, from value: Value, _ part: (Value) throws -> Value) throws {
    let type = copy.type
    if defines(type, "__getstate__") || defines(type, "__setstate__") {
      let state =
        try defines(type, "__getstate__")
        ? value.callMethod("__getstate__") : copy.fields(create: false).map { _ in Value(DictObject(fields(of: value))) } ?? .none
      try apply(part(state), to: Value(copy))
      return
    }
    for (name, field) in fields(of: value) { copy[name] = try part(field) }
  }

  private static func fields(of value: Value) -> [(String, Value)] {
    value.object?.fields(create: false)?.items.compactMap { entry in entry.key.string.map { ($0, entry.value) } } ?? []
  }

  private static func key(_ object: Object) -> Value {
    .int(Int(bitPattern: Unmanaged.passUnretained(object).toOpaque()))
  }

  /// A copy of a list, dict or set (or of an instance of a subclass) with every part passed through `part`.
  private static func rebuilt(_ object: Object, _ value: Value, _ part: (Value) throws -> Value) throws -> Value {
    let target: Value
    if object.type.isUserDefined, let allocate = object.type.allocate {
      target = Value(allocate(object.type))
      for (name, field) in fields(of: value) { try target.setAttribute(name, part(field)) }
    } else {
      target = value.list != nil ? Value(ListObject()) : value.dict != nil ? Value(DictObject())
        : Value(SetObject(type: object.type))
    }
    try fill(target, from: value, part)
    return target
  }

  private static func fill(_ target: Value, from value: Value, _ part: (Value) throws -> Value) throws {
    if let list = value.list, let copy = target.list {
      for item in list.items { copy.append(try part(item)) }
    } else if let dict = value.dict, let copy = target.dict {
      for (key, item) in dict.items { try copy.set(part(key), part(item)) }
    } else if let set = value.set, let copy = target.set {
      for item in set.items { try copy.insert(part(item)) }
    }
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
    switch object.layout {
    case .instance:
      if let parts = try reduced(value) { return try rebuilt(parts, of: value, memo: memo) }
      let copy = InstanceObject(object.type)
      try memo.set(key(object), Value(copy))
      try setState(copy, from: value) { try deep($0, memo) }
      return Value(copy)
    case .exception:
      guard let exception = value.exception else { return value }
      let copy = ExceptionObject(object.type, try exception.arguments.map { try deep($0, memo) })
      try memo.set(key(object), Value(copy))
      for (name, field) in fields(of: value) { copy.fields(create: true)?[name] = try deep(field, memo) }
      return Value(copy)
    case .list, .dict:
      let target: Value
      if object.type.isUserDefined, let allocate = object.type.allocate {
        target = Value(allocate(object.type))
      } else {
        target = value.list != nil ? Value(ListObject()) : Value(DictObject())
      }
      try memo.set(key(object), target)
      if object.type.isUserDefined {
        for (name, field) in fields(of: value) { try target.setAttribute(name, deep(field, memo)) }
      }
      try fill(target, from: value) { try deep($0, memo) }
      return target
    case .set:
      let copy = try rebuilt(object, value) { try deep($0, memo) }
      try memo.set(key(object), copy)
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
