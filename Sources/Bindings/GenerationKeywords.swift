import RLHF
import Script
import Support
import Transformer

/// The keyword arguments of `generate`, by transformers' names.
public struct GenerationKeywords {
  public var settings: GenerationConfiguration
  /// `max_new_tokens`: one number for all, or one per prompt.
  public var maxNewTokens: [Int]?
  /// `max_length`: prompt and answer together, where `max_new_tokens` is not given.
  public var maxLength: Int?
  public var returnsPrompt = true

  /// Those that are understood.
  static let names = [
    "do_sample", "temperature", "top_k", "top_p", "repetition_penalty", "min_length", "min_new_tokens",
    "max_new_tokens", "max_length", "eos_token_id", "pad_token_id", "suppress_tokens", "return_prompt",
  ]
  /// Those that are accepted and change nothing here.
  static let idle: Set<String> = [
    "attention_mask", "use_cache", "bos_token_id", "return_dict_in_generate", "output_scores", "synced_gpus",
    "remove_invalid_values",
  ]
  /// Those of transformers that are accepted with the value that means "off".
  static let unsupported: [String: Int] = [
    "num_beams": 1, "num_return_sequences": 1, "penalty_alpha": 0, "typical_p": 1,
  ]

  /// Reads `keywords` over the defaults of `model`.
  ///
  /// - Throws: a `ValueError` in transformers' words for a name it does not know, with the nearest one; a `TypeError`
  ///   or `ValueError` naming the argument for a value that makes no sense.
  public init(_ keywords: [(name: String, value: Value)], model: GPT2Configuration) throws {
    settings = GenerationConfiguration(model)
    for (name, value) in keywords {
      switch name {
      case "do_sample": settings.doSample = try value.asBool(name)
      case "temperature": settings.temperature = try value.asDouble(name)
      case "top_k": settings.topK = try value.isNone ? 0 : Self.whole(value, name)
      case "top_p": settings.topP = try value.isNone ? 1 : value.asDouble(name)
      case "repetition_penalty": settings.repetitionPenalty = try value.isNone ? 1 : value.asDouble(name)
      case "min_length": settings.minLength = try value.isNone ? 0 : Self.whole(value, name)
      case "min_new_tokens": settings.minNewTokens = try value.isNone ? 0 : Self.whole(value, name)
      case "max_new_tokens":
        if value.isNone { continue }
        let numbers = value.isIterable ? try value.asList(name) : [value]
        maxNewTokens = try numbers.map { try Self.whole($0, name) }
      case "max_length": maxLength = value.isNone ? nil : try Self.whole(value, name)
      case "eos_token_id":
        let ids = try value.isNone ? [] : value.isIterable ? value.asList(name) : [value]
        settings.eosTokenIds = try ids.map { Int32(clamping: try Self.whole($0, name)) }.filter { $0 >= 0 }
      case "pad_token_id": settings.padTokenId = value.isNone ? nil : Int32(clamping: try Self.whole(value, name))
      case "suppress_tokens":
        let ids = value.isNone ? [] : try value.asList(name)
        settings.suppressedTokens = try ids.map { Int32(clamping: try Self.whole($0, name)) }
      case "return_prompt": returnsPrompt = try value.isTrue()
      default: try Self.other(name, value)
      }
    }
  }

  private static func other(_ name: String, _ value: Value) throws {
    if idle.contains(name) || value.isNone { return }
    if let off = unsupported[name] {
      if value.number == Double(off) { return }
      throw ScriptError(.notImplementedError, "generate() has no \(name) here", hint: "leave it out")
    }
    throw ScriptError(
      .valueError,
      "The following `model_kwargs` are not used by the model: ['\(name)'] (note: typos in the generate arguments will "
        + "also show up in this list)",
      hint: Suggestions.nearest(to: name, among: names).map { "did you mean '\($0)'?" })
  }

  /// An integer, also written as a float without a fraction: `top_k=0.0`.
  private static func whole(_ value: Value, _ name: String) throws -> Int {
    if case .float(let number) = value, let whole = Int(exactly: number) { return whole }
    return try value.index() ?? value.asInt(name)
  }

  /// How many tokens each of `prompts` may get.
  public func limits(for prompts: [[Int32]]) throws -> [Int] {
    if let maxNewTokens {
      if maxNewTokens.count == 1 { return Array(repeating: maxNewTokens[0], count: prompts.count) }
      guard maxNewTokens.count == prompts.count else {
        throw ScriptError(
          .valueError, "max_new_tokens has \(maxNewTokens.count) numbers for \(prompts.count) prompts",
          hint: "give one number, or one per prompt")
      }
      return maxNewTokens
    }
    // transformers' default is a length of 20 with the prompt
    let total = maxLength ?? 20
    return prompts.map { max(total - $0.count, maxLength == nil ? 1 : 0) }
  }
}
