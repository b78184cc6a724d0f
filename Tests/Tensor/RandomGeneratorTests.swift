import Tensor
import Testing

@Suite struct RandomGeneratorTests {
  @Test func stateRestoresTheStream() {
    let g = RandomGenerator(seed: 42)
    _ = g.next()
    let state = g.state
    let first = (0..<5).map { _ in g.next() }
    g.state = state
    #expect((0..<5).map { _ in g.next() } == first)
    #expect(RandomGenerator(seed: 42).next() == RandomGenerator(seed: 42).next())
    #expect(RandomGenerator(seed: 42).next() != RandomGenerator(seed: 43).next())
  }

  @Test func momentsAreThoseOfTheDistributions() {
    let x = Tensor(normal: [200_001], mean: 1, standardDeviation: 2, generator: RandomGenerator(seed: 3)).floats
    let mean = x.reduce(0.0) { $0 + Double($1) } / Double(x.count)
    let variance = x.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(x.count)
    #expect(abs(mean - 1) < 0.02)
    #expect(abs(variance - 4) < 0.06)
    let g = RandomGenerator(seed: 3)
    let uniform = (0..<100_000).map { _ in Double(g.uniform()) }
    #expect(abs(uniform.reduce(0, +) / 100_000 - 0.5) < 0.004)
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  @Test func integersAreEvenAndPermutationsComplete() {
    let g = RandomGenerator(seed: 9)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[g.integer(below: 7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
    #expect(g.permutation(100).sorted() == Array(0..<100))
  }
}
