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
    var learner = MergeLearner(vocabularySize: vocabularySize, minimumFrequency: minimumFrequency)
    for token in specialTokens { learner.append(ByteAlphabet.bytes(of: token)) }
    var idOfByte = [Int32](repeating: 0, count: 256)
    for byte in ByteAlphabet.ordered { idOfByte[Int(byte)] = learner.id(of: [byte]) }
    let corpus = MergeCorpus(counts: counts)
    for word in 0..<words.count { corpus.append(words[word].lazy.map { idOfByte[Int($0)] }) }
    let merges = try learner.learn(corpus) { $0 + $1 }
    return Result(tokens: learner.tokens, merges: merges)
  }
}
