import Support

/// print and input.
enum PrintFunctions {
  static func register(in names: Namespace) {
    names.function("print", "/, *args, sep=' ', end='\n', file=None, flush=False") { call in
      let separator = try affix(call[1], "sep", " ")
      let end = try affix(call[2], "end", "\n")
      var builder = StrBuilder()
      var failure: Error?
      for (i, value) in call.rest(0).enumerated() {
        if i > 0 { builder.append(separator) }
        // What comes before a value that cannot be shown is still printed.
        do { builder.append(try value.strObject()) } catch {
          failure = error
          break
        }
      }
      if failure == nil { builder.append(end) }
      let text = builder.build()
      let target = call[3].isNone ? SystemModule.standardOutput(call.interpreter) : call[3]
      if target.isNone { return .none }
      if let stream = target.cast(to: StandardStream.self) {
        stream.write(text.string)
      } else if text.count > 0 || failure == nil {
        try target.callMethod("write", Value(text))
        if try call.flag(4) { try target.callMethod("flush") }
      }
      if let failure { throw failure }
      return .none
    }
    names.function("input", "prompt='', /") { call in
      let prompt = try call[0].text()
      if let readLine = call.interpreter.readLine {
        call.interpreter.flush()
        if let line = readLine(prompt) { return Value(line) }
        try Interruption.check()
        throw ScriptError(.eofError, "EOF when reading a line")
      }
      if !prompt.isEmpty { try SystemModule.standardOutput(call.interpreter).callMethod("write", Value(prompt)) }
      call.interpreter.flush()
      let line = try call.interpreter.importModule("sys").namespace["stdin"]?.callMethod("readline") ?? .none
      guard let text = line.str else {
        throw ScriptError(.typeError, "object.readline() returned non-string")
      }
      if text.count == 0 { throw ScriptError(.eofError, "EOF when reading a line") }
      return Value(text[text.count - 1] == 10 ? text.substring(0..<(text.count - 1)) : text)
    }
  }

  private static func affix(_ value: Value, _ name: String, _ fallback: String) throws -> StrObject {
    if value.isNone { return StrObject(fallback) }
    if let text = value.str { return text }
    throw ScriptError(.typeError, "\(name) must be None or a string, not \(value.typeName)")
  }
}
