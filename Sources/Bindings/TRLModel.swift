import RLHF
import Script
import Support
import Tensor
import Transformer

/// `AutoModelForCausalLMWithValueHead`: a policy and its critic.
public final class ValueHeadModelObject: Object {
  public let model: CausalLMWithValueHead
  /// The name or folder it was loaded from.
  let source: String
  var isTraining = false

  public init(_ model: CausalLMWithValueHead, source: String) {
    self.model = model
    self.source = source
    super.init(type: Self.type)
  }

  public static let type: TypeObject = {
    let type = TypeObject("AutoModelForCausalLMWithValueHead", module: "trl")
    type.documentation = "A causal language model with a linear layer that reads a value off every hidden state."
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *model_args, **kwargs") { call in
      try load(call[0], call.keywords(2))
    }
    type.constructor("pretrained_model=None, **kwargs") { call in
      if call.isNone(0) { throw ModelMethods.notMade("AutoModelForCausalLMWithValueHead", "gpt2-imdb-nano") }
      return try load(call[0])
    }
    type.method("generate", "input_ids=None, **kwargs") { call in
      try TransformersGenerate.run(call.me(ValueHeadModelObject.self).model.model, call[0], call.keywords(1))
    }
    type.method("forward", "input_ids, attention_mask=None, **kwargs") { call in
      try call.me(ValueHeadModelObject.self).forward(call[0], mask: call[1])
    }
    ModelMethods.add(to: type) {
      $0.cast(to: ValueHeadModelObject.self)?.model
    } training: { value, flag in
      value.cast(to: ValueHeadModelObject.self)?.isTraining = flag
    } save: { value, path, weights in
      guard let model = value.cast(to: ValueHeadModelObject.self)?.model else { return }
      try PretrainedFolder.save(model, to: path, type: weights)
    }
    return type
  }()

  /// The model of a name or folder, or a new value head on a language model.
  private static func load(_ from: Value, _ keywords: [(name: String, value: Value)] = []) throws -> Value {
    if let other = from.cast(to: ValueHeadModelObject.self) {
      return Value(ValueHeadModelObject(try other.model.copy(), source: other.source))
    }
    if let language = from.cast(to: CausalLMObject.self) {
      let model = CausalLMWithValueHead(language.model, generator: RandomState.generator)
      return Value(ValueHeadModelObject(model, source: language.source))
    }
    let name = try ModelMethods.path(from)
    let model = try TransformersModule.folder(name, keywords).causalLMWithValueHead(
      generator: RandomState.generator)
    return Value(ValueHeadModelObject(model, source: name))
  }

  // MARK: Attributes

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "config": Value(PretrainedConfigObject(model.model))
    case "generation_config": Value(GenerationConfigObject(model.model))
    case "pretrained_model": Value(CausalLMObject(model.model, source: source))
    case "training": .bool(isTraining)
    case "device": try TransformersModule.cpu()
    case "is_peft_model", "is_encoder_decoder": .bool(false)
    case "name_or_path": Value(source)
    default: nil
    }
  }

  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    guard name == "generation_config" else { return false }
    model.model.generation = try GenerationConfigObject.given(value).settings
    return true
  }

  public override func attributeNames() -> [String] {
    ["config", "generation_config", "pretrained_model", "training", "device"]
  }

  public override func repr() throws -> String {
    let shape = model.configuration
    let body = try CausalLMObject(model.model, source: source).repr().split(separator: "\n").joined(separator: "\n  ")
    return """
      AutoModelForCausalLMWithValueHead(
        (pretrained_model): \(body)
        (v_head): ValueHead(
          (dropout): Dropout(p=\(JSON.text(of: shape.summaryDropout)))
          (summary): Linear(in_features=\(shape.width), out_features=1, bias=True)
        )
      )
      """
  }

  // MARK: Running it

  public override var isCallable: Bool { true }
  public override func call(_ arguments: Arguments) throws -> Value {
    try Value(self).getAttribute("forward").call(arguments)
  }

  /// `(logits [b, t, v], None, values [b, t])` of token ids [b, t], on the tape; zeros where the mask has padding.
  func forward(_ input: Value, mask: Value) throws -> Value {
    let given = try TransformersRows(input, mask: mask)
    let dropout = isTraining ? RandomState.generator : nil
    let hidden = try model.hiddenStates(ids: given.tokens, segments: given.segments, dropout: dropout)
    let logits = try given.rectangle(try model.model.logits(hidden: hidden))
    let values = try given.rectangle(try model.values(hidden: hidden).reshaped(to: [hidden.shape[0], 1]))
    let shape = Array(values.shape.dropLast())
    return Value(
      tuple: [Value(TensorObject(logits)), .none, Value(TensorObject(try values.reshaped(to: shape)))])
  }
}
