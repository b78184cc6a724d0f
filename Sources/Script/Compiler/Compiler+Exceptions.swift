extension Compiler {
  /// Starts a block whose instructions are protected until ``close(_:_:target:register:)``.
  private func open(_ cleanup: @escaping () throws -> Void) -> Block {
    let block = Block(.cleanup(cleanup))
    block.open = unit.here
    blocks.append(block)
    return block
  }

  /// Ends the protection of the innermost block.
  private func close(_ block: Block) {
    blocks.removeLast()
    if let start = block.open { block.ranges.append((start, unit.here)) }
    block.open = nil
  }

  private func handle(_ block: Block, _ kind: Code.Handler.Kind, target: Int = 0, register: Int) {
    for (start, end) in block.ranges where end > start {
      unit.handlers.append(
        Code.Handler(start: Int32(start), end: Int32(end), kind: kind, target: Int32(target), register: register))
    }
  }

  /// Compiles `body` while the exception in `register` is the one being handled.
  private func handling(_ register: Int, _ body: () throws -> Void) throws {
    let saved = try unit.temporary()
    unit.emit(.pushHandled, saved, register)
    let block = open { [unit] in unit.emit(.popHandled, saved) }
    try body()
    close(block)
    unit.emit(.popHandled, saved)
    handle(block, .restoreHandled, register: saved)
  }

  /// Variables that are bound for certain even if code before went wrong.
  private var certain: Set<Int> {
    var certain = unit.assigned
    for name in unit.scope.deleted { if let register = unit.scope.registers[name] { certain.remove(register) } }
    return certain
  }

  func tryStatement(
    _ body: [Statement], _ handlers: [Statement.Handler], _ otherwise: [Statement], _ finally: [Statement]
  ) throws {
    if finally.isEmpty { return try tryExcept(body, handlers, otherwise) }
    let before = certain
    let block = open { try self.statements(finally) }
    if handlers.isEmpty { try statements(body) } else { try tryExcept(body, handlers, otherwise) }
    close(block)
    try statements(finally)
    let end = unit.emit(.jump)
    let after = unit.assigned
    unit.assigned = before
    let exception = try unit.temporary()
    handle(block, .resume, target: unit.here, register: exception)
    try handling(exception) {
      try statements(finally)
      unit.emit(.reraise, exception)
    }
    unit.assigned = after
    unit.land(end)
  }

  private func tryExcept(_ body: [Statement], _ handlers: [Statement.Handler], _ otherwise: [Statement]) throws {
    let before = certain
    let block = open {}
    try statements(body)
    close(block)
    try statements(otherwise)
    var ends = [unit.emit(.jump)]
    var after = unit.assigned
    let exception = try unit.temporary()
    handle(block, .resume, target: unit.here, register: exception)
    try handling(exception) {
      for handler in handlers {
        unit.assigned = before
        unit.currentSpan = handler.span
        var skip: Int?
        if let type = handler.type {
          try releasing {
            let register = try operand(type)
            skip = at(type.span) { unit.emit(.jumpUnlessMatch, exception, register) }
          }
        }
        try self.handler(handler, exception)
        // Leaving the handler for what follows the statement.
        if case .cleanup(let pop)? = blocks.last?.kind {
          let block = blocks.removeLast()
          block.ranges.append((block.open ?? unit.here, unit.here))
          try pop()
          ends.append(unit.emit(.jump))
          block.open = unit.here
          blocks.append(block)
        }
        after.formIntersection(unit.assigned)
        if let skip { unit.land(skip) }
      }
      unit.emit(.reraise, exception)
    }
    unit.assigned = after
    unit.land(ends)
  }

  /// The body of an `except` clause; its name is unbound at the end, however it ends.
  private func handler(_ handler: Statement.Handler, _ exception: Int) throws {
    guard let name = handler.name else { return try statements(handler.body) }
    store(name, from: exception)
    let block = open { self.delete(name, quietly: true) }
    try statements(handler.body)
    close(block)
    delete(name, quietly: true)
    let end = unit.emit(.jump)
    let after = unit.assigned
    let second = try unit.temporary()
    handle(block, .resume, target: unit.here, register: second)
    delete(name, quietly: true)
    unit.emit(.reraise, second)
    unit.assigned = after
    unit.land(end)
  }

  // MARK: with

  func withStatement(_ items: ArraySlice<(context: Expression, target: Expression?)>, _ body: [Statement]) throws {
    guard let item = items.first else { return try statements(body) }
    let manager = try unit.temporaries(3)
    let (value, none) = (manager + 1, manager + 2)
    try expression(item.context, into: manager)
    unit.currentSpan = item.context.span
    unit.emit(.enterContext, value, manager)
    let before = certain
    unit.emit(.constant, none, d: unit.constant(.none))
    let block = open { [unit] in
      let result = try unit.temporary()
      unit.emit(.exitContext, result, manager, none)
    }
    if let target = item.target { try at(target.span) { try assign(target, from: value) } }
    unit.emit(.deleteLocal, value, flag: 1)
    try withStatement(items.dropFirst(), body)
    close(block)
    unit.currentSpan = item.context.span
    unit.emit(.exitContext, value, manager, none)
    let end = unit.emit(.jump)
    let after = unit.assigned
    unit.assigned = before
    let exception = try unit.temporary()
    handle(block, .resume, target: unit.here, register: exception)
    try handling(exception) {
      unit.emit(.exitContext, value, manager, exception)
      let swallowed = unit.emit(.jumpIfTrue, value)
      unit.emit(.reraise, exception)
      unit.land(swallowed)
    }
    unit.assigned = after.intersection(before)
    unit.land(end)
    unit.emit(.deleteLocal, manager, flag: 1)
  }
}
