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
    var keys = items
    if !key.isNone && !key.isUnset { for i in keys.indices { keys[i] = try key.call(items[i]) } }
    var order = Array(items.indices)
    if reverse { order.reverse() }
    if let ints = allInts(keys) {
      order.sortStably { ints[$0] < ints[$1] }
    } else if let doubles = allDoubles(keys) {
      order.sortStably { doubles[$0] < doubles[$1] }
    } else {
      try order.sortStably { try less(keys[$0], keys[$1]) }
    }
    if reverse { order.reverse() }
    return order.map { items[$0] }
  }

  private static func allInts(_ values: [Value]) -> [Int]? {
    var ints: [Int] = []
    ints.reserveCapacity(values.count)
    for value in values {
      guard case .int(let int) = value else { return nil }
      ints.append(int)
    }
    return ints
  }

  private static func allDoubles(_ values: [Value]) -> [Double]? {
    var doubles: [Double] = []
    doubles.reserveCapacity(values.count)
    for value in values {
      guard case .float(let double) = value else { return nil }
      doubles.append(double)
    }
    return doubles
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

extension Array where Element == Int {
  /// Merge sort from runs of sixteen; elements that `less` does not order keep their order. `less` may throw.
  mutating func sortStably(_ less: (Int, Int) throws -> Bool) rethrows {
    let n = count
    let run = 16
    for low in stride(from: 0, to: n, by: run) {
      let high = Swift.min(low + run, n)
      for i in (low + 1)..<Swift.max(high, low + 1) {
        let item = self[i]
        var j = i
        while j > low, try less(item, self[j - 1]) {
          self[j] = self[j - 1]
          j -= 1
        }
        self[j] = item
      }
    }
    var width = run
    var buffer = self
    while width < n {
      for low in stride(from: 0, to: n, by: 2 * width) {
        let middle = Swift.min(low + width, n)
        let high = Swift.min(low + 2 * width, n)
        var (i, j) = (low, middle)
        if middle < high, try !less(self[middle], self[middle - 1]) {
          for k in low..<high { buffer[k] = self[k] }
          continue
        }
        for k in low..<high {
          if i < middle, try j >= high || !less(self[j], self[i]) {
            buffer[k] = self[i]
            i += 1
          } else {
            buffer[k] = self[j]
            j += 1
          }
        }
      }
      swap(&self, &buffer)
      width *= 2
    }
  }
}
