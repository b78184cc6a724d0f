import Support
import Tensor

/// Draws lengths uniformly from `minimum ..< maximum`: `LengthSampler(4, 16)` gives 4…15.
public struct LengthSampler: Sendable {
  public let minimum: Int
  /// Exclusive.
  public let maximum: Int

  /// Throws a `ValueError` when the range is empty.
  public init(_ minimum: Int, _ maximum: Int) throws {
    guard maximum > minimum else {
      throw UserError(
        .value, "LengthSampler(\(minimum), \(maximum)) has nothing to draw from",
        hint: "the upper end is exclusive: LengthSampler(\(minimum), \(minimum + 1)) always gives \(minimum)")
    }
    self.minimum = minimum
    self.maximum = maximum
  }

  /// One length.
  public func callAsFunction(_ generator: RandomGenerator) -> Int {
    minimum + generator.integer(below: maximum - minimum)
  }
}
