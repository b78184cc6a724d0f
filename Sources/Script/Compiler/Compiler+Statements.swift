extension Compiler {
  func statements(_ statements: [Statement]) throws {
    for statement in statements { try self.statement(statement) }
  }

  func statement(_ statement: Statement) throws {
    try NativeStack.check()
    unit.currentSpan = statement.span
    let mark = unit.nextRegister
    defer { unit.nextRegister = mark }
    switch statement.kind {
    case .expression(let value):
      if case .constant = value.kind { return }
      let register = try unit.temporary()
      try expression(value, into: register)
      // What a discarded value holds is let go at once.
      if case .name = value.kind { return }
      unit.emit(.deleteLocal, register, flag: 1)
    case .assign(let targets, let value): try assign(targets, value)
    case .augmented(let target, let op, let value): try augmented(target, op, value)
    case .annotated(let target, let annotation, let value): try annotated(target, annotation, value)
    case .if(let test, let body, let otherwise): try ifStatement(test, body, otherwise)
    case .while(let test, let body, let otherwise): try whileStatement(test, body, otherwise)
    case .for(let target, let iterable, let body, let otherwise): try forStatement(target, iterable, body, otherwise)
    case .function(let node, let decorators):
      try decorated(decorators, node.boundName) { try function(node, into: $0) }
    case .class(let node, let decorators):
      try decorated(decorators, node.boundName) { try classDefinition(node, into: $0) }
    case .return(let value): try returnStatement(value, statement.span)
    case .try(let body, let handlers, let otherwise, let finally): try tryStatement(body, handlers, otherwise, finally)
    case .raise(let value, let cause):
      guard let value else {
        unit.emit(.raiseAgain)
        return
      }
      let exception = try operand(value)
      if let cause {
        unit.emit(.raise, exception, try operand(cause), flag: 1)
      } else {
        unit.emit(.raise, exception)
      }
    case .with(let items, let body): try withStatement(items[...], body)
    case .assert(let test, let message):
      let passed = try condition(test, jumpIf: true)
      let before = unit.assigned
      unit.currentSpan = test.span
      if let message {
        unit.emit(.failAssertion, try operand(message), flag: 1)
      } else {
        unit.emit(.failAssertion)
      }
      unit.assigned = before
      unit.land(passed)
    case .delete(let targets): for target in targets { try deleteTarget(target) }
    case .import(let modules):
      for module in modules {
        unit.currentSpan = module.span
        let register = try unit.temporary()
        unit.emit(.importName, register, d: unit.name(module.module), flag: module.alias == nil ? 1 : 0)
        store(module.alias ?? String(module.module.prefix { $0 != "." }), from: register)
      }
    case .from(let module, let level, let names, let star):
      let path = String(repeating: ".", count: level) + module
      let register = try unit.temporary()
      unit.emit(.importName, register, d: unit.name(path))
      if star { unit.emit(.importStar, register) }
      for name in names {
        unit.currentSpan = name.span
        let value = try unit.temporary()
        unit.emit(.importFrom, value, register, d: unit.name(name.name))
        store(name.alias ?? name.name, from: value)
      }
    case .global, .nonlocal, .pass: break
    case .break: try leaveLoop(statement.span, isBreak: true)
    case .continue: try leaveLoop(statement.span, isBreak: false)
    case .magic(let line): unit.emit(.magic, d: unit.name(line))
    }
  }

  private func decorated(_ decorators: [Expression], _ name: String, _ define: (Int) throws -> Void) throws {
    let base = try unit.temporaries(decorators.count + 1)
    for (offset, decorator) in decorators.enumerated() { try expression(decorator, into: base + offset) }
    try define(base + decorators.count)
    for offset in decorators.indices.reversed() {
      at(decorators[offset].span) {
        let call = base + offset
        unit.emit(.call, call, call, 1)
      }
    }
    store(name, from: base)
  }

  // MARK: Branches and loops

  private func ifStatement(_ test: Expression, _ body: [Statement], _ otherwise: [Statement]) throws {
    let skip = try jumpUnless(test)
    let before = unit.assigned
    try statements(body)
    let afterBody = unit.assigned
    unit.assigned = before
    if otherwise.isEmpty {
      unit.land(skip)
      unit.assigned = endsFlow(body) ? before : before.intersection(afterBody)
      return
    }
    let end = unit.emit(.jump)
    unit.land(skip)
    try statements(otherwise)
    unit.land(end)
    if endsFlow(body) { return }
    if endsFlow(otherwise) { unit.assigned = afterBody } else { unit.assigned.formIntersection(afterBody) }
  }

  /// Whether what follows `body` is never reached from it.
  private func endsFlow(_ body: [Statement]) -> Bool {
    switch body.last?.kind {
    case .return, .raise, .break, .continue: true
    default: false
    }
  }

  /// Compiles code that may run any number of times: nothing it binds is certain afterwards, and what it unbinds is
  /// uncertain from the start.
  private func uncertain(_ body: () throws -> Void) rethrows {
    for name in unit.scope.deleted { if let register = unit.scope.registers[name] { unit.assigned.remove(register) } }
    let before = unit.assigned
    try body()
    unit.assigned = before
  }

  private func whileStatement(_ test: Expression, _ body: [Statement], _ otherwise: [Statement]) throws {
    let block = Block(.loop)
    try uncertain {
      let top = unit.here
      let exits = try jumpUnless(test)
      blocks.append(block)
      try uncertain { try statements(body) }
      blocks.removeLast()
      for jump in block.continues { unit.instructions[jump].d = Int32(top) }
      unit.emit(.loop, d: top)
      unit.land(exits)
    }
    try uncertain { try statements(otherwise) }
    unit.land(block.breaks)
  }

  private func forStatement(
    _ target: Expression, _ iterable: Expression, _ body: [Statement], _ otherwise: [Statement]
  ) throws {
    let loop = try unit.temporaries(3)
    try releasing {
      let source = try operand(iterable)
      at(iterable.span) { _ = unit.emit(.forPrepare, loop, source) }
    }
    let block = Block(.loop)
    try uncertain {
      let start = unit.here
      var exit = 0
      try releasing {
        let (value, finish) = try loopTarget(target)
        exit = at(iterable.span) { unit.emit(.forNext, loop, value) }
        try at(target.span) { try finish() }
      }
      blocks.append(block)
      try uncertain { try statements(body) }
      blocks.removeLast()
      for jump in block.continues { unit.instructions[jump].d = Int32(start) }
      unit.emit(.loop, d: start)
      unit.land(exit)
    }
    try uncertain { try statements(otherwise) }
    unit.land(block.breaks)
    unit.emit(.deleteLocal, loop, flag: 1)
  }

  /// The register that receives the next item of a loop, and what then assigns it to the target.
  func loopTarget(_ target: Expression) throws -> (register: Int, finish: () throws -> Void) {
    if case .name(let name) = target.kind, let register = localRegister(name) {
      return (register, { self.markAssigned(register, name) })
    }
    let register = try unit.temporary()
    return (register, { try self.assign(target, from: register) })
  }

  // MARK: Jumps out of blocks

  private func leaveLoop(_ span: SourceSpan, isBreak: Bool) throws {
    guard let index = blocks.lastIndex(where: { if case .loop = $0.kind { true } else { false } }) else {
      throw fault(isBreak ? "'break' outside loop" : "'continue' not properly in loop", span)
    }
    let loop = blocks[index]
    let suspended = try unwind(to: index + 1)
    let jump = unit.emit(isBreak ? .jump : .loop)
    reopen(suspended)
    if isBreak { loop.breaks.append(jump) } else { loop.continues.append(jump) }
  }

  private func returnStatement(_ value: Expression?, _ span: SourceSpan) throws {
    if unit.scope.kind != .function { throw fault("'return' outside function", span) }
    let register = try unit.temporary()
    if let value {
      try expression(value, into: register)
    } else {
      unit.emit(.constant, register, d: unit.constant(.none))
    }
    let suspended = try unwind(to: 0)
    unit.emit(.return_, register)
    reopen(suspended)
  }

  /// Emits the clean-up of the blocks above `index`, innermost first; each runs outside the ranges it protects.
  /// Returns the blocks whose ranges go on after the jump that the caller emits.
  private func unwind(to index: Int) throws -> [Block] {
    let saved = blocks
    let assigned = unit.assigned
    var suspended: [Block] = []
    while blocks.count > index {
      let block = blocks.removeLast()
      if let start = block.open {
        block.ranges.append((start, unit.here))
        block.open = nil
        suspended.append(block)
      }
      if case .cleanup(let emit) = block.kind { try emit() }
    }
    blocks = saved
    unit.assigned = assigned
    return suspended
  }

  private func reopen(_ suspended: [Block]) {
    for block in suspended { block.open = unit.here }
  }
}
