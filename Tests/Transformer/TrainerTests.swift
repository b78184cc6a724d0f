import Support
import Tensor
import Testing
import Transformer

@Suite(.serialized) struct TrainerTests {
  private func languageModel() -> GPT2Model {
    let shape = GPT2Configuration(
      vocabularySize: 20, positionCount: 16, width: 32, layerCount: 2, headCount: 2, eosTokenId: 0)
    return GPT2Model(shape, generator: RandomGenerator(seed: 1))
  }

  /// Counting upwards in steps of two: the next token follows from the one before.
  private var documents: [[Int32]] {
    (0..<40).map { start in (0..<30).map { Int32(1 + (start + 2 * $0) % 19) } }
  }

  private func options(_ steps: Int) -> TrainingOptions {
    var options = TrainingOptions()
    options.learningRate = 5e-3
    options.warmupSteps = 5
    options.batchSize = 8
    options.epochs = 100
    options.maxSteps = steps
    options.evaluateEvery = 1000
    options.checkpointEvery = 1000
    return options
  }

  @Test func languageModelLearnsARule() throws {
    let model = languageModel()
    let trainer = try CausalLanguageModelTrainer(
      model: model, documents: documents, heldOut: documents, endOfText: 0, windowLength: 16,
      documentStartShare: 0.2, options: options(80))
    let before = try trainer.heldOutPerplexity()
    var losses: [Double] = []
    try trainer.train { log in if let loss = log.loss { losses.append(loss) } }
    let after = try trainer.heldOutPerplexity()
    #expect(before > 15 && before < 30)
    #expect(after < 2)
    #expect(losses.count == 4 && losses.last! < 0.6)
  }

  @Test func interruptedTrainingGoesOnWhereItStopped() throws {
    try withTemporaryFolder { folder in
      func train(steps: Int, path: String?, stopAfter: Int? = nil) throws -> [Float] {
        let model = languageModel()
        var options = options(steps)
        options.dropout = true
        options.checkpointPath = path
        options.logEvery = 1
        let trainer = try CausalLanguageModelTrainer(
          model: model, documents: documents, heldOut: [], endOfText: 0, windowLength: 16, options: options)
        do {
          try trainer.train { log in if log.step == stopAfter { Interruption.request() } }
          #expect(stopAfter == nil)
        } catch is Interrupted {
          Interruption.clear()
        }
        return model.parameters.flatMap { $0.tensor.floats }
      }
      let straight = try train(steps: 12, path: nil)
      let path = folder + "/training.safetensors"
      let half = try train(steps: 12, path: path, stopAfter: 5)
      #expect(half != straight)
      #expect(try train(steps: 12, path: path) == straight)
    }
  }

  @Test func checkpointsOfOtherModelsAreRefused() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/training.safetensors"
      try FileIO.write(try FileIO.read(Fixtures.path("gpt2-deep/model.safetensors")), to: path)
      var options = options(1)
      options.checkpointPath = path
      let trainer = try CausalLanguageModelTrainer(
        model: languageModel(), documents: documents, heldOut: [], endOfText: 0, windowLength: 16, options: options)
      #expect(throws: UserError.self) { try trainer.train() }
    }
  }

  @Test func classifierLearnsWhichTokenOccurs() throws {
    let shape = DistilBertConfiguration(
      vocabularySize: 30, positionCount: 40, width: 32, layerCount: 2, headCount: 2, feedForwardWidth: 64,
      labels: ["NEGATIVE", "POSITIVE"])
    let model = DistilBertForSequenceClassification(shape, generator: RandomGenerator(seed: 2))
    let generator = RandomGenerator(seed: 3)
    let samples = (0..<200).map { index -> SequenceClassifierTrainer.Sample in
      let label = index % 2
      var tokens = (0..<30).map { _ in Int32(3 + generator.integer(below: 27)) }
      for place in stride(from: 0, to: 30, by: 3) { tokens[place] = Int32(1 + label) }
      return SequenceClassifierTrainer.Sample(tokens: tokens, label: label)
    }
    var cropping = SequenceClassifierTrainer.Cropping()
    cropping.lengths = 4...20
    cropping.tokenDropout = 0.1
    var options = options(60)
    options.learningRate = 2e-3
    options.batchSize = 16
    options.dropout = true
    let trainer = try SequenceClassifierTrainer(
      model: model, samples: Array(samples.prefix(150)), heldOut: Array(samples.suffix(50)), cropping: cropping,
      options: options)
    trainer.labelSmoothing = 0.05
    trainer.evaluationLengths = [6, 40]
    try trainer.train()
    let accuracy = try trainer.heldOutAccuracy()
    #expect(accuracy.map(\.name) == ["accuracy@6", "accuracy@40"])
    #expect(accuracy.allSatisfy { $0.value > 0.95 }, "\(accuracy)")
  }

  @Test func whatCannotBeTrainedIsAnError() throws {
    #expect(throws: UserError.self) {
      try CausalLanguageModelTrainer(
        model: languageModel(), documents: [[1, 2]], heldOut: [], endOfText: 0, windowLength: 16, options: options(1))
    }
    #expect(throws: UserError.self) {
      try CausalLanguageModelTrainer(
        model: languageModel(), documents: documents, heldOut: [], endOfText: 0, windowLength: 17, options: options(1))
    }
    #expect(throws: UserError.self) {
      try CausalLanguageModelTrainer(
        model: languageModel(), documents: [Array(repeating: 20, count: 90)], heldOut: [], endOfText: 0,
        windowLength: 16, options: options(1))
    }
  }
}
