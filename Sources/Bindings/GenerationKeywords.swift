import RLHF
import Script
import Support
import Tensor
import Transformer

/// The keyword arguments of `generate`, by transformers' names.
public struct GenerationKeywords {
  public var settings: GenerationConfiguration
  /// `max_new_tokens`: one number for all, or one per prompt.
  public var maxNewTokens: [Int]?
  /// `num_return_sequences`: answers to each prompt.
  public var copies = 1
  /// `max_length`: prompt and answer together, where `max_new_tokens` is not given.
  public var maxLength: Int?
  public var returnsPrompt = true
  /// `max_time`: seconds after which every answer ends with its next token.
  public var maxTime: Double?
  /// `stopping_criteria`: called with the sequence, a tensor [1, t], and `None` for the scores.
  public var stoppingCriteria: [Value] = []
  /// `stop_strings`, and the `tokenizer` that turns answers into text for them.
  public var stopStrings: [String] = []
  private var tokenizer: Value = .none

  /// Those that are understood.
  static let names = [
    "do_sample", "temperature", "top_k", "top_p", "repetition_penalty", "min_length", "min_new_tokens",
    "max_new_tokens", "max_length", "eos_token_id", "pad_token_id", "suppress_tokens", "return_prompt",
    "no_repeat_ngram_size", "bad_words_ids", "begin_suppress_tokens", "forced_eos_token_id", "min_p", "typical_p",
    "epsilon_cutoff", "eta_cutoff", "stopping_criteria", "stop_strings", "tokenizer", "max_time",
    "num_return_sequences", "generation_config",
  ]
  /// Those that are accepted and change nothing here.
  static let idle: Set<String> = [
    "attention_mask", "use_cache", "bos_token_id", "return_dict_in_generate", "output_scores", "synced_gpus",
    "remove_invalid_values",
  ]
  /// Those of transformers that are accepted with the value that means "off".
  static let unsupported: [String: Int] = [
    "num_beams": 1, "penalty_alpha": 0, "encoder_repetition_penalty": 1,
  ]

  /// Reads `keywords` over the settings in their `generation_config`, or over those of `model`.
  ///
  /// - Throws: a `ValueError` in transformers' words for a name it does not know, with the nearest one; a `TypeError`
  ///   or `ValueError` naming the argument for a value that makes no sense.
  public init(_ keywords: [(name: String, value: Value)], model: GPT2Model) throws {
    settings = GenerationConfiguration(model.configuration)
    for (name, value) in try GenerationConfigObject.settings(keywords, of: model) where !value.isNull {
      // Others than generate's own names belong to whoever wrote them there.
      if Self.names.contains(name) || Self.unsupported[name] != nil {
        try read([(name, TransformersJSON.value(value))])
      }
    }
    try read(keywords)
    guard copies >= 1 else { throw ScriptError(.valueError, "num_return_sequences has to be 1 or more, not \(copies)") }
    guard copies == 1 || settings.doSample else { throw Self.copiesWithoutSampling(copies) }
    if !stopStrings.isEmpty && tokenizer.cast(to: TokenizerObject.self) == nil {
      throw ScriptError(
        .valueError, "There are one or more stop strings, and `generate` needs the model's tokenizer to find them",
        hint: "pass tokenizer=tokenizer")
    }
  }

  static func copiesWithoutSampling(_ copies: Int) -> ScriptError {
    ScriptError(
      .valueError,
      "Greedy methods without beam search do not support `num_return_sequences` different than 1 (got \(copies)).",
      hint: "do_sample=True")
  }

  private mutating func read(_ keywords: [(name: String, value: Value)]) throws {
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
      case "eos_token_id": settings.eosTokenIds = try Self.tokens(value, name).filter { $0 >= 0 }
      case "pad_token_id": settings.padTokenId = value.isNone ? nil : Int32(clamping: try Self.whole(value, name))
      case "suppress_tokens": settings.suppressedTokens = try Self.tokens(value, name)
      case "begin_suppress_tokens": settings.beginSuppressedTokens = try Self.tokens(value, name)
      case "forced_eos_token_id": settings.forcedEosTokenIds = try Self.tokens(value, name)
      case "return_prompt": returnsPrompt = try value.isTrue()
      default: if try !readRarer(name, value) { try Self.other(name, value) }
      }
    }
  }

  /// The keywords that choose among tokens by other means than the usual ones, or end answers.
  private mutating func readRarer(_ name: String, _ value: Value) throws -> Bool {
    switch name {
    case "no_repeat_ngram_size": settings.noRepeatNgramSize = try value.isNone ? 0 : Self.whole(value, name)
    case "bad_words_ids":
      settings.badWords = try value.isNone ? [] : value.asList(name).map { try Self.tokens($0, name) }
    case "min_p": settings.minP = try value.isNone ? 0 : value.asDouble(name)
    case "typical_p": settings.typicalP = try value.isNone ? 1 : value.asDouble(name)
    case "epsilon_cutoff": settings.epsilonCutoff = try value.isNone ? 0 : value.asDouble(name)
    case "eta_cutoff": settings.etaCutoff = try value.isNone ? 0 : value.asDouble(name)
    case "stopping_criteria": stoppingCriteria = try value.isNone ? [] : value.asList(name)
    case "stop_strings":
      let strings = value.string.map { [$0] }
      stopStrings = try value.isNone ? [] : strings ?? value.asList(name).map { try $0.asString(name) }
    case "tokenizer": tokenizer = value
    case "num_return_sequences": copies = try value.isNone ? 1 : value.asInt(name)
    case "generation_config": break
    case "max_time": maxTime = value.isNone ? nil : try value.asDouble(name)
    default: return false
    }
    return true
  }

  /// Token ids, one or several.
  private static func tokens(_ value: Value, _ name: String) throws -> [Int32] {
    let ids = try value.isNone ? [] : value.isIterable ? value.asList(name) : [value]
    return try ids.map { Int32(clamping: try whole($0, name)) }
  }

  /// Whether a sequence ends by other means than length and end-of-text tokens; `nil` when nothing asks for it.
  public var stop: (([Int32]) throws -> Bool)? {
    if maxTime == nil && stoppingCriteria.isEmpty && stopStrings.isEmpty { return nil }
    let (clock, start) = (ContinuousClock(), ContinuousClock.now)
    let limit = maxTime.map { Duration.seconds($0) }
    let decoder = tokenizer.cast(to: TokenizerObject.self)?.tokenizer
    return { sequence in
      if let limit, clock.now - start > limit { return true }
      if let decoder, !stopStrings.isEmpty {
        // A stop string may end inside the last token.
        let text = decoder.decode(sequence)
        let before = decoder.decode(Array(sequence.dropLast()))
        for wanted in stopStrings where Self.ends(text, with: wanted, from: before.utf8.count) { return true }
      }
      let ids = sequence.map { Int($0) }
      for criterion in stoppingCriteria {
        let answer = try criterion.call(Value(TensorObject(Tensor(ints: ids, shape: [1, ids.count]))), .none)
        if try answer.isTrue() { return true }
      }
      return false
    }
  }

  /// Whether `wanted` is in `text` and ends after its first `start` bytes.
  private static func ends(_ text: String, with wanted: String, from start: Int) -> Bool {
    let (text, wanted) = (Array(text.utf8), Array(wanted.utf8))
    guard !wanted.isEmpty, text.count >= wanted.count else { return false }
    let first = max(0, start + 1 - wanted.count)
    guard first <= text.count - wanted.count else { return false }
    return (first...text.count - wanted.count).contains { text[$0..<$0 + wanted.count].elementsEqual(wanted) }
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
