import Tensor

/// One layer of DistilBERT: norm(x + attention x), then norm(x + feedForward x). Weights are [out, in] (`nn.Linear`).
final class DistilBertBlock {
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

  init(_ configuration: DistilBertConfiguration, generator: RandomGenerator) {
    let width = configuration.width
    let inner = try configuration.feedForwardWidth
    let deviation = configuration.initializerRange
    attentionWeight = normalWeight([3 * width, width], deviation, generator)
    attentionBias = Tensor(zeros: [3 * width])
    projectionWeight = normalWeight([width, width], deviation, generator)
    projectionBias = Tensor(zeros: [width])
    attentionNorm = LayerNorm(width: width, epsilon: DistilBertForSequenceClassification.layerNormEpsilon)
    expansionWeight = normalWeight([inner, width], deviation, generator)
    expansionBias = Tensor(zeros: [inner])
    contractionWeight = normalWeight([width, inner], deviation, generator)
    contractionBias = Tensor(zeros: [width])
    outputNorm = LayerNorm(width: width, epsilon: DistilBertForSequenceClassification.layerNormEpsilon)
  }

  /// x[n, c] → [n, c].
  func callAsFunction(
    _ x: Tensor, segments: PackedSegments, configuration: DistilBertConfiguration, dropout generator: RandomGenerator?
  ) throws -> Tensor {
    let qkv = try Tensor.linear(x, weight: attentionWeight, bias: attentionBias, layout: .outputInput)
    let mixed = try Tensor.packedAttention(qkv: qkv, heads: configuration.headCount, segments: segments, causal: false)
    let attended = try Tensor.linear(mixed, weight: projectionWeight, bias: projectionBias, layout: .outputInput)
    let x = try attentionNorm(attended + x)
    let output = try Tensor.feedForward(
      x, expansion: (expansionWeight, expansionBias), contraction: (contractionWeight, contractionBias),
      layout: .outputInput, activation: configuration.activation.function)
    return try outputNorm(dropout(output, configuration.dropout, generator) + x)
  }

  func entries(_ name: String) -> [(name: String, tensor: Tensor)] {
    [
      ("\(name).attention.qkv_lin.weight", attentionWeight), ("\(name).attention.qkv_lin.bias", attentionBias),
      ("\(name).attention.out_lin.weight", projectionWeight), ("\(name).attention.out_lin.bias", projectionBias),
    ] + attentionNorm.entries("\(name).sa_layer_norm") + [
      ("\(name).ffn.lin1.weight", expansionWeight), ("\(name).ffn.lin1.bias", expansionBias),
      ("\(name).ffn.lin2.weight", contractionWeight), ("\(name).ffn.lin2.bias", contractionBias),
    ] + outputNorm.entries("\(name).output_layer_norm")
  }

  /// The fused projection under the names of its three parts, and everything else as it is.
  func state(_ name: String) -> [StateEntry] {
    let width = attentionWeight.shape[1]
    var result: [StateEntry] = []
    for (index, part) in ["q_lin", "k_lin", "v_lin"].enumerated() {
      let part = "\(name).attention.\(part)"
      result.append(
        StateEntry("\(part).weight", attentionWeight, shape: [width, width], offset: index * width * width))
      result.append(StateEntry("\(part).bias", attentionBias, shape: [width], offset: index * width))
    }
    return result + entries(name).dropFirst(2).map { StateEntry($0.name, $0.tensor) }
  }
}
