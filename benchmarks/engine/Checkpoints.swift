import Measuring
import Support
import Tensor
import Transformer

/// A model of whatever kind a folder holds.
private enum LoadedModel {
  case policy(CausalLMWithValueHead)
  case language(GPT2Model)
  case classifier(any SequenceClassificationModel)

  init(_ path: String) throws {
    let folder = try PretrainedFolder(path)
    switch folder.modelType {
    case DistilBertConfiguration.modelType, BertConfiguration.modelType:
      self = .classifier(try folder.sequenceClassifier())
    default:
      if try WeightSource(folder.path).contains("v_head.summary.weight") {
        self = .policy(try folder.causalLMWithValueHead(generator: RandomGenerator(seed: 1)))
      } else {
        self = .language(try folder.causalLM())
      }
    }
  }

  var module: any Module {
    switch self {
    case .policy(let model): model
    case .language(let model): model
    case .classifier(let model): model
    }
  }
}

/// Times the loading of a model whose files are in the system's cache, and then a look at every one of its numbers:
/// what is mapped is only read when it is used.
func load(_ settings: Settings) throws {
  guard settings.words.count == 2 else { throw UserError(.value, "load needs a model's folder") }
  var (loading, reading) = ([Double](), [Double]())
  var bytes = 0
  for _ in 0..<max(1, settings.int("rounds", 5)) + 1 {
    let start = now()
    let model = try LoadedModel(settings.words[1]).module
    loading.append(now() - start)
    bytes = 4 * model.parameterCount
    var sum: Float = 0
    for (_, tensor) in model.parameters {
      for index in stride(from: 0, to: tensor.count, by: 16) { sum += tensor.data[index] }
    }
    reading.append(now() - start)
    if sum.isNaN { say("the weights are not numbers") }
  }
  // The first round fills the cache, and is the one that gets fresh memory from the system for what is widened.
  let (load, read) = (median(Array(loading.dropFirst())), median(Array(reading.dropFirst())))
  say("load: \(bytes / 1_000_000) MB in \(load) s, every number read after \(read) s; the first time \(loading[0]) s")
  say("load_500mb_s=\(read * 500e6 / Double(bytes))")
}

/// Reads a model and saves it again: Tests/Fixtures/check_saved_models.py compares the two.
func resave(_ settings: Settings) throws {
  guard settings.words.count == 3 else { throw UserError(.value, "resave needs a model's folder and a new one") }
  let types: [String: WeightType] = ["float32": .float32, "float16": .float16, "bfloat16": .bfloat16]
  let type = types[settings.text("type") ?? "float32"] ?? .float32
  let out = settings.words[2]
  switch try LoadedModel(settings.words[1]) {
  case .policy(let model): try PretrainedFolder.save(model, to: out, type: type)
  case .language(let model): try PretrainedFolder.save(model, to: out, type: type)
  case .classifier(let model): try PretrainedFolder.save(model, to: out, type: type)
  }
}

/// Writes what a model computes for one sequence of tokens to a safetensors file: `logits`, and `values` of a policy.
func logits(_ settings: Settings) throws {
  guard settings.words.count == 3, let text = settings.text("tokens") else {
    throw UserError(.value, "logits needs a model's folder, a file to write and tokens=1,2,3")
  }
  let ids = text.split(separator: ",").compactMap { Int32($0) }
  let segments = PackedSegments(lengths: [ids.count])
  let results: [(name: String, tensor: Tensor)]
  switch try LoadedModel(settings.words[1]) {
  case .policy(let policy):
    let hidden = try policy.hiddenStates(ids: ids, segments: segments)
    results = [("logits", try policy.model.logits(hidden: hidden)), ("values", try policy.values(hidden: hidden))]
  case .language(let model): results = [("logits", try model.logits(ids: ids, segments: segments))]
  case .classifier(let model):
    let types = settings.text("types").map { $0.split(separator: ",").compactMap { Int32($0) } }
    results = [("logits", try model.logits(ids: ids, segments: segments, tokenTypes: types, dropout: nil))]
  }
  let items = results.map { Safetensors.Item(name: $0.name, shape: $0.tensor.shape, data: $0.tensor.data) }
  try withExtendedLifetime(results) { try Safetensors.write(items, to: settings.words[2]) }
}
