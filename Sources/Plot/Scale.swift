import Glibc
import Support

/// How values of an axis are spread over its length.
public enum Scale: String, Sendable, CaseIterable {
  case linear, log

  /// Reads `'linear'` or `'log'`.
  public init(parsing text: String) throws {
    guard let scale = Scale(rawValue: text) else {
      throw UserError(.value, "'\(text)' is not a valid scale", hint: "'linear' or 'log'")
    }
    self = scale
  }

  /// Where `value` stands on the scale, in units of no meaning; not a number where the scale has no place for it.
  @inline(__always) func forward(_ value: Double) -> Double {
    switch self {
    case .linear: value
    case .log: value > 0 ? log10(value) : .nan
    }
  }

  /// The value that stands at `position`.
  func inverse(_ position: Double) -> Double {
    switch self {
    case .linear: position
    case .log: pow(10, position)
    }
  }
}

/// An interval of values.
public struct DataRange: Equatable, Sendable {
  public var lower, upper: Double

  public init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  func union(_ other: DataRange) -> DataRange { DataRange(min(lower, other.lower), max(upper, other.upper)) }

  func contains(_ value: Double) -> Bool { value >= min(lower, upper) && value <= max(lower, upper) }
}

/// Beyond this magnitude a value is drawn as a gap: differences of such values overflow.
let largestDrawable = 1e300

/// Collects the extent of finite values.
struct RangeBuilder {
  var range: DataRange?
  /// The least positive value, where a logarithmic axis starts.
  var leastPositive: Double?

  mutating func add(_ value: Double) {
    guard value.magnitude <= largestDrawable else { return }
    range = range.map { DataRange(min($0.lower, value), max($0.upper, value)) } ?? DataRange(value, value)
    if value > 0 { leastPositive = min(leastPositive ?? value, value) }
  }

  mutating func add(_ values: [Double]) {
    for value in values { add(value) }
  }

  mutating func add(_ other: RangeBuilder) {
    if let range = other.range { self.range = self.range?.union(range) ?? range }
    if let least = other.leastPositive { leastPositive = min(leastPositive ?? least, least) }
  }
}
