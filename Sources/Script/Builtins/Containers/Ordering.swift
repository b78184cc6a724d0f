/// `a < b`, comparisons and stable sorting of language values.
enum Ordering {
  /// Whether `a < b`; TypeError when they cannot be ordered.
  @inline(__always) static func less(_ a: Value, _ b: Value) throws -> Bool {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x < y
    case (.float(let x), .float(let y)): return x < y
    default:
      if let x = a.str, let y = b.str, x.kind == .str, y.kind == .str { return x.precedes(y) }
      return try a.compare(.less, b).isTrue()
    }
  }

  /// The values in order, equal ones as they stood; `key` is a function or None.
  static func sorted(_ items: [Value], key: Value, reverse: Bool) throws -> [Value] {
    let (sorted, failure) = try sort(items, key: key, reverse: reverse)
    if let failure { throw failure }
    return sorted
  }

  /// The same; when two cannot be compared, the order that the sort had come to, and the failure.
  /// - Throws: what `key` throws.
  static func sort(_ items: [Value], key: Value, reverse: Bool) throws -> (sorted: [Value], failure: (any Error)?) {
    let count = items.count
    var keys = items
    if !key.isNone && !key.isUnset {
      for index in 0..<count {
        keys[index] = try key.call(items[index])
        if index & 0xFFF == 0 { try Interpreter.running.checkInterruption() }
      }
    }
    let order: (positions: [Int32], failure: (any Error)?)
    if let ints = keys.allInts {
      order = StableSort.order(ints, reverse: reverse) { $0 < $1 }
    } else if let doubles = keys.allDoubles {
      order = StableSort.order(doubles, reverse: reverse) { $0 < $1 }
    } else {
      order = keys.withUnsafeMutableBufferPointer { keys in
        let base = keys.baseAddress ?? UnsafeMutablePointer(bitPattern: 16).unsafelyUnwrapped
        if let texts = base.allTexts(count) {
          return StableSort.order(texts, reverse: reverse) { $0.precedes($1) }
        }
        let places = (0..<count).map { base + $0 }
        return StableSort.order(places, reverse: reverse) { try less($0, $1) }
      }
    }
    let sorted = [Value](unsafeUninitializedCapacity: count) { result, filled in
      guard let target = result.baseAddress else { return }
      items.withUnsafeBufferPointer { source in
        let source = UnsafeMutablePointer(mutating: source.baseAddress.unsafelyUnwrapped)
        for index in 0..<count { (target + index).initializeCopy(source + Int(order.positions[index])) }
      }
      filled = count
    }
    return (sorted, order.failure)
  }

  /// Whether the value at `a` is less than the one at `b`, without counting references for plain ones.
  @inline(__always)
  static func less(_ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>) throws -> Bool {
    if case .int(let x) = a.pointee, case .int(let y) = b.pointee { return x < y }
    if case .float(let x) = a.pointee, case .float(let y) = b.pointee { return x < y }
    return try lessOfObjects(a, b)
  }

  @inline(never)
  private static func lessOfObjects(_ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>) throws -> Bool {
    guard let x = a.held, let y = b.held, x.kind == y.kind else { return try less(a.pointee, b.pointee) }
    switch x.kind {
    case .str:
      return x.cast(StrObject.self)._withUnsafeGuaranteedRef { x in
        y.cast(StrObject.self)._withUnsafeGuaranteedRef { x.precedes($0) }
      }
    case .tuple:
      let (left, leftCount) = x.cast(TupleObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
      let (right, rightCount) = y.cast(TupleObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
      var index = 0
      while index < min(leftCount, rightCount) {
        // The first items that differ decide.
        if !(left + index).isIdentical(to: right + index) {
          guard let same = quicklyEqual(left + index, right + index) else { return try less(a.pointee, b.pointee) }
          if !same { return try less(left + index, right + index) }
        }
        index += 1
      }
      return leftCount < rightCount
    default: return try less(a.pointee, b.pointee)
    }
  }

  /// Whether two values are equal, as far as it can be said without asking a program: `nil` otherwise.
  @inline(__always)
  private static func quicklyEqual(_ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>) -> Bool? {
    if case .int(let x) = a.pointee, case .int(let y) = b.pointee { return x == y }
    if case .float(let x) = a.pointee, case .float(let y) = b.pointee { return x == y }
    guard let x = a.held, let y = b.held, x.kind == .str, y.kind == .str else { return nil }
    return x.cast(StrObject.self)._withUnsafeGuaranteedRef { x in
      y.cast(StrObject.self)._withUnsafeGuaranteedRef { x.isEqual(to: $0) }
    }
  }

  /// The least (or greatest) of the values by `key`, the first of equals; `nil` when there are none.
  static func extreme(_ items: Value, key: Value, greatest: Bool) throws -> Value? {
    let hasKey = !key.isNone && !key.isUnset
    var found: (item: Value, key: Value)?
    try items.forEach { item in
      let itemKey = hasKey ? try key.call(item) : item
      if let best = found, try !(greatest ? greater(itemKey, best.key) : less(itemKey, best.key)) { return }
      found = (item, itemKey)
    }
    return found?.item
  }

  private static func greater(_ a: Value, _ b: Value) throws -> Bool {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x > y
    case (.float(let x), .float(let y)): return x > y
    default: return try a.compare(.greater, b).isTrue()
    }
  }
}
