import Glibc
import Support

extension Tensor {
  /// Logits that take at most this many bytes are kept from the forward pass to the backward pass.
  static let keptLogitBytes = 64 << 20

  /// log softmax(hidden · weightᵀ) at `targets`, and the entropy of each row's distribution, a chunk of rows at a time.
  ///
  /// hidden[n, c], weight[v, c], targets[n] → logProbabilities[n], entropy[n] (nats). With p = softmax of a row's
  /// logits, L its log-sum-exp and H = L − Σ p·logit its entropy, backward makes
  /// dlogitⱼ = dlogp · (δⱼₜ − pⱼ) − dH · pⱼ · (log pⱼ + H) of each chunk's logits: those of the forward pass where all
  /// of them are small enough to keep, which saves a product, otherwise computed again.
  public static func linearLogProbabilities(
    hidden: Tensor, weight: Tensor, targets: [Int32]
  ) throws -> (logProbabilities: Tensor, entropy: Tensor) {
    let head = try LogitChunks(
      "linearLogProbabilities", hidden: hidden, weight: weight, targets: targets, ignored: false)
    let (n, c, v) = (head.rows, head.width, head.vocabulary)
    let logProbabilities = Tensor(uninitialized: [n])
    let entropy = Tensor(uninitialized: [n])
    let normalizers = Tensor(uninitialized: [n])
    let isRecorded = Tensor.isRecorded(hidden, weight)
    var kept = isRecorded && n * v <= keptLogitBytes / 4 ? Tensor(uninitialized: [n, v]) : nil
    head.forEachChunk(keptIn: kept) { rows, logits in
      Threads.parallelRanges(rows.count, grain: 1) { range in
        for i in range {
          let row = logits + i * v
          let at = rows.lowerBound + i
          let (normalizer, mean) = Kernels.logSumExpAndMean(row, count: v)
          normalizers.data[at] = normalizer
          logProbabilities.data[at] = row[Int(targets[at])] - normalizer
          entropy.data[at] = normalizer - mean
        }
      }
    }
    AnomalyDetector.current?.inspect(logProbabilities, "linearLogProbabilities", [hidden, weight])
    guard isRecorded else { return (logProbabilities, entropy) }
    let entropies = entropy.detach()
    let node = Node(
      name: "linearLogProbabilities", inputs: [hidden, weight].filter { $0.requiresGrad }, outputs: 2
    ) { gradients, sink in
      let dhidden = hidden.requiresGrad ? Tensor(uninitialized: hidden.shape) : nil
      let dlogp = gradients[0]
      let dentropy = gradients[1]
      sink.write(weight, when: weight.requiresGrad) { dweight, accumulate in
        if n == 0, !accumulate, let dweight { memset(dweight, 0, weight.count * 4) }
        func chunkGradients(_ rows: Range<Int>, _ logits: UnsafeMutablePointer<Float>) {
          Threads.parallelRanges(rows.count, grain: 1) { range in
            for i in range {
              let at = rows.lowerBound + i
              Kernels.logProbabilityBackwardRow(
                logits + i * v, count: v, target: Int(targets[at]), normalizer: normalizers.data[at],
                entropy: entropies.data[at], dlogp: dlogp?.data[at] ?? 0, dentropy: dentropy?.data[at] ?? 0)
            }
          }
          if let dhidden {
            Kernels.sgemm(
              m: rows.count, n: c, k: v, a: logits, lda: v, b: weight.data, ldb: c,
              c: dhidden.data + rows.lowerBound * c, ldc: c)
          }
          if let dweight {
            Kernels.sgemm(
              transposeA: true, m: v, n: c, k: rows.count, a: logits, lda: v, b: hidden.data + rows.lowerBound * c,
              ldb: c, beta: accumulate || rows.lowerBound > 0 ? 1 : 0, c: dweight, ldc: c)
          }
        }
        // Gradients overwrite kept logits: another walk over the tape computes them again.
        if let logits = kept.take() { head.forEachChunk(of: logits, chunkGradients) } else { head.forEachChunk(chunkGradients) }
      }
      if let dhidden { sink.add(dhidden, to: hidden) }
    }
    for (index, output) in [logProbabilities, entropy].enumerated() {
      output.node = node
      output.outputIndex = index
      output.requiresGrad = true
    }
    return (logProbabilities, entropy)
  }
}

extension Gradients {
  /// ``write(_:_:)`` into `tensor`'s gradient when `wanted`; otherwise calls `body` with no memory.
  func write(_ tensor: Tensor, when wanted: Bool, _ body: (UnsafeMutablePointer<Float>?, Bool) -> Void) {
    if wanted { write(tensor) { body($0, $1) } } else { body(nil, false) }
  }
}

extension Kernels {
  /// log Σ eˣ of a row, and Σ softmax(x)·x.
  @inline(__always)
  static func logSumExpAndMean(_ x: UnsafePointer<Float>, count: Int) -> (logSumExp: Float, mean: Float) {
    let top = maximum(x, count: count)
    var i = 0
    var sums = Vector(repeating: 0)
    var products = Vector(repeating: 0)
    while i + 16 <= count {
      let d = Vector(at: x + i) - top
      let e = VectorMath.expNonPositive(d)
      sums += e
      products += e * d.replacing(with: Vector(repeating: -100), where: d .< Vector(repeating: -100))
      i += 16
    }
    if i < count {
      let d = Vector(at: x + i, count: count - i, filler: -.infinity) - top
      let e = VectorMath.expNonPositive(d)
      sums += e
      products += e * d.replacing(with: Vector(repeating: -100), where: d .< Vector(repeating: -100))
    }
    let sum = sums.total
    return (top + logf(sum), top + products.total / sum)
  }

  /// Replaces a row's logits by the gradient with respect to them.
  @inline(__always)
  static func logProbabilityBackwardRow(
    _ x: UnsafeMutablePointer<Float>, count: Int, target: Int, normalizer: Float, entropy: Float, dlogp: Float,
    dentropy: Float
  ) {
    // −p · (dlogp + dH · (log p + H)), and dlogp at the target.
    let base = Vector(repeating: dlogp + dentropy * entropy)
    let slope = Vector(repeating: dentropy)
    @inline(__always) func gradient(_ logit: Vector) -> Vector {
      let logp = logit - normalizer
      let bounded = logp.replacing(with: Vector(repeating: -100), where: logp .< Vector(repeating: -100))
      return (0 - VectorMath.expNonPositive(logp)) * (base + slope * bounded)
    }
    var i = 0
    while i + 16 <= count {
      gradient(Vector(at: x + i)).store(to: x + i)
      i += 16
    }
    if i < count { gradient(Vector(at: x + i, count: count - i, filler: 0)).store(to: x + i, count: count - i) }
    x[target] += dlogp
  }
}
