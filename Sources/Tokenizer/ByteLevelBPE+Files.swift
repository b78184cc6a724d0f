import Support

extension ByteLevelBPE {
  /// Reads `vocab.json` (token → id) and `merges.txt` (two tokens a line, by rank).
  public convenience init(vocabularyFile: String, mergesFile: String) throws {
    let file = try TokenizerFile(vocabulary: vocabularyFile)
    let tokens = try file.vocabulary?.tokens(source: vocabularyFile) ?? []
    var lines = try FileIO.read(mergesFile).split(separator: 0x0A)[...]
    if lines.first?.starts(with: "#version".utf8) == true { lines = lines.dropFirst() }
    let index = TokenIndex(tokens)
    var merges: [(left: Int32, right: Int32)] = []
    merges.reserveCapacity(lines.count)
    for line in lines {
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty { continue }
      guard let space = text.firstIndex(of: 0x20) else {
        let shown = String(decoding: text, as: UTF8.self)
        throw UserError(.value, "'\(mergesFile)': merge \(merges.count + 1) ('\(shown)') is not two tokens")
      }
      merges.append(try index.merge(text[..<space], text[(space + 1)...], rank: merges.count, source: mergesFile))
    }
    try self.init(tokens: tokens, merges: merges)
  }

  /// Takes the vocabulary and merges of a tokenizer.json whose model is BPE.
  convenience init(_ file: TokenizerFile) throws {
    let source = file.source
    let model = file.json["model"] ?? .null
    guard let vocabulary = file.vocabulary, file.hasMerges else {
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
    let tokens = try vocabulary.tokens(source: source)
    let index = TokenIndex(tokens)
    var merges: [(left: Int32, right: Int32)] = []
    merges.reserveCapacity(file.mergeEnds.count / 2)
    var start = 0
    for rank in 0..<file.mergeEnds.count / 2 {
      let (middle, end) = (Int(file.mergeEnds[2 * rank]), Int(file.mergeEnds[2 * rank + 1]))
      merges.append(
        try index.merge(file.mergeBytes[start..<middle], file.mergeBytes[middle..<end], rank: rank, source: source))
      start = end
    }
    try self.init(
      tokens: tokens, merges: merges, ignoresMerges: model["ignore_merges"]?.boolValue ?? false,
      unknownToken: model["unk_token"]?.stringValue)
  }

  /// The `"model"` of a tokenizer.json.
  public var modelJSON: JSON {
    var vocabulary = JSONObject()
    vocabulary.reserveCapacity(tokens.count)
    for (id, token) in tokens.enumerated() where !token.isEmpty { vocabulary[token] = .int(id) }
    return [
      "type": "BPE", "dropout": nil, "unk_token": unknownToken.map { .string($0) } ?? .null,
      "continuing_subword_prefix": "", "end_of_word_suffix": "", "fuse_unk": false, "byte_fallback": false,
      "ignore_merges": .bool(ignoresMerges), "vocab": .object(vocabulary),
      "merges": .array(mergeLines.map { .string($0) }),
    ]
  }

  public var normalizerJSON: JSON { .null }

  /// Writes `vocab.json` and `merges.txt` into `folder`.
  public func saveVocabulary(to folder: String) throws -> [String] {
    guard case .object(let model) = modelJSON, let vocabulary = model["vocab"] else { return [] }
    try FileIO.makeFolder(folder)
    try FileIO.write(vocabulary.text(), to: folder + "/vocab.json")
    try FileIO.write("#version: 0.2\n" + mergeLines.map { $0 + "\n" }.joined(), to: folder + "/merges.txt")
    return ["vocab.json", "merges.txt"]
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

  private func id(_ token: ArraySlice<UInt8>) -> Int32? {
    token.withUnsafeBufferPointer { table.find($0) }.map { ids[$0] }
  }

  /// The merge of two tokens as they are spelt.
  func merge(
    _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, rank: Int, source: String
  ) throws -> (left: Int32, right: Int32) {
    guard let leftID = id(left), let rightID = id(right) else {
      let missing = String(decoding: id(left) == nil ? left : right, as: UTF8.self)
      throw UserError(.value, "'\(source)': merge \(rank + 1) joins '\(missing)', which is not in the vocabulary")
    }
    return (leftID, rightID)
  }
}
