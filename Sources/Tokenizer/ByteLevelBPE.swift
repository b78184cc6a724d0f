import Support

/// A byte-level BPE vocabulary with its merges: GPT-2's tokenizer (Radford et al. 2019). Every text has ids, and ids
/// give the text's bytes back.
///
/// This is the model alone: special tokens inside a text are ordinary characters to it. ``PretrainedTokenizer`` knows
/// about those. Safe to use from several threads.
public final class ByteLevelBPE: TokenModel, @unchecked Sendable {
  /// Tokens in GPT-2's spelling, by id. Ids without a token have an empty one.
  public let tokens: [String]
  /// The ids each merge joins, by rank.
  public let merges: [(left: Int32, right: Int32)]
  /// Whether a pre-token that is in the vocabulary skips the merges.
  public let ignoresMerges: Bool
  /// The token for bytes the vocabulary has no token for, if any. With none, such bytes are dropped.
  public let unknownToken: String?

  private let bytes: [UInt8]
  private let offsets: [Int32]
  private let table: ByteStringTable
  private let idOfEntry: [Int32]
  private let encoders: EncoderPool<BPEEncoder>

  /// - Parameters:
  ///   - tokens: in GPT-2's spelling, by id.
  ///   - merges: the ids each merge joins, by rank. Throws when their joined token is not in the vocabulary.
  public init(
    tokens: [String], merges: [(left: Int32, right: Int32)], ignoresMerges: Bool = false, unknownToken: String? = nil
  ) throws {
    var bytes: [UInt8] = []
    var offsets: [Int32] = [0]
    var table = ByteStringTable(capacity: tokens.count)
    var idOfEntry: [Int32] = []
    for (id, token) in tokens.enumerated() {
      if !ByteAlphabet.appendBytes(spelledBy: token.utf8, to: &bytes) { bytes.append(contentsOf: token.utf8) }
      let isNew = bytes.withUnsafeBufferPointer {
        table.insert(UnsafeBufferPointer(rebasing: $0[Int(offsets[id])...])).isNew
      }
      if isNew { idOfEntry.append(Int32(id)) }
      offsets.append(Int32(bytes.count))
    }
    var joined: [UInt8] = []
    var full: [(left: Int32, right: Int32, merged: Int32)] = []
    full.reserveCapacity(merges.count)
    for (rank, merge) in merges.enumerated() {
      joined.removeAll(keepingCapacity: true)
      joined.append(contentsOf: bytes[Int(offsets[Int(merge.left)])..<Int(offsets[Int(merge.left) + 1])])
      joined.append(contentsOf: bytes[Int(offsets[Int(merge.right)])..<Int(offsets[Int(merge.right) + 1])])
      guard let entry = table.find(joined) else {
        let pair = "\(tokens[Int(merge.left)]) \(tokens[Int(merge.right)])"
        throw UserError(.value, "merge \(rank + 1) ('\(pair)') makes a token that is not in the vocabulary")
      }
      full.append((merge.left, merge.right, idOfEntry[entry]))
    }
    let idOfByte = (0...255).map { byte in table.find([UInt8(byte)]).map { idOfEntry[$0] } ?? -1 }
    let unknown = unknownToken.flatMap { table.find(ByteAlphabet.bytes(of: $0)) }.map { idOfEntry[$0] }
    var wholeWords: ((UnsafeBufferPointer<UInt8>) -> Int32?)?
    if ignoresMerges { wholeWords = { [table, idOfEntry] word in table.find(word).map { idOfEntry[$0] } } }

    self.tokens = tokens
    self.merges = merges
    self.ignoresMerges = ignoresMerges
    self.unknownToken = unknownToken
    self.bytes = bytes
    self.offsets = offsets
    self.table = table
    self.idOfEntry = idOfEntry
    let merger = BPEMerges(full)
    encoders = EncoderPool {
      BPEEncoder(merges: merger, idOfByte: idOfByte, unknown: unknown, wholeWords: wholeWords)
    }
  }

  /// Learns a vocabulary of `vocabularySize` tokens from `texts`; see ``BPETrainer``.
  public static func train(
    _ texts: some Sequence<String>, vocabularySize: Int, specialTokens: [String] = [], minimumFrequency: Int = 0
  ) throws -> ByteLevelBPE {
    var trainer = try BPETrainer(
      vocabularySize: vocabularySize, specialTokens: specialTokens, minimumFrequency: minimumFrequency)
    for text in texts {
      try Interruption.check()
      trainer.add(text)
    }
    return try ByteLevelBPE(trainer.train(), specialTokens: specialTokens)
  }

  /// The vocabulary a ``BPETrainer`` learned.
  public convenience init(_ learned: BPETrainer.Result, specialTokens: [String]) throws {
    let tokens = specialTokens + learned.tokens.dropFirst(specialTokens.count).map { ByteAlphabet.spell($0) }
    try self.init(tokens: tokens, merges: learned.merges)
  }

  /// The ids of `text`.
  public func encode(_ text: String) -> [Int32] {
    var text = text
    return text.withUTF8 { encode($0) }
  }

  /// The ids of the UTF-8 in `text`.
  public func encode(_ text: UnsafeBufferPointer<UInt8>) -> [Int32] {
    var ids: [Int32] = []
    ids.reserveCapacity(text.count / 4 + 4)
    encode(text, into: &ids)
    return ids
  }

  /// Appends the ids of the UTF-8 in `text`.
  public func encode(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) {
    encoders.withEncoder { $0.encode(text, into: &ids) }
  }

  /// Text is taken as it is.
  public func normalize(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] { Array(text) }

  public func encodeNormalized(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) { encode(text, into: &ids) }

  public func text(of tokens: some Sequence<String>) -> String {
    String(decoding: tokens.flatMap { ByteAlphabet.bytes(of: $0) }, as: UTF8.self)
  }

  /// The text of `ids`, bytes that are not UTF-8 replaced by U+FFFD. Ids outside the vocabulary have no text.
  public func decode(_ ids: some Sequence<Int32>) -> String { String(decoding: bytes(of: ids), as: UTF8.self) }

  /// The bytes of `ids`.
  public func bytes(of ids: some Sequence<Int32>) -> [UInt8] {
    var output: [UInt8] = []
    for id in ids { appendBytes(of: id, to: &output) }
    return output
  }

  /// Appends the bytes of the token `id`.
  public func appendBytes(of id: Int32, to output: inout [UInt8]) {
    guard id >= 0, Int(id) < tokens.count else { return }
    output.append(contentsOf: bytes[Int(offsets[Int(id)])..<Int(offsets[Int(id) + 1])])
  }

  /// The id of a token in GPT-2's spelling (`"Ġthe"`).
  public func id(of token: String) -> Int32? {
    guard let entry = table.find(ByteAlphabet.bytes(of: token)) else { return nil }
    let id = idOfEntry[entry]
    // Two spellings may stand for the same bytes: `Ġ` and, for an added token, a space.
    return tokens[Int(id)].utf8.elementsEqual(token.utf8) ? id : nil
  }
}
