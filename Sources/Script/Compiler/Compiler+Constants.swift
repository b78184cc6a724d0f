/// Values that are known before a program runs.
extension Compiler {
  /// The values of items that CPython would know before the program runs; `nil` when one of them is none of those.
  func constants(_ items: [Expression]) throws -> [Value]? {
    var values: [Value] = []
    for item in items {
      guard let value = try constant(item) else { return nil }
      values.append(value)
    }
    return values
  }

  private func constant(_ expression: Expression) throws -> Value? {
    try NativeStack.check()
    switch expression.kind {
    case .constant(let value): return value
    case .tuple(let items): return try constants(items).map { Value(tuple: $0) }
    case .unary(let op, let operand): return try constant(operand).flatMap { try? $0.unary(op) }
    case .binary(let op, let left, let right):
      // Powers, shifts and repetitions may be larger than what one wants to keep.
      guard op != .power, op != .leftShift, op != .multiply, let left = try constant(left), left.number != nil,
        let right = try constant(right), right.number != nil
      else { return nil }
      return try? left.binary(op, right)
    default: return nil
    }
  }

  /// The frozen set of constants: equal ones are one object in the whole program, so that their order is the same too.
  func frozenConstant(_ items: [Value]) throws -> SetObject {
    let once = try SetObject(items, type: .frozenSet)
    let key = try once.items.map { "\($0.typeName) \(try $0.repr())" }.sorted()
    if let known = frozenConstants[key] { return known }
    let frozen = try SetObject(once.items, type: .frozenSet)
    frozenConstants[key] = frozen
    return frozen
  }

  func constantTuple(_ items: [Expression]) -> Value? {
    var values: [Value] = []
    for item in items {
      guard case .constant(let value) = item.kind else { return nil }
      values.append(value)
    }
    return Value(tuple: values)
  }
}
