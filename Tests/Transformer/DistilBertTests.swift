import Support
import Tensor
import Testing
import Transformer

@Suite struct DistilBertTests {
  @Test(arguments: ["distilbert-two-labels", "distilbert-three-labels", "distilbert-one-label"], [false, true])
  func logitsAndGradientsAgreeWithTransformers(name: String, checkpointing: Bool) throws {
    let model = try PretrainedFolder(Fixtures.path(name)).sequenceClassifier()
    model.gradientCheckpointing = checkpointing
    let cases = try Fixtures.cases(name)
    let sequences = cases["sequences"]!.tokenLists
    let expected = try Fixtures.expected(name)
    let logits = try model.logits(
      ids: Array(sequences.joined()), segments: PackedSegments(lengths: sequences.map(\.count)))
    #expect(logits.shape == [sequences.count, model.configuration.labels.count])
    #expect(difference(logits.floats, expected["logits"]) < 1e-4)
    let loss = try Tensor.crossEntropy(logits: logits, targets: cases["labels"]!.tokens)
    #expect(difference(loss.floats, expected["loss"]) < 1e-4)
    try loss.backward()
    for entry in model.state {
      let gradient = (0..<entry.count).map { entry.parameter.grad!.data[entry.offset + $0] }
      #expect(difference(gradient, expected["grad/\(entry.name)"]) < 1e-4, "\(entry.name)")
    }
  }

  @Test func chunksOfTheClassifierDoNotChangeItsAnswers() throws {
    let model = try PretrainedFolder(Fixtures.path("distilbert-two-labels")).sequenceClassifier()
    let sequences = try Fixtures.cases("distilbert-two-labels")["sequences"]!.tokenLists
    let expected = try Fixtures.expected("distilbert-two-labels")["logits"]
    var classifier = SequenceClassifier(model)
    for budget in [1, 6, 4096] {
      classifier.tokenBudget = budget
      #expect(difference(try classifier.logits(sequences).flatMap { $0 }, expected) < 1e-4)
    }
    #expect(try classifier.logits([]).isEmpty)
    #expect(throws: UserError.self) { try classifier.logits([[]]) }
  }
}
