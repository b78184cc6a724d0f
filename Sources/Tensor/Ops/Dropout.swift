import Support

extension Tensor {
  /// x with each element zeroed with `probability` and the others divided by 1 − probability (Srivastava et al., 2014).
  ///
  /// The mask is a hash of one draw from `generator` and the element's index: it is not stored, and does not depend on
  /// the thread count. Probability 0 returns `x` and draws nothing.
  public static func dropout(_ x: Tensor, probability: Float, generator: RandomGenerator) throws -> Tensor {
    try x.requireFloat("dropout")
    guard probability >= 0, probability <= 1 else {
      throw UserError(.value, "dropout: probability has to be between 0 and 1, but got \(probability)")
    }
    if probability == 0 { return x }
    let seed = generator.next()
    let y = Tensor(uninitialized: x.shape)
    dropoutMask(x.data, into: y.data, count: x.count, probability: probability, seed: seed)
    return y.recorded("dropout", inputs: [x]) { dy, sink in
      let dx = Tensor(uninitialized: x.shape)
      dropoutMask(dy.data, into: dx.data, count: x.count, probability: probability, seed: seed)
      sink.add(dx, to: x)
    }
  }

  private static func dropoutMask(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int, probability: Float, seed: UInt64
  ) {
    let scale = probability < 1 ? 1 / (1 - probability) : 0
    let threshold = UInt32(min(Double(probability) * 0x1p32, 0x1p32 - 1))
    let (low, high) = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    Threads.parallelRanges(count, grain: 16384) { range in
      for i in range {
        // Two rounds of a xor-shift-multiply mixer over the index, keyed twice.
        var h = (UInt32(truncatingIfNeeded: i) ^ low) &* 0x9e37_79b1
        h ^= h >> 16
        h = h &* 0x21f0_aaad
        h ^= h >> 15
        h = (h ^ high) &* 0x735a_2d97
        h ^= h >> 15
        y[i] = h < threshold ? 0 : x[i] * scale
      }
    }
  }
}
