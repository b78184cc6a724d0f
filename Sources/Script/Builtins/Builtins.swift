/// Everything that programs have without an import: the methods of the built-in types, the built-in functions, and
/// the registration of the standard modules.
enum Builtins {
  /// Registers the methods of the built-in types, once for the process.
  private static let types: Void = {
    for type in TypeObject.exceptionTypes { type.constructor("*args") { Value(ExceptionObject($0.type, $0.rest(0))) } }
  }()

  /// Fills the built-in names of `interpreter` and registers its standard modules.
  static func install(in interpreter: Interpreter) {
    _ = types
    for type in TypeObject.exceptionTypes { interpreter.builtins.type(type) }
    interpreter.builtins.function("print", "*values, sep=' ', end='\n', file=None, flush=False") { call in
      let texts = try call.rest(0).map { try $0.text() }
      call.interpreter.write(texts.joined(separator: call.isNone(1) ? " " : try call.string(1)))
      call.interpreter.write(call.isNone(2) ? "\n" : try call.string(2))
      return .none
    }
  }
}
