/// Everything that a step computed for each response token, kept for looking at.
///
/// One array per sample, one number per token of its response.
public struct PPOBatch: Sendable {
  public let queries: [[Int32]]
  public let responses: [[Int32]]
  /// After scaling and clipping.
  public let scores: [Float]
  /// 1 where a token counts.
  public let masks: [[Float]]
  /// Of the policy before the step's updates.
  public let logprobs: [[Float]]
  public let referenceLogprobs: [[Float]]
  /// The penalty's distance at each token, by `kl_penalty`.
  public let kl: [[Float]]
  /// `−β·kl`
  public let nonScoreRewards: [[Float]]
  /// `−β·kl`, the score added at the last token that counts.
  public let rewards: [[Float]]
  /// Of the value head before the updates, times the mask.
  public let values: [[Float]]
  /// Whitened.
  public let advantages: [[Float]]
  public let returns: [[Float]]
  /// The entropy of the policy's distribution at each token, nats.
  public let entropies: [[Float]]
}
