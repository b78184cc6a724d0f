import Glibc

extension JSON {
  /// Parses the JSON text in `bytes`, which must be one value of UTF-8 text.
  ///
  /// As Python's reader it accepts `NaN`, `Infinity` and `-Infinity`. Nesting deeper than 512 is refused.
  /// - Parameter name: what to call the text in an error, usually the path of the file.
  /// - Throws: a `ValueError` with the line and column of the fault.
  public static func parse(_ bytes: [UInt8], name: String = "JSON text") throws -> JSON {
    try bytes.withUnsafeBufferPointer { try parse($0, name: name) }
  }

  /// Parses the JSON text in `buffer`.
  /// - Parameter line: where the text is a part of a file, the line of the file it starts on; errors then say
  ///   `NAME, line 7, column 3: …`.
  public static func parse(
    _ buffer: UnsafeBufferPointer<UInt8>, name: String = "JSON text", line: Int? = nil
  ) throws -> JSON {
    var reader = JSONReader(bytes: buffer, name: name, firstLine: line)
    return try reader.document()
  }

  /// Parses the JSON text in `buffer`, which must be one array, and hands its elements to `body` one by one.
  /// - Throws: what ``parse(_:name:line:)`` throws, after the elements before the fault.
  public static func forEachElement(
    of buffer: UnsafeBufferPointer<UInt8>, name: String, line: Int? = nil, _ body: (JSON) throws -> Void
  ) throws {
    var reader = JSONReader(bytes: buffer, name: name, firstLine: line)
    try reader.elementsOfDocument(body)
  }

  /// Parses `text`.
  public static func parse(_ text: String, name: String = "JSON text") throws -> JSON {
    try parse(Array(text.utf8), name: name)
  }

  /// Reads and parses the file at `path`.
  public static func read(_ path: String) throws -> JSON { try parse(FileIO.read(path), name: path) }
}

/// A recursive-descent scanner over bytes.
private struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let name: String
  let firstLine: Int?
  var position = 0
  var depth = 0
  static let depthLimit = 512

  init(bytes: UnsafeBufferPointer<UInt8>, name: String, firstLine: Int? = nil) {
    self.bytes = bytes
    self.name = name
    self.firstLine = firstLine
    if bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF { position = 3 }
  }

  mutating func document() throws -> JSON {
    let result = try value()
    skipSpace()
    guard position == bytes.count else { throw error("something follows the end of the value") }
    return result
  }

  mutating func elementsOfDocument(_ body: (JSON) throws -> Void) throws {
    skipSpace()
    guard next == UInt8(ascii: "[") else { throw error("an array is missing") }
    try elements(body)
    skipSpace()
    guard position == bytes.count else { throw error("something follows the end of the value") }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  private func error(_ what: String) -> UserError {
    var line = 1
    var column = 1
    for byte in bytes.prefix(position) {
      column = byte == 0x0A ? 1 : column + 1
      line += byte == 0x0A ? 1 : 0
    }
    if let firstLine {
      return UserError(.value, "\(name), line \(firstLine + line - 1), column \(column): not valid JSON: \(what)")
    }
    return UserError(.value, "\(name) is not valid JSON: \(what) at line \(line) column \(column)")
  }

  private mutating func value() throws -> JSON {
    skipSpace()
    guard let byte = next else { throw error("the text ends where a value should be") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .double(.nan))
    case UInt8(ascii: "I"): return try word("Infinity", .double(.infinity))
    default: return try number()
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSON) throws -> JSON {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count, memcmp(bytes.baseAddress! + position, text.utf8Start, count) == 0 else {
      throw error("an unknown word")
    }
    position += count
    return value
  }

  private mutating func enter() throws {
    depth += 1
    if depth > Self.depthLimit { throw error("values are nested more than \(Self.depthLimit) deep") }
    position += 1
    skipSpace()
  }

  private mutating func object() throws -> JSON {
    try enter()
    var members = JSONObject()
    if next == UInt8(ascii: "}") {
      position += 1
      depth -= 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("a key in double quotes is missing") }
      let key = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw error("':' is missing after a key") }
      position += 1
      members[key] = try value()
      if try !another(close: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array() throws -> JSON {
    var items: [JSON] = []
    try elements { items.append($0) }
    return .array(items)
  }

  /// Reads the array that starts here.
  private mutating func elements(_ body: (JSON) throws -> Void) throws {
    try enter()
    if next == UInt8(ascii: "]") {
      position += 1
      depth -= 1
      return
    }
    while true {
      try body(try value())
      if try !another(close: UInt8(ascii: "]")) { return }
    }
  }

  /// After an element: `true` on a comma, `false` on the closing bracket.
  private mutating func another(close: UInt8) throws -> Bool {
    skipSpace()
    guard let byte = next, byte == close || byte == UInt8(ascii: ",") else {
      throw error("',' or '\(Character(Unicode.Scalar(close)))' is missing")
    }
    position += 1
    if byte == close { depth -= 1 }
    return byte != close
  }

  private mutating func string() throws -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
          throw error("a string is not UTF-8")
        }
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if byte < 0x20 { throw error("a control character stands in a string") }
      position += 1
    }
    throw error("a string does not end")
  }

  private mutating func escapedString(from start: Int) throws -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard let string = String(validating: text, as: UTF8.self) else { throw error("a string is not UTF-8") }
        return string
      }
      if byte < 0x20 { throw error("a control character stands in a string") }
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
        continue
      }
      guard let escape = next else { break }
      position += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): text.append(contentsOf: String(try unicodeEscape()).utf8)
      default: throw error("an unknown escape stands in a string")
      }
    }
    throw error("a string does not end")
  }

  /// The scalar of `\uXXXX` or of a surrogate pair; a lone surrogate becomes U+FFFD.
  private mutating func unicodeEscape() throws -> Unicode.Scalar {
    let high = try fourDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    let mark = position
    if high < 0xDC00, position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let low = try fourDigits()
      if (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + low - 0xDC00) {
        return scalar
      }
      position = mark
    }
    return "\u{FFFD}"
  }

  private mutating func fourDigits() throws -> UInt32 {
    guard position + 4 <= bytes.count else { throw error("a string does not end") }
    var result: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw error("\\u needs four hexadecimal digits")
      }
      result = result << 4 | UInt32(digit)
      position += 1
    }
    return result
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = next, byte >= 0x30 && byte <= 0x39 { position += 1 }
    return position - start
  }

  private mutating func number() throws -> JSON {
    let start = position
    if next == UInt8(ascii: "-") {
      position += 1
      if next == UInt8(ascii: "I") { return try word("Infinity", .double(-.infinity)) }
    }
    let first = next
    let count = digits()
    guard count > 0 else {
      position = start
      throw error("a value is missing or misspelt")
    }
    guard first != 0x30 || count == 1 else { throw error("a number starts with 0") }
    var isInteger = true
    if next == UInt8(ascii: ".") {
      position += 1
      isInteger = false
      guard digits() > 0 else { throw error("a number lacks digits after the point") }
    }
    if let byte = next, byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      position += 1
      isInteger = false
      if let sign = next, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
      guard digits() > 0 else { throw error("a number lacks digits in its exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger { return Int(text).map { .int($0) } ?? .bigInteger(text) }
    return .double(strtod(text, nil))
  }
}
