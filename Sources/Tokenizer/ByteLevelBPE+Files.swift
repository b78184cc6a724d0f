import Support

extension ByteLevelBPE {
  /// Reads `vocab.json` (token → id) and `merges.txt` (two tokens a line, by rank).
  public convenience init(vocabularyFile: String, mergesFile: String) throws {
    guard case .object(let members) = try JSON.read(vocabularyFile) else {
      throw UserError(.value, "'\(vocabularyFile)' is not a vocabulary: expected an object of token: id")
    }
    let tokens = try Self.tokens(members, source: vocabularyFile)
    var lines = try FileIO.readText(mergesFile).utf8.split(separator: 0x0A)[...]
    if lines.first?.starts(with: "#version".utf8) == true { lines = lines.dropFirst() }
    let index = TokenIndex(tokens)
    var merges: [(left: Int32, right: Int32)] = []
    for line in lines {
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty { continue }
      merges.append(try index.merge(text, rank: merges.count, source: mergesFile))
    }
    try self.init(tokens: tokens, merges: merges)
  }

  /// Reads the `"model"` of a tokenizer.json whose type is BPE.
  public convenience init(model: JSON, source: String) throws {
    guard let members = model["vocab"]?.objectValue, let list = model["merges"]?.arrayValue else {
      throw UserError(.value, "'\(source)' has no \"vocab\" and \"merges\" in its model")
    }
    for option in ["continuing_subword_prefix", "end_of_word_suffix"] {
      if let text = model[option]?.stringValue, !text.isEmpty {
        throw UserError(.notImplemented, "'\(source)': a BPE model with \(option) '\(text)' is not supported")
      }
    }
    if model["byte_fallback"]?.boolValue == true {
      throw UserError(.notImplemented, "'\(source)': a BPE model with byte_fallback is not supported")
    }
    let tokens = try Self.tokens(members, source: source)
    let index = TokenIndex(tokens)
    var merges: [(left: Int32, right: Int32)] = []
    merges.reserveCapacity(list.count)
    for item in list {
      if case .string(let text) = item {
        merges.append(try index.merge(text.utf8[...], rank: merges.count, source: source))
      } else if let left = item[0]?.stringValue, let right = item[1]?.stringValue {
        merges.append(try index.merge(left.utf8[...], right.utf8[...], rank: merges.count, source: source))
      } else {
        throw UserError(.value, "'\(source)': merge \(merges.count + 1) is not two tokens")
      }
    }
    try self.init(
      tokens: tokens, merges: merges, ignoresMerges: model["ignore_merges"]?.boolValue ?? false,
      unknownToken: model["unk_token"]?.stringValue)
  }

  private static func tokens(_ members: JSONObject, source: String) throws -> [String] {
    var tokens: [String] = []
    for (token, value) in zip(members.keys, members.values) {
      guard let id = value.intValue, id >= 0, id < 1 << 24 else {
        throw UserError(.value, "'\(source)': the id of token '\(token)' is not a number from 0 up")
      }
      while tokens.count <= id { tokens.append("") }
      tokens[id] = token
    }
    return tokens
  }

  /// The `"model"` of a tokenizer.json.
  public var modelJSON: JSON {
    var vocabulary = JSONObject()
    vocabulary.reserveCapacity(tokens.count)
    for (id, token) in tokens.enumerated() where !token.isEmpty { vocabulary[token] = .int(id) }
    return [
      "type": "BPE", "dropout": nil, "unk_token": unknownToken.map { .string($0) } ?? .null,
      "continuing_subword_prefix": "", "end_of_word_suffix": "", "fuse_unk": false, "byte_fallback": false,
      "ignore_merges": .bool(ignoresMerges), "vocab": .object(vocabulary), "merges": .array(mergeLines.map { .string($0) }),
    ]
  }

  /// Writes `vocab.json` and `merges.txt` into `folder`.
  public func saveVocabulary(to folder: String) throws {
    guard case .object(let model) = modelJSON, let vocabulary = model["vocab"] else { return }
    try FileIO.makeFolder(folder)
    try FileIO.write(vocabulary.text(), to: folder + "/vocab.json")
    try FileIO.write("#version: 0.2\n" + mergeLines.map { $0 + "\n" }.joined(), to: folder + "/merges.txt")
  }

  private var mergeLines: [String] { merges.map { tokens[Int($0.left)] + " " + tokens[Int($0.right)] } }
}

/// Finds the ids of spelled tokens while a vocabulary is being read.
private struct TokenIndex {
  private var table: ByteStringTable
  private var ids: [Int32] = []

  init(_ tokens: [String]) {
    table = ByteStringTable(capacity: tokens.count)
    for (id, token) in tokens.enumerated() {
      var token = token
      if token.withUTF8({ table.insert($0).isNew }) { ids.append(Int32(id)) }
    }
  }

  private func id(_ token: Substring.UTF8View) -> Int32? {
    let found = token.withContiguousStorageIfAvailable { table.find($0) } ?? table.find(Array(token))
    return found.map { ids[$0] }
  }

  /// The merge written `left right`.
  func merge(_ text: Substring.UTF8View, rank: Int, source: String) throws -> (left: Int32, right: Int32) {
    guard let space = text.firstIndex(of: 0x20) else {
      throw UserError(.value, "'\(source)': merge \(rank + 1) ('\(Substring(text))') is not two tokens")
    }
    return try merge(text[..<space], text[text.index(after: space)...], rank: rank, source: source)
  }

  func merge(
    _ left: Substring.UTF8View, _ right: Substring.UTF8View, rank: Int, source: String
  ) throws -> (left: Int32, right: Int32) {
    guard let leftID = id(left), let rightID = id(right) else {
      let missing = id(left) == nil ? left : right
      throw UserError(
        .value, "'\(source)': merge \(rank + 1) joins '\(Substring(missing))', which is not in the vocabulary")
    }
    return (leftID, rightID)
  }
}
