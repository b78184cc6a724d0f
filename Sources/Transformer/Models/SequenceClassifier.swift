import Support
import Tensor

/// Classifies many sequences at once. They are packed side by side into chunks of a bounded number of tokens; every
/// thread takes one chunk after the other through the whole model, so that none waits for another between two layers.
public struct SequenceClassifier {
  public let model: any SequenceClassificationModel
  /// Tokens per chunk. Smaller ones make narrow products, larger ones gain nothing.
  public var tokenBudget = 2048

  public init(_ model: any SequenceClassificationModel) { self.model = model }

  /// The logits of every sequence, one row per sequence.
  ///
  /// - Parameter progress: what to call this in progress reports; `nil` reports nothing.
  /// - Throws: as ``SequenceClassificationModel/logits(ids:segments:dropout:)``; ``Interrupted``.
  public func logits(_ sequences: [[Int32]], progress: String? = nil) throws -> [[Float]] {
    var rows: [[Float]] = []
    rows.reserveCapacity(sequences.count)
    let chunks = chunks(sequences)
    // So few at once that one is asked often enough whether to stop.
    let wave = Threads.count * 4
    for first in stride(from: 0, to: chunks.count, by: wave) {
      try Interruption.check()
      let some = Array(chunks[first..<min(first + wave, chunks.count)])
      for result in classify(sequences, some) { rows += try result.get() }
      if let progress { Progress.report(progress, done: rows.count, of: sequences.count, unit: "texts") }
    }
    return rows
  }

  /// Neighbouring sequences that together stay within the budget, at least one each; work for every thread.
  private func chunks(_ sequences: [[Int32]]) -> [Range<Int>] {
    let all = sequences.reduce(0) { $0 + $1.count }
    let budget = min(tokenBudget, max(64, (all + Threads.count - 1) / Threads.count))
    var chunks: [Range<Int>] = []
    var (first, tokens) = (0, 0)
    for (index, sequence) in sequences.enumerated() {
      if index > first && tokens + sequence.count > budget {
        chunks.append(first..<index)
        (first, tokens) = (index, 0)
      }
      tokens += sequence.count
    }
    if first < sequences.count { chunks.append(first..<sequences.count) }
    return chunks
  }

  private func classify(_ sequences: [[Int32]], _ chunks: [Range<Int>]) -> [Result<[[Float]], any Error>] {
    let labels = model.configuration.labels.count
    func logits(_ some: ArraySlice<[Int32]>) throws -> [[Float]] {
      let segments = PackedSegments(lengths: some.map(\.count))
      let logits = try noGrad { try model.logits(ids: Array(some.joined()), segments: segments).floats }
      return stride(from: 0, to: logits.count, by: labels).map { Array(logits[$0..<$0 + labels]) }
    }
    return withUnsafeTemporaryAllocation(of: Result<[[Float]], any Error>.self, capacity: chunks.count) { results in
      Threads.parallel(chunks.count) { index in
        results.initializeElement(at: index, to: Result { try logits(sequences[chunks[index]]) })
      }
      defer { results.deinitialize() }
      return Array(results)
    }
  }
}
