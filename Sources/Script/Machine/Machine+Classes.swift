/// Making functions and classes.
extension Machine {
  func makeFunction(
    _ code: Code, _ values: UnsafeMutablePointer<Value>, _ count: Int, _ registers: UnsafeMutablePointer<Value>
  ) -> FunctionObject {
    let enclosing = (registers - 1).pointee.function
    let header = code.header.pointee
    let defaults = Array(UnsafeBufferPointer(start: values, count: count))
    let keywordDefaults = Array(UnsafeBufferPointer(start: values + count, count: header.keywordOnlyCount))
    let cells = code.captures.map { capture -> CellObject in
      if capture.isLocal, let cell = registers[capture.index].object as? CellObject { return cell }
      if !capture.isLocal, let enclosing { return enclosing.cells[capture.index] }
      return CellObject()
    }
    return FunctionObject(
      code: code, module: enclosing?.module ?? interpreter.main, defaults: defaults,
      keywordDefaults: keywordDefaults, cells: cells)
  }

  /// The class that a `class` statement makes: `base[0]` is its body, followed by `count` base classes and the
  /// values of the keyword arguments that `names` lists, which go to `__init_subclass__`.
  func makeClass(_ base: UnsafeMutablePointer<Value>, _ count: Int, _ names: TupleObject?) throws -> Value {
    guard let body = base[0].function else { throw ScriptError(.systemError, "class without a body") }
    var parent = TypeObject.object
    if count > 0 {
      let origin = base[1].cast(to: GenericAliasObject.self)?.origin
      guard let type = (origin ?? base[1]).asType else {
        throw ScriptError(.typeError, "a class can only inherit from a class, not from '\(base[1].typeName)'")
      }
      guard type.isInheritable else {
        throw ScriptError(.typeError, "type '\(type.name)' is not an acceptable base type")
      }
      parent = type
    }
    let moduleName = body.module.namespace["__name__"]?.string ?? "__main__"
    let namespace = DictObject()
    namespace["__module__"] = Value(moduleName)
    namespace["__qualname__"] = Value(body.code.qualifiedName)
    _ = try execute(body, namespace: namespace)
    let keywords = names.map { names in
      (0..<names.count).map { (name: names[$0].string ?? "", value: base[1 + count + $0]) }
    }
    let type = TypeObject(body.code.name, base: parent, module: moduleName, isUserDefined: true)
    type.qualifiedName = namespace["__qualname__"]?.string ?? body.code.qualifiedName
    try define(type, namespace.items, keywords ?? [])
    return Value(type)
  }

  /// Gives a new class its attributes and tells those who want to know: `__set_name__` of the attributes,
  /// `__init_subclass__` of the class above.
  func define(
    _ type: TypeObject, _ items: [(key: Value, value: Value)], _ keywords: [(name: String, value: Value)]
  ) throws {
    var cell: CellObject?
    for (key, value) in items {
      guard let name = key.string else { continue }
      switch name {
      case "__tp_name__":
        if let text = value.string { type.messageName = text }
        continue
      case "__classcell__":
        cell = value.object as? CellObject
        continue
      case "__qualname__": continue
      case "__new__":
        type.set(name, value.function == nil ? value : Value(StaticMethodObject(value)))
        continue
      case "__init_subclass__", "__class_getitem__", "__class_iter__", "__class_len__", "__class_contains__",
        "__class_repr__":
        type.set(name, value.function == nil ? value : Value(ClassMethodObject(value)))
        continue
      default: break
      }
      if let property = value.object as? PropertyObject { property.name = name }
      type.set(name, value)
    }
    // Objects that are equal must have equal hashes: who defines one defines the other.
    if type.own("__eq__") != nil, type.own("__hash__") == nil { type.set("__hash__", .none) }
    try type.readSlots()
    cell?.value = Value(type)
    for (key, value) in items {
      guard let object = value.object, object.layout == .instance || object.layout == .native else { continue }
      if let method = object.dunder("__set_name__") ?? object.type.lookup("__set_name__") {
        do {
          _ = try method.call(value, Value(type), key)
        } catch let error as ScriptError {
          let replacement = ScriptError(
            .runtimeError,
            "Error calling __set_name__ on '\(value.typeName)' instance \(try key.repr()) in '\(type.name)'")
          replacement.exception.cause = error.exception
          replacement.exception.context = error.exception
          replacement.exception.suppressesContext = true
          throw replacement
        }
      }
    }
    if let hook = type.lookup("__init_subclass__", after: type), hook.object is ClassMethodObject {
      _ = try Attributes.bind(hook, to: nil, type: type).call(Arguments([], keywords: keywords))
    }
  }

  /// `super()` with the class in `cell`, or its attribute `name`.
  func loadSuper(_ cell: CellObject, _ receiver: Value, _ name: String?) throws -> Value {
    guard let type = cell.value.asType else {
      throw ScriptError(.runtimeError, "super(): empty __class__ cell")
    }
    var receiver = receiver
    if let shared = receiver.object as? CellObject { receiver = shared.value }
    guard receiver.asType?.isSubclass(of: type) == true || receiver.type.isSubclass(of: type) else {
      throw ScriptError(.typeError, "super(type, obj): obj must be an instance or subtype of type")
    }
    let object = Value(SuperObject(above: type, receiver: receiver))
    return try name.map { try object.getAttribute($0) } ?? object
  }
}
