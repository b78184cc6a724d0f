/// globals, locals, help, exit: functions about the session that runs.
enum SessionFunctions {
  static func register(in names: Namespace) {
    names.function("globals", "") { call in
      Value(NamespaceDict.of(call.interpreter.machine.globals))
    }
    names.function("locals", "") { call in
      let machine = call.interpreter.machine
      if let body = machine.classNamespace { return Value(body) }
      return Value(machine.locals().map { DictObject($0) } ?? NamespaceDict.of(machine.globals))
    }
    names.function("__import__", "name, globals=None, locals=None, fromlist=(), level=0") { call in
      try call.interpreter.importName(call.string(0), topmost: try !call[3].isTrue())
    }
    for name in ["exit", "quit"] {
      names.function(name, "code=None") { call in
        throw ScriptError(ExceptionObject(.systemExit, call[0].isNone ? [] : [call[0]]))
      }
    }
    names.function("help", "object=None") { call in
      let value = call[0]
      var text = "\(try value.repr())\n"
      if let documentation = try Attributes.find(value, "__doc__"), let doc = documentation.string {
        text += doc + "\n"
      }
      let listed = Attributes.names(of: value).filter { !$0.hasPrefix("_") }
      if !listed.isEmpty { text += "Names: \(listed.joined(separator: ", "))\n" }
      call.interpreter.write(text)
      return .none
    }
  }
}

extension Interpreter {
  /// The names bound in the running session, sorted.
  var mainNames: [String] { (machine.locals() ?? machine.globals.items.map { ($0.name, $0.value) }).map(\.0).sorted() }

  /// The variables of the running session as a dict.
  func mainDictionary() throws -> Value { Value(DictObject(main.namespace.items.map { ($0.name, $0.value) })) }
}
