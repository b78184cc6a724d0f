import Support
import Tensor

/// DistilBERT (Sanh et al., 2019) with a classifier on the first token of each sequence, over packed sequences.
public final class DistilBertForSequenceClassification: SequenceClassificationModel {
  public static let architecture = "DistilBertForSequenceClassification"
  /// The epsilon of every layer norm in this architecture.
  static let layerNormEpsilon = 1e-12

  public private(set) var configuration: DistilBertConfiguration
  /// [v, c]
  public let wordEmbedding: Tensor
  /// [positions, c]
  public let positionEmbedding: Tensor
  let embeddingNorm: LayerNorm
  let layers: EncoderLayers
  let preClassifierWeight: Tensor
  let preClassifierBias: Tensor
  let classifierWeight: Tensor
  let classifierBias: Tensor
  public var gradientCheckpointing = false

  /// A new model with Hugging Face's initialisation, drawn from `generator`.
  public convenience init(_ configuration: DistilBertConfiguration, generator: RandomGenerator) {
    self.init(configuration, drawnFrom: generator)
  }

  /// - Parameter generator: `nil` leaves weights unset that are about to be loaded.
  init(_ configuration: DistilBertConfiguration, drawnFrom generator: RandomGenerator?) {
    self.configuration = configuration
    let width = configuration.width
    let deviation = configuration.initializerRange
    wordEmbedding = normalWeight([configuration.vocabularySize, width], deviation, generator)
    positionEmbedding = normalWeight([configuration.positionCount, width], deviation, generator)
    embeddingNorm = LayerNorm(width: width, epsilon: Self.layerNormEpsilon)
    layers = EncoderLayers(configuration.layerCount, named: "distilbert.transformer.layer") {
      DistilBertBlock(configuration, generator: generator)
    }
    preClassifierWeight = normalWeight([width, width], deviation, generator)
    preClassifierBias = Tensor(zeros: [width])
    classifierWeight = normalWeight([configuration.labels.count, width], deviation, generator)
    classifierBias = Tensor(zeros: [configuration.labels.count])
    requiresGrad = true
  }

  private var embeddingEntries: [(name: String, tensor: Tensor)] {
    [
      ("distilbert.embeddings.word_embeddings.weight", wordEmbedding),
      ("distilbert.embeddings.position_embeddings.weight", positionEmbedding),
    ] + embeddingNorm.entries("distilbert.embeddings.LayerNorm")
  }

  private var classifierEntries: [(name: String, tensor: Tensor)] {
    [
      ("pre_classifier.weight", preClassifierWeight), ("pre_classifier.bias", preClassifierBias),
      ("classifier.weight", classifierWeight), ("classifier.bias", classifierBias),
    ]
  }

  public var parameters: [(name: String, tensor: Tensor)] {
    embeddingEntries + layers.entries + classifierEntries
  }

  public var state: [StateEntry] {
    embeddingEntries.map { StateEntry($0.name, $0.tensor) } + layers.state
      + classifierEntries.map { StateEntry($0.name, $0.tensor) }
  }

  /// Replaces the configuration by one of the same sizes: names of classes, dropout, entries that nothing here reads.
  /// - Throws: a `ValueError` when the weights do not fit the new one.
  public func update(_ configuration: DistilBertConfiguration) throws {
    try self.configuration.requireSizes(of: configuration)
    self.configuration = configuration
  }

  public func logits(
    ids: [Int32], segments: PackedSegments, tokenTypes: [Int32]?, dropout generator: RandomGenerator?
  ) throws -> Tensor {
    try checkTokens(ids, vocabularySize: configuration.vocabularySize)
    let places = try positions(segments, limit: configuration.positionCount)
    let first = try firstRows(segments)
    var x = try embeddingNorm(
      Tensor.embedding(ids, table: wordEmbedding, padding: configuration.paddingRow)
        + Tensor.embedding(places, table: positionEmbedding))
    x = try dropout(x, configuration.dropout, generator)
    x = try layers(x, of: self, segments: segments, configuration: configuration, dropout: generator)
    let pooled = try Tensor.linear(
      Tensor.gatherRows(x, rows: first), weight: preClassifierWeight, bias: preClassifierBias, layout: .outputInput)
    let features = try dropout(Tensor.relu(pooled), configuration.classifierDropout, generator)
    return try Tensor.linear(features, weight: classifierWeight, bias: classifierBias, layout: .outputInput)
  }
}
