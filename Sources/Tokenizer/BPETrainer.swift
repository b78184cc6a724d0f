import Support

/// Learns a byte-level BPE vocabulary (Sennrich et al. 2016, over bytes as in GPT-2): counts pre-tokens, then merges
/// the most frequent pair of neighbouring symbols, again and again.
///
/// The order of everything is that of Hugging Face's `BpeTrainer` with the whole byte alphabet: special tokens, the 256
/// bytes in the order of their spelling, then merges; among pairs with the same count, the smaller pair of ids first.
public struct BPETrainer {
  /// A learned vocabulary.
  public struct Result {
    /// The bytes of every token, by id.
    public var tokens: [[UInt8]]
    /// The ids each merge joins, by rank.
    public var merges: [(left: Int32, right: Int32)]
  }

  private let vocabularySize: Int
  private let specialTokens: [String]
  private let minimumFrequency: Int
  private var words = ByteStringTable(capacity: 1 << 16)
  private var counts: [Int] = []

  /// - Parameters:
  ///   - vocabularySize: how many tokens to end with, special tokens and the 256 bytes included.
  ///   - specialTokens: given the first ids, in this order; never learned from the text.
  ///   - minimumFrequency: a pair seen less often is not merged.
  public init(vocabularySize: Int, specialTokens: [String] = [], minimumFrequency: Int = 0) throws {
    guard vocabularySize >= 256 + specialTokens.count else {
      throw UserError(
        .value, "a vocabulary of \(vocabularySize) tokens is too small",
        hint: "the 256 bytes and \(specialTokens.count) special tokens need \(256 + specialTokens.count)")
    }
    self.vocabularySize = vocabularySize
    self.specialTokens = specialTokens
    self.minimumFrequency = minimumFrequency
  }

  /// Counts the pre-tokens of one text.
  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  /// Counts the pre-tokens of one UTF-8 text.
  public mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    var splitter = GPT2Splitter(text)
    while let range = splitter.next() {
      let (number, isNew) = words.insert(UnsafeBufferPointer(rebasing: text[range]))
      if isNew { counts.append(1) } else { counts[number] += 1 }
    }
  }

  /// Merges until the vocabulary is full or nothing is left to merge. Throws `Interrupted` when asked to stop.
  public func train() throws -> Result {
    var tokens = specialTokens.map { ByteAlphabet.bytes(of: $0) }
    var known = ByteStringTable(capacity: vocabularySize)
    var idOfKnown: [Int32] = []
    var idOfByte = [Int32](repeating: 0, count: 256)
    for (id, token) in tokens.enumerated() where known.insert(token).isNew { idOfKnown.append(Int32(id)) }
    for byte in ByteAlphabet.ordered {
      let (number, isNew) = known.insert([byte])
      if isNew {
        idOfKnown.append(Int32(tokens.count))
        tokens.append([byte])
      }
      idOfByte[Int(byte)] = idOfKnown[number]
    }

    let corpus = Corpus(words: words, counts: counts, idOfByte: idOfByte)
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
      let merged = tokens[Int(top.left)] + tokens[Int(top.right)]
      let (number, isNew) = known.insert(merged)
      if isNew {
        idOfKnown.append(Int32(tokens.count))
        tokens.append(merged)
      }
      merges.append((top.left, top.right))
      for word in top.words {
        corpus.merge(top.left, top.right, into: idOfKnown[number], in: Int(word), counting: pairs)
      }
      pairs.drain(into: &queue)
      if merges.count & 127 == 0 {
        Progress.report("learning merges", done: tokens.count, of: vocabularySize, unit: "tokens")
      }
    }
    Progress.report("learning merges", done: tokens.count, of: tokens.count, unit: "tokens")
    return Result(tokens: tokens, merges: merges)
  }
}

/// The distinct words as runs of symbols that shrink in place.
private final class Corpus {
  private var symbols: [Int32]
  private var starts: [Int]
  private var lengths: [Int]
  private let counts: [Int]

  var count: Int { counts.count }

  init(words: ByteStringTable, counts: [Int], idOfByte: [Int32]) {
    symbols = []
    starts = []
    lengths = []
    self.counts = counts
    for word in 0..<words.count {
      starts.append(symbols.count)
      lengths.append(words.length(word))
      for byte in words[word] { symbols.append(idOfByte[Int(byte)]) }
    }
  }

  func countPairs(of word: Int, into pairs: PairCounts) {
    let start = starts[word]
    for index in start..<max(start, start + lengths[word] - 1) {
      pairs.add(symbols[index], symbols[index + 1], counts[word], in: word)
    }
  }

  /// Joins every `left right` of `word` into `merged`, left to right, and counts the pairs that go and come.
  func merge(_ left: Int32, _ right: Int32, into merged: Int32, in word: Int, counting pairs: PairCounts) {
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
