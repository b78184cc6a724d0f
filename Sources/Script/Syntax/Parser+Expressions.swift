extension Parser {
  func make(_ kind: Expression.Kind, from start: SourceSpan, depth: Int = 1) throws -> Expression {
    let span = span(from: start)
    if depth > 2 * Self.depthLimit { throw tooDeep(span) }
    return Expression(kind, span, depth: depth)
  }

  /// `star_expressions`: one expression, or a tuple without parentheses.
  mutating func starExpressions() throws -> Expression {
    let start = token.span
    let first = try at(.star) ? starOrExpression() : expression()
    guard at(.comma) else { return first }
    var items = [first]
    while accept(.comma) {
      if !startsExpression { break }
      items.append(try at(.star) ? starOrExpression() : expression())
    }
    return try make(.tuple(items), from: start)
  }

  /// Whether an expression can begin at the current token.
  var startsExpression: Bool {
    switch token.kind {
    case .name, .number, .string: return true
    case .keyword:
      switch token.symbol {
      case .false, .true, .none_, .not, .lambda, .yield, .await: return true
      default: return false
      }
    case .operator:
      switch token.symbol {
      case .openParen, .openBracket, .openBrace, .plus, .minus, .tilde, .star, .ellipsis: return true
      default: return false
      }
    default: return false
    }
  }

  /// An expression, or `*expression`.
  mutating func starOrExpression() throws -> Expression {
    let start = token.span
    guard accept(.star) else { return try namedExpression() }
    let value = try binary(1)
    return try make(.starred(value), from: start, depth: value.depth + 1)
  }

  /// `name := expression`, or an expression.
  mutating func namedExpression() throws -> Expression {
    let start = token.span
    guard atNamed else {
      let value = try expression()
      if at(.walrus) {
        throw SyntaxFault(
          message: "cannot use assignment expressions with \(value.description)", span: value.span)
      }
      return value
    }
    let name = try variableName()
    advance()
    let value = try expression()
    return try make(.walrus(name, value), from: start, depth: value.depth + 1)
  }

  /// Whether `name :=` comes next.
  var atNamed: Bool { token.kind == .name && peek().symbol == .walrus }

  /// The test of an `if` or `while`.
  mutating func condition() throws -> Expression {
    let value = try namedExpression()
    if let fault = assignment(to: value) { throw fault }
    return value
  }

  /// The error when an expression that only has a value is followed by `=` and another, as in `if x = 3:`.
  func assignment(to value: Expression) -> SyntaxFault? {
    guard at(.assign), !isFragment else { return nil }
    var ahead = self
    ahead.advance()
    guard ahead.startsExpression, let right = try? ahead.binary(1), !ahead.at(.assign), !ahead.at(.walrus) else {
      return nil
    }
    switch value.kind {
    case .name:
      return SyntaxFault(
        message: "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span: value.span.through(right.span))
    case .list, .tuple, .compare, .not, .and, .or, .conditional, .lambda, .walrus: return nil
    case .constant(let constant):
      switch constant {
      case .none, .bool: return nil
      default: break
      }
    case .comprehension(let node) where node.kind == .generator: return nil
    default: break
    }
    return SyntaxFault(
      message: "cannot assign to \(value.description) here. Maybe you meant '==' instead of '='?", span: value.span)
  }

  mutating func yieldExpression() throws -> Expression {
    let start = token.span
    advance()
    if accept(.from) {
      let value = try expression()
      return try make(.yieldFrom(value), from: start, depth: value.depth + 1)
    }
    let ends = !startsExpression || at(.closeParen)
    let value = ends ? nil : try starExpressions()
    return try make(.yield(value), from: start)
  }

  /// An expression without `:=`: a lambda or a conditional expression.
  mutating func expression() throws -> Expression {
    try nested { parser in
      let start = parser.token.span
      if parser.at(.lambda) { return try parser.lambda() }
      let value = try parser.disjunction()
      guard parser.at(.if) else { return value }
      parser.advance()
      let test = try parser.disjunction()
      guard parser.accept(.else) else {
        throw SyntaxFault(message: "expected 'else' after 'if' expression", span: parser.span(from: start))
      }
      let otherwise = try parser.expression()
      return try parser.make(
        .conditional(test: test, then: value, otherwise: otherwise), from: start,
        depth: max(value.depth, test.depth, otherwise.depth) + 1)
    }
  }

  private mutating func lambda() throws -> Expression {
    let start = token.span
    advance()
    let parameters = try parameters(until: .colon, annotated: false)
    try expect(.colon)
    let body = try expression()
    let node = FunctionNode(
      name: "<lambda>", parameters: parameters, body: [Statement(.return(body), body.span)], span: span(from: start),
      isLambda: true)
    return try make(.lambda(node), from: start)
  }

  mutating func disjunctionRule() throws -> Expression { try disjunction() }

  private mutating func disjunction() throws -> Expression {
    let start = token.span
    var left = try conjunction()
    while accept(.or) {
      let right = try conjunction()
      left = try make(.or(left, right), from: start, depth: max(left.depth, right.depth) + 1)
    }
    return left
  }

  private mutating func conjunction() throws -> Expression {
    let start = token.span
    var left = try inversion()
    while accept(.and) {
      let right = try inversion()
      left = try make(.and(left, right), from: start, depth: max(left.depth, right.depth) + 1)
    }
    return left
  }

  private mutating func inversion() throws -> Expression {
    let start = token.span
    guard accept(.not) else { return try comparison() }
    return try nested { parser in
      let value = try parser.inversion()
      return try parser.make(.not(value), from: start, depth: value.depth + 1)
    }
  }

  private mutating func comparisonOperator() -> ComparisonOperator? {
    switch token.symbol {
    case .less: advance(); return .order(.less)
    case .lessOrEqual: advance(); return .order(.lessOrEqual)
    case .greater: advance(); return .order(.greater)
    case .greaterOrEqual: advance(); return .order(.greaterOrEqual)
    case .equal: advance(); return .order(.equal)
    case .notEqual: advance(); return .order(.notEqual)
    case .in: advance(); return .in
    case .not where peek().symbol == .in:
      advance()
      advance()
      return .notIn
    case .is:
      advance()
      return accept(.not) ? .isNot : .is
    default: return nil
    }
  }

  private mutating func comparison() throws -> Expression {
    let start = token.span
    let left = try binary(1)
    var rest: [(op: ComparisonOperator, right: Expression)] = []
    while let op = comparisonOperator() { rest.append((op, try binary(1))) }
    if rest.isEmpty { return left }
    let depth = rest.reduce(left.depth) { max($0, $1.right.depth) } + 1
    return try make(.compare(left, rest), from: start, depth: depth)
  }

  /// Binary operators that bind at least as tightly as `minimum`, by precedence climbing.
  mutating func binary(_ minimum: Int) throws -> Expression {
    let start = token.span
    var left = try unary()
    while token.kind == .operator, let (op, precedence) = token.symbol.binary, precedence >= minimum {
      advance()
      let right = try binary(precedence + 1)
      left = try make(.binary(op, left, right), from: start, depth: max(left.depth, right.depth) + 1)
    }
    return left
  }

  private mutating func unary() throws -> Expression {
    let start = token.span
    let op: UnaryOperator
    switch token.symbol {
    case .minus: op = .negate
    case .plus: op = .plus
    case .tilde: op = .invert
    default: return try power()
    }
    advance()
    return try nested { parser in
      let value = try parser.unary()
      if op == .negate, case .constant(let constant) = value.kind, parser.isNumber(constant) {
        return try parser.make(.constant(try constant.unary(.negate)), from: start)
      }
      return try parser.make(.unary(op, value), from: start, depth: value.depth + 1)
    }
  }

  private func isNumber(_ value: Value) -> Bool {
    switch value {
    case .int, .float: true
    default: value.bigInt != nil
    }
  }

  private mutating func power() throws -> Expression {
    let start = token.span
    if at(.await) { throw SyntaxFault(message: "'await' is not supported", span: token.span) }
    let base = try primary()
    guard accept(.doubleStar) else { return base }
    return try nested { parser in
      let exponent = try parser.unary()
      return try parser.make(.binary(.power, base, exponent), from: start, depth: max(base.depth, exponent.depth) + 1)
    }
  }

  /// An atom with its calls, subscripts and attributes.
  private mutating func primary() throws -> Expression {
    let start = token.span
    var value = try atom()
    while true {
      switch token.symbol {
      case .dot:
        advance()
        let name = try variableName()
        value = try make(.attribute(value, name), from: start, depth: value.depth + 1)
      case .openParen:
        advance()
        let arguments = try arguments()
        guard accept(.closeParen) else { throw missingComma() }
        value = try make(.call(value, arguments), from: start, depth: value.depth + 1)
      case .openBracket:
        advance()
        let index = try subscripts()
        guard accept(.closeBracket) else { throw missingComma() }
        value = try make(.subscript_(value, index), from: start, depth: value.depth + 1)
      default: return value
      }
    }
  }

  /// The error when an expression is followed by another inside brackets.
  func missingComma() -> SyntaxFault {
    if startsExpression, token.kind != .keyword || at(.true) || at(.false) || at(.none_) || at(.lambda), index > 0 {
      let first = tokens[index - 1]
      let isValue =
        first.kind == .name || first.kind == .number || first.kind == .string
        || [.closeParen, .closeBracket, .closeBrace].contains(first.symbol)
      if isValue {
        return SyntaxFault(
          message: isFragment
            ? "f-string: invalid syntax. Perhaps you forgot a comma?" : "invalid syntax. Perhaps you forgot a comma?",
          span: first.span.through(token.span))
      }
    }
    return unexpected()
  }

  private mutating func subscripts() throws -> Expression {
    let start = token.span
    let first = try sliceOrExpression()
    guard at(.comma) else { return first }
    var items = [first]
    while accept(.comma) {
      if at(.closeBracket) { break }
      items.append(try sliceOrExpression())
    }
    return try make(.tuple(items), from: start)
  }

  private mutating func sliceOrExpression() throws -> Expression {
    let start = token.span
    if at(.star) { return try starOrExpression() }
    let isNamed = atNamed
    let lower = at(.colon) ? nil : try namedExpression()
    if let lower, isNamed || !at(.colon) { return lower }
    advance()
    let ends: (Parser) -> Bool = { $0.at(.colon) || $0.at(.closeBracket) || $0.at(.comma) }
    let upper = ends(self) ? nil : try expression()
    var step: Expression?
    if accept(.colon) { step = ends(self) ? nil : try expression() }
    return try make(.slice(lower, upper, step), from: start)
  }

  /// The arguments of a call, up to the closing parenthesis.
  mutating func arguments() throws -> [Argument] {
    var arguments: [Argument] = []
    var names = Set<String>()
    var keywordSeen = false
    var unpackedKeywords = false
    while !at(.closeParen) {
      let start = token.span
      if accept(.doubleStar) {
        let value = try expression()
        arguments.append(Argument(kind: .doubleStar, value: value, span: span(from: start)))
        unpackedKeywords = true
      } else if accept(.star) {
        if unpackedKeywords {
          throw SyntaxFault(
            message: "iterable argument unpacking follows keyword argument unpacking", span: span(from: start))
        }
        let value = try expression()
        arguments.append(Argument(kind: .star, value: value, span: span(from: start)))
      } else if token.kind == .name, peek().symbol == .assign {
        let name = try name()
        advance()
        if at(.comma) || at(.closeParen) {
          throw SyntaxFault(message: "expected argument value expression", span: span(from: start))
        }
        let value = try expression()
        if at(.for) {
          throw SyntaxFault(
            message: "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            span: start.through(tokens[index - 2].span))
        }
        if !names.insert(name).inserted {
          throw SyntaxFault(message: "keyword argument repeated: \(name)", span: span(from: start))
        }
        keywordSeen = true
        arguments.append(Argument(kind: .keyword(name), value: value, span: span(from: start)))
      } else {
        let value = try namedExpression()
        if at(.assign) {
          throw SyntaxFault(
            message: [.true, .false, .none_].contains(tokens[index - 1].symbol)
              ? "cannot assign to \(text(value.span))"
              : "expression cannot contain assignment, perhaps you meant \"==\"?", span: value.span.through(token.span))
        }
        if at(.for) {
          let clauses = try comprehensionClauses()
          let node = ComprehensionNode(
            kind: .generator, element: value, value: nil, clauses: clauses, span: span(from: start))
          let generator = try make(.comprehension(node), from: start)
          if !arguments.isEmpty || at(.comma) {
            throw SyntaxFault(message: "Generator expression must be parenthesized", span: generator.span)
          }
          arguments.append(Argument(kind: .positional, value: generator, span: generator.span))
        } else {
          if unpackedKeywords {
            throw SyntaxFault(message: "positional argument follows keyword argument unpacking", span: value.span)
          }
          if keywordSeen {
            throw SyntaxFault(message: "positional argument follows keyword argument", span: value.span)
          }
          arguments.append(Argument(kind: .positional, value: value, span: value.span))
        }
      }
      if !accept(.comma) { break }
    }
    return arguments
  }
}
