/// The attributes that some built-in exceptions have besides their arguments, and how their constructors fill them.
enum ExceptionDetails {
  /// The attributes of exceptions of `type`.
  static func names(_ type: TypeObject) -> [String] { parents(type)?.1 ?? [] }

  private static let table: [(TypeObject, [String])] = [
    (.attributeError, ["name", "obj"]), (.nameError, ["name"]), (.importError, ["msg", "name", "path"]),
    (.stopIteration, ["value"]), (.systemExit, ["code"]),
    (.syntaxError, ["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"]),
    (.unicodeDecodeError, ["encoding", "object", "start", "end", "reason"]),
    (.unicodeEncodeError, ["encoding", "object", "start", "end", "reason"]),
    (.osError, ["errno", "strerror", "filename", "filename2"]),
  ]

  private static func parents(_ type: TypeObject) -> (TypeObject, [String])? {
    for candidate in type.lineage { if let entry = table.first(where: { $0.0 === candidate }) { return entry } }
    return nil
  }

  /// The error of a codec that could not go from `start` to `end` of `object`.
  static func unicode(
    _ type: TypeObject, _ codec: String, _ object: Value, _ start: Int, _ end: Int, _ reason: String
  ) -> ScriptError {
    let exception = ExceptionObject(type, [Value(codec), object, .int(start), .int(end), Value(reason)])
    for (name, value) in zip(names(type), exception.arguments) { exception.details[name] = value }
    return ScriptError(exception)
  }

  /// `str(e)` of a codec's error; `nil` for other exceptions and when its details are not those of one.
  static func unicodeMessage(_ exception: ExceptionObject) throws -> String? {
    let isEncoding = exception.type.isSubclass(of: .unicodeEncodeError)
    guard isEncoding || exception.type.isSubclass(of: .unicodeDecodeError) else { return nil }
    let details = exception.details
    guard let codec = details["encoding"]?.string, let start = details["start"]?.exactInt,
      let end = details["end"]?.exactInt, let reason = try details["reason"]?.text()
    else { return nil }
    var subject = isEncoding ? "characters" : "bytes"
    if end == start + 1 {
      if isEncoding, let text = details["object"]?.str, start >= 0, start < text.count {
        var shown: [UInt8] = []
        let code = text[start]
        let (letter, width) = code < 0x100 ? ("x", 2) : code < 0x10000 ? ("u", 4) : ("U", 8)
        StringEscape.appendHex(code, Unicode.Scalar(letter) ?? "x", width, to: &shown)
        subject = "character '\(String(decoding: shown, as: UTF8.self))'"
      } else if let bytes = details["object"]?.bytes?.bytes, start >= 0, start < bytes.count {
        let digits = String(bytes[start], radix: 16)
        subject = "byte 0x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    let place = end == start + 1 ? "\(start)" : "\(start)-\(end - 1)"
    return "'\(codec)' codec can't \(isEncoding ? "encode" : "decode") \(subject) in position \(place): \(reason)"
  }

  /// Fills in what the constructor of `exception` was given.
  /// - Throws: `TypeError` for keywords that its type does not take.
  static func fill(_ exception: ExceptionObject, _ keywords: [(name: String, value: Value)]) throws {
    let arguments = exception.arguments
    let type = exception.type
    let (known, names) = parents(type) ?? (.exception, [])
    let takesKeywords =
      known === TypeObject.attributeError || known === TypeObject.nameError || known === TypeObject.importError
    for (name, value) in keywords {
      guard takesKeywords, names.contains(name), name != "msg" else {
        throw ScriptError(
          .typeError,
          takesKeywords
            ? "'\(name)' is an invalid keyword argument for \(known.name)()"
            : "\(type.name)() takes no keyword arguments")
      }
      exception.details[name] = value
    }
    if known === TypeObject.importError { exception.details["msg"] = arguments.count == 1 ? arguments[0] : Value.none }
    if known === TypeObject.syntaxError {
      exception.details["msg"] = arguments.first ?? Value.none
      if arguments.count == 2 {
        let place = try arguments[1].items()
        guard place.count == 4 || place.count == 6 else {
          throw ScriptError(
            .typeError,
            place.count == 5
              ? "end_offset must be provided when end_lineno is provided"
              : place.count < 4
                ? "function missing required argument 'filename' (pos 1)"
                : "function takes at most 6 arguments (\(place.count) given)")
        }
        for (name, value) in zip(names.dropFirst(), place) { exception.details[name] = value }
      }
    }
    if known === TypeObject.unicodeDecodeError || known === TypeObject.unicodeEncodeError {
      guard arguments.count == 5 else {
        throw ScriptError(.typeError, "function takes exactly 5 arguments (\(arguments.count) given)")
      }
      for (name, value) in zip(names, arguments) { exception.details[name] = value }
    }
  }
}
