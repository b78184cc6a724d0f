/// Builds the tree of scopes of a program and checks the declarations in it.
struct Resolver {
  private var scope: Scope

  /// The resolved module scope; the nodes of functions, classes and comprehensions get theirs.
  static func resolve(_ statements: [Statement]) throws -> Scope {
    let module = Scope(.module, parent: nil, name: "<module>")
    var resolver = Resolver(scope: module)
    try resolver.statements(statements)
    try module.resolve()
    return module
  }

  private mutating func within(_ inner: Scope, _ body: (inout Resolver) throws -> Void) rethrows {
    let outer = scope
    scope = inner
    defer { scope = outer }
    try body(&self)
  }

  // MARK: Statements

  private mutating func statements(_ statements: [Statement]) throws {
    for statement in statements { try self.statement(statement) }
  }

  private mutating func statement(_ statement: Statement) throws {
    switch statement.kind {
    case .expression(let value): try expression(value)
    case .assign(let targets, let value):
      try expression(value)
      for target in targets { try bind(target) }
    case .augmented(let target, _, let value):
      try expression(target)
      try bind(target)
      try expression(value)
    case .annotated(let target, _, let value):
      if let value { try expression(value) }
      if value != nil || scope.kind != .module {
        if case .name(let name) = target.kind { scope.bind(name) } else { try bind(target) }
      }
    case .if(let test, let body, let otherwise):
      try expression(test)
      try statements(body)
      try statements(otherwise)
    case .while(let test, let body, let otherwise):
      try expression(test)
      try statements(body)
      try statements(otherwise)
    case .for(let target, let iterable, let body, let otherwise):
      try expression(iterable)
      try bind(target)
      try statements(body)
      try statements(otherwise)
    case .function(let node, let decorators):
      for decorator in decorators { try expression(decorator) }
      scope.bind(node.boundName)
      try function(node)
    case .class(let node, let decorators):
      for decorator in decorators { try expression(decorator) }
      for base in node.bases { try expression(base.value) }
      scope.bind(node.boundName)
      let inner = Scope(.class_, parent: scope, name: node.name)
      node.scope = inner
      try within(inner) { try $0.statements(node.body) }
    case .return(let value): if let value { try expression(value) }
    case .try(let body, let handlers, let otherwise, let finally):
      try statements(body)
      for handler in handlers {
        if let type = handler.type { try expression(type) }
        if let name = handler.name {
          scope.bind(name)
          scope.deleted.insert(name)
        }
        try statements(handler.body)
      }
      try statements(otherwise)
      try statements(finally)
    case .raise(let value, let cause):
      if let value { try expression(value) }
      if let cause { try expression(cause) }
    case .with(let items, let body):
      for item in items {
        try expression(item.context)
        if let target = item.target { try bind(target) }
      }
      try statements(body)
    case .assert(let test, let message):
      try expression(test)
      if let message { try expression(message) }
    case .delete(let targets): for target in targets { try delete(target) }
    case .import(let modules):
      for module in modules {
        scope.bind(module.alias ?? String(module.module.prefix { $0 != "." }))
      }
    case .from(_, _, let names, let star):
      if star && scope.kind != .module {
        throw SyntaxFault(message: "import * only allowed at module level", span: statement.span)
      }
      for name in names { scope.bind(name.alias ?? name.name) }
    case .global(let names):
      for name in names {
        try checkDeclaration(name, "global", statement.span)
        scope.declareGlobal(name)
      }
    case .nonlocal(let names):
      if scope.kind == .module {
        throw SyntaxFault(message: "nonlocal declaration not allowed at module level", span: statement.span)
      }
      for name in names {
        try checkDeclaration(name, "nonlocal", statement.span)
        scope.declareNonlocal(name, statement.span)
      }
    case .pass, .break, .continue, .magic: break
    }
  }

  private func checkDeclaration(_ name: String, _ kind: String, _ span: SourceSpan) throws {
    if parameters.contains(name), scope.kind == .function {
      throw SyntaxFault(message: "name '\(name)' is parameter and \(kind)", span: span)
    }
    if scope.globals.contains(name) || scope.nonlocals[name] != nil {
      if (kind == "global") != scope.globals.contains(name) {
        throw SyntaxFault(message: "name '\(name)' is nonlocal and global", span: span)
      }
      return
    }
    if scope.kind == .module && kind == "global" && !scope.isBound(name) && !scope.isUsed(name) { return }
    if scope.isBound(name) {
      throw SyntaxFault(message: "name '\(name)' is assigned to before \(kind) declaration", span: span)
    }
    if scope.isUsed(name) {
      throw SyntaxFault(message: "name '\(name)' is used prior to \(kind) declaration", span: span)
    }
  }
  private var parameters = Set<String>()

  private init(scope: Scope) { self.scope = scope }

  private mutating func function(_ node: FunctionNode) throws {
    for parameter in node.parameters { if let value = parameter.defaultValue { try expression(value) } }
    let inner = Scope(.function, parent: scope, name: node.name)
    node.scope = inner
    let outer = parameters
    parameters = Set(node.parameters.map(\.name))
    defer { parameters = outer }
    try within(inner) { resolver in
      for parameter in node.parameters { inner.bind(parameter.name) }
      try resolver.statements(node.body)
    }
  }

  /// Binds the names of an assignment target.
  private mutating func bind(_ target: Expression) throws {
    switch target.kind {
    case .name(let name): scope.bind(name)
    case .tuple(let items), .list(let items): for item in items { try bind(item) }
    case .starred(let value): try bind(value)
    default: try expression(target)
    }
  }

  private mutating func delete(_ target: Expression) throws {
    switch target.kind {
    case .name(let name):
      scope.bind(name)
      scope.deleted.insert(name)
    case .tuple(let items), .list(let items): for item in items { try delete(item) }
    default: try expression(target)
    }
  }

  // MARK: Expressions

  private mutating func expression(_ expression: Expression) throws {
    switch expression.kind {
    case .constant: break
    case .name(let name):
      scope.use(name)
      // `super()` finds its class in a cell that the class body makes.
      if name == "super" || name == "__class__" { useClassCell() }
    case .joined(let parts): try joined(parts)
    case .list(let items), .tuple(let items), .set(let items): for item in items { try self.expression(item) }
    case .dict(let entries):
      for entry in entries {
        if let key = entry.key { try self.expression(key) }
        try self.expression(entry.value)
      }
    case .unary(_, let value), .not(let value), .starred(let value), .attribute(let value, _):
      try self.expression(value)
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right),
      .subscript_(let left, let right):
      try self.expression(left)
      try self.expression(right)
    case .compare(let left, let rest):
      try self.expression(left)
      for item in rest { try self.expression(item.right) }
    case .conditional(let test, let then, let otherwise):
      try self.expression(test)
      try self.expression(then)
      try self.expression(otherwise)
    case .call(let callee, let arguments):
      try self.expression(callee)
      for argument in arguments { try self.expression(argument.value) }
    case .slice(let lower, let upper, let step):
      for bound in [lower, upper, step] { if let bound { try self.expression(bound) } }
    case .lambda(let node): try function(node)
    case .comprehension(let node): try comprehension(node)
    case .yield(let value):
      try markGenerator(expression.span)
      if let value { try self.expression(value) }
    case .yieldFrom(let value):
      try markGenerator(expression.span)
      try self.expression(value)
    case .walrus(let name, let value):
      try self.expression(value)
      try walrus(name, expression.span)
    }
  }

  private func useClassCell() {
    var current: Scope? = scope
    while let candidate = current {
      if candidate.kind == .class_ { return }
      if candidate.kind == .function, candidate.parent?.kind == .class_ {
        scope.use("__class__")
        return
      }
      current = candidate.parent
    }
  }

  private mutating func walrus(_ name: String, _ span: SourceSpan) throws {
    let target = scope.statementScope
    var current = scope
    while current !== target {
      if current.isBound(name) {
        throw SyntaxFault(
          message: "assignment expression cannot rebind comprehension iteration variable '\(name)'", span: span)
      }
      guard let parent = current.parent else { break }
      current = parent
    }
    if scope !== target && target.kind == .class_ {
      throw SyntaxFault(
        message: "assignment expression within a comprehension cannot be used in a class body", span: span)
    }
    target.bind(name)
    scope.use(name)
    scope.unit.hasWalrus = true
    target.unit.hasWalrus = true
  }

  private func markGenerator(_ span: SourceSpan) throws {
    switch scope.kind {
    case .function: scope.isGenerator = true
    case .comprehension: throw SyntaxFault(message: "'yield' inside list comprehension", span: span)
    case .generator: throw SyntaxFault(message: "'yield' inside generator expression", span: span)
    case .module, .class_: throw SyntaxFault(message: "'yield' outside function", span: span)
    }
  }

  private mutating func joined(_ parts: [JoinedPart]) throws {
    for part in parts {
      if case .field(let value, _, let spec, _) = part {
        try expression(value)
        if let spec { try joined(spec) }
      }
    }
  }

  private mutating func comprehension(_ node: ComprehensionNode) throws {
    // The first iterable is evaluated outside.
    try expression(node.clauses[0].iterable)
    let isGenerator = node.kind == .generator
    let inner = Scope(isGenerator ? .generator : .comprehension, parent: scope, name: "<genexpr>")
    inner.isGenerator = isGenerator
    node.scope = inner
    try within(inner) { resolver in
      for clause in node.clauses { try resolver.bind(clause.target) }
      for (index, clause) in node.clauses.enumerated() {
        if index > 0 { try resolver.expression(clause.iterable) }
        for condition in clause.conditions { try resolver.expression(condition) }
      }
      try resolver.expression(node.element)
      if let value = node.value { try resolver.expression(value) }
    }
  }
}
