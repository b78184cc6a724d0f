import Support
import Tensor

/// Trains a GPT-2 to predict the next token of documents.
///
/// The documents, each followed by the end-of-text token, are one long stream, cut into windows of equal length; every
/// epoch cuts it at another offset and shuffles the windows.
public final class CausalLanguageModelTrainer {
  public let model: GPT2Model
  public let options: TrainingOptions
  /// Tokens per window.
  public let windowLength: Int
  /// The share of windows that start where a document starts instead: text that begins at position 0 is what
  /// generation asks for.
  public let documentStartShare: Double
  private let stream: [Int32]
  private let documentStarts: [Int]
  private let heldOut: [Int32]
  private var order: (epoch: Int, starts: [Int]) = (-1, [])

  /// Held-out tokens that an evaluation reads at most.
  public var evaluationTokens = 200_000

  /// - Parameters:
  ///   - documents: token ids of each document, without end-of-text tokens.
  ///   - heldOut: documents to measure the perplexity on.
  ///   - endOfText: the token between documents.
  /// - Throws: a `ValueError` when the documents do not fill one window or the window does not fit the model.
  public init(
    model: GPT2Model, documents: [[Int32]], heldOut: [[Int32]], endOfText: Int32, windowLength: Int = 64,
    documentStartShare: Double = 0, options: TrainingOptions
  ) throws {
    self.model = model
    self.options = options
    self.windowLength = windowLength
    self.documentStartShare = documentStartShare
    (stream, documentStarts) = Self.join(documents, endOfText)
    self.heldOut = Self.join(heldOut, endOfText).stream
    guard windowLength >= 1, windowLength <= model.configuration.positionCount else {
      throw UserError(
        .value,
        "windows of \(windowLength) tokens do not fit a model with \(model.configuration.positionCount) positions")
    }
    guard stream.count > 2 * windowLength else {
      throw UserError(.value, "\(stream.count) tokens of text are too few for windows of \(windowLength)")
    }
    try checkTokens(stream, vocabularySize: model.configuration.vocabularySize)
  }

  private static func join(_ documents: [[Int32]], _ endOfText: Int32) -> (stream: [Int32], starts: [Int]) {
    var stream: [Int32] = []
    var starts: [Int] = []
    stream.reserveCapacity(documents.reduce(0) { $0 + $1.count + 1 })
    for document in documents where !document.isEmpty {
      starts.append(stream.count)
      stream.append(contentsOf: document)
      stream.append(endOfText)
    }
    return (stream, starts)
  }

  /// Tokens of the training stream.
  public var tokenCount: Int { stream.count }

  /// Steps of one pass over the stream.
  public var stepsPerEpoch: Int { max(1, (stream.count - windowLength - 1) / windowLength / options.batchSize) }

  /// Trains, or goes on from the checkpoint.
  /// - Throws: ``Interrupted`` when asked to stop, after a checkpoint was saved.
  public func train(log: (TrainingLog) -> Void = { _ in }) throws {
    model.requiresGrad = true
    let loop = TrainingLoop(label: "language model", module: model, options: options)
    try loop.run(
      stepsPerEpoch: stepsPerEpoch,
      batch: { step in
        let windows = self.windows(step: step)
        let dropout = options.dropout ? TrainingLoop.generator(seed: options.seed, step: step, purpose: 2) : nil
        let loss = try self.loss(of: stream, windows: windows, dropout: dropout)
        return TrainingLoop.Batch(loss: loss, tokens: windows.count * windowLength)
      },
      evaluate: { heldOut.count > windowLength ? [("perplexity", try heldOutPerplexity())] : [] },
      log: log)
  }

  /// Where the windows of step `step` start in the stream.
  private func windows(step: Int) -> [Int] {
    let epoch = step / stepsPerEpoch
    if order.epoch != epoch {
      let generator = TrainingLoop.generator(seed: options.seed, step: epoch, purpose: 1)
      let offset = generator.integer(below: windowLength)
      var starts = Array(stride(from: offset, to: stream.count - windowLength, by: windowLength))
      generator.shuffle(&starts)
      order = (epoch, starts)
    }
    let generator = TrainingLoop.generator(seed: options.seed, step: step, purpose: 3)
    let first = step % stepsPerEpoch * options.batchSize
    return order.starts[first..<min(first + options.batchSize, order.starts.count)].map { start in
      guard generator.uniformDouble() < documentStartShare else { return start }
      let document = documentStarts[generator.integer(below: documentStarts.count)]
      return document + windowLength < stream.count ? document : start
    }
  }

  /// The mean negative log-likelihood of the tokens that follow each token of the windows.
  private func loss(of stream: [Int32], windows: [Int], dropout: RandomGenerator?) throws -> Tensor {
    var inputs: [Int32] = []
    var targets: [Int32] = []
    for start in windows {
      inputs.append(contentsOf: stream[start..<start + windowLength])
      targets.append(contentsOf: stream[start + 1..<start + windowLength + 1])
    }
    let segments = PackedSegments(lengths: Array(repeating: windowLength, count: windows.count))
    let hidden = try model.hiddenStates(ids: inputs, segments: segments, dropout: dropout)
    return try Tensor.linearCrossEntropy(hidden: hidden, weight: model.head, targets: targets)
  }

  /// exp of the mean negative log-likelihood per held-out token, in windows side by side.
  public func heldOutPerplexity() throws -> Double {
    try Perplexity.windows(of: heldOut, length: windowLength, limit: evaluationTokens, model: model)
  }
}
