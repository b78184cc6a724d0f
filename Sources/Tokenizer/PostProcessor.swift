import Support

/// What special tokens are put around one text or two, and what segment each token belongs to.
public struct PostProcessor: Equatable, Sendable {
  /// One part of the result.
  enum Part: Equatable, Sendable {
    case tokens([Int32], segment: Int32)
    /// The ids of the first or the second text.
    case text(isSecond: Bool, segment: Int32)
  }

  var single: [Part] = [.text(isSecond: false, segment: 0)]
  var pair: [Part] = [.text(isSecond: false, segment: 0), .text(isSecond: true, segment: 1)]
  /// Whether the spaces around tokens are left out of their places, and what is known of those spaces.
  struct Trimming: Equatable, Sendable {
    /// The first space may be the tokenizer's own.
    var addsPrefixSpace: Bool

    /// What a part of tokenizer.json says; `nil` when it leaves places as they are.
    init?(_ json: JSON) {
      guard json["trim_offsets"]?.boolValue ?? true else { return nil }
      addsPrefixSpace = json["add_prefix_space"]?.boolValue ?? true
    }
  }

  private(set) var trimming: Trimming?
  /// As tokenizer.json says it.
  private(set) var json: JSON = .null

  /// Nothing but the texts.
  public static let none = PostProcessor()

  /// `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`, the second text's tokens being segment 1.
  static func bert(cls: (String, Int32), sep: (String, Int32)) -> PostProcessor {
    var result = PostProcessor()
    let first: [Part] = [
      .tokens([cls.1], segment: 0), .text(isSecond: false, segment: 0), .tokens([sep.1], segment: 0),
    ]
    result.single = first
    result.pair = first + [.text(isSecond: true, segment: 1), .tokens([sep.1], segment: 1)]
    func token(_ name: String, _ segment: Int) -> JSON {
      ["SpecialToken": ["id": .string(name), "type_id": .int(segment)]]
    }
    func text(_ name: String, _ segment: Int) -> JSON { ["Sequence": ["id": .string(name), "type_id": .int(segment)]] }
    func special(_ token: (String, Int32)) -> JSON {
      ["id": .string(token.0), "ids": [.int(Int(token.1))], "tokens": [.string(token.0)]]
    }
    let start = [token(cls.0, 0), text("A", 0), token(sep.0, 0)]
    var specials = JSONObject()
    specials[cls.0] = special(cls)
    specials[sep.0] = special(sep)
    result.json = [
      "type": "TemplateProcessing", "single": .array(start), "pair": .array(start + [text("B", 1), token(sep.0, 1)]),
      "special_tokens": .object(specials),
    ]
    return result
  }

  /// GPT-2's, which adds nothing.
  static let byteLevel: PostProcessor = {
    var result = PostProcessor()
    result.json = ["type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false, "use_regex": true]
    return result
  }()

  private init() {}

  /// The `"post_processor"` of a tokenizer.json.
  init(_ json: JSON, source: String) throws {
    self.init()
    self.json = json
    switch json["type"]?.stringValue {
    case nil where json.isNull: break
    case "ByteLevel": trimming = Trimming(json)
    case "TemplateProcessing":
      single = try Self.template(json["single"], json["special_tokens"], source)
      pair = try Self.template(json["pair"], json["special_tokens"], source)
    case "BertProcessing", "RobertaProcessing":
      guard let cls = Self.id(json["cls"]?[1]), let sep = Self.id(json["sep"]?[1]) else {
        throw UserError(.value, "'\(source)': its post_processor needs \"cls\" and \"sep\", each a token and its id")
      }
      let isRoberta = json["type"]?.stringValue == "RobertaProcessing"
      if isRoberta { trimming = Trimming(json) }
      let second: Int32 = isRoberta ? 0 : 1
      single = [.tokens([cls], segment: 0), .text(isSecond: false, segment: 0), .tokens([sep], segment: 0)]
      pair = single + (isRoberta ? [.tokens([sep], segment: 0)] : [])
      pair += [.text(isSecond: true, segment: second), .tokens([sep], segment: second)]
    case "Sequence":
      let parts = try (json["processors"]?.arrayValue ?? []).map { try PostProcessor($0, source: source) }
      let adding = parts.filter { $0.json["type"]?.stringValue != "ByteLevel" }
      guard adding.count <= 1 else {
        throw UserError(
          .notImplemented, "'\(source)': a post_processor that is a sequence of templates is not supported")
      }
      if let only = adding.first { (single, pair) = (only.single, only.pair) }
      trimming = parts.lazy.compactMap(\.trimming).first
    case let type:
      throw UserError(
        .notImplemented, "'\(source)': the post_processor '\(type ?? "without a type")' is not supported",
        hint: "TemplateProcessing, BertProcessing, RobertaProcessing and ByteLevel are")
    }
  }

  private static func id(_ json: JSON?) -> Int32? {
    json?.intValue.flatMap { Int32(exactly: $0) }.flatMap { $0 < 0 ? nil : $0 }
  }

  private static func template(_ json: JSON?, _ specials: JSON?, _ source: String) throws -> [Part] {
    func fault(_ what: String) -> UserError {
      UserError(.value, "'\(source)': a template of its post_processor \(what)")
    }
    guard let items = json?.arrayValue else { throw fault("is not a list") }
    return try items.map { item in
      if let text = item["Sequence"], let name = text["id"]?.stringValue, name == "A" || name == "B" {
        return .text(isSecond: name == "B", segment: id(text["type_id"]) ?? 0)
      }
      guard let special = item["SpecialToken"], let name = special["id"]?.stringValue else {
        throw fault("has a part that is neither a Sequence A or B nor a SpecialToken")
      }
      guard let list = specials?[name]?["ids"]?.arrayValue else { throw fault("names '\(name)', which has no ids") }
      let ids = list.compactMap { id($0) }
      guard ids.count == list.count else { throw fault("gives '\(name)' ids that are not numbers from 0 up") }
      return .tokens(ids, segment: id(special["type_id"]) ?? 0)
    }
  }

  /// The same with other ids for its tokens; those that `id` gives none for are left out.
  func renumbered(_ id: (Int32) -> Int32?) -> PostProcessor {
    func renumber(_ parts: [Part]) -> [Part] {
      parts.map { part in
        if case .tokens(let ids, let segment) = part { .tokens(ids.compactMap(id), segment: segment) } else { part }
      }
    }
    var result = self
    result.single = renumber(single)
    result.pair = renumber(pair)
    result.json = Self.renumbered(json, id)
    return result
  }

  /// `"ids": […]` of templates, and the `[token, id]` of `"cls"` and `"sep"`.
  private static func renumbered(_ json: JSON, _ id: (Int32) -> Int32?) -> JSON {
    func new(_ value: JSON) -> JSON {
      value.intValue.flatMap { id(Int32(clamping: $0)) }.map { .int(Int($0)) } ?? value
    }
    switch json {
    case .array(let items): return .array(items.map { renumbered($0, id) })
    case .object(let members):
      var result = members
      for (key, value) in zip(members.keys, members.values) {
        switch (key, value) {
        case ("ids", .array(let ids)): result[key] = .array(ids.map(new))
        case ("cls", .array(let pair)), ("sep", .array(let pair)):
          result[key] = pair.count == 2 ? .array([pair[0], new(pair[1])]) : value
        default: result[key] = renumbered(value, id)
        }
      }
      return .object(result)
    default: return json
    }
  }

  /// How many tokens are put around one text, or two.
  public func addedCount(isPair: Bool) -> Int {
    (isPair ? pair : single).reduce(0) { sum, part in
      if case .tokens(let ids, _) = part { sum + ids.count } else { sum }
    }
  }

  /// The result for the ids of one text or two. The slices keep their places in the texts' ids.
  func process(_ first: ArraySlice<Int32>, _ second: ArraySlice<Int32>?) -> TokenRow {
    var row = TokenRow()
    let count = first.count + (second?.count ?? 0) + 4
    row.ids.reserveCapacity(count)
    for part in second == nil ? single : pair {
      switch part {
      case .tokens(let tokens, let segment):
        row.ids.append(contentsOf: tokens)
        row.runs.append(TokenRow.Run(count: tokens.count, segment: segment, source: nil))
      case .text(let isSecond, let segment):
        let ids = isSecond ? second ?? [] : first
        row.ids.append(contentsOf: ids)
        row.runs.append(
          TokenRow.Run(
            count: ids.count, segment: segment, source: TokenRow.Source(isSecond: isSecond, first: ids.startIndex)))
      }
    }
    return row
  }
}
