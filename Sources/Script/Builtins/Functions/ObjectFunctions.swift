/// Functions about objects: type, isinstance, getattr and its like, repr, hash, id, callable, dir, vars.
enum ObjectFunctions {
  static func register(in names: Namespace) {
    names.function("repr", "obj, /") { call in Value(try call[0].repr()) }
    names.function("ascii", "obj, /") { call in Value(StringEscape.ascii(try call[0].repr())) }
    names.function("format", "value, format_spec='', /") { call in
      let spec = try call[1].needStr("format() argument 2 must be str")
      return try call[0].formattedByMethod(spec.string) ?? Value(call[0].format(spec.string))
    }
    names.function("hash", "obj, /") { call in .int(try call[0].hash()) }
    names.function("id", "obj, /") { call in .int(identity(call[0])) }
    names.function("callable", "obj, /") { call in .bool(call[0].isCallable) }
    names.function("isinstance", "obj, class_or_tuple, /") { call in
      .bool(try matches(call[0].type, call[1], "isinstance() arg 2 must be a type, a tuple of types, or a union"))
    }
    names.function("issubclass", "cls, class_or_tuple, /") { call in
      guard let type = call[0].asType else { throw ScriptError(.typeError, "issubclass() arg 1 must be a class") }
      return .bool(
        try matches(type, call[1], "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
    }
    names.function("getattr", "object, name, default=..., /") { call in
      let name = try attributeName(call[1])
      guard call.has(2) else { return try call[0].getAttribute(name) }
      do {
        return try Attributes.find(call[0], name) ?? call[2]
      } catch let error as ScriptError where error.exception.type.isSubclass(of: .attributeError) {
        return call[2]
      }
    }
    names.function("hasattr", "obj, name, /") { call in
      .bool(try Attributes.findQuietly(call[0], attributeName(call[1])) != nil)
    }
    names.function("setattr", "obj, name, value, /") { call in
      try call[0].setAttribute(attributeName(call[1]), call[2])
      return .none
    }
    names.function("delattr", "obj, name, /") { call in
      try call[0].deleteAttribute(attributeName(call[1]))
      return .none
    }
    names.function("dir", "object=..., /") { call in
      guard call.has(0) else { return Value(list: call.interpreter.mainNames.map { Value($0) }) }
      if let method = call[0].object?.dunder("__dir__") {
        return Value(list: try Ordering.sorted(method.call(call[0]).items(), key: .none, reverse: false))
      }
      return Value(Attributes.names(of: call[0]))
    }
    names.function("vars", "object=..., /") { call in
      guard call.has(0) else { return try call.interpreter.mainDictionary() }
      guard let dict = try Attributes.find(call[0], "__dict__") else {
        throw ScriptError(.typeError, "vars() argument must have __dict__ attribute")
      }
      return dict
    }
    TypeObject.type.constructor("*args") { call in
      let arguments = call.rest(0)
      if arguments.count == 1 { return Value(arguments[0].type) }
      guard arguments.count == 3 else {
        throw ScriptError(.typeError, "type() takes 1 or 3 arguments")
      }
      return try makeClass(arguments[0], arguments[1], arguments[2])
    }
    TypeObject.object.constructor("*args, **kwargs") { call in
      guard call.rest(0).isEmpty, call.keywords(1).isEmpty else {
        throw ScriptError(.typeError, "object() takes no arguments")
      }
      return Value(InstanceObject(.object))
    }
  }

  private static func attributeName(_ value: Value) throws -> String {
    if let name = value.string { return name }
    throw ScriptError(.typeError, "attribute name must be string, not '\(value.typeName)'")
  }

  private static func identity(_ value: Value) -> Int {
    switch value {
    case .object(let object): return Int(bitPattern: Unmanaged.passUnretained(object).toOpaque())
    case .none, .unset: return 9_435_000
    case .bool(let flag): return flag ? 9_435_040 : 9_435_080
    case .int(let int): return 9_500_000 &+ int &* 32
    case .float(let double): return Int(truncatingIfNeeded: double.bitPattern >> 1) | 1
    }
  }

  /// Whether `type` is, or inherits from, a class of `classes` (a class, or a tuple of what may stand here).
  private static func matches(_ type: TypeObject, _ classes: Value, _ message: String) throws -> Bool {
    if let wanted = classes.asType { return try type.isSubclass(of: wanted) || accepts(wanted, type) }
    if let tuple = classes.tuple {
      for item in tuple.items where try matches(type, item, message) { return true }
      return false
    }
    if classes.cast(to: GenericAliasObject.self) != nil {
      let function = message.prefix { $0 != "(" }
      throw ScriptError(.typeError, "\(function)() argument 2 cannot be a parameterized generic")
    }
    if classes.instance != nil, let origin = try Attributes.find(classes, "__origin__")?.asType {
      if try Attributes.find(classes, "__args__") != nil {
        throw ScriptError(.typeError, "Subscripted generics cannot be used with class and instance checks")
      }
      return try matches(type, Value(origin), message)
    }
    if let options = try? classes.getAttribute("__args__").tuple {
      for item in options.items {
        if item.isNone ? type === TypeObject.noneType : try matches(type, item, message) { return true }
      }
      return false
    }
    throw ScriptError(.typeError, message)
  }

  /// Whether the abstract class `wanted` takes `type` for one of its own: by registration or `__subclasshook__`.
  private static func accepts(_ wanted: TypeObject, _ type: TypeObject) throws -> Bool {
    guard wanted.isUserDefined else { return false }
    if let registered = wanted.own("_abc_registry")?.list?.items {
      for candidate in registered {
        if let candidate = candidate.asType, type.isSubclass(of: candidate) { return true }
      }
    }
    guard let hook = wanted.lookup("__subclasshook__"), hook.object is ClassMethodObject else { return false }
    return try Attributes.bind(hook, to: nil, type: wanted).call(Value(type)).isIdentical(to: .bool(true))
  }

  private static func makeClass(_ name: Value, _ bases: Value, _ body: Value) throws -> Value {
    guard let name = name.string else {
      throw ScriptError(.typeError, "type.__new__() argument 1 must be str, not \(name.typeName)")
    }
    guard let bases = bases.tuple?.items else {
      throw ScriptError(.typeError, "type.__new__() argument 2 must be tuple, not \(bases.typeName)")
    }
    guard let attributes = body.dict else {
      throw ScriptError(.typeError, "type.__new__() argument 3 must be dict, not \(body.typeName)")
    }
    guard bases.count <= 1 else { throw ScriptError(.typeError, "only single inheritance is supported") }
    guard let base = bases.isEmpty ? .object : bases[0].asType else {
      throw ScriptError(.typeError, "bases must be types")
    }
    guard base.isInheritable else {
      throw ScriptError(.typeError, "type '\(base.name)' is not an acceptable base type")
    }
    let machine = Interpreter.running.machine
    let module = attributes["__module__"]?.string ?? machine.globals["__name__"]?.string ?? "__main__"
    let type = TypeObject(name, base: base, module: module, isUserDefined: true)
    try machine.define(type, attributes.items, [])
    return Value(type)
  }
}
