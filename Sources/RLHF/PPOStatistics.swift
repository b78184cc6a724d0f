/// What one PPO step measured. ``dictionary`` gives it under TRL's names.
public struct PPOStatistics: Sendable {
  // Objective
  /// The mean over samples of the KL from the reference, summed over the response, nats.
  public var kl = 0.0
  /// That sum per sample, `[batch]`.
  public var klPerSample: [Float] = []
  /// β before its update.
  public var klCoefficient = 0.0
  /// The mean over samples of `Σ −logp` of the response.
  public var entropy = 0.0
  /// The mean of `−β·kl` at a token.
  public var meanNonScoreReward = 0.0
  /// Of the scores after scaling and clipping.
  public var meanScore = 0.0
  public var scoreDeviation = 0.0

  // Texts
  public var queryLengths: [Float] = []
  public var responseLengths: [Float] = []

  // Training
  /// One entry per gradient pass, in order.
  public var minibatches: [MinibatchStatistics] = []
  public var learningRate = 0.0
  /// Updates of the weights: fewer than asked for after a skipped minibatch or an early stop.
  public var updates = 0
  /// PPO epochs gone through.
  public var epochs = 0

  /// Log-probabilities on TRL's padded shifted axis `[batch, length − 1]`; 0 outside the responses.
  public var logprobs = StatisticValue.vector([])
  public var referenceLogprobs = StatisticValue.vector([])

  /// Seconds.
  public var time = Times()
  /// What a person should look at: a KL below zero, skipped minibatches, ….
  public var warnings: [String] = []

  /// Seconds per phase of an iteration.
  public struct Times: Sendable {
    /// In ``PPOTrainer/generate(_:maxNewTokens:settings:fromReference:)`` since the step before.
    public var generate = 0.0
    /// From the end of the last generation to the beginning of the step: where scores are made.
    public var reward = 0.0
    public var forwardPass = 0.0
    public var computeRewards = 0.0
    public var computeAdvantages = 0.0
    public var optimizeStep = 0.0
    public var calcStats = 0.0
    public var total = 0.0
  }

  /// The mean of a quantity over the gradient passes.
  public func average(_ quantity: (MinibatchStatistics) -> Double) -> Double {
    minibatches.reduce(0.0) { $0 + quantity($1) } / Double(minibatches.count)
  }

  /// `1 − error / variance of the returns`
  public var varianceExplained: Double { 1 - average(\.valueError) / average(\.returnsVariance) }

  /// Every statistic under its name in TRL 0.11, in its order; then the seconds of the iteration's three phases.
  public var dictionary: [(key: String, value: StatisticValue)] {
    [
      ("objective/kl", .scalar(kl)),
      ("objective/kl_dist", .vector(klPerSample)),
      ("objective/logprobs", logprobs),
      ("objective/ref_logprobs", referenceLogprobs),
      ("objective/kl_coef", .scalar(klCoefficient)),
      ("objective/entropy", .scalar(entropy)),
      ("ppo/mean_non_score_reward", .scalar(meanNonScoreReward)),
      ("ppo/mean_scores", .scalar(meanScore)),
      ("ppo/std_scores", .scalar(scoreDeviation)),
      ("tokens/queries_len_mean", .scalar(mean(queryLengths))),
      ("tokens/queries_len_std", .scalar(standardDeviation(queryLengths))),
      ("tokens/queries_dist", .vector(queryLengths)),
      ("tokens/responses_len_mean", .scalar(mean(responseLengths))),
      ("tokens/responses_len_std", .scalar(standardDeviation(responseLengths))),
      ("tokens/responses_dist", .vector(responseLengths)),
      ("ppo/loss/policy", .scalar(average(\.policyLoss))),
      ("ppo/loss/value", .scalar(average(\.valueLoss))),
      ("ppo/loss/total", .scalar(average(\.totalLoss))),
      ("ppo/policy/entropy", .scalar(average(\.entropy))),
      ("ppo/policy/approxkl", .scalar(average(\.approxKL))),
      ("ppo/policy/policykl", .scalar(average(\.policyKL))),
      ("ppo/policy/clipfrac", .scalar(average(\.clipFraction))),
      ("ppo/policy/advantages", .vector(minibatches.flatMap(\.advantages))),
      ("ppo/policy/advantages_mean", .scalar(average(\.advantagesMean))),
      ("ppo/policy/ratio", .vector(minibatches.flatMap(\.ratios))),
      ("ppo/returns/mean", .scalar(average(\.returnsMean))),
      ("ppo/returns/var", .scalar(average(\.returnsVariance))),
      ("ppo/val/vpred", .scalar(average(\.valuePrediction))),
      ("ppo/val/error", .scalar(average(\.valueError))),
      ("ppo/val/clipfrac", .scalar(average(\.valueClipFraction))),
      ("ppo/val/mean", .scalar(average(\.valueMean))),
      ("ppo/val/var", .scalar(average(\.valueVariance))),
      ("ppo/val/var_explained", .scalar(varianceExplained)),
      ("ppo/learning_rate", .scalar(learningRate)),
      ("time/ppo/forward_pass", .scalar(time.forwardPass)),
      ("time/ppo/compute_rewards", .scalar(time.computeRewards)),
      ("time/ppo/compute_advantages", .scalar(time.computeAdvantages)),
      ("time/ppo/optimize_step", .scalar(time.optimizeStep)),
      ("time/ppo/calc_stats", .scalar(time.calcStats)),
      ("time/ppo/total", .scalar(time.total)),
      ("time/generate", .scalar(time.generate)),
      ("time/reward", .scalar(time.reward)),
      ("time/step", .scalar(time.total)),
    ]
  }

  /// The statistic that TRL calls `key`.
  public subscript(key: String) -> StatisticValue? { dictionary.first { $0.key == key }?.value }
}

/// A statistic: one number, a row of them, or a matrix in row-major order.
public enum StatisticValue: Sendable, Equatable {
  case scalar(Double)
  case vector([Float])
  case matrix([Float], rows: Int, columns: Int)

  /// The number of a `.scalar`.
  public var number: Double? {
    if case .scalar(let value) = self { return value }
    return nil
  }
}
