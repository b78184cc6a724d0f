import Foundation
import Tensor
import Testing

@Suite struct KernelTests {
  /// The largest relative error of `f` against `truth` on `values`.
  func error(_ values: [Float], _ f: (Tensor) throws -> Tensor, _ truth: (Double) -> Double) rethrows -> Double {
    let y = try f(Tensor(values, shape: [values.count])).floats
    return zip(values, y).reduce(0) { worst, pair in
      let expected = truth(Double(pair.0))
      if abs(expected) < 1e-37 { return worst }
      return max(worst, abs(Double(pair.1) - expected) / abs(expected))
    }
  }

  let wide = (0...200_003).map { Float($0) / 100_003 * 60 - 60 }

  @Test func transcendentalFunctionsKeepTheirStatedAccuracy() throws {
    #expect(error(wide.map { $0 * 1.4 }, { $0.exp() }, Foundation.exp) < 2.5e-7)
    #expect(try error(wide.map { $0 / 4 }, { try .tanh($0) }, Foundation.tanh) < 3e-7)
    #expect(error(wide.map { Foundation.exp($0) }, { $0.log() }, { Foundation.log($0) }) < 3e-7)
    #expect(try error(wide.map { $0 / 12 }, { try .gelu($0, .exact) }, { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) }) < 4e-6)
    #expect(try error(wide, { try .sigmoid($0) }, { 1 / (1 + Foundation.exp(-$0)) }) < 4e-7)
  }

  @Test func specialValuesFollowIEEE() throws {
    let x = Tensor([.nan, .infinity, -.infinity, 0, 100, -100], shape: [6])
    let e = x.exp().floats
    #expect(e[0].isNaN && e[1] == .infinity && e[2] == 0 && e[3] == 1 && e[4] == .infinity && e[5] == 0)
    let l = x.log().floats
    #expect(l[0].isNaN && l[1] == .infinity && l[2].isNaN && l[3] == -.infinity && l[5].isNaN)
    let t = try Tensor.tanh(x).floats
    #expect(t[0].isNaN && t[1] == 1 && t[2] == -1 && t[3] == 0)
    #expect(try Tensor.gelu(x).floats[0].isNaN)
  }

  @Test(arguments: [1, 2, 3]) func productsAgreeWithTripleLoops(threads: Int) throws {
    let g = RandomGenerator(seed: 1)
    for (m, n, k) in [(1, 1, 1), (1, 37, 5), (97, 3, 11), (128, 130, 61), (2, 300, 400)] {
      for (ta, tb) in [(false, false), (true, false), (false, true), (true, true)] {
        let a = Tensor(normal: ta ? [k, m] : [m, k], generator: g)
        let b = Tensor(normal: tb ? [n, k] : [k, n], generator: g)
        let c = Tensor(full: [m, n], 1)
        Kernels.sgemm(
          transposeA: ta, transposeB: tb, m: m, n: n, k: k, alpha: 0.5, a: a.data, lda: ta ? m : k, b: b.data,
          ldb: tb ? k : n, beta: 2, c: c.data, ldc: n)
        var worst: Float = 0
        for i in 0..<m {
          for j in 0..<n {
            var sum = 0.0
            for p in 0..<k { sum += Double(a.data[ta ? p * m + i : i * k + p]) * Double(b.data[tb ? j * k + p : p * n + j]) }
            worst = max(worst, abs(Float(2 + 0.5 * sum) - c.data[i * n + j]))
          }
        }
        #expect(worst < 1e-4, "\(m) \(n) \(k) \(ta) \(tb)")
      }
    }
  }

  @Test func decodingAgreesWithPackedAttention() throws {
    let g = RandomGenerator(seed: 2)
    let (length, heads, size) = (13, 3, 20)
    let c = heads * size
    let qkv = Tensor(normal: [length, 3 * c], generator: g)
    let expected = try Tensor.packedAttention(
      qkv: qkv, heads: heads, segments: PackedSegments(lengths: [length]), causal: true)
    let output = Tensor(zeros: [c])
    let scores = Tensor(zeros: [heads * length])
    Kernels.attentionDecode(
      query: qkv.data + (length - 1) * 3 * c, keys: qkv.data + c, values: qkv.data + 2 * c, length: length,
      stride: 3 * c, heads: heads, headSize: size, scores: scores.data, output: output.data)
    #expect(difference(output.floats, try expected.selected(axis: 0, index: -1).floats) < 1e-5)
  }

  @Test func parallelRunsEveryTaskOnce() {
    for tasks in [0, 1, 2, 7, 1000] {
      let counts = UnsafeMutablePointer<Int>.allocate(capacity: max(tasks, 1))
      counts.initialize(repeating: 0, count: max(tasks, 1))
      for _ in 0..<20 { Threads.parallel(tasks) { task in counts[task] += 1 } }
      #expect((0..<tasks).allSatisfy { counts[$0] == 20 })
      counts.deallocate()
    }
    var covered = 0
    Threads.parallelRanges(10, grain: 100) { covered += $0.count }
    #expect(covered == 10)
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    func run() throws -> [Float] {
      let g = RandomGenerator(seed: 4)
      let x = Tensor(normal: [300, 96], generator: g)
      let w = Tensor(normal: [96, 288], standardDeviation: 0.1, generator: g)
      w.requiresGrad = true
      let qkv = try Tensor.linear(x, weight: w)
      let y = try Tensor.packedAttention(
        qkv: qkv, heads: 6, segments: PackedSegments(lengths: [100, 37, 1, 162]), causal: true)
      try Tensor.gelu(y).square().mean().backward()
      return try #require(w.grad).floats
    }
    let first = try run()
    for _ in 0..<5 { #expect(try run() == first) }
  }
}
