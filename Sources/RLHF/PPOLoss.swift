import Glibc

/// The clipped surrogate objective and the clipped value loss of one minibatch (Schulman et al., arXiv 1707.06347),
/// with their gradients.
///
/// All arrays are `[rows]`, one row per response token; mm is the mean over the rows that the mask lets through:
///
///     r        = exp(logp − logp_old)
///     policy   = mm(max(−A·r, −A·clip(r, 1 ± ε)))
///     value    = ½ mm(max((v − R)², (clip(v, v_old ± ε_v) − R)²))
///     total    = policy + vf_coef · value
public struct PPOLoss {
  /// What is measured on the way.
  public var statistics = MinibatchStatistics()
  /// `∂total/∂logp`
  public var logprobGradient: [Float]
  /// `∂total/∂v`
  public var valueGradient: [Float]

  /// What the rollout fixed for these rows.
  public struct Targets {
    public var logprobs: [Float]
    public var values: [Float]
    public var advantages: [Float]
    public var returns: [Float]
    public var mask: [Float]

    /// Rows that count.
    public let weight: Double

    public init(logprobs: [Float], values: [Float], advantages: [Float], returns: [Float], mask: [Float]) {
      self.logprobs = logprobs
      self.values = values
      self.advantages = advantages
      self.returns = returns
      self.mask = mask
      weight = mask.reduce(0.0) { $0 + Double($1) }
    }
  }

  /// `∂policy/∂logp` of row `i`, which depends on this row's log-probability alone: `−A·r/Σmask` inside the clip range
  /// and on the side of it that the advantage pulls back from, 0 beyond.
  static func policySlope(
    _ i: Int, logprob: Float, targets: Targets, configuration: PPOConfiguration, scale: Float
  ) -> Float {
    let (advantage, m) = (targets.advantages[i], targets.mask[i])
    let ratio = expf(logprob - targets.logprobs[i])
    let clipped = min(max(ratio, Float(1 - configuration.cliprange)), Float(1 + configuration.cliprange))
    let (free, bounded) = (-advantage * ratio, -advantage * clipped)
    return free >= bounded ? free * m * (scale / Float(targets.weight)) : 0
  }

  /// - Parameters:
  ///   - logprobs, values, entropy: what the policy says now; the entropy is only measured.
  ///   - scale: multiplies the gradients: 1 / gradient_accumulation_steps.
  public init(
    logprobs: [Float], values: [Float], entropy: [Float], targets: Targets, configuration: PPOConfiguration,
    scale: Float = 1
  ) {
    let rows = logprobs.count
    let mask = targets.mask
    let weight = targets.weight
    let (low, high) = (Float(1 - configuration.cliprange), Float(1 + configuration.cliprange))
    let reach = Float(configuration.cliprangeValue)
    logprobGradient = [Float](repeating: 0, count: rows)
    valueGradient = [Float](repeating: 0, count: rows)
    var ratios = [Float](repeating: 0, count: rows)
    var (policy, policyClipped, value, valueClipped) = (0.0, 0.0, 0.0, 0.0)
    var (ratioSum, error, squaredDifference, difference) = (0.0, 0.0, 0.0, 0.0)

    for i in 0..<rows {
      let (advantage, goal, m) = (targets.advantages[i], targets.returns[i], mask[i])
      let change = logprobs[i] - targets.logprobs[i]
      let ratio = expf(change)
      ratios[i] = ratio
      let clipped = min(max(ratio, low), high)
      let (free, bounded) = (-advantage * ratio, -advantage * clipped)
      let v = values[i]
      let vClipped = max(min(v, targets.values[i] + reach), targets.values[i] - reach)
      let (vFree, vBounded) = ((v - goal) * (v - goal), (vClipped - goal) * (vClipped - goal))

      policy += Double(max(free, bounded) * m)
      policyClipped += Double(bounded > free ? m : 0)
      value += Double(max(vFree, vBounded) * m)
      valueClipped += Double(vBounded > vFree ? m : 0)
      ratioSum += Double(ratio * m)
      error += Double(vFree * m)
      squaredDifference += Double(change * change * m)
      difference -= Double(change * m)

      // inside the clip range both branches are the same function; outside it the clipped one is constant
      logprobGradient[i] = PPOLoss.policySlope(
        i, logprob: logprobs[i], targets: targets, configuration: configuration, scale: scale)
      if vClipped == v || vFree > vBounded { valueGradient[i] = (v - goal) * m }
    }

    let valueScale = Float(configuration.vfCoef) * scale / Float(weight)
    for i in 0..<rows { valueGradient[i] *= valueScale }

    statistics.policyLoss = policy / weight
    statistics.valueLoss = 0.5 * value / weight
    statistics.totalLoss = statistics.policyLoss + configuration.vfCoef * statistics.valueLoss
    statistics.meanRatio = ratioSum / weight
    statistics.entropy = MaskedStatistics.mean(entropy, mask)
    statistics.approxKL = 0.5 * squaredDifference / weight
    statistics.policyKL = difference / weight
    statistics.clipFraction = policyClipped / weight
    statistics.advantagesMean = MaskedStatistics.mean(targets.advantages, mask)
    statistics.returnsMean = MaskedStatistics.mean(targets.returns, mask)
    statistics.returnsVariance = MaskedStatistics.variance(targets.returns, mask)
    statistics.valuePrediction = MaskedStatistics.mean(values, mask)
    statistics.valueError = error / weight
    statistics.valueClipFraction = valueClipped / weight
    statistics.valueMean = MaskedStatistics.mean(targets.values, mask)
    statistics.valueVariance = MaskedStatistics.variance(targets.values, mask)
    for i in 0..<rows where mask[i] != 0 {
      statistics.ratios.append(ratios[i])
      statistics.advantages.append(targets.advantages[i])
    }

    if statistics.meanRatio > configuration.ratioThreshold {
      statistics.isSkipped = true
      (statistics.policyLoss, statistics.valueLoss, statistics.totalLoss) = (0, 0, 0)
      logprobGradient = [Float](repeating: 0, count: rows)
      valueGradient = [Float](repeating: 0, count: rows)
    }
  }
}

/// What one gradient pass measures.
public struct MinibatchStatistics: Sendable {
  public var policyLoss = 0.0
  /// Without vf_coef.
  public var valueLoss = 0.0
  public var totalLoss = 0.0
  public var meanRatio = 0.0
  /// Whether the mean ratio exceeded `ratio_threshold`: the losses are then 0 and nothing moved.
  public var isSkipped = false
  /// The mean entropy of the policy's distribution at a token, nats.
  public var entropy = 0.0
  public var approxKL = 0.0
  public var policyKL = 0.0
  public var clipFraction = 0.0
  public var advantagesMean = 0.0
  public var returnsMean = 0.0
  public var returnsVariance = 0.0
  public var valuePrediction = 0.0
  public var valueError = 0.0
  public var valueClipFraction = 0.0
  public var valueMean = 0.0
  public var valueVariance = 0.0
  /// Of the tokens that the mask lets through.
  public var ratios: [Float] = []
  public var advantages: [Float] = []

  public init() {}

  /// The names and values of the loss's inputs and results that must be finite.
  var vital: [(String, Double)] {
    [("policy loss", policyLoss), ("value loss", valueLoss), ("mean ratio", meanRatio)]
  }
}
