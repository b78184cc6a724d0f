import Script
import Support
import Tensor
import Transformer

/// `GPT2LMHeadModel`, what `AutoModelForCausalLM.from_pretrained` gives.
public final class CausalLMObject: Object {
  public let model: GPT2Model
  /// The name or folder it was loaded from.
  let source: String
  var isTraining = false

  public init(_ model: GPT2Model, source: String) {
    self.model = model
    self.source = source
    super.init(type: Self.type)
  }

  public static let type: TypeObject = {
    let type = TypeObject("GPT2LMHeadModel", module: "transformers")
    type.documentation = "GPT-2 with its language-model head."
    type.constructor("config, **kwargs") { call in
      guard let config = call[0].cast(to: PretrainedConfigObject.self), config.kind == .gpt2 else {
        throw ScriptError(
          .typeError, "GPT2LMHeadModel is made from a GPT2Config, not from \(call[0].typeName)",
          hint: "GPT2LMHeadModel(GPT2Config(n_layer=2)), or GPT2LMHeadModel.from_pretrained(name)")
      }
      let model = GPT2Model(try GPT2Configuration(json: config.json), generator: RandomState.generator)
      return Value(CausalLMObject(model, source: ""))
    }
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *model_args, **kwargs") { call in
      try load(call[0], call.keywords(2))
    }
    type.method("generate", "inputs=None, **kwargs") { call in
      try TransformersGenerate.run(call.me(CausalLMObject.self).model, call[0], call.keywords(1))
    }
    type.method("forward", "input_ids, attention_mask=None, labels=None, **kwargs") { call in
      try call.me(CausalLMObject.self).forward(call[0], mask: call[1], labels: call[2])
    }
    ModelMethods.add(to: type) {
      $0.cast(to: CausalLMObject.self)?.model
    } training: { value, flag in
      value.cast(to: CausalLMObject.self)?.isTraining = flag
    } save: { value, path, weights in
      guard let model = value.cast(to: CausalLMObject.self)?.model else { return }
      try PretrainedFolder.save(model, to: path, type: weights)
    }
    return type
  }()

  /// `AutoModelForCausalLM`.
  static let autoType: TypeObject = {
    let type = TypeObject("AutoModelForCausalLM", module: "transformers")
    type.documentation = "Finds the language model of a name or folder."
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *model_args, **kwargs") { call in
      try load(call[0], call.keywords(2))
    }
    type.classMethod("from_config", "config, **kwargs") { call in try Value(CausalLMObject.type).call(call[0]) }
    type.constructor("*args, **kwargs") { _ in throw ModelMethods.notMade("AutoModelForCausalLM", "gpt2-imdb-nano") }
    return type
  }()

  private static func load(_ name: Value, _ keywords: [(name: String, value: Value)] = []) throws -> Value {
    let name = try ModelMethods.path(name)
    return Value(CausalLMObject(try TransformersModule.folder(name, keywords).causalLM(), source: name))
  }

  // MARK: Attributes

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "config": Value(PretrainedConfigObject(model))
    case "generation_config": Value(GenerationConfigObject(model))
    case "training": .bool(isTraining)
    case "device": try TransformersModule.cpu()
    case "name_or_path": Value(source)
    default: nil
    }
  }

  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    guard name == "generation_config" else { return false }
    model.generation = try GenerationConfigObject.given(value).settings
    return true
  }

  public override func attributeNames() -> [String] { ["config", "generation_config", "training", "device", "name_or_path"] }

  public override func repr() throws -> String {
    let shape = model.configuration
    return """
      GPT2LMHeadModel(
        (transformer): GPT2Model(
          (wte): Embedding(\(shape.vocabularySize), \(shape.width))
          (wpe): Embedding(\(shape.positionCount), \(shape.width))
          (h): \(shape.layerCount) x GPT2Block(\(shape.headCount) heads, \(shape.feedForwardWidth) inside, \
      \(shape.activation.rawValue))
          (ln_f): LayerNorm((\(shape.width),), eps=\(JSON.text(of: shape.layerNormEpsilon)))
        )
        (lm_head): Linear(in_features=\(shape.width), out_features=\(shape.vocabularySize), bias=False)
      )
      """
  }

  // MARK: Running it

  public override var isCallable: Bool { true }
  public override func call(_ arguments: Arguments) throws -> Value {
    try getAttributeOfType("forward", arguments)
  }

  /// The next-token logits [b, t, v]; with labels [b, t] (−100 leaves a token out) also the mean loss of each label
  /// given the tokens before it.
  private func forward(_ input: Value, mask: Value, labels: Value) throws -> Value {
    let given = try TransformersRows(input, mask: mask)
    let dropout = isTraining ? RandomState.generator : nil
    let hidden = try model.hiddenStates(ids: given.tokens, segments: given.segments, dropout: dropout)
    let logits = Value(TensorObject(try given.rectangle(try model.logits(hidden: hidden))))
    if labels.isNone || labels.isUnset { return Value(ModelOutputObject([("logits", logits)])) }
    let wanted = try TransformersRows(labels, mask: mask, "labels")
    guard wanted.rows.map(\.count) == given.rows.map(\.count) else {
      throw ScriptError(.valueError, "labels must have the shape of input_ids")
    }
    let targets = wanted.rows.flatMap { $0.dropFirst() + ($0.isEmpty ? [] : [-100]) }
    let loss = try Tensor.linearCrossEntropy(hidden: hidden, weight: model.head, targets: targets)
    return Value(ModelOutputObject([("loss", Value(TensorObject(loss))), ("logits", logits)]))
  }
}

extension Object {
  /// Calls the method `name` of the object's type with `arguments`.
  func getAttributeOfType(_ name: String, _ arguments: Arguments) throws -> Value {
    try Value(self).getAttribute(name).call(arguments)
  }
}
