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
  public let model: any TokenModel
  /// What is put around texts.
  public internal(set) var postProcessor: PostProcessor
  /// The conventions it follows.
  public internal(set) var family: TokenizerFamily
  /// Tokens recognised in texts as they stand, by rising id.
  public private(set) var addedTokens: [AddedToken] = []
  /// Special tokens that no role names.
  public var additionalSpecialTokens: [String] = []
  /// Where padding goes and where truncation cuts.
  public var paddingSide = Side.right
  public var truncationSide = Side.right
  /// The segment of padding.
  public var paddingSegment: Int32 = 0
  /// The longest sequence the model takes, `nil` when unlimited.
  public var maximumLength: Int?
  /// Whether text that does not start with a space gets one in front, so that its first word is a word.
  public var addsPrefixSpace = false
  /// Whether `decode` takes out the space before `.`, `?`, `!`, `,`, `n't`, `'s` and the like unless told otherwise.
  public var cleansUpSpaces = false
  /// The names of what the model takes.
  public var inputNames: [String]
  /// The folder or name it was loaded from.
  public var name = ""
  /// What tokenizer_config.json said that nothing here reads: written back by ``save(to:)``.
  var otherConfiguration = JSONObject()

  private var roles: [Role: String] = [:]
  private var finder = AddedTokenFinder([])
  private var normalizedFinder = AddedTokenFinder([])
  private var idOfAdded: [String: Int32] = [:]
  private var contentOfAdded: [Int32: AddedToken] = [:]
  private var isAdded: [Bool] = []

  public init(
    _ model: any TokenModel, addedTokens: [AddedToken] = [], family: TokenizerFamily? = nil,
    postProcessor: PostProcessor = .none
  ) {
    self.model = model
    let family = family ?? (model is WordPiece ? .bert : .gpt2)
    self.family = family
    inputNames = family.inputNames
    self.postProcessor = postProcessor
    setAddedTokens(addedTokens)
  }

  private func setAddedTokens(_ tokens: [AddedToken]) {
    addedTokens = tokens.sorted { $0.id < $1.id }
    finder = AddedTokenFinder(addedTokens.filter { !$0.isNormalized })
    normalizedFinder = AddedTokenFinder(addedTokens.filter(\.isNormalized)) { [model] token in
      var content = token.content
      return content.withUTF8 { model.normalize($0) }
    }
    idOfAdded = Dictionary(addedTokens.map { ($0.content, $0.id) }) { first, _ in first }
    contentOfAdded = Dictionary(addedTokens.map { ($0.id, $0) }) { first, _ in first }
    isAdded = [Bool](repeating: false, count: count)
    for token in addedTokens where token.id >= 0 { isAdded[Int(token.id)] = true }
  }

  /// The added token `id`, if there is one.
  @inline(__always) private func added(_ id: Int32) -> AddedToken? {
    id >= 0 && Int(id) < isAdded.count && isAdded[Int(id)] ? contentOfAdded[id] : nil
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
    let tokenizer = PretrainedTokenizer(model, addedTokens: added, family: .gpt2, postProcessor: .byteLevel)
    for role in [Role.bos, .eos, .unknown] { tokenizer.roles[role] = endOfText }
    return tokenizer
  }

  /// BERT's conventions around `model`, which has the tokens `[CLS]` and `[SEP]`.
  public static func bert(_ model: WordPiece, family: TokenizerFamily = .bert) throws -> PretrainedTokenizer {
    guard let cls = model.id(of: "[CLS]"), let sep = model.id(of: "[SEP]") else {
      let missing = model.id(of: "[CLS]") == nil ? "[CLS]" : "[SEP]"
      throw UserError(.value, "the token '\(missing)' is not in the vocabulary", hint: "BERT's tokenizer needs it")
    }
    let tokenizer = PretrainedTokenizer(
      model, family: family, postProcessor: .bert(cls: ("[CLS]", cls), sep: ("[SEP]", sep)))
    tokenizer.cleansUpSpaces = true
    for (role, token) in family.roles { tokenizer.set(role, role == .unknown ? model.unknownToken : token) }
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
    guard id >= 0 && Int(id) < model.count, case let token = model.tokens[Int(id)], !token.isEmpty else { return nil }
    return token
  }

  /// Whether decoding leaves `id` out when it skips special tokens.
  public func isSpecial(_ id: Int32) -> Bool { contentOfAdded[id]?.isSpecial ?? false }

  /// The special token in the role, if it is set.
  public subscript(role: Role) -> String? { roles[role] }

  /// The id of the special token in the role, if it is set: that of the unknown token when it is not in the vocabulary.
  public func id(_ role: Role) -> Int32? { roles[role].flatMap { id(of: $0) ?? unknownID } }

  private var unknownID: Int32? { roles[.unknown].flatMap { id(of: $0) } }

  /// Gives `token` the role. A token that is not in the vocabulary is added to it with the next id; `nil` empties the
  /// role.
  public func set(_ role: Role, _ token: String?) {
    roles[role] = token
    if let token { addSpecialToken(token) }
  }

  /// Gives `token` the role and leaves the vocabulary as it is, as an assignment in transformers does.
  public func assign(_ role: Role, _ token: String?) { roles[role] = token }

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

  /// Adds `tokens`, each with the id it has in the vocabulary or else the next; their own ids do not count. Returns how
  /// many of them were not added tokens, in the same form, before.
  @discardableResult public func add(_ tokens: [AddedToken]) -> Int {
    var all = addedTokens
    var place = Dictionary(all.indices.map { (all[$0].content, $0) }) { first, _ in first }
    var next = Int32(count)
    var changed = 0
    for var token in tokens where !token.content.isEmpty {
      if let known = place[token.content] {
        token.id = all[known].id
        if all[known] == token { continue }
        all[known] = token
      } else {
        token.id = model.id(of: token.content) ?? next
        if token.id == next { next += 1 }
        place[token.content] = all.count
        all.append(token)
      }
      changed += 1
    }
    if changed > 0 { setAddedTokens(all) }
    return changed
  }

  /// Adds `tokens` as their file describes them, in place of what was known of their ids or texts.
  func take(_ tokens: [AddedToken]) {
    let ids = Set(tokens.map(\.id))
    let contents = Set(tokens.map(\.content))
    setAddedTokens(addedTokens.filter { !ids.contains($0.id) && !contents.contains($0.content) } + tokens)
  }

  /// Every special token once: those with a role, then the other ones.
  public var specialTokens: [String] {
    var seen: [String] = []
    for token in Role.allCases.compactMap({ roles[$0] }) + additionalSpecialTokens where !seen.contains(token) {
      seen.append(token)
    }
    return seen
  }

  // MARK: Text to ids and back

  /// Appends the ids of the UTF-8 in `text`, with no special tokens around them; added tokens in it become their ids.
  public func encode(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) {
    withUnsafeMutablePointer(to: &ids) { ids in
      finder.split(text, ordinary: { encodePlain($0, into: &ids.pointee) }) { token, _ in ids.pointee.append(token.id) }
    }
  }

  /// Calls `ordinary` and `added` for the parts of `text`, in its order.
  func split(
    _ text: UnsafeBufferPointer<UInt8>, ordinary: (Range<Int>) -> Void, added: (AddedToken, Range<Int>) -> Void
  ) { Self.split(text, finder, ordinary, added) }

  /// The same for normalized text.
  func splitNormalized(
    _ text: UnsafeBufferPointer<UInt8>, ordinary: (Range<Int>) -> Void, added: (AddedToken, Range<Int>) -> Void
  ) { Self.split(text, normalizedFinder, ordinary, added) }

  private static func split(
    _ text: UnsafeBufferPointer<UInt8>, _ finder: AddedTokenFinder, _ ordinary: (Range<Int>) -> Void,
    _ added: (AddedToken, Range<Int>) -> Void
  ) {
    guard let base = text.baseAddress else { return }
    finder.split(
      text,
      ordinary: { part in
        guard let start = part.baseAddress, !part.isEmpty else { return }
        ordinary(start - base..<start - base + part.count)
      }, added: added)
  }

  /// Text in which only tokens that are looked for after normalization may be left.
  private func encodePlain(_ text: UnsafeBufferPointer<UInt8>, into ids: inout [Int32]) {
    if normalizedFinder.isEmpty { return encodeOrdinary(text, isNormalized: false, into: &ids) }
    model.normalize(text).withUnsafeBufferPointer { normalized in
      withUnsafeMutablePointer(to: &ids) { ids in
        normalizedFinder.split(
          normalized, ordinary: { encodeOrdinary($0, isNormalized: true, into: &ids.pointee) },
          added: { token, _ in ids.pointee.append(token.id) })
      }
    }
  }

  private func encodeOrdinary(_ text: UnsafeBufferPointer<UInt8>, isNormalized: Bool, into ids: inout [Int32]) {
    if addsPrefixSpace, let first = text.first, first != 0x20 {
      return ([0x20] + text).withUnsafeBufferPointer { model.encode($0, into: &ids) }
    }
    if isNormalized { model.encodeNormalized(text, into: &ids) } else { model.encode(text, into: &ids) }
  }

  /// The tokens of `text`, in the model's spelling, with no special tokens around them.
  public func tokenize(_ text: String) -> [String] {
    encode(text, addsSpecialTokens: false).map { token($0) ?? "" }
  }

  /// The text of `ids`.
  /// - Parameters:
  ///   - skipSpecialTokens: leaves special tokens out.
  ///   - cleanUpSpaces: overrides ``cleansUpSpaces``.
  public func decode(
    _ ids: some Sequence<Int32>, skipSpecialTokens: Bool = false, cleanUpSpaces: Bool? = nil
  ) -> String {
    var bytes: [UInt8] = []
    let ids = Array(ids)
    if let model = model as? ByteLevelBPE {
      for id in ids {
        if let added = added(id) {
          if skipSpecialTokens && added.isSpecial { continue }
          bytes.append(contentsOf: ByteAlphabet.bytes(of: added.content))
        } else {
          model.appendBytes(of: id, to: &bytes)
        }
      }
    } else if let model = model as? WordPiece {
      let (ends, decoded) = model.decoded
      var isFirst = true
      for id in ids {
        if let added = added(id) {
          if skipSpecialTokens && added.isSpecial { continue }
          model.append(added.content, isFirst: isFirst, to: &bytes)
        } else if isFirst {
          guard let token = token(id) else { continue }
          model.append(token, isFirst: true, to: &bytes)
        } else {
          guard id >= 0, Int(id) < ends.count - 1 else { continue }
          bytes.append(contentsOf: decoded[Int(ends[Int(id)])..<Int(ends[Int(id) + 1])])
        }
        isFirst = false
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return cleanUpSpaces ?? cleansUpSpaces ? SpaceCleaning.clean(text) : text
  }
}
