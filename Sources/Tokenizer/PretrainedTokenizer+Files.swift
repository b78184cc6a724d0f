import Support

extension PretrainedTokenizer {
  /// Loads a tokenizer from a folder in Hugging Face's layout: tokenizer.json, or vocab.json with merges.txt, and
  /// whatever there is of tokenizer_config.json, special_tokens_map.json and added_tokens.json.
  public convenience init(folder: String) throws {
    guard FileIO.isFolder(folder) else {
      throw UserError(.fileNotFound, "there is no folder '\(folder)' to load a tokenizer from")
    }
    var added: [AddedToken] = []
    let model: ByteLevelBPE
    var addsPrefixSpace = false
    let whole = folder + "/tokenizer.json"
    let pieces = (folder + "/vocab.json", folder + "/merges.txt")
    if FileIO.exists(whole) {
      let json = try JSON.read(whole)
      model = try Self.model(json, source: whole)
      added = json["added_tokens"]?.arrayValue?.compactMap(AddedToken.init) ?? []
      addsPrefixSpace = Self.byteLevel(json["pre_tokenizer"])?["add_prefix_space"]?.boolValue ?? false
    } else if FileIO.exists(pieces.0) && FileIO.exists(pieces.1) {
      model = try ByteLevelBPE(vocabularyFile: pieces.0, mergesFile: pieces.1)
      if let id = model.id(of: "<|endoftext|>") { added.append(AddedToken(id: id, content: "<|endoftext|>")) }
    } else {
      let names = try FileIO.list(folder).joined(separator: ", ")
      throw UserError(
        .fileNotFound, "'\(folder)' holds no tokenizer: neither tokenizer.json nor vocab.json with merges.txt",
        hint: names.isEmpty ? "the folder is empty" : "it holds \(names)")
    }
    self.init(model, addedTokens: added)
    self.addsPrefixSpace = addsPrefixSpace
    name = folder
    try readConfiguration(folder)
  }

  private static func model(_ json: JSON, source: String) throws -> ByteLevelBPE {
    guard let model = json["model"] else { throw UserError(.value, "'\(source)' has no \"model\"") }
    // Files from before the type was written have merges if and only if they are BPE.
    let type = model["type"]?.stringValue ?? (model["merges"] == nil ? "unknown" : "BPE")
    guard type == "BPE" else {
      throw UserError(.notImplemented, "'\(source)' is a \(type) tokenizer", hint: "byte-level BPE (GPT-2's) is supported")
    }
    guard byteLevel(json["pre_tokenizer"]) != nil else {
      throw UserError(
        .notImplemented, "'\(source)' splits text in a way that is not supported",
        hint: "its pre_tokenizer should be ByteLevel, as GPT-2's")
    }
    if let normalizer = json["normalizer"], !normalizer.isNull {
      let kind = normalizer["type"]?.stringValue ?? "unknown"
      throw UserError(.notImplemented, "'\(source)' normalizes text (\(kind)), which is not supported")
    }
    return try ByteLevelBPE(model: model, source: source)
  }

  /// The ByteLevel pre-tokenizer, alone or the only one of a sequence.
  private static func byteLevel(_ json: JSON?) -> JSON? {
    guard let json else { return nil }
    if json["type"]?.stringValue == "Sequence", let list = json["pretokenizers"]?.arrayValue, list.count == 1 {
      return byteLevel(list[0])
    }
    return json["type"]?.stringValue == "ByteLevel" && json["use_regex"]?.boolValue != false ? json : nil
  }

  private func readConfiguration(_ folder: String) throws {
    let extra = folder + "/added_tokens.json"
    if FileIO.exists(extra), case .object(let members) = try JSON.read(extra) {
      for (content, id) in zip(members.keys, members.values) {
        if let id = id.intValue { add(AddedToken(id: Int32(id), content: content, isSpecial: false)) }
      }
    }
    for file in ["special_tokens_map.json", "tokenizer_config.json"] where FileIO.exists("\(folder)/\(file)") {
      guard case .object(let members) = try JSON.read("\(folder)/\(file)") else {
        throw UserError(.value, "'\(folder)/\(file)' is not a JSON object")
      }
      if file == "tokenizer_config.json" { readMain(members) }
      for role in Role.allCases {
        // A token is written as its text or as an object with its text and how it strips.
        if let value = members[role.rawValue], let token = value.stringValue ?? value["content"]?.stringValue {
          set(role, token)
        }
      }
      for value in members["additional_special_tokens"]?.arrayValue ?? [] {
        if let token = value.stringValue ?? value["content"]?.stringValue { addSpecialToken(token) }
      }
    }
    if self[.eos] == nil, id(of: "<|endoftext|>") != nil {
      for role in [Role.bos, .eos, .unknown] where self[role] == nil { set(role, "<|endoftext|>") }
    }
  }

  private func readMain(_ members: JSONObject) {
    for (id, value) in members["added_tokens_decoder"]?.objectValue.map({ zip($0.keys, $0.values) }).map(Array.init) ?? [] {
      guard case .object(var object) = value, let id = Int(id) else { continue }
      object["id"] = .int(id)
      if let token = AddedToken(.object(object)) { add(token) }
    }
    if let side = members["padding_side"]?.stringValue.flatMap(Side.init) { paddingSide = side }
    if let side = members["truncation_side"]?.stringValue.flatMap(Side.init) { truncationSide = side }
    // Hugging Face writes 1e30 for "unlimited".
    if let length = members["model_max_length"]?.doubleValue, length < 1e9 { maximumLength = Int(length) }
    if let adds = members["add_prefix_space"]?.boolValue { addsPrefixSpace = adds }
    if let cleans = members["clean_up_tokenization_spaces"]?.boolValue { cleansUpSpaces = cleans }
    otherConfiguration = members
  }

  /// The whole tokenizer in one file, as Hugging Face's tokenizers writes it.
  public var json: JSON {
    func byteLevel(space: Bool, trim: Bool) -> JSON {
      ["type": "ByteLevel", "add_prefix_space": .bool(space), "trim_offsets": .bool(trim), "use_regex": true]
    }
    return [
      "version": "1.0", "truncation": nil, "padding": nil, "added_tokens": .array(addedTokens.map(\.json)),
      "normalizer": nil, "pre_tokenizer": byteLevel(space: addsPrefixSpace, trim: true),
      "post_processor": byteLevel(space: true, trim: false), "decoder": byteLevel(space: true, trim: true),
      "model": model.modelJSON,
    ]
  }

  /// Writes tokenizer.json, vocab.json, merges.txt, tokenizer_config.json and special_tokens_map.json into `folder`,
  /// for transformers as for ``init(folder:)``. Returns the paths.
  @discardableResult public func save(to folder: String) throws -> [String] {
    try FileIO.makeFolder(folder)
    try model.saveVocabulary(to: folder)
    var configuration = otherConfiguration
    var decoder = JSONObject()
    for token in addedTokens {
      guard case .object(var members) = token.json else { continue }
      members["id"] = nil
      decoder[String(token.id)] = .object(members)
    }
    configuration["add_prefix_space"] = .bool(addsPrefixSpace)
    configuration["added_tokens_decoder"] = .object(decoder)
    configuration["clean_up_tokenization_spaces"] = .bool(cleansUpSpaces)
    configuration["model_max_length"] = maximumLength.map { .int($0) } ?? .double(1e30)
    configuration["padding_side"] = paddingSide == .left ? "left" : nil
    configuration["truncation_side"] = truncationSide == .left ? "left" : nil
    configuration["tokenizer_class"] = configuration["tokenizer_class"] ?? "GPT2Tokenizer"
    var map = JSONObject()
    for role in Role.allCases {
      map[role.rawValue] = self[role].map { .string($0) }
      configuration[role.rawValue] = self[role].map { .string($0) }
    }
    let files: [(String, JSON)] = [
      ("tokenizer.json", json), ("tokenizer_config.json", .object(configuration)), ("special_tokens_map.json", .object(map)),
    ]
    for (name, value) in files { try FileIO.write(value.text(indent: 2) + "\n", to: "\(folder)/\(name)") }
    return (["vocab.json", "merges.txt"] + files.map(\.0)).map { "\(folder)/\($0)" }
  }
}
