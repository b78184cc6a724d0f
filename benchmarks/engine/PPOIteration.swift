import Glibc
import Measuring
import RLHF
import Support
import Tensor
import Transformer

/// The sizes that `shared/oracle/trl_step_bench.py` knows.
private struct PPOShape {
  var policy: GPT2Configuration
  var reward: DistilBertConfiguration

  init(_ name: String) throws {
    switch name {
    case "small":
      policy = GPT2Configuration(
        vocabularySize: 50257, positionCount: 1024, width: 768, layerCount: 12, headCount: 12, eosTokenId: 50256)
      reward = DistilBertConfiguration(
        vocabularySize: 30522, positionCount: 512, width: 768, layerCount: 6, headCount: 12, feedForwardWidth: 3072,
        labels: ["NEGATIVE", "POSITIVE"])
    case "nano":
      policy = GPT2Configuration(
        vocabularySize: 8192, positionCount: 256, width: 256, layerCount: 4, headCount: 4, eosTokenId: 0)
      reward = DistilBertConfiguration(
        vocabularySize: 8192, positionCount: 512, width: 256, layerCount: 4, headCount: 4, feedForwardWidth: 1024,
        labels: ["NEGATIVE", "POSITIVE"])
    default: throw UserError(.value, "size=\(name): small and nano are known")
    }
  }

  /// Multiplications and additions of one iteration that cannot be spared: products with weights, attention left out.
  ///
  /// A pass forward costs two operations per weight and row, a pass backward four; the head works on response rows.
  func operations(tokens: Int, responses: Int, epochs: Int) -> (optimize: Double, forward: Double) {
    let width = Double(policy.width)
    let body = Double(policy.layerCount) * width * (4 * width + 2 * Double(policy.feedForwardWidth))
    let head = width * Double(policy.vocabularySize)
    let pass = 2 * (body * Double(tokens) + head * Double(responses))
    // The first epoch starts from the pass that gave the old log-probabilities.
    return (pass * (3 * Double(epochs) - 1), 2 * pass)
  }
}

/// One RLHF iteration (generate, reward, step) at the shape of the peer's benchmark, with random weights: one line of
/// JSON for each of `steps`, then the peak of resident memory.
func iteratePPO(_ settings: Settings) throws {
  let name = settings.text("size") ?? "small"
  let shape = try PPOShape(name)
  let generator = RandomGenerator(seed: 1)
  let batch = settings.int("batch", 128)
  var configuration = PPOConfiguration()
  configuration.batchSize = batch
  configuration.miniBatchSize = settings.int("mini", batch)
  configuration.learningRate = 1.41e-5
  configuration.gradientCheckpointing = settings.int("checkpointing", 0) != 0
  let policy = CausalLMWithValueHead(GPT2Model(shape.policy, generator: generator), generator: generator)
  let trainer = try PPOTrainer(configuration, model: policy)
  let classifier = SequenceClassifier(DistilBertForSequenceClassification(shape.reward, generator: generator))
  let peak = matrixProductPeak()
  for _ in 0..<settings.int("steps", 1) {
    let vocabulary = shape.policy.vocabularySize
    let queries = (0..<batch).map { _ in randomTokens(2 + generator.integer(below: 6), vocabulary - 1, generator) }
    let lengths = queries.map { _ in 4 + generator.integer(below: 12) }
    let start = now()
    let responses = try trainer.generate(queries, maxNewTokens: lengths, settings: .sampling)
    let generated = now()
    let texts = zip(queries, responses).map { ($0 + $1).map { $0 % Int32(shape.reward.vocabularySize) } }
    let scores = try noGrad { try classifier.logits(texts) }.map { $0[1] }
    let rewarded = now()
    let statistics = try trainer.step(queries: queries, responses: responses, scores: scores)
    let end = now()
    let tokens = zip(queries, responses).reduce(0) { $0 + $1.0.count + $1.1.count - 1 }
    let newTokens = responses.reduce(0) { $0 + $1.count }
    let work = shape.operations(tokens: tokens, responses: newTokens, epochs: configuration.ppoEpochs)
    let rate = work.optimize / statistics.time.optimizeStep / 1e9
    let fields: [(String, String)] = [
      ("size", "\"\(name)\""), ("batch", "\(batch)"), ("mini", "\(configuration.miniBatchSize)"),
      ("precision", "\"\(Precision.current.rawValue)\""), ("generate_s", seconds(generated - start)),
      ("reward_s", seconds(rewarded - generated)), ("step_s", seconds(end - rewarded)),
      ("forward", seconds(statistics.time.forwardPass)), ("optimize", seconds(statistics.time.optimizeStep)),
      ("total_s", seconds(end - start)), ("tokens", "\(tokens + batch)"), ("new_tokens", "\(newTokens)"),
      ("optimize_gflops", "\(Int(rate))"), ("peak_gflops", "\(Int(peak))"),
    ]
    say("{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
  }
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  say("peak_rss_gb \(seconds(Double(usage.ru_maxrss) / 1e6))")
}

/// Tokens per second of sampling 16 tokens after each of 256 prompts of 2 to 7, as `benchmarks/ppo/generate_peer.py`.
func sampleTokens(_ settings: Settings) throws {
  let shape = try PPOShape(settings.text("size") ?? "small").policy
  let generator = RandomGenerator(seed: 1)
  let model = GPT2Model(shape, generator: generator)
  let prompts = (0..<settings.int("rows", 256)).map { _ in
    randomTokens(2 + generator.integer(below: 6), shape.vocabularySize - 1, generator)
  }
  let count = settings.int("tokens", 16)
  var configuration = GenerationConfiguration()
  (configuration.doSample, configuration.topK, configuration.minNewTokens) = (true, 0, count)
  let limits = prompts.map { _ in count }
  _ = try model.generate(prompts: prompts, maxNewTokens: limits, configuration: configuration, generator: generator)
  let start = now()
  let answers = try model.generate(
    prompts: prompts, maxNewTokens: limits, configuration: configuration, generator: generator)
  let rate = Double(answers.reduce(0) { $0 + $1.count }) / (now() - start)
  say("{\"rows\": \(prompts.count), \"tokens_per_s\": \(Int(rate))}")
}

/// Milliseconds are enough for what is printed.
func seconds(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

/// The best rate of a product of the feed-forward layer's shape, GFLOP/s, at the current precision and thread count.
func matrixProductPeak() -> Double {
  let (m, n, k) = (1536, 3072, 768)
  let a = Tensor(full: [m, k], 1)
  let b = Tensor(full: [k, n], 1)
  let c = Tensor(zeros: [m, n])
  var best = Double.infinity
  for _ in 0..<8 {
    let start = now()
    Kernels.sgemm(m: m, n: n, k: k, a: a.data, lda: k, b: b.data, ldb: n, c: c.data, ldc: n)
    best = min(best, now() - start)
  }
  return 2 * Double(m * n * k) / best / 1e9
}
