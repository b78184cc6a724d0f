/// Reads JSON text into language values, with the messages of CPython's decoder.
struct JSONDecoder {
  /// A fault: the message and the character it was found at.
  struct Fault: Error {
    var message: String
    var position: Int
  }

  /// What programs may put in the place of the usual results.
  struct Hooks {
    var object: Value = .none
    var pairs: Value = .none
    var float: Value = .none
    var integer: Value = .none
    var constant: Value = .none
  }

  private let text: StrObject
  private let hooks: Hooks
  private var i = 0
  private var depth = 0

  init(_ text: StrObject, hooks: Hooks = Hooks()) {
    self.text = text
    self.hooks = hooks
  }

  /// The value that the whole text spells.
  mutating func decode() throws -> Value {
    skipSpace()
    let value = try self.value()
    skipSpace()
    if i < text.count { throw Fault(message: "Extra data", position: i) }
    return value
  }

  /// The value that starts at character `start`, and where it ends.
  mutating func decodePrefix(from start: Int) throws -> (value: Value, end: Int) {
    i = start
    let value = try self.value()
    return (value, i)
  }

  private var next: UInt32 { i < text.count ? text[i] : 0 }

  private mutating func skipSpace() {
    while i < text.count {
      switch text[i] {
      case 32, 10, 13, 9: i += 1
      default: return
      }
    }
  }

  private mutating func value() throws -> Value {
    try Pulse.beat()
    guard i < text.count else { throw Fault(message: "Expecting value", position: i) }
    switch text[i] {
    case 0x22: return Value(try string())
    case 0x7B: return try nested { try $0.object() }
    case 0x5B: return try nested { try $0.array() }
    case 0x6E where word("null"): return .none
    case 0x74 where word("true"): return .bool(true)
    case 0x66 where word("false"): return .bool(false)
    case 0x4E where word("NaN"): return try constant("NaN", .nan)
    case 0x49 where word("Infinity"): return try constant("Infinity", .infinity)
    case 0x2D where i + 1 < text.count && text[i + 1] == 0x49 && word("-Infinity"):
      return try constant("-Infinity", -.infinity)
    case 0x2D, 0x30...0x39: return try number()
    default: throw Fault(message: "Expecting value", position: i)
    }
  }

  private mutating func nested(_ body: (inout JSONDecoder) throws -> Value) throws -> Value {
    depth += 1
    try NativeStack.check()
    if depth > 2000 {
      throw ScriptError(.recursionError, "maximum recursion depth exceeded while decoding a JSON document")
    }
    defer { depth -= 1 }
    return try body(&self)
  }

  private func constant(_ name: String, _ value: Double) throws -> Value {
    hooks.constant.isNone ? .float(value) : try hooks.constant.call(Value(name))
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard i + count <= text.count else { return false }
    for offset in 0..<count where text[i + offset] != UInt32(word.utf8Start[offset]) { return false }
    i += count
    return true
  }

  private mutating func number() throws -> Value {
    let start = i
    func isDigit(_ position: Int) -> Bool { position < text.count && text[position] >= 48 && text[position] <= 57 }
    if next == 0x2D { i += 1 }
    guard isDigit(i) else { throw Fault(message: "Expecting value", position: start) }
    if text[i] == 48 { i += 1 } else { while isDigit(i) { i += 1 } }
    var isFloat = false
    if next == 0x2E, isDigit(i + 1) {
      isFloat = true
      i += 1
      while isDigit(i) { i += 1 }
    }
    if next | 32 == 0x65 {
      let signed = i + 1 < text.count && (text[i + 1] == 0x2B || text[i + 1] == 0x2D)
      let digits = i + (signed ? 2 : 1)
      if isDigit(digits) {
        isFloat = true
        i = digits
        while isDigit(i) { i += 1 }
      }
    }
    let piece = text.substring(start..<i)
    if isFloat {
      return hooks.float.isNone ? .float(FloatText.parse(piece.utf8) ?? .nan) : try hooks.float.call(Value(piece))
    }
    if !hooks.integer.isNone { return try hooks.integer.call(Value(piece)) }
    switch try IntegerText.parse(piece.utf8) {
    case .small(let value)?: return .int(value)
    case .big(let value)?: return Value(value)
    case nil: throw Fault(message: "Expecting value", position: start)
    }
  }

  private mutating func array() throws -> Value {
    i += 1
    let list = ListObject()
    skipSpace()
    if next == 0x5D && i < text.count {
      i += 1
      return Value(list)
    }
    while true {
      list.append(try value())
      skipSpace()
      if next == 0x5D {
        i += 1
        return Value(list)
      }
      guard next == 0x2C else { throw Fault(message: "Expecting ',' delimiter", position: i) }
      i += 1
      skipSpace()
    }
  }

  private mutating func object() throws -> Value {
    i += 1
    let dict = DictObject()
    var pairs: [Value] = []
    skipSpace()
    if next != 0x7D {
      while true {
        guard next == 0x22 else {
          throw Fault(message: "Expecting property name enclosed in double quotes", position: i)
        }
        let key = Value(try string())
        skipSpace()
        guard next == 0x3A else { throw Fault(message: "Expecting ':' delimiter", position: i) }
        i += 1
        skipSpace()
        let value = try self.value()
        if hooks.pairs.isNone { try dict.set(key, value) } else { pairs.append(Value(tuple: [key, value])) }
        skipSpace()
        if next == 0x7D { break }
        guard next == 0x2C else { throw Fault(message: "Expecting ',' delimiter", position: i) }
        i += 1
        skipSpace()
      }
    }
    i += 1
    if !hooks.pairs.isNone { return try hooks.pairs.call(Value(list: pairs)) }
    return hooks.object.isNone ? Value(dict) : try hooks.object.call(Value(dict))
  }

  private mutating func string() throws -> StrObject {
    let quote = i
    i += 1
    let start = i
    while i < text.count, text[i] != 0x22, text[i] != 0x5C, text[i] >= 0x20 { i += 1 }
    if i < text.count, text[i] == 0x22 {
      i += 1
      return text.substring(start..<(i - 1))
    }
    var builder = StrBuilder()
    builder.append(text, start..<i)
    while i < text.count {
      let code = text[i]
      switch code {
      case 0x22:
        i += 1
        return builder.build()
      case 0x5C: try escape(quote, &builder)
      case 0..<0x20: throw Fault(message: "Invalid control character at", position: i)
      default:
        builder.append(scalar: code)
        i += 1
      }
    }
    throw Fault(message: "Unterminated string starting at", position: quote)
  }

  private mutating func escape(_ quote: Int, _ builder: inout StrBuilder) throws {
    guard i + 1 < text.count else { throw Fault(message: "Unterminated string starting at", position: quote) }
    let letter = text[i + 1]
    switch letter {
    case 0x22, 0x5C, 0x2F: builder.append(scalar: letter)
    case 0x62: builder.append(scalar: 8)
    case 0x66: builder.append(scalar: 12)
    case 0x6E: builder.append(scalar: 10)
    case 0x72: builder.append(scalar: 13)
    case 0x74: builder.append(scalar: 9)
    case 0x75:
      var code = try hex(i + 2)
      i += 6
      if code >= 0xD800, code < 0xDC00, i + 5 < text.count, text[i] == 0x5C, text[i + 1] == 0x75 {
        let low = try hex(i + 2)
        if low >= 0xDC00, low < 0xE000 {
          code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
          i += 6
        }
      }
      builder.append(scalar: code)
      return
    default: throw Fault(message: "Invalid \\escape", position: i)
    }
    i += 2
  }

  private func hex(_ start: Int) throws -> UInt32 {
    var value: UInt32 = 0
    for position in start..<(start + 4) {
      guard position < text.count, let scalar = Unicode.Scalar(text[position]), scalar.isASCII,
        let digit = Character(scalar).hexDigitValue
      else { throw Fault(message: "Invalid \\uXXXX escape", position: start - 1) }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
