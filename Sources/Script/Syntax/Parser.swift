/// Turns tokens into a syntax tree: a recursive-descent parser of the grammar in `grammar.txt` beside this file.
struct Parser {
  let source: SourceText
  var tokens: [Token]
  var index = 0
  /// How deep the rules are nested: an error past the limit, not a crash.
  var depth = 0
  /// Whether this parses the braces of an f-string.
  var isFragment = false
  /// The class whose body this is in, as it stands before private names: `_A` for `class A`.
  var privatePrefix: String?
  static let depthLimit = 900

  /// The statements of a whole program.
  static func parse(_ source: SourceText) throws -> [Statement] { try parseProgram(source).statements }

  /// The statements of a whole program, and whether the last one ends in `;`.
  static func parseProgram(_ source: SourceText) throws -> (statements: [Statement], endsInSemicolon: Bool) {
    if let zero = source.bytes.firstIndex(of: 0) {
      throw SyntaxFault(message: "source code cannot contain null bytes", span: SourceSpan(zero, zero + 1))
    }
    var parser = Parser(source: source, tokens: try Lexer.tokens(of: source))
    let statements = try parser.program()
    let last = parser.tokens.last { $0.kind != .newline && $0.kind != .dedent && $0.kind != .end }
    return (statements, last?.symbol == .semicolon)
  }

  init(source: SourceText, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  // MARK: Tokens

  var token: Token { tokens[index] }
  var previousSpan: SourceSpan { index > 0 ? tokens[index - 1].span : token.span }

  func peek(_ offset: Int = 1) -> Token { tokens[min(index + offset, tokens.count - 1)] }

  func at(_ symbol: Symbol) -> Bool { tokens[index].symbol == symbol }

  mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  mutating func accept(_ symbol: Symbol) -> Bool {
    guard tokens[index].symbol == symbol else { return false }
    advance()
    return true
  }

  /// The end of what was parsed since `start`.
  func span(from start: SourceSpan) -> SourceSpan { start.through(previousSpan) }

  func text(_ span: SourceSpan) -> String {
    String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  func isName(_ token: Token) -> Bool { token.kind == .name }

  mutating func expect(_ symbol: Symbol) throws {
    if !accept(symbol) { throw unexpected() }
  }

  mutating func name() throws -> String {
    guard token.kind == .name else { throw unexpected() }
    defer { advance() }
    return text(token.span)
  }

  /// A name as it is bound or looked up: private ones of a class (`__x`) get the class's name before them.
  mutating func variableName() throws -> String { mangled(try name()) }

  func mangled(_ name: String) -> String {
    guard let privatePrefix, name.hasPrefix("__"), !name.hasSuffix("__"), !name.contains(".") else { return name }
    return privatePrefix + name
  }

  /// Runs a nested rule, refusing to go too deep.
  mutating func nested<T>(_ body: (inout Parser) throws -> T) throws -> T {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw tooDeep(token.span) }
    do { try NativeStack.check() } catch { throw tooDeep(token.span) }
    return try body(&self)
  }

  func tooDeep(_ span: SourceSpan) -> SyntaxFault {
    SyntaxFault(
      message: "maximum recursion depth exceeded during compilation", span: span,
      hint: "the expression or the blocks are nested too deeply", type: .recursionError)
  }

  /// The error for a token that fits nowhere.
  func unexpected() -> SyntaxFault {
    let token = token
    switch token.kind {
    case .indent: return SyntaxFault(message: "unexpected indent", span: token.span, type: .indentationError)
    case .dedent where token.span.start == token.span.end:
      return SyntaxFault(message: "invalid syntax", span: previousSpan)
    default: break
    }
    let span =
      token.span.start == token.span.end ? SourceSpan(Int(token.span.start), Int(token.span.end) + 1) : token.span
    return SyntaxFault(message: isFragment ? "f-string: invalid syntax" : "invalid syntax", span: span)
  }

  // MARK: Blocks

  mutating func program() throws -> [Statement] {
    var statements: [Statement] = []
    while token.kind != .end {
      if token.kind == .newline {
        advance()
        continue
      }
      try statement(into: &statements)
    }
    return statements
  }

  /// `':' (NEWLINE INDENT statement+ DEDENT | simple_statements)` after the header that began at `header`.
  ///
  /// - Parameter afterExpression: whether an expression comes before the colon: what follows it on the line instead
  ///   is then the mistake.
  mutating func block(after what: String, _ header: SourceSpan, afterExpression: Bool = false) throws -> [Statement] {
    guard accept(.colon) else {
      if token.kind == .newline || token.kind == .end
        || !afterExpression && (token.kind == .name || token.kind == .keyword)
      {
        let span = token.kind == .newline ? SourceSpan(Int(token.span.start), Int(token.span.start) + 1) : token.span
        throw SyntaxFault(message: "expected ':'", span: span)
      }
      if at(.openBrace) {
        // A block in braces: what is wrong inside them is told first.
        var inner = self
        _ = try inner.starExpressions()
      }
      throw unexpected()
    }
    var statements: [Statement] = []
    guard token.kind == .newline else {
      try simpleStatements(into: &statements)
      return statements
    }
    advance()
    guard token.kind == .indent else {
      let line = source.position(Int(header.start)).line
      throw SyntaxFault(
        message: "expected an indented block after \(what) on line \(line)",
        span: token.kind == .end || token.kind == .dedent ? previousSpan : token.span, type: .indentationError)
    }
    advance()
    try nested { parser in
      while parser.token.kind != .dedent && parser.token.kind != .end {
        if parser.token.kind == .newline {
          parser.advance()
          continue
        }
        try parser.statement(into: &statements)
      }
    }
    if token.kind == .dedent { advance() }
    return statements
  }
}
