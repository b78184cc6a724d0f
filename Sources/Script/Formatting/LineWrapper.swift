/// Breaks the lines of a statement that are too long, inside its brackets.
///
/// A bracket that does not fit is opened: what it holds goes to a line of its own, indented by four, and the closing bracket
/// to the next. What is still too long is broken at every comma of the bracket; where there is none, between adjacent
/// strings, before the clauses of a comprehension, or before the operators that bind least. Lines without brackets stay as
/// they are: nothing but white space changes.
struct LineWrapper {
  private let source: SourceText
  private let tokens: [Token]
  private let indent: Int
  private let lineEnd: String
  private let width: Int
  private let pairs: [Pair]

  /// A bracket and the one that closes it, as positions of tokens.
  private struct Pair {
    let open: Int
    let close: Int
    func holds(_ index: Int) -> Bool { open < index && index < close }
  }

  init(_ source: SourceText, _ tokens: [Token], indent: Int, lineEnd: String, width: Int) {
    self.source = source
    self.tokens = tokens
    self.indent = indent
    self.lineEnd = lineEnd
    self.width = width
    var pairs: [Pair] = []
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      if token.symbol.isOpening {
        open.append(index)
      } else if token.symbol.isClosing, let start = open.popLast() {
        pairs.append(Pair(open: start, close: index))
      }
    }
    self.pairs = pairs.sorted { $0.open < $1.open }
  }

  func text() -> String {
    var breaks = Set<Int>()
    while true {
      var writer = LineWriter(source, tokens, indent: indent, lineEnd: lineEnd, breaks: breaks)
      let text = writer.text()
      guard let more = moreBreaks(writer.places) else { return text }
      breaks.formUnion(more)
    }
  }

  // MARK: Where to break

  /// Breaks before tokens for the first line that is too long and can be broken; `nil` when there is none.
  private func moreBreaks(_ places: [LineWriter.Place]) -> Set<Int>? {
    var first = 0
    while first < tokens.count {
      let line = places[first].firstLine
      // A string over several lines begins on one and ends on another.
      var last = first
      while last + 1 < tokens.count, places[last + 1].firstLine == line { last += 1 }
      let end = places[last].lastLine == line ? places[last].end : places[last].start
      if end > width, let found = breaks(first...last, places) { return found }
      first = last + 1
    }
    return nil
  }

  private func breaks(_ line: ClosedRange<Int>, _ places: [LineWriter.Place]) -> Set<Int>? {
    func isBroken(_ index: Int) -> Bool { places[index].firstLine != places[index - 1].lastLine }
    if let around = pairs.last(where: { $0.holds(line.lowerBound) }) {
      let separators = separators(of: around).filter { !isBroken($0) }
      if separators.contains(where: { line.contains($0) }) { return Set(separators) }
    }
    let closed = pairs.filter { line.contains($0.open) && $0.close > $0.open + 1 && !isBroken($0.open + 1) }
    let outer = closed.filter { pair in !closed.contains { $0.holds(pair.open) } }
    guard let chosen = choice(outer, line, places) else { return nil }
    var found: Set = [chosen.open + 1]
    if !isBroken(chosen.close) { found.insert(chosen.close) }
    // What was on several lines already goes on so, an item a line.
    if (chosen.open + 2..<max(chosen.close, chosen.open + 2)).contains(where: isBroken) {
      found.formUnion(separators(of: chosen).filter { !isBroken($0) })
    }
    return found
  }

  /// The bracket to open: the parameters of a definition, else the last one that leaves lines that fit; subscripts only
  /// where there is nothing else.
  private func choice(_ outer: [Pair], _ line: ClosedRange<Int>, _ places: [LineWriter.Place]) -> Pair? {
    if let first = outer.first, [.def, .class].contains(tokens[0].symbol) { return first }
    let lineIndent = places[line.lowerBound].start
    func fits(_ pair: Pair) -> Bool {
      let isClosedHere = line.contains(pair.close)
      let rest = isClosedHere ? places[line.upperBound].end - places[pair.close].start : 0
      return places[pair.open].end <= width && lineIndent + rest <= width
    }
    let groups = [outer.filter { !isSubscript($0) }, outer.filter(isSubscript)]
    for group in groups { if let pair = group.last(where: fits) { return pair } }
    return groups[0].last ?? groups[1].last
  }

  private func isSubscript(_ pair: Pair) -> Bool {
    guard tokens[pair.open].symbol == .openBracket, pair.open > 0 else { return false }
    let before = tokens[pair.open - 1]
    return before.kind == .name || before.kind == .string || before.symbol.isClosing
  }

  /// The tokens before which what a bracket holds is broken.
  private func separators(of pair: Pair) -> [Int] {
    var levels: [[Int]] = Array(repeating: [], count: 7)
    var (depth, lambdas) = (0, 0)
    // Whether it is inside a lambda, a comprehension, the targets of its `for`: their commas and operators stay together.
    var (isLambda, isComprehension, isTarget) = (false, false, false)
    for index in pair.open + 1..<pair.close {
      let token = tokens[index]
      if token.symbol.isOpening { depth += 1 }
      if token.symbol.isClosing { depth -= 1 }
      if depth > 0 || token.symbol.isClosing { continue }
      switch token.symbol {
      case .lambda:
        lambdas += 1
        isLambda = true
      case .colon where lambdas > 0: lambdas -= 1
      case .comma where lambdas == 0 && !isTarget:
        isLambda = false
        if index + 1 < pair.close { levels[0].append(index + 1) }
      case .for:
        (isComprehension, isTarget, isLambda) = (true, true, false)
        levels[1].append(index)
      case .in: isTarget = false
      case .if where isComprehension: levels[1].append(index)
      case _ where isLambda || isTarget || index == pair.open + 1: break
      case .if, .else: levels[3].append(index)
      case .and, .or: levels[4].append(index)
      case .plus, .minus, .pipe: if tokens[index - 1].endsValue { levels[5].append(index) }
      case .star, .slash, .doubleSlash, .percent, .at: if tokens[index - 1].endsValue { levels[6].append(index) }
      default: if token.kind == .string, tokens[index - 1].kind == .string { levels[2].append(index) }
      }
    }
    return levels.first { !$0.isEmpty } ?? []
  }
}

extension Symbol {
  var isOpening: Bool { self == .openParen || self == .openBracket || self == .openBrace }
  var isClosing: Bool { self == .closeParen || self == .closeBracket || self == .closeBrace }
}

extension Token {
  /// Whether it can end a value: what follows it is then a binary operator, a call or a subscript.
  var endsValue: Bool {
    switch kind {
    case .name, .number, .string: true
    case .keyword: [.true, .false, .none_].contains(symbol)
    case .operator: symbol.isClosing || symbol == .ellipsis
    default: false
    }
  }
}
