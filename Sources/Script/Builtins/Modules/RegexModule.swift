/// `re`, on PCRE2.
enum RegexModule {
  static let error: TypeObject = {
    let type = TypeObject("error", base: .exception, module: "re")
    type.constructor("*args") { Value(ExceptionObject($0.type, $0.rest(0))) }
    return type
  }()

  nonisolated(unsafe) private static var cache: [String: PatternObject] = [:]

  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "re") { names in
      names.type(error)
      names["Pattern"] = Value(PatternObject.type)
      names["Match"] = Value(MatchObject.type)
      names.type(RegexFlagObject.type)
      for (name, flag) in RegexFlagObject.type.attributes where name == name.uppercased() && !name.hasPrefix("_") {
        names[name] = flag
      }
      names.function("compile", "pattern, flags=0") { call in Value(try pattern(call[0], call[1])) }
      for name in ["match", "fullmatch", "search", "findall", "finditer"] {
        names.function(name, "pattern, string, flags=0") { call in
          try Value(pattern(call[0], call[2])).callMethod(name, call[1])
        }
      }
      names.function("split", "pattern, string, maxsplit=0, flags=0") { call in
        try Value(pattern(call[0], call[3])).callMethod("split", call[1], call[2])
      }
      for name in ["sub", "subn"] {
        names.function(name, "pattern, repl, string, count=0, flags=0") { call in
          try Value(pattern(call[0], call[4])).callMethod(name, call[1], call[2], call[3])
        }
      }
      names.function("escape", "pattern") { call in
        func special(_ code: UInt32) -> Bool {
          code < 128 && "()[]{}?*+-|^$\\.&~# \t\n\r\u{0B}\u{0C}".utf8.contains(UInt8(code))
        }
        if let bytes = call[0].bytes?.bytes {
          return Value(BytesObject(bytes.flatMap { special(UInt32($0)) ? [92, $0] : [$0] }))
        }
        return Value(
          try call.str(0).mapping { code, builder in
            if special(code) { builder.append(scalar: 92) }
            builder.append(scalar: code)
          })
      }
      names.function("purge") { _ in
        cache.removeAll()
        return .none
      }
    }
  }

  /// The compiled pattern of `value`, from the cache when it was compiled before.
  static func pattern(_ value: Value, _ flags: Value) throws -> PatternObject {
    let bits = try flags.asIndex()
    if let compiled = value.cast(to: PatternObject.self) {
      if bits != 0 {
        throw ScriptError(.valueError, "cannot process flags argument with a compiled pattern")
      }
      return compiled
    }
    let isBytes = value.bytes != nil
    let source: String
    if let text = value.string {
      source = text
    } else if let bytes = value.bytes?.bytes {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: bytes.map { Unicode.Scalar($0) })
      source = String(view)
    } else {
      // CPython looks among the patterns that it compiled before.
      _ = try value.hash()
      throw ScriptError(.typeError, "first argument must be string or compiled pattern")
    }
    let key = "\(isBytes ? "b" : "s")\(bits):\(source)"
    if let hit = cache[key] { return hit }
    do {
      let compiled = PatternObject(value, try RegexEngine(source, flags: bits, isBytes: isBytes), isBytes: isBytes)
      if cache.count > 500 { cache.removeAll() }
      cache[key] = compiled
      return compiled
    } catch let failure as RegexEngine.PatternError {
      throw exception(failure, source)
    }
  }

  static func exception(_ failure: RegexEngine.PatternError, _ source: String) -> ScriptError {
    var message = failure.message
    if failure.position >= 0 {
      message += " at position \(failure.position)"
      let before = Array(source.unicodeScalars).prefix(failure.position)
      if source.contains("\n") {
        let line = before.filter { $0 == "\n" }.count + 1
        let column = failure.position - (before.lastIndex(of: "\n") ?? -1)
        message += " (line \(line), column \(column))"
      }
    }
    let exception = ExceptionObject(error, [Value(message)])
    let details = exception.fields(create: true)
    details?["msg"] = Value(failure.message)
    details?["pattern"] = Value(source)
    if failure.position >= 0 {
      let before = Array(source.unicodeScalars).prefix(failure.position)
      details?["lineno"] = .int(before.filter { $0 == "\n" }.count + 1)
      details?["colno"] = .int(failure.position - (before.lastIndex(of: "\n") ?? -1))
    }
    details?["pos"] = failure.position >= 0 ? .int(failure.position) : Value.none
    return ScriptError(exception)
  }
}
