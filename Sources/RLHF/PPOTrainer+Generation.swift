import Support
import Tensor
import Transformer

extension PPOTrainer {
  /// The policy's answers to `queries`, drawn with the trainer's generator; dropout is never on.
  ///
  /// - Parameters:
  ///   - maxNewTokens: how many tokens each answer may have.
  ///   - settings: how tokens are drawn; for a meaningful KL, ``GenerationConfiguration/sampling``.
  ///   - fromReference: answers with the reference instead.
  /// - Returns: the new tokens of each answer, an end-of-text token included.
  public func generate(
    _ queries: [[Int32]], maxNewTokens: [Int], settings: GenerationConfiguration, fromReference: Bool = false
  ) throws -> [[Int32]] {
    if !fromReference { lastGeneration = settings }
    var watch = Stopwatch()
    defer {
      generationTime += watch.lap()
      sinceGeneration = Stopwatch()
    }
    return try noGrad {
      try (fromReference ? reference : model).generate(
        prompts: queries, maxNewTokens: maxNewTokens, configuration: settings, generator: generator)
    }
  }
}

extension GenerationConfiguration {
  /// Plain sampling from the whole distribution: what PPO needs, so that the KL is that of what was drawn.
  public static var sampling: GenerationConfiguration {
    var settings = GenerationConfiguration()
    settings.doSample = true
    settings.topK = 0
    settings.minLength = -1
    return settings
  }

  /// The settings, as they were given, under which tokens are not drawn from the model's own distribution.
  var departuresFromSampling: [String] {
    var departures: [String] = []
    if !doSample { departures.append("do_sample=False") }
    if temperature != 1 { departures.append("temperature=\(temperature)") }
    if topK != 0 { departures.append("top_k=\(topK)") }
    if topP != 1 { departures.append("top_p=\(topP)") }
    if repetitionPenalty != 1 { departures.append("repetition_penalty=\(repetitionPenalty)") }
    if minLength > 0 { departures.append("min_length=\(minLength)") }
    if minNewTokens > 0 { departures.append("min_new_tokens=\(minNewTokens)") }
    if !suppressedTokens.isEmpty { departures.append("suppress_tokens") }
    return departures
  }
}
