extension Parser {
  mutating func atom() throws -> Expression {
    let start = token.span
    switch token.kind {
    case .name:
      let name = try variableName()
      return try make(.name(name), from: start)
    case .number: return try number()
    case .string: return try strings()
    default: break
    }
    switch token.symbol {
    case .true, .false:
      let value = at(.true)
      advance()
      return try make(.constant(.bool(value)), from: start)
    case .none_:
      advance()
      return try make(.constant(.none), from: start)
    case .ellipsis:
      advance()
      return try make(.constant(.ellipsis), from: start)
    case .openParen: return try nested { try $0.parenthesised() }
    case .openBracket: return try nested { try $0.listDisplay() }
    case .openBrace: return try nested { try $0.braceDisplay() }
    default: throw unexpected()
    }
  }

  private mutating func number() throws -> Expression {
    let start = token.span
    let text = text(token.span).filter { $0 != "_" }.lowercased()
    advance()
    let value: Value
    if text.hasPrefix("0x") || text.hasPrefix("0o") || text.hasPrefix("0b") {
      value = try IntegerText.parse(text.utf8, base: 0).map { Value($0) } ?? .none
    } else if text.contains(where: { $0 == "." || $0 == "e" }) {
      value = .float(FloatText.parse(text.utf8) ?? 0)
    } else if let small = Int(text) {
      value = .int(small)
    } else {
      let limit = Integers.digitLimit
      if limit > 0, text.utf8.count > limit {
        throw SyntaxFault(
          message:
            "Exceeds the limit (\(limit) digits) for integer string conversion: value has \(text.utf8.count) digits; "
            + "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals "
            + "to avoid decimal conversion limits.", span: start)
      }
      value = try IntegerText.parse(text.utf8).map { Value($0) } ?? .none
    }
    return try make(.constant(value), from: start)
  }

  private mutating func parenthesised() throws -> Expression {
    let start = token.span
    advance()
    if accept(.closeParen) { return try make(.tuple([]), from: start) }
    if at(.yield) {
      let value = try yieldExpression()
      guard accept(.closeParen) else { throw missingComma() }
      return Expression(value.kind, span(from: start), depth: value.depth)
    }
    let first = try starOrExpression()
    if at(.for) {
      try refuseStarred(first)
      let clauses = try comprehensionClauses()
      guard accept(.closeParen) else { throw missingComma() }
      let node = ComprehensionNode(
        kind: .generator, element: first, value: nil, clauses: clauses, span: span(from: start))
      return try make(.comprehension(node), from: start)
    }
    if at(.comma) {
      var items = [first]
      while accept(.comma) {
        if at(.closeParen) { break }
        items.append(try starOrExpression())
      }
      guard accept(.closeParen) else { throw assignment(to: items[items.count - 1]) ?? missingComma() }
      return try make(.tuple(items), from: start)
    }
    guard accept(.closeParen) else {
      throw assignment(to: first) ?? missingComma()
    }
    if case .starred = first.kind {
      throw SyntaxFault(message: "cannot use starred expression here", span: first.span)
    }
    // The parentheses stay out of the span: carets point at the expression. A tuple inside must not look bare.
    return first
  }

  private mutating func listDisplay() throws -> Expression {
    let start = token.span
    advance()
    if accept(.closeBracket) { return try make(.list([]), from: start) }
    let first = try starOrExpression()
    if at(.for) {
      try refuseStarred(first)
      let clauses = try comprehensionClauses()
      guard accept(.closeBracket) else { throw missingComma() }
      let node = ComprehensionNode(kind: .list, element: first, value: nil, clauses: clauses, span: span(from: start))
      return try make(.comprehension(node), from: start)
    }
    var items = [first]
    while accept(.comma) {
      if at(.closeBracket) { break }
      items.append(try starOrExpression())
    }
    if at(.for), items.count > 1 {
      throw SyntaxFault(
        message: "did you forget parentheses around the comprehension target?",
        span: first.span.through(items[items.count - 1].span))
    }
    guard accept(.closeBracket) else { throw assignment(to: items[items.count - 1]) ?? missingComma() }
    return try make(.list(items), from: start)
  }

  private mutating func braceDisplay() throws -> Expression {
    let start = token.span
    advance()
    if accept(.closeBrace) { return try make(.dict([]), from: start) }
    if at(.doubleStar) { return try dictDisplay(start, first: nil) }
    let isNamed = atNamed
    let first = try starOrExpression()
    if at(.colon), !isNamed { return try dictDisplay(start, first: first) }
    if at(.for) {
      try refuseStarred(first)
      let clauses = try comprehensionClauses()
      guard accept(.closeBrace) else { throw missingComma() }
      let node = ComprehensionNode(kind: .set, element: first, value: nil, clauses: clauses, span: span(from: start))
      return try make(.comprehension(node), from: start)
    }
    var items = [first]
    while accept(.comma) {
      if at(.closeBrace) { break }
      items.append(try starOrExpression())
    }
    if at(.for), items.count > 1 {
      throw SyntaxFault(
        message: "did you forget parentheses around the comprehension target?",
        span: first.span.through(items[items.count - 1].span))
    }
    guard accept(.closeBrace) else { throw assignment(to: items[items.count - 1]) ?? missingComma() }
    return try make(.set(items), from: start)
  }

  private func refuseStarred(_ element: Expression) throws {
    guard case .starred = element.kind else { return }
    throw SyntaxFault(message: "iterable unpacking cannot be used in comprehension", span: element.span)
  }

  private mutating func dictDisplay(_ start: SourceSpan, first: Expression?) throws -> Expression {
    var entries: [(key: Expression?, value: Expression)] = []
    var key = first
    while true {
      if let key {
        guard accept(.colon) else {
          throw SyntaxFault(message: "':' expected after dictionary key", span: previousSpan)
        }
        if at(.closeBrace) || at(.comma) {
          throw SyntaxFault(message: "expression expected after dictionary key and ':'", span: previousSpan)
        }
        if at(.star) {
          throw SyntaxFault(message: "cannot use a starred expression in a dictionary value", span: token.span)
        }
        let value = try expression()
        if entries.isEmpty, at(.for) {
          let clauses = try comprehensionClauses()
          guard accept(.closeBrace) else { throw missingComma() }
          let node = ComprehensionNode(
            kind: .dict, element: key, value: value, clauses: clauses, span: span(from: start))
          return try make(.comprehension(node), from: start)
        }
        entries.append((key, value))
      } else {
        try expect(.doubleStar)
        entries.append((nil, try binary(1)))
        if at(.for) {
          throw SyntaxFault(message: "dict unpacking cannot be used in dict comprehension", span: start)
        }
      }
      guard accept(.comma), !at(.closeBrace) else { break }
      key = at(.doubleStar) ? nil : try expression()
    }
    guard accept(.closeBrace) else { throw missingComma() }
    return try make(.dict(entries), from: start)
  }

  mutating func comprehensionClauses() throws -> [ComprehensionNode.Clause] {
    var clauses: [ComprehensionNode.Clause] = []
    while at(.for) || at(.async) {
      if at(.async) { throw SyntaxFault(message: "'async' is not supported", span: token.span) }
      advance()
      let target = try targets()
      try expect(.in)
      var clause = ComprehensionNode.Clause(target: target, iterable: try conditionFreeExpression(), conditions: [])
      while accept(.if) { clause.conditions.append(try conditionFreeExpression()) }
      clauses.append(clause)
    }
    return clauses
  }

  /// A disjunction: what may stand before the next `if` of a comprehension.
  private mutating func conditionFreeExpression() throws -> Expression {
    return try nested { try $0.disjunctionRule() }
  }
}
