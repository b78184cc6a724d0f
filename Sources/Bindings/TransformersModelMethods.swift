import Script
import Support
import Tensor
import Transformer

/// The methods that all models have.
enum ModelMethods {
  /// - Parameters:
  ///   - module: the model inside an object.
  ///   - training: switches dropout of the object on or off.
  ///   - save: writes the object's model to a folder.
  static func add(
    to type: TypeObject, module: @escaping (Value) -> (any Module)?,
    training: @escaping (Value, Bool) -> Void, save: @escaping (Value, String, WeightType) throws -> Void
  ) {
    func model(_ call: CallArguments) throws -> any Module {
      guard let module = module(call.receiver) else { throw ScriptError(.typeError, "not a model") }
      return module
    }
    for name in ["to", "cpu", "cuda", "float"] { type.method(name, "*args, **kwargs") { $0.receiver } }
    type.method("eval") { call in
      training(call.receiver, false)
      return call.receiver
    }
    type.method("train", "mode=True") { call in
      training(call.receiver, try call.bool(0))
      return call.receiver
    }
    type.method("requires_grad_", "requires_grad=True") { call in
      try model(call).requiresGrad = try call.bool(0)
      return call.receiver
    }
    for (name, flag) in [("gradient_checkpointing_enable", true), ("gradient_checkpointing_disable", false)] {
      type.method(name, "gradient_checkpointing_kwargs=None") { call in
        guard let model = try model(call) as? any GradientCheckpointing else {
          throw ScriptError(.valueError, "\(type.name) does not support gradient checkpointing.")
        }
        model.gradientCheckpointing = flag
        return .none
      }
    }
    type.property("is_gradient_checkpointing", get: { value in
      .bool((module(value) as? any GradientCheckpointing)?.gradientCheckpointing ?? false)
    })
    type.method("zero_grad", "set_to_none=True") { call in
      for parameter in try model(call).parameters { parameter.tensor.grad = nil }
      return .none
    }
    type.method("parameters", "recurse=True") { call in
      Value(list: try model(call).parameters.map { Value(TensorObject($0.tensor)) })
    }
    type.method("named_parameters", "prefix='', recurse=True") { call in
      Value(list: try model(call).parameters.map { Value(tuple: [Value($0.name), Value(TensorObject($0.tensor))]) })
    }
    type.method("num_parameters", "only_trainable=False, exclude_embeddings=False") { call in
      let module = try model(call)
      guard try call.bool(1) else { return .int(module.parameterCount) }
      let tables = ["wte.weight", "wpe.weight", "word_embeddings.weight", "position_embeddings.weight"]
      let others = module.state.filter { entry in !tables.contains { entry.name.hasSuffix($0) } }
      return .int(others.reduce(0) { $0 + $1.count })
    }
    type.method("state_dict") { call in
      let dict = DictObject()
      for entry in try model(call).state {
        let tensor = Tensor(zeros: entry.shape)
        tensor.data.update(from: entry.data, count: entry.count)
        dict[entry.name] = Value(TensorObject(tensor))
      }
      return Value(dict)
    }
    type.method("save_pretrained", "save_directory, safe_serialization=True, dtype='float32', **kwargs") { call in
      let types: [String: WeightType] = ["float32": .float32, "float16": .float16, "bfloat16": .bfloat16]
      let name = try call[2].text().replacing("torch.", with: "")
      guard let weights = types[name] else {
        throw ScriptError(.valueError, "dtype cannot be '\(name)'", hint: "float32, float16 or bfloat16")
      }
      try save(call.receiver, try path(call[0]), weights)
      return .none
    }
    type.method("push_to_hub", "*args, **kwargs") { _ in
      throw ScriptError(
        .notImplementedError, "push_to_hub needs the network", hint: "save_pretrained(folder) writes the same files")
    }
  }

  /// A path given as a string or as a path object.
  static func path(_ value: Value) throws -> String {
    if let text = value.string { return text }
    if value.object == nil {
      throw ScriptError(.typeError, "a model's name or folder must be a str, not \(value.typeName)")
    }
    return try value.text()
  }

  static func notMade(_ type: String, _ example: String) -> ScriptError {
    ScriptError(
      .osError,
      "\(type) is designed to be instantiated using the `\(type).from_pretrained(pretrained_model_name_or_path)` method.",
      hint: "\(type).from_pretrained(\"\(example)\")")
  }
}
