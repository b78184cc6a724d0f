/// Everything that programs have without an import: the methods of the built-in types, the built-in functions, and
/// the registration of the standard modules.
enum Builtins {
  /// Registers the methods of the built-in types, once for the process.
  private static let types: Void = {
    for type in TypeObject.exceptionTypes {
      type.constructor("*args, **kwargs") { call in
        let exception = ExceptionObject(OSErrors.type(call.type, call.rest(0)), call.rest(0))
        try ExceptionDetails.fill(exception, call.keywords(1))
        return Value(exception)
      }
    }
    StrObject.percentOperator = PercentOperator.format
    ExceptionMethods.register()
    ObjectMethods.register()
    StrConstructor.register(.str)
    BytesMethods.register(.bytes)
    ListMethods.register(.list)
    TupleMethods.register()
    DictMethods.register(.dict)
    DictView.register()
    SetMethods.register()
    IntMethods.register()
    FloatMethods.register()
    DescriptorTypes.register()
    FileObject.register()
  }()

  private static let namedTypes: [TypeObject] = [
    .object, .type, .int, .bool, .float, .str, .bytes, .list, .tuple, .dict, .set, .frozenSet, .range, .slice,
    .property, .staticMethod, .classMethod, .superType,
  ]

  /// Fills the built-in names of `interpreter` and registers its standard modules.
  static func install(in interpreter: Interpreter) {
    _ = types
    let names = interpreter.builtins
    for type in TypeObject.exceptionTypes + namedTypes { names.type(type) }
    names["IOError"] = Value(TypeObject.osError)
    names["EnvironmentError"] = Value(TypeObject.osError)
    names["Ellipsis"] = .ellipsis
    names["NotImplemented"] = .notImplemented
    names["__debug__"] = .bool(true)
    NumberFunctions.register(in: names)
    IterationFunctions.register(in: names)
    ObjectFunctions.register(in: names)
    PrintFunctions.register(in: names)
    SessionFunctions.register(in: names)
    OpenFunction.register(in: names)
    Modules.register(in: interpreter)
  }
}
