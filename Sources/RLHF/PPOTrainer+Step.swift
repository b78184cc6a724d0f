import Support
import Tensor
import Transformer

extension PPOTrainer {
  /// One step of PPO on a batch of queries, the policy's responses to them, and their scores.
  ///
  /// Every pass runs without dropout. A stop by ``Interruption`` is answered between passes and leaves the weights as
  /// of the last whole update; a number that is not finite stops the step before it reaches the weights.
  ///
  /// - Parameters:
  ///   - queries, responses: token ids, `batch_size` of each, none empty.
  ///   - scores: one per sample.
  ///   - responseMasks: per response, 1 for the tokens that count; `nil` lets all count.
  ///   - orders: the order of the samples in each PPO epoch, instead of shuffling.
  /// - Throws: a `ValueError` about the batch, before anything changes; a `RuntimeError` naming what is not finite.
  public func step(
    queries: [[Int32]], responses: [[Int32]], scores: [Float], responseMasks: [[Float]]? = nil,
    orders: [[Int]]? = nil
  ) throws -> PPOStatistics {
    var total = Stopwatch()
    var watch = Stopwatch()
    let batch = try checked(queries, responses, scores, responseMasks)
    var moments = self.moments
    let scores = moments.prepare(scores, configuration)
    var statistics = PPOStatistics()
    (statistics.time.generate, generationTime) = (generationTime, 0)
    statistics.time.reward = sinceGeneration?.lap() ?? 0
    sinceGeneration = nil
    optimizer.zeroGrad()
    defer { optimizer.zeroGrad() }

    // Before the first update the gradient pass over the whole batch is the "old" pass.
    var rollout = try Rollout(
      batch, policy: model, reference: reference, penalty: configuration.klPenalty,
      keepsPass: configuration.miniBatchSize == batch.count)
    try requireFinite(rollout, batch)
    statistics.time.forwardPass = watch.lap()

    let coefficient = klController.value
    let rewards = Rewards.perToken(kl: rollout.kl, scores: scores, coefficient: coefficient, batch: batch)
    statistics.time.computeRewards = watch.lap()

    let leaks = configuration.trlCompat && configuration.whitenRewards
    let longest = zip(queries, responses).map { $0.count + $1.count }.max() ?? 0
    let estimates = Advantages.estimate(
      values: rollout.values, rewards: rewards.rewards, batch: batch, configuration: configuration,
      paddedLength: leaks ? longest : nil)
    statistics.time.computeAdvantages = watch.lap()

    try optimize(batch, &rollout, estimates, orders, &statistics)
    statistics.time.optimizeStep = watch.lap()

    record(batch, rollout, rewards.nonScore, scores, &statistics)
    self.moments = moments
    klController.update(kl: statistics.kl, samples: batch.count)
    stepCount += 1
    lastBatch = PPOBatch(
      queries: queries, responses: responses, scores: scores, masks: batch.ragged(batch.mask),
      logprobs: batch.ragged(rollout.logprobs), referenceLogprobs: batch.ragged(rollout.referenceLogprobs),
      kl: batch.ragged(rollout.kl), nonScoreRewards: batch.ragged(rewards.nonScore),
      rewards: batch.ragged(rewards.rewards), values: batch.ragged(estimates.values),
      advantages: batch.ragged(estimates.advantages), returns: batch.ragged(estimates.returns),
      entropies: batch.ragged(rollout.entropy))
    statistics.time.calcStats = watch.lap()
    statistics.time.total = total.lap()
    return statistics
  }

  /// Checks a batch before anything is computed.
  private func checked(
    _ queries: [[Int32]], _ responses: [[Int32]], _ scores: [Float], _ masks: [[Float]]?
  ) throws -> ResponseBatch {
    for (name, count) in [("queries", queries.count), ("responses", responses.count), ("scores", scores.count)]
    where count != configuration.batchSize {
      throw UserError(
        .value,
        "Batch size (\(configuration.batchSize)) does not match number of examples - but got \(count) for: \(name)",
        hint: "give step() batch_size samples, or set batch_size=\(count) in PPOConfig")
    }
    if let bad = scores.firstIndex(where: { !$0.isFinite }) {
      throw UserError(.value, "score \(bad) is \(scores[bad])", hint: "a reward model must give finite scores")
    }
    return try ResponseBatch(
      queries: queries, responses: responses, masks: masks, positions: positionCount,
      vocabulary: model.configuration.vocabularySize)
  }

  /// The PPO epochs: passes over shuffled minibatches, an update after each backward batch.
  private func optimize(
    _ batch: ResponseBatch, _ rollout: inout Rollout, _ estimates: Advantages.Result, _ orders: [[Int]]?,
    _ statistics: inout PPOStatistics
  ) throws {
    let (size, group) = (configuration.miniBatchSize, configuration.backwardBatchSize)
    for epoch in 0..<configuration.ppoEpochs {
      let order = orders.map { $0[epoch] } ?? generator.permutation(batch.count)
      for start in stride(from: 0, to: batch.count, by: group) {
        var walked: [(PackedResponses, PPOLoss)] = []
        for first in stride(from: start, to: start + group, by: size) {
          try Interruption.check()
          let (pass, loss) = try evaluate(Array(order[first..<first + size]), batch, &rollout, estimates)
          statistics.minibatches.append(loss.statistics)
          if loss.statistics.isSkipped && !configuration.trlCompat { continue }
          try Interruption.check()
          try pass.backward(loss)
          walked.append((pass.packed, loss))
        }
        if !walked.isEmpty {
          try update(walked)
          statistics.updates += 1
        }
      }
      statistics.epochs = epoch + 1
      if configuration.earlyStopping, let last = statistics.minibatches.last,
        last.policyKL > 1.5 * configuration.targetKL
      {
        break
      }
    }
    statistics.learningRate = Double(optimizer.learningRate)
  }

  /// The policy's pass over a minibatch, and its loss; throws when that is not finite.
  private func evaluate(
    _ samples: [Int], _ batch: ResponseBatch, _ rollout: inout Rollout, _ estimates: Advantages.Result
  ) throws -> (ResponsePass, PPOLoss) {
    let firstPass = rollout.firstPass.take()
    let packed = firstPass?.packed ?? batch.packed(samples)
    let targets = PPOLoss.Targets(
      logprobs: packed.gather(rollout.logprobs), values: packed.gather(estimates.values),
      advantages: packed.gather(estimates.advantages), returns: packed.gather(estimates.returns),
      mask: packed.gather(batch.mask))
    let scale = 1 / Float(configuration.gradientAccumulationSteps)
    let pass = try firstPass ?? ResponsePass(model, packed) { [configuration] row, logprob in
      PPOLoss.policySlope(row, logprob: logprob, targets: targets, configuration: configuration, scale: scale)
    }
    let loss = PPOLoss(
      logprobs: pass.logprobs.floats, values: pass.values.floats, entropy: pass.entropy, targets: targets,
      configuration: configuration, scale: scale)
    for (name, value) in loss.statistics.vital where !value.isFinite {
      throw notFinite("the \(name) is \(value)") { _ = try ResponsePass(model, packed) }
    }
    return (pass, loss)
  }

  /// One update of the weights from the gradients gathered so far, which came from `passes` and are then cleared.
  private func update(_ passes: [(PackedResponses, PPOLoss)]) throws {
    var limit = configuration.maxGradNorm.map(Float.init) ?? .infinity
    if configuration.trlCompat && hasClipped { limit = .infinity }
    let norm = clipGradNorm(optimizer.parameters, maxNorm: limit)
    guard norm.isFinite else {
      let name = model.parameters.first { $0.tensor.grad?.floats.contains { !$0.isFinite } ?? false }?.name
      throw notFinite("the gradient of \(name ?? "the loss") is not finite") {
        for (packed, loss) in passes { try ResponsePass(model, packed).backward(loss) }
      }
    }
    if configuration.maxGradNorm != nil { hasClipped = true }
    optimizer.step()
    optimizer.zeroGrad()
  }

  private func requireFinite(_ rollout: Rollout, _ batch: ResponseBatch) throws {
    let quantities = [
      ("the policy's log-probability", rollout.logprobs),
      ("the reference's log-probability", rollout.referenceLogprobs),
      ("the value", rollout.values), ("the KL penalty", rollout.kl),
    ]
    for (name, rows) in quantities {
      guard let row = rows.firstIndex(where: { !$0.isFinite }) else { continue }
      let sample = batch.offsets.lastIndex { $0 <= row } ?? 0
      throw notFinite("\(name) of token \(row - batch.offsets[sample]) of response \(sample) is \(rows[row].isNaN ? "nan" : "\(rows[row])")") {
        _ = try Rollout(
          batch, policy: model, reference: reference, penalty: configuration.klPenalty, keepsPass: false)
      }
    }
  }
}
