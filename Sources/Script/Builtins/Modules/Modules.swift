/// The native modules of the standard library. The others are files of the language: `stdlib/*.rl`.
enum Modules {
  static func register(in interpreter: Interpreter) {
    SystemModule.register(in: interpreter)
    InputOutputModule.register(in: interpreter)
    OperatingSystemModule.register(in: interpreter)
    MathModule.register(in: interpreter)
    RandomModule.register(in: interpreter)
    TimeModule.register(in: interpreter)
    JSONModule.register(in: interpreter)
    PickleModule.register(in: interpreter)
    RegexModule.register(in: interpreter)
    CopyModule.register(in: interpreter)
    ImportModule.register(in: interpreter)
    IterationToolsModule.register(in: interpreter)
    interpreter.register(module: "builtins") { ModuleObject("builtins", namespace: $0.builtins) }
    OperatorModule.register(in: interpreter)
    TarModule.register(in: interpreter)
    interpreter.register(module: "builtins") { ModuleObject("builtins", namespace: $0.builtins) }
    interpreter.register(module: "_collections") { names in
      for type in [DequeObject.type, OrderedDictObject.type, DefaultDictObject.type] { names.type(type) }
    }
  }
}
