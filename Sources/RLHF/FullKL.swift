import Glibc
import Support
import Tensor

/// The exact KL of the policy's next-token distribution from the reference's: `[rows]`, nats.
///
///     kl[n] = Σ_v π(v) (log π(v) − log π_ref(v)),   log π = log_softmax(hidden · headᵀ)
///
/// Logits are made for a few rows at a time and never held for all.
///
/// - Parameters: hidden states `[rows, c]` and output heads `[v, c]` of the two models.
func fullKL(_ hidden: Tensor, _ head: Tensor, reference: Tensor, _ referenceHead: Tensor) throws -> [Float] {
  let rows = hidden.shape[0]
  let vocabulary = head.shape[0]
  let chunk = max(1, min(rows, (1 << 22) / max(vocabulary, 1)))
  var result = [Float](repeating: 0, count: rows)
  try noGrad {
    for start in stride(from: 0, to: rows, by: chunk) {
      try Interruption.check()
      let picked = (start..<min(start + chunk, rows)).map { Int32($0) }
      let policy = try Tensor.linear(
        Tensor.gatherRows(hidden.detach(), rows: picked), weight: head, bias: nil, layout: .outputInput)
      let other = try Tensor.linear(
        Tensor.gatherRows(reference.detach(), rows: picked), weight: referenceHead, bias: nil, layout: .outputInput)
      result.withUnsafeMutableBufferPointer { result in
        nonisolated(unsafe) let distances = result
        Threads.parallel(picked.count) { row in
          distances[start + row] = rowKL(policy.data + row * vocabulary, other.data + row * vocabulary, vocabulary)
        }
      }
    }
  }
  return result
}

/// The KL between the softmaxes of two rows of logits.
private func rowKL(_ p: UnsafePointer<Float>, _ q: UnsafePointer<Float>, _ count: Int) -> Float {
  var (maxP, maxQ) = (-Float.infinity, -Float.infinity)
  for i in 0..<count {
    maxP = max(maxP, p[i])
    maxQ = max(maxQ, q[i])
  }
  var (sumP, sumQ, weighted) = (0.0, 0.0, 0.0)
  for i in 0..<count {
    let e = Double(expf(p[i] - maxP))
    sumP += e
    sumQ += Double(expf(q[i] - maxQ))
    weighted += e * Double((p[i] - maxP) - (q[i] - maxQ))
  }
  return Float(weighted / sumP - log(sumP) + log(sumQ))
}
