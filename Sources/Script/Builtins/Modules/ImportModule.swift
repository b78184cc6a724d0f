/// `importlib`: importing by a name that is only known when the program runs, and reading a module again.
enum ImportModule {
  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "importlib") { names in
      names.function("import_module", "name, package=None") { call in
        let name = try call.string(0)
        guard name.hasPrefix(".") else { return Value(try call.interpreter.importModule(name)) }
        guard let package = call[1].string else {
          throw ScriptError(
            .typeError, "the 'package' argument is required to perform a relative import for '\(name)'")
        }
        var parts = package.split(separator: ".").map(String.init)
        let level = name.prefix { $0 == "." }.count
        guard level - 1 < parts.count else {
          throw ScriptError(.importError, "attempted relative import beyond top-level package")
        }
        parts.removeLast(level - 1)
        return Value(
          try call.interpreter.importModule((parts + [String(name.dropFirst(level))]).joined(separator: ".")))
      }
      names.function("reload", "module") { call in
        guard let module = call[0].module else { throw ScriptError(.typeError, "reload() argument must be a module") }
        try call.interpreter.reload(module)
        return call[0]
      }
      names.function("invalidate_caches") { _ in .none }
    }
  }
}
