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
    let (n, c, v) = (head.rows, head.width, head.vocabulary)
    let counted = targets.reduce(0) { $0 + ($1 == -100 ? 0 : 1) }
    let losses = Tensor(uninitialized: [n])
    let isRecorded = Tensor.isRecorded(hidden, weight)
    let dhidden = isRecorded && hidden.requiresGrad ? Tensor(uninitialized: hidden.shape) : nil
    let dweight = isRecorded && weight.requiresGrad ? Tensor(uninitialized: weight.shape) : nil
    if n == 0, let dweight { memset(dweight.data, 0, dweight.count * 4) }
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
      if let dhidden {
        Kernels.sgemm(
          m: rows.count, n: c, k: v, a: logits, lda: v, b: weight.data, ldb: c, c: dhidden.data + rows.lowerBound * c,
          ldc: c)
      }
      if let dweight {
        Kernels.sgemm(
          transposeA: true, m: v, n: c, k: rows.count, a: logits, lda: v, b: hidden.data + rows.lowerBound * c, ldb: c,
          beta: rows.lowerBound == 0 ? 0 : 1, c: dweight.data, ldc: c)
      }
    }
    let mean = counted == 0 ? Float.nan : Float(Kernels.sum(losses.data, count: n) / Double(counted))
    return Tensor(scalar: mean).recorded("linearCrossEntropy", inputs: [hidden, weight]) { gradient, sink in
      let upstream = gradient.data[0]
      for (input, computed) in [(hidden, dhidden), (weight, dweight)] {
        guard let computed else { continue }
        // Scaled into a copy: the tape may be walked again with another upstream gradient.
        if upstream == 1 {
          sink.add(computed, to: input)
        } else {
          let scaled = Tensor(uninitialized: computed.shape)
          mapVectors(computed.data, scaled.data, count: computed.count) { $0 * upstream }
          sink.add(scaled, to: input)
        }
      }
    }
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
