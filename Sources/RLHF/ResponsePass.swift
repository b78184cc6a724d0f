import Support
import Tensor
import Transformer

/// One pass of a policy over packed queries and responses: what it says of each response token.
///
/// Only the rows that predict a response token reach the heads; with gradients on, the pass can be walked back.
struct ResponsePass {
  let packed: PackedResponses
  /// The states that predict the response tokens, `[rows, c]`.
  let hidden: Tensor
  /// `[rows]`
  let logprobs: Tensor
  /// Of the whole next-token distribution, nats, `[rows]`.
  let entropy: [Float]
  /// Of the value head, `[rows]`.
  let values: Tensor

  /// Σ logp·∂loss/∂logp, when the slopes were known while the pass ran.
  private let policyTerm: Tensor?

  /// - Parameter slope: ∂loss/∂logp of a row, from its number and log-probability, when the loss is known already: spares
  ///   the head's logits a second visit.
  init(
    _ model: CausalLMWithValueHead, _ packed: PackedResponses, slope: ((Int, Float) -> Float)? = nil
  ) throws {
    self.packed = packed
    let segments = PackedSegments(lengths: packed.lengths)
    let all = try model.hiddenStates(ids: packed.ids, segments: segments)
    hidden = try Tensor.gatherRows(all, rows: packed.rows)
    try Interruption.check()
    let weight = model.model.head
    if let slope {
      let head = try Tensor.linearLogProbabilityTerm(
        hidden: hidden, weight: weight, targets: packed.targets, slope: slope)
      (logprobs, entropy, policyTerm) = (head.logProbabilities, head.entropy.floats, head.term)
    } else {
      let head = try Tensor.linearLogProbabilities(hidden: hidden, weight: weight, targets: packed.targets)
      (logprobs, entropy, policyTerm) = (head.logProbabilities, head.entropy.floats, nil)
    }
    values = try model.values(hidden: hidden)
  }

  /// Sends the gradients of `loss` back to the model's parameters.
  ///
  /// The loss is known together with its gradients at the heads' outputs, so what walks the tape is the linear function
  /// `Σ logp·∂loss/∂logp + Σ v·∂loss/∂v`, whose gradients are the same.
  func backward(_ loss: PPOLoss) throws {
    let shape = logprobs.shape
    var policy = try policyTerm ?? (logprobs * Tensor(loss.logprobGradient, shape: shape)).sum()
    // The slopes did not know that this minibatch would be skipped.
    if policyTerm != nil && loss.statistics.isSkipped { policy = try policy * Tensor(scalar: 0) }
    let linear = try policy + (values * Tensor(loss.valueGradient, shape: shape)).sum()
    try linear.backward()
  }
}

/// What the policy and the reference said of a batch before the first update, in the batch's flat rows.
struct Rollout {
  var logprobs: [Float]
  var entropy: [Float]
  var values: [Float]
  var referenceLogprobs: [Float]
  /// The penalty's distance at each token.
  var kl: [Float]
  /// The policy's pass, still on the tape, when it covered the whole batch: the first update starts from it.
  var firstPass: ResponsePass?

  /// Runs both models over `batch`.
  ///
  /// - Parameter keepsPass: whether the policy's pass is recorded and kept; otherwise both models go through the batch
  ///   in pieces of at most `pieceTokens` tokens.
  init(
    _ batch: ResponseBatch, policy: CausalLMWithValueHead, reference: CausalLMWithValueHead, penalty: KLPenalty,
    keepsPass: Bool, pieceTokens: Int = 4096
  ) throws {
    let zeros = [Float](repeating: 0, count: batch.rowCount)
    (logprobs, entropy, values, referenceLogprobs, kl) = (zeros, zeros, zeros, zeros, zeros)
    let pieces = keepsPass ? [Array(0..<batch.count)] : batch.pieces(tokens: pieceTokens)
    for piece in pieces {
      let packed = batch.packed(piece)
      try Interruption.check()
      let referencePass = try noGrad { try ResponsePass(reference, packed) }
      Rollout.scatter(referencePass.logprobs.floats, packed.source, into: &referenceLogprobs)
      try Interruption.check()
      let pass = keepsPass ? try ResponsePass(policy, packed) : try noGrad { try ResponsePass(policy, packed) }
      Rollout.scatter(pass.logprobs.floats, packed.source, into: &logprobs)
      Rollout.scatter(pass.entropy, packed.source, into: &entropy)
      Rollout.scatter(pass.values.floats, packed.source, into: &values)
      if penalty == .full {
        let distances = try fullKL(
          pass.hidden, policy.model.head, reference: referencePass.hidden, reference.model.head)
        Rollout.scatter(distances, packed.source, into: &kl)
      }
      if keepsPass { firstPass = pass }
    }
    if penalty != .full { kl = Rewards.penalty(penalty, logprobs: logprobs, reference: referenceLogprobs) }
  }

  private static func scatter(_ rows: [Float], _ places: [Int], into target: inout [Float]) {
    for (row, place) in zip(rows, places) { target[place] = row }
  }
}
