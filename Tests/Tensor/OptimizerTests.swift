import Tensor
import Testing

@Suite struct OptimizerTests {
  @Test(arguments: ["adam", "adamw"]) func tenStepsAgreeWithTorch(name: String) throws {
    let fixture = try #require(Fixture.all[name])
    let p = try #require(fixture.inputs["p"]).tensor
    let gradients = try #require(fixture.inputs["gradients"]).tensor
    let adam = Adam(
      parameters: [p], learningRate: 0.03, beta1: 0.8, beta2: 0.95, epsilon: 1e-6, weightDecay: 0.1,
      decoupled: name == "adamw")
    for step in 0..<10 {
      p.grad = try gradients.selected(axis: 0, index: step).copy()
      adam.step()
    }
    #expect(difference(p.floats, fixture.outputs[0].data) < 2e-6)
  }

  @Test func aRestoredStateContinuesExactly() throws {
    let g = RandomGenerator(seed: 1)
    let p = Tensor(normal: [1000], generator: g)
    let adam = Adam(parameters: [p], learningRate: 0.1)
    func step(_ adam: Adam, _ p: Tensor, _ seed: UInt64) {
      p.grad = Tensor(normal: [1000], generator: RandomGenerator(seed: seed))
      adam.step()
    }
    step(adam, p, 2)
    let q = p.copy()
    let other = Adam(parameters: [q], learningRate: 0.1)
    other.state = adam.state.map {
      .init(step: $0.step, mean: $0.mean?.copy(), squareMean: $0.squareMean?.copy())
    }
    step(adam, p, 3)
    step(other, q, 3)
    #expect(p.floats == q.floats)
  }

  @Test func clippingScalesToTheNorm() throws {
    let p = Tensor(zeros: [2])
    p.grad = Tensor([3, 4], shape: [2])
    #expect(clipGradNorm([p], maxNorm: 1) == 5)
    #expect(difference(try #require(p.grad).floats, [0.6, 0.8]) < 1e-5)
    #expect(abs(clipGradNorm([p], maxNorm: 10) - 1) < 1e-5)
  }
}
