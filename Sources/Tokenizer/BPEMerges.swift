/// Applies merges to the symbols of one pre-token: always the pair of lowest rank, the leftmost among equals, until no
/// neighbours can be joined.
struct BPEMerges {
  private let ranks: PairTable

  private static let none = Int32.max

  /// - Parameters:
  ///   - merges: the ids each merge joins and the id it makes, by rank. Of a repeated pair the last rank holds.
  init(_ merges: [(left: Int32, right: Int32, merged: Int32)]) {
    ranks = PairTable(capacity: merges.count)
    for (rank, merge) in merges.enumerated() {
      let (entry, isNew) = ranks.insert(merge.left, merge.right, first: Int32(rank), second: merge.merged)
      if !isNew {
        entry.pointee.first = Int32(rank)
        entry.pointee.second = merge.merged
      }
    }
  }

  @inline(__always) private func rank(_ left: Int32, _ right: Int32) -> (rank: Int32, merged: Int32) {
    guard let entry = ranks.find(left, right) else { return (Self.none, 0) }
    return (entry.first, entry.second)
  }

  /// Merges `symbols[0..<count]` in place and returns how many are left.
  func apply(to symbols: UnsafeMutablePointer<Int32>, count: Int) -> Int {
    if count < 2 { return count }
    return count <= 48 ? applyByScan(symbols, count) : applyByHeap(symbols, count)
  }

  /// For words: the rank of every pair is kept, and the lowest is found by looking at all of them.
  private func applyByScan(_ symbols: UnsafeMutablePointer<Int32>, _ length: Int) -> Int {
    withUnsafeTemporaryAllocation(of: (rank: Int32, merged: Int32).self, capacity: length) { pairs in
      var count = length
      for index in 0..<count - 1 { pairs[index] = rank(symbols[index], symbols[index + 1]) }
      while count > 1 {
        var best = 0
        var lowest = pairs[0].rank
        for index in 1..<max(1, count - 1) where pairs[index].rank < lowest {
          lowest = pairs[index].rank
          best = index
        }
        if lowest == Self.none { break }
        symbols[best] = pairs[best].merged
        count -= 1
        for index in best + 1..<max(best + 1, count) {
          symbols[index] = symbols[index + 1]
          pairs[index - 1] = pairs[index]
        }
        if best > 0 { pairs[best - 1] = rank(symbols[best - 1], symbols[best]) }
        if best < count - 1 { pairs[best] = rank(symbols[best], symbols[best + 1]) }
      }
      return count
    }
  }

  /// For very long runs, where looking at all pairs each time would be quadratic: a heap of (rank, position) over a
  /// linked list. An entry whose pair has changed since is skipped.
  private func applyByHeap(_ symbols: UnsafeMutablePointer<Int32>, _ length: Int) -> Int {
    var next = [Int32](unsafeUninitializedCapacity: length) { buffer, count in
      for index in 0..<length { buffer[index] = Int32(index + 1) }
      count = length
    }
    var previous = next.map { $0 - 2 }
    var heap = MinimumHeap()
    for index in 0..<length - 1 {
      let found = rank(symbols[index], symbols[index + 1])
      if found.rank != Self.none { heap.push(UInt64(found.rank) << 32 | UInt64(index)) }
    }
    while let entry = heap.pop() {
      let position = Int(entry & 0xFFFF_FFFF)
      guard symbols[position] >= 0, next[position] < length else { continue }
      let right = Int(next[position])
      let found = rank(symbols[position], symbols[right])
      guard found.rank == Int32(entry >> 32) else { continue }
      symbols[position] = found.merged
      symbols[right] = -1
      next[position] = next[right]
      if next[right] < length { previous[Int(next[right])] = Int32(position) }
      if previous[position] >= 0 {
        let left = Int(previous[position])
        let pair = rank(symbols[left], symbols[position])
        if pair.rank != Self.none { heap.push(UInt64(pair.rank) << 32 | UInt64(left)) }
      }
      if next[position] < length {
        let pair = rank(symbols[position], symbols[Int(next[position])])
        if pair.rank != Self.none { heap.push(UInt64(pair.rank) << 32 | UInt64(position)) }
      }
    }
    var count = 0
    for index in 0..<length where symbols[index] >= 0 {
      symbols[count] = symbols[index]
      count += 1
    }
    return count
  }
}

/// A binary heap of numbers, the least first.
private struct MinimumHeap {
  private var heap: [UInt64] = []

  mutating func push(_ value: UInt64) {
    heap.append(value)
    var index = heap.count - 1
    while index > 0, heap[(index - 1) / 2] > value {
      heap[index] = heap[(index - 1) / 2]
      index = (index - 1) / 2
    }
    heap[index] = value
  }

  mutating func pop() -> UInt64? {
    guard let top = heap.first else { return nil }
    let value = heap.removeLast()
    let count = heap.count
    if count == 0 { return top }
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < count else { break }
      if child + 1 < count && heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < value else { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = value
    return top
  }
}
