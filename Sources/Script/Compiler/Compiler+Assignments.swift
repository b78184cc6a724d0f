extension Compiler {
  func assign(_ targets: [Expression], _ value: Expression) throws {
    if targets.count == 1 {
      if case .name(let name) = targets[0].kind, let register = localRegister(name) {
        try expression(value, into: register)
        markAssigned(register, name)
        return
      }
      if try assignInParallel(targets[0], value) { return }
    }
    let register = try operand(value)
    for target in targets { try at(target.span) { try assign(target, from: register) } }
  }

  /// `a, b = b, a` without making a tuple.
  private func assignInParallel(_ target: Expression, _ value: Expression) throws -> Bool {
    guard case .tuple(let targets) = target.kind, case .tuple(let values) = value.kind, targets.count == values.count,
      !(targets + values).contains(where: { if case .starred = $0.kind { true } else { false } })
    else { return false }
    let base = try unit.temporaries(values.count)
    for (offset, value) in values.enumerated() { try expression(value, into: base + offset) }
    for (offset, target) in targets.enumerated() { try at(target.span) { try assign(target, from: base + offset) } }
    return true
  }

  /// Assigns `R[register]` to a target.
  func assign(_ target: Expression, from register: Int) throws {
    let mark = unit.nextRegister
    defer { unit.nextRegister = mark }
    switch target.kind {
    case .name(let name): store(name, from: register)
    case .attribute(let object, let name):
      let base = try operand(object)
      at(target.span) {
        _ = unit.emit(.setAttribute, base, register, d: unit.name(name), e: unit.cache())
      }
    case .subscript_(let object, let key):
      let base = try operand(object)
      let index = try operand(key)
      at(target.span) { _ = unit.emit(.setItem, base, index, register) }
    case .tuple(let items), .list(let items): try unpack(items, target, from: register)
    case .starred(let inner): try assign(inner, from: register)
    default: throw fault("cannot assign to \(target.description)", target.span)
    }
  }

  private func unpack(_ items: [Expression], _ target: Expression, from register: Int) throws {
    let base = try unit.temporaries(items.count)
    let star = items.firstIndex { if case .starred = $0.kind { true } else { false } }
    if let star {
      unit.emit(.unpackStarred, register, base, star, d: items.count - star - 1)
    } else {
      unit.emit(.unpack, register, base, items.count)
    }
    for (offset, item) in items.enumerated() { try at(item.span) { try assign(item, from: base + offset) } }
  }

  func augmented(_ target: Expression, _ op: BinaryOperator, _ value: Expression) throws {
    let span = unit.currentSpan
    switch target.kind {
    case .name(let name):
      if let register = localRegister(name) {
        at(target.span) { check(name, register) }
        try binary(op, target, value, into: register, inPlace: true)
        return
      }
      let register = try unit.temporary()
      try binary(op, target, value, into: register, inPlace: true)
      store(name, from: register)
    case .attribute(let object, let name):
      let base = try operand(object)
      let current = try unit.temporary()
      at(target.span) { _ = unit.emit(.getAttribute, current, base, d: unit.name(name), e: unit.cache()) }
      try inPlace(op, current, value)
      unit.currentSpan = target.span
      unit.emit(.setAttribute, base, current, d: unit.name(name), e: unit.cache())
    case .subscript_(let object, let key):
      let base = try operand(object)
      let index = try operand(key)
      let current = try unit.temporary()
      at(target.span) { _ = unit.emit(.getItem, current, base, index) }
      try inPlace(op, current, value)
      unit.currentSpan = target.span
      unit.emit(.setItem, base, index, current)
    default: throw fault("'\(target.description)' is an illegal expression for augmented assignment", target.span)
    }
    unit.currentSpan = span
  }

  /// `R[register] op= value`
  private func inPlace(_ op: BinaryOperator, _ register: Int, _ value: Expression) throws {
    if case .constant(.int(let number)) = value.kind, op == .add, number.magnitude < 1 << 30 {
      unit.emit(.addInteger, register, register, d: number, flag: 1)
      return
    }
    let second = try operand(value)
    switch op {
    case .add: unit.emit(.add, register, register, second, flag: 1)
    case .subtract: unit.emit(.subtract, register, register, second, flag: 1)
    case .multiply: unit.emit(.multiply, register, register, second, flag: 1)
    case .divide: unit.emit(.divide, register, register, second, flag: 1)
    default: unit.emit(.binary, register, register, second, d: Int(op.rawValue), flag: 1)
    }
  }

  /// `target: annotation = value`; a class keeps the names that are annotated, for data classes.
  func annotated(_ target: Expression, _ annotation: Expression, _ value: Expression?) throws {
    if let value { try assign([target], value) }
    guard case .name(let name) = target.kind, scope.kind == .class_ else { return }
    let base = try unit.temporaries(3)
    unit.emit(.loadName, base, 0xFFFF, 0xFFFF, d: unit.name("__annotations__"))
    unit.emit(.constant, base + 1, d: unit.name(name))
    let text = String(decoding: source.bytes[Int(annotation.span.start)..<Int(annotation.span.end)], as: UTF8.self)
    unit.emit(.constant, base + 2, d: unit.constant(Value(text)))
    unit.emit(.dictSet, base, base + 1, base + 2)
  }

  func deleteTarget(_ target: Expression) throws {
    let mark = unit.nextRegister
    defer { unit.nextRegister = mark }
    unit.currentSpan = target.span
    switch target.kind {
    case .name(let name): delete(name)
    case .attribute(let object, let name):
      let base = try operand(object)
      unit.emit(.deleteAttribute, base, d: unit.name(name))
    case .subscript_(let object, let key):
      let base = try operand(object)
      unit.emit(.deleteItem, base, try operand(key))
    case .tuple(let items), .list(let items): for item in items { try deleteTarget(item) }
    default: throw fault("cannot delete \(target.description)", target.span)
    }
  }
}
