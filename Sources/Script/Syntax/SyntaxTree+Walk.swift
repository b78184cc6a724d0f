/// Walking over a tree, for what reads programs without running them.
extension Expression {
  /// The expressions directly below, in the order of the text; lambdas and comprehensions give theirs too.
  var children: [Expression] {
    switch kind {
    case .constant, .name: []
    case .joined(let parts): Self.children(of: parts)
    case .list(let items), .tuple(let items), .set(let items): items
    case .dict(let entries): entries.flatMap { entry in [entry.key, entry.value].compactMap { $0 } }
    case .unary(_, let value), .not(let value), .attribute(let value, _), .starred(let value), .yieldFrom(let value),
      .walrus(_, let value):
      [value]
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right),
      .subscript_(let left, let right):
      [left, right]
    case .compare(let left, let rest): [left] + rest.map(\.right)
    case .conditional(let test, let then, let otherwise): [then, test, otherwise]
    case .call(let callee, let arguments): [callee] + arguments.map(\.value)
    case .slice(let lower, let upper, let step): [lower, upper, step].compactMap { $0 }
    case .lambda(let node): node.defaults + node.body.flatMap(\.expressions)
    case .comprehension(let node):
      [node.element] + (node.value.map { [$0] } ?? [])
        + node.clauses.flatMap { [$0.target, $0.iterable] + $0.conditions }
    case .yield(let value): value.map { [$0] } ?? []
    }
  }

  private static func children(of parts: [JoinedPart]) -> [Expression] {
    parts.flatMap { part -> [Expression] in
      guard case .field(let value, _, let spec, _) = part else { return [] }
      return [value] + children(of: spec ?? [])
    }
  }

  /// This expression and all below it.
  func forEach(_ body: (Expression) -> Void) {
    body(self)
    for child in children { child.forEach(body) }
  }
}

extension FunctionNode {
  /// The default values of its parameters.
  var defaults: [Expression] { parameters.compactMap(\.defaultValue) }

  /// `name(a, b=…)`, as a message shows it.
  var heading: String {
    var words: [String] = []
    var star = false
    for parameter in parameters {
      switch parameter.kind {
      case .rest:
        words.append("*" + parameter.name)
        star = true
      case .keywords: words.append("**" + parameter.name)
      default:
        if parameter.kind == .keywordOnly && !star {
          words.append("*")
          star = true
        }
        words.append(parameter.name + (parameter.defaultValue == nil ? "" : "=…"))
      }
    }
    return "\(name)(\(words.joined(separator: ", ")))"
  }
}

extension Statement {
  /// The expressions that stand directly in the statement, not in the statements inside it.
  var expressions: [Expression] {
    switch kind {
    case .expression(let value): [value]
    case .assign(let targets, let value): targets + [value]
    case .augmented(let target, _, let value): [target, value]
    case .annotated(let target, _, let value): [target] + (value.map { [$0] } ?? [])
    case .if(let test, _, _), .while(let test, _, _): [test]
    case .for(let target, let iterable, _, _): [target, iterable]
    case .function(let node, let decorators): decorators + node.defaults
    case .class(let node, let decorators): decorators + node.bases.map(\.value)
    case .return(let value): value.map { [$0] } ?? []
    case .try(_, let handlers, _, _): handlers.compactMap(\.type)
    case .raise(let value, let cause): [value, cause].compactMap { $0 }
    case .with(let items, _): items.flatMap { item in [item.context, item.target].compactMap { $0 } }
    case .assert(let test, let message): [test] + (message.map { [$0] } ?? [])
    case .delete(let targets): targets
    case .import, .from, .global, .nonlocal, .pass, .break, .continue, .magic: []
    }
  }

  /// The blocks of statements inside it.
  var blocks: [[Statement]] {
    switch kind {
    case .if(_, let body, let otherwise), .while(_, let body, let otherwise), .for(_, _, let body, let otherwise):
      [body, otherwise]
    case .function(let node, _): [node.body]
    case .class(let node, _): [node.body]
    case .try(let body, let handlers, let otherwise, let finally):
      [body] + handlers.map(\.body) + [otherwise, finally]
    case .with(_, let body): [body]
    default: []
    }
  }

  /// The blocks that run in the same scope as the statement: not those of functions and classes.
  var scopeBlocks: [[Statement]] {
    switch kind {
    case .function, .class: []
    default: blocks
    }
  }

  /// The names that it binds in its scope, besides those in blocks inside it; each with the value that it gets
  /// where one expression says so.
  var bindings: [(name: String, value: Expression?)] {
    var found: [(String, Expression?)] = []
    func target(_ item: Expression, _ value: Expression?) {
      switch item.kind {
      case .name(let name): found.append((name, value))
      case .tuple(let items), .list(let items):
        var values: [Expression?] = Array(repeating: nil, count: items.count)
        if case .tuple(let right)? = value?.kind, right.count == items.count { values = right }
        for (inner, value) in zip(items, values) { target(inner, value) }
      case .starred(let inner): target(inner, nil)
      default: break
      }
    }
    func walrus(_ expression: Expression) {
      expression.forEach { if case .walrus(let name, let value) = $0.kind { found.append((name, value)) } }
    }
    switch kind {
    case .assign(let targets, let value): for item in targets { target(item, value) }
    case .augmented(let item, _, _): target(item, nil)
    case .annotated(let item, _, let value): if value != nil { target(item, value) }
    case .for(let item, _, _, _): target(item, nil)
    case .function(let node, _): found.append((node.name, nil))
    case .class(let node, _): found.append((node.name, nil))
    case .with(let items, _): for item in items { if let name = item.target { target(name, nil) } }
    case .try(_, let handlers, _, _):
      for handler in handlers { if let name = handler.name { found.append((name, nil)) } }
    case .import(let modules):
      for module in modules { found.append((module.alias ?? String(module.module.prefix { $0 != "." }), nil)) }
    case .from(_, _, let names, _): for name in names { found.append((name.alias ?? name.name, nil)) }
    default: break
    }
    for expression in expressions { walrus(expression) }
    return found
  }
}

extension [Statement] {
  /// Every statement, those in blocks and in functions and classes included, in the order of the text.
  func forEachStatement(_ body: (Statement) -> Void) {
    for statement in self {
      body(statement)
      for block in statement.blocks { block.forEachStatement(body) }
    }
  }

  /// Every statement that runs in the scope of these: not the insides of functions and classes.
  func forEachInScope(_ body: (Statement) -> Void) {
    for statement in self {
      body(statement)
      for block in statement.scopeBlocks { block.forEachInScope(body) }
    }
  }
}
