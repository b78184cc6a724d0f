import Glibc
import Support

/// How many values fall into each of a row of bins.
public struct Histogram {
  /// `counts.count + 1` ascending values; a bin holds its left edge, the last also its right one.
  public let edges: [Double]
  /// Values, or weights, in each bin; densities (their integral is 1) when asked for.
  public let counts: [Double]

  /// How bins are chosen.
  public enum Bins {
    case count(Int)
    case edges([Double])
    /// The finer of Sturges' and Freedman and Diaconis's rules, as numpy's `'auto'`.
    case automatic
  }

  /// - Parameters:
  ///   - values: those that are not finite are left out.
  ///   - range: the interval that a number of bins divides; the values' extent when `nil`.
  /// - Throws: ``UserError`` (ValueError) for bins that are none.
  public init(
    _ values: [Double], bins: Bins = .count(10), range: DataRange? = nil, isDensity: Bool = false,
    weights: [Double]? = nil
  ) throws {
    if let weights, weights.count != values.count {
      throw UserError(.value, "weights should have the same shape as x (\(weights.count) for \(values.count) values)")
    }
    let finite = values.filter { $0.magnitude <= largestDrawable }
    edges = try Self.edges(bins, finite, range)
    var counts = [Double](repeating: 0, count: edges.count - 1)
    for (i, value) in values.enumerated() where value >= edges[0] && value <= edges[edges.count - 1] {
      // The last edge that is not above the value.
      var (low, high) = (0, edges.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      counts[low] += weights?[i] ?? 1
    }
    if isDensity {
      let total = counts.reduce(0, +)
      for i in counts.indices where total > 0 { counts[i] /= total * (edges[i + 1] - edges[i]) }
    }
    self.counts = counts
  }

  private static func edges(_ bins: Bins, _ values: [Double], _ range: DataRange?) throws -> [Double] {
    if case .edges(let edges) = bins {
      guard edges.count >= 2, zip(edges, edges.dropFirst()).allSatisfy({ $0 <= $1 }), edges.allSatisfy(\.isFinite)
      else { throw UserError(.value, "`bins` must increase monotonically, when an array of at least two edges") }
      return edges
    }
    var extent = RangeBuilder()
    extent.add(values)
    var (lower, upper) = (extent.range?.lower ?? 0, extent.range?.upper ?? 1)
    if let range {
      guard range.lower.isFinite, range.upper.isFinite, range.lower <= range.upper else {
        throw UserError(.value, "max must be larger than min in range parameter.")
      }
      (lower, upper) = (range.lower, range.upper)
    }
    if lower == upper { (lower, upper) = (lower - 0.5, upper + 0.5) }
    let count: Int
    if case .count(let wanted) = bins { count = wanted } else { count = automaticCount(values, upper - lower) }
    guard count > 0 else { throw UserError(.value, "`bins` must be positive, when an integer") }
    guard count <= 1_000_000 else { throw UserError(.value, "\(count) bins are more than can be drawn") }
    return (0...count).map { $0 == count ? upper : lower + Double($0) * ((upper - lower) / Double(count)) }
  }

  private static func automaticCount(_ values: [Double], _ span: Double) -> Int {
    guard values.count > 1 else { return 1 }
    let sorted = values.sorted()
    func quantile(_ q: Double) -> Double {
      let place = q * Double(sorted.count - 1)
      let low = Int(place)
      return sorted[low] + (sorted[min(low + 1, sorted.count - 1)] - sorted[low]) * (place - Double(low))
    }
    let sturges = span / (log2(Double(values.count)) + 1)
    let freedman = 2 * (quantile(0.75) - quantile(0.25)) / cbrt(Double(values.count))
    let width = freedman > 0 ? min(sturges, freedman) : sturges
    return width > 0 ? min(Int((span / width).rounded(.up)), 10_000) : 1
  }

  /// The histogram's bars.
  public func mark(color: Color, orientation: Orientation = .vertical) -> BarMark {
    let bars = counts.indices.map { BarMark.Bar(start: edges[$0], end: edges[$0 + 1], value: counts[$0]) }
    let mark = BarMark(bars: bars, colors: [color], orientation: orientation)
    mark.isHistogram = true
    return mark
  }
}
