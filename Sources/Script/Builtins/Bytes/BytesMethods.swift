/// The constructor and the methods of `bytes`.
enum BytesMethods {
  static func register(_ type: TypeObject) {
    type.constructor("/, source=..., encoding=..., errors=...") { call in
      Value(BytesObject(try make(call), type: call.type))
    }
    type.method("decode", "/, encoding='utf-8', errors='strict'") { call in
      Value(try TextCodec.decode(me(call), encoding: call.string(0), errors: call.string(1)))
    }
    type.method("hex", "/, sep='', bytes_per_sep=1") { call in
      let separator = try self.separator(call[0])
      let every = try call.int(1)
      let data = me(call)
      var text = ""
      for (i, byte) in data.enumerated() {
        let fromEnd = data.count - i
        if i > 0, !separator.isEmpty, every != 0,
          (every > 0 ? fromEnd : i) % max(Int(clamping: every.magnitude), 1) == 0
        {
          text += separator
        }
        text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
      return Value(text)
    }
    type.classMethod("fromhex", "string, /") { call in
      var bytes: [UInt8] = []
      var high: UInt8?
      guard let source = call[0].string else {
        throw ScriptError(.typeError, "fromhex() argument must be str, not \(call[0].typeName)")
      }
      for (i, character) in source.enumerated() {
        if character == " " && high == nil { continue }
        guard let digit = character.hexDigitValue else {
          throw ScriptError(.valueError, "non-hexadecimal number found in fromhex() arg at position \(i)")
        }
        if let first = high {
          bytes.append(first << 4 | UInt8(digit))
          high = nil
        } else {
          high = UInt8(digit)
        }
      }
      if high != nil {
        throw ScriptError(.valueError, "non-hexadecimal number found in fromhex() arg at position \(source.count)")
      }
      return Value(BytesObject(bytes))
    }
    type.method("join", "iterable_of_bytes, /") { call in
      guard call[0].isIterable else { throw ScriptError(.typeError, "can only join an iterable") }
      var out: [UInt8] = []
      for (i, item) in try call[0].items().enumerated() {
        guard let bytes = item.bytes?.bytes else {
          throw ScriptError(
            .typeError, "sequence item \(i): expected a bytes-like object, \(item.typeName) found")
        }
        if i > 0 { out += me(call) }
        out += bytes
      }
      return Value(BytesObject(out))
    }
    type.staticMethod("maketrans", "frm, to, /") { call in
      guard let from = call[0].bytes?.bytes, let to = call[1].bytes?.bytes else {
        let wrong = call[0].bytes == nil ? call[0] : call[1]
        throw ScriptError(.typeError, "a bytes-like object is required, not '\(wrong.typeName)'")
      }
      guard from.count == to.count else {
        throw ScriptError(.valueError, "maketrans arguments must have same length")
      }
      var table = (0...255).map { UInt8($0) }
      for (old, new) in zip(from, to) { table[Int(old)] = new }
      return Value(BytesObject(table))
    }
    type.method("translate", "/, table, delete=b''") { call in try translate(call) }
    type.method("splitlines", "/, keepends=False") { call in try splitLines(me(call), keepEnds: call.flag(0)) }
    type.method("__mod__", "value, /") { call in Value(try PercentOperator.format(me(call), call[0])) }
    type.method("__bytes__", "") { call in call.receiver }
    registerBorrowed(type)
  }

  private static func separator(_ value: Value) throws -> String {
    let text: String
    if let string = value.string {
      text = string
    } else if let bytes = value.bytes?.bytes {
      text = String(decoding: bytes, as: UTF8.self)
    } else {
      _ = try value.length()
      throw ScriptError(.typeError, "sep must be str or bytes.")
    }
    if text.utf8.count > 1 {
      throw ScriptError(.valueError, text.count > 1 ? "sep must be length 1." : "sep must be ASCII.")
    }
    return text
  }

  private static func translate(_ call: CallArguments) throws -> Value {
    var table: [UInt8]?
    if !call[0].isNone {
      guard let bytes = call[0].bytes?.bytes else {
        throw ScriptError(.typeError, "a bytes-like object is required, not '\(call[0].typeName)'")
      }
      guard bytes.count == 256 else {
        throw ScriptError(.valueError, "translation table must be 256 characters long")
      }
      table = bytes
    }
    let dropped = Set(call[1].bytes?.bytes ?? [])
    let kept = me(call).lazy.filter { !dropped.contains($0) }
    return Value(BytesObject(kept.map { table?[Int($0)] ?? $0 }))
  }

  /// Lines end at \n, \r or both together: not at the other breaks that text knows.
  private static func splitLines(_ bytes: [UInt8], keepEnds: Bool) throws -> Value {
    var lines: [Value] = []
    var start = 0
    var i = 0
    while i < bytes.count {
      guard bytes[i] == 10 || bytes[i] == 13 else {
        i += 1
        continue
      }
      let end = i
      i += bytes[i] == 13 && i + 1 < bytes.count && bytes[i + 1] == 10 ? 2 : 1
      lines.append(Value(BytesObject(Array(bytes[start..<(keepEnds ? i : end)]))))
      start = i
    }
    if start < bytes.count { lines.append(Value(BytesObject(Array(bytes[start...])))) }
    return Value(list: lines)
  }

  private static func me(_ call: CallArguments) -> [UInt8] { call.receiver.bytes?.bytes ?? [] }

  private static func make(_ call: CallArguments) throws -> [UInt8] {
    guard call.has(0) else { return [] }
    if !call.has(1), let method = call[0].object?.dunder("__bytes__") {
      let result = try method.call(call[0])
      guard let bytes = result.bytes?.bytes else {
        throw ScriptError(.typeError, "__bytes__ returned non-bytes (type \(result.typeName))")
      }
      return bytes
    }
    if let text = call[0].str {
      guard call.has(1) else { throw ScriptError(.typeError, "string argument without an encoding") }
      return try TextCodec.encode(text, encoding: call.string(1), errors: call.has(2) ? call.string(2) : "strict")
    }
    if call.has(1) { throw ScriptError(.typeError, "encoding without a string argument") }
    if let bytes = call[0].bytes?.bytes { return bytes }
    if call[0].bigInt != nil {
      throw ScriptError(.overflowError, "cannot fit 'int' into an index-sized integer")
    }
    do {
      if let count = try call[0].index() {
        if count < 0 { throw ScriptError(.valueError, "negative count") }
        try MemoryLimit.check(count)
        return [UInt8](repeating: 0, count: count)
      }
    } catch let error as ScriptError where error.exception.type.isSubclass(of: .typeError) {
      // An `__index__` that gives no int: then it is taken for something that gives bytes.
    }
    guard let iterator = try call[0].asIterator() else {
      throw ScriptError(.typeError, "cannot convert '\(call[0].typeName)' object to bytes")
    }
    try call[0].askLength()
    return try Value(iterator).items().map(BytesMethods.byte)
  }

  /// The byte that an integer of any size stands for.
  static func byte(_ item: Value) throws -> UInt8 {
    guard let value = try item.indexOfAnySize() else {
      throw ScriptError(.typeError, "'\(item.typeName)' object cannot be interpreted as an integer")
    }
    guard let byte = value.exactInt.flatMap({ UInt8(exactly: $0) }) else {
      throw ScriptError(.valueError, "bytes must be in range(0, 256)")
    }
    return byte
  }

  /// The methods that bytes share with str: run on the bytes as if they were characters, the results turned back.
  private static func registerBorrowed(_ type: TypeObject) {
    let shared: [(String, String)] = [
      ("find", "sub, start=None, end=None, /"), ("rfind", "sub, start=None, end=None, /"),
      ("index", "sub, start=None, end=None, /"), ("rindex", "sub, start=None, end=None, /"),
      ("count", "sub, start=None, end=None, /"), ("startswith", "prefix, start=None, end=None, /"),
      ("endswith", "suffix, start=None, end=None, /"), ("replace", "old, new, count=-1, /"),
      ("strip", "bytes=None, /"), ("lstrip", "bytes=None, /"), ("rstrip", "bytes=None, /"),
      ("removeprefix", "prefix, /"), ("removesuffix", "suffix, /"), ("split", "/, sep=None, maxsplit=-1"),
      ("rsplit", "/, sep=None, maxsplit=-1"), ("partition", "sep, /"),
      ("rpartition", "sep, /"), ("upper", ""), ("lower", ""), ("title", ""), ("capitalize", ""), ("swapcase", ""),
      ("isalpha", ""), ("istitle", ""), ("isdigit", ""), ("isalnum", ""), ("isspace", ""), ("isupper", ""),
      ("islower", ""),
      ("isascii", ""), ("ljust", "width, fillchar=b' ', /"), ("rjust", "width, fillchar=b' ', /"),
      ("center", "width, fillchar=b' ', /"), ("zfill", "width, /"), ("expandtabs", "/, tabsize=8"),
    ]
    for (name, signature) in shared {
      let count = Signature(signature).parameters.count
      type.method(name, signature) { call in
        let text = asText(Value(BytesObject(me(call))))
        var arguments: [Value] = []
        for i in 0..<count where call.has(i) { arguments.append(asText(call[i])) }
        let isSearch = searches.contains(name)
        if isSearch, let byte = call[0].exactInt {
          guard let byte = UInt8(exactly: byte) else { throw ScriptError(.valueError, "byte must be in range(0, 256)") }
          arguments[0] = Value(StrObject.character(neutral(byte)))
        }
        do {
          return asBytes(try text.callMethod(name, arguments: arguments))
        } catch let error as ScriptError {
          let message = error.exception.message
          if name == "startswith" || name == "endswith", message.contains("must") {
            guard let tuple = call[0].tuple else {
              throw ScriptError(
                .typeError, "\(name) first arg must be bytes or a tuple of bytes, not \(call[0].typeName)")
            }
            let wrong = tuple.items.first { $0.bytes == nil } ?? .none
            throw ScriptError(.typeError, "a bytes-like object is required, not '\(wrong.typeName)'")
          }
          if message.hasPrefix("The fill character") {
            throw ScriptError(
              .typeError, "\(name)() argument 2 must be a byte string of length 1, not \(call[1].typeName)")
          }
          if message == "substring not found" { throw ScriptError(.valueError, "subsection not found") }
          if message.contains("must be str") || message.contains("arg must be None or str") {
            let wrong = (0..<count).first { call.has($0) && call[$0].bytes == nil && !call[$0].isNone } ?? 0
            let wanted =
              isSearch ? "argument should be integer or bytes-like object" : "a bytes-like object is required"
            throw ScriptError(.typeError, "\(wanted), not '\(call[wrong].typeName)'")
          }
          throw error
        }
      }
    }
  }

  private static let searches: Set<String> = ["find", "rfind", "index", "rindex", "count"]

  /// The character that stands for a byte: for those that only text counts as letters or space, one that has no class.
  private static func neutral(_ byte: UInt8) -> UInt32 {
    byte >= 0x80 || (0x1C...0x1F).contains(byte) ? 0xE000 + UInt32(byte) : UInt32(byte)
  }

  private static func asText(_ value: Value) -> Value {
    if let bytes = value.bytes?.bytes { return Value(StrObject(scalars: bytes.map(neutral))) }
    if let tuple = value.tuple { return Value(tuple: tuple.items.map(asText)) }
    return value.str == nil ? value : .int(0)
  }

  private static func asBytes(_ value: Value) -> Value {
    if let text = value.str { return Value(BytesObject(text.scalars.map { UInt8(truncatingIfNeeded: $0) })) }
    if let tuple = value.tuple { return Value(tuple: tuple.items.map(asBytes)) }
    if let list = value.list { return Value(list: list.items.map(asBytes)) }
    return value
  }
}
