/// `sys`.
enum SystemModule {
  private static let streamType: TypeObject = {
    let type = TypeObject("TextIOWrapper", module: "_io", isInheritable: false)
    type.method("write", "text, /") { call in
      guard let text = call[0].str else {
        throw ScriptError(.typeError, "write() argument must be str, not \(call[0].typeName)")
      }
      call.me(StandardStream.self).write(text.string)
      return .int(text.count)
    }
    type.method("writelines", "lines, /") { call in
      for line in try call[0].items() { call.me(StandardStream.self).write(try line.asString("line")) }
      return .none
    }
    type.method("flush", "") { call in
      call.interpreter.flush()
      return .none
    }
    type.method("isatty", "") { _ in .bool(false) }
    type.method("fileno", "") { call in .int(call.me(StandardStream.self).isError ? 2 : 1) }
    type.method("reconfigure", "**kwargs") { _ in .none }
    return type
  }()

  /// Where `print` writes: `sys.stdout`, if a program has put something else there.
  static func standardOutput(_ interpreter: Interpreter) -> Value {
    interpreter.modules["sys"]?.namespace["stdout"] ?? Value(StandardStream(type: streamType, isError: false))
  }

  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "sys") { interpreter in
      let module = ModuleObject("sys")
      let names = module.namespace
      names["stdout"] = Value(StandardStream(type: streamType, isError: false))
      names["stderr"] = Value(StandardStream(type: streamType, isError: true))
      names["stdin"] = Value(
        FileObject(
          descriptor: 0, path: "<stdin>", mode: FileObject.Mode(reads: true, text: "r"), encoding: "utf-8",
          errors: "strict", newline: nil))
      names["argv"] = Value(interpreter.arguments)
      names["version"] = Value("3.11 (rlnb)")
      names["version_info"] = Value(tuple: [.int(3), .int(11), .int(0), Value("final"), .int(0)])
      names["platform"] = Value("linux")
      names["byteorder"] = Value("little")
      names["maxsize"] = .int(.max)
      names["executable"] = Value(CommandLine.arguments.first ?? "rlnb")
      names["path"] = Value([interpreter.runningFolder] + interpreter.searchFolders)
      names["float_info"] = floatInfo()
      names["maxunicode"] = .int(0x10FFFF)
      names["hexversion"] = .int(0x030B_00F0)
      names["api_version"] = .int(1013)
      names["copyright"] = Value("rlnb")
      names["prefix"] = Value("/usr")
      names["exec_prefix"] = Value("/usr")
      names["float_repr_style"] = Value("short")
      names["dont_write_bytecode"] = .bool(true)
      names["warnoptions"] = Value(list: [])
      names["implementation"] = record(
        "implementation", [("name", Value("rlnb")), ("version", names["version_info"] ?? .none)])
      names["int_info"] = record(
        "int_info",
        [
          ("bits_per_digit", .int(30)), ("sizeof_digit", .int(4)), ("default_max_str_digits", .int(4300)),
          ("str_digits_check_threshold", .int(640)),
        ])
      names["hash_info"] = record(
        "hash_info",
        [
          ("width", .int(64)), ("modulus", .int((1 << 61) - 1)), ("inf", .int(314159)), ("nan", .int(0)),
          ("imag", .int(1_000_003)), ("algorithm", Value("siphash13")), ("hash_bits", .int(64)),
          ("seed_bits", .int(128)),
          ("cutoff", .int(0)),
        ])
      names["flags"] = record(
        "flags", ["debug", "inspect", "optimize", "verbose", "quiet", "utf8_mode"].map { ($0, .int(0)) })
      names.function("getfilesystemencoding") { _ in Value("utf-8") }
      names.function("getrefcount", "object, /") { _ in .int(2) }
      names.function("getswitchinterval") { _ in .float(0.005) }
      names.function("exit", "status=None, /") { call in
        throw ScriptError(ExceptionObject(.systemExit, call[0].isNone ? [] : [call[0]]))
      }
      names.function("getrecursionlimit") { call in .int(call.interpreter.recursionLimit) }
      names.function("setrecursionlimit", "limit, /") { call in
        let limit = try call.int(0)
        if limit < 1 { throw ScriptError(.valueError, "recursion limit must be greater or equal than 1") }
        call.interpreter.recursionLimit = limit
        return .none
      }
      names.function("getsizeof", "object, default=0") { call in
        .int(56 + 8 * ((try? call[0].length()) ?? 0))
      }
      names.function("intern", "string, /") { call in call[0] }
      names.function("exc_info") { call in
        guard let handled = call.interpreter.machine.handled else { return Value(tuple: [.none, .none, .none]) }
        return Value(tuple: [Value(handled.type), Value(handled), try Value(handled).getAttribute("__traceback__")])
      }
      names.function("getdefaultencoding") { _ in Value("utf-8") }
      names.function("get_int_max_str_digits", "") { _ in .int(Integers.digitLimit) }
      names.function("set_int_max_str_digits", "maxdigits") { call in
        let limit = try call.int(0)
        if limit != 0 && limit < 640 {
          throw ScriptError(.valueError, "maxdigits must be 0 or larger than 640")
        }
        Integers.digitLimit = limit
        return .none
      }
      module.missing = { name in
        name == "modules"
          ? Value(DictObject(interpreter.modules.map { ($0.key, Value($0.value)) }.sorted { $0.0 < $1.0 })) : nil
      }
      return module
    }
  }

  /// Named values that belong together: `sys.int_info`.
  private static func record(_ name: String, _ fields: [(String, Value)]) -> Value {
    let module = ModuleObject(name)
    for (field, value) in fields { module.namespace[field] = value }
    return Value(module)
  }

  private static func floatInfo() -> Value {
    let info = ModuleObject("float_info")
    info.namespace["max"] = .float(.greatestFiniteMagnitude)
    info.namespace["min"] = .float(.leastNormalMagnitude)
    info.namespace["epsilon"] = .float(.ulpOfOne)
    info.namespace["dig"] = .int(15)
    info.namespace["mant_dig"] = .int(53)
    info.namespace["max_exp"] = .int(1024)
    info.namespace["min_exp"] = .int(-1021)
    return Value(info)
  }
}

/// `sys.stdout` and `sys.stderr`.
final class StandardStream: Object {
  let isError: Bool

  init(type: TypeObject, isError: Bool) {
    self.isError = isError
    super.init(type: type)
  }

  func write(_ text: String) {
    if isError { Interpreter.running.writeError(text) } else { Interpreter.running.write(text) }
  }

  override func repr() throws -> String {
    "<_io.TextIOWrapper name='<\(isError ? "stderr" : "stdout")>' mode='w' encoding='utf-8'>"
  }

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "name": Value(isError ? "<stderr>" : "<stdout>")
    case "encoding": Value("utf-8")
    case "closed": .bool(false)
    default: nil
    }
  }
}
