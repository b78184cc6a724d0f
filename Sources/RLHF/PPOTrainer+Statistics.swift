import Tensor
import Transformer

extension PPOTrainer {
  /// Fills in the statistics of the batch itself; those of the gradient passes are already there.
  func record(
    _ batch: ResponseBatch, _ rollout: Rollout, _ nonScore: [Float], _ scores: [Float],
    _ statistics: inout PPOStatistics
  ) {
    var entropy = 0.0
    for i in 0..<batch.count {
      var kl = 0.0
      for row in batch.offsets[i]..<batch.offsets[i + 1] {
        kl += Double(rollout.kl[row] * batch.mask[row])
        entropy -= Double(rollout.logprobs[row] * batch.mask[row])
      }
      statistics.klPerSample.append(Float(kl))
      statistics.kl += kl
    }
    statistics.kl /= Double(batch.count)
    statistics.entropy = entropy / Double(batch.count)
    statistics.klCoefficient = klController.value
    statistics.meanNonScoreReward = MaskedStatistics.mean(nonScore, batch.mask)
    statistics.meanScore = mean(scores)
    statistics.scoreDeviation = standardDeviation(scores)
    statistics.queryLengths = batch.queries.map { Float($0.count) }
    statistics.responseLengths = batch.responses.map { Float($0.count) }
    statistics.logprobs = shifted(rollout.logprobs, batch)
    statistics.referenceLogprobs = shifted(rollout.referenceLogprobs, batch)

    let skipped = statistics.minibatches.filter(\.isSkipped)
    if let worst = skipped.map(\.meanRatio).max() {
      statistics.warnings.append(
        "\(skipped.count) of \(statistics.minibatches.count) minibatches were skipped: a mean ratio of "
          + "\(rounded(worst)) exceeds ratio_threshold=\(configuration.ratioThreshold)")
    }
    if statistics.kl < -1 { statistics.warnings.append(negativeKL(statistics.kl)) }
  }

  /// Rows on TRL's shifted axis, `[batch, longest − 1]`: response token `t` of sample `i` is at `len(query) − 1 + t`.
  private func shifted(_ rows: [Float], _ batch: ResponseBatch) -> StatisticValue {
    let lengths = (0..<batch.count).map { batch.queries[$0].count + batch.responses[$0].count - 1 }
    let width = lengths.max() ?? 0
    var matrix = [Float](repeating: 0, count: batch.count * width)
    for i in 0..<batch.count {
      let start = i * width + batch.queries[i].count - 1
      for (t, row) in (batch.offsets[i]..<batch.offsets[i + 1]).enumerated() { matrix[start + t] = rows[row] }
    }
    return .matrix(matrix, rows: batch.count, columns: width)
  }

  /// Why a KL is below zero, with the generation setting that is wrong where it is known.
  private func negativeKL(_ kl: Double) -> String {
    let message =
      "objective/kl is \(rounded(kl)): responses drawn from the policy itself cannot be less likely under it than "
      + "under the reference"
    let wrong = lastGeneration?.departuresFromSampling ?? []
    if wrong.isEmpty {
      return message + "; generate them with do_sample=True, top_k=0, top_p=1.0, temperature=1.0, min_length=-1"
    }
    return message + "; the generation settings change what is drawn: \(wrong.joined(separator: ", "))"
  }

  private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
