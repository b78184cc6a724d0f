/// Generalised advantage estimation (Schulman et al., arXiv 1506.02438) over the rows of a ``ResponseBatch``.
public enum Advantages {
  public struct Result {
    /// Values times the mask, `[rows]`.
    public var values: [Float]
    /// Advantages, whitened over the batch, `[rows]`.
    public var advantages: [Float]
    /// Advantages before whitening + values, `[rows]`.
    public var returns: [Float]
  }

  /// `δ_t = r_t + γ V_{t+1} − V_t`, `A_t = δ_t + γλ A_{t+1}`, nothing after a response's end.
  ///
  /// Values and rewards count only where the mask lets them. Returns are taken before whitening.
  ///
  /// - Parameter paddedLength: under `trl_compat` with `whiten_rewards`, the length that TRL pads sequences to: it
  ///   whitens the zeros of the padding as well and carries them back into the responses.
  public static func estimate(
    values: [Float], rewards: [Float], batch: ResponseBatch, configuration: PPOConfiguration, paddedLength: Int? = nil
  ) -> Result {
    let mask = batch.mask
    let values = zip(values, mask).map { $0 * $1 }
    var rewards = zip(rewards, mask).map { $0 * $1 }
    var leak: Float = 0
    if configuration.whitenRewards {
      // a zero whitened along with the rest is what a masked-out position holds in TRL
      let whitened = MaskedStatistics.whiten(rewards + [0], mask + [0], keepMean: true)
      leak = paddedLength == nil ? 0 : whitened[rewards.count]
      rewards = rewards.indices.map { mask[$0] != 0 ? whitened[$0] * mask[$0] : leak }
    }
    let gamma = Float(configuration.gamma)
    let decay = Float(configuration.gamma * configuration.lam)
    var advantages = [Float](repeating: 0, count: values.count)
    for i in 0..<batch.count {
      var next: Float = 0
      var advantage: Float = 0
      if let paddedLength {
        let padding = paddedLength - batch.queries[i].count - batch.responses[i].count
        for _ in 0..<max(padding, 0) { advantage = leak + decay * advantage }
      }
      for row in (batch.offsets[i]..<batch.offsets[i + 1]).reversed() {
        advantage = rewards[row] + gamma * next - values[row] + decay * advantage
        advantages[row] = advantage
        next = values[row]
      }
    }
    let returns = zip(advantages, values).map { $0 + $1 }
    return Result(values: values, advantages: MaskedStatistics.whiten(advantages, mask), returns: returns)
  }
}
