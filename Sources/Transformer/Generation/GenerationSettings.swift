import Support

/// What `generation_config.json` says beside a model: the settings that `generate` begins with, by transformers' names.
/// Shared by everything that looks at one model.
public final class GenerationSettings {
  /// What differs from transformers' defaults, and members that only others read.
  public var members: JSONObject
  /// Whether the settings come from the model's configuration, whose token ids then count as they are now.
  public var isFromModel: Bool

  public init(_ members: JSONObject = JSONObject(), isFromModel: Bool = false) {
    self.members = members
    self.isFromModel = isFromModel
  }

  /// The settings that the members of a model's `config.json` give.
  public convenience init(modelConfiguration json: JSONObject) {
    var members = JSONObject()
    for (name, value) in zip(json.keys, json.values)
    where Self.defaults[name] != nil && !value.isNull && !Self.tokens.contains(name) {
      members[name] = value
    }
    self.init(members, isFromModel: true)
  }

  /// All members for `model`: where the settings come from its configuration, with the token ids that this has now.
  public func members(for model: GPT2Configuration?) -> JSONObject {
    guard isFromModel, let model else { return members }
    var result = members
    let ids = [model.bosTokenId, model.eosTokenId, model.padTokenId]
    for (name, id) in zip(Self.tokens, ids) where result[name] == nil { result[name] = id.map { .int($0) } }
    return result
  }

  /// A separate object with the same settings.
  public func copy() -> GenerationSettings { GenerationSettings(members, isFromModel: isFromModel) }

  /// The settings in the file at `path`.
  public static func read(_ path: String) throws -> GenerationSettings {
    guard var members = try JSON.read(path).objectValue else { throw UserError(.value, "\(path) must be an object") }
    let isFromModel = members["_from_model_config"]?.boolValue ?? false
    for name in ["_from_model_config", "transformers_version"] + (isFromModel ? tokens : []) { members[name] = nil }
    return GenerationSettings(members, isFromModel: isFromModel)
  }

  /// All settings in transformers' order, the version that they are those of, then members that only others read.
  /// - Parameter model: see ``members(for:)``.
  public func everything(for model: GPT2Configuration? = nil) -> JSONObject {
    var result = Self.defaults
    result["_from_model_config"] = .bool(isFromModel)
    result["transformers_version"] = .string(Self.version)
    let members = members(for: model)
    for (name, value) in zip(members.keys, members.values) { result[name] = value }
    return result
  }

  /// What of ``everything(for:)`` differs from the defaults.
  public func differences(for model: GPT2Configuration? = nil) -> JSONObject {
    var result = JSONObject()
    let all = everything(for: model)
    for (name, value) in zip(all.keys, all.values) where !Self.isDefault(value, name) { result[name] = value }
    if !isFromModel { result["_from_model_config"] = nil }
    return result
  }

  /// The differences as the file has them, in the order of the alphabet.
  /// - Parameter metadata: also where the settings come from, and the version of transformers.
  public func text(metadata: Bool = true, for model: GPT2Configuration? = nil) -> String {
    let all = differences(for: model)
    var result = JSONObject()
    for name in all.keys.sorted() where metadata || !["_from_model_config", "transformers_version"].contains(name) {
      result[name] = all[name]
    }
    return JSON.object(result).text(indent: 2) + "\n"
  }

  private static func isDefault(_ value: JSON, _ name: String) -> Bool {
    guard let other = defaults[name] else { return false }
    if let number = value.doubleValue { return number == other.doubleValue }
    return value == other
  }

  /// The settings that name tokens of a model.
  public static let tokens = ["bos_token_id", "eos_token_id", "pad_token_id"]

  static let version = "4.44.2"

  /// The settings of transformers 4.44.2 and their defaults, in its order.
  public static let defaults = JSONObject([
    "max_length": 20, "max_new_tokens": nil, "min_length": 0, "min_new_tokens": nil, "early_stopping": false,
    "max_time": nil, "stop_strings": nil, "do_sample": false, "num_beams": 1, "num_beam_groups": 1,
    "penalty_alpha": nil, "use_cache": true, "temperature": 1.0, "top_k": 50, "top_p": 1.0, "min_p": nil,
    "typical_p": 1.0, "epsilon_cutoff": 0.0, "eta_cutoff": 0.0, "diversity_penalty": 0.0, "repetition_penalty": 1.0,
    "encoder_repetition_penalty": 1.0, "length_penalty": 1.0, "no_repeat_ngram_size": 0, "bad_words_ids": nil,
    "force_words_ids": nil, "renormalize_logits": false, "constraints": nil, "forced_bos_token_id": nil,
    "forced_eos_token_id": nil, "remove_invalid_values": false, "exponential_decay_length_penalty": nil,
    "suppress_tokens": nil, "begin_suppress_tokens": nil, "forced_decoder_ids": nil, "sequence_bias": nil,
    "token_healing": false, "guidance_scale": nil, "low_memory": nil, "watermarking_config": nil,
    "num_return_sequences": 1, "output_attentions": false, "output_hidden_states": false, "output_scores": false,
    "output_logits": nil, "return_dict_in_generate": false, "pad_token_id": nil, "bos_token_id": nil,
    "eos_token_id": nil, "encoder_no_repeat_ngram_size": 0, "decoder_start_token_id": nil, "num_assistant_tokens": 5,
    "num_assistant_tokens_schedule": "heuristic", "dola_layers": nil, "cache_implementation": nil,
    "cache_config": nil, "return_legacy_cache": true, "prompt_lookup_num_tokens": nil,
    "max_matching_ngram_size": nil, "generation_kwargs": JSON.object(JSONObject()),
  ])
}
