import Glibc
import Support
import Tensor

/// How well a language model predicts text: exp of the mean negative log-likelihood per token.
public enum Perplexity {
  /// Over windows of `length` tokens of `stream`, side by side, each predicted from its own tokens only.
  ///
  /// - Parameter limit: tokens to read at most.
  /// - Returns: NaN when the stream is shorter than a window.
  public static func windows(of stream: [Int32], length: Int, limit: Int = .max, model: GPT2Model) throws -> Double {
    var total = 0.0
    var count = 0
    var start = 0
    let perBatch = max(1, 4096 / length)
    while start + length < stream.count && count < limit {
      try Interruption.check()
      var inputs: [Int32] = []
      var targets: [Int32] = []
      var windows = 0
      while windows < perBatch && start + length < stream.count {
        inputs.append(contentsOf: stream[start..<start + length])
        targets.append(contentsOf: stream[start + 1..<start + length + 1])
        start += length
        windows += 1
      }
      total += try sum(inputs, targets, lengths: Array(repeating: length, count: windows), model: model)
      count += targets.count
    }
    return exp(total / Double(count))
  }

  /// Over whole sequences, each token but the first predicted from those before it.
  public static func sequences(_ sequences: [[Int32]], model: GPT2Model) throws -> Double {
    var total = 0.0
    var count = 0
    for sequence in sequences where sequence.count > 1 {
      try Interruption.check()
      total += try sum(
        Array(sequence.dropLast()), Array(sequence.dropFirst()), lengths: [sequence.count - 1], model: model)
      count += sequence.count - 1
    }
    return exp(total / Double(count))
  }

  private static func sum(
    _ inputs: [Int32], _ targets: [Int32], lengths: [Int], model: GPT2Model
  ) throws -> Double {
    try noGrad {
      let hidden = try model.hiddenStates(ids: inputs, segments: PackedSegments(lengths: lengths))
      let mean = try Tensor.linearCrossEntropy(hidden: hidden, weight: model.head, targets: targets)
      return Double(try mean.item()) * Double(targets.count)
    }
  }
}
