import Support

extension PretrainedTokenizer {
  /// Loads a tokenizer from a folder in Hugging Face's layout: tokenizer.json, or vocab.json with merges.txt, or
  /// vocab.txt, and whatever there is of tokenizer_config.json, special_tokens_map.json, added_tokens.json and, for the
  /// kind of the model, config.json.
  /// - Parameter changes: members of tokenizer_config.json that hold in place of the file's.
  public convenience init(folder: String, changes: JSONObject = JSONObject()) throws {
    guard FileIO.isFolder(folder) else {
      throw UserError(.fileNotFound, "there is no folder '\(folder)' to load a tokenizer from")
    }
    var configuration = try Self.members(folder + "/tokenizer_config.json")
    for (key, value) in zip(changes.keys, changes.values) { configuration[key] = value }
    let kind = try Self.family(configuration, folder)
    if FileIO.exists(folder + "/tokenizer.json") {
      try self.init(TokenizerFile(tokenizer: folder + "/tokenizer.json"), configuration, kind)
    } else if FileIO.exists(folder + "/vocab.json") && FileIO.exists(folder + "/merges.txt") {
      let model = try ByteLevelBPE(vocabularyFile: folder + "/vocab.json", mergesFile: folder + "/merges.txt")
      self.init(model, family: kind ?? .gpt2, postProcessor: .byteLevel)
      if let id = model.id(of: "<|endoftext|>") {
        take([AddedToken(id: id, content: "<|endoftext|>", isNormalized: true)])
      }
    } else if FileIO.exists(folder + "/vocab.txt") {
      let model = try WordPiece(
        vocabularyFile: folder + "/vocab.txt",
        normalizer: Self.configured(BertNormalizer(), configuration, isConfigurable: true),
        unknownToken: Self.token(configuration["unk_token"])?.content ?? "[UNK]")
      self.init(model, family: kind ?? .bert)
      try frame(configuration, source: folder + "/vocab.txt")
    } else {
      let names = try FileIO.list(folder).joined(separator: ", ")
      throw UserError(
        .fileNotFound,
        "'\(folder)' holds no tokenizer: neither tokenizer.json nor vocab.json with merges.txt nor vocab.txt",
        hint: names.isEmpty ? "the folder is empty" : "it holds \(names)")
    }
    name = folder
    // What transformers does where the file does not say.
    cleansUpSpaces = true
    try readConfiguration(folder, configuration)
  }

  private convenience init(_ file: TokenizerFile, _ configuration: JSONObject, _ kind: TokenizerFamily?) throws {
    let (json, source) = (file.json, file.source)
    guard let model = json["model"] else { throw UserError(.value, "'\(source)' has no \"model\"") }
    let processor = try PostProcessor(json["post_processor"] ?? .null, source: source)
    // Files from before the type was written have merges if and only if they are BPE.
    switch model["type"]?.stringValue ?? (file.hasMerges ? "BPE" : "unknown") {
    case "BPE":
      guard let split = Self.byteLevel(json["pre_tokenizer"]) else {
        throw UserError(
          .notImplemented, "'\(source)' splits text in a way that is not supported",
          hint: "its pre_tokenizer should be ByteLevel, as GPT-2's")
      }
      if let normalizer = json["normalizer"], !normalizer.isNull {
        let kind = normalizer["type"]?.stringValue ?? "unknown"
        throw UserError(.notImplemented, "'\(source)' normalizes text (\(kind)), which is not supported with BPE")
      }
      self.init(try ByteLevelBPE(file), family: kind ?? .gpt2, postProcessor: processor)
      addsPrefixSpace = split["add_prefix_space"]?.boolValue ?? false
    case "WordPiece":
      guard json["pre_tokenizer"]?["type"]?.stringValue == "BertPreTokenizer" else {
        throw UserError(
          .notImplemented, "'\(source)' splits text in a way that is not supported with WordPiece",
          hint: "its pre_tokenizer should be BertPreTokenizer")
      }
      let normalizer = try Self.bertNormalizer(json["normalizer"], source)
      let configured = Self.configured(
        normalizer, configuration,
        isConfigurable: kind?.configuresNormalizer == true && json["normalizer"]?.isNull == false)
      self.init(try WordPiece(file, normalizer: configured), family: kind ?? .bert, postProcessor: processor)
    case let type:
      throw UserError(
        .notImplemented, "'\(source)' is a \(type) tokenizer",
        hint: "byte-level BPE (GPT-2's) and WordPiece (BERT's) are supported")
    }
    let tokens = json["added_tokens"]?.arrayValue ?? []
    take(try Self.checked(tokens, source))
    // Padding that was on when the file was written tells the side.
    if let side = json["padding"]?["direction"]?.stringValue { paddingSide = side == "Left" ? .left : .right }
    if let side = json["truncation"]?["direction"]?.stringValue { truncationSide = side == "Left" ? .left : .right }
  }

  /// The added tokens of a file, each of which needs a text and an id near the vocabulary.
  private static func checked(_ list: [JSON], _ source: String) throws -> [AddedToken] {
    try list.map { item in
      guard let token = AddedToken(item), token.id >= 0, token.id < 1 << 24 else {
        throw UserError(.value, "'\(source)': an added token needs \"content\" and an \"id\" from 0 up: \(item.text())")
      }
      return token
    }
  }

  /// The ByteLevel pre-tokenizer, alone or the only one of a sequence.
  private static func byteLevel(_ json: JSON?) -> JSON? {
    guard let json else { return nil }
    if json["type"]?.stringValue == "Sequence", let list = json["pretokenizers"]?.arrayValue, list.count == 1 {
      return byteLevel(list[0])
    }
    return json["type"]?.stringValue == "ByteLevel" && json["use_regex"]?.boolValue != false ? json : nil
  }

  private static func bertNormalizer(_ json: JSON?, _ source: String) throws -> BertNormalizer {
    guard let json, !json.isNull else { return .identity }
    guard let type = json["type"]?.stringValue, type == "BertNormalizer" else {
      throw UserError(
        .notImplemented,
        "'\(source)' normalizes text (\(json["type"]?.stringValue ?? "unknown")), which is not supported",
        hint: "its normalizer should be BertNormalizer")
    }
    return BertNormalizer(json)
  }

  /// The normalizer with what tokenizer_config.json says of it, whose defaults are transformers'.
  private static func configured(
    _ normalizer: BertNormalizer, _ configuration: JSONObject, isConfigurable: Bool
  ) -> BertNormalizer {
    guard isConfigurable else { return normalizer }
    var result = normalizer
    result.lowercases = configuration["do_lower_case"]?.boolValue ?? true
    result.separatesIdeographs = configuration["tokenize_chinese_chars"]?.boolValue ?? true
    result.stripsAccents = configuration["strip_accents"]?.boolValue
    return result
  }

  /// The members of the object in the file at `path`; none when there is no such file.
  private static func members(_ path: String) throws -> JSONObject {
    guard FileIO.exists(path) else { return JSONObject() }
    guard case .object(let members) = try JSON.read(path) else {
      throw UserError(.value, "'\(path)' is not a JSON object")
    }
    return members
  }

  /// The family that the tokenizer's own file names, or else the model's.
  private static func family(_ configuration: JSONObject, _ folder: String) throws -> TokenizerFamily? {
    if let name = configuration["tokenizer_class"]?.stringValue { return TokenizerFamily(className: name) ?? .generic }
    let model = try members(folder + "/config.json")
    return (model["tokenizer_class"]?.stringValue).flatMap { TokenizerFamily(className: $0) }
      ?? (model["model_type"]?.stringValue).flatMap { TokenizerFamily(modelType: $0) }
  }

  /// A token is written as its text or as an object with its text and how it strips.
  private static func token(_ json: JSON?) -> AddedToken? {
    if let text = json?.stringValue { return AddedToken(id: -1, content: text) }
    guard let json, case .object(var object) = json else { return nil }
    object["id"] = 0
    var token = AddedToken(.object(object))
    token?.isSpecial = true
    return token
  }

  /// Puts `[CLS]` and `[SEP]`, or what the configuration calls them, around texts.
  private func frame(_ configuration: JSONObject, source: String) throws {
    func found(_ role: Role, _ standard: String) throws -> (String, Int32) {
      let token = Self.token(configuration[role.rawValue])?.content ?? standard
      guard let id = model.id(of: token) else {
        throw UserError(
          .value, "'\(source)': the token '\(token)' is not in the vocabulary", hint: "BERT's tokenizer needs it")
      }
      return (token, id)
    }
    postProcessor = .bert(cls: try found(.classification, "[CLS]"), sep: try found(.separator, "[SEP]"))
  }

  private func readConfiguration(_ folder: String, _ configuration: JSONObject) throws {
    let extra = folder + "/added_tokens.json"
    let extras = try Self.members(extra)
    take(
      try zip(extras.keys, extras.values).map { content, id in
        guard let id = id.intValue, let id = Int32(exactly: id), id >= 0, id < 1 << 24 else {
          throw UserError(.value, "'\(extra)': the id of token '\(content)' is not a number from 0 up")
        }
        return AddedToken(id: id, content: content, isSpecial: false, isNormalized: true)
      })
    let source = folder + "/tokenizer_config.json"
    let listed = configuration["added_tokens_decoder"]?.objectValue ?? JSONObject()
    var described: [JSON] = []
    for (id, value) in zip(listed.keys, listed.values) {
      guard case .object(var object) = value, let id = Int(id) else {
        throw UserError(
          .value, "'\(source)': added_tokens_decoder should map ids to tokens, not '\(id)' to \(value.text())")
      }
      object["id"] = .int(id)
      described.append(.object(object))
    }
    take(try Self.checked(described, source))
    for (role, token) in family.roles where id(of: token) != nil || family != .gpt2 { assign(role, token) }
    let map = try Self.members(folder + "/special_tokens_map.json")
    for members in [map, configuration] {
      for role in Role.allCases {
        guard let value = members[role.rawValue] else { continue }
        if value.isNull {
          if members["tokenizer_class"] != nil { assign(role, nil) }
        } else {
          name(role, Self.token(value))
        }
      }
      for value in members["additional_special_tokens"]?.arrayValue ?? [] {
        guard let token = Self.token(value) else { continue }
        if !additionalSpecialTokens.contains(token.content) { additionalSpecialTokens.append(token.content) }
      }
    }
    readMain(configuration)
    // Special tokens that no file lists are added.
    for token in specialTokens { addSpecialToken(token) }
  }

  private func name(_ role: Role, _ token: AddedToken?) {
    guard let token else { return }
    assign(role, token.content)
    if !addedTokens.contains(where: { $0.content == token.content }) { add([token]) }
  }

  private func readMain(_ members: JSONObject) {
    if let side = members["padding_side"]?.stringValue.flatMap(Side.init) { paddingSide = side }
    if let side = members["truncation_side"]?.stringValue.flatMap(Side.init) { truncationSide = side }
    // Hugging Face writes 1e30 for "unlimited".
    if let length = members["model_max_length"]?.doubleValue, length < 1e9, length >= 1 { maximumLength = Int(length) }
    if let adds = members["add_prefix_space"]?.boolValue { addsPrefixSpace = adds }
    if let cleans = members["clean_up_tokenization_spaces"]?.boolValue { cleansUpSpaces = cleans }
    if let segment = members["pad_token_type_id"]?.intValue { paddingSegment = Int32(clamping: segment) }
    if let names = members["model_input_names"]?.arrayValue { inputNames = names.compactMap(\.stringValue) }
    otherConfiguration = members
  }
}
