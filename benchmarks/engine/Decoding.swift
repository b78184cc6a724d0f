import Glibc
import Measuring
import Support
import Tensor
import Transformer

/// Tokens per second of one greedy sequence of the 124M model, and the share of the memory's bandwidth that it reaches:
/// every token reads every weight once.
func decodeOne(_ settings: Settings) throws {
  let generator = RandomGenerator(seed: 1)
  let shape = GPT2Configuration(
    vocabularySize: settings.int("vocabulary", 50257), positionCount: 1024, width: settings.int("width", 768),
    layerCount: settings.int("layers", 12), headCount: settings.int("heads", 12), eosTokenId: 50256)
  let model = GPT2Model(shape, generator: generator)
  let tokens = settings.int("tokens", 64)
  var configuration = GenerationConfiguration()
  configuration.minNewTokens = tokens
  let prompt = randomTokens(4, shape.vocabularySize - 1, generator)
  var rates: [Double] = []
  for _ in 0..<settings.int("rounds", 5) {
    let start = now()
    _ = try model.generate(
      prompts: [prompt], maxNewTokens: [tokens], configuration: configuration, generator: generator)
    rates.append(Double(tokens) / (now() - start))
  }
  // The position table is read one row a token; everything else entirely.
  let bytes = Double(model.parameterCount - shape.positionCount * shape.width) * 4
  let bandwidth = readBandwidth(bytes: 1 << 30)
  let rate = median(rates)
  let used = rate * bytes / 1e9
  say(
    "{\"tokens_per_s\": \(seconds(rate)), \"gb_per_s\": \(seconds(used)), \"bandwidth_gb_per_s\": \(seconds(bandwidth)), "
      + "\"share\": \(seconds(used / bandwidth))}")
}

/// The best rate at which all threads together read `bytes` of memory, GB/s.
func readBandwidth(bytes: Int) -> Double {
  let values = Tensor(full: [bytes / 4], 1)
  var best = Double.infinity
  for _ in 0..<8 {
    let start = now()
    _ = Kernels.sum(values.data, count: values.count)
    best = min(best, now() - start)
  }
  return Double(bytes) / best / 1e9
}

/// How the time of a training pass grows with the batch, the length and the width, beside the operations it needs.
func growth(_ settings: Settings) throws {
  func row(_ what: String, batch: Int, length: Int, width: Int) throws {
    let generator = RandomGenerator(seed: 1)
    let shape = GPT2Configuration(
      vocabularySize: 8192, positionCount: 512, width: width, layerCount: 4, headCount: max(1, width / 64), eosTokenId: 0)
    let model = GPT2Model(shape, generator: generator)
    let ids = randomTokens(batch * length, shape.vocabularySize, generator)
    let segments = PackedSegments(lengths: Array(repeating: length, count: batch))
    var times: [Double] = []
    for _ in 0..<4 {
      for parameter in model.parameters { parameter.tensor.grad = nil }
      let start = now()
      let hidden = try model.hiddenStates(ids: ids, segments: segments)
      try Tensor.linearCrossEntropy(hidden: hidden, weight: model.head, targets: ids).backward()
      times.append(now() - start)
    }
    let n = Double(batch * length)
    let weights = 4 * 12 * Double(width * width) + Double(width * shape.vocabularySize)
    // Six operations a weight and token; attention's two products see half of length² under the causal mask.
    let work = n * (6 * weights + 6 * 4 * Double(length * width))
    let time = median(Array(times.dropFirst()))
    say(
      "\(pad(what, 8))\(pad(batch, 7))\(pad(length, 8))\(pad(width, 7))\(pad(seconds(work / 1e9), 11))"
        + "\(pad(seconds(time), 9))\(pad(Int(work / time / 1e9), 10))")
  }
  say("varied   batch  length  width     GFLOP  seconds   GFLOP/s")
  for batch in [32, 64, 128, 256, 512] { try row("batch", batch: batch, length: 32, width: 256) }
  for length in [16, 32, 64, 128, 256, 512] { try row("length", batch: 4096 / length, length: length, width: 256) }
  for width in [128, 256, 384, 512, 768, 1024] { try row("width", batch: 64, length: 32, width: width) }
}

/// `value` at the right of `width` columns.
private func pad(_ value: some CustomStringConvertible, _ width: Int) -> String {
  let text = "\(value)"
  return String(repeating: " ", count: max(0, width - text.count)) + text
}
