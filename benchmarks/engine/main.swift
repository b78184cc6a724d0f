// Trains the two small models and measures the engine, without the language in between.
//
//   engine-bench prepare CSV WORK [vocabulary=8192]
//   engine-bench lm WORK OUT [minutes=… epochs=… lr=… batch=… window=… width=… layers=… heads=… positions=…]
//   engine-bench classifier WORK OUT [minutes=… epochs=… lr=… batch=… low=… high=… width=… layers=… heads=… sentences=0.2]
//   engine-bench generate MODEL WORK [rows=128 tokens=16]
//   engine-bench resave MODEL OUT [type=float32|float16|bfloat16]
//
// Ctrl-C stops a training and keeps OUT/training.safetensors to go on from.

import Glibc
import Support
import Tensor
import Tokenizer
import Transformer

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func say(_ line: String) {
  print(line)
  fflush(stdout)
}

func options(_ settings: Settings, out: String) -> TrainingOptions {
  var options = TrainingOptions()
  options.learningRate = settings.double("lr", 1.5e-3)
  options.finalLearningRateShare = settings.double("final", 0.02)
  options.warmupSteps = settings.int("warmup", 100)
  options.weightDecay = settings.double("decay", 0.01)
  options.beta2 = settings.double("beta2", 0.98)
  options.batchSize = settings.int("batch", 64)
  options.epochs = settings.double("epochs", 1)
  options.maxSteps = settings.text("steps").flatMap { Int($0) }
  options.maxMinutes = settings.text("minutes").flatMap { Double($0) }
  options.dropout = settings.int("dropout", 0) == 1
  options.seed = UInt64(settings.int("seed", 1))
  options.checkpointPath = out + "/training.safetensors"
  options.checkpointEvery = settings.int("checkpoint", 500)
  options.evaluateEvery = settings.int("evaluate", 500)
  options.logEvery = settings.int("log", 50)
  return options
}

func trainLanguageModel(_ settings: Settings) throws {
  let (work, out) = (settings.words[1], settings.words[2])
  let corpus = try Corpus(folder: work)
  let eos = corpus.tokenizer.id(.eos) ?? 0
  let shape = GPT2Configuration(
    vocabularySize: corpus.tokenizer.count, positionCount: settings.int("positions", 128),
    width: settings.int("width", 256), layerCount: settings.int("layers", 4), headCount: settings.int("heads", 4),
    eosTokenId: Int(eos))
  let model = GPT2Model(shape, generator: RandomGenerator(seed: 7))
  try FileIO.makeFolder(out)
  let trainer = try CausalLanguageModelTrainer(
    model: model, documents: corpus.train.map(\.tokens), heldOut: corpus.heldOut.map(\.tokens), endOfText: eos,
    windowLength: settings.int("window", 64), documentStartShare: settings.double("starts", 0.1),
    options: options(settings, out: out))
  say("\(model.parameterCount) parameters, \(trainer.tokenCount) tokens, \(trainer.stepsPerEpoch) steps per epoch")
  try trainer.train { say($0.line) }
  trainer.evaluationTokens = .max
  say("held-out perplexity \(try trainer.heldOutPerplexity())")
  try PretrainedFolder.save(model, to: out, type: .float16)
  try corpus.tokenizer.save(to: out)
  try sample(model, corpus, count: 8)
}

func trainClassifier(_ settings: Settings) throws {
  let (work, out) = (settings.words[1], settings.words[2])
  let corpus = try Corpus(folder: work)
  let shape = DistilBertConfiguration(
    vocabularySize: corpus.tokenizer.count, positionCount: 512, width: settings.int("width", 256),
    layerCount: settings.int("layers", 3), headCount: settings.int("heads", 4),
    feedForwardWidth: settings.int("inner", 1024), labels: ["NEGATIVE", "POSITIVE"])
  let model = DistilBertForSequenceClassification(shape, generator: RandomGenerator(seed: 7))
  try FileIO.makeFolder(out)
  typealias Sample = SequenceClassifierTrainer.Sample
  var samples = corpus.train.map { Sample(tokens: $0.tokens, label: $0.label) }
  let sentences = Int(settings.double("sentences", 0.2) * Double(samples.count))
  samples += corpus.sentences.prefix(sentences).map { Sample(tokens: $0.tokens, label: $0.label) }
  var cropping = SequenceClassifierTrainer.Cropping()
  cropping.lengths = settings.int("low", 6)...settings.int("high", 160)
  cropping.startShare = settings.double("starts", 0.25)
  cropping.tokenDropout = settings.double("hide", 0)
  let trainer = try SequenceClassifierTrainer(
    model: model, samples: samples, heldOut: corpus.heldOut.map { Sample(tokens: $0.tokens, label: $0.label) },
    cropping: cropping, options: options(settings, out: out))
  trainer.labelSmoothing = settings.double("smoothing", 0)
  trainer.evaluationSamples = settings.int("heldout", 400)
  say("\(model.parameterCount) parameters, \(samples.count) samples, \(trainer.stepsPerEpoch) steps per epoch")
  try trainer.train { say($0.line) }
  for (name, value) in try trainer.heldOutAccuracy() { say("\(name) \(value)") }
  try PretrainedFolder.save(model, to: out, type: .float16)
  try corpus.tokenizer.save(to: out)
}

func sample(_ model: GPT2Model, _ corpus: Corpus, count: Int) throws {
  var settings = GenerationConfiguration(model.configuration)
  settings.doSample = true
  settings.topK = 0
  let prompts = corpus.heldOut.prefix(count).map { Array($0.tokens.prefix(5)) }
  let answers = try model.generate(
    prompts: prompts, maxNewTokens: prompts.map { _ in 24 }, configuration: settings,
    generator: RandomGenerator(seed: 1))
  for (prompt, answer) in zip(prompts, answers) {
    say("[\(corpus.tokenizer.model.decode(prompt))]\(corpus.tokenizer.model.decode(answer))")
  }
}

func generate(_ settings: Settings) throws {
  let model = try PretrainedFolder(settings.words[1]).causalLM()
  let corpus = try Corpus(folder: settings.words[2])
  try sample(model, corpus, count: 8)
  let (rows, tokens) = (settings.int("rows", 128), settings.int("tokens", 16))
  let prompts = corpus.heldOut.prefix(rows).map { Array($0.tokens.prefix(2 + Int($0.tokens[0]) % 6)) }
  var configuration = GenerationConfiguration()
  configuration.doSample = true
  configuration.topK = 0
  for round in 0..<3 {
    let start = now()
    let answers = try model.generate(
      prompts: prompts, maxNewTokens: prompts.map { _ in tokens }, configuration: configuration,
      generator: RandomGenerator(seed: UInt64(round)))
    let seconds = now() - start
    say("\(Int(Double(answers.reduce(0) { $0 + $1.count }) / seconds)) new tokens per second, \(rows) rows")
  }
}

/// Reads a model and saves it again: Tests/Fixtures/check_saved_models.py compares the two.
func resave(_ settings: Settings) throws {
  let folder = try PretrainedFolder(settings.words[1])
  let types: [String: WeightType] = ["float32": .float32, "float16": .float16, "bfloat16": .bfloat16]
  let type = types[settings.text("type") ?? "float32"] ?? .float32
  let out = settings.words[2]
  if folder.modelType == DistilBertConfiguration.modelType {
    try PretrainedFolder.save(try folder.sequenceClassifier(), to: out, type: type)
  } else if try WeightSource(folder.path).contains("v_head.summary.weight") {
    let policy = try folder.causalLMWithValueHead(generator: RandomGenerator(seed: 1))
    try PretrainedFolder.save(policy, to: out, type: type)
  } else {
    try PretrainedFolder.save(try folder.causalLM(), to: out, type: type)
  }
}

Interruption.installSignalHandler()
let settings = Settings(CommandLine.arguments.dropFirst())
do {
  switch settings.words.first {
  case "prepare":
    try Corpus.prepare(
      csv: settings.words[1], folder: settings.words[2], vocabularySize: settings.int("vocabulary", 8192))
  case "lm": try trainLanguageModel(settings)
  case "classifier": try trainClassifier(settings)
  case "generate": try generate(settings)
  case "resave": try resave(settings)
  default: say("engine-bench prepare|lm|classifier|generate|resave …: see benchmarks/engine/main.swift")
  }
} catch {
  say("stopped: \(error)")
  exit(1)
}
