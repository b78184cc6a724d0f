import Glibc
import Support
import Tensor

/// Trains a DistilBERT classifier on random fragments of texts, so that it judges a few words as well as whole texts.
public final class SequenceClassifierTrainer {
  /// A text and its class.
  public struct Sample: Sendable {
    public var tokens: [Int32]
    public var label: Int
    public init(tokens: [Int32], label: Int) {
      self.tokens = tokens
      self.label = label
    }
  }

  /// What a training sample is made of.
  public struct Cropping: Sendable {
    /// Lengths of the fragments; short and long ones are equally likely on a logarithmic scale.
    public var lengths: ClosedRange<Int> = 6...160
    /// The share of fragments taken from the start of the text, where prompts come from.
    public var startShare = 0.25
    /// The share of fragments taken from the end, where the verdict often is.
    public var endShare = 0.1
    /// The probability that a token is hidden: replaced by ``mask``, or left out where there is none.
    public var tokenDropout = 0.0
    public var mask: Int32?
    /// Tokens before and after every fragment, such as `[CLS]` and `[SEP]`.
    public var prefix: [Int32] = []
    public var suffix: [Int32] = []
    public init() {}
  }

  public let model: any SequenceClassificationModel
  public let options: TrainingOptions
  public let cropping: Cropping
  /// How much of the target's probability is spread over all classes.
  public var labelSmoothing = 0.0
  /// Held-out texts are judged whole (up to 512 tokens) and by their first tokens, these many.
  public var evaluationLengths = [16, 64, 512]
  /// Held-out texts that an evaluation during training reads at most; the last one reads all.
  public var evaluationSamples = 500
  private let samples: [Sample]
  private let heldOut: [Sample]
  private var order: (epoch: Int, indices: [Int]) = (-1, [])

  /// - Throws: a `ValueError` for no samples, an empty text, a label without a class or crops beyond the positions.
  public init(
    model: any SequenceClassificationModel, samples: [Sample], heldOut: [Sample], cropping: Cropping,
    options: TrainingOptions
  ) throws {
    self.model = model
    self.samples = samples
    self.heldOut = heldOut
    self.cropping = cropping
    self.options = options
    let configuration = model.configuration
    guard !samples.isEmpty else { throw UserError(.value, "a classifier needs training samples") }
    for sample in samples + heldOut {
      guard sample.label >= 0, sample.label < configuration.labels.count else {
        throw UserError(.value, "label \(sample.label) is outside the model's \(configuration.labels.count) classes")
      }
      guard !sample.tokens.isEmpty else { throw UserError(.value, "a training text is empty") }
      try checkTokens(sample.tokens, vocabularySize: configuration.vocabularySize)
    }
    let extra = cropping.prefix.count + cropping.suffix.count
    guard cropping.lengths.lowerBound >= 1, cropping.lengths.upperBound + extra <= configuration.positionCount else {
      throw UserError(
        .value,
        "crops of \(cropping.lengths) tokens and \(extra) around them do not fit \(configuration.positionCount) positions"
      )
    }
  }

  /// Steps of one pass over the samples.
  public var stepsPerEpoch: Int { max(1, samples.count / options.batchSize) }

  /// Trains, or goes on from the checkpoint.
  /// - Throws: ``Interrupted`` when asked to stop, after a checkpoint was saved.
  public func train(log: (TrainingLog) -> Void = { _ in }) throws {
    model.requiresGrad = true
    let loop = TrainingLoop(label: "sequence classifier", module: model, options: options)
    try loop.run(
      stepsPerEpoch: stepsPerEpoch,
      batch: { step in
        let (ids, lengths, targets) = self.batch(step: step)
        let dropout = options.dropout ? TrainingLoop.generator(seed: options.seed, step: step, purpose: 2) : nil
        let logits = try model.logits(ids: ids, segments: PackedSegments(lengths: lengths), dropout: dropout)
        return TrainingLoop.Batch(loss: try loss(logits, targets), tokens: ids.count)
      },
      evaluate: { try heldOutAccuracy(limit: evaluationSamples) },
      log: log)
  }

  private func loss(_ logits: Tensor, _ targets: [Int32]) throws -> Tensor {
    let hard = try Tensor.crossEntropy(logits: logits, targets: targets)
    guard labelSmoothing > 0 else { return hard }
    let spread = try logits.logSoftmax().mean()
    let smoothing = Float(labelSmoothing)
    return try Tensor.subtract(hard * (1 - smoothing), spread * smoothing)
  }

  private func batch(step: Int) -> (ids: [Int32], lengths: [Int], targets: [Int32]) {
    let epoch = step / stepsPerEpoch
    if order.epoch != epoch {
      let generator = TrainingLoop.generator(seed: options.seed, step: epoch, purpose: 1)
      order = (epoch, generator.permutation(samples.count))
    }
    let generator = TrainingLoop.generator(seed: options.seed, step: step, purpose: 3)
    let first = step % stepsPerEpoch * options.batchSize
    var ids: [Int32] = []
    var lengths: [Int] = []
    var targets: [Int32] = []
    for index in order.indices[first..<min(first + options.batchSize, samples.count)] {
      let before = ids.count
      ids.append(contentsOf: cropping.prefix)
      appendFragment(of: samples[index].tokens, to: &ids, generator: generator)
      ids.append(contentsOf: cropping.suffix)
      lengths.append(ids.count - before)
      targets.append(Int32(samples[index].label))
    }
    return (ids, lengths, targets)
  }

  private func appendFragment(of tokens: [Int32], to ids: inout [Int32], generator: RandomGenerator) {
    let low = log(Double(cropping.lengths.lowerBound))
    let high = log(Double(cropping.lengths.upperBound) + 1)
    let drawn = Int(exp(low + (high - low) * generator.uniformDouble()))
    let length = min(tokens.count, max(cropping.lengths.lowerBound, min(drawn, cropping.lengths.upperBound)))
    let choice = generator.uniformDouble()
    let start: Int
    if choice < cropping.startShare {
      start = 0
    } else if choice < cropping.startShare + cropping.endShare {
      start = tokens.count - length
    } else {
      start = generator.integer(below: tokens.count - length + 1)
    }
    let before = ids.count
    for token in tokens[start..<start + length] {
      if cropping.tokenDropout > 0 && generator.uniformDouble() < cropping.tokenDropout {
        if let mask = cropping.mask { ids.append(mask) }
      } else {
        ids.append(token)
      }
    }
    if ids.count == before { ids.append(tokens[start]) }
  }

  /// The share of held-out texts judged right, by their first tokens: one figure per ``evaluationLengths``.
  public func heldOutAccuracy(limit: Int = .max) throws -> [(name: String, value: Double)] {
    guard !heldOut.isEmpty else { return [] }
    let texts = heldOut.prefix(limit)
    let classifier = SequenceClassifier(model)
    let room = model.configuration.positionCount - cropping.prefix.count - cropping.suffix.count
    return try evaluationLengths.map { length in
      let sequences = texts.map { cropping.prefix + $0.tokens.prefix(min(length, room)) + cropping.suffix }
      let rows = try classifier.logits(sequences)
      var right = 0
      for (row, sample) in zip(rows, texts) {
        let best = row.indices.max { row[$0] < row[$1] }
        if best == sample.label { right += 1 }
      }
      return ("accuracy@\(length)", Double(right) / Double(texts.count))
    }
  }
}
