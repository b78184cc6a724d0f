import BigInteger

extension Value {
  /// `x op y`: usually a bool, but a type may answer anything (a tensor compares element by element).
  public func compare(_ op: Comparison, _ other: Value) throws -> Value {
    switch (self, other) {
    case (.int(let a), .int(let b)): return .bool(op.holds(a, b))
    case (.float(let a), .float(let b)): return .bool(op.holds(a, b))
    case (.none, .none) where op == .equal || op == .notEqual: return .bool(op == .equal)
    default: break
    }
    let (left, right) = (object, other.object)
    let isPlain = left?.type.isUserDefined != true && right?.type.isUserDefined != true
    if isPlain, let answer = try compareNumbers(op, other) { return .bool(answer) }
    // A subclass that redefines the comparison is asked before its parent.
    let reflectedFirst =
      left != nil && right != nil && right!.type !== left!.type && right!.type.isUserDefined
      && right!.type.isSubclass(of: left!.type)
    if reflectedFirst, let answer = try other.ask(op.reflected, self) { return answer }
    if let answer = try ask(op, other) { return answer }
    if !reflectedFirst, let answer = try other.ask(op.reflected, self) { return answer }
    switch op {
    case .equal: return .bool(isIdentical(to: other))
    case .notEqual: return .bool(!isIdentical(to: other))
    default:
      throw ScriptError(
        .typeError, "'\(op.symbol)' not supported between instances of '\(typeName)' and '\(other.typeName)'")
    }
  }

  /// What this operand answers to `self op other`; `nil` for NotImplemented.
  private func ask(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let object else { return try compareNumbers(op, other).map { .bool($0) } }
    if let method = object.dunder(op.dunder) {
      let answer = try method.call(self, other)
      return answer.isNotImplemented ? nil : answer
    }
    // Built-in containers have a `__ne__` of their own, which their subclasses inherit.
    if op == .notEqual, !object.layout.isContainer, let method = object.dunder("__eq__") {
      let answer = try method.call(self, other)
      return answer.isNotImplemented ? nil : .bool(try !answer.isTrue())
    }
    return try object.compare(op, other)
  }

  /// The comparison of two numbers, exact between integers and floats of any size; `nil` when one is no number.
  func compareNumbers(_ op: Comparison, _ other: Value) throws -> Bool? {
    if let float = other.object as? ExtendedFloat { return try compareNumbers(op, .float(float.value)) }
    if let a = exactInt, let b = other.exactInt { return op.holds(a, b) }
    if case .float(let a) = self { return other.compareFloat(op.reflected, a) }
    if case .float(let b) = other { return compareFloat(op, b) }
    guard let a = integer, let b = other.integer else { return nil }
    return op.holds(a, b)
  }

  /// An integer (or float) compared with a float.
  private func compareFloat(_ op: Comparison, _ b: Double) -> Bool? {
    switch self {
    case .float(let a): return op.holds(a, b)
    case .int, .bool:
      guard let a = exactInt else { return nil }
      if a.magnitude < 1 << 53 || !b.isFinite { return op.holds(Double(a), b) }
      if b.magnitude < 9.3e18 {
        // Compare whole parts exactly; a fraction decides ties.
        let whole = b.rounded(.towardZero)
        guard let integer = Int(exactly: whole) else { return op.holds(0, b) }
        if a != integer { return op.holds(a, integer) }
        return op.holds(0, b - whole)
      }
      return op.holds(0, b)
    default:
      guard let big = bigInt?.value else { return nil }
      guard b.isFinite else { return op.holds(0, b) }
      return op.holds(big.compare(b), 0)
    }
  }
}
