extension Parser {
  /// The targets of a `for` or a comprehension: `a, (b, *c)`.
  mutating func targets() throws -> Expression {
    let start = token.span
    let first = try target()
    guard at(.comma) else {
      try checkAssignable(first)
      return first
    }
    var items = [first]
    while accept(.comma) {
      if at(.in) { break }
      items.append(try target())
    }
    let tuple = try make(.tuple(items), from: start)
    try checkAssignable(tuple)
    return tuple
  }

  /// One target: anything that binds tighter than `in`.
  private mutating func target() throws -> Expression {
    let start = token.span
    guard accept(.star) else { return try binary(1) }
    let value = try binary(1)
    return try make(.starred(value), from: start, depth: value.depth + 1)
  }

  /// Whether `expression` may stand left of `=`.
  func checkAssignable(_ expression: Expression, inside: Bool = false) throws {
    switch expression.kind {
    case .name, .attribute, .subscript_: return
    case .starred(let value):
      if !inside {
        throw SyntaxFault(message: "starred assignment target must be in a list or tuple", span: expression.span)
      }
      try checkAssignable(value, inside: true)
    case .list(let items), .tuple(let items):
      var starred = 0
      for item in items {
        if case .starred = item.kind { starred += 1 }
        try checkAssignable(item, inside: true)
      }
      if starred > 1 {
        throw SyntaxFault(message: "multiple starred expressions in assignment", span: expression.span)
      }
    default:
      let what = expression.description
      var message = "cannot assign to \(what)"
      switch expression.kind {
      case .constant(let value) where what == "None" || what == "True" || what == "False" || what == "ellipsis":
        _ = value
        if !inside && what == "ellipsis" { message += " here. Maybe you meant '==' instead of '='?" }
      case .yield where !text(expression.span).hasPrefix("("), .yieldFrom where !text(expression.span).hasPrefix("("):
        message = "assignment to yield expression not possible"
      case .yield, .yieldFrom: if !inside { message += " here. Maybe you meant '==' instead of '='?" }
      case .lambda, .conditional, .and, .or, .not, .compare, .walrus: break
      case .comprehension(let node) where node.kind == .generator: break
      default:
        if !inside, at(.assign) || index > 0 && tokens[index - 1].symbol == .assign {
          message += " here. Maybe you meant '==' instead of '='?"
        }
      }
      throw SyntaxFault(message: message, span: expression.span)
    }
  }

  func checkAugmentable(_ expression: Expression) throws {
    switch expression.kind {
    case .name, .attribute, .subscript_: return
    default:
      throw SyntaxFault(
        message: "'\(expression.description)' is an illegal expression for augmented assignment", span: expression.span)
    }
  }

  func checkDeletable(_ expression: Expression) throws {
    switch expression.kind {
    case .name, .attribute, .subscript_: return
    case .list(let items), .tuple(let items): for item in items { try checkDeletable(item) }
    default: throw SyntaxFault(message: "cannot delete \(expression.description)", span: expression.span)
    }
  }
}
