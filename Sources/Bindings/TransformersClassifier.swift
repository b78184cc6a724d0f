import Script
import Support
import Tensor
import Transformer

/// `DistilBertForSequenceClassification` or `BertForSequenceClassification`, what
/// `AutoModelForSequenceClassification.from_pretrained` gives.
public final class SequenceClassifierObject: Object {
  public let model: any SequenceClassificationModel
  let source: String
  var isTraining = false

  public init(_ model: any SequenceClassificationModel, source: String) {
    self.model = model
    self.source = source
    super.init(type: model is BertForSequenceClassification ? Self.bertType : Self.distilbertType)
  }

  public static let distilbertType = makeType(
    "DistilBERT", DistilBertForSequenceClassification.architecture, .distilbert
  ) {
    DistilBertForSequenceClassification(try DistilBertConfiguration(json: $0), generator: RandomState.generator)
  }
  public static let bertType = makeType("BERT", BertForSequenceClassification.architecture, .bert) {
    BertForSequenceClassification(try BertConfiguration(json: $0), generator: RandomState.generator)
  }

  private static func makeType(
    _ family: String, _ name: String, _ kind: PretrainedConfigObject.Kind,
    make: @escaping (JSONObject) throws -> any SequenceClassificationModel
  ) -> TypeObject {
    let type = TypeObject(name, module: "transformers")
    type.documentation = "\(family) with a classifier on the first token."
    type.constructor("config, **kwargs") { call in
      guard let config = call[0].cast(to: PretrainedConfigObject.self), config.kind == kind else {
        throw ScriptError(
          .typeError, "\(name) is made from a \(kind.type.name), not from \(call[0].typeName)")
      }
      return Value(SequenceClassifierObject(try make(config.json), source: ""))
    }
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *model_args, **kwargs") { call in
      Value(try load(call[0], call.keywords(2)))
    }
    type.method("forward", "input_ids, attention_mask=None, labels=None, token_type_ids=None, **kwargs") { call in
      try call.me(SequenceClassifierObject.self).forward(call[0], mask: call[1], labels: call[2], types: call[3])
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
  }

  /// `AutoModelForSequenceClassification`.
  static let autoType: TypeObject = {
    let type = TypeObject("AutoModelForSequenceClassification", module: "transformers")
    type.documentation = "Finds the classifier of a name or folder."
    type.classMethod("from_pretrained", "pretrained_model_name_or_path, *model_args, **kwargs") { call in
      Value(try load(call[0], call.keywords(2)))
    }
    type.classMethod("from_config", "config, **kwargs") { call in
      let isBert = call[0].cast(to: PretrainedConfigObject.self)?.kind == .bert
      return try Value(isBert ? bertType : distilbertType).call(call[0])
    }
    type.constructor("*args, **kwargs") { _ in
      throw ModelMethods.notMade("AutoModelForSequenceClassification", "distilbert-imdb-nano")
    }
    return type
  }()

  static func load(
    _ name: Value, _ keywords: [(name: String, value: Value)] = []
  ) throws -> SequenceClassifierObject {
    let name = try ModelMethods.path(name)
    let model = try TransformersModule.folder(name, keywords).sequenceClassifier()
    let count = model.configuration.labels.count
    for (key, value) in keywords where key == "num_labels" || key == "id2label" && value.dict != nil {
      let wanted = try value.dict?.count ?? value.asInt(key)
      guard wanted != count else { continue }
      throw ScriptError(
        .runtimeError, "size mismatch: the classifier of '\(name)' tells \(count) labels apart, not \(wanted)",
        hint: "from_config(config) makes a new one with config.num_labels = \(wanted)")
    }
    let object = SequenceClassifierObject(model, source: name)
    if let labels = keywords.first(where: { $0.name == "id2label" })?.value, labels.dict != nil {
      try Value(object).getAttribute("config").setAttribute("id2label", labels)
    }
    return object
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
    let width = shape.width
    func linear(_ name: String, _ outputs: Int) -> String {
      "(\(name)): Linear(in_features=\(width), out_features=\(outputs), bias=True)"
    }
    if let bert = model as? BertForSequenceClassification {
      let shape = bert.configuration
      return """
        BertForSequenceClassification(
          (bert): BertModel(
            (word_embeddings): Embedding(\(shape.vocabularySize), \(width))
            (position_embeddings): Embedding(\(shape.positionCount), \(width))
            (token_type_embeddings): Embedding(\(shape.tokenTypeCount), \(width))
            (layer): \(shape.layerCount) x BertLayer(\(shape.headCount) heads, \(shape.feedForwardWidth) inside, \
        \(shape.activation.rawValue))
            \(linear("pooler", width))
          )
          \(linear("classifier", shape.labels.count))
        )
        """
    }
    guard let shape = shape as? DistilBertConfiguration else { return type.name }
    return """
      DistilBertForSequenceClassification(
        (distilbert): DistilBertModel(
          (word_embeddings): Embedding(\(shape.vocabularySize), \(width))
          (position_embeddings): Embedding(\(shape.positionCount), \(width))
          (layer): \(shape.layerCount) x TransformerBlock(\(shape.headCount) heads, \(shape.feedForwardWidth) inside, \
      \(shape.activation.rawValue))
        )
        \(linear("pre_classifier", width))
        \(linear("classifier", shape.labels.count))
      )
      """
  }

  public override var isCallable: Bool { true }
  public override func call(_ arguments: Arguments) throws -> Value { try getAttributeOfType("forward", arguments) }

  /// The class logits [b, labels]; with labels [b] also their mean cross-entropy.
  private func forward(_ input: Value, mask: Value, labels: Value, types: Value) throws -> Value {
    let given = try TransformersRows(input, mask: mask)
    let dropout = isTraining ? RandomState.generator : nil
    let tokenTypes =
      types.isNone || types.isUnset ? nil : try TransformersRows(types, mask: mask, "token_type_ids").tokens
    let logits: Tensor
    if !GradientMode.isEnabled, dropout == nil, tokenTypes == nil, !given.rows.isEmpty {
      // Nothing is kept for a backward pass: large batches go through in chunks.
      let rows = try SequenceClassifier(model).logits(given.rows)
      logits = Tensor(Array(rows.joined()), shape: [rows.count, rows[0].count])
    } else {
      logits = try model.logits(ids: given.tokens, segments: given.segments, tokenTypes: tokenTypes, dropout: dropout)
    }
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
