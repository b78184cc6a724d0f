/// The mean and standard deviation of all scores seen so far, for `use_score_scaling` and `use_score_norm`.
///
/// Batches are merged by Chan's parallel formula. The standard deviation is the unbiased one.
public struct RunningMoments: Sendable, Equatable {
  public var mean = 0.0
  public var standardDeviation = 1.0
  public var variance = 1.0
  public var count = 1e-24

  public init() {}

  /// Takes in the scores of a batch.
  public mutating func update(_ scores: [Float]) {
    guard !scores.isEmpty else { return }
    let n = Double(scores.count)
    let batchMean = scores.reduce(0.0) { $0 + Double($1) } / n
    let batchSum = scores.reduce(0.0) { $0 + (Double($1) - batchMean) * (Double($1) - batchMean) }
    let delta = batchMean - mean
    let total = count + n
    let sum = variance * count + delta * delta * count * n / total + batchSum
    mean += delta * n / total
    variance = sum / total
    standardDeviation = total > 1 ? (sum / (total - 1)).squareRoot() : 1
    count = total
  }

  /// The scores as the configuration wants them: divided by the running deviation (`use_score_scaling`, the running
  /// mean taken away first under `use_score_norm`), then clipped to ±`score_clip`.
  public mutating func prepare(_ scores: [Float], _ configuration: PPOConfiguration) -> [Float] {
    var prepared = scores
    if configuration.useScoreScaling {
      update(scores)
      let scale = Float(standardDeviation) + Float.ulpOfOne
      let shift = configuration.useScoreNorm ? Float(mean) : 0
      prepared = prepared.map { ($0 - shift) / scale }
    }
    if let clip = configuration.scoreClip.map(Float.init) {
      prepared = prepared.map { min(max($0, -clip), clip) }
    }
    return prepared
  }
}
