import Support

extension Tensor {
  /// The log-probabilities of ``linearLogProbabilities(hidden:weight:targets:)``, and a term Σ kᵣ · logpᵣ for a loss whose
  /// slopes kᵣ = ∂loss/∂logpᵣ are known as soon as logpᵣ is: PPO's policy loss.
  ///
  /// hidden[n, c], weight[v, c], targets[n] → logProbabilities[n] and entropy[n] (nats), both off the tape, and the term,
  /// a scalar whose gradient regards kᵣ as constants. A chunk's gradient is made while its logits are there, so that
  /// nothing of the size [n, v] is kept or computed twice: dlogitⱼ = k · (δⱼₜ − pⱼ), dhidden = dlogits · weight,
  /// dweight += dlogitsᵀ · hidden.
  /// - Parameter slope: kᵣ, from the row r and logpᵣ; called once a row, from any thread.
  public static func linearLogProbabilityTerm(
    hidden: Tensor, weight: Tensor, targets: [Int32], slope: (_ row: Int, _ logProbability: Float) -> Float
  ) throws -> (logProbabilities: Tensor, entropy: Tensor, term: Tensor) {
    let head = try LogitChunks(
      "linearLogProbabilityTerm", hidden: hidden, weight: weight, targets: targets, ignored: false)
    let (n, v) = (head.rows, head.vocabulary)
    let logProbabilities = Tensor(uninitialized: [n])
    let entropy = Tensor(uninitialized: [n])
    let weighted = Tensor(uninitialized: [n])
    var gradients = LogitGradients(head, isRecorded: Tensor.isRecorded(hidden, weight))
    head.forEachChunk { rows, logits in
      Threads.parallelRanges(rows.count, grain: 1) { range in
        for i in range {
          let row = logits + i * v
          let at = rows.lowerBound + i
          let target = Int(targets[at])
          let (normalizer, mean) = Kernels.logSumExpAndMean(row, count: v)
          let logProbability = row[target] - normalizer
          let k = slope(at, logProbability)
          logProbabilities.data[at] = logProbability
          entropy.data[at] = normalizer - mean
          weighted.data[at] = k * logProbability
          guard gradients.isRecorded else { continue }
          Kernels.logProbabilityBackwardRow(
            row, count: v, target: target, normalizer: normalizer, entropy: 0, dlogp: k, dentropy: 0)
        }
      }
      gradients.add(rows, logits)
    }
    let term = Tensor(scalar: Float(Kernels.sum(weighted.data, count: n)))
    return (logProbabilities, entropy, gradients.recorded("linearLogProbabilityTerm", on: term))
  }
}

/// The gradients of a head's hidden states and weight, gathered chunk by chunk in the forward pass of a loss.
struct LogitGradients {
  private let head: LogitChunks
  let isRecorded: Bool
  private let dhidden: Tensor?
  private let dweight: Tensor?

  init(_ head: LogitChunks, isRecorded: Bool) {
    self.head = head
    self.isRecorded = isRecorded
    dhidden = isRecorded && head.hidden.requiresGrad ? Tensor(uninitialized: head.hidden.shape) : nil
    guard isRecorded && head.weight.requiresGrad else {
      dweight = nil
      return
    }
    dweight = head.rows == 0 ? Tensor(zeros: head.weight.shape) : Tensor(uninitialized: head.weight.shape)
  }

  /// Adds what `dlogits`, the gradient of the logits of `rows`, gives: dhidden = dlogits · weight,
  /// dweight += dlogitsᵀ · hidden.
  mutating func add(_ rows: Range<Int>, _ dlogits: UnsafePointer<Float>) {
    let (c, v) = (head.width, head.vocabulary)
    if let dhidden {
      Kernels.sgemm(
        m: rows.count, n: c, k: v, a: dlogits, lda: v, b: head.weight.data, ldb: c,
        c: dhidden.data + rows.lowerBound * c, ldc: c)
    }
    if let dweight {
      Kernels.sgemm(
        transposeA: true, m: v, n: c, k: rows.count, a: dlogits, lda: v, b: head.hidden.data + rows.lowerBound * c,
        ldb: c, beta: rows.lowerBound == 0 ? 0 : 1, c: dweight.data, ldc: c)
    }
  }

  /// Records `loss`, a scalar of this gradient, on the tape.
  func recorded(_ name: String, on loss: Tensor) -> Tensor {
    let pairs = [(head.hidden, dhidden), (head.weight, dweight)]
    return loss.recorded(name, inputs: [head.hidden, head.weight]) { gradient, sink in
      let upstream = gradient.data[0]
      for (input, computed) in pairs {
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
