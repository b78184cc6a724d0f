import Script
import Support
import Transformer

/// `GPT2Config`, `DistilBertConfig`, `BertConfig`: the shape of a model as its config.json has it, every key an attribute.
///
/// Of a model, it is a view: what is set here changes the model where that is possible (token ids, names of classes).
public final class PretrainedConfigObject: Object {
  enum Kind: String {
    case gpt2, distilbert, bert

    var type: TypeObject {
      switch self {
      case .gpt2: PretrainedConfigObject.gpt2Type
      case .distilbert: PretrainedConfigObject.distilbertType
      case .bert: PretrainedConfigObject.bertType
      }
    }

    /// - Throws: a `ValueError` for members that make no sense.
    func check(_ json: JSONObject, name: String) throws {
      switch self {
      case .gpt2: _ = try GPT2Configuration(json: json, name: name)
      case .distilbert: _ = try DistilBertConfiguration(json: json, name: name)
      case .bert: _ = try BertConfiguration(json: json, name: name)
      }
    }

    /// The names all models share, and what this kind calls them.
    var aliases: [String: String] {
      switch self {
      case .gpt2:
        [
          "hidden_size": "n_embd", "max_position_embeddings": "n_positions", "num_attention_heads": "n_head",
          "num_hidden_layers": "n_layer",
        ]
      case .distilbert:
        ["hidden_size": "dim", "num_attention_heads": "n_heads", "num_hidden_layers": "n_layers"]
      case .bert: [:]
      }
    }
  }

  let kind: Kind
  private(set) var json: JSONObject
  /// Brings a change to the model this belongs to.
  private let changed: (JSONObject) throws -> Void

  init(_ kind: Kind, _ json: JSONObject, changed: @escaping (JSONObject) throws -> Void = { _ in }) {
    self.kind = kind
    self.json = json
    self.changed = changed
    super.init(type: kind.type)
  }

  /// The configuration of `model`.
  convenience init(_ model: GPT2Model) {
    self.init(.gpt2, model.configuration.json(architecture: "GPT2LMHeadModel")) { json in
      try model.update(try GPT2Configuration(json: json))
    }
  }

  /// The configuration of `model`.
  convenience init(_ model: any SequenceClassificationModel) {
    self.init(model is BertForSequenceClassification ? .bert : .distilbert, model.configurationJSON) { json in
      if let model = model as? BertForSequenceClassification { try model.update(try BertConfiguration(json: json)) }
      if let model = model as? DistilBertForSequenceClassification {
        try model.update(try DistilBertConfiguration(json: json))
      }
    }
  }

  static let gpt2Type = type("GPT2Config", .gpt2) { GPT2Configuration().json(architecture: "GPT2LMHeadModel") }
  static let distilbertType = type("DistilBertConfig", .distilbert) {
    DistilBertConfiguration().json(architecture: "DistilBertForSequenceClassification")
  }
  static let bertType = type("BertConfig", .bert) {
    BertConfiguration().json(architecture: "BertForSequenceClassification")
  }

  private static func type(_ name: String, _ kind: Kind, _ defaults: @escaping () -> JSONObject) -> TypeObject {
    let type = TypeObject(name, module: "transformers")
    type.documentation = "The shape of a \(kind) model; keyword arguments are the keys of config.json."
    type.constructor("**kwargs") { call in
      let config = PretrainedConfigObject(kind, defaults())
      try config.assign(call.keywords(0))
      return Value(config)
    }
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, **kwargs") { call in
      try load(call.string(0))
    }
    type.method("to_dict") { call in TransformersJSON.value(.object(call.me(PretrainedConfigObject.self).json)) }
    type.method("to_json_string", "use_diff=True") { call in
      Value(JSON.object(call.me(PretrainedConfigObject.self).json).text(indent: 2) + "\n")
    }
    return type
  }

  /// The configuration in the folder of the model `name`.
  static func load(_ name: String, _ keywords: [(name: String, value: Value)] = []) throws -> Value {
    let folder = try TransformersModule.folder(name, keywords, part: .configuration)
    guard let kind = Kind(rawValue: folder.modelType ?? "gpt2") else {
      throw ScriptError(
        .valueError, "'\(name)' holds a model of type '\(folder.modelType ?? "")', which is not known here")
    }
    try kind.check(folder.configuration, name: folder.path + "/config.json")
    return Value(PretrainedConfigObject(kind, folder.configuration))
  }

  private func assign(_ members: [(name: String, value: Value)]) throws {
    var json = json
    for (name, value) in members {
      if name == "num_labels" {
        let count = try value.asInt("num_labels")
        guard count > 0, count <= 65536 else { throw ScriptError(.valueError, "num_labels cannot be \(count)") }
        json["id2label"] = .object(JSONObject.labels((0..<count).map { "LABEL_\($0)" }))
        json["label2id"] = .object(JSONObject.indices((0..<count).map { "LABEL_\($0)" }))
      } else {
        json[kind.aliases[name] ?? name] = try TransformersJSON.json(value, name)
      }
    }
    // The reader checks what it knows; nothing is kept of a value that makes no sense.
    try kind.check(json, name: type.name)
    try changed(json)
    self.json = json
  }

  private var labels: [String] {
    let names = (json["id2label"]?.objectValue).map { members in
      (0..<members.count).compactMap { members[String($0)]?.stringValue }
    }
    return names ?? ["LABEL_0", "LABEL_1"]
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "model_type": return Value(kind.rawValue)
    case "num_labels": return .int(labels.count)
    case "id2label":
      let names = DictObject()
      for (index, label) in labels.enumerated() { try names.set(.int(index), Value(label)) }
      return Value(names)
    case "label2id": return Value(DictObject(labels.enumerated().map { ($1, .int($0)) }))
    case "is_encoder_decoder": return .bool(false)
    case "tie_word_embeddings" where json[name] == nil: return .bool(true)
    case "pad_token_id", "bos_token_id", "eos_token_id", "problem_type", "n_inner", "task_specific_params":
      return json[name].map { TransformersJSON.value($0) } ?? Value.none
    default: return json[kind.aliases[name] ?? name].map { TransformersJSON.value($0) }
    }
  }

  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    try assign([(name, value)])
    return true
  }

  public override func attributeNames() -> [String] { json.keys + kind.aliases.keys.sorted() + ["num_labels"] }

  public override func repr() throws -> String { "\(type.name) \(JSON.object(json).text(indent: 2))\n" }
}

extension JSONObject {
  /// `id2label`.
  static func labels(_ names: [String]) -> JSONObject {
    var object = JSONObject()
    for (index, name) in names.enumerated() { object[String(index)] = .string(name) }
    return object
  }

  /// `label2id`.
  static func indices(_ names: [String]) -> JSONObject {
    var object = JSONObject()
    for (index, name) in names.enumerated() { object[name] = .int(index) }
    return object
  }
}

/// Between JSON and the language's values.
enum TransformersJSON {
  static func value(_ json: JSON) -> Value {
    switch json {
    case .null: .none
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .float(value)
    case .bigInteger(let text), .string(let text): Value(text)
    case .array(let items): Value(list: items.map { value($0) })
    case .object(let object): Value(DictObject(zip(object.keys, object.values).map { ($0, value($1)) }))
    }
  }

  static func json(_ value: Value, _ name: String, depth: Int = 0) throws -> JSON {
    guard depth < 64 else { throw ScriptError(.valueError, "\(name) is nested too deep for config.json") }
    switch value {
    case .none, .unset: return .null
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .float(let number): return .double(number)
    case .object:
      if let text = value.string { return .string(text) }
      if let dict = value.dict {
        var object = JSONObject()
        for (key, item) in dict.items { object[try key.text()] = try json(item, name, depth: depth + 1) }
        return .object(object)
      }
      return .array(try value.asList(name).map { try json($0, name, depth: depth + 1) })
    }
  }
}
