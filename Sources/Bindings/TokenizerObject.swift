import Script
import Support
import Tensor
import Tokenizer
import Transformer

/// What `AutoTokenizer.from_pretrained` gives: a ``PretrainedTokenizer`` with transformers' methods and attributes.
public final class TokenizerObject: Object {
  public let tokenizer: PretrainedTokenizer

  public init(_ tokenizer: PretrainedTokenizer) {
    self.tokenizer = tokenizer
    super.init(type: Self.type)
  }

  /// The tokenizer of `name`: a folder that holds one, one of this program's models, or one in Hugging Face's cache.
  public static func load(_ name: String) throws -> PretrainedTokenizer {
    let own = Folders.resources + "/models/" + name
    for folder in [name, own] where holdsTokenizer(folder) {
      return try named(PretrainedTokenizer(folder: folder), name)
    }
    let found = try ModelHub.resolve(name)
    return try named(PretrainedTokenizer(folder: found.path), name)
  }

  private static func holdsTokenizer(_ folder: String) -> Bool {
    FileIO.exists(folder + "/tokenizer.json") || FileIO.exists(folder + "/vocab.json")
  }

  private static func named(_ tokenizer: PretrainedTokenizer, _ name: String) -> PretrainedTokenizer {
    tokenizer.name = name
    return tokenizer
  }

  public static let type: TypeObject = {
    let type = TypeObject("GPT2TokenizerFast", module: "transformers", isInheritable: false)
    type.documentation = "A byte-level BPE tokenizer: text to token ids and back."
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *inputs, **kwargs") { call in
      try TokenizerObject.fromPretrained(call)
    }
    TokenizerMethods.register(type)
    return type
  }()

  /// `from_pretrained(name, padding_side=…, …)`.
  static func fromPretrained(_ call: CallArguments) throws -> Value {
    let object = TokenizerObject(try load(try call[0].asString("pretrained_model_name_or_path")))
    for (name, value) in call.keywords(2) where TokenizerAttributes.settable.contains(name) {
      _ = try object.setAttribute(name, value)
    }
    return Value(object)
  }

  override public func getAttribute(_ name: String) throws -> Value? { try TokenizerAttributes.get(tokenizer, name) }
  override public func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    try TokenizerAttributes.set(tokenizer, name, value)
  }
  override public func attributeNames() -> [String] { TokenizerAttributes.names }
  override public func length() throws -> Int? { tokenizer.count }
  override public func truth() throws -> Bool { true }

  override public var isCallable: Bool { true }
  override public func call(_ arguments: Arguments) throws -> Value {
    try Value(self).getAttribute("__call__").call(arguments)
  }

  override public func repr() throws -> String {
    let roles = PretrainedTokenizer.Role.allCases.compactMap { role in
      tokenizer[role].map { "'\(role.rawValue)': \(StringRepr.repr($0))" }
    }
    let limit = tokenizer.maximumLength.map(String.init) ?? "1000000000000000019884624838656"
    return "GPT2TokenizerFast(name_or_path=\(StringRepr.repr(tokenizer.name)), vocab_size=\(tokenizer.vocabularySize), "
      + "model_max_length=\(limit), is_fast=True, padding_side='\(tokenizer.paddingSide.rawValue)', "
      + "truncation_side='\(tokenizer.truncationSide.rawValue)', special_tokens={\(roles.joined(separator: ", "))})"
  }
}

/// The repr of native text.
enum StringRepr {
  static func repr(_ text: String) -> String { (try? Value(text).repr()) ?? "'\(text)'" }
}

/// The attributes of a tokenizer object.
enum TokenizerAttributes {
  private static let sides = ["padding_side", "truncation_side"]
  static let settable: Set<String> = Set(
    PretrainedTokenizer.Role.allCases.flatMap { [$0.rawValue, $0.rawValue + "_id"] }
      + sides + ["model_max_length", "add_prefix_space", "clean_up_tokenization_spaces", "name_or_path"])
  static let names =
    settable.sorted() + [
      "vocab_size", "all_special_tokens", "all_special_ids", "special_tokens_map", "is_fast", "vocab",
      "added_tokens_decoder",
    ]

  private static func role(_ name: String) -> (role: PretrainedTokenizer.Role, isID: Bool)? {
    if let role = PretrainedTokenizer.Role(rawValue: name) { return (role, false) }
    guard name.hasSuffix("_id"), let role = PretrainedTokenizer.Role(rawValue: String(name.dropLast(3))) else {
      return nil
    }
    return (role, true)
  }

  static func get(_ tokenizer: PretrainedTokenizer, _ name: String) throws -> Value? {
    if let (role, isID) = role(name) {
      if isID { return tokenizer.id(role).map { .int(Int($0)) } ?? Value.none }
      return tokenizer[role].map { Value($0) } ?? Value.none
    }
    switch name {
    case "vocab_size": return .int(tokenizer.vocabularySize)
    case "padding_side": return Value(tokenizer.paddingSide.rawValue)
    case "truncation_side": return Value(tokenizer.truncationSide.rawValue)
    case "model_max_length": return tokenizer.maximumLength.map { .int($0) } ?? .float(1e30)
    case "add_prefix_space": return .bool(tokenizer.addsPrefixSpace)
    case "clean_up_tokenization_spaces": return .bool(tokenizer.cleansUpSpaces)
    case "name_or_path": return Value(tokenizer.name)
    case "is_fast": return .bool(true)
    case "model_input_names": return Value(["input_ids", "attention_mask"])
    case "all_special_tokens": return Value(tokenizer.specialTokens)
    case "all_special_ids": return Value(tokenizer.specialTokens.compactMap { tokenizer.id(of: $0).map(Int.init) })
    case "special_tokens_map":
      return Value(
        DictObject(
          PretrainedTokenizer.Role.allCases.compactMap { role in tokenizer[role].map { (role.rawValue, Value($0)) } }))
    case "vocab": return vocabulary(tokenizer)
    case "added_tokens_decoder":
      let dict = DictObject()
      for token in tokenizer.addedTokens { try dict.set(.int(Int(token.id)), Value(token.content)) }
      return Value(dict)
    default: return nil
    }
  }

  /// Token to id, in the order of the ids.
  static func vocabulary(_ tokenizer: PretrainedTokenizer) -> Value {
    let dict = DictObject()
    for id in 0..<tokenizer.count {
      if let token = tokenizer.token(Int32(id)), !token.isEmpty { dict[token] = .int(id) }
    }
    return Value(dict)
  }

  static func set(_ tokenizer: PretrainedTokenizer, _ name: String, _ value: Value) throws -> Bool {
    if let (role, isID) = role(name) {
      if value.isNone {
        tokenizer.set(role, nil)
      } else if isID {
        try tokenizer.set(role, id: Int32(clamping: try value.asInt(name)))
      } else {
        tokenizer.set(role, try value.asString(name))
      }
      return true
    }
    switch name {
    case "padding_side": tokenizer.paddingSide = try side(value, name)
    case "truncation_side": tokenizer.truncationSide = try side(value, name)
    case "model_max_length":
      if case .int(let length) = value { tokenizer.maximumLength = length } else { tokenizer.maximumLength = nil }
    case "add_prefix_space": tokenizer.addsPrefixSpace = try value.asBool(name)
    case "clean_up_tokenization_spaces": tokenizer.cleansUpSpaces = try value.asBool(name)
    case "name_or_path": tokenizer.name = try value.asString(name)
    default: return false
    }
    return true
  }

  private static func side(_ value: Value, _ name: String) throws -> PretrainedTokenizer.Side {
    let text = try value.asString(name)
    guard let side = PretrainedTokenizer.Side(rawValue: text) else {
      throw ScriptError(.valueError, "\(name) should be 'left' or 'right', not '\(text)'")
    }
    return side
  }
}
