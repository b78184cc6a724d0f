import Support
import Tensor
import Testing
import Transformer

@Suite struct BertTests {
  @Test(arguments: ["bert-two-labels", "bert-five-labels", "bert-one-head"])
  func logitsAndGradientsAgreeWithTransformers(name: String) throws {
    let model = try PretrainedFolder(Fixtures.path(name)).sequenceClassifier()
    let cases = try Fixtures.cases(name)
    let sequences = cases["sequences"]!.tokenLists
    let expected = try Fixtures.expected(name)
    let logits = try model.logits(
      ids: Array(sequences.joined()), segments: PackedSegments(lengths: sequences.map(\.count)),
      tokenTypes: Array(cases["types"]!.tokenLists.joined()), dropout: nil)
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

  @Test func labelsAndConfigurationSurviveReadingAndWriting() throws {
    let folder = try PretrainedFolder(Fixtures.path("bert-two-labels"))
    let model = try folder.sequenceClassifier()
    #expect(model.configuration.labels == ["negative", "positive"])
    #expect(model.configurationJSON == folder.configuration)
  }

  @Test func tokenTypesAreChecked() throws {
    let model = try PretrainedFolder(Fixtures.path("bert-two-labels")).sequenceClassifier()
    let pair = PackedSegments(lengths: [2])
    for types: [Int32] in [[0], [0, 2], [-1, 0]] {
      #expect(throws: UserError.self) {
        try model.logits(ids: [1, 2], segments: pair, tokenTypes: types, dropout: nil)
      }
    }
  }
}
