/// Goes through one part of a program and looks at every name that is read, every import and every call.
final class NameWalk {
  private(set) var findings: [Finding] = []
  private let part: ProgramCheck.Part
  private let index: Int
  private let definitions: Definitions
  /// The top-level statement that is being looked at.
  private var position = 0
  /// Whether the code runs when it is reached: not that of a function.
  private var runsNow = true
  /// How many `try` statements around catch a missing name, and a missing module.
  private var catchesNames = 0
  private var catchesImports = 0
  private var told: Set<String> = []

  init(_ part: ProgramCheck.Part, _ index: Int, _ definitions: Definitions) {
    self.part = part
    self.index = index
    self.definitions = definitions
  }

  func run() {
    guard let scope = part.scope else { return }
    for (position, statement) in part.statements.enumerated() {
      self.position = position
      self.statement(statement, scope)
    }
  }

  private func report(_ span: SourceSpan, _ type: String, _ message: String, hint: String? = nil) {
    findings.append(Finding(part.source, span, type, message, hint: hint))
  }

  // MARK: Statements

  private func statements(_ statements: [Statement], _ scope: Scope) {
    for statement in statements { self.statement(statement, scope) }
  }

  private func statement(_ statement: Statement, _ scope: Scope) {
    switch statement.kind {
    case .function(let node, let decorators):
      for decorator in decorators { expression(decorator, scope) }
      function(node, scope)
    case .class(let node, let decorators):
      for decorator in decorators { expression(decorator, scope) }
      for base in node.bases { expression(base.value, scope) }
      if let inner = node.scope { statements(node.body, inner) }
    case .try(let body, let handlers, let otherwise, let finally):
      let (names, imports) = (
        Self.catches(handlers, ["NameError", "UnboundLocalError", "AttributeError"]),
        Self.catches(handlers, ["ImportError", "ModuleNotFoundError"])
      )
      catchesNames += names ? 1 : 0
      catchesImports += imports ? 1 : 0
      statements(body, scope)
      catchesNames -= names ? 1 : 0
      catchesImports -= imports ? 1 : 0
      for handler in handlers {
        if let type = handler.type { expression(type, scope) }
        statements(handler.body, scope)
      }
      statements(otherwise, scope)
      statements(finally, scope)
    case .import(let modules): for item in modules { imported(item.module, item.span) }
    case .from(let module, let level, let names, let star): imported(module, level, names, star, statement.span)
    case .annotated(let target, _, let value):
      if let value { expression(value, scope) }
      self.target(target, scope)
    case .assign(let targets, let value):
      expression(value, scope)
      for target in targets { self.target(target, scope) }
    case .for(let target, let iterable, _, _):
      expression(iterable, scope)
      self.target(target, scope)
      for block in statement.blocks { statements(block, scope) }
    case .with(let items, let body):
      for item in items {
        expression(item.context, scope)
        if let target = item.target { self.target(target, scope) }
      }
      // `with suppress(NameError)`, `with pytest.raises(…)`: what is inside may be meant to fail.
      let guards = items.contains { item in
        var found = false
        item.context.forEach {
          if case .name(let name) = $0.kind, name.hasSuffix("Error") || name == "Exception" { found = true }
        }
        return found
      }
      catchesNames += guards ? 1 : 0
      catchesImports += guards ? 1 : 0
      statements(body, scope)
      catchesNames -= guards ? 1 : 0
      catchesImports -= guards ? 1 : 0
    case .delete(let targets): for target in targets { self.target(target, scope) }
    case .if(let test, let body, let otherwise):
      expression(test, scope)
      if Self.truth(test) != false { statements(body, scope) }
      if Self.truth(test) != true { statements(otherwise, scope) }
    default:
      for value in statement.expressions { expression(value, scope) }
      for block in statement.blocks { statements(block, scope) }
    }
  }

  private static func catches(_ handlers: [Statement.Handler], _ names: Set<String>) -> Bool {
    handlers.contains { handler in
      guard let type = handler.type else { return true }
      var found = false
      type.forEach {
        if case .name(let name) = $0.kind, names.contains(name) || name == "Exception" || name == "BaseException" {
          found = true
        }
      }
      return found
    }
  }

  private func function(_ node: FunctionNode, _ scope: Scope) {
    for value in node.defaults { expression(value, scope) }
    guard let inner = node.scope else { return }
    let (before, names, imports) = (runsNow, catchesNames, catchesImports)
    runsNow = false
    // The body runs when the function is called, perhaps where nothing is caught; but who can tell.
    statements(node.body, inner)
    (runsNow, catchesNames, catchesImports) = (before, names, imports)
  }

  /// A target of an assignment: names in it are bound, not read.
  private func target(_ target: Expression, _ scope: Scope) {
    switch target.kind {
    case .name: break
    case .tuple(let items), .list(let items): for item in items { self.target(item, scope) }
    case .starred(let inner): self.target(inner, scope)
    default: expression(target, scope)
    }
  }

  // MARK: Expressions

  private func expression(_ value: Expression, _ scope: Scope) {
    switch value.kind {
    case .name(let name): read(name, value.span, scope)
    case .lambda(let node): function(node, scope)
    case .comprehension(let node):
      expression(node.clauses[0].iterable, scope)
      guard let inner = node.scope else { return }
      let before = runsNow
      if node.kind == .generator { runsNow = false }
      for (index, clause) in node.clauses.enumerated() {
        if index > 0 { expression(clause.iterable, inner) }
        target(clause.target, inner)
        for condition in clause.conditions { expression(condition, inner) }
      }
      expression(node.element, inner)
      if let second = node.value { expression(second, inner) }
      runsNow = before
    case .call(let callee, let arguments):
      expression(callee, scope)
      for argument in arguments { expression(argument.value, scope) }
      KeywordCheck(definitions).check(callee, arguments, scope).map {
        report($0.span, "TypeError", $0.message, hint: $0.hint)
      }
    case .attribute(let object, let name):
      expression(object, scope)
      attribute(name, of: object, value.span, scope)
    case .conditional(let test, let then, let otherwise):
      expression(test, scope)
      if Self.truth(test) != false { expression(then, scope) }
      if Self.truth(test) != true { expression(otherwise, scope) }
    default:
      for child in value.children { expression(child, scope) }
    }
  }

  /// Whether a test is written as true or false: code that never runs is not judged.
  private static func truth(_ test: Expression) -> Bool? {
    if case .constant(let value) = test.kind { return try? value.isTrue() }
    return nil
  }

  private func read(_ name: String, _ span: SourceSpan, _ scope: Scope) {
    guard catchesNames == 0 else { return }
    switch scope.place(of: name) {
    case .global: break
    case .className: if scope.isBound(name) { return }
    default: return
    }
    guard !definitions.isBuiltIn(name), let places = definitions.places(of: name) else { return }
    if places.isEmpty {
      guard told.insert(name).inserted else { return }
      let near = Suggestions.nearest(to: name, among: ["True", "False", "None"] + definitions.candidates)
      report(
        span, "NameError", "name '\(name)' is not defined",
        hint: near.map { "did you mean '\($0)'?" } ?? hint(for: name))
    } else if runsNow, places.allSatisfy({ ($0.part, $0.statement) > (index, position) }) {
      guard told.insert(name).inserted, let first = places.first else { return }
      let place = first.part == index ? "further down, on line \(first.line)" : "in a later cell"
      report(
        span, "NameError", "name '\(name)' is not defined",
        hint: "it is defined \(place): a name must be defined before it is used")
    }
  }

  /// A name that a module does not have.
  private func attribute(_ name: String, of object: Expression, _ span: SourceSpan, _ scope: Scope) {
    guard catchesNames == 0, !definitions.setAttributes.contains(name), !name.hasPrefix("__"),
      case .module(let module)? = KeywordCheck(definitions).known(object, scope), module.has(name) == false
    else { return }
    let near = Suggestions.nearest(to: name, among: module.names)
    report(
      span, "AttributeError", "module '\(module.name)' has no attribute '\(name)'",
      hint: near.map { "did you mean '\($0)'?" })
  }

  private func hint(for name: String) -> String? {
    if let hint = RuntimeHints.foreignNames[name] { return hint }
    if let alias = RuntimeHints.usualAliases[name] { return "write \(alias) first" }
    if definitions.interpreter.knowsModule(name) { return "write import \(name) first" }
    return nil
  }

  // MARK: Imports

  private func imported(_ name: String, _ span: SourceSpan) {
    guard catchesImports == 0, definitions.module(name) == nil else { return }
    let near = Suggestions.nearest(to: name, among: definitions.interpreter.moduleNames.sorted())
    report(span, "ModuleNotFoundError", "No module named '\(name)'", hint: near.map { "did you mean '\($0)'?" })
  }

  private func imported(
    _ name: String, _ level: Int, _ names: [(name: String, alias: String?, span: SourceSpan)], _ star: Bool,
    _ span: SourceSpan
  ) {
    // A program is no part of a package: what a relative import finds depends on who imports it.
    guard catchesImports == 0, level == 0 else { return }
    guard let module = definitions.module(name) else { return imported(name, span) }
    for item in names where module.has(item.name) == false {
      let near = Suggestions.nearest(to: item.name, among: module.names)
      report(
        item.span, "ImportError", "cannot import name '\(item.name)' from '\(name)'",
        hint: near.map { "did you mean '\($0)'?" })
    }
  }
}
