/// product, permutations, combinations and combinations_with_replacement, in CPython's (lexicographic) order.
enum CombinatoricIterators {
  static func register(_ names: Namespace) {
    IterationToolsModule.define(names, "product", "*iterables, repeat=1") { call in
      let times = try call.indexValue(1)
      if times < 0 { throw ScriptError(.valueError, "repeat argument cannot be negative") }
      let once = try call.rest(0).map { try $0.items() }
      let (total, overflow) = once.count.multipliedReportingOverflow(by: times)
      if overflow { throw ScriptError(.overflowError, "repeat argument too large") }
      try MemoryLimit.check(total, stride: MemoryLayout<[Value]>.stride)
      return product(Array(repeatElement(once, count: times).joined()))
    }
    IterationToolsModule.define(names, "permutations", "/, iterable, r=None") { call in
      let pool = try call[0].items()
      let r = call.isNone(1) ? pool.count : try call.indexValue(1)
      if r < 0 { throw ScriptError(.valueError, "r must be non-negative") }
      return permutations(pool, r)
    }
    for (name, repeats) in [("combinations", false), ("combinations_with_replacement", true)] {
      IterationToolsModule.define(names, name, "/, iterable, r") { call in
        let pool = try call[0].items()
        let r = try call.indexValue(1)
        if r < 0 { throw ScriptError(.valueError, "r must be non-negative") }
        return try combinations(pool, r, repeats: repeats)
      }
    }
  }

  private static func product(_ pools: [[Value]]) -> () throws -> Value? {
    var indices = [Int](repeating: 0, count: pools.count)
    var done = pools.contains { $0.isEmpty }
    var first = true
    return {
      if done { return nil }
      if !first {
        var place = pools.count - 1
        while place >= 0 {
          indices[place] += 1
          if indices[place] < pools[place].count { break }
          indices[place] = 0
          place -= 1
        }
        if place < 0 {
          done = true
          return nil
        }
      }
      first = false
      return Value(tuple: zip(pools, indices).map { $0[$1] })
    }
  }

  private static func permutations(_ pool: [Value], _ r: Int) -> () throws -> Value? {
    let n = pool.count
    if r > n { return { nil } }
    var indices = Array(0..<n)
    var cycles = Array(stride(from: n, to: n - r, by: -1))
    var first = true
    var done = r > n
    return {
      if done { return nil }
      if first {
        first = false
        return Value(tuple: indices[..<r].map { pool[$0] })
      }
      var i = r - 1
      while i >= 0 {
        cycles[i] -= 1
        if cycles[i] == 0 {
          indices.append(indices.remove(at: i))
          cycles[i] = n - i
          i -= 1
        } else {
          indices.swapAt(i, n - cycles[i])
          return Value(tuple: indices[..<r].map { pool[$0] })
        }
      }
      done = true
      return nil
    }
  }

  private static func combinations(_ pool: [Value], _ r: Int, repeats: Bool) throws -> () throws -> Value? {
    let n = pool.count
    if repeats ? n == 0 && r > 0 : r > n { return { nil } }
    try MemoryLimit.check(r, stride: MemoryLayout<Int>.stride)
    var indices = repeats ? [Int](repeating: 0, count: r) : Array(0..<r)
    var first = true
    var done = repeats ? n == 0 && r > 0 : r > n
    return {
      if done { return nil }
      if first {
        first = false
        return Value(tuple: indices.map { pool[$0] })
      }
      guard let i = indices.indices.last(where: { indices[$0] != (repeats ? n - 1 : $0 + n - r) }) else {
        done = true
        return nil
      }
      indices[i] += 1
      for j in (i + 1)..<max(r, i + 1) { indices[j] = repeats ? indices[i] : indices[j - 1] + 1 }
      return Value(tuple: indices.map { pool[$0] })
    }
  }
}
