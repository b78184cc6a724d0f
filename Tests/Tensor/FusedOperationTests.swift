import Tensor
import Testing

/// Operations that keep less or compute together what others do in steps give what those give.
@Suite(.serialized) struct FusedOperationTests {
  private let generator = RandomGenerator(seed: 5)

  private func leaf(_ shape: Int..., deviation: Float = 0.5) -> Tensor {
    let tensor = Tensor(normal: shape, standardDeviation: deviation, generator: generator)
    tensor.requiresGrad = true
    return tensor
  }

  private func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
    a.count == b.count ? zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
  }

  /// Runs both forms on the same leaves and compares results and all gradients.
  private func expectSame(_ leaves: [Tensor], _ fused: () throws -> Tensor, _ steps: () throws -> Tensor) throws {
    func run(_ body: () throws -> Tensor) throws -> (value: [Float], gradients: [[Float]]) {
      for leaf in leaves { leaf.grad = nil }
      let y = try body()
      let weights = Tensor((0..<y.count).map { Float($0 % 7) - 2.5 }, shape: y.shape)
      try (y * weights).sum().backward()
      return (y.floats, leaves.map { $0.grad?.floats ?? [] })
    }
    let (a, b) = (try run(fused), try run(steps))
    #expect(largestDifference(a.value, b.value) < 1e-5)
    for (index, pair) in zip(a.gradients, b.gradients).enumerated() {
      #expect(largestDifference(pair.0, pair.1) < 5e-5, "gradient of leaf \(index)")
    }
  }

  @Test(arguments: [1, 5, 33], [LinearLayout.inputOutput, .outputInput])
  func feedForwardIsItsTwoProducts(rows: Int, layout: LinearLayout) throws {
    let (c, wide) = (7, 29)
    let x = leaf(rows, c)
    let (w1, w2) = layout == .inputOutput ? (leaf(c, wide), leaf(wide, c)) : (leaf(wide, c), leaf(c, wide))
    let (b1, b2) = (leaf(wide), leaf(c))
    let functions: [(ElementwiseFunction, (Tensor) throws -> Tensor)] = [
      (.geluTanh, { try .gelu($0, .tanh) }), (.geluExact, { try .gelu($0, .exact) }), (.relu, { try .relu($0) }),
      (.silu(slope: 1.5), { try .silu($0, slope: 1.5) }), (.tanh, { try .tanh($0) }),
    ]
    for (function, step) in functions {
      try expectSame([x, w1, b1, w2, b2]) {
        try .feedForward(x, expansion: (w1, b1), contraction: (w2, b2), layout: layout, activation: function)
      } _: {
        try .linear(
          step(.linear(x, weight: w1, bias: b1, layout: layout)), weight: w2, bias: b2, layout: layout)
      }
    }
  }

  @Test(arguments: [1, 4, 37]) func aNormBeforeAProductIsMadeAgain(rows: Int) throws {
    let (c, wide) = (11, 23)
    let (x, scale, shift) = (leaf(rows, c, deviation: 2), leaf(c), leaf(c))
    let (w1, b1, w2, b2) = (leaf(c, wide), leaf(wide), leaf(wide, c), leaf(c))
    let norm = LayerNormParameters(weight: scale, bias: shift, epsilon: 1e-5)
    try expectSame([x, scale, shift, w1, b1]) {
      try .linear(x, weight: w1, bias: b1, norm: norm)
    } _: {
      try .linear(.layerNorm(x, weight: scale, bias: shift), weight: w1, bias: b1)
    }
    try expectSame([x, scale, shift, w1, b1, w2, b2]) {
      try .feedForward(
        x, expansion: (w1, b1), contraction: (w2, b2), layout: .inputOutput, activation: .geluTanh, norm: norm)
    } _: {
      try .linear(
        .gelu(.linear(.layerNorm(x, weight: scale, bias: shift), weight: w1, bias: b1)), weight: w2, bias: b2)
    }
  }

  @Test(arguments: [1, 3, 400, 900]) func aTermOfKnownSlopesHasTheGradientsOfItsLogProbabilities(rows: Int) throws {
    let (hidden, weight) = (leaf(rows, 6), leaf(53, 6))
    let targets: [Int32] = (0..<rows).map { Int32(($0 * 31) % 53) }
    let slopes = (0..<rows).map { Float($0 % 5) - 1.75 }
    let plain = try noGrad { try Tensor.linearLogProbabilities(hidden: hidden, weight: weight, targets: targets) }
    let fused = try Tensor.linearLogProbabilityTerm(hidden: hidden, weight: weight, targets: targets) { row, logp in
      slopes[row] + 0 * logp
    }
    #expect(largestDifference(fused.logProbabilities.floats, plain.logProbabilities.floats) == 0)
    #expect(largestDifference(fused.entropy.floats, plain.entropy.floats) == 0)
    try expectSame([hidden, weight]) {
      try .linearLogProbabilityTerm(hidden: hidden, weight: weight, targets: targets) { row, _ in slopes[row] }.term
    } _: {
      let logp = try Tensor.linearLogProbabilities(hidden: hidden, weight: weight, targets: targets).logProbabilities
      return try (logp * Tensor(slopes, shape: [rows])).sum()
    }
  }

  @Test(.enabled(if: Precision.hasBFloat16)) func aNormBeforeAProductHoldsInBFloat16() throws {
    let (x, scale, shift) = (leaf(128, 256, deviation: 2), leaf(256), leaf(256))
    let (w1, b1, w2, b2) = (leaf(256, 512), leaf(512), leaf(512, 256), leaf(256))
    let norm = LayerNormParameters(weight: scale, bias: shift, epsilon: 1e-5)
    func both() throws -> [[Float]] {
      try noGrad {
        let projected = try Tensor.linear(x, weight: w1, bias: b1, norm: norm)
        let fed = try Tensor.feedForward(
          x, expansion: (w1, b1), contraction: (w2, b2), layout: .inputOutput, activation: .geluTanh, norm: norm)
        return [projected.floats, fed.floats]
      }
    }
    let exact = try both()
    try Precision.use(.bfloat16)
    defer { try? Precision.use(.float32) }
    for (rounded, reference) in zip(try both(), exact) {
      let size = reference.reduce(0) { max($0, abs($1)) }
      #expect(largestDifference(rounded, reference) < 0.02 * size)
    }
  }

  @Test func largeBlocksComeBackClearedAndDoNotOverlap() {
    var kept: [Tensor] = []
    for round in 0..<40 {
      let size = 20_000 + (round * 7919) % 90_000
      let zeros = Tensor(zeros: [size])
      #expect(zeros.floats.allSatisfy { $0 == 0 })
      let marked = Tensor(full: [size], Float(round + 1))
      kept.append(marked)
      if round % 3 == 2 { kept.remove(at: round % kept.count) }
      for tensor in kept {
        let values = tensor.floats
        #expect(values.first == values.last && values.allSatisfy { $0 == values[0] })
      }
      if round % 10 == 9 { Memory.releaseCached() }
    }
  }
}
