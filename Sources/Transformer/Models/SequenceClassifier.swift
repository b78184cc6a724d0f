import Support
import Tensor

/// Classifies many sequences at once: they are packed side by side and cut into chunks of a bounded number of tokens.
public struct SequenceClassifier {
  public let model: any SequenceClassificationModel
  /// Tokens per chunk. A chunk's activations stay in the cache's reach; larger ones gain nothing.
  public var tokenBudget = 4096

  public init(_ model: any SequenceClassificationModel) { self.model = model }

  /// The logits of every sequence, one row per sequence.
  ///
  /// - Parameter progress: what to call this in progress reports; `nil` reports nothing.
  /// - Throws: as ``SequenceClassificationModel/logits(ids:segments:dropout:)``; ``Interrupted``.
  public func logits(_ sequences: [[Int32]], progress: String? = nil) throws -> [[Float]] {
    var rows: [[Float]] = []
    rows.reserveCapacity(sequences.count)
    let labels = model.configuration.labels.count
    var first = 0
    while first < sequences.count {
      try Interruption.check()
      var end = first
      var ids: [Int32] = []
      var lengths: [Int] = []
      while end < sequences.count && (end == first || ids.count + sequences[end].count <= tokenBudget) {
        ids.append(contentsOf: sequences[end])
        lengths.append(sequences[end].count)
        end += 1
      }
      let chunk = try noGrad { try model.logits(ids: ids, segments: PackedSegments(lengths: lengths)).floats }
      for row in 0..<lengths.count { rows.append(Array(chunk[row * labels..<(row + 1) * labels])) }
      first = end
      if let progress { Progress.report(progress, done: end, of: sequences.count, unit: "texts") }
    }
    return rows
  }
}
