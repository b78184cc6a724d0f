/// Splits a program into tokens, with the indentation turned into ``Token/Kind/indent`` and ``Token/Kind/dedent``.
struct Lexer {
  private let bytes: [UInt8]
  private let source: SourceText
  private var position: Int
  private let limit: Int
  private var tokens: [Token] = []
  /// The widths of the open blocks, in columns, and with a tab counted as one, to find inconsistent tabs.
  private var indents: [(width: Int, alternate: Int)] = [(0, 0)]
  /// The brackets that are open.
  private var brackets: [(byte: UInt8, offset: Int)] = []
  /// Whether this is the inside of an f-string's braces: one logical line, no blocks.
  private let isFragment: Bool

  /// Tokens of the whole text.
  static func tokens(of source: SourceText) throws -> [Token] {
    var lexer = Lexer(source, range: 0..<source.bytes.count, isFragment: false)
    return try lexer.run()
  }

  /// Tokens of the expression in `range`, where line ends do not count.
  static func tokens(of source: SourceText, range: Range<Int>) throws -> [Token] {
    var lexer = Lexer(source, range: range, isFragment: true)
    return try lexer.run()
  }

  private init(_ source: SourceText, range: Range<Int>, isFragment: Bool) {
    self.source = source
    bytes = source.bytes
    position = range.lowerBound
    limit = range.upperBound
    self.isFragment = isFragment
    tokens.reserveCapacity(range.count / 3 + 8)
  }

  private func byte(_ offset: Int = 0) -> UInt8 { position + offset < limit ? bytes[position + offset] : 0 }

  private mutating func add(_ kind: Token.Kind, _ symbol: Symbol = .none, from start: Int) {
    tokens.append(Token(kind: kind, symbol: symbol, span: SourceSpan(start, position)))
  }

  private mutating func run() throws -> [Token] {
    var atLineStart = !isFragment
    while true {
      if atLineStart {
        atLineStart = false
        if try lineStart() { atLineStart = true }
        if position >= limit { break }
        if atLineStart { continue }
      }
      skipBlanks()
      if position >= limit { break }
      let start = position
      switch byte() {
      case 10, 13:
        position += byte() == 13 && byte(1) == 10 ? 2 : 1
        if brackets.isEmpty && !isFragment {
          tokens.append(Token(kind: .newline, symbol: .none, span: SourceSpan(start, start)))
          atLineStart = true
        }
      case 35:
        while position < limit, byte() != 10, byte() != 13 { position += 1 }
      case 92:
        position += 1
        guard byte() == 10 || byte() == 13 else {
          throw SyntaxFault(
            message: position >= limit
              ? "unexpected EOF while parsing" : "unexpected character after line continuation character",
            span: SourceSpan(start, position))
        }
        position += byte() == 13 && byte(1) == 10 ? 2 : 1
        if position >= limit {
          throw SyntaxFault(message: "unexpected EOF while parsing", span: SourceSpan(start, start + 1))
        }
      case 48...57: try number()
      case 46 where byte(1) >= 48 && byte(1) <= 57: try number()
      case 34, 39: try string(prefix: start)
      case 95, 65...90, 97...122, 128...255: try word()
      default: try symbol()
      }
    }
    return try finish()
  }

  private mutating func finish() throws -> [Token] {
    if let open = brackets.last {
      throw SyntaxFault(
        message: "'\(Character(UnicodeScalar(open.byte)))' was never closed",
        span: SourceSpan(open.offset, open.offset + 1))
    }
    if let last = tokens.last?.kind, last != .newline, last != .magic, !isFragment {
      tokens.append(Token(kind: .newline, symbol: .none, span: SourceSpan(limit, limit)))
    }
    for _ in indents.dropFirst() {
      tokens.append(Token(kind: .dedent, symbol: .none, span: SourceSpan(limit, limit)))
    }
    tokens.append(Token(kind: .end, symbol: .none, span: SourceSpan(limit, limit)))
    return tokens
  }

  private mutating func skipBlanks() {
    while position < limit, byte() == 32 || byte() == 9 || byte() == 12 { position += 1 }
  }

  /// Measures the indentation; whether the line was blank and is behind us.
  private mutating func lineStart() throws -> Bool {
    let start = position
    var width = 0
    var alternate = 0
    while position < limit {
      switch byte() {
      case 32:
        width += 1
        alternate += 1
      case 9:
        width = (width / 8 + 1) * 8
        alternate += 1
      case 12:
        width = 0
        alternate = 0
      default:
        return try indentation(width, alternate, start)
      }
      position += 1
    }
    return false
  }

  private mutating func indentation(_ width: Int, _ alternate: Int, _ start: Int) throws -> Bool {
    if byte() == 35 {
      while position < limit, byte() != 10, byte() != 13 { position += 1 }
    }
    if position >= limit { return false }
    if byte() == 10 || byte() == 13 {
      position += byte() == 13 && byte(1) == 10 ? 2 : 1
      return true
    }
    let span = SourceSpan(start, position)
    let current = indents[indents.count - 1]
    if width == current.width {
      if alternate != current.alternate { throw inconsistentTabs(span) }
    } else if width > current.width {
      if alternate <= current.alternate { throw inconsistentTabs(span) }
      if indents.count >= 100 {
        throw SyntaxFault(message: "too many levels of indentation", span: span, type: .indentationError)
      }
      indents.append((width, alternate))
      tokens.append(Token(kind: .indent, symbol: .none, span: span))
    } else {
      while indents.count > 1, indents[indents.count - 1].width > width {
        indents.removeLast()
        tokens.append(Token(kind: .dedent, symbol: .none, span: SourceSpan(position, position)))
      }
      if indents[indents.count - 1].width != width {
        throw SyntaxFault(
          message: "unindent does not match any outer indentation level", span: span, type: .indentationError)
      }
      if indents[indents.count - 1].alternate != alternate { throw inconsistentTabs(span) }
    }
    if byte() == 37 || byte() == 33 { return magic() }
    return false
  }

  private func inconsistentTabs(_ span: SourceSpan) -> SyntaxFault {
    SyntaxFault(
      message: "inconsistent use of tabs and spaces in indentation", span: span,
      hint: "use spaces only: four for each level", type: .tabError)
  }

  /// `%magic` and `!command` take the rest of the line.
  private mutating func magic() -> Bool {
    let start = position
    while position < limit, byte() != 10, byte() != 13 { position += 1 }
    add(.magic, from: start)
    position += byte() == 13 && byte(1) == 10 ? 2 : position < limit ? 1 : 0
    return true
  }

  // MARK: Words and numbers

  private mutating func word() throws {
    let start = position
    var ascii = true
    while position < limit {
      let next = byte()
      if next >= 128 { ascii = false } else if !Self.isWord(next) { break }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if byte() == 34 || byte() == 39, Self.isStringPrefix(text) {
      try string(prefix: start)
      return
    }
    if !ascii { try checkIdentifier(text, start) }
    if let keyword = Symbol.keywords[text] { add(.keyword, keyword, from: start) } else { add(.name, from: start) }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == 95 || (byte >= 48 && byte <= 57) || (byte | 32 >= 97 && byte | 32 <= 122)
  }

  private static func isStringPrefix(_ text: String) -> Bool {
    switch text.lowercased() {
    case "r", "b", "f", "u", "rb", "br", "rf", "fr": true
    default: false
    }
  }

  private func checkIdentifier(_ text: String, _ start: Int) throws {
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let properties = scalar.properties
      if scalar == "_" || properties.isXIDStart || index > 0 && properties.isXIDContinue { continue }
      let code = String(scalar.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      let isPrintable =
        scalar.value > 0xA0 && properties.generalCategory != .format && properties.generalCategory != .spaceSeparator
      throw SyntaxFault(
        message: isPrintable
          ? "invalid character '\(scalar)' (U+\(padded))" : "invalid non-printable character U+\(padded)",
        span: SourceSpan(start, position))
    }
  }

  private mutating func digits(_ isDigit: (UInt8) -> Bool, _ kind: String, _ start: Int) throws {
    while true {
      if byte() == 95 {
        guard isDigit(byte(1)) else {
          position += 1
          throw SyntaxFault(message: "invalid \(kind) literal", span: SourceSpan(start, position))
        }
        position += 1
      }
      guard isDigit(byte()) else { break }
      position += 1
    }
  }

  private mutating func number() throws {
    let start = position
    let decimal: (UInt8) -> Bool = { $0 >= 48 && $0 <= 57 }
    var kind = "decimal"
    if byte() == 48, let (name, test) = Self.radix(byte(1)) {
      kind = name
      position += 2
      if byte() == 95 { position += 1 }
      guard test(byte()) else {
        if decimal(byte()) {
          throw SyntaxFault(
            message: "invalid digit '\(Character(UnicodeScalar(byte())))' in \(name) literal",
            span: SourceSpan(start, position + 1))
        }
        throw SyntaxFault(message: "invalid \(name) literal", span: SourceSpan(start, position))
      }
      try digits(test, name, start)
      if decimal(byte()) {
        throw SyntaxFault(
          message: "invalid digit '\(Character(UnicodeScalar(byte())))' in \(name) literal",
          span: SourceSpan(start, position + 1))
      }
    } else {
      try digits(decimal, "decimal", start)
      var isFloat = false
      if byte() == 46 {
        isFloat = true
        position += 1
        if decimal(byte()) { try digits(decimal, "decimal", start) }
      }
      if byte() | 32 == 101, decimal(byte(1)) || (byte(1) == 43 || byte(1) == 45) && decimal(byte(2)) {
        isFloat = true
        position += 2
        try digits(decimal, "decimal", start)
      }
      if !isFloat, bytes[start] == 48, bytes[start..<position].contains(where: { $0 != 48 && $0 != 95 }) {
        throw SyntaxFault(
          message: "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
          span: SourceSpan(start, position))
      }
      if byte() | 32 == 106 {
        throw SyntaxFault(message: "complex numbers are not supported", span: SourceSpan(start, position + 1))
      }
    }
    // `1if x else y` is allowed; `1abc` is not.
    if Self.isWord(byte()) || byte() >= 128 {
      var end = position
      while end < limit, Self.isWord(bytes[end]) { end += 1 }
      let word = String(decoding: bytes[position..<end], as: UTF8.self)
      if !["if", "else", "and", "or", "in", "is", "for", "not"].contains(word) {
        throw SyntaxFault(message: "invalid \(kind) literal", span: SourceSpan(start, position))
      }
    }
    add(.number, from: start)
  }

  private static func radix(_ letter: UInt8) -> (String, (UInt8) -> Bool)? {
    switch letter | 32 {
    case 120: ("hexadecimal", { ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 102) })
    case 111: ("octal", { $0 >= 48 && $0 <= 55 })
    case 98: ("binary", { $0 == 48 || $0 == 49 })
    default: nil
    }
  }

  // MARK: Strings and symbols

  /// A string literal whose prefix began at `start`; the quote is at the current position.
  private mutating func string(prefix start: Int) throws {
    let quote = byte()
    let opening = position
    let triple = byte(1) == quote && byte(2) == quote
    position += triple ? 3 : 1
    while true {
      if position >= limit {
        if isFragment { throw SyntaxFault(message: "f-string: unterminated string", span: SourceSpan(opening, limit)) }
        let line = source.position(opening).line
        _ = line
        throw SyntaxFault(
          message: triple
            ? "unterminated triple-quoted string literal (detected at line \(source.position(max(limit - 1, 0)).line))"
            : "unterminated string literal (detected at line \(source.position(opening).line))",
          span: SourceSpan(start, opening + (triple ? 3 : 1)))
      }
      let next = byte()
      if next == 92 {
        position += byte(1) == 13 && byte(2) == 10 ? 3 : 2
      } else if next == quote && (!triple || byte(1) == quote && byte(2) == quote) {
        position += triple ? 3 : 1
        break
      } else if (next == 10 || next == 13) && !triple {
        throw SyntaxFault(
          message: "unterminated string literal (detected at line \(source.position(position).line))",
          span: SourceSpan(start, opening + 1))
      } else {
        position += 1
      }
    }
    add(.string, from: start)
  }

  private static let symbols: [[UInt8]: Symbol] = {
    var table: [[UInt8]: Symbol] = [:]
    for symbol in Symbol.allCases where symbol != .none && Symbol.keywords[symbol.rawValue] == nil {
      table[Array(symbol.rawValue.utf8)] = symbol
    }
    return table
  }()

  private mutating func symbol() throws {
    let start = position
    for length in [3, 2, 1] where position + length <= limit {
      guard let symbol = Self.symbols[Array(bytes[position..<(position + length)])] else { continue }
      if symbol == .exclamation && !isFragment { break }
      position += length
      switch symbol {
      case .openParen, .openBracket, .openBrace:
        if brackets.count >= 200 {
          throw SyntaxFault(message: "too many nested parentheses", span: SourceSpan(start, position))
        }
        brackets.append((bytes[start], start))
      case .closeParen, .closeBracket, .closeBrace: try close(start)
      default: break
      }
      add(.operator, symbol, from: start)
      return
    }
    let character = Character(UnicodeScalar(byte()))
    position += 1
    if byte(-1) < 32 || byte(-1) == 127 {
      let code = String(bytes[start], radix: 16, uppercase: true)
      throw SyntaxFault(
        message: "invalid non-printable character U+\(String(repeating: "0", count: 4 - code.count))\(code)",
        span: SourceSpan(start, position))
    }
    _ = character
    throw SyntaxFault(message: "invalid syntax", span: SourceSpan(start, position))
  }

  private mutating func close(_ start: Int) throws {
    let closing = bytes[start]
    let span = SourceSpan(start, start + 1)
    let name = Character(UnicodeScalar(closing))
    guard let open = brackets.popLast() else { throw SyntaxFault(message: "unmatched '\(name)'", span: span) }
    let expected: UInt8 = open.byte == 40 ? 41 : open.byte + 2
    if closing == expected { return }
    let opening = Character(UnicodeScalar(open.byte))
    let (openLine, line) = (source.position(open.offset).line, source.position(start).line)
    let place = openLine == line ? "" : " on line \(openLine)"
    throw SyntaxFault(
      message: "closing parenthesis '\(name)' does not match opening parenthesis '\(opening)'\(place)", span: span)
  }
}
