import Glibc

/// Walks through JSON text from value to value. What nobody asks for is checked and stepped over, without memory.
///
/// As Python's reader it accepts `NaN`, `Infinity` and `-Infinity`. Nesting deeper than 512 is refused. What is thrown
/// is a `ValueError` with the line and column of the fault.
public struct JSONScanner {
  /// What a value can be, as its first character tells.
  public enum Kind {
    case null, bool, number, string, array, object
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let name: String
  private let firstLine: Int?
  public private(set) var position = 0
  private var depth = 0
  /// How deep values may be nested.
  public static let depthLimit = 512

  /// - Parameters:
  ///   - name: what errors call the text, usually the path of the file.
  ///   - line: where the text is a part of a file, the line of the file it starts on; errors then say
  ///     `NAME, line 7, column 3: …`.
  public init(_ bytes: UnsafeBufferPointer<UInt8>, name: String = "JSON text", line: Int? = nil) {
    self.bytes = bytes
    self.name = name
    firstLine = line
    if bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF { position = 3 }
  }

  // MARK: Walking

  /// What the value that comes next is; `nil` when there is none.
  @inline(__always) public mutating func kind() -> Kind? {
    skipSpace()
    guard let first = next else { return nil }
    switch first {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "-"), 0x30...0x39: return .number
    default: return nil
    }
  }

  /// Takes the array that comes next; `body` takes each of its elements.
  public mutating func elements(_ body: (inout JSONScanner) throws -> Void) throws {
    skipSpace()
    guard next == UInt8(ascii: "[") else { throw error("an array is missing") }
    try items(until: UInt8(ascii: "]"), body)
  }

  /// Takes the object that comes next; `body` takes the value of each of its keys.
  public mutating func members(_ body: (inout JSONScanner, String) throws -> Void) throws {
    skipSpace()
    guard next == UInt8(ascii: "{") else { throw error("an object is missing") }
    try items(until: UInt8(ascii: "}")) { scanner in
      try scanner.expectKey()
      let key = try scanner.string()
      try scanner.expectColon()
      try body(&scanner, key)
    }
  }

  /// Steps over the value that comes next, and gives its text.
  @discardableResult public mutating func skip() throws -> UnsafeBufferPointer<UInt8> {
    let kind = kind()
    let start = position
    switch kind {
    case .object?:
      try items(until: UInt8(ascii: "}")) { scanner in
        try scanner.expectKey()
        _ = try scanner.quoted()
        try scanner.expectColon()
        try scanner.skip()
      }
    case .array?: try items(until: UInt8(ascii: "]")) { try $0.skip() }
    case .string?: _ = try quoted()
    case .number?: _ = try number()
    case .bool?: _ = try bool()
    case .null?: try null()
    case nil: throw missing()
    }
    return text(from: start)
  }

  /// The text from `start` to where the walk is.
  public func text(from start: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[start..<position])
  }

  /// Throws when something follows.
  public mutating func end() throws {
    skipSpace()
    guard position == bytes.count else { throw error("something follows the end of the value") }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  @inline(__always) private mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  /// Steps over an opening bracket, what is between its commas, which `body` takes, and the closing one.
  private mutating func items(until close: UInt8, _ body: (inout JSONScanner) throws -> Void) throws {
    depth += 1
    if depth > Self.depthLimit { throw error("values are nested more than \(Self.depthLimit) deep") }
    position += 1
    skipSpace()
    if next == close {
      position += 1
      depth -= 1
      return
    }
    while true {
      try body(&self)
      skipSpace()
      guard let byte = next, byte == close || byte == UInt8(ascii: ",") else {
        throw error("',' or '\(Character(Unicode.Scalar(close)))' is missing")
      }
      position += 1
      if byte == close {
        depth -= 1
        return
      }
    }
  }

  private mutating func expectKey() throws {
    skipSpace()
    guard next == UInt8(ascii: "\"") else { throw error("a key in double quotes is missing") }
  }

  private mutating func expectColon() throws {
    skipSpace()
    guard next == UInt8(ascii: ":") else { throw error("':' is missing after a key") }
    position += 1
  }

  // MARK: Faults

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

  /// What is wrong where no value begins.
  func missing() -> UserError {
    error(next == nil ? "the text ends where a value should be" : "a value is missing or misspelt")
  }

  // MARK: Words and numbers

  private mutating func word(_ text: StaticString) throws {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count, memcmp(bytes.baseAddress! + position, text.utf8Start, count) == 0 else {
      throw error("an unknown word")
    }
    position += count
  }

  mutating func null() throws { try word("null") }

  mutating func bool() throws -> Bool {
    let isTrue = next == UInt8(ascii: "t")
    try word(isTrue ? "true" : "false")
    return isTrue
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = next, byte >= 0x30 && byte <= 0x39 { position += 1 }
    return position - start
  }

  /// Takes the number that comes next: an integer, also beyond 64 bits, or a double.
  public mutating func number() throws -> JSON {
    let start = position
    switch next {
    case UInt8(ascii: "N"):
      try word("NaN")
      return .double(.nan)
    case UInt8(ascii: "I"):
      try word("Infinity")
      return .double(.infinity)
    default: break
    }
    if next == UInt8(ascii: "-") {
      position += 1
      if next == UInt8(ascii: "I") {
        try word("Infinity")
        return .double(-.infinity)
      }
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
    if isInteger, count <= 18 {
      let value = bytes[(position - count)..<position].reduce(0) { $0 * 10 + Int($1 &- 0x30) }
      return .int(bytes[start] == UInt8(ascii: "-") ? -value : value)
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger { return Int(text).map { .int($0) } ?? .bigInteger(text) }
    return .double(strtod(text, nil))
  }

  // MARK: Strings

  /// Takes the string that comes next.
  public mutating func string() throws -> String { try string { String(decoding: $0, as: UTF8.self) } }

  /// Takes the string that comes next: `body` gets its UTF-8.
  public mutating func string<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) throws -> Result {
    let (range, hasEscapes) = try quoted()
    let text = UnsafeBufferPointer(rebasing: bytes[range])
    return try hasEscapes ? Self.unescaped(text).withUnsafeBufferPointer(body) : body(text)
  }

  /// Steps over a string, which is checked: what is between its quotes.
  private mutating func quoted() throws -> (range: Range<Int>, hasEscapes: Bool) {
    guard next == UInt8(ascii: "\"") else { throw error("a string is missing") }
    position += 1
    let start = position
    var hasEscapes = false
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        let text = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<position])
        guard UTF8Validation.firstInvalid(text) == nil else { throw error("a string is not UTF-8") }
        position += 1
        return (start..<position - 1, hasEscapes)
      }
      if byte < 0x20 { throw error("a control character stands in a string") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try checkEscape()
      }
    }
    throw error("a string does not end")
  }

  private mutating func checkEscape() throws {
    guard let escape = next else { throw error("a string does not end") }
    position += 1
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count else { throw error("a string does not end") }
      for _ in 0..<4 {
        guard Self.hexadecimal(bytes[position]) != nil else { throw error("\\u needs four hexadecimal digits") }
        position += 1
      }
    default: throw error("an unknown escape stands in a string")
    }
  }

  /// `text`, whose escapes are checked, without them.
  private static func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    /// The number of the four digits that come next.
    func digits() -> UInt32 {
      index += 4
      return text[(index - 4)..<index].reduce(0) { $0 << 4 | UInt32(hexadecimal($1) ?? 0) }
    }
    while index < text.count {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      let escape = text[index]
      index += 1
      switch escape {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        // A scalar, or a pair of surrogates; a lone one becomes U+FFFD.
        let high = digits()
        var scalar = Unicode.Scalar(high)
        if scalar == nil, high < 0xDC00, index + 6 <= text.count, text[index] == UInt8(ascii: "\\"),
          text[index + 1] == UInt8(ascii: "u")
        {
          let mark = index
          index += 2
          let low = digits()
          if (0xDC00..<0xE000).contains(low) {
            scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + low - 0xDC00)
          } else {
            index = mark
          }
        }
        result.append(contentsOf: String(scalar ?? "\u{FFFD}").utf8)
      default: result.append(escape)
      }
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
