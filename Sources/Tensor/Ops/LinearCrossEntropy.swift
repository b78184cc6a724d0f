import Glibc
import Support

extension Tensor {
  /// The mean cross-entropy of softmax(hidden · weightᵀ) against `targets`, in nats: a language model's head and loss
  /// in one, never holding the logits [n, v].
  ///
  /// hidden[n, c], weight[v, c], targets[n]; rows whose target is −100 do not count. The gradient of a chunk's logits
  /// is made while the chunk is there: dlogits = (softmax − onehot)/n, dhidden = dlogits · weight,
  /// dweight += dlogitsᵀ · hidden; backward only multiplies them by the gradient of the loss.
  public static func linearCrossEntropy(hidden: Tensor, weight: Tensor, targets: [Int32]) throws -> Tensor {
    let head = try LogitChunks("linearCrossEntropy", hidden: hidden, weight: weight, targets: targets, ignored: true)
    let (n, v) = (head.rows, head.vocabulary)
    let counted = targets.reduce(0) { $0 + ($1 == -100 ? 0 : 1) }
    let losses = Tensor(uninitialized: [n])
    let isRecorded = Tensor.isRecorded(hidden, weight)
    var gradients = LogitGradients(head, isRecorded: isRecorded)
    let factor = 1 / Float(max(counted, 1))
    head.forEachChunk { rows, logits in
      Threads.parallelRanges(rows.count, grain: 1) { range in
        for i in range {
          let row = logits + i * v
          let target = Int(targets[rows.lowerBound + i])
          if target == -100 {
            losses.data[rows.lowerBound + i] = 0
            if isRecorded { memset(row, 0, v * 4) }
            continue
          }
          let top = Kernels.maximum(row, count: v)
          let score = row[target]
          let sum =
            isRecorded
            ? Kernels.expSum(row, shift: top, into: row, count: v) : Kernels.expSum(row, shift: top, count: v)
          losses.data[rows.lowerBound + i] = top + logf(sum) - score
          if isRecorded {
            Kernels.scaleRow(row, by: factor / sum, count: v)
            row[target] -= factor
          }
        }
      }
      gradients.add(rows, logits)
    }
    let mean = counted == 0 ? Float.nan : Float(Kernels.sum(losses.data, count: n) / Double(counted))
    return gradients.recorded("linearCrossEntropy", on: Tensor(scalar: mean))
  }
}

/// Logits of a language model's head, a chunk of rows at a time.
struct LogitChunks {
  let hidden: Tensor
  let weight: Tensor
  let rows: Int
  let width: Int
  let vocabulary: Int

  init(_ operation: String, hidden: Tensor, weight: Tensor, targets: [Int32], ignored: Bool) throws {
    (rows, width) = try hidden.rowsAndColumns(operation, "hidden")
    try weight.requireFloat(operation, "weight")
    guard hidden.rank == 2, weight.rank == 2, weight.shape[1] == width else {
      throw UserError(
        .runtime,
        "\(operation): hidden \(hidden.shape) and weight \(weight.shape): [n, c] and [v, c] with the same c are needed")
    }
    guard targets.count == rows else {
      throw UserError(.runtime, "\(operation): \(targets.count) targets for \(rows) rows of hidden")
    }
    vocabulary = weight.shape[0]
    try requireIndices(
      ignored ? targets.map { $0 == -100 ? 0 : $0 } : targets, below: vocabulary, operation, "target")
    self.hidden = hidden
    self.weight = weight
  }

  /// Rows per chunk: about 16 MB of logits, but never so few that the gradient product of the weight, which passes
  /// over all of it once per chunk, is bound by memory.
  var chunkRows: Int { max(384, min(2048, (4 << 20) / max(vocabulary, 1))) }

  /// Computes logits[rows, v] = hidden · weightᵀ chunk by chunk and hands each to `body`.
  /// - Parameter kept: holds the logits of all rows afterwards, [n, v]; `nil` uses scratch memory for each chunk.
  func forEachChunk(keptIn kept: Tensor? = nil, _ body: (Range<Int>, UnsafeMutablePointer<Float>) -> Void) {
    guard rows > 0 else { return }
    withScratch(kept == nil ? min(rows, chunkRows) * vocabulary : 0) { scratch in
      for low in stride(from: 0, to: rows, by: chunkRows) {
        let range = low..<min(rows, low + chunkRows)
        let logits = kept.map { $0.data + low * vocabulary } ?? scratch
        Kernels.sgemm(
          transposeB: true, m: range.count, n: vocabulary, k: width, a: hidden.data + low * width, lda: width,
          b: weight.data, ldb: width, c: logits, ldc: vocabulary)
        body(range, logits)
      }
    }
  }

  /// Calls `body` for each chunk with the logits that ``forEachChunk(keptIn:_:)`` left.
  func forEachChunk(of kept: Tensor, _ body: (Range<Int>, UnsafeMutablePointer<Float>) -> Void) {
    for low in stride(from: 0, to: rows, by: chunkRows) {
      body(low..<min(rows, low + chunkRows), kept.data + low * vocabulary)
    }
  }
}
