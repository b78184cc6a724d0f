import Support
import Tensor

/// GPT-2 (Radford et al., 2019) with its language-model head, over packed sequences.
///
/// Sequences are concatenated: `ids` holds the tokens of all of them, `segments` their lengths. n is the number of
/// tokens in all, c the width, v the vocabulary.
public final class GPT2Model: Module, GradientCheckpointing {
  public private(set) var configuration: GPT2Configuration
  /// [v, c]
  public let tokenEmbedding: Tensor
  /// [positions, c]
  public let positionEmbedding: Tensor
  /// [v, c]; the token embedding itself when the configuration ties them.
  public let head: Tensor
  let blocks: [GPT2Block]
  let finalNorm: LayerNorm
  public var gradientCheckpointing = false
  /// What generation begins with where a call says nothing.
  public var generation: GenerationSettings

  /// A new model with Hugging Face's initialisation, drawn from `generator`.
  public convenience init(_ configuration: GPT2Configuration, generator: RandomGenerator) {
    self.init(configuration, drawnFrom: generator)
  }

  private init(_ configuration: GPT2Configuration, drawnFrom generator: RandomGenerator?) {
    self.configuration = configuration
    generation = GenerationSettings(modelConfiguration: configuration.json(architecture: "GPT2LMHeadModel"))
    let deviation = configuration.initializerRange
    tokenEmbedding = normalWeight([configuration.vocabularySize, configuration.width], deviation, generator)
    positionEmbedding = normalWeight([configuration.positionCount, configuration.width], deviation, generator)
    blocks = (0..<configuration.layerCount).map { _ in GPT2Block(configuration, generator: generator) }
    finalNorm = LayerNorm(width: configuration.width, epsilon: configuration.layerNormEpsilon)
    head =
      configuration.tiesEmbeddings
      ? tokenEmbedding : normalWeight([configuration.vocabularySize, configuration.width], deviation, generator)
    requiresGrad = true
  }

  public var parameters: [(name: String, tensor: Tensor)] {
    var result: [(name: String, tensor: Tensor)] = [
      ("transformer.wte.weight", tokenEmbedding), ("transformer.wpe.weight", positionEmbedding),
    ]
    for (layer, block) in blocks.enumerated() { result += block.entries("transformer.h.\(layer)") }
    result += finalNorm.entries("transformer.ln_f")
    if head !== tokenEmbedding { result.append(("lm_head.weight", head)) }
    return result
  }

  public var state: [StateEntry] { parameters.map { StateEntry($0.name, $0.tensor) } }

  /// The states after the final layer norm, [n, c].
  ///
  /// - Parameter dropout: draws the dropout masks of a training pass; `nil` evaluates.
  /// - Throws: an `IndexError` for a token outside the vocabulary, a `ValueError` for a sequence beyond the positions.
  public func hiddenStates(
    ids: [Int32], segments: PackedSegments, dropout generator: RandomGenerator? = nil
  ) throws -> Tensor {
    try checkTokens(ids, vocabularySize: configuration.vocabularySize)
    let places = try positions(segments, limit: configuration.positionCount)
    var x = try Tensor.embedding(ids, table: tokenEmbedding) + Tensor.embedding(places, table: positionEmbedding)
    x = try dropout(x, configuration.embeddingDropout, generator)
    for (layer, block) in blocks.enumerated() {
      try Interruption.check()
      x = try checkpointed(x, block.entries(""), generator) { [configuration] x in
        try block(x, layer: layer, segments: segments, configuration: configuration, dropout: generator)
      }
    }
    return try finalNorm(x)
  }

  /// The next-token logits of hidden states [n, c]: [n, v].
  public func logits(hidden: Tensor) throws -> Tensor {
    try Tensor.linear(hidden, weight: head, bias: nil, layout: .outputInput)
  }

  /// The next-token logits of every token, [n, v].
  public func logits(ids: [Int32], segments: PackedSegments) throws -> Tensor {
    try logits(hidden: hiddenStates(ids: ids, segments: segments))
  }

  /// Replaces the configuration by one of the same sizes: token ids, dropout, entries that nothing here reads.
  /// - Throws: a `ValueError` when the weights do not fit the new one.
  public func update(_ configuration: GPT2Configuration) throws {
    try self.configuration.requireSizes(of: configuration)
    self.configuration = configuration
  }

  /// A separate model with the same weights.
  public func copy() throws -> GPT2Model {
    let result = GPT2Model(configuration, uninitialised: ())
    try result.copyParameters(from: self)
    result.requiresGrad = requiresGrad
    result.generation = generation.copy()
    return result
  }

  /// A model whose weights are about to be overwritten.
  convenience init(_ configuration: GPT2Configuration, uninitialised: Void) {
    self.init(configuration, drawnFrom: nil)
  }
}
