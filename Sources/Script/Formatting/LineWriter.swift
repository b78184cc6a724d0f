/// Writes the tokens of one statement with canonical spaces; lines end where they did, and where ``LineWrapper`` breaks them.
struct LineWriter {
  private let source: SourceText
  private let tokens: [Token]
  private let indent: Int
  private let lineEnd: String
  private var out = ""
  /// The column of the next character, and the indentation of the line it is on.
  private var column = 0
  private var lineIndent: Int
  private var brackets: [Bracket]
  private var isImportHeader = false
  /// Tokens before which a line begins that did not before.
  private let breaks: Set<Int>

  /// Where a token was written: its lines within the statement, and its columns on the first and after the last.
  struct Place {
    let firstLine: Int
    let start: Int
    let lastLine: Int
    let end: Int
  }
  private(set) var places: [Place] = []
  private var line = 0

  /// An open bracket, or the statement itself.
  private struct Bracket {
    var symbol: Symbol
    /// Where lines inside it begin, and where its closing bracket does when it begins a line.
    var content: Int
    var closing: Int
    /// How many lambdas wait for their colon.
    var lambdas = 0
    /// Whether a colon has come since the last comma: an annotation, in a parameter list.
    var isAnnotated = false
    /// Whether the parts of a slice in it are more than names and numbers: its colons then stand apart.
    var isWideSlice = false
  }

  /// What a sign is in its place.
  private enum Role { case plain, unary, binary, keywordEquals, sliceColon, colon }
  private var previousRole = Role.plain

  init(_ source: SourceText, _ tokens: [Token], indent: Int, lineEnd: String, breaks: Set<Int> = []) {
    self.source = source
    self.tokens = tokens
    self.indent = indent
    self.lineEnd = lineEnd
    self.breaks = breaks
    lineIndent = indent
    brackets = [Bracket(symbol: .none, content: indent + 4, closing: indent)]
  }

  mutating func text() -> String {
    out = String(repeating: " ", count: indent)
    column = indent
    isImportHeader = tokens.first?.symbol == .from
    for (index, token) in tokens.enumerated() {
      let role = role(of: index)
      if index > 0 { gap(index, role) }
      if token.symbol == .import { isImportHeader = false }
      let (firstLine, start) = (line, column)
      write(String(decoding: source.bytes[token.range], as: UTF8.self))
      places.append(Place(firstLine: firstLine, start: start, lastLine: line, end: column))
      track(index, role)
      previousRole = role
    }
    return out
  }

  private mutating func write(_ text: String) {
    out += text
    if let last = text.utf8.lastIndex(of: 10) {
      line += text.utf8.count { $0 == 10 }
      column = text[text.utf8.index(after: last)...].unicodeScalars.count
    } else {
      column += text.unicodeScalars.count
    }
  }

  private mutating func newLine(_ indent: Int) {
    while out.last == " " { out.removeLast() }
    out += lineEnd + String(repeating: " ", count: indent)
    column = indent
    lineIndent = indent
    line += 1
  }

  // MARK: Roles

  private func role(of index: Int) -> Role {
    let token = tokens[index]
    guard token.kind == .operator, let top = brackets.last else { return .plain }
    switch token.symbol {
    case .plus, .minus, .star, .doubleStar, .tilde, .at, .slash:
      if index == 0 { return .unary }
      if token.symbol == .slash, !tokens[index - 1].endsValue { return .plain }
      return tokens[index - 1].endsValue && token.symbol != .tilde ? .binary : .unary
    case .assign:
      return top.symbol == .openParen && !top.isAnnotated || top.lambdas > 0 ? .keywordEquals : .binary
    case .colon: return top.symbol == .openBracket && top.lambdas == 0 ? .sliceColon : .colon
    case .dot, .comma, .semicolon, .ellipsis, .openParen, .openBracket, .openBrace, .closeParen, .closeBracket,
      .closeBrace,
      .exclamation:
      return .plain
    default: return .binary
    }
  }

  private mutating func track(_ index: Int, _ role: Role) {
    let symbol = tokens[index].symbol
    let top = brackets.count - 1
    if symbol.isOpening {
      let isHanging =
        index + 1 < tokens.count
        && (breaks.contains(index + 1)
          || hasLineEnd(tokens[index].range.upperBound..<tokens[index + 1].range.lowerBound))
      var bracket =
        isHanging
        ? Bracket(symbol: symbol, content: lineIndent + 4, closing: lineIndent)
        : Bracket(symbol: symbol, content: column, closing: column)
      bracket.isWideSlice = symbol == .openBracket && isWideSlice(from: index + 1)
      brackets.append(bracket)
    } else if symbol.isClosing {
      if brackets.count > 1 { brackets.removeLast() }
    } else if symbol == .lambda {
      brackets[top].lambdas += 1
    } else if symbol == .colon {
      if brackets[top].lambdas > 0 { brackets[top].lambdas -= 1 } else { brackets[top].isAnnotated = true }
    } else if symbol == .comma, brackets[top].lambdas == 0 {
      brackets[top].isAnnotated = false
    }
  }

  /// Whether what a bracket holds, from token `start` on, has calls, attributes or operators in it.
  private func isWideSlice(from start: Int) -> Bool {
    var depth = 0
    var previous: Token?
    for token in tokens[start...] {
      if token.symbol.isClosing {
        if depth == 0 { return false }
        depth -= 1
      } else if token.symbol.isOpening {
        return true
      } else if token.kind == .operator, token.symbol != .colon, token.symbol != .comma {
        let isSign = token.symbol == .minus && !(previous?.endsValue ?? false)
        if !isSign { return true }
      } else if token.kind == .keyword, !token.endsValue {
        return true
      }
      previous = token
    }
    return false
  }

  // MARK: Between tokens

  private func hasLineEnd(_ range: Range<Int>) -> Bool { source.bytes[range].contains { $0 == 10 || $0 == 13 } }

  private mutating func gap(_ index: Int, _ role: Role) {
    let token = tokens[index]
    let range = tokens[index - 1].range.upperBound..<token.range.lowerBound
    guard hasLineEnd(range) else {
      if breaks.contains(index), let bracket = brackets.last {
        return newLine(token.symbol.isClosing ? bracket.closing : bracket.content)
      }
      if needsSpace(index, role) { write(" ") }
      return
    }
    let inner = brackets.count > 1
    let content = brackets[brackets.count - 1].content
    // A closing bracket that begins a line stands where its line began.
    let target = token.symbol.isClosing ? brackets[brackets.count - 1].closing : content
    let pieces = lines(of: range)
    for (number, piece) in pieces.enumerated() {
      let hash = piece.firstIndex(of: 35)
      if number == 0 {
        if let hash { write("  " + comment(hash..<piece.upperBound)) }
        if !inner { write(" \\") }
      } else if let hash {
        newLine(content)
        write(comment(hash..<piece.upperBound))
      }
    }
    newLine(target)
  }

  private func comment(_ range: Range<Int>) -> String { String(decoding: source.bytes[range], as: UTF8.self) }

  private func lines(of range: Range<Int>) -> [LineRange] {
    var found: [LineRange] = []
    var start = range.lowerBound
    for place in range where source.bytes[place] == 10 || source.bytes[place] == 13 {
      if source.bytes[place] == 10, place > range.lowerBound, source.bytes[place - 1] == 13 {
        start = place + 1
        continue
      }
      found.append(LineRange(source, start..<place))
      start = place + 1
    }
    found.append(LineRange(source, start..<range.upperBound))
    return found
  }

  /// A line of what stands between two tokens.
  private struct LineRange {
    let source: SourceText
    let range: Range<Int>
    var upperBound: Int { range.upperBound }
    init(_ source: SourceText, _ range: Range<Int>) {
      self.source = source
      self.range = range
    }
    func firstIndex(of byte: UInt8) -> Int? { source.bytes[range].firstIndex(of: byte) }
  }

  private func needsSpace(_ index: Int, _ role: Role) -> Bool {
    let (previous, token) = (tokens[index - 1], tokens[index])
    if previous.symbol.isOpening || token.symbol.isClosing { return false }
    if token.symbol == .comma || token.symbol == .semicolon { return false }
    if previous.symbol == .comma || previous.symbol == .semicolon { return true }
    if isImportHeader, previous.symbol == .dot || previous.symbol == .ellipsis { return token.symbol == .import }
    if token.symbol == .dot || isImportHeader && token.symbol == .ellipsis {
      return previous.kind == .number || isWord(previous)
    }
    if previous.symbol == .dot { return token.symbol == .import }
    if role == .sliceColon { return brackets[brackets.count - 1].isWideSlice && previousRole != .sliceColon }
    if role == .colon { return false }
    switch previousRole {
    case .sliceColon: return brackets[brackets.count - 1].isWideSlice
    case .colon: return true
    case .unary: return false
    case .keywordEquals: return false
    case .binary: return true
    case .plain: break
    }
    switch role {
    case .binary: return true
    case .keywordEquals: return false
    case .unary: return isWord(previous) || previous.symbol == .slash
    default: break
    }
    if token.symbol == .openParen || token.symbol == .openBracket { return !previous.endsValue }
    return true
  }

  /// Whether a token is a keyword that stands apart from what follows it.
  private func isWord(_ token: Token) -> Bool { token.kind == .keyword && !token.endsValue }
}
