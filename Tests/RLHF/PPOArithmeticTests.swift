import RLHF
import Support
import Testing

@Suite struct PPOArithmeticTests {
  private func batch(_ lengths: [Int], masks: [[Float]]? = nil) throws -> ResponseBatch {
    try ResponseBatch(
      queries: lengths.map { _ in [1, 2] }, responses: lengths.map { Array(repeating: 3, count: $0) }, masks: masks)
  }

  @Test(arguments: PPOFixture.names) func rewardsAndAdvantagesAreTRLs(_ name: String) throws {
    let fixture = try PPOFixture(name)
    let configuration = fixture.configuration
    var moments = RunningMoments()
    var controller = KLController(configuration)
    for step in fixture.steps {
      let batch = try fixture.batch(step)
      let flat = { (key: String) in step.rows[key]!.flatMap { $0 } }
      if configuration.klPenalty != .full {
        let kl = Rewards.penalty(configuration.klPenalty, logprobs: flat("logprobs"), reference: flat("ref_logprobs"))
        #expect(difference(kl, flat("kl")) < 1e-6)
      }
      let scores = moments.prepare(step.scores, configuration)
      let rewards = Rewards.perToken(
        kl: flat("kl"), scores: scores, coefficient: controller.value, batch: batch)
      #expect(difference(batch.ragged(rewards.rewards), step.rows["rewards"]!) < 1e-5)
      let longest = zip(step.queries, step.responses).map { $0.count + $1.count }.max()!
      let estimates = Advantages.estimate(
        values: flat("raw_values"), rewards: rewards.rewards, batch: batch, configuration: configuration,
        paddedLength: fixture.isCompatible ? longest : nil)
      #expect(difference(batch.ragged(estimates.values), step.rows["values"]!) < 1e-6)
      #expect(difference(batch.ragged(estimates.advantages), step.rows["advantages"]!) < 1e-5)
      #expect(difference(batch.ragged(estimates.returns), step.rows["returns"]!) < 1e-5)
      let kl = step.statistics.first { $0.key == "objective/kl" }!.value
      controller.update(kl: kl, samples: batch.count)
      #expect(abs(controller.value - step.coefficientAfter) < 1e-7)
    }
  }

  @Test func advantagesByHand() throws {
    var configuration = PPOConfiguration()
    configuration.gamma = 0.5
    configuration.lam = 0.5
    let batch = try batch([3])
    let estimates = Advantages.estimate(
      values: [1, 2, 4], rewards: [0, 0, 8], batch: batch, configuration: configuration)
    // δ = 0, 0, 4;  A = δ + ¼ A'
    #expect(difference(estimates.returns, [1.25, 3, 8]) < 1e-6)
    #expect(abs(MaskedStatistics.mean(estimates.advantages, batch.mask)) < 1e-6)
    #expect(abs(MaskedStatistics.variance(estimates.advantages, batch.mask) - 1) < 1e-6)
  }

  @Test func advantagesDoNotSeeWhatTheMaskLeavesOut() throws {
    let batch = try batch([4], masks: [[1, 0, 1, 0]])
    let configuration = PPOConfiguration()
    let one = Advantages.estimate(
      values: [1, 7, 2, 9], rewards: [0, 5, 1, 6], batch: batch, configuration: configuration)
    let other = Advantages.estimate(
      values: [1, 0, 2, 0], rewards: [0, 0, 1, 0], batch: batch, configuration: configuration)
    #expect(one.returns == other.returns)
  }

  @Test func scoreGoesToTheLastTokenThatCounts() throws {
    let batch = try batch([3, 2], masks: [[1, 1, 0], [1, 1]])
    let rewards = Rewards.perToken(kl: [1, 1, 1, 1, 1], scores: [10, 20], coefficient: 0.5, batch: batch)
    #expect(rewards.rewards == [-0.5, 9.5, -0.5, -0.5, 19.5])
    #expect(rewards.nonScore == [-0.5, -0.5, -0.5, -0.5, -0.5])
  }

  @Test func penalties() {
    let (policy, reference): ([Float], [Float]) = ([-1, -2], [-2, -1])
    #expect(Rewards.penalty(.kl, logprobs: policy, reference: reference) == [1, -1])
    #expect(Rewards.penalty(.abs, logprobs: policy, reference: reference) == [1, 1])
    #expect(Rewards.penalty(.mse, logprobs: policy, reference: reference) == [0.5, 0.5])
  }

  @Test func whiteningUsesTheUnbiasedVariance() {
    let whitened = MaskedStatistics.whiten([1, 2, 3, 100], [1, 1, 1, 0])
    #expect(difference(Array(whitened.prefix(3)), [-1, 0, 1]) < 1e-6)
    let shifted = MaskedStatistics.whiten([1, 2, 3, 100], [1, 1, 1, 0], keepMean: true)
    #expect(difference(Array(shifted.prefix(3)), [1, 2, 3]) < 1e-6)
  }

  @Test func adaptiveControllerIsClipped() {
    var controller = AdaptiveKLController(value: 0.2, target: 6, horizon: 10_000)
    controller.update(kl: 600, samples: 128)
    #expect(abs(controller.value - 0.2 * (1 + 0.2 * 128 / 10_000)) < 1e-12)
    controller.update(kl: -5, samples: 128)
    #expect(abs(controller.value - 0.2 * (1 + 0.2 * 128 / 10_000) * (1 - 0.2 * 128 / 10_000)) < 1e-12)
  }

  /// The gradient against central differences of the loss, in clipped and free regions of both terms.
  @Test func lossGradientIsTheDerivative() {
    var configuration = PPOConfiguration()
    configuration.vfCoef = 0.7
    let targets = PPOLoss.Targets(
      logprobs: [-1, -1, -1, -1, -1, -1], values: [0, 0, 0, 0, 0, 0], advantages: [1, 1, -1, -1, 0.5, 2],
      returns: [1, -1, 0.5, 0.1, 2, 3], mask: [1, 1, 1, 1, 1, 0])
    let logprobs: [Float] = [-0.5, -1.05, -0.5, -1.7, -0.95, -1]
    let values: [Float] = [0.5, 0.1, -0.4, 0.3, -0.1, 1]
    func loss(_ logprobs: [Float], _ values: [Float]) -> PPOLoss {
      PPOLoss(logprobs: logprobs, values: values, entropy: values, targets: targets, configuration: configuration)
    }
    let analytic = loss(logprobs, values)
    for i in logprobs.indices {
      let h: Float = 1e-2
      var (up, down) = (logprobs, logprobs)
      up[i] += h
      down[i] -= h
      let slope = (loss(up, values).statistics.totalLoss - loss(down, values).statistics.totalLoss) / Double(2 * h)
      #expect(abs(slope - Double(analytic.logprobGradient[i])) < 1e-3)
      (up, down) = (values, values)
      up[i] += h
      down[i] -= h
      let valueSlope =
        (loss(logprobs, up).statistics.totalLoss - loss(logprobs, down).statistics.totalLoss) / Double(2 * h)
      #expect(abs(valueSlope - Double(analytic.valueGradient[i])) < 1e-3)
    }
  }

  @Test func ratioOverTheThresholdZeroesTheLoss() {
    var configuration = PPOConfiguration()
    configuration.ratioThreshold = 2
    let targets = PPOLoss.Targets(logprobs: [-5], values: [0], advantages: [1], returns: [1], mask: [1])
    let loss = PPOLoss(logprobs: [-1], values: [0], entropy: [1], targets: targets, configuration: configuration)
    #expect(loss.statistics.isSkipped)
    #expect(loss.statistics.totalLoss == 0 && loss.logprobGradient == [0] && loss.valueGradient == [0])
  }

  @Test func batchErrorsNameTheSample() {
    func message(_ queries: [[Int32]], _ responses: [[Int32]], _ masks: [[Float]]? = nil) -> String {
      do {
        _ = try ResponseBatch(queries: queries, responses: responses, masks: masks, positions: 4, vocabulary: 9)
        return ""
      } catch { return "\(error)" }
    }
    #expect(message([[1], [1]], [[2], []]).contains("response 1 is empty"))
    #expect(message([[]], [[2]]).contains("query 0 is empty"))
    #expect(message([[1]], [[2]], [[0]]).contains("response_masks[0]"))
    #expect(message([[1]], [[2]], [[1, 1]]).contains("response_masks[0] has 2 values"))
    #expect(message([[1, 1, 1]], [[2, 2]]).contains("4 positions"))
    #expect(message([[1]], [[9]]).contains("token 9"))
  }
}
