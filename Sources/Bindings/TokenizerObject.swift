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
    super.init(type: Self.types[tokenizer.family] ?? Self.type)
  }

  /// The tokenizer of `name`: a folder that holds one, one of this program's models, or one in Hugging Face's cache.
  /// - Parameters:
  ///   - access: which version of a model of the hub, and how it is asked for.
  ///   - changes: what holds in place of what its tokenizer_config.json says.
  public static func load(
    _ name: String, _ access: ModelHub.Access = .init(), changes: JSONObject = JSONObject()
  ) throws -> PretrainedTokenizer {
    let own = Folders.resources + "/models/" + name
    let folder =
      try [name, own].first(where: holdsTokenizer)
      ?? ModelHub.resolve(name, access, part: .tokenizer).path
    let tokenizer = try PretrainedTokenizer(folder: folder, changes: changes)
    tokenizer.name = name
    return tokenizer
  }

  private static func holdsTokenizer(_ folder: String) -> Bool {
    ["tokenizer.json", "vocab.json", "vocab.txt"].contains { FileIO.exists("\(folder)/\($0)") }
  }

  /// `PreTrainedTokenizerFast`, which the classes of the families inherit from.
  public static let type: TypeObject = {
    let type = TypeObject(TokenizerFamily.generic.className, module: "transformers", isInheritable: false)
    type.documentation = "Text to token ids and back: byte-level BPE as GPT-2's, or WordPiece as BERT's."
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *inputs, **kwargs") { call in
      try TokenizerObject.fromPretrained(call)
    }
    TokenizerMethods.register(type)
    TokenizerVocabulary.register(type)
    return type
  }()

  /// The class of each family.
  static let types: [TokenizerFamily: TypeObject] = {
    var types: [TokenizerFamily: TypeObject] = [:]
    for family in TokenizerFamily.allCases {
      types[family] =
        family == .generic
        ? type : TypeObject(family.className, base: type, module: "transformers", isInheritable: false)
    }
    return types
  }()

  /// `from_pretrained(name, padding_side=…, …)`.
  static func fromPretrained(_ call: CallArguments) throws -> Value {
    var changes = JSONObject()
    for (name, value) in call.keywords(2)
    where ["do_lower_case", "strip_accents", "tokenize_chinese_chars"].contains(name) {
      changes[name] = value.isNone ? .null : .bool(try value.asBool(name))
    }
    let asked = call.type.name
    if let family = TokenizerFamily(className: asked), family != .generic {
      changes["tokenizer_class"] = .string(asked)
    }
    let name = try call[0].asString("pretrained_model_name_or_path")
    let object = TokenizerObject(try load(name, TransformersModule.access(call.keywords(2)), changes: changes))
    for (name, value) in call.keywords(2) {
      // As when transformers makes the tokenizer: a token that is new to the vocabulary is added to it.
      if let role = PretrainedTokenizer.Role(rawValue: name), let token = value.string {
        object.tokenizer.set(role, token)
      }
    }
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
    let limit = try TokenizerAttributes.unlimited(tokenizer.maximumLength).repr()
    let tokens = try TokenizerAttributes.specialTokens(tokenizer).repr()
    let added = try tokenizer.addedTokens.map { "\n\t\($0.id): \(try AddedTokenObject($0).repr())," }.joined()
    return "\(type.name)(name_or_path=\(StringRepr.repr(tokenizer.name)), vocab_size=\(tokenizer.vocabularySize), "
      + "model_max_length=\(limit), is_fast=True, padding_side='\(tokenizer.paddingSide.rawValue)', "
      + "truncation_side='\(tokenizer.truncationSide.rawValue)', special_tokens=\(tokens), "
      + "clean_up_tokenization_spaces=\(tokenizer.cleansUpSpaces ? "True" : "False")),  "
      + "added_tokens_decoder={\(added)\n}"
  }
}

/// The repr of native text.
enum StringRepr {
  static func repr(_ text: String) -> String { (try? Value(text).repr()) ?? "'\(text)'" }
}
