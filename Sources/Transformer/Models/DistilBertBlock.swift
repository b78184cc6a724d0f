import Tensor

/// One layer of DistilBERT and of BERT: norm(x + attention x), then norm(x + feedForward x). Weights are [out, in]
/// (`nn.Linear`). The two models differ in the names of the parts, and in BERT's dropout after attention.
final class DistilBertBlock {
  /// What a checkpoint calls the parts.
  struct Names {
    var queries = "attention.q_lin", keys = "attention.k_lin", values = "attention.v_lin"
    /// The three fused; no checkpoint has it.
    var fused = "attention.qkv_lin"
    var projection = "attention.out_lin", attentionNorm = "sa_layer_norm"
    var expansion = "ffn.lin1", contraction = "ffn.lin2", outputNorm = "output_layer_norm"

    static let distilBert = Names()
    static let bert = Names(
      queries: "attention.self.query", keys: "attention.self.key", values: "attention.self.value",
      fused: "attention.self.qkv", projection: "attention.output.dense", attentionNorm: "attention.output.LayerNorm",
      expansion: "intermediate.dense", contraction: "output.dense", outputNorm: "output.LayerNorm")
  }

  private let names: Names
  /// Dropout of attention's output, while training.
  private let attentionDropout: Double

  /// [3c, c]: the rows of `q_lin`, `k_lin` and `v_lin`, so that one product gives all three.
  let attentionWeight: Tensor
  let attentionBias: Tensor
  let projectionWeight: Tensor
  let projectionBias: Tensor
  let attentionNorm: LayerNorm
  let expansionWeight: Tensor
  let expansionBias: Tensor
  let contractionWeight: Tensor
  let contractionBias: Tensor
  let outputNorm: LayerNorm

  init(
    _ configuration: DistilBertConfiguration, names: Names = .distilBert, attentionDropout: Double = 0,
    epsilon: Double = DistilBertForSequenceClassification.layerNormEpsilon, generator: RandomGenerator?
  ) {
    self.names = names
    self.attentionDropout = attentionDropout
    let width = configuration.width
    let inner = configuration.feedForwardWidth
    let deviation = configuration.initializerRange
    attentionWeight = normalWeight([3 * width, width], deviation, generator)
    attentionBias = Tensor(zeros: [3 * width])
    projectionWeight = normalWeight([width, width], deviation, generator)
    projectionBias = Tensor(zeros: [width])
    attentionNorm = LayerNorm(width: width, epsilon: epsilon)
    expansionWeight = normalWeight([inner, width], deviation, generator)
    expansionBias = Tensor(zeros: [inner])
    contractionWeight = normalWeight([width, inner], deviation, generator)
    contractionBias = Tensor(zeros: [width])
    outputNorm = LayerNorm(width: width, epsilon: epsilon)
  }

  /// x[n, c] → [n, c].
  func callAsFunction(
    _ x: Tensor, segments: PackedSegments, configuration: DistilBertConfiguration, dropout generator: RandomGenerator?
  ) throws -> Tensor {
    let qkv = try Tensor.linear(x, weight: attentionWeight, bias: attentionBias, layout: .outputInput)
    let mixed = try Tensor.packedAttention(qkv: qkv, heads: configuration.headCount, segments: segments, causal: false)
    let attended = try Tensor.linear(mixed, weight: projectionWeight, bias: projectionBias, layout: .outputInput)
    let x = try attentionNorm(dropout(attended, attentionDropout, generator) + x)
    let output = try Tensor.feedForward(
      x, expansion: (expansionWeight, expansionBias), contraction: (contractionWeight, contractionBias),
      layout: .outputInput, activation: configuration.activation.function)
    return try outputNorm(dropout(output, configuration.dropout, generator) + x)
  }

  func entries(_ name: String) -> [(name: String, tensor: Tensor)] {
    func linear(_ part: String, _ weight: Tensor, _ bias: Tensor) -> [(name: String, tensor: Tensor)] {
      [("\(name).\(part).weight", weight), ("\(name).\(part).bias", bias)]
    }
    return linear(names.fused, attentionWeight, attentionBias)
      + linear(names.projection, projectionWeight, projectionBias)
      + attentionNorm.entries("\(name).\(names.attentionNorm)")
      + linear(names.expansion, expansionWeight, expansionBias)
      + linear(names.contraction, contractionWeight, contractionBias)
      + outputNorm.entries("\(name).\(names.outputNorm)")
  }

  /// The fused projection under the names of its three parts, and everything else as it is.
  func state(_ name: String) -> [StateEntry] {
    let width = attentionWeight.shape[1]
    var result: [StateEntry] = []
    for (index, part) in [names.queries, names.keys, names.values].enumerated() {
      let part = "\(name).\(part)"
      result.append(
        StateEntry("\(part).weight", attentionWeight, shape: [width, width], offset: index * width * width))
      result.append(StateEntry("\(part).bias", attentionBias, shape: [width], offset: index * width))
    }
    return result + entries(name).dropFirst(2).map { StateEntry($0.name, $0.tensor) }
  }
}
