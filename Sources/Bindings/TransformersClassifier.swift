import Script
import Support
import Tensor
import Transformer

/// `DistilBertForSequenceClassification`, what `AutoModelForSequenceClassification.from_pretrained` gives.
public final class SequenceClassifierObject: Object {
  public let model: DistilBertForSequenceClassification
  let source: String
  var isTraining = false

  public init(_ model: DistilBertForSequenceClassification, source: String) {
    self.model = model
    self.source = source
    super.init(type: Self.type)
  }

  public static let type: TypeObject = {
    let type = TypeObject("DistilBertForSequenceClassification", module: "transformers")
    type.documentation = "DistilBERT with a classifier on the first token."
    type.constructor("config, **kwargs") { call in
      guard let config = call[0].cast(to: PretrainedConfigObject.self), config.kind == .distilbert else {
        throw ScriptError(
          .typeError,
          "DistilBertForSequenceClassification is made from a DistilBertConfig, not from \(call[0].typeName)")
      }
      let shape = try DistilBertConfiguration(json: config.json)
      let model = DistilBertForSequenceClassification(shape, generator: RandomState.generator)
      return Value(SequenceClassifierObject(model, source: ""))
    }
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *model_args, **kwargs") { call in
      Value(try load(call[0]))
    }
    type.method("forward", "input_ids, attention_mask=None, labels=None, **kwargs") { call in
      try call.me(SequenceClassifierObject.self).forward(call[0], mask: call[1], labels: call[2])
    }
    ModelMethods.add(to: type) {
      $0.cast(to: SequenceClassifierObject.self)?.model
    } training: { value, flag in
      value.cast(to: SequenceClassifierObject.self)?.isTraining = flag
    } save: { value, path, weights in
      guard let model = value.cast(to: SequenceClassifierObject.self)?.model else { return }
      try PretrainedFolder.save(model, to: path, type: weights)
    }
    return type
  }()

  /// `AutoModelForSequenceClassification`.
  static let autoType: TypeObject = {
    let type = TypeObject("AutoModelForSequenceClassification", module: "transformers")
    type.documentation = "Finds the classifier of a name or folder."
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *model_args, **kwargs") { call in
      Value(try load(call[0]))
    }
    type.classMethod("from_config", "config, **kwargs") { call in
      try Value(SequenceClassifierObject.type).call(call[0])
    }
    type.constructor("*args, **kwargs") { _ in
      throw ModelMethods.notMade("AutoModelForSequenceClassification", "distilbert-imdb-nano")
    }
    return type
  }()

  static func load(_ name: Value) throws -> SequenceClassifierObject {
    let name = try ModelMethods.path(name)
    return SequenceClassifierObject(try TransformersModule.folder(name).sequenceClassifier(), source: name)
  }

  public override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "config": Value(PretrainedConfigObject(model))
    case "training": .bool(isTraining)
    case "device": try TransformersModule.cpu()
    case "name_or_path": Value(source)
    case "num_labels": .int(model.configuration.labels.count)
    default: nil
    }
  }

  public override func attributeNames() -> [String] { ["config", "training", "device", "name_or_path", "num_labels"] }

  public override func repr() throws -> String {
    let shape = model.configuration
    return """
      DistilBertForSequenceClassification(
        (distilbert): DistilBertModel(
          (word_embeddings): Embedding(\(shape.vocabularySize), \(shape.width))
          (position_embeddings): Embedding(\(shape.positionCount), \(shape.width))
          (layer): \(shape.layerCount) x TransformerBlock(\(shape.headCount) heads, \(shape.feedForwardWidth) inside, \
      \(shape.activation.rawValue))
        )
        (pre_classifier): Linear(in_features=\(shape.width), out_features=\(shape.width), bias=True)
        (classifier): Linear(in_features=\(shape.width), out_features=\(shape.labels.count), bias=True)
      )
      """
  }

  public override var isCallable: Bool { true }
  public override func call(_ arguments: Arguments) throws -> Value { try getAttributeOfType("forward", arguments) }

  /// The class logits [b, labels]; with labels [b] also their mean cross-entropy.
  private func forward(_ input: Value, mask: Value, labels: Value) throws -> Value {
    let given = try TransformersRows(input, mask: mask)
    let dropout = isTraining ? RandomState.generator : nil
    let logits = try model.logits(ids: given.tokens, segments: given.segments, dropout: dropout)
    let output = Value(TensorObject(logits))
    if labels.isNone || labels.isUnset { return Value(ModelOutputObject([("logits", output)])) }
    let targets: [Int32]
    if let tensor = labels.cast(to: TensorObject.self)?.tensor {
      targets = tensor.ints.map { Int32(clamping: $0) }
    } else {
      targets = try labels.asList("labels").map { Int32(clamping: try $0.asInt("a label")) }
    }
    let loss = try Tensor.crossEntropy(logits: logits, targets: targets)
    return Value(ModelOutputObject([("loss", Value(TensorObject(loss))), ("logits", output)]))
  }
}
