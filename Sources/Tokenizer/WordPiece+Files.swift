import Support

extension WordPiece {
  /// Takes the vocabulary of a tokenizer.json whose model is WordPiece, and its normalizer and decoder.
  convenience init(_ file: TokenizerFile, normalizer: BertNormalizer) throws {
    let source = file.source
    let model = file.json["model"] ?? .null
    guard let vocabulary = file.vocabulary else {
      throw UserError(.value, "'\(source)' has no \"vocab\" in its model")
    }
    let limit = model["max_input_chars_per_word"]?.intValue ?? 100
    guard limit >= 0 else {
      throw UserError(.value, "'\(source)': max_input_chars_per_word is \(limit), but should be 0 or more")
    }
    let tokens = try vocabulary.tokens(source: source)
    do {
      try self.init(
        tokens: tokens, normalizer: normalizer, unknownToken: model["unk_token"]?.stringValue ?? "[UNK]",
        prefix: model["continuing_subword_prefix"]?.stringValue ?? "##", wordLimit: limit,
        cleansUpSpaces: file.json["decoder"]?["cleanup"]?.boolValue ?? true)
    } catch let error as UserError { throw error.about(source) }
  }

  /// Reads vocab.txt: a token a line, whose number from 0 is its id. Of a repeated token the last line holds.
  public convenience init(vocabularyFile: String, normalizer: BertNormalizer = BertNormalizer(), unknownToken: String)
    throws
  {
    var tokens: [String] = []
    var last: [String: Int] = [:]
    var lines = try FileIO.read(vocabularyFile).split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      guard let token = String(validating: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self) else {
        throw UserError(.value, "'\(vocabularyFile)': line \(tokens.count + 1) is not UTF-8")
      }
      if let earlier = last.updateValue(tokens.count, forKey: token) { tokens[earlier] = "" }
      tokens.append(token)
    }
    guard !tokens.isEmpty else {
      throw UserError(.value, "'\(vocabularyFile)' is empty", hint: "it should have a token on every line")
    }
    do {
      try self.init(tokens: tokens, normalizer: normalizer, unknownToken: unknownToken)
    } catch let error as UserError { throw error.about(vocabularyFile) }
  }
}

extension UserError {
  /// The same with the name of the file in front.
  fileprivate func about(_ source: String) -> UserError { UserError(kind, "'\(source)': \(message)", hint: hint) }
}
