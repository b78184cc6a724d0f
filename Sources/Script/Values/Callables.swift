/// A method together with the object it was taken from.
public final class BoundMethodObject: Object {
  public let function: Value
  public let receiver: Value

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
    let name = try function.getAttribute("__qualname__").text()
    return "<bound method \(name) of \(try receiver.repr())>"
  }
  public override func hash() throws -> Int { try receiver.hash() &* 31 &+ function.hash() }
  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.object as? BoundMethodObject, op == .equal || op == .notEqual else { return nil }
    let same = function.isIdentical(to: other.function) && receiver.isIdentical(to: other.receiver)
    return .bool(same == (op == .equal))
  }
  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "__self__": receiver
    case "__func__": function
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
    case "__doc__": documentation
    case "getter": modifier { PropertyObject(getter: $0, setter: self.setter, deleter: self.deleter) }
    case "setter": modifier { PropertyObject(getter: self.getter, setter: $0, deleter: self.deleter) }
    case "deleter": modifier { PropertyObject(getter: self.getter, setter: self.setter, deleter: $0) }
    default: nil
    }
  }

  private func modifier(_ make: @escaping (Value) -> PropertyObject) -> Value {
    Value(
      NativeFunction("property", "function, /") { call in
        let property = make(call[0])
        property.name = self.name
        return Value(property)
      })
  }
}

/// `staticmethod(f)`.
public final class StaticMethodObject: Object {
  public let function: Value
  public init(_ function: Value) {
    self.function = function
    super.init(type: .staticMethod, layout: .staticMethod)
  }
  public override var isCallable: Bool { true }
  public override func call(_ arguments: Arguments) throws -> Value { try function.call(arguments) }
  public override func getAttribute(_ name: String) throws -> Value? { try? function.getAttribute(name) }
}

/// `classmethod(f)`.
public final class ClassMethodObject: Object {
  public let function: Value
  public init(_ function: Value) {
    self.function = function
    super.init(type: .classMethod, layout: .classMethod)
  }
  public override func getAttribute(_ name: String) throws -> Value? { try? function.getAttribute(name) }
}

/// `super()`: the attributes of the classes above `type`, bound to `receiver`.
public final class SuperObject: Object {
  let above: TypeObject
  let receiver: Value

  init(above: TypeObject, receiver: Value) {
    self.above = above
    self.receiver = receiver
    super.init(type: .superType)
  }

  public override func repr() throws -> String {
    "<super: <class '\(above.name)'>, <\(receiver.asType?.name ?? receiver.typeName) object>>"
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    let type = receiver.asType ?? receiver.type
    guard let value = type.lookup(name, after: above) else { return nil }
    if name == "__new__" { return value }
    return try Attributes.bind(value, to: receiver.asType == nil ? receiver : nil, type: type)
  }
}

/// A variable shared by a function and the functions inside it.
final class CellObject: Object {
  var value: Value = .unset
  init() { super.init(type: .cell, layout: .cell) }
}
