import Support
import Tensor

extension GPT2Model {
  /// Continues `prompts`.
  ///
  /// All prompts run together, whatever their lengths; a sequence that has ended leaves the batch. The result depends
  /// on the state of `generator` and the number of threads only.
  /// - Parameters:
  ///   - prompts: token ids, at least one each.
  ///   - maxNewTokens: how many tokens each answer may have; `nil` takes the configuration's.
  ///   - generator: draws the tokens when the configuration samples.
  ///   - stop: asked after every new token whether a sequence, prompt and answer, ends with it.
  /// - Returns: the new tokens of each prompt, the end-of-text token included where one was chosen.
  /// - Throws: a `ValueError` for settings that make no sense, an empty prompt or too few positions, an `IndexError`
  ///   for a token outside the vocabulary; ``Interrupted``.
  public func generate(
    prompts: [[Int32]], maxNewTokens: [Int]? = nil, configuration settings: GenerationConfiguration,
    generator: RandomGenerator, stop: (([Int32]) throws -> Bool)? = nil
  ) throws -> [[Int32]] {
    try settings.validate()
    let limits = maxNewTokens ?? Array(repeating: settings.maxNewTokens, count: prompts.count)
    guard limits.count == prompts.count else {
      throw UserError(.value, "\(limits.count) numbers of new tokens were given for \(prompts.count) prompts")
    }
    for (prompt, limit) in zip(prompts, limits) { try check(prompt, limit) }
    var answers: [[Int32]] = []
    answers.reserveCapacity(prompts.count)
    while answers.count < prompts.count {
      let range = answers.count..<batchEnd(from: answers.count, prompts: prompts, limits: limits)
      answers += try generate(
        batch: Array(prompts[range]), limits: Array(limits[range]), settings: settings, generator: generator, stop: stop
      )
    }
    return answers
  }

  private func check(_ prompt: [Int32], _ limit: Int) throws {
    guard !prompt.isEmpty else {
      throw UserError(.value, "a prompt has no tokens", hint: "start it with the beginning-of-text token")
    }
    guard limit >= 0 else { throw UserError(.value, "max_new_tokens cannot be \(limit)") }
    try checkTokens(prompt, vocabularySize: configuration.vocabularySize)
    // The last new token is never fed back.
    let needed = prompt.count + max(limit, 1) - 1
    guard needed <= configuration.positionCount else {
      throw UserError(
        .value,
        "a prompt of \(prompt.count) tokens and \(limit) new ones need \(needed) positions, and the model has "
          + "\(configuration.positionCount)",
        hint: "shorten the prompt or lower max_new_tokens")
    }
  }

  /// How far a batch goes: bounded rows, and keys and values within half a gigabyte.
  private func batchEnd(from start: Int, prompts: [[Int32]], limits: [Int]) -> Int {
    let bytes = KVCache.bytesPerToken(layers: configuration.layerCount, width: configuration.width)
    let budget = (1 << 29) / bytes
    var tokens = 0
    var end = start
    while end < prompts.count && end - start < 256 {
      tokens += prompts[end].count + limits[end]
      if end > start && tokens > budget { break }
      end += 1
    }
    return end
  }

  private func generate(
    batch prompts: [[Int32]], limits: [Int], settings: GenerationConfiguration, generator: RandomGenerator,
    stop: (([Int32]) throws -> Bool)?
  ) throws -> [[Int32]] {
    let vocabulary = configuration.vocabularySize
    let ends = Set(settings.eosTokenIds)
    var answers = Array(repeating: [Int32](), count: prompts.count)
    let chooser = NextToken(configuration: settings, vocabularySize: vocabulary)
    var histories = zip(prompts, limits).map { prompt, limit in
      NextToken.History(
        seen: settings.repetitionPenalty == 1 ? [] : Set(prompt), tokens: chooser.readsTokens ? prompt : [],
        length: prompt.count, limit: limit)
    }
    var live = prompts.indices.filter { limits[$0] > 0 }
    let decoder = GPT2Decoder(
      self, rows: max(live.count, prompts.reduce(0) { $0 + $1.count }),
      capacities: zip(prompts, limits).map { $0.count + $1 })
    let logits = Tensor(uninitialized: [max(live.count, 1), vocabulary])

    var steps: [GPT2Decoder.Step] = []
    var lastRows: [Int] = []
    for sequence in live {
      for (position, token) in prompts[sequence].enumerated() {
        steps.append(GPT2Decoder.Step(token: token, sequence: sequence, position: position))
      }
      lastRows.append(steps.count - 1)
    }
    while !live.isEmpty {
      try Interruption.check()
      decoder.feed(steps)
      decoder.logits(of: lastRows, into: logits.data)
      let draws = live.map { _ in settings.doSample ? generator.uniformDouble() : 0 }
      var chosen = [Int32](repeating: 0, count: live.count)
      chosen.withUnsafeMutableBufferPointer { chosen in
        Threads.parallelRanges(live.count, grain: max(1, 65536 / vocabulary)) { range in
          for row in range {
            let sequence = live[row]
            let scores = logits.data + row * vocabulary
            chooser.process(scores, histories[sequence])
            chosen[row] = settings.doSample ? chooser.sample(scores, uniform: draws[row]) : chooser.greedy(scores)
          }
        }
      }
      steps.removeAll(keepingCapacity: true)
      var next: [Int] = []
      for (row, sequence) in live.enumerated() {
        let token = chosen[row]
        answers[sequence].append(token)
        if settings.repetitionPenalty != 1 { histories[sequence].seen.insert(token) }
        if chooser.readsTokens { histories[sequence].tokens.append(token) }
        histories[sequence].length += 1
        histories[sequence].newTokens += 1
        if ends.contains(token) || answers[sequence].count == limits[sequence] { continue }
        if let stop, try stop(prompts[sequence] + answers[sequence]) { continue }
        let position = prompts[sequence].count + answers[sequence].count - 1
        steps.append(GPT2Decoder.Step(token: token, sequence: sequence, position: position))
        next.append(sequence)
      }
      live = next
      lastRows = Array(live.indices)
    }
    return answers
  }
}

extension CausalLMWithValueHead {
  /// Continues `prompts` with the policy's language model; see ``GPT2Model/generate(prompts:maxNewTokens:configuration:generator:)``.
  public func generate(
    prompts: [[Int32]], maxNewTokens: [Int]? = nil, configuration: GenerationConfiguration, generator: RandomGenerator
  ) throws -> [[Int32]] {
    try model.generate(
      prompts: prompts, maxNewTokens: maxNewTokens, configuration: configuration, generator: generator)
  }
}
