import Support

/// Learns a vocabulary of the kind that a tokenizer has.
public struct VocabularyTrainer {
  fileprivate var bytePairs: BPETrainer?
  fileprivate var wordPieces: WordPieceTrainer?
  fileprivate let specialTokens: [String]

  /// Takes in one text.
  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  /// Takes in one UTF-8 text.
  public mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    bytePairs?.add(text)
    wordPieces?.add(text)
  }
}

extension PretrainedTokenizer {
  /// What learns a vocabulary like this one: the same special tokens, and `extraTokens`, with the first ids.
  public func trainer(vocabularySize: Int, extraTokens: [String] = []) throws -> VocabularyTrainer {
    var tokens = addedTokens.filter(\.isSpecial).map(\.content)
    tokens += extraTokens.filter { !tokens.contains($0) }
    if let pieces = model as? WordPiece {
      if !tokens.contains(pieces.unknownToken) { tokens.append(pieces.unknownToken) }
      let trainer = try WordPieceTrainer(
        vocabularySize: vocabularySize, specialTokens: tokens, normalizer: pieces.normalizer, prefix: pieces.prefix)
      return VocabularyTrainer(wordPieces: trainer, specialTokens: tokens)
    }
    let trainer = try BPETrainer(vocabularySize: vocabularySize, specialTokens: tokens)
    return VocabularyTrainer(bytePairs: trainer, specialTokens: tokens)
  }

  /// This tokenizer with the vocabulary that `trainer`, which it made, has learned.
  public func retrained(_ trainer: VocabularyTrainer) throws -> PretrainedTokenizer {
    let tokens = trainer.specialTokens
    let newModel: any TokenModel
    if let learned = try trainer.wordPieces?.train(), let pieces = model as? WordPiece {
      newModel = try WordPiece(
        tokens: learned, normalizer: pieces.normalizer, unknownToken: pieces.unknownToken, prefix: pieces.prefix,
        wordLimit: pieces.wordLimit, cleansUpSpaces: pieces.cleansUpSpaces)
    } else if let learned = try trainer.bytePairs?.train() {
      newModel = try ByteLevelBPE(learned, specialTokens: tokens)
    } else {
      throw UserError(.value, "the trainer is not of this tokenizer's kind")
    }
    let known = Dictionary(addedTokens.map { ($0.content, $0) }) { first, _ in first }
    let added = tokens.enumerated().map { id, content in
      var token = known[content] ?? AddedToken(id: 0, content: content)
      token.id = Int32(id)
      return token
    }
    let ids = Dictionary(tokens.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
    let result = PretrainedTokenizer(
      newModel, addedTokens: added, family: family,
      postProcessor: postProcessor.renumbered { old in self.token(old).flatMap { ids[$0] } })
    for role in Role.allCases { result.assign(role, self[role]) }
    result.additionalSpecialTokens = additionalSpecialTokens
    (result.paddingSide, result.truncationSide, result.paddingSegment) = (paddingSide, truncationSide, paddingSegment)
    (result.maximumLength, result.inputNames, result.name) = (maximumLength, inputNames, name)
    (result.addsPrefixSpace, result.cleansUpSpaces) = (addsPrefixSpace, cleansUpSpaces)
    result.otherConfiguration = otherConfiguration
    // Tokens that were added without being special come after what was learned.
    result.add(addedTokens.filter { !$0.isSpecial })
    return result
  }
}
