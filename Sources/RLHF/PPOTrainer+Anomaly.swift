import Support
import Tensor

extension PPOTrainer {
  /// The error of a step that met a number that is not finite: what it was, and the first operation that made one.
  ///
  /// - Parameter passes: computes again what led there, on the weights as they are; every operation is looked at.
  func notFinite(_ what: String, _ passes: () throws -> Void) -> UserError {
    let detector = AnomalyDetector(
      names: model.parameters + reference.parameters.map { ("the reference's \($0.name)", $0.tensor) })
    // The detector stops a backward pass by an error; what it found is read from it.
    try? detector.watch(passes)
    let origin = detector.explanation.map { "; \($0)" } ?? ""
    return UserError(
      .runtime, "PPO step \(stepCount + 1) stopped: \(what)\(origin)",
      hint: "the weights are as of the last finite update; lower learning_rate, or set max_grad_norm=1.0")
  }
}
