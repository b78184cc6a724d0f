/// A method together with the object it was taken from.
public final class BoundMethodObject: Object {
  public let function: Value
  public private(set) var receiver: Value
  deinit { DeferredRelease.release(&receiver) }

  public init(_ function: Value, _ receiver: Value) {
    self.function = function
    self.receiver = receiver
    super.init(type: function.native == nil ? .boundMethod : .builtinFunction, layout: .boundMethod)
  }

  public override var isCallable: Bool { true }
  public override func repr() throws -> String {
    if let native = function.native {
      return "<built-in method \(native.name) of \(receiver.typeName) object at \(address)>"
    }
    let name = try Attributes.find(function, "__qualname__")?.text() ?? "?"
    return "<bound method \(name) of \(try receiver.repr())>"
  }
  public override func hash() throws -> Int {
    guard let object = receiver.object else { return try function.hash() }
    return (Int(bitPattern: Unmanaged.passUnretained(object).toOpaque()) >> 4) &* 31 &+ (try function.hash())
  }
  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.object as? BoundMethodObject, op == .equal || op == .notEqual else { return nil }
    let same = function.isIdentical(to: other.function) && receiver.isIdentical(to: other.receiver)
    return .bool(same == (op == .equal))
  }
  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__self__": receiver
    case "__func__" where function.native == nil: function
    case "__doc__", "__name__", "__qualname__", "__module__": try function.getAttribute(name)
    case "__get__", "__dict__": nil
    default: try? function.getAttribute(name)
    }
  }
}

/// `property(…)`.
public final class PropertyObject: Object {
  public var getter: Value?
  public var setter: Value?
  public var deleter: Value?
  public var name = ""
  public var documentation: Value = .none

  deinit {
    var held = [getter, setter, deleter]
    (getter, setter, deleter) = (nil, nil, nil)
    DeferredRelease.release(&held, replacedBy: [])
  }

  public init(getter: Value?, setter: Value? = nil, deleter: Value? = nil) {
    self.getter = getter
    self.setter = setter
    self.deleter = deleter
    super.init(type: .property, layout: .property)
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "fget": getter ?? Value.none
    case "fset": setter ?? Value.none
    case "fdel": deleter ?? Value.none
    case "__doc__": documentation.isNone ? try getter?.getAttribute("__doc__") ?? Value.none : documentation
    case "__get__":
      Value(
        NativeFunction("__get__", "instance, owner=None, /") { call in
          call.isNone(0) ? Value(self) : try Attributes.bind(Value(self), to: call[0], type: call[0].type)
        })
    case "__set__":
      Value(
        NativeFunction("__set__", "instance, value, /") { call in
          guard let setter = self.setter else { throw self.missing("setter", call[0].type) }
          return try setter.call(call[0], call[1])
        })
    case "__delete__":
      Value(
        NativeFunction("__delete__", "instance, /") { call in
          guard let deleter = self.deleter else { throw self.missing("deleter", call[0].type) }
          return try deleter.call(call[0])
        })
    case "__isabstractmethod__": try getter?.getAttribute("__isabstractmethod__") ?? .bool(false)
    case "getter": modifier { PropertyObject(getter: $0, setter: self.setter, deleter: self.deleter) }
    case "setter": modifier { PropertyObject(getter: self.getter, setter: $0, deleter: self.deleter) }
    case "deleter": modifier { PropertyObject(getter: self.getter, setter: self.setter, deleter: $0) }
    default: nil
    }
  }

  /// The error of a property that lacks `what`, `getter`, `setter` or `deleter`, in a class.
  func missing(_ what: String, _ type: TypeObject) -> ScriptError {
    let subject = name.isEmpty ? "property" : "property '\(name)'"
    return ScriptError(.attributeError, "\(subject) of '\(type.qualifiedName)' object has no \(what)")
  }

  private func modifier(_ make: @escaping (Value) -> PropertyObject) -> Value {
    Value(
      NativeFunction("property", "function, /") { call in
        let property = make(call[0])
        property.name = self.name
        property.documentation = self.documentation
        return Value(property)
      })
  }
}

/// `staticmethod(f)`.
public final class StaticMethodObject: Object {
  public private(set) var function: Value
  deinit { DeferredRelease.release(&function) }
  public init(_ function: Value) {
    self.function = function
    super.init(type: .staticMethod, layout: .staticMethod)
  }
  public override var isCallable: Bool { true }
  public override func call(_ arguments: Arguments) throws -> Value { try function.call(arguments) }
  public override func repr() throws -> String { "<staticmethod(\(try function.repr()))>" }
  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__func__", "__wrapped__": function
    case "__get__": Value(NativeFunction("__get__", "instance, owner=None, /") { _ in self.function })
    default: try? function.getAttribute(name)
    }
  }
}

/// `classmethod(f)`.
public final class ClassMethodObject: Object {
  public private(set) var function: Value
  deinit { DeferredRelease.release(&function) }
  public init(_ function: Value) {
    self.function = function
    super.init(type: .classMethod, layout: .classMethod)
  }
  public override func repr() throws -> String { "<classmethod(\(try function.repr()))>" }
  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__func__", "__wrapped__": function
    case "__get__":
      Value(
        NativeFunction("__get__", "instance, owner=None, /") { call in
          let type = call[1].asType ?? call[0].type
          return try Attributes.bind(Value(self), to: call[0], type: type)
        })
    default: try? function.getAttribute(name)
    }
  }
}

/// `super()`: the attributes of the classes above `type`, bound to `receiver`.
public final class SuperObject: Object {
  let above: TypeObject
  /// `nil` for `super(T)`, which is bound to nothing.
  let receiver: Value?

  init(above: TypeObject, receiver: Value?) {
    self.above = above
    self.receiver = receiver
    super.init(type: .superType)
  }

  public override func repr() throws -> String {
    "<super: <class '\(above.name)'>, \(receiver.map { "<\($0.asType?.name ?? $0.typeName) object>" } ?? "NULL")>"
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__class__": return Value(TypeObject.superType)
    case "__thisclass__": return Value(above)
    case "__self__": return receiver ?? Value.none
    case "__self_class__": return receiver.map { Value($0.asType ?? $0.type) } ?? Value.none
    default: break
    }
    guard let receiver else { return nil }
    // Of a class that is no kind of the one above, it is the metaclass's view that is wanted.
    let type = receiver.asType.flatMap { $0.isSubclass(of: above) ? $0 : nil } ?? receiver.type
    guard let value = type.lookup(name, after: above) else { return nil }
    if name == "__new__" { return value }
    return try Attributes.bind(value, to: receiver.asType === type ? nil : receiver, type: type)
  }
}

/// A variable shared by a function and the functions inside it.
final class CellObject: Object {
  var value: Value = .unset
  init() { super.init(type: .cell, layout: .cell) }
  deinit { DeferredRelease.release(&value) }

  override func getAttribute(_ name: String) throws -> Value? {
    guard name == "cell_contents" else { return nil }
    if value.isUnset { throw ScriptError(.valueError, "Cell is empty") }
    return value
  }
  override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    guard name == "cell_contents" else { return false }
    self.value = value
    return true
  }
}
