import Support

/// The shape of a GPT-2 model; defaults are those of `gpt2` (124M parameters).
public struct GPT2Configuration: ModelConfiguration {
  public static let modelType = "gpt2"

  public var vocabularySize = 50257
  public var positionCount = 1024
  public var width = 768
  public var layerCount = 12
  public var headCount = 12
  /// The width inside the feed-forward layers, `n_inner`; `nil` is four times ``width``.
  public var innerWidth: Int?
  public var activation = Activation.geluTanh
  /// Dropout after each residual branch, while training.
  public var residualDropout = 0.1
  /// Dropout after the embeddings, while training.
  public var embeddingDropout = 0.1
  /// Dropout of attention weights. Kept for the file; the packed attention here has none.
  public var attentionDropout = 0.1
  public var layerNormEpsilon = 1e-5
  public var initializerRange = 0.02
  /// Dropout before the value head; TRL reads `summary_dropout_prob` when the file has it.
  public var summaryDropout = 0.1
  public var scalesAttention = true
  public var scalesAttentionByLayer = false
  /// Whether the output head is the token embedding.
  public var tiesEmbeddings = true
  public var bosTokenId: Int? = 50256
  public var eosTokenId: Int? = 50256
  public var padTokenId: Int?

  /// The members of the file this was read from.
  public var source = JSONObject()

  public var sizes: [Int] {
    [vocabularySize, positionCount, width, layerCount, headCount, feedForwardWidth, tiesEmbeddings ? 1 : 0]
  }

  public init() {}

  /// A model of the given sizes whose end-of-text token is `eosTokenId`.
  public init(vocabularySize: Int, positionCount: Int, width: Int, layerCount: Int, headCount: Int, eosTokenId: Int?) {
    self.vocabularySize = vocabularySize
    self.positionCount = positionCount
    self.width = width
    self.layerCount = layerCount
    self.headCount = headCount
    self.bosTokenId = eosTokenId
    self.eosTokenId = eosTokenId
  }

  public init(json: JSONObject, name: String = "config.json") throws {
    let reader = ConfigurationReader(json: json, name: name)
    if let type = json["model_type"]?.stringValue, type != Self.modelType {
      throw UserError(.value, "\(name): 'model_type' is '\(type)', and a GPT-2 model needs 'gpt2'")
    }
    source = json
    vocabularySize = try reader.dimension("vocab_size", vocabularySize)
    positionCount = try reader.dimension("n_positions", positionCount)
    width = try reader.dimension("n_embd", width)
    layerCount = try reader.dimension("n_layer", layerCount)
    headCount = try reader.dimension("n_head", headCount)
    innerWidth = try reader.optionalDimension("n_inner")
    activation = try reader.activation("activation_function", activation)
    residualDropout = try reader.probability("resid_pdrop", residualDropout)
    embeddingDropout = try reader.probability("embd_pdrop", embeddingDropout)
    attentionDropout = try reader.probability("attn_pdrop", attentionDropout)
    summaryDropout = try reader.probability("summary_dropout_prob", summaryDropout)
    layerNormEpsilon = try reader.positive("layer_norm_epsilon", layerNormEpsilon)
    initializerRange = try reader.positive("initializer_range", initializerRange)
    scalesAttention = try reader.flag("scale_attn_weights", true)
    scalesAttentionByLayer = try reader.flag("scale_attn_by_inverse_layer_idx", false)
    tiesEmbeddings = try reader.flag("tie_word_embeddings", true)
    bosTokenId = try reader.token("bos_token_id", bosTokenId)
    eosTokenId = try reader.token("eos_token_id", eosTokenId)
    padTokenId = try reader.token("pad_token_id", nil)
    guard width % headCount == 0 else {
      throw UserError(.value, "\(name): 'n_embd' (\(width)) must be a multiple of 'n_head' (\(headCount))")
    }
  }

  public func json(architecture: String) -> JSONObject {
    var json = source
    if source.count == 0 { json = Self.template }
    json["architectures"] = .array([.string(architecture)])
    json["model_type"] = .string(Self.modelType)
    json.update("vocab_size", .int(vocabularySize))
    json.update("n_positions", .int(positionCount))
    json.update("n_embd", .int(width))
    json.update("n_layer", .int(layerCount))
    json.update("n_head", .int(headCount))
    json.update("n_inner", innerWidth.map { .int($0) } ?? .null)
    json.update("activation_function", .string(activation.rawValue))
    json.update("resid_pdrop", .double(residualDropout))
    json.update("embd_pdrop", .double(embeddingDropout))
    json.update("attn_pdrop", .double(attentionDropout))
    json.update("layer_norm_epsilon", .double(layerNormEpsilon))
    json.update("initializer_range", .double(initializerRange))
    json.update("scale_attn_weights", .bool(scalesAttention))
    json.update("scale_attn_by_inverse_layer_idx", .bool(scalesAttentionByLayer))
    if json["tie_word_embeddings"] != nil || !tiesEmbeddings { json["tie_word_embeddings"] = .bool(tiesEmbeddings) }
    json.update("bos_token_id", bosTokenId.map { .int($0) } ?? .null)
    json.update("eos_token_id", eosTokenId.map { .int($0) } ?? .null)
    if json["pad_token_id"] != nil || padTokenId != nil { json["pad_token_id"] = padTokenId.map { .int($0) } ?? .null }
    return json
  }

  /// The width inside the feed-forward layers.
  public var feedForwardWidth: Int { innerWidth ?? 4 * width }

  /// What queries of layer `layer` are multiplied by before attention divides by the root of the head size; `nil`
  /// for 1.
  func queryFactor(layer: Int) -> Float? {
    let factor =
      (scalesAttention ? 1 : Float(width / headCount).squareRoot()) / (scalesAttentionByLayer ? Float(layer + 1) : 1)
    return factor == 1 ? nil : factor
  }

  /// The order and the fixed members of a file that transformers 4.44 writes.
  private static let template: JSONObject = {
    var json = JSONObject()
    for key in [
      "activation_function", "architectures", "attn_pdrop", "bos_token_id", "embd_pdrop", "eos_token_id",
      "initializer_range", "layer_norm_epsilon", "model_type", "n_embd", "n_head", "n_inner", "n_layer", "n_positions",
    ] { json[key] = .null }
    json["reorder_and_upcast_attn"] = false
    json["resid_pdrop"] = .null
    json["scale_attn_by_inverse_layer_idx"] = false
    json["scale_attn_weights"] = true
    json["summary_activation"] = .null
    json["summary_first_dropout"] = 0.1
    json["summary_proj_to_labels"] = true
    json["summary_type"] = "cls_index"
    json["summary_use_proj"] = true
    json["torch_dtype"] = "float32"
    json["transformers_version"] = "4.44.2"
    json["use_cache"] = true
    json["vocab_size"] = .null
    return json
  }()
}
