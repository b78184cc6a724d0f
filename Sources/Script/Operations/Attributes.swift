/// How attributes are found, bound, set and deleted.
public enum Attributes {
  /// An attribute of a class as seen through `receiver`, or through the class itself when `nil`: functions become
  /// methods, properties are computed.
  static func bind(_ value: Value, to receiver: Value?, type: TypeObject) throws -> Value {
    guard case .object(let object) = value else { return value }
    switch object.layout {
    case .function:
      guard let receiver else { return value }
      return Value(BoundMethodObject(value, receiver))
    case .nativeFunction:
      guard let receiver, unsafeDowncast(object, to: NativeFunction.self).receiver != nil else { return value }
      return Value(BoundMethodObject(value, receiver))
    case .staticMethod: return unsafeDowncast(object, to: StaticMethodObject.self).function
    case .classMethod:
      let function = unsafeDowncast(object, to: ClassMethodObject.self).function
      switch function.object?.layout {
      case .function, .nativeFunction, nil: return Value(BoundMethodObject(function, Value(type)))
      default: return try bind(function, to: Value(type), type: type)
      }
    case .property:
      guard let receiver else { return value }
      let property = unsafeDowncast(object, to: PropertyObject.self)
      guard let getter = property.getter else {
        throw property.missing("getter", type)
      }
      return try getter.call(receiver)
    default:
      if let method = object.dunder(.get) { return try method.call(value, receiver ?? .none, Value(type)) }
      if object.layout == .native { return try object.bound(to: receiver, type: type) ?? value }
      return value
    }
  }

  /// `value.name`, or `nil` when there is no such attribute.
  public static func find(_ value: Value, _ name: String) throws -> Value? {
    let type = value.type
    guard case .object(let object) = value else {
      if let found = type.lookup(name) { return try bind(found, to: value, type: type) }
      return builtIn(value, name)
    }
    switch object.layout {
    case .instance:
      if let method = object.dunder(.getAttribute) {
        do {
          return try method.call(value, Value(name))
        } catch let error as ScriptError where error.exception.type.isSubclass(of: .attributeError) {
          guard let fallback = object.dunder(.getAttr) else { throw error }
          return try fallback.call(value, Value(name))
        }
      }
      return try findInstance(unsafeDowncast(object, to: InstanceObject.self), name)
    case .type: return try findClass(unsafeDowncast(object, to: TypeObject.self), name)
    default:
      let inherited = type.lookup(name)
      if let inherited, inherited.object?.layout == .property { return try bind(inherited, to: value, type: type) }
      if type.isUserDefined, let own = object.fields(create: false)?[name] { return own }
      if let own = try object.getAttribute(name) { return own }
      if let inherited { return try bind(inherited, to: value, type: type) }
      if let own = object.fields(create: false)?[name] { return own }
      if let common = builtIn(value, name) { return common }
      if let method = object.dunder(.getAttr) { return try method.call(value, Value(name)) }
      return nil
    }
  }

  /// The same; `nil` also where looking for it raises AttributeError.
  static func findQuietly(_ value: Value, _ name: String) throws -> Value? {
    do {
      return try find(value, name)
    } catch let error as ScriptError where error.exception.type.isSubclass(of: .attributeError) {
      return nil
    }
  }

  /// The attribute of an instance as `object.__getattribute__` finds it, then through `__getattr__` if `fallback`.
  static func findInstance(_ instance: InstanceObject, _ name: String, fallback: Bool = true) throws -> Value? {
    let value = Value(instance)
    if name == "__dict__" || name == "__class__" { if let common = builtIn(value, name) { return common } }
    let inherited = instance.type.lookup(name)
    if let object = inherited?.object, isDataDescriptor(object) {
      return try withFallback(instance, name, fallback) { try bind(Value(object), to: value, type: instance.type) }
    }
    if let own = instance[name] { return own }
    if let inherited {
      return try withFallback(instance, name, fallback) { try bind(inherited, to: value, type: instance.type) }
    }
    if let common = builtIn(value, name) { return common }
    if fallback, let method = instance.dunder(.getAttr) { return try method.call(value, Value(name)) }
    return nil
  }

  /// A descriptor that raises AttributeError is looked up again through `__getattr__`.
  private static func withFallback(
    _ object: Object, _ name: String, _ fallback: Bool, _ body: () throws -> Value
  ) throws -> Value {
    guard fallback, let method = object.dunder(.getAttr) else { return try body() }
    do { return try body() } catch let error as ScriptError
      where error.exception.type.isSubclass(of: .attributeError)
    {
      return try method.call(Value(object), Value(name))
    }
  }

  private static func isDataDescriptor(_ object: Object) -> Bool {
    object.layout == .property || object.dunder(.set) != nil || object.dunder(.delete) != nil
      || object.layout == .native && object.isDataDescriptor
  }

  private static func findClass(_ type: TypeObject, _ name: String) throws -> Value? {
    switch name {
    case "__name__": return Value(type.name)
    case "__qualname__": return Value(type.qualifiedName)
    default: break
    }
    if let found = type.lookup(name), type === TypeObject.type || name != "__doc__" && name != "__module__" {
      return try bind(found, to: nil, type: type)
    }
    switch name {
    case "mro":
      return Value(NativeFunction("mro", "") { _ in Value(list: type.lineage.map { Value($0) }) })
    case "__subclasses__":
      return Value(NativeFunction("__subclasses__", "") { _ in Value(list: type.subclasses.map { Value($0) }) })
    case "__module__": return Value(type.module)
    case "__doc__": return type.own("__doc__") ?? type.documentation.map { Value($0) } ?? Value.none
    case "__bases__": return Value(tuple: type.base.map { [Value($0)] } ?? [])
    case "__base__": return type.base.map { Value($0) } ?? Value.none
    case "__mro__": return Value(tuple: type.lineage.map { Value($0) })
    case "__dict__": return Value(DictObject(type.attributes.map { ($0.name, $0.value) }))
    case "__class__": return Value(TypeObject.type)
    default: break
    }
    if let found = TypeObject.type.lookup(name) { return try bind(found, to: Value(type), type: .type) }
    return nil
  }

  /// Attributes that everything has.
  private static func builtIn(_ value: Value, _ name: String) -> Value? {
    switch name {
    case "__class__": return Value(value.type)
    case "__doc__": return value.type.own("__doc__") ?? value.type.documentation.map { Value($0) } ?? Value.none
    case "__dict__":
      if value.type.slotNames != nil { return nil }
      return value.object?.fields(create: true).map { Value($0) }
    case "__module__": return Value(value.type.module)
    default: return nil
    }
  }

  static func missing(_ value: Value, _ name: String) -> ScriptError {
    let error: ScriptError
    if let type = value.asType {
      error = ScriptError(.attributeError, "type object '\(type.name)' has no attribute '\(name)'")
    } else if let module = value.module {
      error = ScriptError(
        .attributeError,
        module.isInitializing
          ? "partially initialized module '\(module.name)' has no attribute '\(name)' (most likely due to a circular import)"
          : "module '\(module.name)' has no attribute '\(name)'")
    } else if let object = value.object as? SuperObject {
      _ = object
      error = ScriptError(.attributeError, "'super' object has no attribute '\(name)'")
    } else if let method = value.object as? BoundMethodObject, method.function.native == nil {
      error = ScriptError(.attributeError, "'\(method.function.typeName)' object has no attribute '\(name)'")
    } else {
      error = ScriptError(.attributeError, "'\(value.typeName)' object has no attribute '\(name)'")
    }
    error.exception.details = ["name": Value(name), "obj": value]
    error.exception.suggestion = Suggestions.nearest(to: name, among: names(of: value))
    error.exception.subject = value
    return error
  }

  /// The names for `dir(x)`, sorted.
  public static func names(of value: Value) -> [String] {
    var names = Set(value.object?.attributeNames() ?? [])
    if let type = value.asType ?? Optional(value.type), type.isUserDefined {
      names.formUnion(["__class__", "__doc__", "__module__", "__dict__", "__weakref__"])
    }
    if let type = value.asType {
      names.formUnion(type.attributeNames())
    } else if value.module == nil {
      for type in value.type.lineage { names.formUnion(type.attributes.map(\.name)) }
      names.formUnion(value.object?.fields(create: false)?.keys.compactMap(\.string) ?? [])
    }
    if value.module == nil {
      names.formUnion(["__class__", "__doc__"])
      if value.asType?.isUserDefined == true || value.instance != nil {
        names.formUnion(["__dict__", "__module__"])
      }
    }
    return names.sorted()
  }
}

extension Value {
  /// `x.name`.
  public func getAttribute(_ name: String) throws -> Value {
    if let value = try Attributes.find(self, name) { return value }
    throw Attributes.missing(self, name)
  }

  /// `x.name = value`.
  public func setAttribute(_ name: String, _ value: Value) throws {
    guard case .object(let object) = self else { throw readOnly(name) }
    if let method = object.dunder(.setAttr) {
      _ = try method.call(self, Value(name), value)
      return
    }
    try setAttributeDirectly(name, value)
  }

  /// `object.__setattr__(x, name, value)`.
  func setAttributeDirectly(_ name: String, _ value: Value) throws {
    guard case .object(let object) = self else { throw readOnly(name) }
    if object.layout == .type {
      let type = unsafeDowncast(object, to: TypeObject.self)
      guard type.isUserDefined else {
        throw ScriptError(.typeError, "cannot set '\(name)' attribute of immutable type '\(type.name)'")
      }
      switch name {
      case "__name__", "__qualname__":
        guard let text = value.string else {
          throw ScriptError(
            .typeError, "can only assign string to \(type.name).\(name), not '\(value.typeName)'")
        }
        if name == "__name__" { type.rename(text) } else { type.qualifiedName = text }
      default: type.set(name, value)
      }
      return
    }
    if let inherited = object.type.lookup(name)?.object {
      if let property = inherited as? PropertyObject {
        guard let setter = property.setter else {
          throw property.missing("setter", object.type)
        }
        _ = try setter.call(self, value)
        return
      }
      if let method = inherited.dunder(.set) {
        _ = try method.call(Value(inherited), self, value)
        return
      }
      if inherited.dunder(.delete) != nil { throw ScriptError(.attributeError, "__set__") }
    }
    if object.layout == .instance {
      let instance = unsafeDowncast(object, to: InstanceObject.self)
      if !instance.type.hasRoom(for: name) { throw readOnly(name) }
      if name == "__dict__" {
        guard let fields = value.dict else {
          throw ScriptError(.typeError, "__dict__ must be set to a dictionary, not a '\(value.typeName)'")
        }
        instance.keep(in: fields)
      } else if name == "__class__" {
        try setClass(of: instance, to: value)
      } else {
        instance.store(name, value)
      }
      return
    }
    if try object.setAttribute(name, value) { return }
    guard let fields = object.fields(create: true) else { throw readOnly(name) }
    fields[name] = value
  }

  private func setClass(of instance: InstanceObject, to value: Value) throws {
    guard let type = value.asType else {
      throw ScriptError(.typeError, "__class__ must be set to a class, not '\(value.typeName)' object")
    }
    guard type.isUserDefined, type.nativeBase === TypeObject.object, type.slotNames == nil else {
      throw ScriptError(
        .typeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
    }
    // In a dictionary the attributes do not depend on the class.
    if let fields = instance.fields(create: true) {
      instance.storedType = type
      instance.keep(in: fields)
    }
  }

  /// `del x.name`.
  public func deleteAttribute(_ name: String) throws {
    guard case .object(let object) = self else { throw Attributes.missing(self, name) }
    if let method = object.dunder(.delAttr) {
      _ = try method.call(self, Value(name))
      return
    }
    try deleteAttributeDirectly(name)
  }

  /// `object.__delattr__(x, name)`.
  func deleteAttributeDirectly(_ name: String) throws {
    guard case .object(let object) = self else { throw Attributes.missing(self, name) }
    if let type = asType {
      guard type.isUserDefined else {
        throw ScriptError(.typeError, "cannot set '\(name)' attribute of immutable type '\(type.name)'")
      }
      if type.remove(name) { return }
      throw Attributes.missing(self, name)
    }
    let inherited = object.type.lookup(name)?.object
    if let method = inherited?.dunder(.delete), let inherited {
      _ = try method.call(Value(inherited), self)
      return
    }
    if inherited?.dunder(.set) != nil { throw ScriptError(.attributeError, "__delete__") }
    if let property = inherited as? PropertyObject {
      guard let deleter = property.deleter else {
        throw property.missing("deleter", object.type)
      }
      _ = try deleter.call(self)
      return
    }
    if let instance {
      if instance.remove(name) { return }
    } else if try object.deleteAttribute(name) {
      return
    } else if let fields = object.fields(create: false), try fields.remove(Value(name)) != nil {
      return
    }
    throw Attributes.missing(self, name)
  }

  private func readOnly(_ name: String) -> ScriptError {
    if type.lookup(name) != nil {
      return ScriptError(.attributeError, "'\(typeName)' object attribute '\(name)' is read-only")
    }
    return Attributes.missing(self, name)
  }
}
