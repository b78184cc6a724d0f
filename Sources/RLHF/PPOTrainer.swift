import Support
import Tensor
import Transformer

/// Trains a policy on scores of its own texts by proximal policy optimisation, with a penalty for leaving a reference.
///
/// The algorithm, its defaults and its statistics are those of TRL 0.11's `PPOTrainer` (Ziegler et al., arXiv
/// 1909.08593; Stiennon et al., arXiv 2009.01325), its known bugs repaired unless ``PPOConfiguration/trlCompat``.
public final class PPOTrainer {
  public let configuration: PPOConfiguration
  /// The policy, with the value head that estimates returns.
  public let model: CausalLMWithValueHead
  /// Where the KL penalty is measured from. Never trained.
  public let reference: CausalLMWithValueHead
  public let optimizer: Adam
  /// What shuffles, and what generation draws from.
  public let generator: RandomGenerator

  /// β and how it moves.
  public internal(set) var klController: KLController
  /// Of the scores seen so far, for score scaling.
  public internal(set) var moments = RunningMoments()
  /// Steps taken.
  public internal(set) var stepCount = 0
  /// What the last step computed for each token; `nil` before the first.
  public internal(set) var lastBatch: PPOBatch?
  /// The settings that ``generate(_:maxNewTokens:settings:)`` last used: what a wrong KL is explained with.
  public internal(set) var lastGeneration: GenerationConfiguration?
  /// Seconds of generation since the last step, and what has run since the last of them.
  var generationTime = 0.0
  var sinceGeneration: Stopwatch?
  /// Whether any update has clipped, for `trl_compat`.
  var hasClipped = false

  /// Makes a trainer of `model`.
  ///
  /// - Parameters:
  ///   - reference: the model to stay near; `nil` copies `model` as it is now.
  ///   - generator: `nil` makes one from the configuration's seed.
  /// - Throws: a `ValueError` when a field of the configuration cannot work or the two models do not belong together.
  public init(
    _ configuration: PPOConfiguration, model: CausalLMWithValueHead, reference: CausalLMWithValueHead? = nil,
    generator: RandomGenerator? = nil
  ) throws {
    try configuration.validate()
    if let reference {
      guard reference !== model else {
        throw UserError(
          .value, "model and ref_model are the same object: the KL penalty would always be 0",
          hint: "load the model twice, or pass ref_model=create_reference_model(model)")
      }
      let (here, there) = (model.configuration.vocabularySize, reference.configuration.vocabularySize)
      guard here == there else {
        throw UserError(
          .value, "model has a vocabulary of \(here) but ref_model of \(there)",
          hint: "the reference is the model that the policy starts from")
      }
    }
    self.configuration = configuration
    self.model = model
    self.reference = try reference ?? model.copy()
    self.reference.requiresGrad = false
    self.model.requiresGrad = true
    if configuration.gradientCheckpointing { model.gradientCheckpointing = true }
    self.generator = generator ?? RandomGenerator(seed: UInt64(bitPattern: Int64(configuration.seed)))
    klController = KLController(configuration)
    optimizer = Adam(parameters: model.parameters.map(\.tensor), learningRate: Float(configuration.learningRate))
  }

  /// The longest query and response together.
  var positionCount: Int { min(model.configuration.positionCount, reference.configuration.positionCount) }
}

/// Seconds since it was made or last read.
struct Stopwatch {
  private var start = ContinuousClock.now

  /// Seconds since the last lap.
  mutating func lap() -> Double {
    let now = ContinuousClock.now
    defer { start = now }
    let (seconds, attoseconds) = (now - start).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
