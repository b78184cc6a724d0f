/// `json`.
enum JSONModule {
  static let decodeError: TypeObject = {
    let type = TypeObject("JSONDecodeError", base: .valueError, module: "json.decoder")
    type.constructor("*args") { Value(ExceptionObject($0.type, $0.rest(0))) }
    return type
  }()

  private static let writing =
    "*, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, "
    + "separators=None, default=None, sort_keys=False, **kw"
  private static let reading =
    "*, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw"

  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "json") { interpreter in
      let module = ModuleObject("json")
      let names = module.namespace
      module.missing = { name in
        guard name == "JSONEncoder" || name == "JSONDecoder" else { return nil }
        return try interpreter.importModule("_jsoncoders").namespace[name]
      }
      names.type(decodeError)
      names.function("dumps", "obj, " + writing) { call in Value(try encode(call, 0, 1)) }
      names.function("dump", "obj, fp, " + writing) { call in
        let text = try encode(call, 0, 2)
        try call[1].callMethod("write", Value(text))
        return .none
      }
      names.function("loads", "s, " + reading) { call in
        if let text = call[0].str {
          if text.count > 0, text[0] == 0xFEFF {
            throw failure(
              JSONDecoder.Fault(message: "Unexpected UTF-8 BOM (decode using utf-8-sig)", position: 0), text)
          }
          return try decode(text, call, 1)
        }
        guard let bytes = call[0].bytes?.bytes else {
          throw ScriptError(
            .typeError, "the JSON object must be str, bytes or bytearray, not \(call[0].typeName)")
        }
        return try decode(TextCodec.decode(bytes, encoding: "utf-8-sig"), call, 1)
      }
      names.function("load", "fp, " + reading) { call in
        let content = try call[0].callMethod("read")
        if let text = content.str { return try decode(text, call, 1) }
        guard let bytes = content.bytes?.bytes else {
          throw ScriptError(
            .typeError, "the JSON object must be str, bytes or bytearray, not \(content.typeName)")
        }
        return try decode(TextCodec.decode(bytes, encoding: "utf-8-sig"), call, 1)
      }
      names.function("_scan", "s, start, hooks") { call in
        let text = try call.str(0)
        let hooks = try call[2].items()
        var decoder = JSONDecoder(
          text,
          hooks: JSONDecoder.Hooks(
            object: hooks[0], pairs: hooks[4], float: hooks[1], integer: hooks[2], constant: hooks[3]))
        do {
          let (value, end) = try decoder.decodePrefix(from: call.int(1))
          return Value(tuple: [value, .int(end)])
        } catch let fault as JSONDecoder.Fault {
          throw failure(fault, text)
        }
      }
      return module
    }
  }

  private static func decode(_ text: StrObject, _ call: CallArguments, _ first: Int) throws -> Value {
    if call[first].asType != nil {
      var keywords = call.keywords(first + 6)
      for (name, offset) in [
        ("object_hook", 1), ("parse_float", 2), ("parse_int", 3), ("parse_constant", 4), ("object_pairs_hook", 5),
      ] where !call[first + offset].isNone { keywords.append((name, call[first + offset])) }
      return try call[first].call(Arguments([], keywords: keywords)).callMethod("decode", Value(text))
    }
    let hooks = JSONDecoder.Hooks(
      object: call[first + 1], pairs: call[first + 5], float: call[first + 2], integer: call[first + 3],
      constant: call[first + 4])
    var decoder = JSONDecoder(text, hooks: hooks)
    do {
      return try decoder.decode()
    } catch let fault as JSONDecoder.Fault {
      throw failure(fault, text)
    }
  }

  private static func failure(_ fault: JSONDecoder.Fault, _ text: StrObject) -> ScriptError {
    var line = 1
    var lineStart = 0
    for i in 0..<min(fault.position, text.count) where text[i] == 10 {
      line += 1
      lineStart = i + 1
    }
    let column = fault.position - lineStart + 1
    let exception = ExceptionObject(
      decodeError, [Value("\(fault.message): line \(line) column \(column) (char \(fault.position))")])
    let details = exception.fields(create: true)
    details?["msg"] = Value(fault.message)
    details?["doc"] = Value(text)
    details?["pos"] = .int(fault.position)
    details?["lineno"] = .int(line)
    details?["colno"] = .int(column)
    return ScriptError(exception)
  }

  private static func encode(_ call: CallArguments, _ subject: Int, _ first: Int) throws -> StrObject {
    var encoder = JSONEncoder()
    encoder.skipKeys = try call.flag(first)
    encoder.ensureASCII = try call.flag(first + 1)
    encoder.checkCircular = try call.flag(first + 2)
    encoder.allowNaN = try call.flag(first + 3)
    let indent = call[first + 5]
    if let text = indent.string {
      encoder.indent = text
    } else if let width = indent.exactInt {
      try MemoryLimit.check(max(0, width), stride: 1)
      encoder.indent = String(repeating: " ", count: max(0, width))
    }
    if encoder.indent != nil { encoder.itemSeparator = "," }
    if !call[first + 6].isNone {
      let pair = try call[first + 6].items()
      guard pair.count == 2 else { throw ScriptError(.valueError, "separators must be a pair of strings") }
      encoder.itemSeparator = try pair[0].asString("separators")
      encoder.keySeparator = try pair[1].asString("separators")
    }
    encoder.fallback = call[first + 7]
    encoder.sortKeys = try call.flag(first + 8)
    if call[first + 4].asType != nil {
      var keywords = call.keywords(first + 9)
      for (name, offset) in [
        ("skipkeys", 0), ("ensure_ascii", 1), ("check_circular", 2), ("allow_nan", 3), ("indent", 5), ("separators", 6),
        ("default", 7), ("sort_keys", 8),
      ] { keywords.append((name, call[first + offset])) }
      let custom = try call[first + 4].call(Arguments([], keywords: keywords))
      let text = try custom.callMethod("encode", call[subject])
      if let text = text.str { return text }
    }
    return try encoder.encode(call[subject])
  }
}
