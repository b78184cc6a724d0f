extension Compiler {
  /// Compiles in a new unit; the code of it.
  private func nestedUnit(
    _ name: String, _ inner: Scope, _ span: SourceSpan, qualifiedName: String, body: () throws -> Void
  ) throws -> Code {
    let outer = (unit, scope, blocks, qualifier)
    unit = CodeBuilder(name: name, qualifiedName: qualifiedName, source: source, span: span, scope: inner)
    scope = inner
    // The body of a `finally` is compiled more than once, and with it what it defines.
    inner.registers = [:]
    blocks = []
    defer { (unit, scope, blocks, qualifier) = outer }
    unit.isGenerator = inner.isGenerator
    unit.freeNames = inner.free.map(\.name)
    unit.captures = inner.free.map { variable in
      // The cell is in a register of the enclosing unit, or came to it from further out.
      if variable.owner.unit === outer.0.scope {
        return Code.Capture(isLocal: true, index: variable.owner.registers[variable.name] ?? 0)
      }
      let index = outer.0.scope.free.firstIndex { $0.name == variable.name && $0.owner === variable.owner }
      return Code.Capture(isLocal: false, index: index ?? 0)
    }
    try body()
    return Code(unit, namespace: module, builtins: builtins)
  }

  private func returnNone() throws {
    let register = try unit.temporary()
    unit.emit(.constant, register, d: unit.constant(.none))
    unit.emit(.return_, register)
  }

  // MARK: Functions

  func function(_ node: FunctionNode, into target: Int) throws {
    guard let inner = node.scope else { return }
    let qualifiedName = scope.globals.contains(node.boundName) ? node.name : qualifier + node.name
    let byPosition = node.parameters.filter { $0.kind == .positionalOnly || $0.kind == .normal }
    let keywordOnly = node.parameters.filter { $0.kind == .keywordOnly }
    let rest = node.parameters.first { $0.kind == .rest }
    let keywords = node.parameters.first { $0.kind == .keywords }
    // Defaults are evaluated in the enclosing scope, in order.
    let defaults = byPosition.compactMap(\.defaultValue)
    let base = try unit.temporaries(defaults.count + keywordOnly.count)
    for (offset, value) in defaults.enumerated() { try expression(value, into: base + offset) }
    for (offset, parameter) in keywordOnly.enumerated() {
      let register = base + defaults.count + offset
      if let value = parameter.defaultValue {
        try expression(value, into: register)
      } else {
        unit.emit(.constant, register, d: unit.constant(.unset))
      }
    }
    let code = try nestedUnit(node.name, inner, node.span, qualifiedName: qualifiedName) {
      qualifier = qualifiedName + ".<locals>."
      let ordered = byPosition + keywordOnly + [rest, keywords].compactMap { $0 }
      unit.parameterNames = ordered.map(\.name)
      unit.positionalCount = byPosition.count
      unit.positionalOnlyCount = byPosition.filter { $0.kind == .positionalOnly }.count
      unit.keywordOnlyCount = keywordOnly.count
      unit.hasRest = rest != nil
      unit.hasKeywords = keywords != nil
      for parameter in ordered { inner.registers[parameter.name] = try unit.temporary() }
      unit.localNames = unit.parameterNames
      unit.assigned.formUnion(0..<ordered.count)
      try declare(inner, filled: Set(unit.parameterNames))
      unit.localCount = unit.nextRegister
      unit.documentation = node.isLambda ? nil : Self.documentation(node.body)
      try statements(node.body)
      try returnNone()
    }
    unit.emit(.makeFunction, target, base, defaults.count, d: unit.constant(Value(code)))
  }

  // MARK: Classes

  func classDefinition(_ node: ClassNode, into target: Int) throws {
    guard let inner = node.scope else { return }
    let qualifiedName = scope.globals.contains(node.boundName) ? node.name : qualifier + node.name
    let base = try unit.temporaries(1 + node.bases.count)
    var names: [Value] = []
    for (offset, argument) in node.bases.enumerated() {
      switch argument.kind {
      case .positional:
        if offset > 0 {
          throw fault(
            "only single inheritance is supported", argument.span, hint: "inherit from one class and hold the other")
        }
      case .keyword(let name):
        if name == "metaclass" { throw fault("metaclasses are not supported", argument.span) }
        names.append(Value(name))
      default: throw fault("base classes from an iterable are not supported", argument.span)
      }
      try expression(argument.value, into: base + 1 + offset)
    }
    let code = try nestedUnit(node.name, inner, node.span, qualifiedName: qualifiedName) {
      qualifier = qualifiedName + "."
      // The class's variables are in the dict in register 0.
      _ = try unit.temporary()
      if inner.captured.contains("__class__") {
        let cell = try unit.temporary()
        inner.registers["__class__"] = cell
        unit.emit(.makeCell, cell)
      }
      unit.localCount = unit.nextRegister
      let register = try unit.temporary()
      if let text = Self.documentation(node.body) {
        unit.emit(.constant, register, d: unit.constant(Value(text)))
        unit.emit(.storeName, register, d: unit.name("__doc__"))
      }
      try statements(node.body)
      if let cell = inner.registers["__class__"] { unit.emit(.storeName, cell, d: unit.name("__classcell__")) }
      try returnNone()
    }
    unit.emit(.makeFunction, base, base, 0, d: unit.constant(Value(code)))
    unit.emit(
      .makeClass, target, base, node.bases.count - names.count,
      d: names.isEmpty ? 0 : unit.constant(Value(tuple: names)),
      flag: names.isEmpty ? 0 : 1)
  }

  // MARK: Comprehensions

  func comprehension(_ node: ComprehensionNode, into target: Int) throws {
    guard let inner = node.scope else { return }
    if node.kind == .generator { return try generatorExpression(node, inner, into: target) }
    let result = try unit.temporary()
    let loop = try unit.temporaries(3)
    try releasing {
      let source = try operand(node.clauses[0].iterable)
      at(node.clauses[0].iterable.span) { _ = unit.emit(.forPrepare, loop, source) }
    }
    unit.emit(node.kind == .list ? .buildList : node.kind == .set ? .buildSet : .buildDict, result, result, 0)
    let outer = scope
    scope = inner
    defer { scope = outer }
    inner.registers = [:]
    let before = unit.assigned
    try declare(inner)
    try clauses(node, 0, loop) {
      try releasing {
        switch node.kind {
        case .list: unit.emit(.listAppend, result, try operand(node.element))
        case .set: unit.emit(.setAdd, result, try operand(node.element))
        case .dict:
          let key = try operand(node.element)
          if let value = node.value { unit.emit(.dictSet, result, key, try operand(value)) }
        case .generator: break
        }
      }
    }
    unit.assigned = before
    unit.emit(.move, target, result)
  }

  /// The loops of a comprehension from clause `index` on, whose iterator is ready in `loop`.
  private func clauses(_ node: ComprehensionNode, _ index: Int, _ loop: Int, _ body: () throws -> Void) throws {
    let clause = node.clauses[index]
    let start = unit.here
    var exit = 0
    try releasing {
      let (value, finish) = try loopTarget(clause.target)
      exit = at(clause.iterable.span) { unit.emit(.forNext, loop, value) }
      try finish()
    }
    var skips: [Int] = []
    for condition in clause.conditions { skips += try jumpUnless(condition) }
    if index + 1 < node.clauses.count {
      let inner = try unit.temporaries(3)
      try releasing {
        let source = try operand(node.clauses[index + 1].iterable)
        at(node.clauses[index + 1].iterable.span) { _ = unit.emit(.forPrepare, inner, source) }
      }
      try clauses(node, index + 1, inner, body)
    } else {
      try body()
    }
    unit.land(skips)
    unit.emit(.loop, d: start)
    unit.land(exit)
  }

  private func generatorExpression(_ node: ComprehensionNode, _ inner: Scope, into target: Int) throws {
    let base = try unit.temporaries(2)
    let first = node.clauses[0].iterable
    let code = try nestedUnit("<genexpr>", inner, node.span, qualifiedName: qualifier + "<genexpr>") {
      // The iterator of the first clause is the only argument.
      let argument = try unit.temporary()
      unit.parameterNames = [".0"]
      unit.localNames = [".0"]
      unit.positionalCount = 1
      unit.assigned.insert(argument)
      try declare(inner)
      unit.localCount = unit.nextRegister
      let loop = try unit.temporaries(3)
      unit.currentSpan = first.span
      unit.emit(.forPrepare, loop, argument)
      unit.currentSpan = node.span
      try clauses(node, 0, loop) {
        try releasing {
          let value = try unit.temporary()
          try expression(node.element, into: value)
          unit.emit(.yield, value, value)
        }
      }
      try returnNone()
    }
    unit.emit(.makeFunction, base, base, 0, d: unit.constant(Value(code)))
    try releasing {
      let source = try operand(first)
      at(first.span) { _ = unit.emit(.iterate, base + 1, source) }
    }
    unit.emit(.call, target, base, 1)
  }
}
