import Support

extension PretrainedTokenizer {
  /// The whole tokenizer in one file, as Hugging Face's tokenizers writes it.
  public var json: JSON {
    func byteLevel(space: Bool, trim: Bool) -> JSON {
      ["type": "ByteLevel", "add_prefix_space": .bool(space), "trim_offsets": .bool(trim), "use_regex": true]
    }
    let splitter: JSON
    let decoder: JSON
    if let pieces = model as? WordPiece {
      splitter = ["type": "BertPreTokenizer"]
      decoder = ["type": "WordPiece", "prefix": .string(pieces.prefix), "cleanup": .bool(pieces.cleansUpSpaces)]
    } else {
      splitter = byteLevel(space: addsPrefixSpace, trim: true)
      decoder = byteLevel(space: true, trim: true)
    }
    return [
      "version": "1.0", "truncation": nil, "padding": nil, "added_tokens": .array(addedTokens.map(\.json)),
      "normalizer": model.normalizerJSON, "pre_tokenizer": splitter, "post_processor": postProcessor.json,
      "decoder": decoder, "model": model.modelJSON,
    ]
  }

  /// Writes tokenizer.json, tokenizer_config.json, special_tokens_map.json and the vocabulary alone (vocab.json and
  /// merges.txt, or vocab.txt) into `folder`, for transformers as for ``init(folder:)``. Returns the paths.
  @discardableResult public func save(to folder: String) throws -> [String] {
    let vocabulary = try model.saveVocabulary(to: folder)
    var map = JSONObject()
    for role in Role.allCases { map[role.rawValue] = self[role].map { .string($0) } }
    if !additionalSpecialTokens.isEmpty {
      map["additional_special_tokens"] = .array(additionalSpecialTokens.map { .string($0) })
    }
    let files: [(String, JSON)] = [
      ("tokenizer.json", json), ("tokenizer_config.json", .object(configuration(map))),
      ("special_tokens_map.json", .object(map)),
    ]
    for (name, value) in files { try FileIO.write(value.text(indent: 2) + "\n", to: "\(folder)/\(name)") }
    return (vocabulary + files.map(\.0)).map { "\(folder)/\($0)" }
  }

  private func configuration(_ roles: JSONObject) -> JSONObject {
    var result = otherConfiguration
    var decoder = JSONObject()
    for token in addedTokens {
      guard case .object(var members) = token.json else { continue }
      members["id"] = nil
      decoder[String(token.id)] = .object(members)
    }
    if model is ByteLevelBPE { result["add_prefix_space"] = .bool(addsPrefixSpace) }
    result["added_tokens_decoder"] = .object(decoder)
    result["clean_up_tokenization_spaces"] = .bool(cleansUpSpaces)
    result["model_max_length"] = maximumLength.map { .int($0) } ?? .double(1e30)
    result["padding_side"] = paddingSide == .left ? "left" : nil
    result["truncation_side"] = truncationSide == .left ? "left" : nil
    result["model_input_names"] = inputNames == family.inputNames ? nil : .array(inputNames.map { .string($0) })
    result["tokenizer_class"] = result["tokenizer_class"] ?? .string(family.fileClassName)
    if let pieces = model as? WordPiece {
      result["do_lower_case"] = .bool(pieces.normalizer.lowercases)
      result["strip_accents"] = pieces.normalizer.stripsAccents.map { .bool($0) } ?? .null
      result["tokenize_chinese_chars"] = .bool(pieces.normalizer.separatesIdeographs)
    }
    for role in Role.allCases { result[role.rawValue] = roles[role.rawValue] }
    result["additional_special_tokens"] = roles["additional_special_tokens"]
    return result
  }
}
