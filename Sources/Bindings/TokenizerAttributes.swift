import BigInteger
import Script
import Tokenizer

/// The attributes of a tokenizer object.
enum TokenizerAttributes {
  private static let sides = ["padding_side", "truncation_side"]
  static let settable: Set<String> = Set(
    PretrainedTokenizer.Role.allCases.flatMap { [$0.rawValue, $0.rawValue + "_id"] }
      + sides + [
        "model_max_length", "add_prefix_space", "clean_up_tokenization_spaces", "name_or_path",
        "additional_special_tokens", "pad_token_type_id", "model_input_names",
      ])
  static let names =
    settable.sorted() + [
      "vocab_size", "all_special_tokens", "all_special_ids", "special_tokens_map", "is_fast", "vocab",
      "added_tokens_decoder", "added_tokens_encoder", "additional_special_tokens_ids", "max_len_single_sentence",
      "max_len_sentences_pair",
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
    case "model_max_length": return unlimited(tokenizer.maximumLength)
    case "add_prefix_space": return .bool(tokenizer.addsPrefixSpace)
    case "clean_up_tokenization_spaces": return .bool(tokenizer.cleansUpSpaces)
    case "name_or_path": return Value(tokenizer.name)
    case "is_fast": return .bool(true)
    case "model_input_names": return Value(tokenizer.inputNames)
    case "pad_token_type_id": return .int(Int(tokenizer.paddingSegment))
    case "additional_special_tokens": return Value(tokenizer.additionalSpecialTokens)
    case "additional_special_tokens_ids":
      return Value(tokenizer.additionalSpecialTokens.compactMap { tokenizer.id(of: $0).map(Int.init) })
    case "max_len_single_sentence", "max_len_sentences_pair":
      let around = tokenizer.postProcessor.addedCount(isPair: name == "max_len_sentences_pair")
      return try unlimited(tokenizer.maximumLength).binary(.subtract, .int(around))
    case "all_special_tokens": return Value(tokenizer.specialTokens)
    case "all_special_ids": return Value(tokenizer.specialTokens.compactMap { tokenizer.id(of: $0).map(Int.init) })
    case "special_tokens_map": return specialTokens(tokenizer)
    case "vocab": return vocabulary(tokenizer)
    case "added_tokens_encoder": return addedVocabulary(tokenizer)
    case "added_tokens_decoder":
      let dict = DictObject()
      for token in tokenizer.addedTokens { try dict.set(.int(Int(token.id)), Value(AddedTokenObject(token))) }
      return Value(dict)
    default: return nil
    }
  }

  /// A length, or the number that transformers has for none: `int(1e30)`.
  static func unlimited(_ length: Int?) -> Value {
    length.map { .int($0) } ?? BigInt(truncating: 1e30).map { Value($0) } ?? .none
  }

  static func specialTokens(_ tokenizer: PretrainedTokenizer) -> Value {
    var tokens = PretrainedTokenizer.Role.allCases.compactMap { role in
      tokenizer[role].map { (role.rawValue, Value($0)) }
    }
    if !tokenizer.additionalSpecialTokens.isEmpty {
      tokens.append(("additional_special_tokens", Value(tokenizer.additionalSpecialTokens)))
    }
    return Value(DictObject(tokens))
  }

  /// Added token to id.
  static func addedVocabulary(_ tokenizer: PretrainedTokenizer) -> Value {
    Value(DictObject(tokenizer.addedTokens.map { ($0.content, .int(Int($0.id))) }))
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
        tokenizer.assign(role, nil)
      } else if isID {
        try tokenizer.set(role, id: Int32(clamping: try value.asInt(name)))
      } else {
        tokenizer.assign(role, try AddedTokenObject.token(value, isSpecial: true, name).content)
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
    case "pad_token_type_id": tokenizer.paddingSegment = Int32(clamping: try value.asInt(name))
    case "additional_special_tokens":
      tokenizer.additionalSpecialTokens = try value.asList(name).map {
        try AddedTokenObject.token($0, isSpecial: true, name).content
      }
    case "model_input_names": tokenizer.inputNames = try value.asList(name).map { try $0.asString(name) }
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
