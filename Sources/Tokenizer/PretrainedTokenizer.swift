import Support

/// A tokenizer as models are published with: a vocabulary, the special tokens it uses and how it pads and truncates.
public final class PretrainedTokenizer {
  /// The names special tokens go by in the files.
  public enum Role: String, CaseIterable, Sendable {
    case bos = "bos_token"
    case eos = "eos_token"
    case unknown = "unk_token"
    case separator = "sep_token"
    case padding = "pad_token"
    case classification = "cls_token"
    case mask = "mask_token"
  }

  public enum Side: String, Sendable {
    case left
    case right
  }

  /// The vocabulary.
  public let model: ByteLevelBPE
  /// Tokens recognised in texts as they stand, by rising id.
  public private(set) var addedTokens: [AddedToken] = []
  /// Where padding goes and where truncation cuts.
  public var paddingSide = Side.right
  public var truncationSide = Side.right
  /// The longest sequence the model takes, `nil` when unlimited.
  public var maximumLength: Int?
  /// Whether text that does not start with white space gets a space in front, so that its first word is a word.
  public var addsPrefixSpace = false
  /// Whether `decode` takes out the space before `.`, `?`, `!`, `,`, `n't`, `'s` and the like unless told otherwise.
  public var cleansUpSpaces = false
  /// The folder or name it was loaded from.
  public var name = ""
  /// What tokenizer_config.json said that nothing here reads: written back by ``save(to:)``.
  var otherConfiguration = JSONObject()

  private var roles: [Role: String] = [:]
  private var finder = AddedTokenFinder([])
  private var idOfAdded: [String: Int32] = [:]
  private var contentOfAdded: [Int32: AddedToken] = [:]

  public init(_ model: ByteLevelBPE, addedTokens: [AddedToken] = []) {
    self.model = model
    setAddedTokens(addedTokens)
  }

  private func setAddedTokens(_ tokens: [AddedToken]) {
    addedTokens = tokens.sorted { $0.id < $1.id }
    finder = AddedTokenFinder(addedTokens)
    idOfAdded = Dictionary(addedTokens.map { ($0.content, $0.id) }) { first, _ in first }
    contentOfAdded = Dictionary(addedTokens.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Learns a byte-level BPE vocabulary whose `<|endoftext|>` begins, ends and stands for the unknown, as GPT-2's does.
  public static func train(
    _ texts: some Sequence<String>, vocabularySize: Int, endOfText: String = "<|endoftext|>"
  ) throws -> PretrainedTokenizer {
    let model = try ByteLevelBPE.train(texts, vocabularySize: vocabularySize, specialTokens: [endOfText])
    return gpt2(model, endOfText: endOfText)
  }

  /// GPT-2's conventions around `model`, which has the token `endOfText`.
  public static func gpt2(_ model: ByteLevelBPE, endOfText: String = "<|endoftext|>") -> PretrainedTokenizer {
    var added: [AddedToken] = []
    if let id = model.id(of: endOfText) { added.append(AddedToken(id: id, content: endOfText)) }
    let tokenizer = PretrainedTokenizer(model, addedTokens: added)
    for role in [Role.bos, .eos, .unknown] { tokenizer.roles[role] = endOfText }
    return tokenizer
  }

  // MARK: Vocabulary

  /// How many tokens the model has, added ones aside: Hugging Face's `vocab_size`.
  public var vocabularySize: Int { model.count }

  /// How many ids there are, added tokens included: Hugging Face's `len(tokenizer)`.
  public var count: Int { max(model.count, Int(addedTokens.last?.id ?? -1) + 1) }

  /// The id of `token`, an added token or one in the model's spelling.
  public func id(of token: String) -> Int32? { idOfAdded[token] ?? model.id(of: token) }

  /// The token `id`: its content when added, else in the model's spelling.
  public func token(_ id: Int32) -> String? {
    if let added = contentOfAdded[id] { return added.content }
    return id >= 0 && Int(id) < model.count ? model.tokens[Int(id)] : nil
  }

  /// Whether decoding leaves `id` out when it skips special tokens.
  public func isSpecial(_ id: Int32) -> Bool { contentOfAdded[id]?.isSpecial ?? false }

  /// The special token in the role, if it is set.
  public subscript(role: Role) -> String? { roles[role] }

  /// The id of the special token in the role, if it is set.
  public func id(_ role: Role) -> Int32? { roles[role].flatMap { id(of: $0) } }

  /// Gives `token` the role. A token that is not in the vocabulary is added to it with the next id; `nil` empties the
  /// role.
  public func set(_ role: Role, _ token: String?) {
    roles[role] = token
    if let token { addSpecialToken(token) }
  }

  /// Gives the token `id` the role; throws when there is no such id.
  public func set(_ role: Role, id: Int32) throws {
    guard let token = token(id) else {
      throw UserError(.value, "there is no token with id \(id)", hint: "ids go from 0 to \(count - 1)")
    }
    set(role, token)
  }

  /// Makes `content` special, adding it with the next id when the vocabulary has no such token.
  @discardableResult public func addSpecialToken(_ content: String) -> Int32 {
    if let id = idOfAdded[content] { return id }
    let id = model.id(of: content) ?? Int32(count)
    setAddedTokens(addedTokens + [AddedToken(id: id, content: content)])
    return id
  }

  /// Adds `token` as its file describes it, in place of what was known of its id or text.
  func add(_ token: AddedToken) {
    setAddedTokens(addedTokens.filter { $0.id != token.id && $0.content != token.content } + [token])
  }

  /// Every special token once: those with a role, then the other added ones.
  public var specialTokens: [String] {
    var seen: [String] = []
    for token in Role.allCases.compactMap({ roles[$0] }) + addedTokens.filter(\.isSpecial).map(\.content)
    where !seen.contains(token) {
      seen.append(token)
    }
    return seen
  }

  // MARK: Text to ids and back

  /// The ids of `text`; added tokens in it become their ids. At most `limit` of them, cut on ``truncationSide``.
  public func encode(_ text: String, limit: Int? = nil) -> [Int32] {
    var text = text
    return text.withUTF8 { encode($0, limit: limit) }
  }

  /// The ids of the UTF-8 in `text`.
  public func encode(_ text: UnsafeBufferPointer<UInt8>, limit: Int? = nil) -> [Int32] {
    var ids: [Int32] = []
    ids.reserveCapacity(text.count / 4 + 4)
    encode(text, into: &ids)
    if let limit, ids.count > limit {
      truncationSide == .right ? ids.removeLast(ids.count - limit) : ids.removeFirst(ids.count - limit)
    }
    return ids
  }

  /// Appends the ids of the UTF-8 in `text`.
  public func encode(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) {
    withUnsafeMutablePointer(to: &ids) { ids in
      finder.split(
        text,
        ordinary: { stretch in
          if addsPrefixSpace, let first = stretch.first, ScalarClasses.shared.ofASCII(first & 0x7F) != 3 || first > 0x7F {
            ([0x20] + stretch).withUnsafeBufferPointer { model.encode($0, into: &ids.pointee) }
          } else {
            model.encode(stretch, into: &ids.pointee)
          }
        },
        added: { ids.pointee.append($0.id) })
    }
  }

  /// The tokens of `text`, in the model's spelling.
  public func tokenize(_ text: String) -> [String] { encode(text).map { token($0) ?? "" } }

  /// The text of `ids`.
  /// - Parameters:
  ///   - skipSpecialTokens: leaves special tokens out.
  ///   - cleanUpSpaces: overrides ``cleansUpSpaces``.
  public func decode(
    _ ids: some Sequence<Int32>, skipSpecialTokens: Bool = false, cleanUpSpaces: Bool? = nil
  ) -> String {
    var bytes: [UInt8] = []
    for id in ids {
      if let added = contentOfAdded[id] {
        if skipSpecialTokens && added.isSpecial { continue }
        bytes.append(contentsOf: ByteAlphabet.bytes(of: added.content))
      } else {
        model.appendBytes(of: id, to: &bytes)
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return cleanUpSpaces ?? cleansUpSpaces ? Self.cleanUp(text) : text
  }

  /// Undoes the spaces that word-level tokenizers leave around punctuation, as transformers does.
  private static func cleanUp(_ text: String) -> String {
    var text = text
    for (from, to) in [
      (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"),
      (" 've", "'ve"), (" 're", "'re"),
    ] {
      text.replace(from, with: to)
    }
    return text
  }
}
