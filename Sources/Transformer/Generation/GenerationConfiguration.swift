import Support

/// How to choose tokens, by the names of transformers' `generate`.
public struct GenerationConfiguration: Sendable {
  /// Whether to draw from the distribution; otherwise the likeliest token is taken.
  public var doSample = false
  /// Divides the logits before sampling: below 1 sharper, above 1 flatter.
  public var temperature = 1.0
  /// Sampling keeps this many of the likeliest tokens; 0 keeps all.
  public var topK = 50
  /// Sampling keeps the likeliest tokens that together reach this probability; 1 keeps all.
  public var topP = 1.0
  /// Sampling keeps the tokens at least this share as likely as the likeliest (Nguyen et al., 2024); 0 keeps all.
  public var minP = 0.0
  /// Sampling keeps the tokens whose surprise is nearest to the expected one and that together reach this probability
  /// (Meister et al., 2022); 1 keeps all.
  public var typicalP = 1.0
  /// Sampling keeps the tokens at least this likely (Hewitt et al., 2022); 0 keeps all.
  public var epsilonCutoff = 0.0
  /// As ``epsilonCutoff``, or √ε·e^−entropy where that is less (Hewitt et al., 2022); 0 keeps all.
  public var etaCutoff = 0.0
  /// Divides (or, where negative, multiplies) the logits of tokens that the sequence already has.
  public var repetitionPenalty = 1.0
  /// No run of this many tokens comes twice, the prompt included; 0 allows all.
  public var noRepeatNgramSize = 0
  /// Runs of tokens that are never completed.
  public var badWords: [[Int32]] = []
  /// End-of-text tokens are impossible until prompt and answer together are this long.
  public var minLength = 0
  /// End-of-text tokens are impossible until the answer is this long.
  public var minNewTokens = 0
  /// New tokens where the call gives no number of its own.
  public var maxNewTokens = 20
  /// Tokens that end a sequence.
  public var eosTokenIds: [Int32] = []
  /// What shorter answers are filled with where a rectangle is wanted.
  public var padTokenId: Int32?
  /// Tokens that are never chosen.
  public var suppressedTokens: [Int32] = []
  /// Tokens that are not chosen first.
  public var beginSuppressedTokens: [Int32] = []
  /// What the last token is when an answer reaches its limit.
  public var forcedEosTokenIds: [Int32] = []

  public init() {}

  /// The configuration that transformers derives from the model when the call says nothing.
  public init(_ model: GPT2Configuration) {
    if let eos = model.eosTokenId { eosTokenIds = [Int32(clamping: eos)] }
    padTokenId = model.padTokenId.map { Int32(clamping: $0) }
  }

  /// - Throws: a `ValueError` that names the setting which makes no sense.
  public func validate() throws {
    func check(_ condition: Bool, _ message: String) throws {
      if !condition { throw UserError(.value, message) }
    }
    if doSample {
      try check(
        temperature > 0 && temperature.isFinite,
        "temperature has to be a strictly positive float, but is \(temperature)")
      try check(topK >= 0, "top_k has to be a positive integer, or 0 to keep all tokens, but is \(topK)")
      try check(topP >= 0 && topP <= 1, "top_p has to be a float from 0 to 1, but is \(topP)")
      try check(minP >= 0 && minP <= 1, "min_p has to be a float from 0 to 1, but is \(minP)")
      try check(typicalP > 0 && typicalP <= 1, "typical_p has to be a float above 0 and at most 1, but is \(typicalP)")
      try check(
        epsilonCutoff >= 0 && epsilonCutoff < 1, "epsilon_cutoff has to be a float from 0 to 1, but is \(epsilonCutoff)"
      )
      try check(etaCutoff >= 0 && etaCutoff < 1, "eta_cutoff has to be a float from 0 to 1, but is \(etaCutoff)")
    }
    try check(
      noRepeatNgramSize >= 0,
      "no_repeat_ngram_size has to be a positive integer, or 0 to allow all, but is \(noRepeatNgramSize)")
    try check(badWords.allSatisfy { !$0.isEmpty }, "bad_words_ids has a word without tokens")
    try check(
      repetitionPenalty > 0 && repetitionPenalty.isFinite,
      "repetition_penalty has to be a strictly positive float, but is \(repetitionPenalty)")
  }
}
