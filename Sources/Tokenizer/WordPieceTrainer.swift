import Support

/// Learns a WordPiece vocabulary as Hugging Face's `WordPieceTrainer` does: by merges of the most frequent pair of
/// neighbouring pieces, of which the vocabulary alone is kept.
///
/// Special tokens come first, then the characters that words have, by code point, then those that continue a word, in
/// the order they were met, then what was merged. Hugging Face's meets words in an order that changes from run to run;
/// this one's is that of the text.
public struct WordPieceTrainer {
  private let vocabularySize: Int
  private let specialTokens: [String]
  private let prefix: [UInt8]
  private let scalars: BertScalars
  private let plain = BertScalars(.identity)
  private var words = ByteStringTable(capacity: 1 << 16)
  private var counts: [Int] = []

  /// - Parameters:
  ///   - vocabularySize: how many tokens to end with, if the text has as many.
  ///   - specialTokens: given the first ids, in this order.
  public init(
    vocabularySize: Int, specialTokens: [String], normalizer: BertNormalizer = BertNormalizer(), prefix: String = "##"
  ) throws {
    guard vocabularySize > specialTokens.count else {
      throw UserError(
        .value, "a vocabulary of \(vocabularySize) tokens is too small",
        hint: "the \(specialTokens.count) special tokens leave no room")
    }
    self.vocabularySize = vocabularySize
    self.specialTokens = specialTokens
    self.prefix = Array(prefix.utf8)
    scalars = BertScalars(normalizer)
  }

  /// Counts the words of one UTF-8 text.
  public mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    let normalized = scalars.normalize(text)
    normalized.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var start = 0
      var index = 0
      while index < bytes.count {
        let (code, length) = UTF8Scalar.decode(base, index, bytes.count)
        let kind = BertScalars.kind(plain.entry(code))
        if kind != BertScalars.Kind.word {
          count(start..<index, of: bytes)
          if kind != BertScalars.Kind.space { count(index..<index + length, of: bytes) }
          start = index + length
        }
        index += length
      }
      count(start..<bytes.count, of: bytes)
    }
  }

  private mutating func count(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
    if range.isEmpty { return }
    let (number, isNew) = words.insert(UnsafeBufferPointer(rebasing: bytes[range]))
    if isNew { counts.append(1) } else { counts[number] += 1 }
  }

  /// The tokens, by id. Throws `Interrupted` when asked to stop.
  public func train() throws -> [String] {
    var learner = MergeLearner(vocabularySize: vocabularySize, minimumFrequency: 0)
    for token in specialTokens { learner.append(Array(token.utf8)) }
    let characters = (0..<words.count).map { Self.characters(words[$0]) }
    var seen: Set<[UInt8]> = []
    for word in characters { seen.formUnion(word.map(Array.init)) }
    // UTF-8 sorts as code points do.
    for character in seen.sorted(by: { $0.lexicographicallyPrecedes($1) }) { _ = learner.id(of: character) }
    let corpus = MergeCorpus(counts: counts)
    for word in characters {
      corpus.append(
        word.enumerated().map { place, character in learner.id(of: place == 0 ? Array(character) : prefix + character) }
      )
    }
    _ = try learner.learn(corpus) { [prefix] left, right in
      right.starts(with: prefix) ? left + right.dropFirst(prefix.count) : left + right
    }
    return learner.tokens.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func characters(_ word: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = word.startIndex
    for index in word.indices.dropFirst() where word[index] & 0xC0 != 0x80 {
      result.append(word[start..<index])
      start = index
    }
    if start < word.endIndex { result.append(word[start...]) }
    return result
  }
}
