import Support
import Tensor
import Testing

@Suite struct CheckpointTests {
  private func block(_ weight: Tensor, _ bias: Tensor, _ generator: RandomGenerator?) -> ([Tensor]) throws -> Tensor {
    { inputs in
      let inner = try Tensor.gelu(.linear(inputs[0], weight: weight, bias: bias))
      let dropped = try generator.map { try Tensor.dropout(inner, probability: 0.25, generator: $0) } ?? inner
      return try inputs[0] + dropped
    }
  }

  @Test(arguments: [false, true]) func gradientsAreThoseOfThePlainCall(draws: Bool) throws {
    func run(checkpointed: Bool) throws -> [[Float]] {
      let g = RandomGenerator(seed: 3)
      let x = Tensor(normal: [7, 5], generator: g)
      let weights = (0..<3).map { _ in Tensor(normal: [5, 5], generator: g) }
      let bias = Tensor(normal: [5], generator: g)
      for tensor in weights + [x, bias] { tensor.requiresGrad = true }
      let dropout = draws ? RandomGenerator(seed: 4) : nil
      var y = x
      for weight in weights {
        let body = block(weight, bias, dropout)
        y =
          checkpointed
          ? try Tensor.checkpoint([y], parameters: [weight, bias], generator: dropout, body) : try body([y])
      }
      try y.square().sum().backward()
      return [y.floats] + (weights + [x, bias]).map { $0.grad?.floats ?? [] } + [[dropout?.uniform() ?? 0]]
    }
    let (plain, saved) = (try run(checkpointed: false), try run(checkpointed: true))
    #expect(plain == saved)
    #expect(plain.allSatisfy { !$0.isEmpty })
  }

  @Test func theBodyRunsAgainOnlyOnTheWayBack() throws {
    let x = Tensor([1, 2], shape: [2], requiresGrad: true)
    var runs = 0
    let y = try Tensor.checkpoint([x]) { inputs in
      runs += 1
      return inputs[0].exp().square()
    }
    #expect(runs == 1)
    try y.sum().backward()
    #expect(runs == 2)
    _ = try noGrad { try Tensor.checkpoint([x]) { $0[0].exp() } }
  }

  @Test func anErrorOfTheSecondRunReachesTheCaller() throws {
    let x = Tensor([1], shape: [1], requiresGrad: true)
    var runs = 0
    let y = try Tensor.checkpoint([x]) { inputs in
      runs += 1
      if runs == 2 { throw Interrupted() }
      return inputs[0].exp()
    }
    #expect(throws: Interrupted.self) { try y.backward() }
  }
}
