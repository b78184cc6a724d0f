import Foundation
import RLHF
import Support
import Tensor
import Testing
import Transformer

@Suite(.serialized) struct PPOTrainerTests {
  private func trainer(_ change: (inout PPOConfiguration) -> Void = { _ in }) throws -> PPOTrainer {
    var configuration = PPOConfiguration()
    configuration.batchSize = 16
    configuration.miniBatchSize = 16
    configuration.learningRate = 1e-2
    change(&configuration)
    return try PPOTrainer(configuration, model: PPOFixture.model("policy"), reference: PPOFixture.model("reference"))
  }

  private let queries: [[Int32]] = (0..<16).map { [Int32($0 % 5 + 1), 7] }
  private let responses: [[Int32]] = (0..<16).map { [Int32($0 + 1), 40, Int32($0 + 20)] }
  private let scores: [Float] = (0..<16).map { Float($0) / 8 - 1 }

  private func weights(_ trainer: PPOTrainer) -> [[Float]] { trainer.model.parameters.map(\.tensor.floats) }

  private func message(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return ""
  }

  @Test func aBatchOfTheWrongSizeIsRefusedBeforeAnythingChanges() throws {
    let trainer = try trainer()
    let before = weights(trainer)
    let text = message {
      _ = try trainer.step(queries: Array(queries.prefix(3)), responses: responses, scores: scores)
    }
    #expect(text.contains("Batch size (16) does not match number of examples - but got 3 for: queries"))
    var broken = responses
    broken[5] = []
    #expect(message { _ = try trainer.step(queries: queries, responses: broken, scores: scores) }
      .contains("response 5 is empty"))
    var bad = scores
    bad[2] = .nan
    #expect(message { _ = try trainer.step(queries: queries, responses: responses, scores: bad) }
      .contains("score 2 is nan"))
    #expect(weights(trainer) == before && trainer.stepCount == 0)
  }

  @Test func aNumberThatIsNotFiniteIsNamedAndDoesNotReachTheWeights() throws {
    let trainer = try trainer()
    trainer.model.valueBias.data[0] = .infinity
    let before = weights(trainer)
    let text = message { _ = try trainer.step(queries: queries, responses: responses, scores: scores) }
    #expect(text.contains("the value of token 0 of response 0 is inf"))
    #expect(text.contains("linear read inf at [0] of v_head.summary.bias of shape [1]"))
    #expect(weights(trainer) == before)
  }

  @Test func theOperationAndTheLayerOfAnOverflowAreNamed() throws {
    let trainer = try trainer()
    let name = "transformer.h.0.mlp.c_fc.weight"
    let weight = try #require(trainer.model.parameters.first { $0.name == name }?.tensor)
    for i in 0..<weight.count { weight.data[i] = i % 2 == 0 ? 3e38 : -3e38 }
    let before = weights(trainer)
    let text = message { _ = try trainer.step(queries: queries, responses: responses, scores: scores) }
    #expect(text.contains("PPO step 1 stopped: the policy's log-probability of token 0 of response 0 is nan"))
    #expect(text.contains(" gave nan at [0, 0] of its result") && text.contains("(near transformer.h.0."), "\(text)")
    #expect(weights(trainer) == before && trainer.stepCount == 0)
  }

  @Test func checkpointingChangesNoNumber() throws {
    func run(_ checkpointing: Bool) throws -> [[Float]] {
      let trainer = try trainer { $0.gradientCheckpointing = checkpointing }
      #expect(trainer.model.gradientCheckpointing == checkpointing)
      _ = try trainer.step(queries: queries, responses: responses, scores: scores)
      return weights(trainer)
    }
    #expect(try run(true) == run(false))
  }

  @Test func theKLIsZeroBeforeTheFirstUpdate() throws {
    let policy = try PPOFixture.model("policy")
    var configuration = PPOConfiguration()
    configuration.batchSize = 16
    configuration.miniBatchSize = 16
    for penalty in KLPenalty.allCases {
      configuration.klPenalty = penalty
      let trainer = try PPOTrainer(configuration, model: policy.copy())
      let statistics = try trainer.step(queries: queries, responses: responses, scores: scores)
      #expect(abs(statistics.kl) < 1e-5, "\(penalty)")
      #expect(statistics.minibatches[0].ratios.allSatisfy { $0 == 1 })
    }
  }

  @Test func aSkippedMinibatchMovesNothing() throws {
    let trainer = try trainer { $0.ratioThreshold = 0.5 }
    let before = weights(trainer)
    let statistics = try trainer.step(queries: queries, responses: responses, scores: scores)
    #expect(statistics.updates == 0 && statistics.minibatches.allSatisfy(\.isSkipped))
    #expect(weights(trainer) == before)
    #expect(statistics.warnings.contains { $0.contains("ratio_threshold") })
  }

  @Test func aRunTakenUpAgainGivesTheSameNumbers() throws {
    let path = NSTemporaryDirectory() + "ppo-state-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func change(_ configuration: inout PPOConfiguration) {
      configuration.miniBatchSize = 8
      configuration.useScoreScaling = true
    }
    let first = try trainer(change)
    _ = try first.step(queries: queries, responses: responses, scores: scores)
    try first.saveState(to: path)
    let second = try trainer(change)
    try second.loadState(from: path)
    #expect(second.stepCount == 1 && second.klController == first.klController)
    let expected = try first.step(queries: queries, responses: responses, scores: scores)
    let statistics = try second.step(queries: queries, responses: responses, scores: scores)
    #expect(statistics.average(\.totalLoss) == expected.average(\.totalLoss))
    #expect(weights(first) == weights(second))

    try FileIO.write("not a state", to: path)
    #expect(throws: (any Error).self) { try second.loadState(from: path) }
    #expect(weights(first) == weights(second))
  }

  /// The policy is paid for saying token 5.
  @Test func stepsRaiseTheReward() throws {
    let trainer = try trainer { $0.initKLCoef = 0.02 }
    let lengths = [Int](repeating: 6, count: 16)
    func round() throws -> Double {
      let answers = try trainer.generate(queries, maxNewTokens: lengths, settings: .sampling)
      let scores = answers.map { answer in Float(answer.filter { $0 == 5 }.count) }
      return try trainer.step(queries: queries, responses: answers, scores: scores).meanScore
    }
    let rewards = try (0..<40).map { _ in try round() }
    let (early, late) = (rewards.prefix(5).reduce(0, +) / 5, rewards.suffix(5).reduce(0, +) / 5)
    #expect(late > early + 2, "\(rewards)")
  }

  @Test func aNegativeKLNamesTheSettingThatCausesIt() throws {
    let trainer = try trainer()
    var settings = GenerationConfiguration.sampling
    settings.topK = 1
    let lengths = [Int](repeating: 8, count: 16)
    _ = try trainer.generate(queries, maxNewTokens: lengths, settings: settings)
    // what the reference finds likely and the policy does not
    let answers = try trainer.generate(queries, maxNewTokens: lengths, settings: settings, fromReference: true)
    let statistics = try trainer.step(queries: queries, responses: answers, scores: scores)
    #expect(statistics.kl < -1)
    #expect(statistics.warnings.contains { $0.contains("top_k=1") }, "\(statistics.warnings)")
  }

  @Test func everyKeyIsThere() throws {
    let statistics = try trainer().step(queries: queries, responses: responses, scores: scores)
    let keys = Set(statistics.dictionary.map(\.key))
    for key in ["objective/kl_dist", "objective/logprobs", "ppo/policy/ratio", "ppo/val/var_explained",
      "tokens/responses_dist", "ppo/learning_rate", "time/ppo/total"] { #expect(keys.contains(key)) }
    #expect(statistics["time/step"] == statistics["time/ppo/total"])
    #expect(keys.count == 43)
    #expect(statistics.time.total > 0 && statistics.epochs == 4 && statistics.updates == 4)
  }

  @Test func batchesAreShuffledWholeAndDifferentEachEpoch() throws {
    let generator = RandomGenerator(seed: 1)
    let batches = try ShuffledBatches(count: 10, batchSize: 4)
    let (first, second) = (batches.epoch(generator), batches.epoch(generator))
    #expect(first.map(\.count) == [4, 4] && Set(first.joined()).count == 8 && first != second)
    #expect(batches.epoch(RandomGenerator(seed: 1)) == first)
    #expect(throws: UserError.self) { try ShuffledBatches(count: 3, batchSize: 4) }
  }

  @Test func lengthsStopBeforeTheUpperEnd() throws {
    let sampler = try LengthSampler(4, 16)
    let generator = RandomGenerator(seed: 2)
    #expect(Set((0..<2000).map { _ in sampler(generator) }) == Set(4...15))
    #expect(throws: UserError.self) { try LengthSampler(4, 4) }
  }

  @Test func measuresOfResponses() throws {
    #expect(ResponseMeasures.distinct(2, of: [[1, 2, 3], [1, 2, 4]]) == 0.75)
    let model = try PPOFixture.model("policy")
    let rows = try ResponseMeasures.logprobs(model, queries: queries, responses: responses)
    #expect(rows.map(\.count) == responses.map(\.count))
    let perplexity = try ResponseMeasures.perplexity(model, queries: queries, responses: responses)
    #expect(perplexity > 1 && perplexity.isFinite)
  }
}
