import Support

/// How the distance between the policy and the reference is penalised at each token.
public enum KLPenalty: String, CaseIterable, Sendable {
  /// `logπ(a) − logπ_ref(a)`: unbiased, may be negative at a token.
  case kl
  /// `|logπ(a) − logπ_ref(a)|`
  case abs
  /// `½ (logπ(a) − logπ_ref(a))²`
  case mse
  /// `Σ_a π(a) (logπ(a) − logπ_ref(a))`, over the whole vocabulary.
  case full
}

/// Where ``PPOTrainer`` writes statistics.
public enum StatisticsLog: String, CaseIterable, Sendable {
  case tensorboard, wandb, json
}

/// What a ``PPOTrainer`` does: the fields, names and defaults of TRL 0.11's `PPOConfig`.
///
/// Fields have Swift names here; ``Field`` maps the names of the field (`learning_rate`) to them. ``validate()`` says
/// which value cannot work, and is called by the trainer.
public struct PPOConfiguration: Sendable {
  // Labels and logging
  public var expName = "rlnb"
  public var seed = 0
  public var logWith: StatisticsLog?
  public var taskName: String?
  public var modelName: String? = "gpt2"
  public var queryDataset: String? = "stanfordnlp/imdb"
  public var rewardModel: String? = "sentiment-analysis:lvwerra/distilbert-imdb"
  public var removeUnusedColumns = true
  public var trackerKwargs: [String: FieldValue] = [:]
  public var acceleratorKwargs: [String: FieldValue] = [:]
  public var projectKwargs: [String: FieldValue] = [:]
  public var trackerProjectName = "trl"
  public var pushToHubIfBestKwargs: [String: FieldValue] = [:]

  // Optimisation
  /// Samples to train on in all; a label here, as in TRL: the loop is the caller's.
  public var steps = 20_000
  public var learningRate = 1.41e-5
  /// Samples of one ``PPOTrainer/step(queries:responses:scores:responseMasks:orders:)``.
  public var batchSize = 128
  /// Samples of one gradient pass.
  public var miniBatchSize = 128
  /// Gradient passes of one update.
  public var gradientAccumulationSteps = 1
  /// Times that a batch is gone through.
  public var ppoEpochs = 4
  /// The gradient's largest L2 norm at an update; `nil` leaves it alone.
  public var maxGradNorm: Double?
  public var optimizeDeviceCache = false
  public var gradientCheckpointing = false

  // KL control
  /// Whether β follows ``target`` (``AdaptiveKLController``) or stays.
  public var adapKLCtrl = true
  /// The first β.
  public var initKLCoef = 0.2
  public var klPenalty = KLPenalty.kl
  /// The KL per sample (nats) that an adaptive β steers to.
  public var target = 6.0
  /// Samples over which an adaptive β answers.
  public var horizon = 10_000.0

  // Advantages and losses
  public var gamma = 1.0
  public var lam = 0.95
  public var cliprange = 0.2
  public var cliprangeValue = 0.2
  public var vfCoef = 0.1
  /// A minibatch whose mean ratio exceeds this is skipped.
  public var ratioThreshold = 10.0

  // Stopping and scores
  public var earlyStopping = false
  public var targetKL = 1.0
  public var compareSteps = 1
  public var useScoreScaling = false
  public var useScoreNorm = false
  public var scoreClip: Double?
  public var whitenRewards = false

  // Present in TRL, of no effect here
  public var isEncoderDecoder: Bool?
  public var isPeftModel: Bool?
  public var datasetNumProc: Int?

  /// Brings back TRL 0.11's bugs, for comparisons: Adam moves on a skipped minibatch, `max_grad_norm` clips only the
  /// first update, whitened rewards leak from the padding, `return_prompt=True` cuts at an EOS of the prompt.
  public var trlCompat = false

  public init() {}

  /// Samples of one update: `mini_batch_size × gradient_accumulation_steps`.
  public var backwardBatchSize: Int { miniBatchSize * gradientAccumulationSteps }

  /// `⌈steps / batch_size⌉`.
  public var totalPPOEpochs: Int { batchSize > 0 ? (steps + batchSize - 1) / batchSize : 0 }

  /// Throws a `ValueError` that names the first field whose value cannot work.
  public func validate() throws {
    func require(_ holds: Bool, _ name: String, _ value: Any, _ what: String) throws {
      guard holds else { throw UserError(.value, "PPOConfig: \(name) must be \(what), not \(value)") }
    }
    try require(batchSize > 0, "batch_size", batchSize, "at least 1")
    try require(miniBatchSize > 0, "mini_batch_size", miniBatchSize, "at least 1")
    try require(gradientAccumulationSteps > 0, "gradient_accumulation_steps", gradientAccumulationSteps, "at least 1")
    try require(ppoEpochs > 0, "ppo_epochs", ppoEpochs, "at least 1")
    try require(steps >= 0, "steps", steps, "at least 0")
    try require(compareSteps > 0, "compare_steps", compareSteps, "at least 1")
    try require(learningRate.isFinite && learningRate >= 0, "learning_rate", learningRate, "a number ≥ 0")
    try require(initKLCoef.isFinite, "init_kl_coef", initKLCoef, "a finite number")
    try require(target.isFinite && target != 0, "target", target, "a number other than 0")
    try require(horizon.isFinite && horizon > 0, "horizon", horizon, "greater than 0")
    try require((0...1).contains(gamma), "gamma", gamma, "between 0 and 1")
    try require((0...1).contains(lam), "lam", lam, "between 0 and 1")
    try require(cliprange >= 0, "cliprange", cliprange, "at least 0")
    try require(cliprangeValue >= 0, "cliprange_value", cliprangeValue, "at least 0")
    try require(vfCoef.isFinite, "vf_coef", vfCoef, "a finite number")
    try require(ratioThreshold > 0, "ratio_threshold", ratioThreshold, "greater than 0")
    try require(targetKL.isFinite, "target_kl", targetKL, "a finite number")
    if let maxGradNorm { try require(maxGradNorm > 0, "max_grad_norm", maxGradNorm, "greater than 0, or None") }
    if let scoreClip { try require(scoreClip > 0, "score_clip", scoreClip, "greater than 0, or None") }
    guard batchSize % backwardBatchSize == 0 else {
      let quotient = Double(batchSize) / Double(backwardBatchSize)
      throw UserError(
        .value,
        "`batch_size` must be a multiple of `mini_batch_size * gradient_accumulation_steps`, "
          + "inexact division: \(batchSize) / \(backwardBatchSize) = \(quotient)",
        hint: batchSize < backwardBatchSize && gradientAccumulationSteps == 1
          ? "set mini_batch_size=\(batchSize) too" : nil)
    }
  }
}
