import Glibc
import Support
import Tensor

/// From one row of logits to one token, in the order of transformers' processors: repetition penalty, repeated runs, bad
/// words, minimum lengths, the forced end, suppressed tokens, then (when sampling) temperature, top-k, top-p, min-p,
/// typical, epsilon, eta.
struct NextToken {
  let configuration: GenerationConfiguration
  let vocabularySize: Int

  /// What a sequence is when its next token is chosen.
  struct History {
    /// The distinct tokens of the sequence; only read with a repetition penalty.
    var seen: Set<Int32> = []
    /// The prompt and the answer so far; ``length`` tells their number where nothing reads them.
    var tokens: [Int32] = []
    var length = 0
    /// Tokens of the answer so far, and how many it may have.
    var newTokens = 0
    var limit = Int.max
  }

  /// Whether ``process(_:_:)`` reads the tokens of a history.
  var readsTokens: Bool { configuration.noRepeatNgramSize > 0 || configuration.badWords.contains { $0.count > 1 } }

  /// Makes `logits` those the token is chosen by; impossible tokens get −∞.
  func process(_ logits: UnsafeMutablePointer<Float>, _ history: History) {
    if configuration.repetitionPenalty != 1 {
      let penalty = Float(configuration.repetitionPenalty)
      for token in history.seen {
        let value = logits[Int(token)]
        logits[Int(token)] = value < 0 ? value * penalty : value / penalty
      }
    }
    if configuration.noRepeatNgramSize > 0 { suppressRepeats(history.tokens, logits) }
    for word in configuration.badWords { suppress(word, after: history, logits) }
    if history.length < configuration.minLength || history.newTokens < configuration.minNewTokens {
      suppress(configuration.eosTokenIds, logits)
    }
    if !configuration.forcedEosTokenIds.isEmpty && history.newTokens == history.limit - 1 {
      force(configuration.forcedEosTokenIds, logits)
    }
    suppress(configuration.suppressedTokens, logits)
    if history.newTokens == 0 { suppress(configuration.beginSuppressedTokens, logits) }
    guard configuration.doSample else { return }
    if configuration.temperature != 1 {
      Kernels.scale(logits, by: Float(1 / configuration.temperature), count: vocabularySize)
    }
    if configuration.topK > 0 && configuration.topK < vocabularySize { keepTop(configuration.topK, logits) }
    if configuration.topP < 1 { keepNucleus(configuration.topP, logits) }
    keepByProbability(logits)
  }

  private func suppress(_ tokens: [Int32], _ logits: UnsafeMutablePointer<Float>) {
    for token in tokens where token >= 0 && Int(token) < vocabularySize { logits[Int(token)] = -.infinity }
  }

  /// Tokens below the k-th largest logit become impossible; ties with it stay.
  private func keepTop(_ k: Int, _ logits: UnsafeMutablePointer<Float>) {
    // A heap of the k largest so far, the smallest of them first: O(v) comparisons and few exchanges for small k.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: k) { heap in
      func sink(from start: Int, count: Int) {
        var parent = start
        let value = heap[start]
        while true {
          var child = 2 * parent + 1
          if child >= count { break }
          if child + 1 < count && heap[child + 1] < heap[child] { child += 1 }
          if heap[child] >= value { break }
          heap[parent] = heap[child]
          parent = child
        }
        heap[parent] = value
      }
      for index in 0..<k { heap.initializeElement(at: index, to: logits[index]) }
      for index in stride(from: k / 2, through: 0, by: -1) where index < k { sink(from: index, count: k) }
      for index in k..<vocabularySize where logits[index] > heap[0] {
        heap[0] = logits[index]
        sink(from: 0, count: k)
      }
      let threshold = heap[0]
      for index in 0..<vocabularySize where logits[index] < threshold { logits[index] = -.infinity }
    }
  }

  /// Tokens become impossible while they and all less likely ones together have at most 1 − `share`; one always stays.
  private func keepNucleus(_ share: Double, _ logits: UnsafeMutablePointer<Float>) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: vocabularySize) { probabilities in
      let probability = probabilities.baseAddress!
      Kernels.softmaxRow(logits, into: probability, count: vocabularySize)
      // All tokens this unlikely together stay below the limit: they need no sorting.
      let floor = Float((1 - share) / Double(vocabularySize))
      var candidates: [Int32] = []
      var best = 0
      for index in 0..<vocabularySize {
        if probability[index] > floor && logits[index] > -.infinity { candidates.append(Int32(index)) }
        if logits[index] > logits[best] { best = index }
      }
      candidates.sort { logits[Int($0)] > logits[Int($1)] }
      var tail = 1.0
      var kept = 0
      while kept < candidates.count && tail > 1 - share {
        tail -= Double(probability[Int(candidates[kept])])
        kept += 1
      }
      if kept == 0 { candidates = [Int32(best)] } else { candidates.removeLast(candidates.count - kept) }
      let values = candidates.map { logits[Int($0)] }
      logits.update(repeating: -.infinity, count: vocabularySize)
      for (token, value) in zip(candidates, values) { logits[Int(token)] = value }
    }
  }

  /// The likeliest token, the first of equals.
  func greedy(_ logits: UnsafePointer<Float>) -> Int32 {
    let top = Kernels.maximum(logits, count: vocabularySize)
    for index in 0..<vocabularySize where logits[index] == top { return Int32(index) }
    return 0
  }

  /// The fast exponential of −∞ may be this small instead of 0.
  private static let impossible: Float = 1e-37

  /// The token whose part of the cumulated distribution `uniform` (in 0..<1) falls in. Overwrites `logits`.
  func sample(_ logits: UnsafeMutablePointer<Float>, uniform: Double) -> Int32 {
    Kernels.softmaxRow(logits, into: logits, count: vocabularySize)
    // Whole blocks are skipped by their sums; only one is searched.
    var remaining = uniform
    var start = 0
    let block = 256
    while start < vocabularySize {
      let count = min(block, vocabularySize - start)
      let sum = Double(blockSum(logits + start, count))
      if remaining < sum {
        for index in start..<start + count {
          remaining -= Double(logits[index])
          if remaining < 0 && logits[index] > Self.impossible { return Int32(index) }
        }
      } else {
        remaining -= sum
      }
      start += count
    }
    // Rounding left a remainder: probabilities add up to slightly less than 1.
    return greedy(logits)
  }

  private func blockSum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    var sums = SIMD16<Float>(repeating: 0)
    var index = 0
    while index + 16 <= count {
      sums += UnsafeRawPointer(x + index).loadUnaligned(as: SIMD16<Float>.self)
      index += 16
    }
    var result = sums.sum()
    while index < count {
      result += x[index]
      index += 1
    }
    return result
  }
}

extension NextToken {
  /// A choice of tokens by their probabilities; see ``GenerationConfiguration``.
  private func keepByProbability(_ logits: UnsafeMutablePointer<Float>) {
    let settings = configuration
    guard settings.minP > 0 || settings.typicalP < 1 || settings.epsilonCutoff > 0 || settings.etaCutoff > 0 else {
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: vocabularySize) { buffer in
      let probability = buffer.baseAddress!
      // Each sees what the one before it left.
      if settings.minP > 0 {
        Kernels.softmaxRow(logits, into: probability, count: vocabularySize)
        let floor = Float(settings.minP) * Kernels.maximum(probability, count: vocabularySize)
        keep(logits) { probability[$0] >= floor }
      }
      if settings.typicalP < 1 { keepTypical(Float(settings.typicalP), logits, probability) }
      if settings.epsilonCutoff > 0 {
        Kernels.softmaxRow(logits, into: probability, count: vocabularySize)
        keep(logits) { probability[$0] >= Float(settings.epsilonCutoff) }
      }
      if settings.etaCutoff > 0 {
        Kernels.softmaxRow(logits, into: probability, count: vocabularySize)
        let epsilon = Float(settings.etaCutoff)
        let floor = min(epsilon, epsilon.squareRoot() * exp(-entropy(logits, probability)))
        keep(logits) { probability[$0] >= floor }
      }
    }
  }

  /// Makes tokens impossible that `condition` is false of; the likeliest always stays.
  private func keep(_ logits: UnsafeMutablePointer<Float>, _ condition: (Int) -> Bool) {
    let best = Int(greedy(logits))
    for index in 0..<vocabularySize where index != best && !condition(index) { logits[index] = -.infinity }
  }

  /// −Σ p log p over the possible tokens.
  private func entropy(_ logits: UnsafePointer<Float>, _ probability: UnsafePointer<Float>) -> Float {
    var sum: Float = 0
    for index in 0..<vocabularySize where logits[index] > -.infinity && probability[index] > 0 {
      sum -= probability[index] * log(probability[index])
    }
    return sum
  }

  private func keepTypical(
    _ share: Float, _ logits: UnsafeMutablePointer<Float>, _ probability: UnsafeMutablePointer<Float>
  ) {
    Kernels.softmaxRow(logits, into: probability, count: vocabularySize)
    let expected = entropy(logits, probability)
    var candidates: [(distance: Float, token: Int)] = []
    for index in 0..<vocabularySize where logits[index] > -.infinity {
      candidates.append((abs(-log(probability[index]) - expected), index))
    }
    candidates.sort { ($0.distance, $0.token) < ($1.distance, $1.token) }
    var reached: Float = 0
    var kept = 0
    while kept < candidates.count && (kept == 0 || reached < share) {
      reached += probability[candidates[kept].token]
      kept += 1
    }
    for candidate in candidates[kept...] { logits[candidate.token] = -.infinity }
  }

  /// Only `tokens` stay possible, all alike.
  private func force(_ tokens: [Int32], _ logits: UnsafeMutablePointer<Float>) {
    logits.update(repeating: -.infinity, count: vocabularySize)
    for token in tokens where token >= 0 && Int(token) < vocabularySize { logits[Int(token)] = 0 }
  }

  /// Tokens that would complete a run which the sequence already has become impossible.
  private func suppressRepeats(_ tokens: [Int32], _ logits: UnsafeMutablePointer<Float>) {
    let size = configuration.noRepeatNgramSize
    guard tokens.count + 1 >= size, tokens.count >= size else { return }
    let end = tokens.suffix(size - 1)
    for start in 0...tokens.count - size where tokens[start..<start + size - 1].elementsEqual(end) {
      logits[Int(tokens[start + size - 1])] = -.infinity
    }
  }

  /// The last token of `word` becomes impossible where the sequence ends with the others.
  private func suppress(_ word: [Int32], after history: History, _ logits: UnsafeMutablePointer<Float>) {
    guard let last = word.last, last >= 0, Int(last) < vocabularySize else { return }
    if word.count == 1 {
      // A single end-of-text token is no bad word.
      if !configuration.eosTokenIds.contains(last) { logits[Int(last)] = -.infinity }
    } else if word.count <= history.length, history.tokens.suffix(word.count - 1).elementsEqual(word.dropLast()) {
      logits[Int(last)] = -.infinity
    }
  }
}

extension GenerationConfiguration {
  /// The distribution the next token is drawn from, given the model's `logits` for it and the sequence so far.
  public func probabilities(logits: [Float], sequence: [Int32], promptLength: Int? = nil) throws -> [Float] {
    try validate()
    try checkTokens(sequence, vocabularySize: logits.count)
    guard !logits.isEmpty else { return [] }
    var row = logits
    let count = row.count
    row.withUnsafeMutableBufferPointer { buffer in
      let pointer = buffer.baseAddress!
      let history = NextToken.History(
        seen: Set(sequence), tokens: sequence, length: sequence.count,
        newTokens: sequence.count - (promptLength ?? sequence.count), limit: maxNewTokens)
      NextToken(configuration: self, vocabularySize: count).process(pointer, history)
      let impossible = (0..<count).filter { pointer[$0] == -.infinity }
      Kernels.softmaxRow(pointer, into: pointer, count: count)
      for index in impossible { pointer[index] = 0 }
    }
    return row
  }
}

extension GenerationConfiguration {
  /// `count` independent draws of the token after `sequence`, given the model's `logits` for it.
  public func draws(
    _ count: Int, logits: [Float], sequence: [Int32], promptLength: Int? = nil, generator: RandomGenerator
  ) throws -> [Int32] {
    let probabilities = try probabilities(logits: logits, sequence: sequence, promptLength: promptLength)
    guard !probabilities.isEmpty else { return [] }
    let chooser = NextToken(configuration: self, vocabularySize: logits.count)
    let chosen = probabilities.map { $0 > 0 ? log($0) : -.infinity }
    var row = chosen
    return (0..<count).map { _ in
      row.withUnsafeMutableBufferPointer { buffer in
        _ = buffer.update(from: chosen)
        return chooser.sample(buffer.baseAddress!, uniform: generator.uniformDouble())
      }
    }
  }
}
