extension Compiler {
  func call(_ callee: Expression, _ arguments: [Argument], into target: Int) throws {
    let hasSpread = arguments.contains { argument in
      switch argument.kind {
      case .star, .doubleStar: true
      default: false
      }
    }
    if hasSpread || arguments.count > 200 { return try spreadCall(callee, arguments, into: target) }
    if isBareSuper(callee), arguments.isEmpty, let (cell, me) = try superParts() {
      unit.emit(.loadSuper, target, cell, me, d: -1)
      return
    }
    var isMethod = false
    let base = try unit.temporaries(1)
    if case .attribute(let object, let name) = callee.kind {
      isMethod = true
      _ = try unit.temporary()
      if isSuperCall(object), let (cell, me) = try superParts() {
        unit.emit(.loadSuper, base, cell, me, d: unit.name(name))
        unit.emit(.constant, base + 1, d: unit.constant(.unset))
      } else {
        try releasing {
          let register = try operand(object)
          at(callee.span) {
            _ = unit.emit(.loadMethod, base, register, d: unit.name(name), e: unit.cache())
          }
        }
      }
    } else {
      try expression(callee, into: base)
    }
    let first = base + (isMethod ? 2 : 1)
    _ = try unit.temporaries(arguments.count)
    var names: [Value] = []
    for (offset, argument) in arguments.enumerated() {
      try expression(argument.value, into: first + offset)
      if case .keyword(let name) = argument.kind { names.append(Value(name)) }
    }
    if names.isEmpty {
      unit.emit(isMethod ? .callMethod : .call, target, base, arguments.count)
    } else {
      let constant = unit.constant(Value(tuple: names))
      unit.emit(.callKeywords, target, base, arguments.count, d: constant, flag: isMethod ? 1 : 0)
    }
  }

  /// A call with `*` or `**` among its arguments, or with very many.
  private func spreadCall(_ callee: Expression, _ arguments: [Argument], into target: Int) throws {
    let base = try unit.temporaries(3)
    try expression(callee, into: base)
    unit.emit(.buildList, base + 1, base + 1, 0)
    var hasKeywords = false
    // What goes by position is evaluated before what goes by name, wherever it is written.
    let byPosition = arguments.filter(\.isPositional)
    // CPython builds a list of several positional arguments and no longer knows then for which function.
    let isAlone = byPosition.count == 1
    for argument in byPosition + arguments.filter({ !$0.isPositional }) {
      try releasing {
        let value = try unit.temporary()
        switch argument.kind {
        case .positional:
          try expression(argument.value, into: value)
          unit.emit(.listAppend, base + 1, value)
        case .star:
          try expression(argument.value, into: value)
          at(argument.value.span) { _ = unit.emit(.listExtend, base + 1, value, base, flag: isAlone ? 1 : 0) }
        case .keyword(let name):
          if !hasKeywords { unit.emit(.buildDict, base + 2, base + 2, 0) }
          hasKeywords = true
          try expression(argument.value, into: value)
          try releasing {
            let pair = try unit.temporary()
            unit.emit(.buildDict, pair, pair, 0)
            let key = try unit.temporary()
            unit.emit(.constant, key, d: unit.name(name))
            unit.emit(.dictSet, pair, key, value)
            unit.emit(.dictMerge, base + 2, pair, base, flag: 1)
          }
        case .doubleStar:
          if !hasKeywords { unit.emit(.buildDict, base + 2, base + 2, 0) }
          hasKeywords = true
          try expression(argument.value, into: value)
          at(argument.value.span) { _ = unit.emit(.dictMerge, base + 2, value, base, flag: 1) }
        }
      }
    }
    if !hasKeywords { unit.emit(.constant, base + 2, d: unit.constant(.none)) }
    unit.emit(.callSpread, target, base)
  }

  // MARK: super()

  private func isBareSuper(_ expression: Expression) -> Bool {
    guard case .name("super") = expression.kind, case .global = scope.place(of: "super") else { return false }
    return module["super"] == nil
  }

  /// Whether `expression` is `super()` without arguments.
  func isSuperCall(_ expression: Expression) -> Bool {
    guard case .call(let callee, let arguments) = expression.kind, arguments.isEmpty else { return false }
    return isBareSuper(callee)
  }

  /// The free variable that holds the class, and a register with the method's first argument; `nil` outside methods.
  func superParts() throws -> (cell: Int, receiver: Int)? {
    guard case .free(let cell) = scope.place(of: "__class__") else { return nil }
    var owner: Scope? = unit.scope
    while let current = owner, current.kind != .function { owner = current.parent }
    guard let function = owner, function === unit.scope, unit.positionalCount > 0 else { return nil }
    let name = unit.parameterNames[0]
    if let register = localRegister(name) { return (cell, register) }
    let register = try unit.temporary()
    load(name, into: register)
    return (cell, register)
  }
}
