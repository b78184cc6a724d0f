/// How native code gives a type its methods, properties and constructor.
///
/// Signatures are written as in Python, without `self`: `"sep=None, maxsplit=-1"`, `"iterable, /, *, key=None"`,
/// `"*args, **kwargs"`. Defaults are literals (`None`, `True`, numbers, strings) or `...`, which leaves the argument
/// ``Value/unset``. A signature with `/` answers wrong counts in the words of CPython's C functions, one without in
/// those of functions written in Python.
extension TypeObject {
  public typealias Body = (CallArguments) throws -> Value

  /// Defines a method; in `body`, ``CallArguments/receiver`` is the object and `call[0]` the first parameter.
  public func method(_ name: String, _ signature: String = "", _ body: @escaping Body) {
    set(name, Value(NativeFunction(name, signature, receiver: self, body)))
  }

  /// Defines a static method: no receiver.
  public func staticMethod(_ name: String, _ signature: String = "", _ body: @escaping Body) {
    set(name, Value(StaticMethodObject(Value(NativeFunction(name, signature, body)))))
  }

  /// Defines a class method; ``CallArguments/receiver`` is the class it was called on.
  public func classMethod(_ name: String, _ signature: String = "", _ body: @escaping Body) {
    set(name, Value(ClassMethodObject(Value(NativeFunction(name, signature, receiver: self, body)))))
  }

  /// Defines an attribute computed by `get` from the object.
  public func property(
    _ name: String, get: @escaping (Value) throws -> Value, set setter: ((Value, Value) throws -> Void)? = nil
  ) {
    let property = PropertyObject(
      getter: Value(NativeFunction(name, "", receiver: self) { call in try get(call.receiver) }),
      setter: setter.map { setter in
        Value(
          NativeFunction(name, "value", receiver: self) { call in
            try setter(call.receiver, call[0])
            return .none
          })
      })
    property.name = name
    set(name, Value(property))
  }

  /// Defines what calling the type does. ``CallArguments/type`` is the class being made: this one, or a subclass
  /// written in the language, to be passed on to the object's initialiser.
  public func constructor(_ signature: String = "", _ body: @escaping Body) {
    constructorFunction = NativeFunction(name, signature, receiver: self, isConstructor: true, body)
    Self.epoch &+= 1
  }

  /// The constructor of this class or the nearest above it.
  var inheritedConstructor: NativeFunction? {
    if let constructor = constructorFunction { return constructor }
    for type in lineage {
      if let constructor = type.constructorFunction { return constructor }
    }
    return nil
  }
}
