extension Parser {
  /// Parameters of a `def` or `lambda`, up to `end`.
  mutating func parameters(until end: Symbol, annotated: Bool) throws -> [Parameter] {
    var parameters: [Parameter] = []
    var duplicate: SyntaxFault?
    var seen = Set<String>()
    var keywordOnly = false
    var hasDefault = false
    var slash = false
    while !at(end) {
      let start = token.span
      if accept(.slash) {
        if slash || keywordOnly || parameters.isEmpty {
          throw SyntaxFault(
            message: parameters.isEmpty
              ? "at least one argument must precede /" : slash ? "/ may appear only once" : "/ must be ahead of *",
            span: start)
        }
        slash = true
        for index in parameters.indices { parameters[index].kind = .positionalOnly }
        if at(.star) { throw SyntaxFault(message: "expected comma between / and *", span: token.span) }
      } else {
        var kind = keywordOnly ? Parameter.Kind.keywordOnly : .normal
        if accept(.doubleStar) {
          kind = .keywords
        } else if accept(.star) {
          if keywordOnly { throw SyntaxFault(message: "* argument may appear only once", span: start) }
          keywordOnly = true
          if at(.comma) {
            advance()
            if at(end) || at(.doubleStar) {
              throw SyntaxFault(message: "named arguments must follow bare *", span: start)
            }
            continue
          }
          if at(end) { throw SyntaxFault(message: "named arguments must follow bare *", span: start) }
          kind = .rest
        }
        if at(.openParen) {
          throw SyntaxFault(
            message: "\(annotated ? "Function" : "Lambda expression") parameters cannot be parenthesized",
            span: token.span)
        }
        let nameSpan = token.span
        let name = try variableName()
        if !seen.insert(name).inserted {
          // What is wrong with the form of the list is told first.
          duplicate =
            duplicate ?? SyntaxFault(message: "duplicate argument '\(name)' in function definition", span: nameSpan)
        }
        let annotation = annotated && accept(.colon) ? try kind == .rest ? starOrExpression() : expression() : nil
        var value: Expression?
        if at(.assign), kind == .rest || kind == .keywords {
          throw SyntaxFault(
            message: "var-\(kind == .rest ? "positional" : "keyword") argument cannot have default value",
            span: token.span)
        }
        if at(.assign) {
          advance()
          if at(.comma) || at(end) {
            throw SyntaxFault(message: "expected default value expression", span: previousSpan)
          }
          value = try expression()
          hasDefault = true
        } else if hasDefault && kind == .normal {
          throw SyntaxFault(message: "non-default argument follows default argument", span: nameSpan)
        }
        parameters.append(
          Parameter(name: name, kind: kind, defaultValue: value, annotation: annotation, span: span(from: start)))
        if kind == .keywords {
          _ = accept(.comma)
          if !at(end) { throw SyntaxFault(message: "arguments cannot follow var-keyword argument", span: token.span) }
          break
        }
      }
      if !accept(.comma) { break }
    }
    if let duplicate { throw duplicate }
    return parameters
  }
}
