extension Compiler {
  /// Compiles `expression` and returns a register that holds its value: the variable's own for a local variable, a
  /// new temporary otherwise.
  func operand(_ expression: Expression) throws -> Int {
    if case .name(let name) = expression.kind, !unit.scope.hasWalrus, let register = localRegister(name) {
      at(expression.span) { check(name, register) }
      return register
    }
    let register = try unit.temporary()
    try self.expression(expression, into: register)
    return register
  }

  /// Whether `register` is a temporary that ends with the current expression.
  func isTemporary(_ register: Int) -> Bool { register >= unit.localCount }

  /// Compiles `expression`; its value ends up in `R[target]`, written last.
  func expression(_ expression: Expression, into target: Int) throws {
    try NativeStack.check()
    let outer = unit.currentSpan
    unit.currentSpan = expression.span
    defer { unit.currentSpan = outer }
    let mark = unit.nextRegister
    defer { unit.nextRegister = mark }
    switch expression.kind {
    case .constant(let value):
      if case .int(let number) = value, Int(Int32(truncatingIfNeeded: number)) == number {
        unit.emit(.integer, target, d: number)
      } else {
        unit.emit(.constant, target, d: unit.constant(value))
      }
    case .name(let name): load(name, into: target)
    case .joined(let parts): try joined(parts, into: target)
    case .list(let items): try display(items, .buildList, into: target)
    case .tuple(let items):
      if let constant = constantTuple(items) {
        unit.emit(.constant, target, d: unit.constant(constant))
      } else {
        try display(items, .buildTuple, into: target)
      }
    case .set(let items):
      if items.count >= 3, let constant = try constants(items) {
        // As CPython does, so that the order is the same: a frozen set is built once and merged into an empty one.
        let frozen = try frozenConstant(constant)
        let register = try unit.temporaries(2)
        unit.emit(.buildSet, register, register, 0)
        unit.emit(.constant, register + 1, d: unit.constant(Value(frozen)))
        unit.emit(.setUpdate, register, register + 1)
        unit.emit(.move, target, register)
      } else {
        try display(items, .buildSet, into: target)
      }
    case .dict(let entries): try dictDisplay(entries, into: target)
    case .unary(let op, let value): unit.emit(.unary, target, try operand(value), d: Int(op.rawValue))
    case .not(let value): unit.emit(.not, target, try operand(value))
    case .binary(let op, let left, let right): try binary(op, left, right, into: target, inPlace: false)
    case .and, .or: try shortCircuit(expression, into: target)
    case .compare(let left, let rest): try comparison(left, rest, into: target)
    case .conditional(let test, let then, let otherwise):
      let skip = try jumpUnless(test)
      let before = unit.assigned
      try self.expression(then, into: target)
      let end = unit.emit(.jump)
      let afterThen = unit.assigned
      unit.assigned = before
      unit.land(skip)
      try self.expression(otherwise, into: target)
      unit.assigned.formIntersection(afterThen)
      unit.land(end)
    case .call(let callee, let arguments): try call(callee, arguments, into: target)
    case .attribute(let object, let name):
      if isSuperCall(object), let (cell, me) = try superParts() {
        unit.emit(.loadSuper, target, cell, me, d: unit.name(name))
        return
      }
      unit.emit(.getAttribute, target, try operand(object), d: unit.name(name), e: unit.cache())
    case .subscript_(let object, let key):
      let base = try operand(object)
      unit.emit(.getItem, target, base, try operand(key))
    case .slice(let lower, let upper, let step):
      let base = try unit.temporaries(3)
      for (offset, bound) in [lower, upper, step].enumerated() {
        if let bound {
          try self.expression(bound, into: base + offset)
        } else {
          unit.emit(.constant, base + offset, d: unit.constant(.none))
        }
      }
      unit.emit(.buildSlice, target, base)
    case .starred: throw fault("can't use starred expression here", expression.span)
    case .lambda(let node): try function(node, into: target)
    case .comprehension(let node): try comprehension(node, into: target)
    case .yield(let value):
      let register = try unit.temporary()
      if let value {
        try self.expression(value, into: register)
      } else {
        unit.emit(.constant, register, d: unit.constant(.none))
      }
      unit.emit(.yield, target, register)
    case .yieldFrom(let value):
      let iterator = try unit.temporaries(2)
      try self.expression(value, into: iterator)
      unit.emit(.iterate, iterator, iterator)
      unit.emit(.constant, iterator + 1, d: unit.constant(.none))
      unit.emit(.yieldFrom, iterator + 1, iterator)
      unit.emit(.move, target, iterator + 1)
    case .walrus(let name, let value):
      let register = try unit.temporary()
      try self.expression(value, into: register)
      store(name, from: register)
      if target != register { unit.emit(.move, target, register) }
    }
  }

  // MARK: Operators

  func binary(_ op: BinaryOperator, _ left: Expression, _ right: Expression, into target: Int, inPlace: Bool) throws {
    let first = try operand(left)
    if case .constant(.int(let number)) = right.kind, number.magnitude < 1 << 30 {
      let flag: UInt8 = inPlace ? 1 : 0
      switch op {
      case .add: unit.emit(.addInteger, target, first, d: number, flag: flag)
      case .subtract where number != 0: unit.emit(.addInteger, target, first, d: -number, flag: flag | 4)
      case .multiply: unit.emit(.multiplyInteger, target, first, d: number, flag: flag)
      case .floorDivide where number > 0: unit.emit(.floorDivideInteger, target, first, d: number, flag: flag)
      case .modulo where number > 0: unit.emit(.moduloInteger, target, first, d: number, flag: flag)
      default: try generalBinary(op, first, right, into: target, inPlace: inPlace)
      }
      return
    }
    try generalBinary(op, first, right, into: target, inPlace: inPlace)
  }

  private func generalBinary(
    _ op: BinaryOperator, _ first: Int, _ right: Expression, into target: Int, inPlace: Bool
  ) throws {
    let mark = unit.nextRegister
    let second = try operand(right)
    let flag: UInt8 = (inPlace ? 1 : 0) | (second >= mark && second != target ? 2 : 0)
    switch op {
    case .add: unit.emit(.add, target, first, second, flag: flag)
    case .subtract: unit.emit(.subtract, target, first, second, flag: flag)
    case .multiply: unit.emit(.multiply, target, first, second, flag: flag)
    case .divide: unit.emit(.divide, target, first, second, flag: flag)
    case .floorDivide: unit.emit(.floorDivide, target, first, second, flag: flag)
    case .modulo: unit.emit(.modulo, target, first, second, flag: flag)
    default: unit.emit(.binary, target, first, second, d: Int(op.rawValue), flag: flag)
    }
  }

  private func shortCircuit(_ expression: Expression, into target: Int) throws {
    // The value of an operand is also a result: it must not overwrite a variable that the next operand reads.
    let result = isTemporary(target) ? target : try unit.temporary()
    // The jumps taken with the value in `result` once its truth is known; nothing is asked for its truth twice.
    func operands(_ expression: Expression) throws -> (whenTrue: [Int], whenFalse: [Int]) {
      switch expression.kind {
      case .and(let left, let right):
        let first = try operands(left)
        let exit = unit.emit(.jumpIfFalse, result)
        unit.land(first.whenTrue)
        let before = unit.assigned
        let second = try operands(right)
        unit.assigned = before
        return (second.whenTrue, first.whenFalse + [exit] + second.whenFalse)
      case .or(let left, let right):
        let first = try operands(left)
        let exit = unit.emit(.jumpIfTrue, result)
        unit.land(first.whenFalse)
        let before = unit.assigned
        let second = try operands(right)
        unit.assigned = before
        return (first.whenTrue + [exit] + second.whenTrue, second.whenFalse)
      default:
        try self.expression(expression, into: result)
        return ([], [])
      }
    }
    let exits = try operands(expression)
    unit.land(exits.whenTrue + exits.whenFalse)
    if result != target { unit.emit(.move, target, result) }
  }

  private func emitComparison(_ op: ComparisonOperator, _ target: Int, _ left: Int, _ right: Int) {
    switch op {
    case .order(let comparison): unit.emit(.compare, target, left, right, d: Int(comparison.rawValue))
    case .is: unit.emit(.identical, target, left, right)
    case .isNot: unit.emit(.identical, target, left, right, flag: 1)
    case .in: unit.emit(.contains, target, left, right)
    case .notIn: unit.emit(.contains, target, left, right, flag: 1)
    }
  }

  private func comparison(
    _ left: Expression, _ rest: [(op: ComparisonOperator, right: Expression)], into target: Int
  ) throws {
    if rest.count == 1 {
      let first = try operand(left)
      emitComparison(rest[0].op, target, first, try operand(rest[0].right))
      return
    }
    let result = isTemporary(target) ? target : try unit.temporary()
    var first = try operand(left)
    if first == result {
      let copy = try unit.temporary()
      unit.emit(.move, copy, first)
      first = copy
    }
    var exits: [Int] = []
    let before = unit.assigned
    for (index, item) in rest.enumerated() {
      let second = try operand(item.right)
      emitComparison(item.op, result, first, second)
      if index < rest.count - 1 { exits.append(unit.emit(.jumpIfFalse, result)) }
      first = second
    }
    unit.assigned.formIntersection(before)
    unit.land(exits)
    if result != target { unit.emit(.move, target, result) }
  }

  // MARK: Conditions

  /// Compiles a condition; returns the jumps taken when it is false.
  func jumpUnless(_ test: Expression) throws -> [Int] { try condition(test, jumpIf: false) }

  /// Compiles a condition; returns the jumps taken when its truth is `sense`.
  func condition(_ test: Expression, jumpIf sense: Bool) throws -> [Int] {
    try NativeStack.check()
    let outer = unit.currentSpan
    unit.currentSpan = test.span
    defer { unit.currentSpan = outer }
    return try releasing {
      switch test.kind {
      case .not(let value): return try condition(value, jumpIf: !sense)
      case .and(let left, let right):
        return sense ? try bothSides(left, right, sense) : try eitherSide(left, right, sense)
      case .or(let left, let right):
        return sense ? try eitherSide(left, right, sense) : try bothSides(left, right, sense)
      case .compare(let left, let rest) where rest.count == 1:
        return [try comparisonJump(left, rest[0].op, rest[0].right, sense)]
      case .constant(let value):
        guard let truth = try? value.isTrue() else { break }
        return truth == sense ? [unit.emit(.jump)] : []
      default: break
      }
      return [unit.emit(sense ? .jumpIfTrue : .jumpIfFalse, try operand(test))]
    }
  }

  /// Jumps when either operand has the truth `sense`.
  private func eitherSide(_ left: Expression, _ right: Expression, _ sense: Bool) throws -> [Int] {
    let first = try condition(left, jumpIf: sense)
    let before = unit.assigned
    let second = try condition(right, jumpIf: sense)
    unit.assigned = before
    return first + second
  }

  /// Jumps when both operands have the truth `sense`.
  private func bothSides(_ left: Expression, _ right: Expression, _ sense: Bool) throws -> [Int] {
    let skip = try condition(left, jumpIf: !sense)
    let before = unit.assigned
    let jumps = try condition(right, jumpIf: sense)
    unit.assigned = before
    unit.land(skip)
    return jumps
  }

  private func comparisonJump(
    _ left: Expression, _ op: ComparisonOperator, _ right: Expression, _ sense: Bool
  ) throws -> Int {
    let first = try operand(left)
    let flag: UInt8 = sense ? 1 : 0
    if case .order(let comparison) = op {
      if case .constant(.int(let number)) = right.kind, number.magnitude < 1 << 31 {
        let opcodes: [Opcode] = [
          .jumpLessInteger, .jumpLessOrEqualInteger, .jumpEqualInteger, .jumpNotEqualInteger, .jumpGreaterInteger,
          .jumpGreaterOrEqualInteger,
        ]
        return unit.emit(opcodes[Int(comparison.rawValue)], first, e: number, flag: flag)
      }
      let opcodes: [Opcode] = [
        .jumpLess, .jumpLessOrEqual, .jumpEqual, .jumpNotEqual, .jumpGreater, .jumpGreaterOrEqual,
      ]
      return unit.emit(opcodes[Int(comparison.rawValue)], first, try operand(right), flag: flag)
    }
    let second = try operand(right)
    switch op {
    case .is: return unit.emit(.jumpIdentical, first, second, flag: flag)
    case .isNot: return unit.emit(.jumpIdentical, first, second, flag: 1 - flag)
    case .in: return unit.emit(.jumpContains, first, second, flag: flag)
    default: return unit.emit(.jumpContains, first, second, flag: 1 - flag)
    }
  }

  // MARK: Displays

  /// The items in neighbouring registers, then `op`; with starred items, a list filled step by step.
  private func display(_ items: [Expression], _ op: Opcode, into target: Int) throws {
    let isPlain = items.allSatisfy { if case .starred = $0.kind { false } else { true } }
    if isPlain && items.count <= 512 {
      let base = try unit.temporaries(items.count)
      for (offset, item) in items.enumerated() { try expression(item, into: base + offset) }
      unit.emit(op, target, base, items.count)
      return
    }
    let list = try unit.temporary()
    unit.emit(op == .buildSet ? .buildSet : .buildList, list, list, 0)
    for item in items {
      try releasing {
        let value = try unit.temporary()
        if case .starred(let inner) = item.kind {
          try expression(inner, into: value)
          at(inner.span) { _ = unit.emit(op == .buildSet ? .setUpdate : .listExtend, list, value) }
        } else {
          try expression(item, into: value)
          unit.emit(op == .buildSet ? .setAdd : .listAppend, list, value)
        }
      }
    }
    unit.emit(op == .buildTuple ? .listToTuple : .move, target, list)
  }

  private func dictDisplay(_ entries: [(key: Expression?, value: Expression)], into target: Int) throws {
    if entries.count <= 256, entries.allSatisfy({ $0.key != nil }) {
      let base = try unit.temporaries(entries.count * 2)
      for (index, entry) in entries.enumerated() {
        if let key = entry.key { try expression(key, into: base + 2 * index) }
        try expression(entry.value, into: base + 2 * index + 1)
      }
      unit.emit(.buildDict, target, base, entries.count)
      return
    }
    let dict = try unit.temporary()
    unit.emit(.buildDict, dict, dict, 0)
    for entry in entries {
      try releasing {
        if let key = entry.key {
          let base = try unit.temporaries(2)
          try expression(key, into: base)
          try expression(entry.value, into: base + 1)
          unit.emit(.dictSet, dict, base, base + 1)
        } else {
          unit.emit(.dictMerge, dict, try operand(entry.value))
        }
      }
    }
    unit.emit(.move, target, dict)
  }

  private func joined(_ parts: [JoinedPart], into target: Int) throws {
    // A field alone gives what its `__format__` gives, be it of a class of its own.
    var isAlone = false
    if parts.count == 1, case .field = parts[0] { isAlone = true }
    let base = isAlone ? target : try unit.temporaries(parts.count)
    for (offset, part) in parts.enumerated() {
      switch part {
      case .text(let text): unit.emit(.constant, base + offset, d: unit.constant(Value(text)))
      case .field(let value, let conversion, let spec, _):
        try releasing {
          let register = try operand(value)
          if let spec, !spec.isEmpty {
            let format = try unit.temporary()
            try joined(spec, into: format)
            at(value.span) {
              _ = unit.emit(.format, base + offset, register, format, d: Int(conversion), flag: 1)
            }
          } else {
            at(value.span) { _ = unit.emit(.format, base + offset, register, d: Int(conversion)) }
          }
        }
      }
    }
    if !isAlone { unit.emit(.buildString, target, base, parts.count) }
  }
}
