import Support
import Tensor
import Testing
import Transformer

@Suite struct GenerationTests {
  private func settings(_ json: JSON) -> GenerationConfiguration {
    var result = GenerationConfiguration()
    result.topK = json["top_k"]?.intValue ?? 0
    result.topP = json["top_p"]?.doubleValue ?? 1
    result.minP = json["min_p"]?.doubleValue ?? 0
    result.typicalP = json["typical_p"]?.doubleValue ?? 1
    result.epsilonCutoff = json["epsilon_cutoff"]?.doubleValue ?? 0
    result.etaCutoff = json["eta_cutoff"]?.doubleValue ?? 0
    result.temperature = json["temperature"]?.doubleValue ?? 1
    result.repetitionPenalty = json["repetition_penalty"]?.doubleValue ?? 1
    result.noRepeatNgramSize = json["no_repeat_ngram_size"]?.intValue ?? 0
    result.badWords = json["bad_words_ids"]?.tokenLists ?? []
    result.minLength = json["min_length"]?.intValue ?? 0
    result.minNewTokens = json["min_new_tokens"]?.intValue ?? 0
    result.maxNewTokens = json["max_new_tokens"]?.intValue ?? 20
    result.suppressedTokens = json["suppress_tokens"]?.tokens ?? []
    result.beginSuppressedTokens = json["begin_suppress_tokens"]?.tokens ?? []
    result.forcedEosTokenIds = json["forced_eos_token_id"].map { [Int32($0.intValue!)] } ?? []
    result.eosTokenIds = json["eos_token_id"].map { $0.intValue.map { [Int32($0)] } ?? $0.tokens } ?? [0]
    return result
  }

  @Test(arguments: gpt2Models)
  func greedyTextIsThatOfTransformers(name: String) throws {
    let model = try PretrainedFolder(Fixtures.path(name)).causalLM()
    let cases = try Fixtures.cases(name)
    let prompts = cases["prompts"]!.tokenLists
    for greedy in cases["greedy"]!.arrayValue! {
      let settings = settings(greedy["settings"]!)
      let limits = prompts.map { prompt in
        greedy["settings"]!["max_length"].map { $0.intValue! - prompt.count } ?? settings.maxNewTokens
      }
      let outputs = try model.generate(
        prompts: prompts, maxNewTokens: limits, configuration: settings, generator: RandomGenerator(seed: 0))
      #expect(outputs == greedy["outputs"]!.tokenLists, "\(greedy["settings"]!.text())")
    }
  }

  @Test func distributionsAreThoseOfTransformersProcessors() throws {
    for item in try Fixtures.cases("processors").arrayValue! {
      var settings = settings(item["settings"]!)
      settings.doSample = true
      let probabilities = try settings.probabilities(
        logits: item["logits"]!.numbers, sequence: item["history"]!.tokens, promptLength: item["prompt"]!.intValue!)
      #expect(difference(probabilities, item["probabilities"]!.numbers) < 1e-5, "\(item["settings"]!.text())")
    }
  }

  /// Whether `tokens` follow `expected`: by chi-square, whose mean is d and whose variance 2d, so that chance never
  /// reaches six deviations.
  private func follow(_ tokens: some Collection<Int32>, _ expected: [Float]) -> Bool {
    var counts = [Double](repeating: 0, count: expected.count)
    for token in tokens { counts[Int(token)] += 1 }
    var chiSquare = 0.0
    var degrees = -1.0
    for (observed, probability) in zip(counts, expected) {
      let mean = Double(probability) * Double(tokens.count)
      if mean == 0 && observed > 0 { return false }
      guard mean > 5 else { continue }
      chiSquare += (observed - mean) * (observed - mean) / mean
      degrees += 1
    }
    return chiSquare < degrees + 6 * (2 * degrees).squareRoot() + 1
  }

  @Test func drawsFollowTheDistributionsOfTransformers() throws {
    // Which distribution it is the test above checks for all; a few show that draws follow it.
    let cases = try Fixtures.cases("processors").arrayValue!
    for index in stride(from: 3, to: cases.count, by: 9) {
      let item = cases[index]
      var settings = settings(item["settings"]!)
      settings.doSample = true
      let draws = try settings.draws(
        100_000, logits: item["logits"]!.numbers, sequence: item["history"]!.tokens,
        promptLength: item["prompt"]!.intValue!, generator: RandomGenerator(seed: UInt64(index)))
      #expect(follow(draws, item["probabilities"]!.numbers), "\(item["settings"]!.text())")
    }
  }

  @Test func generatedTokensFollowTheDistribution() throws {
    let model = try PretrainedFolder(Fixtures.path("gpt2-one-head")).causalLM()
    let logits = try model.logits(ids: [3, 7], segments: PackedSegments(lengths: [2])).floats.suffix(61)
    var settings = GenerationConfiguration()
    settings.doSample = true
    settings.temperature = 1.5
    for (topK, topP) in [(0, 1.0), (7, 1.0), (0, 0.6)] {
      settings.topK = topK
      settings.topP = topP
      let expected = try settings.probabilities(logits: Array(logits), sequence: [3, 7])
      let count = 10_000
      let answers = try model.generate(
        prompts: Array(repeating: [3, 7], count: count), maxNewTokens: Array(repeating: 1, count: count),
        configuration: settings, generator: RandomGenerator(seed: 11))
      #expect(follow(answers.map { $0[0] }, expected))
      #expect(!follow(answers.map { ($0[0] + 1) % 61 }, expected))
    }
  }

  @Test func sameSeedSameTextAndOtherSeedOtherText() throws {
    let model = try PretrainedFolder(Fixtures.path("gpt2-deep")).causalLM()
    let prompts: [[Int32]] = [[1, 2, 3], [9], [4, 4]]
    var settings = GenerationConfiguration()
    settings.doSample = true
    settings.topK = 0
    func text(_ seed: UInt64) throws -> [[Int32]] {
      try model.generate(
        prompts: prompts, maxNewTokens: [9, 3, 12], configuration: settings, generator: RandomGenerator(seed: seed))
    }
    #expect(try text(5) == text(5))
    #expect(try text(5) != text(6))
    #expect(try text(5).map(\.count) == [9, 3, 12])
  }

  @Test func lengthsPerPromptAndEndOfText() throws {
    let model = try PretrainedFolder(Fixtures.path("gpt2-deep")).causalLM()
    var settings = GenerationConfiguration()
    settings.eosTokenIds = Array(0..<61)
    let prompts: [[Int32]] = [[1], [2], [3]]
    let ended = try model.generate(
      prompts: prompts, maxNewTokens: [4, 0, 2], configuration: settings, generator: RandomGenerator(seed: 1))
    #expect(ended.map(\.count) == [1, 0, 1])
    settings.eosTokenIds = []
    let full = try model.generate(
      prompts: prompts, maxNewTokens: [4, 0, 2], configuration: settings, generator: RandomGenerator(seed: 1))
    #expect(full.map(\.count) == [4, 0, 2])
    #expect(
      try model.generate(prompts: [], configuration: settings, generator: RandomGenerator(seed: 1)).isEmpty)
  }

  @Test func whatCannotBeGeneratedIsAnError() throws {
    let model = try PretrainedFolder(Fixtures.path("gpt2-one-head")).causalLM()
    let settings = GenerationConfiguration()
    func generate(_ prompt: [Int32], _ count: Int, _ settings: GenerationConfiguration) throws {
      _ = try model.generate(
        prompts: [prompt], maxNewTokens: [count], configuration: settings, generator: RandomGenerator(seed: 1))
    }
    try generate([1, 2], 11, settings)
    #expect(throws: UserError.self) { try generate([1, 2], 12, settings) }
    #expect(throws: UserError.self) { try generate([], 1, settings) }
    #expect(throws: UserError.self) { try generate([99], 1, settings) }
    #expect(throws: UserError.self) { try generate([1], -1, settings) }
    var cold = settings
    cold.doSample = true
    cold.temperature = 0
    #expect(throws: UserError.self) { try generate([1], 1, cold) }
    var wrong = settings
    wrong.repetitionPenalty = 0
    #expect(throws: UserError.self) { try generate([1], 1, wrong) }
  }
}
