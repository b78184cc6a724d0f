import Script
import Support
import Transformer

/// `GenerationConfig`: the settings that `generate` begins with, every one an attribute. A model's is a view of it: what
/// is set here is what the model uses.
final class GenerationConfigObject: Object {
  let settings: GenerationSettings
  /// The model whose token ids count where the settings come from its configuration.
  private let model: GPT2Model?

  init(_ settings: GenerationSettings, model: GPT2Model? = nil) {
    self.settings = settings
    self.model = model
    super.init(type: Self.type)
  }

  convenience init(_ model: GPT2Model) { self.init(model.generation, model: model) }

  static let type: TypeObject = {
    let type = TypeObject("GenerationConfig", module: "transformers")
    type.documentation = "What generate() begins with; keyword arguments are the names of its settings."
    type.constructor("**kwargs") { call in
      let config = GenerationConfigObject(GenerationSettings())
      for (name, value) in call.keywords(0) { _ = try config.setAttribute(name, value) }
      try config.validate()
      return Value(config)
    }
    type.classMethod("from_pretrained", "pretrained_model_name, config_file_name=None, **kwargs") { call in
      let name = try ModelMethods.path(call[0])
      let file = try call.isNone(1) ? "generation_config.json" : call.string(1)
      let folder = FileIO.isFolder(name) ? name : try TransformersModule.folder(name).path
      let config = GenerationConfigObject(try GenerationSettings.read("\(folder)/\(file)"))
      _ = try config.update(call.keywords(2))
      return Value(config)
    }
    type.classMethod("from_model_config", "model_config") { call in
      guard let model = call[0].cast(to: PretrainedConfigObject.self) else {
        throw ScriptError(.typeError, "model_config must be a model's configuration, not \(call[0].typeName)")
      }
      let settings = GenerationSettings(modelConfiguration: model.json)
      for name in GenerationSettings.tokens { settings.members[name] = model.json[name] }
      return Value(GenerationConfigObject(settings))
    }
    type.method("save_pretrained", "save_directory, config_file_name=None, push_to_hub=False, **kwargs") { call in
      let config = call.me(GenerationConfigObject.self)
      try config.validate()
      try PretrainedFolder.save(
        config.settings, of: config.model?.configuration, to: try ModelMethods.path(call[0]),
        name: call.isNone(1) ? "generation_config.json" : call.string(1))
      return .none
    }
    type.method("to_dict") { call in
      let config = call.me(GenerationConfigObject.self)
      return TransformersJSON.value(.object(config.settings.everything(for: config.model?.configuration)))
    }
    type.method("to_diff_dict") { call in
      let config = call.me(GenerationConfigObject.self)
      return TransformersJSON.value(.object(config.settings.differences(for: config.model?.configuration)))
    }
    type.method("to_json_string", "use_diff=True, ignore_metadata=False") { call in
      Value(call.me(GenerationConfigObject.self).text(metadata: try !call.bool(1)))
    }
    type.method("update", "**kwargs") { call in
      let unused = try call.me(GenerationConfigObject.self).update(call.keywords(0))
      return Value(DictObject(unused.map { ($0.name, $0.value) }))
    }
    type.method("validate", "is_init=False") { call in
      try call.me(GenerationConfigObject.self).validate()
      return .none
    }
    return type
  }()

  /// `value` as settings.
  static func given(_ value: Value) throws -> GenerationConfigObject {
    if let config = value.cast(to: GenerationConfigObject.self) { return config }
    throw ScriptError(.typeError, "generation_config must be a GenerationConfig, not \(value.typeName)")
  }

  /// The settings under `keywords`: those of their `generation_config`, whose missing token ids are the model's, or the
  /// model's own.
  static func settings(
    _ keywords: [(name: String, value: Value)], of model: GPT2Model
  ) throws -> [(name: String, value: JSON)] {
    let own = GenerationConfigObject(model).members
    var members = own
    if let given = keywords.first(where: { $0.name == "generation_config" })?.value, !given.isNone {
      members = try Self.given(given).members
      for name in GenerationSettings.tokens where members[name]?.isNull ?? true { members[name] = own[name] }
    }
    return zip(members.keys, members.values).map { ($0, $1) }
  }

  private var members: JSONObject { settings.members(for: model?.configuration) }

  private func text(metadata: Bool) -> String { settings.text(metadata: metadata, for: model?.configuration) }

  /// Sets what has a name among the attributes; what has none comes back.
  private func update(_ keywords: [(name: String, value: Value)]) throws -> [(name: String, value: Value)] {
    var unused: [(name: String, value: Value)] = []
    for (name, value) in keywords {
      if try getAttribute(name) == nil { unused.append((name, value)) } else { _ = try setAttribute(name, value) }
    }
    try validate()
    return unused
  }

  private func validate() throws {
    let members = members
    if let number = members["max_new_tokens"]?.intValue, number <= 0 {
      throw ScriptError(.valueError, "`max_new_tokens` must be greater than 0, but is \(number).")
    }
    let samples = members["do_sample"]?.boolValue ?? false
    if let copies = members["num_return_sequences"]?.intValue, copies > 1, !samples {
      throw GenerationKeywords.copiesWithoutSampling(copies)
    }
  }

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "_from_model_config": .bool(settings.isFromModel)
    default: (members[name] ?? GenerationSettings.defaults[name]).map { TransformersJSON.value($0) }
    }
  }

  override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    settings.members[name] = try TransformersJSON.json(value, name)
    return true
  }

  override func attributeNames() -> [String] {
    GenerationSettings.defaults.keys + members.keys.filter { GenerationSettings.defaults[$0] == nil }
  }

  override func repr() throws -> String {
    "GenerationConfig \(text(metadata: false))"
  }

  override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.cast(to: GenerationConfigObject.self) else { return nil }
    let isEqual = text(metadata: false) == other.text(metadata: false)
    switch op {
    case .equal: return .bool(isEqual)
    case .notEqual: return .bool(!isEqual)
    default: return nil
    }
  }
}
