import Support

/// A vocabulary that turns text into ids: what ``PretrainedTokenizer`` puts special tokens around. Safe to use from
/// several threads.
public protocol TokenModel: AnyObject, Sendable {
  /// The tokens as files spell them, by id. Ids without a token have an empty one.
  var tokens: [String] { get }
  /// The id of a token as files spell it.
  func id(of token: String) -> Int32?
  /// Appends the ids of the UTF-8 in `text`.
  func encode(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32])
  /// What `encode` makes of `text` before it cuts it: added tokens that say so are looked for there.
  func normalize(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]
  /// Appends the ids of text that ``normalize(_:)`` gave.
  func encodeNormalized(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32])
  /// The text of `tokens`, one after the other.
  func text(of tokens: some Sequence<String>) -> String
  /// The `"model"` of a tokenizer.json.
  var modelJSON: JSON { get }
  /// The `"normalizer"` of a tokenizer.json.
  var normalizerJSON: JSON { get }
  /// Writes the vocabulary alone into `folder` and returns the names of the files.
  func saveVocabulary(to folder: String) throws -> [String]
}

extension TokenModel {
  /// How many ids there are.
  public var count: Int { tokens.count }
}
