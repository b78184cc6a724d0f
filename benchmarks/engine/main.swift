// Measures the engine on the shapes of the small models, with random weights and tokens.
//
//   engine-bench train    [batch=64 window=64 steps=10]   language-model training, tokens per second
//   engine-bench generate [rows=128 tokens=16 rounds=5]   sampling with a KV cache, new tokens per second
//   engine-bench classify [texts=512 length=128]          classifier inference, tokens per second
//   engine-bench ppo      [size=small|nano batch=128 mini=128 steps=1 checkpointing=0|1 precision=float32|bfloat16]   one RLHF iteration
//   engine-bench sample   [size=small|nano rows=256 tokens=16]   sampling at the shape of benchmarks/ppo/generate_peer.py
//   engine-bench decode   [tokens=64]   one sequence of the 124M model, and its share of the memory's bandwidth
//   engine-bench growth   how a training pass grows with batch, length and width
//   engine-bench load MODEL                               seconds until a model is ready
//   engine-bench resave MODEL OUT [type=float32|float16|bfloat16]
//   engine-bench logits MODEL OUT.safetensors tokens=1,2,3 [types=0,0,1]
//
// Shapes: width=256 layers=4 heads=4 vocabulary=8192 positions=512. Run it on a machine that does nothing else.

import Glibc
import Measuring
import Support
import Tensor
import Transformer

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func policyShape(_ settings: Settings) -> GPT2Configuration {
  GPT2Configuration(
    vocabularySize: settings.int("vocabulary", 8192), positionCount: settings.int("positions", 512),
    width: settings.int("width", 256), layerCount: settings.int("layers", 4), headCount: settings.int("heads", 4),
    eosTokenId: 0)
}

func randomTokens(_ count: Int, _ vocabulary: Int, _ generator: RandomGenerator) -> [Int32] {
  (0..<count).map { _ in Int32(1 + generator.integer(below: vocabulary - 1)) }
}

func train(_ settings: Settings) throws {
  let generator = RandomGenerator(seed: 1)
  let shape = policyShape(settings)
  var options = TrainingOptions()
  options.batchSize = settings.int("batch", 64)
  options.maxSteps = settings.int("steps", 10)
  options.epochs = 1e6
  options.logEvery = 1
  let model = GPT2Model(shape, generator: generator)
  let trainer = try CausalLanguageModelTrainer(
    model: model, documents: [randomTokens(500_000, shape.vocabularySize, generator)], heldOut: [], endOfText: 0,
    windowLength: settings.int("window", 64), options: options)
  var rates: [Double] = []
  try trainer.train { rates.append($0.tokensPerSecond) }
  say("train: \(Int(median(rates))) tokens/s, \(model.parameterCount) parameters, \(Threads.count) threads")
}

func generate(_ settings: Settings) throws {
  let generator = RandomGenerator(seed: 1)
  let shape = policyShape(settings)
  let model = GPT2Model(shape, generator: generator)
  let (rows, tokens) = (settings.int("rows", 128), settings.int("tokens", 16))
  let prompts = (0..<rows).map { randomTokens(2 + $0 % 6, shape.vocabularySize, generator) }
  var configuration = GenerationConfiguration()
  configuration.doSample = true
  configuration.topK = 0
  var rates: [Double] = []
  for _ in 0..<settings.int("rounds", 5) {
    let start = now()
    let answers = try model.generate(
      prompts: prompts, maxNewTokens: prompts.map { _ in tokens }, configuration: configuration, generator: generator)
    rates.append(Double(answers.reduce(0) { $0 + $1.count }) / (now() - start))
  }
  say("generate: \(Int(median(rates))) new tokens/s, \(rows) prompts, \(tokens) tokens each, \(Threads.count) threads")
}

func classify(_ settings: Settings) throws {
  let generator = RandomGenerator(seed: 1)
  let width = settings.int("width", 256)
  let shape = DistilBertConfiguration(
    vocabularySize: settings.int("vocabulary", 8192), positionCount: 512, width: width,
    layerCount: settings.int("layers", 3), headCount: settings.int("heads", 4), feedForwardWidth: 4 * width,
    labels: ["NEGATIVE", "POSITIVE"])
  var classifier = SequenceClassifier(DistilBertForSequenceClassification(shape, generator: generator))
  classifier.tokenBudget = settings.int("budget", classifier.tokenBudget)
  let length = settings.int("length", 128)
  let texts = (0..<settings.int("texts", 512)).map { _ in randomTokens(length, shape.vocabularySize, generator) }
  var rates: [Double] = []
  for _ in 0..<settings.int("rounds", 3) {
    let start = now()
    _ = try classifier.logits(texts)
    rates.append(Double(texts.count * length) / (now() - start))
  }
  say("classify: \(Int(median(rates))) tokens/s, \(texts.count) texts of \(length), \(Threads.count) threads")
}

Interruption.installSignalHandler()
let settings = Settings(CommandLine.arguments.dropFirst())
do {
  if let name = settings.text("precision") {
    guard let precision = Precision(rawValue: name) else {
      throw UserError(.value, "precision=\(name): float32 and bfloat16 are known")
    }
    try Precision.use(precision)
  }
  switch settings.words.first {
  case "train": try train(settings)
  case "generate": try generate(settings)
  case "classify": try classify(settings)
  case "sample": try sampleTokens(settings)
  case "decode": try decodeOne(settings)
  case "growth": try growth(settings)
  case "ppo": try iteratePPO(settings)
  case "resave": try resave(settings)
  case "load": try load(settings)
  case "logits": try logits(settings)
  default: say("engine-bench train|generate|classify|decode|growth|ppo|sample|load|resave|logits …: see benchmarks/engine/main.swift")
  }
} catch {
  say("stopped: \(error)")
  exit(1)
}
