import Glibc
import Support
import Tensor
import Transformer

/// What says whether a policy got better or merely found a trick.
public enum ResponseMeasures {
  /// The share of distinct n-grams among all n-grams of `texts` (Li et al., arXiv 1510.03055); 0 when there is none.
  ///
  /// Diversity over all texts together: it falls when the policy says the same thing to everyone.
  public static func distinct(_ n: Int, of texts: [[Int32]]) -> Double {
    guard n > 0 else { return 0 }
    var seen: Set<ArraySlice<Int32>> = []
    var total = 0
    for text in texts where text.count >= n {
      for start in 0...(text.count - n) {
        seen.insert(text[start..<start + n])
        total += 1
      }
    }
    return total == 0 ? 0 : Double(seen.count) / Double(total)
  }

  /// The log-probability that `model` gives each response token after its query, one array per sample, nats.
  public static func logprobs(
    _ model: CausalLMWithValueHead, queries: [[Int32]], responses: [[Int32]]
  ) throws -> [[Float]] {
    let batch = try ResponseBatch(
      queries: queries, responses: responses, positions: model.configuration.positionCount,
      vocabulary: model.configuration.vocabularySize)
    var rows = [Float](repeating: 0, count: batch.rowCount)
    try noGrad {
      for piece in batch.pieces(tokens: 4096) {
        try Interruption.check()
        let pass = try ResponsePass(model, batch.packed(piece))
        for (value, place) in zip(pass.logprobs.floats, pass.packed.source) { rows[place] = value }
      }
    }
    return batch.ragged(rows)
  }

  /// How surprised `model` is by the responses: exp of the mean negative log-probability of a response token.
  public static func perplexity(
    _ model: CausalLMWithValueHead, queries: [[Int32]], responses: [[Int32]]
  ) throws -> Double {
    let rows = try logprobs(model, queries: queries, responses: responses).flatMap { $0 }
    guard !rows.isEmpty else { throw UserError(.value, "perplexity: there are no responses") }
    return exp(-mean(rows))
  }
}
