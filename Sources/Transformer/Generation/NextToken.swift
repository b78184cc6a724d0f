import Glibc
import Support
import Tensor

/// From one row of logits to one token, in the order of transformers' processors: repetition penalty, minimum lengths,
/// suppressed tokens, then (when sampling) temperature, top-k, top-p.
struct NextToken {
  let configuration: GenerationConfiguration
  let vocabularySize: Int

  /// Makes `logits` those the token is chosen by; impossible tokens get −∞.
  ///
  /// - Parameters:
  ///   - seen: the distinct tokens of the sequence; only read with a repetition penalty.
  ///   - length: tokens of the sequence so far, the prompt included.
  ///   - newTokens: those of the answer so far.
  func process(_ logits: UnsafeMutablePointer<Float>, seen: Set<Int32>, length: Int, newTokens: Int) {
    if configuration.repetitionPenalty != 1 {
      let penalty = Float(configuration.repetitionPenalty)
      for token in seen {
        let value = logits[Int(token)]
        logits[Int(token)] = value < 0 ? value * penalty : value / penalty
      }
    }
    if length < configuration.minLength || newTokens < configuration.minNewTokens {
      suppress(configuration.eosTokenIds, logits)
    }
    suppress(configuration.suppressedTokens, logits)
    guard configuration.doSample else { return }
    if configuration.temperature != 1 {
      Kernels.scale(logits, by: Float(1 / configuration.temperature), count: vocabularySize)
    }
    if configuration.topK > 0 && configuration.topK < vocabularySize { keepTop(configuration.topK, logits) }
    if configuration.topP < 1 { keepNucleus(configuration.topP, logits) }
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
      NextToken(configuration: self, vocabularySize: count).process(
        pointer, seen: Set(sequence), length: sequence.count,
        newTokens: sequence.count - (promptLength ?? sequence.count))
      let impossible = (0..<count).filter { pointer[$0] == -.infinity }
      Kernels.softmaxRow(pointer, into: pointer, count: count)
      for index in impossible { pointer[index] = 0 }
    }
    return row
  }
}
