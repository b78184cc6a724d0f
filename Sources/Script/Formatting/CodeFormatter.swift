import Support

/// Gives code its one canonical look: four spaces for a level, spaces around operators and after commas, two blank lines
/// around functions and classes at the top level, one around those inside, lines that are too long broken inside brackets.
///
/// Line breaks that are there, quotes, comments and notebook lines stay as they are; only white space changes. That is
/// checked: the result has the same tokens and the same comments, so the same tree.
public enum CodeFormatter {
  /// How many columns a line has at most, where nothing else is asked for.
  public static let width = 100

  /// The canonical look of `text`.
  ///
  /// - Parameters:
  ///   - name: what an error calls the text.
  ///   - width: longer lines are broken.
  /// - Throws: ``UserError`` when the text is no program, with its line and column.
  public static func format(
    _ text: String, name: String = "<text>", firstLine: Int = 1, width: Int = CodeFormatter.width
  ) throws -> String {
    try GlobalLock.locked { try format(SourceText(text, name: name, firstLine: firstLine), width) }
  }

  private static func format(_ source: SourceText, _ width: Int) throws -> String {
    do {
      _ = try Parser.parse(source)
      let layout = try CodeLayout(source)
      let result = layout.text(width: width)
      let again = try CodeLayout(SourceText(result, name: source.name))
      guard again.sameProgram(as: layout) else {
        throw UserError(.runtime, "\(source.name): formatting would change the program, so it is left as it is")
      }
      return result
    } catch let fault as SyntaxFault {
      let place = source.position(Int(fault.span.start))
      throw UserError(
        .value, "\(source.name):\(place.line + source.firstLine - 1):\(place.column + 1): error: \(fault.message)",
        hint: fault.hint ?? SyntaxHints.hint(for: fault, in: source))
    }
  }
}

/// A program as lines of tokens, with the comments between them.
struct CodeLayout {
  /// A line of a program: one statement's tokens, or a comment that stands alone.
  struct Item {
    enum Content {
      case code([Token])
      case comment(Range<Int>)
    }
    var content: Content
    var level: Int
    /// How many blank lines stand before it.
    var blanks: Int
    /// The comment after the code.
    var trailing: Range<Int>?

    var tokens: [Token] { if case .code(let tokens) = content { tokens } else { [] } }
    var first: Symbol { tokens.first?.symbol ?? .none }
    var isComment: Bool { if case .comment = content { true } else { false } }
    var beginsDefinition: Bool { first == .def || first == .class || first == .at }
    /// Whether a block comes after it.
    var opensBlock: Bool { tokens.last?.symbol == .colon }
    var isClause: Bool { [.elif, .else, .except, .finally].contains(first) }
  }

  let source: SourceText
  private(set) var items: [Item] = []
  private let tokens: [Token]

  init(_ source: SourceText) throws {
    self.source = source
    tokens = try Lexer.tokens(of: source)
    collect()
  }

  // MARK: Reading

  private mutating func collect() {
    var widths = [0]
    var line: [Token] = []
    var gapStart = 0
    var position = 0
    while position < tokens.count {
      let token = tokens[position]
      position += 1
      switch token.kind {
      case .indent, .dedent, .end:
        if line.isEmpty {
          // All changes of level before a line come together.
          var before = widths
          var next = position - 1
          while next < tokens.count, tokens[next].kind == .indent || tokens[next].kind == .dedent {
            if tokens[next].kind == .indent {
              widths.append(width(at: Int(tokens[next].span.end)))
            } else {
              widths.removeLast()
            }
            next += 1
          }
          if widths.count > before.count { before = widths }
          let upTo = next < tokens.count ? Int(tokens[next].span.start) : source.bytes.count
          comments(from: gapStart, to: upTo, before)
          gapStart = upTo
          position = max(next, position)
          if token.kind == .end { return }
        }
      case .newline:
        if !line.isEmpty { append(line, widths.count - 1) }
        gapStart = line.last.map { Int($0.span.end) } ?? gapStart
        line = []
      case .magic:
        comments(from: gapStart, to: Int(token.span.start), widths)
        append([token], widths.count - 1)
        gapStart = Int(token.span.end)
      default:
        if line.isEmpty {
          comments(from: gapStart, to: Int(token.span.start), widths)
        }
        line.append(token)
      }
    }
  }

  private mutating func append(_ line: [Token], _ level: Int) {
    items.append(Item(content: .code(line), level: level, blanks: pendingBlanks))
    pendingBlanks = 0
  }
  private var pendingBlanks = 0

  /// The width of the white space before a place on its line.
  private func width(at place: Int) -> Int {
    var start = place
    while start > 0, source.bytes[start - 1] != 10, source.bytes[start - 1] != 13 { start -= 1 }
    var width = 0
    for byte in source.bytes[start..<place] {
      if byte == 9 { width = (width / 8 + 1) * 8 } else if byte == 12 { width = 0 } else { width += 1 }
    }
    return width
  }

  /// Reads the white space and comments between two lines of code.
  private mutating func comments(from start: Int, to end: Int, _ widths: [Int]) {
    guard start < end else { return }
    var place = start
    var isFirst = true
    var blanks = pendingBlanks
    while place < end {
      var lineEnd = place
      while lineEnd < end, source.bytes[lineEnd] != 10, source.bytes[lineEnd] != 13 { lineEnd += 1 }
      let isWhole = lineEnd < end
      let hash = source.bytes[place..<lineEnd].firstIndex(of: 35)
      if let hash {
        if isFirst, !items.isEmpty || start > 0, place > 0, source.bytes[place - 1] != 10, !items.isEmpty {
          items[items.count - 1].trailing = hash..<lineEnd
        } else {
          let column = width(at: hash)
          let level = widths.lastIndex { $0 <= column } ?? 0
          items.append(Item(content: .comment(hash..<lineEnd), level: level, blanks: blanks))
          blanks = 0
        }
      } else if isWhole, !(isFirst && place > 0 && source.bytes[place - 1] != 10 && !items.isEmpty) {
        blanks += 1
      }
      isFirst = false
      if isWhole, source.bytes[lineEnd] == 13, lineEnd + 1 < end, source.bytes[lineEnd + 1] == 10 { lineEnd += 1 }
      place = lineEnd + 1
    }
    pendingBlanks = blanks
  }

  // MARK: Writing

  /// The program in its canonical look.
  func text(width: Int) -> String {
    let lineEnd = source.text.utf8.contains(13) && source.text.contains("\r\n") ? "\r\n" : "\n"
    var lines: [String] = []
    // Per level, whether the last statement was a function or class, and whether the block is a class's.
    var definitions: [Int: Bool] = [:]
    var classes: [Int: Bool] = [:]
    for (index, item) in items.enumerated() {
      if index > 0 {
        let isSpaced = item.level == 0 || classes[item.level] == true
        for _ in 0..<blanks(before: index, isSpaced, definitions[item.level] == true) { lines.append("") }
      }
      for level in definitions.keys where level >= item.level { definitions[level] = nil }
      if item.beginsDefinition { definitions[item.level] = true }
      if item.opensBlock { classes[item.level + 1] = item.first == .class }
      let indent = String(repeating: " ", count: item.level * 4)
      switch item.content {
      case .comment(let range): lines.append(indent + string(range))
      case .code(let tokens):
        var text = LineWrapper(source, tokens, indent: item.level * 4, lineEnd: lineEnd, width: width).text()
        if let comment = item.trailing { text += "  " + string(comment) }
        lines.append(text)
      }
    }
    if lines.isEmpty { return "" }
    let endsInLineEnd = source.bytes.last == 10 || source.bytes.last == 13
    return lines.joined(separator: lineEnd) + (endsInLineEnd ? lineEnd : "")
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: source.bytes[range], as: UTF8.self) }

  /// Whether item `index` is a function or class, its decorator, or a comment right above one.
  private func leadsDefinition(_ index: Int) -> Bool {
    let item = items[index]
    if item.beginsDefinition { return true }
    guard item.isComment, index + 1 < items.count else { return false }
    let next = items[index + 1]
    return next.blanks == 0 && next.level == item.level && leadsDefinition(index + 1)
  }

  /// How many blank lines go before item `index`.
  ///
  /// - Parameters:
  ///   - isSpaced: functions and classes here stand apart: at the top level and in classes, not in functions.
  ///   - afterDefinition: the statement before it on its level was one.
  private func blanks(before index: Int, _ isSpaced: Bool, _ afterDefinition: Bool) -> Int {
    let item = items[index]
    let previous = items[index - 1]
    if previous.opensBlock && item.level > previous.level || previous.first == .at || item.isClause { return 0 }
    let most = item.level == 0 ? 2 : 1
    var wanted = min(item.blanks, most)
    let isAttached = previous.isComment && previous.level == item.level && item.blanks == 0
    // Short definitions, each on one line, may stand together.
    let isRow =
      previous.level == item.level && previous.beginsDefinition && !previous.opensBlock && item.beginsDefinition
      && !item.opensBlock && item.first != .at
    if isSpaced, !isRow, leadsDefinition(index) && !isAttached || afterDefinition { wanted = most }
    return wanted
  }

  // MARK: Comparing

  /// Whether another layout has the same tokens and comments.
  func sameProgram(as other: CodeLayout) -> Bool {
    guard tokens.count == other.tokens.count else { return false }
    for (a, b) in zip(tokens, other.tokens) {
      guard a.kind == b.kind, a.symbol == b.symbol else { return false }
      switch a.kind {
      case .name, .number, .string, .magic:
        if source.bytes[a.range] != other.source.bytes[b.range] { return false }
      default: break
      }
    }
    return allComments == other.allComments
  }

  /// All comments, those inside brackets included.
  private var allComments: [String] {
    var found: [String] = []
    var place = 0
    func gap(_ end: Int) {
      var position = place
      while position < end {
        if source.bytes[position] == 35 {
          var last = position
          while last < end, source.bytes[last] != 10, source.bytes[last] != 13 { last += 1 }
          found.append(string(position..<last))
          position = last
        } else {
          position += 1
        }
      }
    }
    for token in tokens where token.kind != .indent && token.kind != .dedent && token.kind != .newline {
      gap(Int(token.span.start))
      place = Int(token.span.end)
    }
    return found
  }
}

extension Token {
  /// Its bytes in the source.
  var range: Range<Int> { Int(span.start)..<Int(span.end) }
}
