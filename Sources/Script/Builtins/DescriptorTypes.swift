/// The constructors of property, staticmethod, classmethod and super.
enum DescriptorTypes {
  static func register() {
    TypeObject.property.constructor("fget=None, fset=None, fdel=None, doc=None") { call in
      func function(_ index: Int) -> Value? { call.isNone(index) ? nil : call[index] }
      let property = PropertyObject(getter: function(0), setter: function(1), deleter: function(2))
      property.documentation = call[3]
      if let name = try? property.getter?.getAttribute("__name__").string, name != "<lambda>" { property.name = name }
      return Value(property)
    }
    for (type, make) in [
      (TypeObject.staticMethod, { StaticMethodObject($0) }), (.classMethod, { ClassMethodObject($0) }),
    ] as [(TypeObject, (Value) -> Object)] {
      type.constructor("*function") { call in
        let given = call.rest(0)
        guard given.count == 1 else {
          throw ScriptError(.typeError, "\(type.name) expected 1 argument, got \(given.count)")
        }
        return Value(make(given[0]))
      }
    }
    TypeObject.boundMethod.constructor("function, instance, /") { call in
      guard call[0].isCallable else { throw ScriptError(.typeError, "first argument must be callable") }
      if call[1].isNone { throw ScriptError(.typeError, "instance must not be None") }
      return Value(BoundMethodObject(call[0], call[1]))
    }
    TypeObject.noneType.constructor("") { _ in .none }
    TypeObject.ellipsis.constructor("") { _ in .ellipsis }
    TypeObject.notImplementedType.constructor("") { _ in .notImplemented }
    TypeObject.module.constructor("name, doc=None") { call in
      let module = ModuleObject(try call.string(0))
      module.namespace["__doc__"] = call[1]
      return Value(module)
    }
    TypeObject.superType.constructor("type=..., object=..., /") { call in
      if !call.has(0) { throw ScriptError(.runtimeError, "super(): no arguments") }
      guard let type = call[0].asType else {
        throw ScriptError(.typeError, "super() argument 1 must be a type, not \(call[0].typeName)")
      }
      if !call.has(1) || call[1].isNone { return Value(SuperObject(above: type, receiver: nil)) }
      guard call[1].asType?.isSubclass(of: type) == true || call[1].type.isSubclass(of: type) else {
        throw ScriptError(.typeError, "super(type, obj): obj must be an instance or subtype of type")
      }
      return Value(SuperObject(above: type, receiver: call[1]))
    }
  }
}
