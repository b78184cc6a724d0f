import Support

/// Learns merges of the most frequent pair of neighbouring symbols, again and again (Sennrich et al. 2016). Among pairs
/// with the same count the smaller pair of ids comes first.
struct MergeLearner {
  let vocabularySize: Int
  let minimumFrequency: Int
  /// The bytes of every token, by id.
  private(set) var tokens: [[UInt8]] = []
  private var known: ByteStringTable
  private var idOfKnown: [Int32] = []

  /// - Parameter minimumFrequency: a pair seen less often is not merged.
  init(vocabularySize: Int, minimumFrequency: Int) {
    self.vocabularySize = vocabularySize
    self.minimumFrequency = minimumFrequency
    known = ByteStringTable(capacity: vocabularySize)
  }

  /// Gives `token` the next id, even when there is one with these bytes.
  mutating func append(_ token: [UInt8]) {
    if known.insert(token).isNew { idOfKnown.append(Int32(tokens.count)) }
    tokens.append(token)
  }

  /// The id of `token`, the next one when it is new.
  mutating func id(of token: [UInt8]) -> Int32 {
    let (number, isNew) = known.insert(token)
    if isNew {
      idOfKnown.append(Int32(tokens.count))
      tokens.append(token)
    }
    return idOfKnown[number]
  }

  /// Merges until the vocabulary is full or nothing is left to merge; returns the ids each merge joins, by rank. Throws
  /// `Interrupted` when asked to stop.
  /// - Parameter join: the bytes of the token that two tokens make.
  mutating func learn(
    _ corpus: MergeCorpus, join: ([UInt8], [UInt8]) -> [UInt8]
  ) throws -> [(left: Int32, right: Int32)] {
    let pairs = PairCounts()
    var queue = MergeQueue()
    for word in 0..<corpus.count { corpus.countPairs(of: word, into: pairs) }
    pairs.drain(into: &queue)

    var merges: [(left: Int32, right: Int32)] = []
    while tokens.count < vocabularySize, var top = queue.pop() {
      let count = pairs.count(top.left, top.right)
      if top.count != count {
        top.count = count
        queue.push(top)
        continue
      }
      if count < 1 || count < minimumFrequency { break }
      try Interruption.check()
      let merged = id(of: join(tokens[Int(top.left)], tokens[Int(top.right)]))
      merges.append((top.left, top.right))
      for word in top.words { corpus.merge(top.left, top.right, into: merged, in: Int(word), counting: pairs) }
      pairs.drain(into: &queue)
      if merges.count & 127 == 0 {
        Progress.report("learning merges", done: tokens.count, of: vocabularySize, unit: "tokens")
      }
    }
    Progress.report("learning merges", done: tokens.count, of: tokens.count, unit: "tokens")
    return merges
  }
}

/// The distinct words as runs of symbols that shrink in place.
final class MergeCorpus {
  private var symbols: [Int32]
  private var starts: [Int]
  private var lengths: [Int]
  private let counts: [Int]

  var count: Int { counts.count }

  /// - Parameter counts: how often each word occurs.
  init(counts: [Int]) {
    symbols = []
    starts = []
    lengths = []
    self.counts = counts
  }

  /// Adds the symbols of the next word.
  func append(_ word: some Sequence<Int32>) {
    starts.append(symbols.count)
    symbols.append(contentsOf: word)
    lengths.append(symbols.count - starts[starts.count - 1])
  }

  fileprivate func countPairs(of word: Int, into pairs: PairCounts) {
    let start = starts[word]
    for index in start..<max(start, start + lengths[word] - 1) {
      pairs.add(symbols[index], symbols[index + 1], counts[word], in: word)
    }
  }

  /// Joins every `left right` of `word` into `merged`, left to right, and counts the pairs that go and come.
  fileprivate func merge(_ left: Int32, _ right: Int32, into merged: Int32, in word: Int, counting pairs: PairCounts) {
    let count = counts[word]
    let start = starts[word]
    let length = lengths[word]
    symbols.withUnsafeMutableBufferPointer { buffer in
      let symbols = buffer.baseAddress! + start
      var read = 0
      var write = 0
      while read < length {
        guard symbols[read] == left, read + 1 < length, symbols[read + 1] == right else {
          symbols[write] = symbols[read]
          read += 1
          write += 1
          continue
        }
        if write > 0 {
          pairs.add(symbols[write - 1], left, -count, in: word)
          pairs.add(symbols[write - 1], merged, count, in: word)
        }
        if read + 2 < length {
          pairs.add(right, symbols[read + 2], -count, in: word)
          pairs.add(merged, symbols[read + 2], count, in: word)
        }
        symbols[write] = merged
        read += 2
        write += 1
      }
      lengths[word] = write
    }
  }
}

/// How often each pair of neighbours occurs, and the words where pairs appeared since the last ``drain(into:)``.
private final class PairCounts {
  private let table = PairTable(capacity: 1 << 16)
  private var counts: [Int] = []
  private var appeared: [[Int32]] = []
  private var touched: [(left: Int32, right: Int32, index: Int32)] = []

  func count(_ left: Int32, _ right: Int32) -> Int { table.find(left, right).map { counts[Int($0.first)] } ?? 0 }

  func add(_ left: Int32, _ right: Int32, _ change: Int, in word: Int) {
    let (entry, isNew) = table.insert(left, right, first: Int32(counts.count))
    let index = entry.pointee.first
    if isNew {
      counts.append(change)
      appeared.append([])
    } else {
      counts[Int(index)] += change
    }
    guard change > 0 else { return }
    if appeared[Int(index)].isEmpty { touched.append((left, right, index)) }
    if appeared[Int(index)].last != Int32(word) { appeared[Int(index)].append(Int32(word)) }
  }

  /// Queues every pair that appeared, with the words where it did.
  func drain(into queue: inout MergeQueue) {
    for (left, right, index) in touched {
      let words = appeared[Int(index)]
      appeared[Int(index)] = []
      let count = counts[Int(index)]
      if count > 0 { queue.push(Candidate(count: count, left: left, right: right, words: words)) }
    }
    touched.removeAll(keepingCapacity: true)
  }
}

/// A pair that may be merged next.
private struct Candidate {
  var count: Int
  var left: Int32
  var right: Int32
  var words: [Int32]

  func precedes(_ other: Candidate) -> Bool {
    if count != other.count { return count > other.count }
    return left != other.left ? left < other.left : right < other.right
  }
}

/// A binary heap: the most frequent candidate first.
private struct MergeQueue {
  private var heap: [Candidate] = []

  mutating func push(_ candidate: Candidate) {
    heap.append(candidate)
    var index = heap.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard heap[index].precedes(heap[parent]) else { break }
      heap.swapAt(index, parent)
      index = parent
    }
  }

  mutating func pop() -> Candidate? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count && heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[index]) else { break }
      heap.swapAt(child, index)
      index = child
    }
    return top
  }
}
