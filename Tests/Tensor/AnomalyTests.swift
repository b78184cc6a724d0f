import Support
import Tensor
import Testing

@Suite struct AnomalyTests {
  /// The message of the error that `body` throws, with its hint.
  private func message(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return ""
  }

  @Test func anOverflowIsFoundWhereItHappened() throws {
    let x = Tensor([1, 2, 100, 3], shape: [2, 2], requiresGrad: true)
    let detector = AnomalyDetector()
    let text = message { try detector.watch { try (x.exp() * 2).sum().backward() } }
    #expect(text.contains("backward() starts from sum, which is inf"))
    #expect(text.contains("exp from [2, 2] gave inf at [1, 0] of its result of shape [2, 2]"))
    #expect(x.grad == nil)
  }

  @Test func theLogarithmOfZeroIsFound() throws {
    let x = Tensor([1, 0, 2], shape: [3], requiresGrad: true)
    let detector = AnomalyDetector()
    // 0 · log 0
    let text = message { try detector.watch { try (x.log() * x).sum().backward() } }
    #expect(text.contains("log from [3] gave -inf at [1] of its result of shape [3]"))
    #expect(text.contains("the first nan: multiply from [3] and [3] gave nan at [1]"))
  }

  @Test func aPoisonedParameterIsNamed() throws {
    let x = Tensor([1, 2], shape: [1, 2])
    let weight = Tensor([1, 2, .nan, 4], shape: [2, 2], requiresGrad: true)
    let detector = AnomalyDetector(names: [("layer.weight", weight)])
    try detector.watch { _ = try Tensor.linear(x, weight: weight) }
    #expect(detector.explanation == "linear read nan at [1, 0] of layer.weight of shape [2, 2]")
    detector.reset()
    try detector.watch { try noGrad { _ = try Tensor.linear(x, weight: weight) } }
    #expect(detector.first?.operation == "linear")
  }

  @Test func theBackwardPassNamesTheFunctionThatLostTheGradient() throws {
    let x = Tensor([0, 4], shape: [2], requiresGrad: true)
    let detector = AnomalyDetector()
    // The derivative of √x at 0 is infinite, and 0 · ∞ is not a number.
    let text = message { try detector.watch { try (x.sqrt() * Tensor([0, 1], shape: [2])).sum().backward() } }
    #expect(text.contains("Function 'SqrtBackward0' returned nan values in its 0th output."))
    #expect(text.contains("the backward pass of sqrt from [2] gave nan at [0] of the gradient of input 0"))
  }

  @Test func theTermOfALossIsNamed() throws {
    let hidden = Tensor([1e30, 0], shape: [1, 2], requiresGrad: true)
    let weight = Tensor([1e30, 0, -1e30, 0], shape: [2, 2], requiresGrad: true)
    let detector = AnomalyDetector()
    func term(_ hidden: Tensor, slope: Float) throws -> Tensor {
      try Tensor.linearLogProbabilityTerm(hidden: hidden, weight: weight, targets: [1]) { _, _ in slope }.term
    }
    let text = message { try detector.watch { try term(hidden, slope: 1).backward() } }
    #expect(text.contains("linearLogProbabilityTerm from [1, 2] and [2, 2] gave "))
    detector.reset()
    // A slope that is no number, as an advantage that is none gives.
    let small = Tensor([1e-30, 0], shape: [1, 2], requiresGrad: true)
    try detector.watch { _ = try term(small, slope: .nan) }
    #expect(detector.firstNaN?.operation == "linearLogProbabilityTerm")
  }

  @Test func aMaskIsNoAnomaly() throws {
    let scores = Tensor([1, 2, 3, 4], shape: [2, 2], requiresGrad: true)
    let mask = Tensor(bools: [false, true, false, false], shape: [2, 2])
    let detector = AnomalyDetector()
    try detector.watch {
      try Tensor.where(mask, Tensor(scalar: -.infinity), scores).softmax().square().sum().backward()
    }
    #expect(detector.explanation == nil)
    #expect(scores.grad?.floats.allSatisfy(\.isFinite) == true)
  }

  @Test func nothingIsLookedAtOutside() throws {
    let x = Tensor([0], shape: [1], requiresGrad: true)
    try x.log().sum().backward()
    #expect(x.grad?.floats == [.infinity])
  }
}
