import Glibc

/// How a trainer optimises, independent of what it trains.
public struct TrainingOptions: Sendable {
  /// The learning rate after the warm-up.
  public var learningRate = 1e-3
  /// What is left of it at the end of the cosine, as a share.
  public var finalLearningRateShare = 0.05
  /// Steps in which the learning rate rises linearly from 0.
  public var warmupSteps = 100
  /// Decoupled weight decay (AdamW), on matrices only.
  public var weightDecay = 0.01
  public var beta1 = 0.9
  public var beta2 = 0.999
  public var epsilon = 1e-8
  /// Gradients longer than this are shortened to it; `nil` leaves them.
  public var maxGradNorm: Double? = 1
  /// Sequences per step.
  public var batchSize = 64
  /// Passes over the data; may be a fraction.
  public var epochs = 1.0
  /// Stops after this many steps, where that comes before the last epoch's end.
  public var maxSteps: Int?
  /// Stops after this many minutes, the runs before an interruption included. The learning rate falls with the time
  /// when the time runs faster than the steps, so that it always ends low.
  public var maxMinutes: Double?
  /// Keeps a running average of the weights with this decay, evaluates it, and leaves it in the model at the end
  /// (Polyak and Juditsky, 1992); `nil` keeps none.
  public var averageDecay: Double?
  /// Whether the dropout of the model's configuration is on.
  public var dropout = false
  /// Determines initial order, crops and dropout; with the same thread count, the whole run.
  public var seed: UInt64 = 0
  /// Where the state is kept to resume from; `nil` keeps none.
  public var checkpointPath: String?
  public var checkpointEvery = 200
  public var evaluateEvery = 500
  public var logEvery = 20

  public init() {}
}

/// What a trainer says of its progress.
public struct TrainingLog: Sendable {
  public var step: Int
  public var totalSteps: Int
  /// Passes over the data so far.
  public var epoch: Double
  /// Mean training loss since the last log; `nil` in a log of an evaluation alone.
  public var loss: Double?
  public var learningRate: Double
  /// Length of the gradient before it was clipped, in the last step.
  public var gradientNorm: Double
  public var tokensPerSecond: Double
  /// Seconds of training, those before an interruption included.
  public var seconds: Double
  /// Held-out measurements, when this step made them: name and value.
  public var evaluation: [(name: String, value: Double)] = []

  /// One line for a log file.
  public var line: String {
    func fixed(_ value: Double, _ digits: Int) -> String {
      guard value.isFinite else { return "\(value)" }
      let scale = pow(10, Double(digits))
      let whole = Int((abs(value) * scale).rounded())
      let fraction = String(whole % Int(scale))
      let sign = value < 0 ? "-" : ""
      return sign + "\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
    var parts = ["step \(step)/\(totalSteps)", "epoch \(fixed(epoch, 2))"]
    if let loss { parts.append("loss \(fixed(loss, 4))") }
    parts.append("lr \(fixed(learningRate * 1e6, 1))e-6")
    parts.append("grad \(fixed(gradientNorm, 2))")
    parts.append("\(Int(tokensPerSecond)) tok/s")
    parts.append("\(Int(seconds)) s")
    for (name, value) in evaluation { parts.append("\(name) \(fixed(value, 4))") }
    return parts.joined(separator: "  ")
  }
}

/// Linear warm-up, then half a cosine (Loshchilov and Hutter, 2017).
public struct WarmupCosineSchedule: Sendable {
  public var peak: Double
  public var finalShare: Double
  public var warmupSteps: Int

  /// The rate of step `step` (from 0) when `progress` (0…1) of the training is over.
  public func rate(step: Int, progress: Double) -> Double {
    if step < warmupSteps { return peak * Double(step + 1) / Double(warmupSteps) }
    let cosine = 0.5 * (1 + cos(.pi * min(max(progress, 0), 1)))
    return peak * (finalShare + (1 - finalShare) * cosine)
  }
}
