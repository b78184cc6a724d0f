/// Per-token rewards: what the reward model says at the end, minus β times the distance from the reference.
public enum Rewards {
  /// The KL penalty at each token from its log-probabilities, `[rows]`. Not for ``KLPenalty/full``, which needs whole
  /// distributions.
  public static func penalty(_ kind: KLPenalty, logprobs: [Float], reference: [Float]) -> [Float] {
    zip(logprobs, reference).map { policy, reference in
      let difference = policy - reference
      switch kind {
      case .kl, .full: return difference
      case .abs: return abs(difference)
      case .mse: return 0.5 * difference * difference
      }
    }
  }

  /// `−β·kl` at each token, and the same with each sample's score added at its last token that counts.
  public static func perToken(
    kl: [Float], scores: [Float], coefficient: Double, batch: ResponseBatch
  ) -> (nonScore: [Float], rewards: [Float]) {
    let nonScore = kl.map { -Float(coefficient) * $0 }
    var rewards = nonScore
    for i in 0..<batch.count {
      let rows = batch.offsets[i]..<batch.offsets[i + 1]
      guard let last = rows.last(where: { batch.mask[$0] != 0 }) else { continue }
      rewards[last] += scores[i]
    }
    return (nonScore, rewards)
  }
}
