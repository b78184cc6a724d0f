import Tensor

/// Runs GPT-2 without a tape over new tokens of many sequences at once: one matrix product per layer and weight,
/// whichever sequences the tokens belong to. Prompts and single steps take the same path.
final class GPT2Decoder {
  private let model: GPT2Model
  private let configuration: GPT2Configuration
  private let cache: KVCache
  private let longest: Int
  private let width: Int
  // Activations of at most `rows` tokens.
  private let x: Tensor
  private let hidden: Tensor
  private let mixed: Tensor
  private let qkv: Tensor
  private let inner: Tensor

  /// - Parameters:
  ///   - rows: new tokens that one call may bring.
  ///   - capacities: tokens that each sequence may reach.
  init(_ model: GPT2Model, rows: Int, capacities: [Int]) {
    self.model = model
    configuration = model.configuration
    width = configuration.width
    longest = capacities.max() ?? 0
    cache = KVCache(capacities: capacities, layers: configuration.layerCount, width: width)
    x = Tensor(uninitialized: [rows, width])
    hidden = Tensor(uninitialized: [rows, width])
    mixed = Tensor(uninitialized: [rows, width])
    qkv = Tensor(uninitialized: [rows, 3 * width])
    inner = Tensor(uninitialized: [rows, configuration.feedForwardWidth])
  }

  /// A new token: of sequence `sequence`, at place `position` in it.
  struct Step {
    var token: Int32
    var sequence: Int
    var position: Int
  }

  /// Feeds `steps`; tokens of one sequence come in order. Afterwards ``logits(of:into:)`` can ask for any of them.
  func feed(_ steps: [Step]) {
    embed(steps)
    for (layer, block) in model.blocks.enumerated() {
      normalise(x, block.attentionNorm, rows: steps.count)
      linear(hidden, block.attentionWeight, block.attentionBias, into: qkv, rows: steps.count)
      attend(steps, layer: layer)
      linear(mixed, block.projectionWeight, block.projectionBias, into: hidden, rows: steps.count)
      Kernels.add(hidden.data, to: x.data, count: steps.count * width)
      normalise(x, block.feedForwardNorm, rows: steps.count)
      linear(hidden, block.expansionWeight, block.expansionBias, into: inner, rows: steps.count)
      configuration.activation.function.apply(inner.data, inner.data, steps.count * configuration.feedForwardWidth)
      linear(inner, block.contractionWeight, block.contractionBias, into: hidden, rows: steps.count)
      Kernels.add(hidden.data, to: x.data, count: steps.count * width)
    }
  }

  /// The next-token logits after the fed tokens `rows`, one row of `target` each.
  func logits(of rows: [Int], into target: UnsafeMutablePointer<Float>) {
    for (place, row) in rows.enumerated() {
      (mixed.data + place * width).update(from: x.data + row * width, count: width)
    }
    normalise(mixed, model.finalNorm, rows: rows.count)
    Kernels.linear(
      hidden.data, weight: model.head.data, bias: nil, into: target, rows: rows.count, inputs: width,
      outputs: configuration.vocabularySize, layout: .outputInput)
  }

  private func embed(_ steps: [Step]) {
    for (row, step) in steps.enumerated() {
      let target = x.data + row * width
      let token = model.tokenEmbedding.data + Int(step.token) * width
      let place = model.positionEmbedding.data + step.position * width
      for index in 0..<width { target[index] = token[index] + place[index] }
    }
  }

  private func normalise(_ source: Tensor, _ norm: LayerNorm, rows: Int) {
    Kernels.layerNorm(
      source.data, weight: norm.weight.data, bias: norm.bias.data, epsilon: norm.epsilon, into: hidden.data, rows: rows,
      columns: width)
  }

  private func linear(_ source: Tensor, _ weight: Tensor, _ bias: Tensor, into target: Tensor, rows: Int) {
    Kernels.linear(
      source.data, weight: weight.data, bias: bias.data, into: target.data, rows: rows, inputs: weight.shape[0],
      outputs: weight.shape[1], layout: .inputOutput)
  }

  /// Stores the new keys and values, then lets every new token look at its own sequence up to itself.
  private func attend(_ steps: [Step], layer: Int) {
    let (keys, values) = (cache.keys(layer), cache.values(layer))
    let (qkv, mixed) = (qkv.data, mixed.data)
    let factor = configuration.queryFactor(layer: layer)
    let (width, heads, longest) = (width, configuration.headCount, longest)
    let places = steps.map { (start: cache.starts[$0.sequence] * width, position: $0.position) }
    places.withUnsafeBufferPointer { places in
      Threads.parallelRanges(places.count, grain: max(1, 16384 / width)) { range in
        for row in range {
          let place = places[row].start + places[row].position * width
          let source = qkv + row * 3 * width
          (keys + place).update(from: source + width, count: width)
          (values + place).update(from: source + 2 * width, count: width)
          if let factor { Kernels.scale(source, by: factor, count: width) }
        }
      }
      Threads.parallelRanges(places.count, grain: max(1, 16384 / max(1, width * longest))) { range in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: heads * longest) { scores in
          guard let scores = scores.baseAddress else { return }
          for row in range {
            let (start, position) = places[row]
            Kernels.attentionDecode(
              query: qkv + row * 3 * width, keys: keys + start, values: values + start, length: position + 1,
              stride: width, heads: heads, headSize: width / heads, scores: scores, output: mixed + row * width)
          }
        }
      }
    }
  }
}
