import Support

/// The shape of a DistilBERT model; defaults are those of `distilbert-base-uncased`.
public struct DistilBertConfiguration: ClassifierConfiguration {
  public static let modelType = "distilbert"

  public var vocabularySize = 30522
  public var positionCount = 512
  public var width = 768
  public var layerCount = 6
  public var headCount = 12
  /// The width inside the feed-forward layers, `hidden_dim`.
  public var feedForwardWidth = 3072
  public var activation = Activation.gelu
  /// Dropout after the embeddings and the feed-forward layers, while training.
  public var dropout = 0.1
  /// Dropout of attention weights. Kept for the file; the packed attention here has none.
  public var attentionDropout = 0.1
  /// Dropout before the classifier, while training.
  public var classifierDropout = 0.2
  public var initializerRange = 0.02
  public var padTokenId: Int? = 0
  /// The names of the classes, in order: `["NEGATIVE", "POSITIVE"]`.
  public var labels = ["LABEL_0", "LABEL_1"]

  /// The members of the file this was read from.
  public var source = JSONObject()

  public var sizes: [Int] {
    [vocabularySize, positionCount, width, layerCount, headCount, feedForwardWidth, labels.count]
  }

  public init() {}

  /// A model of the given sizes.
  public init(
    vocabularySize: Int, positionCount: Int, width: Int, layerCount: Int, headCount: Int, feedForwardWidth: Int,
    labels: [String], padTokenId: Int? = 0
  ) {
    self.vocabularySize = vocabularySize
    self.positionCount = positionCount
    self.width = width
    self.layerCount = layerCount
    self.headCount = headCount
    self.feedForwardWidth = feedForwardWidth
    self.labels = labels
    self.padTokenId = padTokenId
  }

  public init(json: JSONObject, name: String = "config.json") throws {
    let reader = ConfigurationReader(json: json, name: name)
    if let type = json["model_type"]?.stringValue, type != Self.modelType {
      throw UserError(.value, "\(name): 'model_type' is '\(type)', and a DistilBERT model needs 'distilbert'")
    }
    source = json
    vocabularySize = try reader.dimension("vocab_size", vocabularySize)
    positionCount = try reader.dimension("max_position_embeddings", positionCount)
    width = try reader.dimension("dim", width)
    layerCount = try reader.dimension("n_layers", layerCount)
    headCount = try reader.dimension("n_heads", headCount)
    feedForwardWidth = try reader.dimension("hidden_dim", feedForwardWidth)
    activation = try reader.activation("activation", activation)
    dropout = try reader.probability("dropout", dropout)
    attentionDropout = try reader.probability("attention_dropout", attentionDropout)
    classifierDropout = try reader.probability("seq_classif_dropout", classifierDropout)
    initializerRange = try reader.positive("initializer_range", initializerRange)
    padTokenId = try reader.token("pad_token_id", 0)
    labels = try reader.labels()
    guard width % headCount == 0 else {
      throw UserError(.value, "\(name): 'dim' (\(width)) must be a multiple of 'n_heads' (\(headCount))")
    }
  }

  public func json(architecture: String) -> JSONObject {
    var json = source
    if source.count == 0 { json = Self.template }
    json["architectures"] = .array([.string(architecture)])
    json["model_type"] = .string(Self.modelType)
    json.update("vocab_size", .int(vocabularySize))
    json.update("max_position_embeddings", .int(positionCount))
    json.update("dim", .int(width))
    json.update("n_layers", .int(layerCount))
    json.update("n_heads", .int(headCount))
    json.update("hidden_dim", .int(feedForwardWidth))
    json.update("activation", .string(activation.rawValue))
    json.update("dropout", .double(dropout))
    json.update("attention_dropout", .double(attentionDropout))
    json.update("seq_classif_dropout", .double(classifierDropout))
    json.update("initializer_range", .double(initializerRange))
    json.update("pad_token_id", padTokenId.map { .int($0) } ?? .null)
    json.updateLabels(labels)
    return json
  }

  private static let template: JSONObject = {
    var json = JSONObject()
    for key in [
      "activation", "architectures", "attention_dropout", "dim", "dropout", "hidden_dim", "initializer_range",
      "max_position_embeddings", "model_type", "n_heads", "n_layers", "pad_token_id",
    ] { json[key] = .null }
    json["qa_dropout"] = 0.1
    json["seq_classif_dropout"] = .null
    json["sinusoidal_pos_embds"] = false
    json["torch_dtype"] = "float32"
    json["transformers_version"] = "4.44.2"
    json["vocab_size"] = .null
    return json
  }()
}
