import Support
import Tensor

/// BERT (Devlin et al., 2019) with a classifier on the pooled first token of each sequence, over packed sequences.
public final class BertForSequenceClassification: SequenceClassificationModel {
  public static let architecture = "BertForSequenceClassification"

  public private(set) var configuration: BertConfiguration
  private var encoder: DistilBertConfiguration
  /// [v, c]
  public let wordEmbedding: Tensor
  /// [positions, c]
  public let positionEmbedding: Tensor
  /// [types, c]
  public let tokenTypeEmbedding: Tensor
  let embeddingNorm: LayerNorm
  let layers: EncoderLayers
  let poolerWeight: Tensor
  let poolerBias: Tensor
  let classifierWeight: Tensor
  let classifierBias: Tensor
  public var gradientCheckpointing = false

  /// A new model with Hugging Face's initialisation, drawn from `generator`.
  public convenience init(_ configuration: BertConfiguration, generator: RandomGenerator) {
    self.init(configuration, drawnFrom: generator)
  }

  /// - Parameter generator: `nil` leaves weights unset that are about to be loaded.
  init(_ configuration: BertConfiguration, drawnFrom generator: RandomGenerator?) {
    self.configuration = configuration
    let encoder = configuration.encoder
    self.encoder = encoder
    let (width, deviation) = (configuration.width, configuration.initializerRange)
    let epsilon = configuration.layerNormEpsilon
    wordEmbedding = normalWeight([configuration.vocabularySize, width], deviation, generator)
    positionEmbedding = normalWeight([configuration.positionCount, width], deviation, generator)
    tokenTypeEmbedding = normalWeight([configuration.tokenTypeCount, width], deviation, generator)
    embeddingNorm = LayerNorm(width: width, epsilon: epsilon)
    layers = EncoderLayers(configuration.layerCount, named: "bert.encoder.layer") {
      DistilBertBlock(
        encoder, names: .bert, attentionDropout: configuration.hiddenDropout, epsilon: epsilon, generator: generator)
    }
    poolerWeight = normalWeight([width, width], deviation, generator)
    poolerBias = Tensor(zeros: [width])
    classifierWeight = normalWeight([configuration.labels.count, width], deviation, generator)
    classifierBias = Tensor(zeros: [configuration.labels.count])
    requiresGrad = true
  }

  private var embeddingEntries: [(name: String, tensor: Tensor)] {
    [
      ("bert.embeddings.word_embeddings.weight", wordEmbedding),
      ("bert.embeddings.position_embeddings.weight", positionEmbedding),
      ("bert.embeddings.token_type_embeddings.weight", tokenTypeEmbedding),
    ] + embeddingNorm.entries("bert.embeddings.LayerNorm")
  }

  private var classifierEntries: [(name: String, tensor: Tensor)] {
    [
      ("bert.pooler.dense.weight", poolerWeight), ("bert.pooler.dense.bias", poolerBias),
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

  public func update(_ configuration: BertConfiguration) throws {
    try self.configuration.requireSizes(of: configuration)
    self.configuration = configuration
    encoder = configuration.encoder
  }

  public func logits(
    ids: [Int32], segments: PackedSegments, tokenTypes: [Int32]?, dropout generator: RandomGenerator?
  ) throws -> Tensor {
    try checkTokens(ids, vocabularySize: configuration.vocabularySize)
    let places = try positions(segments, limit: configuration.positionCount)
    let first = try firstRows(segments)
    let types = tokenTypes ?? Array(repeating: 0, count: ids.count)
    guard types.count == ids.count else {
      throw UserError(.value, "token_type_ids has \(types.count) entries for \(ids.count) tokens")
    }
    if let type = types.first(where: { $0 < 0 || Int($0) >= configuration.tokenTypeCount }) {
      throw UserError(.index, "token type \(type) is outside the model's \(configuration.tokenTypeCount)")
    }
    let words =
      try Tensor.embedding(ids, table: wordEmbedding, padding: configuration.paddingRow)
      + Tensor.embedding(types, table: tokenTypeEmbedding)
    var x = try embeddingNorm(words + Tensor.embedding(places, table: positionEmbedding))
    x = try dropout(x, configuration.hiddenDropout, generator)
    x = try layers(x, of: self, segments: segments, configuration: encoder, dropout: generator)
    let pooled = try Tensor.tanh(
      Tensor.linear(Tensor.gatherRows(x, rows: first), weight: poolerWeight, bias: poolerBias, layout: .outputInput))
    let features = try dropout(pooled, configuration.classifierDropout ?? configuration.hiddenDropout, generator)
    return try Tensor.linear(features, weight: classifierWeight, bias: classifierBias, layout: .outputInput)
  }
}
