import Support
import Tensor
import Testing

@Suite struct TapeTests {
  @Test func gradientsAccumulateOverUsesAndPasses() throws {
    let x = Tensor([2, 3], shape: [2], requiresGrad: true)
    try (x * x + x).sum().backward()
    #expect(x.grad?.floats == [5, 7])
    try x.sum().backward()
    #expect(x.grad?.floats == [6, 8])
  }

  @Test func leavesNeverShareAGradient() throws {
    let a = Tensor([1, 2], shape: [2], requiresGrad: true)
    let b = Tensor([3, 4], shape: [2], requiresGrad: true)
    try (a + b).sum().backward()
    let gradient = try #require(a.grad)
    gradient.data[0] = 9
    #expect(b.grad?.floats == [1, 1])
  }

  @Test func diamondsAreWalkedOnce() throws {
    let x = Tensor([3], shape: [1], requiresGrad: true)
    let y = try x * x
    let z = try y + y * y
    try z.sum().backward()
    #expect(x.grad?.floats == [6 + 4 * 27])
  }

  @Test func noGradRecordsNothing() throws {
    let x = Tensor([3], shape: [1], requiresGrad: true)
    let y = try noGrad { try x * x }
    #expect(!y.requiresGrad)
    #expect(throws: UserError.self) { try y.backward() }
    #expect(try (x * x).requiresGrad)
  }

  @Test func aSecondBackwardNeedsRetainGraph() throws {
    let x = Tensor([3], shape: [1], requiresGrad: true)
    let y = try (x * x).sum()
    try y.backward(retainGraph: true)
    try y.backward()
    #expect(x.grad?.floats == [12])
    #expect(throws: UserError.self) { try y.backward() }
  }

  @Test func shapeErrorsNameOperationShapesAndAxis() throws {
    let a = Tensor(zeros: [128, 16])
    let b = Tensor(zeros: [8, 4])
    do {
      _ = try Tensor.matmul(a, b)
      Issue.record("no error")
    } catch let error as UserError {
      #expect(error.message == "matmul: [128, 16] @ [8, 4]: 16 (last axis of the left) does not equal 8 (axis -2 of the right)")
    }
    #expect(throws: UserError.self) { _ = try a + b }
    #expect(throws: UserError.self) { _ = try Tensor.embedding([9], table: b) }
    #expect(throws: UserError.self) { _ = try Tensor.embedding([-1], table: b) }
    #expect(throws: UserError.self) { _ = try Tensor.linear(a, weight: b) }
    #expect(throws: UserError.self) { _ = try a.reshaped(to: [7]) }
    #expect(throws: UserError.self) { _ = try a.sum(axis: 2) }
  }

  @Test func dropoutKeepsTheExpectedShareAndItsGradient() throws {
    let x = Tensor(full: [100_000], 1)
    x.requiresGrad = true
    let y = try Tensor.dropout(x, probability: 0.3, generator: RandomGenerator(seed: 5))
    let kept = y.floats.filter { $0 != 0 }.count
    #expect(abs(Double(kept) / 100_000 - 0.7) < 0.005)
    try y.sum().backward()
    #expect(x.grad?.floats == y.floats)
    #expect(try Tensor.dropout(x, probability: 0, generator: RandomGenerator(seed: 5)) === x)
  }
}
