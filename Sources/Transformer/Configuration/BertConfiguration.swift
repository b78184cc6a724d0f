import Support

/// The shape of a BERT model; defaults are those of `bert-base-uncased`.
public struct BertConfiguration: ClassifierConfiguration {
  public static let modelType = "bert"

  public var vocabularySize = 30522
  public var positionCount = 512
  /// Parts of a pair that tokens can belong to, `type_vocab_size`.
  public var tokenTypeCount = 2
  public var width = 768
  public var layerCount = 12
  public var headCount = 12
  /// The width inside the feed-forward layers, `intermediate_size`.
  public var feedForwardWidth = 3072
  public var activation = Activation.gelu
  /// Dropout after the embeddings, attention and the feed-forward layers, while training.
  public var hiddenDropout = 0.1
  /// Dropout of attention weights. Kept for the file; the packed attention here has none.
  public var attentionDropout = 0.1
  /// Dropout before the classifier, while training; `nil` for ``hiddenDropout``.
  public var classifierDropout: Double?
  public var layerNormEpsilon = 1e-12
  public var initializerRange = 0.02
  public var padTokenId: Int? = 0
  public var labels = ["LABEL_0", "LABEL_1"]

  /// The members of the file this was read from.
  public var source = JSONObject()

  public var sizes: [Int] {
    [vocabularySize, positionCount, tokenTypeCount, width, layerCount, headCount, feedForwardWidth, labels.count]
  }

  public init() {}

  public init(json: JSONObject, name: String = "config.json") throws {
    let reader = ConfigurationReader(json: json, name: name)
    if let type = json["model_type"]?.stringValue, type != Self.modelType {
      throw UserError(.value, "\(name): 'model_type' is '\(type)', and a BERT model needs 'bert'")
    }
    source = json
    vocabularySize = try reader.dimension("vocab_size", vocabularySize)
    positionCount = try reader.dimension("max_position_embeddings", positionCount)
    tokenTypeCount = try reader.dimension("type_vocab_size", tokenTypeCount)
    width = try reader.dimension("hidden_size", width)
    layerCount = try reader.dimension("num_hidden_layers", layerCount)
    headCount = try reader.dimension("num_attention_heads", headCount)
    feedForwardWidth = try reader.dimension("intermediate_size", feedForwardWidth)
    activation = try reader.activation("hidden_act", activation)
    hiddenDropout = try reader.probability("hidden_dropout_prob", hiddenDropout)
    attentionDropout = try reader.probability("attention_probs_dropout_prob", attentionDropout)
    if let value = json["classifier_dropout"], !value.isNull {
      classifierDropout = try reader.probability("classifier_dropout", 0)
    }
    layerNormEpsilon = try reader.positive("layer_norm_eps", layerNormEpsilon)
    initializerRange = try reader.positive("initializer_range", initializerRange)
    padTokenId = try reader.token("pad_token_id", 0)
    labels = try reader.labels()
    guard width % headCount == 0 else {
      throw UserError(
        .value, "\(name): 'hidden_size' (\(width)) must be a multiple of 'num_attention_heads' (\(headCount))")
    }
    if let type = json["position_embedding_type"]?.stringValue, type != "absolute" {
      throw UserError(.value, "\(name): 'position_embedding_type' is '\(type)', and only 'absolute' is known here")
    }
    if try reader.flag("is_decoder", false) {
      throw UserError(.value, "\(name): 'is_decoder' is true, and BERT is an encoder here")
    }
  }

  public func json(architecture: String) -> JSONObject {
    var json = source
    if source.count == 0 { json = Self.template }
    json["architectures"] = .array([.string(architecture)])
    json["model_type"] = .string(Self.modelType)
    json.update("vocab_size", .int(vocabularySize))
    json.update("max_position_embeddings", .int(positionCount))
    json.update("type_vocab_size", .int(tokenTypeCount))
    json.update("hidden_size", .int(width))
    json.update("num_hidden_layers", .int(layerCount))
    json.update("num_attention_heads", .int(headCount))
    json.update("intermediate_size", .int(feedForwardWidth))
    json.update("hidden_act", .string(activation.rawValue))
    json.update("hidden_dropout_prob", .double(hiddenDropout))
    json.update("attention_probs_dropout_prob", .double(attentionDropout))
    json.update("classifier_dropout", classifierDropout.map { .double($0) } ?? .null)
    json.update("layer_norm_eps", .double(layerNormEpsilon))
    json.update("initializer_range", .double(initializerRange))
    json.update("pad_token_id", padTokenId.map { .int($0) } ?? .null)
    json.updateLabels(labels)
    return json
  }

  /// The same shape as the layers that BERT shares with DistilBERT see it.
  var encoder: DistilBertConfiguration {
    var shape = DistilBertConfiguration(
      vocabularySize: vocabularySize, positionCount: positionCount, width: width, layerCount: layerCount,
      headCount: headCount, feedForwardWidth: feedForwardWidth, labels: labels)
    shape.activation = activation
    shape.dropout = hiddenDropout
    shape.initializerRange = initializerRange
    return shape
  }

  /// The order and the fixed members of a file that transformers 4.44 writes.
  private static let template: JSONObject = {
    var json = JSONObject()
    for key in [
      "architectures", "attention_probs_dropout_prob", "classifier_dropout", "hidden_act", "hidden_dropout_prob",
      "hidden_size", "initializer_range", "intermediate_size", "layer_norm_eps", "max_position_embeddings",
      "model_type", "num_attention_heads", "num_hidden_layers", "pad_token_id",
    ] { json[key] = .null }
    json["position_embedding_type"] = "absolute"
    json["torch_dtype"] = "float32"
    json["transformers_version"] = "4.44.2"
    json["type_vocab_size"] = .null
    json["use_cache"] = true
    json["vocab_size"] = .null
    return json
  }()
}
