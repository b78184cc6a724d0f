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
  /// Divides (or, where negative, multiplies) the logits of tokens that the sequence already has.
  public var repetitionPenalty = 1.0
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
    }
    try check(
      repetitionPenalty > 0 && repetitionPenalty.isFinite,
      "repetition_penalty has to be a strictly positive float, but is \(repetitionPenalty)")
  }
}
