extension Parser {
  mutating func statement(into statements: inout [Statement]) throws {
    let start = token.span
    if token.kind == .magic {
      let line = text(token.span)
      advance()
      statements.append(Statement(.magic(line), start))
      return
    }
    switch token.symbol {
    case .if: statements.append(try ifStatement("'if' statement"))
    case .while:
      advance()
      let test = try condition()
      let body = try block(after: "'while' statement", start, afterExpression: true)
      statements.append(Statement(.while(test, body, otherwise: try elseBlock()), span(from: start)))
    case .for: statements.append(try forStatement())
    case .try: statements.append(try tryStatement())
    case .with: statements.append(try withStatement())
    case .def: statements.append(try functionStatement([], start))
    case .class: statements.append(try classStatement([], start))
    case .at: statements.append(try decorated())
    case .async, .await: throw SyntaxFault(message: "'\(token.symbol.rawValue)' is not supported", span: token.span)
    default: try simpleStatements(into: &statements)
    }
  }

  mutating func simpleStatements(into statements: inout [Statement]) throws {
    while true {
      statements.append(try simpleStatement())
      if accept(.semicolon) {
        if token.kind == .newline {
          advance()
          return
        }
        if token.kind == .end { return }
        continue
      }
      if token.kind == .newline {
        advance()
        return
      }
      if token.kind == .end || token.kind == .dedent { return }
      throw statementTail(statements[statements.count - 1])
    }
  }

  /// The error when something follows a statement on its line.
  private func statementTail(_ statement: Statement) -> SyntaxFault {
    if case .expression(let value) = statement.kind, case .name(let name) = value.kind {
      if name == "print" || name == "exec" {
        return SyntaxFault(
          message: "Missing parentheses in call to '\(name)'. Did you mean \(name)(...)?",
          span: value.span.through(lineEnd()))
      }
    }
    return unexpected()
  }

  private func lineEnd() -> SourceSpan {
    var position = index
    while tokens[position].kind != .newline && tokens[position].kind != .end { position += 1 }
    return tokens[max(position - 1, 0)].span
  }

  // MARK: Simple statements

  private mutating func simpleStatement() throws -> Statement {
    let start = token.span
    func finish(_ kind: Statement.Kind) -> Statement { Statement(kind, span(from: start)) }
    switch token.symbol {
    case .pass:
      advance()
      return finish(.pass)
    case .break:
      advance()
      return finish(.break)
    case .continue:
      advance()
      return finish(.continue)
    case .return:
      advance()
      let value = endsStatement ? nil : try starExpressions()
      return finish(.return(value))
    case .raise:
      advance()
      if endsStatement { return finish(.raise(nil, cause: nil)) }
      let value = try expression()
      let cause = accept(.from) ? try expression() : nil
      return finish(.raise(value, cause: cause))
    case .assert:
      advance()
      let test = try expression()
      let message = accept(.comma) ? try expression() : nil
      return finish(.assert(test, message: message))
    case .del:
      advance()
      let targets = try targetList()
      for target in targets { try checkDeletable(target) }
      return finish(.delete(targets))
    case .global, .nonlocal:
      let isGlobal = at(.global)
      advance()
      var names = [try variableName()]
      while accept(.comma) { names.append(try variableName()) }
      return finish(isGlobal ? .global(names) : .nonlocal(names))
    case .import: return try importStatement()
    case .from: return try fromStatement()
    default: return try expressionStatement()
    }
  }

  private var endsStatement: Bool {
    token.kind == .newline || token.kind == .end || token.kind == .dedent || at(.semicolon)
  }

  private mutating func targetList() throws -> [Expression] {
    var targets = [try starOrExpression()]
    while accept(.comma) {
      if endsStatement { break }
      targets.append(try starOrExpression())
    }
    return targets
  }

  private mutating func dottedName() throws -> String {
    var path = try name()
    while accept(.dot) { path += "." + (try name()) }
    return path
  }

  private mutating func importStatement() throws -> Statement {
    let start = token.span
    advance()
    var modules: [(module: String, alias: String?, span: SourceSpan)] = []
    repeat {
      let at = token.span
      let module = try dottedName()
      let alias = accept(.as) ? try variableName() : nil
      modules.append((module, alias, span(from: at)))
    } while accept(.comma)
    return Statement(.import(modules), span(from: start))
  }

  private mutating func fromStatement() throws -> Statement {
    let start = token.span
    advance()
    var level = 0
    while at(.dot) || at(.ellipsis) {
      level += at(.dot) ? 1 : 3
      advance()
    }
    let module = level > 0 && at(.import) ? "" : try dottedName()
    try expect(.import)
    if accept(.star) { return Statement(.from(module: module, level: level, names: [], star: true), span(from: start)) }
    let parenthesised = accept(.openParen)
    var names: [(name: String, alias: String?, span: SourceSpan)] = []
    repeat {
      if parenthesised && at(.closeParen) || !parenthesised && !names.isEmpty && endsStatement { break }
      let at = token.span
      let name = try name()
      let alias = accept(.as) ? try variableName() : mangled(name) == name ? nil : mangled(name)
      names.append((name, alias, span(from: at)))
    } while accept(.comma)
    if parenthesised {
      try expect(.closeParen)
    } else if tokens[index - 1].symbol == .comma {
      throw SyntaxFault(message: "trailing comma not allowed without surrounding parentheses", span: previousSpan)
    }
    if names.isEmpty { throw unexpected() }
    return Statement(.from(module: module, level: level, names: names, star: false), span(from: start))
  }

  private mutating func expressionStatement() throws -> Statement {
    let start = token.span
    let first = at(.yield) ? try yieldExpression() : try starExpressions()
    if let op = token.symbol.augmented, token.kind == .operator {
      try checkAugmentable(first)
      advance()
      let value = at(.yield) ? try yieldExpression() : try starExpressions()
      return Statement(.augmented(first, op, value), span(from: start))
    }
    if at(.colon) {
      switch first.kind {
      case .name, .attribute, .subscript_: break
      case .list: throw SyntaxFault(message: "only single target (not list) can be annotated", span: first.span)
      case .tuple: throw SyntaxFault(message: "only single target (not tuple) can be annotated", span: first.span)
      default: throw SyntaxFault(message: "illegal target for annotation", span: first.span)
      }
      advance()
      let annotation = try expression()
      var value: Expression?
      if accept(.assign) { value = at(.yield) ? try yieldExpression() : try starExpressions() }
      return Statement(.annotated(first, annotation: annotation, value: value), span(from: start))
    }
    guard at(.assign) else { return Statement(.expression(first), span(from: start)) }
    var targets: [Expression] = []
    var value = first
    while accept(.assign) {
      try checkAssignable(value)
      targets.append(value)
      value = at(.yield) ? try yieldExpression() : try starExpressions()
    }
    return Statement(.assign(targets: targets, value: value), span(from: start))
  }

  // MARK: Compound statements

  private mutating func elseBlock(_ what: String = "'else' statement") throws -> [Statement] {
    let start = token.span
    return accept(.else) ? try block(after: what, start) : []
  }

  private mutating func ifStatement(_ what: String) throws -> Statement {
    let start = token.span
    advance()
    let test = try condition()
    let body = try block(after: what, start, afterExpression: true)
    var otherwise: [Statement] = []
    if at(.elif) {
      otherwise = [try nested { try $0.ifStatement("'elif' statement") }]
    } else {
      otherwise = try elseBlock()
    }
    return Statement(.if(test, body, otherwise), span(from: start))
  }

  private mutating func forStatement() throws -> Statement {
    let start = token.span
    advance()
    let target = try targets()
    guard accept(.in) else { throw unexpected() }
    let iterable = try starExpressions()
    let body = try block(after: "'for' statement", start, afterExpression: true)
    return Statement(
      .for(target: target, iterable: iterable, body: body, otherwise: try elseBlock()), span(from: start))
  }

  private mutating func tryStatement() throws -> Statement {
    let start = token.span
    advance()
    let body = try block(after: "'try' statement", start)
    var handlers: [Statement.Handler] = []
    while at(.except) {
      let at = token.span
      advance()
      if self.at(.star) { throw SyntaxFault(message: "'except*' is not supported", span: token.span) }
      if let last = handlers.last, last.type == nil {
        throw SyntaxFault(message: "default 'except:' must be last", span: last.span)
      }
      var type: Expression?
      var bound: String?
      if !self.at(.colon), token.kind != .newline {
        type = try expression()
        if self.at(.comma) {
          throw SyntaxFault(message: "multiple exception types must be parenthesized", span: type!.span)
        }
        if accept(.as) { bound = try variableName() }
      }
      let header = span(from: at)
      let handler = try block(after: "'except' statement", at)
      handlers.append(Statement.Handler(type: type, name: bound, body: handler, span: header))
    }
    var otherwise: [Statement] = []
    if !handlers.isEmpty { otherwise = try elseBlock() }
    var finally: [Statement] = []
    let at = token.span
    if accept(.finally) {
      finally = try block(after: "'finally' statement", at)
    } else if handlers.isEmpty {
      throw SyntaxFault(message: "expected 'except' or 'finally' block", span: token.span)
    }
    return Statement(.try(body: body, handlers: handlers, otherwise: otherwise, finally: finally), span(from: start))
  }

  private mutating func withStatement() throws -> Statement {
    let start = token.span
    advance()
    var items: [(context: Expression, target: Expression?)] = []
    // `with (a as b, c as d):` — the parentheses belong to the statement when an `as` or `,` is inside and `:` follows.
    let saved = index
    if at(.openParen), let parsed = try? parenthesisedItems(),
      at(.colon) || token.kind == .newline && parsed.contains(where: { $0.target != nil })
    {
      items = parsed
    } else {
      index = saved
      repeat { items.append(try withItem()) } while accept(.comma)
    }
    if token.kind == .name, case .some((_, nil)) = items.last { throw unexpected() }
    let body = try block(after: "'with' statement", start)
    return Statement(.with(items, body), span(from: start))
  }

  private mutating func parenthesisedItems() throws -> [(context: Expression, target: Expression?)] {
    try expect(.openParen)
    var items: [(context: Expression, target: Expression?)] = []
    repeat {
      if at(.closeParen) { break }
      items.append(try withItem())
    } while accept(.comma)
    try expect(.closeParen)
    return items
  }

  private mutating func withItem() throws -> (context: Expression, target: Expression?) {
    let context = try expression()
    guard accept(.as) else { return (context, nil) }
    let target = try starOrExpression()
    try checkAssignable(target)
    return (context, target)
  }

  private mutating func decorated() throws -> Statement {
    let start = token.span
    var decorators: [Expression] = []
    while accept(.at) {
      decorators.append(try namedExpression())
      guard token.kind == .newline else { throw unexpected() }
      while token.kind == .newline { advance() }
    }
    switch token.symbol {
    case .def: return try functionStatement(decorators, start)
    case .class: return try classStatement(decorators, start)
    default: throw unexpected()
    }
  }

  private mutating func functionStatement(_ decorators: [Expression], _ start: SourceSpan) throws -> Statement {
    let header = token.span
    advance()
    let name = try name()
    guard at(.openParen) else {
      throw SyntaxFault(
        message: "expected '('",
        span: token.span.start == token.span.end
          ? SourceSpan(Int(token.span.start), Int(token.span.start) + 1) : token.span)
    }
    advance()
    let parameters = try parameters(until: .closeParen, annotated: true)
    try expect(.closeParen)
    if accept(.arrow) { _ = try expression() }
    let headerSpan = span(from: header)
    let body = try block(after: "function definition", header)
    let node = FunctionNode(
      name: name, boundName: mangled(name), parameters: parameters, body: body, span: headerSpan, isLambda: false)
    return Statement(.function(node, decorators: decorators), headerSpan)
  }

  private mutating func classStatement(_ decorators: [Expression], _ start: SourceSpan) throws -> Statement {
    let header = token.span
    advance()
    let name = try name()
    var bases: [Argument] = []
    if accept(.openParen) {
      bases = try arguments()
      try expect(.closeParen)
    }
    let headerSpan = span(from: header)
    let outer = privatePrefix
    let stripped = name.drop { $0 == "_" }
    privatePrefix = stripped.isEmpty ? nil : "_" + stripped
    defer { privatePrefix = outer }
    let body = try block(after: "class definition", header)
    privatePrefix = outer
    let node = ClassNode(name: name, boundName: mangled(name), bases: bases, body: body, span: headerSpan)
    return Statement(.class(node, decorators: decorators), headerSpan)
  }
}
