import Tensor

/// One layer of GPT-2: x + attention(norm x), then x + feedForward(norm x). Weights are [in, out] (`Conv1D`).
final class GPT2Block {
  let attentionNorm: LayerNorm
  /// [c, 3c]: queries, keys and values side by side.
  let attentionWeight: Tensor
  let attentionBias: Tensor
  let projectionWeight: Tensor
  let projectionBias: Tensor
  let feedForwardNorm: LayerNorm
  let expansionWeight: Tensor
  let expansionBias: Tensor
  let contractionWeight: Tensor
  let contractionBias: Tensor

  init(_ configuration: GPT2Configuration, generator: RandomGenerator?) {
    let width = configuration.width
    let inner = configuration.feedForwardWidth
    let deviation = configuration.initializerRange
    // Residual branches add up over the layers; their outputs start smaller (GPT-2 paper, section 2.3).
    let residual = deviation / Double(2 * configuration.layerCount).squareRoot()
    attentionNorm = LayerNorm(width: width, epsilon: configuration.layerNormEpsilon)
    attentionWeight = normalWeight([width, 3 * width], deviation, generator)
    attentionBias = Tensor(zeros: [3 * width])
    projectionWeight = normalWeight([width, width], residual, generator)
    projectionBias = Tensor(zeros: [width])
    feedForwardNorm = LayerNorm(width: width, epsilon: configuration.layerNormEpsilon)
    expansionWeight = normalWeight([width, inner], deviation, generator)
    expansionBias = Tensor(zeros: [inner])
    contractionWeight = normalWeight([inner, width], residual, generator)
    contractionBias = Tensor(zeros: [width])
  }

  /// x[n, c] → [n, c].
  func callAsFunction(
    _ x: Tensor, layer: Int, segments: PackedSegments, configuration: GPT2Configuration,
    dropout generator: RandomGenerator?
  ) throws -> Tensor {
    var qkv = try Tensor.linear(
      x, weight: attentionWeight, bias: attentionBias, layout: .inputOutput, norm: attentionNorm.parameters)
    if let factor = configuration.queryFactor(layer: layer) {
      let width = configuration.width
      let factors = Array(repeating: factor, count: width) + Array(repeating: 1, count: 2 * width)
      qkv = try qkv * Tensor(factors, shape: [3 * width])
    }
    let mixed = try Tensor.packedAttention(
      qkv: qkv, heads: configuration.headCount, segments: segments, causal: true)
    let attended = try Tensor.linear(mixed, weight: projectionWeight, bias: projectionBias, layout: .inputOutput)
    let x = try x + dropout(attended, configuration.residualDropout, generator)
    let output = try Tensor.feedForward(
      x, expansion: (expansionWeight, expansionBias), contraction: (contractionWeight, contractionBias),
      layout: .inputOutput, activation: configuration.activation.function, norm: feedForwardNorm.parameters)
    return try x + dropout(output, configuration.residualDropout, generator)
  }

  func entries(_ name: String) -> [(name: String, tensor: Tensor)] {
    attentionNorm.entries("\(name).ln_1")
      + [
        ("\(name).attn.c_attn.weight", attentionWeight), ("\(name).attn.c_attn.bias", attentionBias),
        ("\(name).attn.c_proj.weight", projectionWeight), ("\(name).attn.c_proj.bias", projectionBias),
      ] + feedForwardNorm.entries("\(name).ln_2")
      + [
        ("\(name).mlp.c_fc.weight", expansionWeight), ("\(name).mlp.c_fc.bias", expansionBias),
        ("\(name).mlp.c_proj.weight", contractionWeight), ("\(name).mlp.c_proj.bias", contractionBias),
      ]
  }
}
