extension Parser {
  /// One or more string literals side by side.
  mutating func strings() throws -> Expression {
    let start = token.span
    var parts: [JoinedPart] = []
    var bytes: [UInt8] = []
    var hasBytes = false
    var hasText = false
    var formatted = false
    while token.kind == .string {
      let literal = StringLiteral(token.span, source)
      if literal.isBytes {
        hasBytes = true
        bytes += try literal.decodeBytes()
      } else {
        hasText = true
        if literal.isFormatted {
          formatted = true
          parts += try fields(literal)
        } else {
          var builder = StrBuilder()
          try literal.decode(literal.content, into: &builder)
          parts.append(.text(builder.build()))
        }
      }
      advance()
    }
    if hasBytes && hasText {
      throw SyntaxFault(message: "cannot mix bytes and nonbytes literals", span: span(from: start))
    }
    if hasBytes { return try make(.constant(Value(BytesObject(bytes))), from: start) }
    let merged = Self.merged(parts)
    if !formatted {
      if case .text(let text)? = merged.first { return try make(.constant(Value(text)), from: start) }
      return try make(.constant(Value(StrObject.empty)), from: start)
    }
    return try make(.joined(merged), from: start)
  }

  /// Joins neighbouring pieces of text.
  private static func merged(_ parts: [JoinedPart]) -> [JoinedPart] {
    var result: [JoinedPart] = []
    for part in parts {
      if case .text(let text) = part {
        if text.count == 0 { continue }
        if case .text(let before)? = result.last {
          result[result.count - 1] = .text(before.appending(text))
          continue
        }
      }
      result.append(part)
    }
    return result
  }

  // MARK: f-strings

  private func fields(_ literal: StringLiteral) throws -> [JoinedPart] {
    var position = literal.content.lowerBound
    return try fields(literal, &position, nesting: 0)
  }

  /// Text and fields from `position` to the end of the literal, or to the `}` that closes the enclosing field.
  private func fields(_ literal: StringLiteral, _ position: inout Int, nesting: Int) throws -> [JoinedPart] {
    let bytes = source.bytes
    let end = literal.content.upperBound
    var parts: [JoinedPart] = []
    var text = StrBuilder()
    var textStart = position
    func fault(_ message: String, _ at: Int) -> SyntaxFault {
      SyntaxFault(message: "f-string: \(message)", span: SourceSpan(at, min(at + 1, end)))
    }
    while position < end {
      let byte = bytes[position]
      if byte == 92 && !literal.isRaw {
        // `\N{…}` holds braces of its own.
        if position + 2 < end, bytes[position + 1] == 78, bytes[position + 2] == 123 {
          while position < end, bytes[position] != 125 { position += 1 }
          position += 1
        } else {
          position += 2
        }
        continue
      }
      if byte == 125 {
        if nesting > 0 { break }
        guard position + 1 < end, bytes[position + 1] == 125 else {
          throw fault("single '}' is not allowed", position)
        }
        try literal.decode(textStart..<(position + 1), into: &text)
        position += 2
        textStart = position
        continue
      }
      if byte != 123 {
        position += 1
        continue
      }
      if nesting == 0, position + 1 < end, bytes[position + 1] == 123 {
        try literal.decode(textStart..<(position + 1), into: &text)
        position += 2
        textStart = position
        continue
      }
      try literal.decode(textStart..<position, into: &text)
      if text.count > 0 { parts.append(.text(text.build())) }
      text = StrBuilder()
      if nesting >= 2 { throw fault("expressions nested too deeply", position) }
      parts += try field(literal, &position, nesting: nesting)
      textStart = position
    }
    try literal.decode(textStart..<min(position, end), into: &text)
    if text.count > 0 { parts.append(.text(text.build())) }
    return parts
  }

  /// One `{…}`, whose opening brace is at `position`.
  private func field(_ literal: StringLiteral, _ position: inout Int, nesting: Int) throws -> [JoinedPart] {
    let bytes = source.bytes
    let end = literal.content.upperBound
    let opening = position
    func fault(_ message: String, _ at: Int) -> SyntaxFault {
      SyntaxFault(message: "f-string: \(message)", span: SourceSpan(at, min(at + 1, max(end, at + 1))))
    }
    position += 1
    let start = position
    position = try expressionEnd(literal, start)
    let expressionEnd = position
    if position < end, bytes[position] == 61 { position += 1 }
    let isDebug = position > expressionEnd
    while isDebug, position < end, bytes[position] == 32 { position += 1 }
    let debugEnd = position
    if bytes[start..<expressionEnd].allSatisfy({ $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }) {
      if position >= end { throw fault("expecting '}'", opening) }
      throw fault("empty expression not allowed", opening)
    }
    var parser = Parser(source: source, tokens: try Self.fragment(source, start..<expressionEnd))
    parser.privatePrefix = privatePrefix
    parser.isFragment = true
    parser.depth = depth + 1
    let value = parser.at(.yield) ? try parser.yieldExpression() : try parser.starExpressions()
    if parser.token.kind != .end {
      throw parser.at(.walrus) || parser.at(.assign) ? parser.unexpected() : parser.missingComma()
    }
    var conversion: UInt8 = 0
    if position < end, bytes[position] == 33 {
      position += 1
      let letter = position < end ? bytes[position] : 0
      guard letter == 115 || letter == 114 || letter == 97 else {
        throw fault("invalid conversion character: expected 's', 'r', or 'a'", min(position, end - 1))
      }
      conversion = letter
      position += 1
    }
    var spec: [JoinedPart]?
    if position < end, bytes[position] == 58 {
      position += 1
      spec = try fields(literal, &position, nesting: nesting + 1)
    }
    guard position < end, bytes[position] == 125 else { throw fault("expecting '}'", min(position, end)) }
    position += 1
    var parts: [JoinedPart] = []
    if isDebug {
      parts.append(.text(StrObject(utf8: Array(bytes[start..<debugEnd]))))
      if conversion == 0 && spec == nil { conversion = 114 }
    }
    parts.append(.field(value: value, conversion: conversion, spec: spec, debug: nil))
    return parts
  }

  private static func fragment(_ source: SourceText, _ range: Range<Int>) throws -> [Token] {
    do {
      return try Lexer.tokens(of: source, range: range)
    } catch var fault as SyntaxFault {
      if !fault.message.hasPrefix("f-string") { fault.message = "f-string: " + fault.message }
      throw fault
    }
  }

  /// Where the expression that begins at `start` ends: at a top-level `!`, `:`, `=` or `}`.
  private func expressionEnd(_ literal: StringLiteral, _ start: Int) throws -> Int {
    let bytes = source.bytes
    let end = literal.content.upperBound
    var position = start
    var brackets = 0
    var quote: UInt8 = 0
    var triple = false
    while position < end {
      let byte = bytes[position]
      let next: UInt8 = position + 1 < end ? bytes[position + 1] : 0
      if byte == 92 {
        throw SyntaxFault(
          message: "f-string expression part cannot include a backslash", span: SourceSpan(position, position + 1))
      }
      if quote != 0 {
        if byte == quote && (!triple || next == quote && position + 2 < end && bytes[position + 2] == quote) {
          position += triple ? 2 : 0
          quote = 0
        }
      } else {
        switch byte {
        case 34, 39:
          quote = byte
          triple = next == byte && position + 2 < end && bytes[position + 2] == byte
          if triple { position += 2 }
        case 40, 91, 123: brackets += 1
        case 41, 93, 125:
          if byte == 125 && brackets == 0 { return position }
          brackets -= 1
        case 35:
          throw SyntaxFault(
            message: "f-string expression part cannot include '#'", span: SourceSpan(position, position + 1))
        case 33 where brackets <= 0 && next != 61: return position
        case 58 where brackets <= 0: return position
        case 61 where brackets <= 0:
          let before = position > start ? bytes[position - 1] : 0
          if next == 61 {
            position += 1
          } else if before != 33 && before != 60 && before != 62 && before != 58 {
            return position
          }
        default: break
        }
      }
      position += 1
    }
    return position
  }
}

/// A string literal's prefix and content.
struct StringLiteral {
  let span: SourceSpan
  let source: SourceText
  let isRaw: Bool
  let isBytes: Bool
  let isFormatted: Bool
  /// The bytes of the source between the quotes.
  let content: Range<Int>

  init(_ span: SourceSpan, _ source: SourceText) {
    self.span = span
    self.source = source
    var start = Int(span.start)
    let end = Int(span.end)
    var (raw, bytes, formatted) = (false, false, false)
    while source.bytes[start] != 34 && source.bytes[start] != 39 {
      switch source.bytes[start] | 32 {
      case 114: raw = true
      case 98: bytes = true
      case 102: formatted = true
      default: break
      }
      start += 1
    }
    let quote = source.bytes[start]
    let triple = end - start >= 6 && source.bytes[start + 1] == quote && source.bytes[start + 2] == quote
    isRaw = raw
    isBytes = bytes
    isFormatted = formatted
    content = (start + (triple ? 3 : 1))..<(end - (triple ? 3 : 1))
  }

  private func fault(_ message: String, _ start: Int, _ end: Int) -> SyntaxFault {
    SyntaxFault(message: message, span: SourceSpan(start, end))
  }

  /// Decodes the literal text of `range`: escapes, line ends.
  func decode(_ range: Range<Int>, into builder: inout StrBuilder) throws {
    let bytes = source.bytes
    var position = range.lowerBound
    var runStart = position
    func flush(_ end: Int, _ builder: inout StrBuilder) {
      if end > runStart { builder.append(StrObject(utf8: Array(bytes[runStart..<end]))) }
    }
    while position < range.upperBound {
      let byte = bytes[position]
      if byte == 13 {
        flush(position, &builder)
        builder.append(scalar: 10)
        position += position + 1 < range.upperBound && bytes[position + 1] == 10 ? 2 : 1
        runStart = position
      } else if byte == 92 && !isRaw {
        flush(position, &builder)
        try escape(&position, range.upperBound, &builder)
        runStart = position
      } else {
        position += 1
      }
    }
    flush(range.upperBound, &builder)
  }

  private static let simpleEscapes: [UInt8: UInt32] = [
    92: 92, 39: 39, 34: 34, 97: 7, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9, 118: 11,
  ]

  private func escape(_ position: inout Int, _ end: Int, _ builder: inout StrBuilder) throws {
    let bytes = source.bytes
    let start = position
    position += 1
    guard position < end else { return builder.append(scalar: 92) }
    let letter = bytes[position]
    position += 1
    if let scalar = Self.simpleEscapes[letter] { return builder.append(scalar: scalar) }
    switch letter {
    case 10: return
    case 13:
      if position < end, bytes[position] == 10 { position += 1 }
    case 48...55:
      var value = UInt32(letter - 48)
      var count = 1
      while count < 3, position < end, bytes[position] >= 48, bytes[position] <= 55 {
        value = value * 8 + UInt32(bytes[position] - 48)
        position += 1
        count += 1
      }
      builder.append(scalar: value)
    case 120: builder.append(scalar: try hex(2, "\\xXX", start, &position, end))
    case 117: builder.append(scalar: try hex(4, "\\uXXXX", start, &position, end))
    case 85:
      let value = try hex(8, "\\UXXXXXXXX", start, &position, end)
      if value > 0x10FFFF {
        throw fault(
          "(unicode error) 'unicodeescape' codec can't decode bytes in position \(start - content.lowerBound)-"
            + "\(position - 1 - content.lowerBound): illegal Unicode character", start, position)
      }
      builder.append(scalar: value)
    case 78:
      guard position < end, bytes[position] == 123, let close = bytes[position..<end].firstIndex(of: 125) else {
        throw fault(
          "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \\N character escape",
          start, position)
      }
      let name = String(decoding: bytes[(position + 1)..<close], as: UTF8.self)
      position = close + 1
      guard let scalar = UnicodeNames.scalar(named: name) else {
        throw fault(
          "(unicode error) 'unicodeescape' codec can't decode bytes in position \(start - content.lowerBound)-"
            + "\(position - 1 - content.lowerBound): unknown Unicode character name", start, position)
      }
      builder.append(scalar: scalar)
    default:
      builder.append(scalar: 92)
      position -= 1
      // The character after the backslash is taken as it is, whole.
      var length = 1
      while position + length < end, bytes[position + length] & 0xC0 == 0x80 { length += 1 }
      builder.append(StrObject(utf8: Array(bytes[position..<(position + length)])))
      position += length
    }
  }

  private func hex(_ digits: Int, _ form: String, _ start: Int, _ position: inout Int, _ end: Int) throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard position < end, let digit = Character(UnicodeScalar(source.bytes[position])).hexDigitValue else {
        throw fault(
          isBytes
            ? "(value error) invalid \\x escape at position \(start - content.lowerBound)"
            : "(unicode error) 'unicodeescape' codec can't decode bytes in position \(start - content.lowerBound)-"
              + "\(max(position - 1, start) - content.lowerBound): truncated \(form) escape", start, position)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  /// The bytes of a `b'…'` literal.
  func decodeBytes() throws -> [UInt8] {
    let text = source.bytes[content]
    if let wide = text.firstIndex(where: { $0 >= 128 }) {
      throw fault("bytes can only contain ASCII literal characters", wide, wide + 1)
    }
    if isRaw { return Array(text) }
    var result: [UInt8] = []
    var position = content.lowerBound
    while position < content.upperBound {
      let byte = source.bytes[position]
      guard byte == 92, position + 1 < content.upperBound else {
        result.append(byte)
        position += 1
        continue
      }
      let letter = source.bytes[position + 1]
      // `\u`, `\U` and `\N` mean nothing in bytes.
      if letter == 117 || letter == 85 || letter == 78 {
        result += [92, letter]
        position += 2
        continue
      }
      var builder = StrBuilder()
      try escape(&position, content.upperBound, &builder)
      result += builder.build().scalars.map { UInt8(truncatingIfNeeded: $0) }
    }
    return result
  }
}
