/// `collections.defaultdict`: a dictionary that makes the value of a missing key by calling `default_factory`.
final class DefaultDictObject: DictObject {
  static let type: TypeObject = {
    let type = TypeObject("defaultdict", base: .dict, module: "collections")
    type.allocate = { DefaultDictObject(type: $0) }
    type.constructor("*args, **kwargs") { call in
      let dict = DefaultDictObject(type: call.type)
      try dict.initialise(call)
      return Value(dict)
    }
    registerMethods(type)
    return type
  }()

  private(set) var factory = Value.none
  private var attributes: DictObject?

  override init(type: TypeObject = DefaultDictObject.type) { super.init(guarded: type) }

  deinit { DeferredRelease.release(&factory) }

  override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create && type.isUserDefined { attributes = DictObject() }
    return attributes
  }

  private func initialise(_ call: CallArguments) throws {
    let positional = call.rest(0)
    if let factory = positional.first {
      guard factory.isNone || factory.isCallable else {
        throw ScriptError(.typeError, "first argument must be callable or None")
      }
      self.factory = factory
    }
    guard positional.count <= 2 else {
      throw ScriptError(.typeError, "dict expected at most 1 argument, got \(positional.count - 1)")
    }
    if positional.count == 2 { try DictMethods.update(self, from: positional[1]) }
    if let named = call[1].dict { try merge(named) }
  }

  // MARK: Protocol

  override func getItem(_ key: Value) throws -> Value {
    if let value = try get(key) { return value }
    if type.isUserDefined, let missing = type.lookup("__missing__") { return try missing.call(Value(self), key) }
    return try make(key)
  }

  private func make(_ key: Value) throws -> Value {
    if factory.isNone { throw ScriptError(.keyError, key) }
    let value = try factory.call()
    try Value(self).setItem(key, value)
    return value
  }

  override func repr() throws -> String {
    let entries = try super.repr()
    let maker = try factory.object.map { factory in
      try ReprGuard.entering(factory, ifCyclic: "...") { try Value(factory).repr() }
    }
    return "\(type.name)(\(maker ?? "None"), \(entries))"
  }

  override func getAttribute(_ name: String) throws -> Value? { name == "default_factory" ? factory : nil }

  override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    guard name == "default_factory" else { return false }
    factory = value
    return true
  }

  override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard op == .or, other.dict != nil else { return nil }
    return try joined(Value(self), other)
  }

  override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    guard op == .or, left.dict != nil else { return nil }
    return try joined(left, Value(self))
  }

  private func joined(_ left: Value, _ right: Value) throws -> Value {
    let result = try Value(type).call(factory, left)
    if let dict = result.dict { try DictMethods.update(dict, from: right) }
    return result
  }

  private static func registerMethods(_ type: TypeObject) {
    func me(_ call: CallArguments) -> DefaultDictObject { call.me(DefaultDictObject.self) }
    type.method("__init__", "*args, **kwargs") { call in
      try me(call).initialise(call)
      return .none
    }
    type.method("__missing__", "key, /") { call in try me(call).make(call[0]) }
    for name in ["copy", "__copy__"] {
      type.method(name, "") { call in try Value(me(call).type).call(me(call).factory, call.receiver) }
    }
    type.method("__deepcopy__", "memo, /") { call in
      let copy = try Value(me(call).type).call(me(call).factory)
      try CopyModule.remember(copy, for: call.receiver, in: call[0])
      let deepcopy = try call.interpreter.importModule("copy").namespace["deepcopy"] ?? .none
      for (key, value) in me(call).items {
        try copy.setItem(deepcopy.call(key, call[0]), deepcopy.call(value, call[0]))
      }
      return copy
    }
    type.method("__or__", "value, /") { call in try me(call).binary(.or, call[0]) ?? .notImplemented }
  }
}
