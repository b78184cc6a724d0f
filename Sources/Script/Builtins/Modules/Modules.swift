/// The native modules of the standard library. The others are files of the language: `stdlib/*.rl`.
enum Modules {
  static func register(in interpreter: Interpreter) {
    SystemModule.register(in: interpreter)
    InputOutputModule.register(in: interpreter)
  }
}
