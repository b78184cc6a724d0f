/// β, the weight of the KL penalty, and how it moves after each step.
public enum KLController: Sendable, Equatable {
  case adaptive(AdaptiveKLController)
  case fixed(Double)

  /// The controller that `configuration` asks for.
  public init(_ configuration: PPOConfiguration) {
    if configuration.adapKLCtrl {
      self = .adaptive(
        AdaptiveKLController(
          value: configuration.initKLCoef, target: configuration.target, horizon: configuration.horizon))
    } else {
      self = .fixed(configuration.initKLCoef)
    }
  }

  /// β now.
  public var value: Double {
    get {
      switch self {
      case .adaptive(let controller): controller.value
      case .fixed(let value): value
      }
    }
    set {
      switch self {
      case .adaptive(var controller):
        controller.value = newValue
        self = .adaptive(controller)
      case .fixed: self = .fixed(newValue)
      }
    }
  }

  /// Moves β after a step on `samples` samples whose mean KL was `kl`.
  public mutating func update(kl: Double, samples: Int) {
    guard case .adaptive(var controller) = self else { return }
    controller.update(kl: kl, samples: samples)
    self = .adaptive(controller)
  }
}

/// A proportional controller of β that steers the KL per sample to a target.
///
/// Ziegler et al., *Fine-Tuning Language Models from Human Preferences*, section 2.2 (arXiv 1909.08593).
public struct AdaptiveKLController: Sendable, Equatable {
  /// β.
  public var value: Double
  /// The KL per sample to steer to, nats.
  public var target: Double
  /// Samples over which β answers.
  public var horizon: Double

  public init(value: Double, target: Double, horizon: Double) {
    self.value = value
    self.target = target
    self.horizon = horizon
  }

  /// `β ← β (1 + clip(kl / target − 1, ±0.2) · samples / horizon)`
  public mutating func update(kl: Double, samples: Int) {
    let error = min(max(kl / target - 1, -0.2), 0.2)
    value *= 1 + error * Double(samples) / horizon
  }
}
