import Support
import Tensor

/// A folder as Hugging Face's `save_pretrained` writes it: `config.json`, `generation_config.json`,
/// `model.safetensors` or `pytorch_model.bin`. Tokenizer files beside them belong to the Tokenizer module.
public struct PretrainedFolder {
  public let path: String
  /// The members of `config.json`.
  public let configuration: JSONObject

  /// Reads the configuration of the folder at `path`, or of the one that the archive at `path` holds.
  /// - Throws: a `FileNotFoundError` or a `ValueError` that names the file.
  public init(_ path: String) throws {
    let path = ModelBundle.isBundle(path) ? try ModelBundle.unpack(path) : path
    guard FileIO.isFolder(path) else { throw UserError(.fileNotFound, "there is no model folder '\(path)'") }
    let name = path + "/config.json"
    guard FileIO.exists(name) else {
      throw UserError(.fileNotFound, "'\(path)' has no config.json", hint: "a model's folder has one")
    }
    guard let members = try JSON.read(name).objectValue else { throw UserError(.value, "\(name) must be an object") }
    self.path = path
    configuration = members
  }

  /// The kind of model: `"gpt2"`, `"distilbert"`, `"bert"`, or what the file says; `nil` when it does not.
  public var modelType: String? { configuration["model_type"]?.stringValue }

  private func unsupported(_ wanted: String) -> UserError {
    UserError(
      .value, "'\(path)' holds a model of type '\(modelType ?? "unknown")'", hint: "\(wanted) is needed here")
  }

  /// The language model of the folder. Files with and without the `transformer.` prefix, and files that also hold a
  /// value head, are read.
  public func causalLM() throws -> GPT2Model {
    guard modelType == nil || modelType == GPT2Configuration.modelType else { throw unsupported("a gpt2 model") }
    let configuration = try GPT2Configuration(json: configuration, name: path + "/config.json")
    let source = try WeightSource(path)
    // Sizes are compared before memory is asked for: a damaged config.json cannot exhaust it.
    try Self.check(
      source, names: ["transformer.wte.weight", "wte.weight", "lm_head.weight"],
      shape: [configuration.vocabularySize, configuration.width], path: path)
    try Self.checkLayers(
      source, configuration.layerCount, path: path,
      names: { ["transformer.h.\($0).ln_1.weight", "h.\($0).ln_1.weight"] })
    let model = GPT2Model(configuration, uninitialised: ())
    try source.load(model.state, alternatives: Self.alternatives)
    let file = path + "/generation_config.json"
    if FileIO.exists(file) { model.generation = try GenerationSettings.read(file) }
    return model
  }

  /// The policy of the folder: a language model with the file's value head, or with a new one drawn from `generator`
  /// when the file has none.
  public func causalLMWithValueHead(generator: RandomGenerator) throws -> CausalLMWithValueHead {
    let policy = CausalLMWithValueHead(try causalLM(), generator: generator)
    let source = try WeightSource(path)
    if source.contains("v_head.summary.weight") {
      try source.load(policy.state.filter { $0.name.hasPrefix("v_head.") })
    }
    return policy
  }

  /// The classifier of the folder: DistilBERT or BERT.
  public func sequenceClassifier() throws -> any SequenceClassificationModel {
    let name = path + "/config.json"
    switch modelType {
    case BertConfiguration.modelType:
      let shape = try BertConfiguration(json: configuration, name: name)
      return try load(shape, prefix: "bert.", layers: "encoder.layer", norm: "attention.output.LayerNorm") {
        BertForSequenceClassification(shape, drawnFrom: nil)
      }
    case DistilBertConfiguration.modelType, nil:
      let shape = try DistilBertConfiguration(json: configuration, name: name)
      return try load(shape, prefix: "distilbert.", layers: "transformer.layer", norm: "sa_layer_norm") {
        DistilBertForSequenceClassification(shape, drawnFrom: nil)
      }
    default: throw unsupported("a distilbert or bert model")
    }
  }

  /// Checks the sizes of the weights against `shape`, makes the model and fills it.
  private func load<Model: SequenceClassificationModel>(
    _ shape: any ClassifierConfiguration, prefix: String, layers: String, norm: String, make: () -> Model
  ) throws -> Model {
    let source = try WeightSource(path)
    let words = "embeddings.word_embeddings.weight"
    try Self.check(source, names: [prefix + words, words], shape: [shape.vocabularySize, shape.width], path: path)
    try Self.checkLayers(
      source, shape.layerCount, path: path,
      names: { ["\(prefix)\(layers).\($0).\(norm).weight", "\(layers).\($0).\(norm).weight"] })
    let model = make()
    try source.load(model.state, alternatives: { $0.hasPrefix(prefix) ? [String($0.dropFirst(prefix.count))] : [] })
    return model
  }

  private static func alternatives(_ name: String) -> [String] {
    guard name.hasPrefix("transformer.") else { return [] }
    let bare = String(name.dropFirst(12))
    return bare == "wte.weight" ? [bare, "lm_head.weight"] : [bare]
  }

  private static func check(_ source: WeightSource, names: [String], shape: [Int], path: String) throws {
    guard let name = names.first(where: source.contains), let found = source.shape(name) else {
      throw UserError(.value, "the weights in '\(path)' have no tensor '\(names[0])' of shape \(shape)")
    }
    guard found == shape else {
      throw UserError(.value, "in '\(path)' tensor '\(name)' has shape \(found), and config.json asks for \(shape)")
    }
  }

  private static func checkLayers(
    _ source: WeightSource, _ count: Int, path: String, names: (Int) -> [String]
  ) throws {
    for layer in 0..<count where !names(layer).contains(where: source.contains) {
      throw UserError(
        .value, "config.json in '\(path)' asks for \(count) layers, and the weights have no '\(names(layer)[0])'")
    }
  }

  // MARK: Saving

  /// Writes `model` to the folder `path`, which is made when missing; loads in transformers as `GPT2LMHeadModel`.
  /// - Parameter type: how to store the numbers: fp32, fp16 or bf16.
  public static func save(_ model: GPT2Model, to path: String, type: WeightType = .float32) throws {
    try save(model, model.configuration.json(architecture: "GPT2LMHeadModel"), to: path, type: type)
    try save(model.generation, of: model.configuration, to: path)
  }

  /// Writes `model`, its value head included, as TRL does.
  public static func save(_ model: CausalLMWithValueHead, to path: String, type: WeightType = .float32) throws {
    try save(model, model.configuration.json(architecture: "GPT2LMHeadModel"), to: path, type: type)
    try save(model.model.generation, of: model.configuration, to: path)
  }

  /// Writes `model`; loads in transformers as the class that the model is named for.
  public static func save(
    _ model: any SequenceClassificationModel, to path: String, type: WeightType = .float32
  ) throws {
    try save(model, model.configurationJSON, to: path, type: type)
  }

  private static func save(_ model: any Module, _ json: JSONObject, to path: String, type: WeightType) throws {
    var json = json
    json["torch_dtype"] = .string(type.torchName ?? "float32")
    if json["transformers_version"] == nil { json["transformers_version"] = "4.44.2" }
    try FileIO.makeFolder(path)
    let items = model.state.map { Safetensors.Item(name: $0.name, shape: $0.shape, data: $0.data) }
    try Safetensors.write(items, to: path + "/model.safetensors", type: type)
    try FileIO.write(JSON.object(json).text(indent: 2) + "\n", to: path + "/config.json")
  }

  /// Writes `settings` as the file `name` in the folder `path`, which is made when missing.
  public static func save(
    _ settings: GenerationSettings, of model: GPT2Configuration?, to path: String,
    name: String = "generation_config.json"
  ) throws {
    try FileIO.makeFolder(path)
    try FileIO.write(settings.text(for: model), to: "\(path)/\(name)")
  }
}
