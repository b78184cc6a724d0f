import Script
import Support
import Tokenizer

/// The methods of a tokenizer object around its vocabulary: lookups, added tokens, files, training.
enum TokenizerVocabulary {
  private static func me(_ call: CallArguments) -> PretrainedTokenizer { TokenizerMethods.me(call) }

  static func register(_ type: TypeObject) {
    type.method("convert_ids_to_tokens", "ids, skip_special_tokens=False") { call in
      let tokenizer = me(call)
      if let id = call[0].exactInt { return tokenizer.token(Int32(clamping: id)).map { Value($0) } ?? .none }
      let skip = try call.bool(1)
      let ids = try TokenIDs.row(call[0], "ids").filter { !skip || !tokenizer.isSpecial($0) }
      return Value(list: ids.map { tokenizer.token($0).map { Value($0) } ?? .none })
    }
    type.method("convert_tokens_to_ids", "tokens") { call in
      let tokenizer = me(call)
      func id(_ token: String) -> Value {
        (tokenizer.id(of: token) ?? tokenizer.id(.unknown)).map { .int(Int($0)) } ?? Value.none
      }
      if let token = call[0].string { return id(token) }
      return Value(list: try call.list(0).map { id(try $0.asString("a token")) })
    }
    type.method("convert_tokens_to_string", "tokens") { call in
      Value(me(call).model.text(of: try call.list(0).map { try $0.asString("a token") }))
    }
    type.method("get_vocab") { call in TokenizerAttributes.vocabulary(me(call)) }
    type.method("get_added_vocab") { call in TokenizerAttributes.addedVocabulary(me(call)) }
    type.method("add_tokens", "new_tokens, special_tokens=False") { call in
      let isSpecial = try call.bool(1)
      let tokens = call[0].list?.items ?? call[0].tuple?.items ?? [call[0]]
      return .int(me(call).add(try tokens.map { try AddedTokenObject.token($0, isSpecial: isSpecial, "a token") }))
    }
    type.method("add_special_tokens", "special_tokens_dict, replace_additional_special_tokens=True") { call in
      guard let dict = call[0].dict else {
        throw ScriptError(.typeError, "special_tokens_dict must be a dict, not \(call[0].typeName)")
      }
      return .int(try addSpecialTokens(me(call), dict, replaces: try call.bool(1)))
    }
    type.method("save_pretrained", "save_directory, **kwargs") { call in
      let files = try me(call).save(to: try call[0].asString("save_directory"))
      return Value(tuple: files.map { Value($0) })
    }
    type.method("save_vocabulary", "save_directory, filename_prefix=None") { call in
      let folder = try call[0].asString("save_directory")
      return Value(tuple: try me(call).model.saveVocabulary(to: folder).map { Value("\(folder)/\($0)") })
    }
    type.method(
      "train_new_from_iterator",
      "text_iterator, vocab_size, length=None, new_special_tokens=None, special_tokens_map=None, **kwargs"
    ) { call in
      try train(call)
    }
  }

  private static func addSpecialTokens(
    _ tokenizer: PretrainedTokenizer, _ dict: DictObject, replaces: Bool
  ) throws -> Int {
    var tokens: [AddedToken] = []
    for (key, value) in dict.items {
      let name = try key.asString("a key of special_tokens_dict")
      if name == "additional_special_tokens" {
        let new = try value.asList(name).map { try AddedTokenObject.token($0, isSpecial: true, "an additional token") }
        let known = replaces ? [] : tokenizer.additionalSpecialTokens
        tokenizer.additionalSpecialTokens = known + new.map(\.content).filter { !known.contains($0) }
        tokens += new
      } else if let role = PretrainedTokenizer.Role(rawValue: name) {
        let token = try AddedTokenObject.token(value, isSpecial: true, "the \(name)")
        tokenizer.assign(role, token.content)
        tokens.append(token)
      } else {
        throw ScriptError(.assertionError, "Key \(name) is not a special token")
      }
    }
    return tokenizer.add(tokens)
  }

  private static func train(_ call: CallArguments) throws -> Value {
    let old = me(call)
    let extra = call.isNone(3) ? [] : try call.list(3).map { try $0.asString("a token of new_special_tokens") }
    var trainer = try old.trainer(vocabularySize: try call.int(1), extraTokens: extra)
    func add(_ value: Value) throws {
      if let text = value.str {
        if text.isASCII { trainer.add(text.ascii) } else { trainer.add(text.string) }
      } else {
        for item in try value.asList("a batch of text_iterator") { try add(item) }
      }
    }
    let iterator = try call[0].iterate()
    while let item = try iterator.next() {
      try Interruption.check()
      try add(item)
    }
    return Value(TokenizerObject(try old.retrained(trainer)))
  }
}
