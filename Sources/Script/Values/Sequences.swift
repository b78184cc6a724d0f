/// What lists, tuples, strings and ranges share.
enum Sequences {
  /// Lexicographic comparison of two sequences given by their counts and items.
  static func compare(
    _ op: Comparison, _ leftCount: Int, _ left: (Int) -> Value, _ rightCount: Int, _ right: (Int) -> Value
  ) throws -> Value {
    try NativeStack.check()
    if leftCount != rightCount {
      if op == .equal { return .bool(false) }
      if op == .notEqual { return .bool(true) }
    }
    var index = 0
    while index < min(leftCount, rightCount) {
      try Pulse.beat()
      let (a, b) = (left(index), right(index))
      if try !a.isIdentical(to: b) && !a.equals(b) {
        if op == .equal { return .bool(false) }
        if op == .notEqual { return .bool(true) }
        return try a.compare(op, b)
      }
      index += 1
    }
    switch op {
    case .equal: return .bool(leftCount == rightCount)
    case .notEqual: return .bool(leftCount != rightCount)
    case .less: return .bool(leftCount < rightCount)
    case .lessOrEqual: return .bool(leftCount <= rightCount)
    case .greater: return .bool(leftCount > rightCount)
    case .greaterOrEqual: return .bool(leftCount >= rightCount)
    }
  }

  /// Whether `value * seq` repeats.
  static func isCount(_ value: Value) -> Bool {
    value.type.isSubclass(of: .int) || value.object?.dunder(.index) != nil
  }

  /// How often `seq * value` repeats; `nil` when `value` is no integer.
  static func repeatCount(_ value: Value) throws -> Int? {
    if let count = value.exactInt { return max(count, 0) }
    if let count = try value.index() { return max(count, 0) }
    if value.bigInt != nil { throw ScriptError(.overflowError, "cannot fit 'int' into an index-sized integer") }
    return nil
  }

  /// The number of items of a sequence of `count` repeated; `MemoryError` when no machine could hold them.
  static func repeatedCount(_ count: Int, _ times: Int) throws -> Int {
    let (total, overflow) = count.multipliedReportingOverflow(by: times)
    if overflow { throw ScriptError(ExceptionObject(.memoryError)) }
    try MemoryLimit.check(total, stride: MemoryLayout<Value>.stride)
    return total
  }

  static func repeated(_ items: UnsafeBufferPointer<Value>, _ times: Int) throws -> [Value] {
    let total = try repeatedCount(items.count, times)
    var result: [Value] = []
    result.reserveCapacity(total)
    if items.count > 0 { for _ in 0..<times { result.append(contentsOf: items) } }
    return result
  }
}

extension Value {
  /// This value as an index into a sequence of `count` items, negative ones counted from the end.
  /// - Throws: `IndexError` when out of range, `TypeError` when not an integer.
  public func sequenceIndex(
    count: @autoclosure () -> Int, _ what: String, typeName: String? = nil, message: String? = nil
  ) throws -> Int {
    let given = try indexOfAnySize()
    guard let index = given?.exactInt else {
      if given != nil { throw ScriptError(.indexError, "cannot fit '\(self.typeName)' into an index-sized integer") }
      let container = typeName ?? what
      throw ScriptError(
        .typeError,
        container == "string"
          ? "string indices must be integers, not '\(self.typeName)'"
          : "\(container) indices must be integers or slices, not \(self.typeName)")
    }
    // Only now: `__index__` may have changed the sequence.
    let count = count()
    let position = index < 0 ? index &+ count : index
    guard position >= 0 && position < count else {
      throw ScriptError(.indexError, message ?? "\(what) index out of range")
    }
    return position
  }
}

/// The containers whose `repr` is being written, so that one that holds itself ends in `[...]`.
enum ReprGuard {
  nonisolated(unsafe) private static var active: [ObjectIdentifier] = []

  static func entering(_ object: Object, ifCyclic cyclic: String, _ body: () throws -> String) throws -> String {
    try NativeStack.check()
    let identity = ObjectIdentifier(object)
    if active.contains(identity) { return cyclic }
    active.append(identity)
    defer { active.removeLast() }
    return try body()
  }
}
