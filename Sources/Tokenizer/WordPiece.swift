import Support
import Synchronization

/// A WordPiece vocabulary with BERT's normalizer and word splitter (Devlin et al. 2019): BERT's and DistilBERT's
/// tokenizer, cased and uncased.
///
/// This is the model alone; ``PretrainedTokenizer`` knows about `[CLS]` and `[SEP]`. Safe to use from several threads.
public final class WordPiece: TokenModel {
  public let tokens: [String]
  public let normalizer: BertNormalizer
  /// The token for words that the pieces do not make.
  public let unknownToken: String
  /// What pieces that continue a word start with.
  public let prefix: String
  /// Words of more scalars than this are unknown.
  public let wordLimit: Int
  /// Whether decoding takes out the space before `.`, `?`, `!`, `,`, `n't`, `'s` and the like.
  public let cleansUpSpaces: Bool

  private let table: WordPieceTable
  private let encoders: EncoderPool<WordPieceEncoder>
  private let normalizedEncoders: EncoderPool<WordPieceEncoder>
  private let decodedTokens = Mutex<(ends: [Int32], bytes: [UInt8])?>(nil)

  /// - Parameter tokens: by id. Throws when `unknownToken` is not among them.
  public init(
    tokens: [String], normalizer: BertNormalizer = BertNormalizer(), unknownToken: String = "[UNK]",
    prefix: String = "##", wordLimit: Int = 100, cleansUpSpaces: Bool = true
  ) throws {
    guard let unknown = tokens.firstIndex(of: unknownToken) else {
      throw UserError(
        .value, "the unknown token '\(unknownToken)' is not in the vocabulary",
        hint: "a WordPiece vocabulary needs it for words that no pieces make")
    }
    let table = WordPieceTable(tokens, prefix: prefix, unknown: Int32(unknown), wordLimit: wordLimit)
    self.tokens = tokens
    self.normalizer = normalizer
    self.unknownToken = unknownToken
    self.prefix = prefix
    self.wordLimit = wordLimit
    self.cleansUpSpaces = cleansUpSpaces
    self.table = table
    encoders = EncoderPool { WordPieceEncoder(table, normalizer) }
    normalizedEncoders = EncoderPool { WordPieceEncoder(table, .identity) }
  }

  public func id(of token: String) -> Int32? {
    var token = token
    return token.withUTF8 { table.id(of: $0) }
  }

  /// The ids of `text`.
  public func encode(_ text: String) -> [Int32] {
    var text = text
    var ids: [Int32] = []
    text.withUTF8 { encode($0, into: &ids) }
    return ids
  }

  public func encode(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) {
    encoders.withEncoder { $0.encode(text, into: &ids) }
  }

  public func normalize(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] { encoders.withEncoder { $0.normalize(text) } }

  public func encodeNormalized(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) {
    normalizedEncoders.withEncoder { $0.encode(text, into: &ids) }
  }

  /// The pieces of one normalized word.
  func pieces(of word: UnsafeBufferPointer<UInt8>) -> [Int32] {
    // Never more pieces than bytes.
    [Int32](unsafeUninitializedCapacity: max(1, word.count)) { ids, count in
      count = ids.baseAddress.map { table.match(word, into: $0) } ?? 0
    }
  }

  /// Pieces joined, words parted by spaces.
  public func text(of tokens: some Sequence<String>) -> String {
    var bytes: [UInt8] = []
    var isFirst = true
    for token in tokens {
      append(token, isFirst: isFirst, to: &bytes)
      isFirst = false
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends what `token` is in a text.
  func append(_ token: String, isFirst: Bool, to bytes: inout [UInt8]) {
    var piece = token
    if !isFirst, !prefix.isEmpty {
      if piece.utf8.starts(with: prefix.utf8) {
        piece = String(decoding: piece.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
      } else {
        piece = " " + piece
      }
    }
    bytes.append(contentsOf: (cleansUpSpaces ? SpaceCleaning.cleanPiece(piece) : piece).utf8)
  }

  /// What every token is in a text when it is not at its start: all bytes, and where those of each id end and the next
  /// start.
  var decoded: (ends: [Int32], bytes: [UInt8]) {
    decodedTokens.withLock { known in
      if let known { return known }
      var made: (ends: [Int32], bytes: [UInt8]) = ([0], [])
      for token in tokens {
        // An id without a token has no text.
        if !token.isEmpty { append(token, isFirst: false, to: &made.bytes) }
        made.ends.append(Int32(made.bytes.count))
      }
      known = made
      return made
    }
  }

  public var modelJSON: JSON {
    var vocabulary = JSONObject()
    vocabulary.reserveCapacity(tokens.count)
    for (id, token) in tokens.enumerated() where !token.isEmpty { vocabulary[token] = .int(id) }
    return [
      "type": "WordPiece", "unk_token": .string(unknownToken), "continuing_subword_prefix": .string(prefix),
      "max_input_chars_per_word": .int(wordLimit), "vocab": .object(vocabulary),
    ]
  }

  public var normalizerJSON: JSON { normalizer.json }

  /// Writes vocab.txt: a token a line, by id.
  public func saveVocabulary(to folder: String) throws -> [String] {
    try FileIO.makeFolder(folder)
    try FileIO.write(tokens.map { $0 + "\n" }.joined(), to: folder + "/vocab.txt")
    return ["vocab.txt"]
  }
}

/// Undoing the spaces that word-level tokenizers leave around punctuation.
enum SpaceCleaning {
  private static let common = [
    (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
  ]
  private static let endings = [(" 's", "'s"), (" 've", "'ve"), (" 're", "'re")]

  /// As transformers does with a whole text.
  static func clean(_ text: String) -> String { replace(text, common + endings) }

  /// As tokenizers' decoder does with a token and the space before it.
  static func cleanPiece(_ text: String) -> String {
    guard text.utf8.contains(0x20) else { return text }
    return replace(text, common + [(" do not", " don't")] + endings)
  }

  /// Scalar by scalar: a combining mark after a full stop does not hide it.
  private static func replace(_ text: String, _ pairs: [(String, String)]) -> String {
    var bytes = Array(text.utf8)
    for (from, to) in pairs {
      let from = Array(from.utf8)
      var result: [UInt8] = []
      var index = 0
      var start = 0
      while index + from.count <= bytes.count {
        if bytes[index] == 0x20 && bytes[index..<index + from.count].elementsEqual(from) {
          result.append(contentsOf: bytes[start..<index])
          result.append(contentsOf: to.utf8)
          index += from.count
          start = index
        } else {
          index += 1
        }
      }
      if start > 0 {
        result.append(contentsOf: bytes[start...])
        bytes = result
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
