import Support
import Tensor
import Testing
import Transformer

let gpt2Models = [
  "gpt2-one-head", "gpt2-odd-width", "gpt2-untied", "gpt2-layer-scale", "gpt2-deep", "gpt2-silu-unscaled", "gpt2-tanh",
  "gpt2-quick-gelu",
]

@Suite struct GPT2ModelTests {
  @Test(arguments: gpt2Models)
  func hiddenStatesAndLogitsAgreeWithTransformers(name: String) throws {
    let model = try PretrainedFolder(Fixtures.path(name)).causalLM()
    let sequences = try Fixtures.cases(name)["sequences"]!.tokenLists
    let expected = try Fixtures.expected(name)
    let segments = PackedSegments(lengths: sequences.map(\.count))
    let hidden = try model.hiddenStates(ids: Array(sequences.joined()), segments: segments)
    #expect(difference(hidden.floats, expected["hidden"]) < 1e-4)
    #expect(difference(try model.logits(hidden: hidden).floats, expected["logits"]) < 1e-4)
  }

  @Test(arguments: gpt2Models, [false, true])
  func gradientsOfTheLanguageModelLossAgreeWithTorch(name: String, checkpointing: Bool) throws {
    let model = try PretrainedFolder(Fixtures.path(name)).causalLM()
    model.gradientCheckpointing = checkpointing
    let sequences = try Fixtures.cases(name)["sequences"]!.tokenLists
    let expected = try Fixtures.expected(name)
    let segments = PackedSegments(lengths: sequences.map(\.count))
    let hidden = try model.hiddenStates(ids: Array(sequences.joined()), segments: segments)
    var rows: [Int32] = []
    var targets: [Int32] = []
    for (index, sequence) in sequences.enumerated() {
      for place in 0..<sequence.count - 1 {
        rows.append(Int32(segments.offsets[index] + place))
        targets.append(sequence[place + 1])
      }
    }
    let predicting = try Tensor.gatherRows(hidden, rows: rows)
    let loss = try Tensor.linearCrossEntropy(hidden: predicting, weight: model.head, targets: targets)
    #expect(difference(loss.floats, expected["loss"]) < 1e-4)
    try loss.backward()
    for (name, tensor) in model.parameters {
      let gradient = tensor.grad?.floats ?? []
      #expect(difference(gradient, expected["grad/\(name)"]) < 1e-4, "\(name)")
    }
  }

  @Test func valuesAgreeWithTRL() throws {
    let policy = try PretrainedFolder(Fixtures.path("gpt2-value-head"))
      .causalLMWithValueHead(generator: RandomGenerator(seed: 1))
    let sequences = try Fixtures.cases("gpt2-value-head")["sequences"]!.tokenLists
    let hidden = try policy.hiddenStates(
      ids: Array(sequences.joined()), segments: PackedSegments(lengths: sequences.map(\.count)))
    let values = try policy.values(hidden: hidden)
    #expect(values.shape == [sequences.reduce(0) { $0 + $1.count }])
    #expect(difference(values.floats, try Fixtures.expected("gpt2-value-head")["values"]) < 1e-4)
  }

  @Test func newValueHeadIsUniformWithinTheInverseRootOfTheWidth() throws {
    var shape = GPT2Configuration()
    (shape.vocabularySize, shape.positionCount, shape.width, shape.layerCount, shape.headCount) = (11, 8, 400, 1, 2)
    let generator = RandomGenerator(seed: 3)
    let policy = CausalLMWithValueHead(GPT2Model(shape, generator: generator), generator: generator)
    let weights = policy.valueWeight.floats
    #expect(weights.allSatisfy { abs($0) <= 0.05 })
    #expect(weights.contains { $0 > 0.04 } && weights.contains { $0 < -0.04 })
  }

  @Test func initialisationIsHuggingFaces() throws {
    var shape = GPT2Configuration()
    (shape.vocabularySize, shape.positionCount, shape.width, shape.layerCount, shape.headCount) = (500, 16, 64, 8, 2)
    let model = GPT2Model(shape, generator: RandomGenerator(seed: 3))
    func deviation(_ name: String) -> Float {
      let values = model.parameters.first { $0.name == name }!.tensor.floats
      return (values.reduce(0) { $0 + $1 * $1 } / Float(values.count)).squareRoot()
    }
    #expect(abs(deviation("transformer.wte.weight") - 0.02) < 0.001)
    #expect(abs(deviation("transformer.h.3.mlp.c_fc.weight") - 0.02) < 0.001)
    #expect(abs(deviation("transformer.h.3.mlp.c_proj.weight") - 0.005) < 0.0003)
    #expect(deviation("transformer.h.0.ln_1.weight") == 1)
    #expect(deviation("transformer.h.0.attn.c_attn.bias") == 0)
  }

  @Test func tokensAndLengthsAreChecked() throws {
    let model = try PretrainedFolder(Fixtures.path("gpt2-one-head")).causalLM()
    #expect(throws: UserError.self) { try model.hiddenStates(ids: [61], segments: PackedSegments(lengths: [1])) }
    #expect(throws: UserError.self) { try model.hiddenStates(ids: [-1], segments: PackedSegments(lengths: [1])) }
    #expect(throws: UserError.self) {
      try model.hiddenStates(ids: Array(repeating: 1, count: 13), segments: PackedSegments(lengths: [13]))
    }
  }

  @Test func copyIsSeparate() throws {
    let model = try PretrainedFolder(Fixtures.path("gpt2-untied")).causalLM()
    let copy = try model.copy()
    #expect(zip(model.parameters, copy.parameters).allSatisfy { $0.tensor.floats == $1.tensor.floats })
    copy.tokenEmbedding.data[0] += 1
    #expect(model.tokenEmbedding.data[0] != copy.tokenEmbedding.data[0])
  }
}
