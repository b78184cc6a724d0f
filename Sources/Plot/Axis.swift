import Glibc

/// One of the two axes of a plot: its scale, limits, ticks and label. `nil` means "choose".
public struct Axis {
  public var label = ""
  public var labelSize: Double?
  public var scale = Scale.linear
  /// The value at the left or the bottom end; above ``upper`` for an axis that runs backwards.
  public var lower: Double?
  /// The value at the right or the top end.
  public var upper: Double?
  /// Whether an automatic range runs backwards.
  public var isInverted = false
  /// Where ticks are wanted.
  public var tickPositions: [Double]?
  /// What is written at ``tickPositions``, or, without those, at 0, 1, 2….
  public var tickLabels: [String]?
  /// Degrees counterclockwise that tick labels are turned.
  public var tickRotation: Double?
  public var tickSize: Double?
  /// Whether grid lines cross this axis; `nil`: a light grid, but not across the bars of a bar chart.
  public var showsGrid: Bool?
  /// Whether tick labels are drawn; inner plots that share an axis have none.
  public var showsTickLabels = true
  /// The part of the data range left free at each end; matplotlib's 5 %.
  public var margin: Double?
  /// Names that stand at 0, 1, 2…, once text was plotted along this axis.
  public private(set) var categories: [String] = []
  private var categoryIndex: [String: Int] = [:]

  public init() {}

  /// The place of the category `name`, which is added when new.
  public mutating func position(ofCategory name: String) -> Double {
    if let index = categoryIndex[name] { return Double(index) }
    categoryIndex[name] = categories.count
    categories.append(name)
    return Double(categories.count - 1)
  }

  /// The interval to show for data of extent `data`, where `sticky` values get no margin beyond them.
  ///
  /// Always finite, never empty; positive on a logarithmic axis; `lower > upper` when the axis runs backwards.
  func limits(data: RangeBuilder, sticky: [Double]) -> DataRange {
    var range = automaticLimits(data: data, sticky: sticky)
    if isInverted { swap(&range.lower, &range.upper) }
    func isUsable(_ limit: Double) -> Bool { limit.magnitude <= largestDrawable && (scale == .linear || limit > 0) }
    if let lower, isUsable(lower) { range.lower = lower }
    if let upper, isUsable(upper) { range.upper = upper }
    if range.lower == range.upper {
      let room = range.lower == 0 ? 0.05 : range.lower.magnitude * 0.05
      range =
        scale == .log ? DataRange(range.lower / 2, range.upper * 2) : DataRange(range.lower - room, range.upper + room)
    }
    return range
  }

  private func automaticLimits(data: RangeBuilder, sticky: [Double]) -> DataRange {
    let margin = min(max(self.margin ?? 0.05, -0.4), 10)
    switch scale {
    case .linear:
      guard var range = data.range else { return DataRange(0, 1) }
      let magnitude = max(range.lower.magnitude, range.upper.magnitude)
      if range.upper - range.lower <= magnitude * 1e-12 {
        let room = magnitude == 0 ? 0.05 : magnitude * 0.05
        return DataRange(range.lower - room, range.upper + room)
      }
      let room = (range.upper - range.lower) * margin
      let slack = (range.upper - range.lower) * 1e-9
      if !sticky.contains(where: { ($0 - range.lower).magnitude <= slack }) { range.lower -= room }
      if !sticky.contains(where: { ($0 - range.upper).magnitude <= slack }) { range.upper += room }
      return range
    case .log:
      guard let least = data.leastPositive, let most = data.range?.upper, most > 0 else { return DataRange(0.1, 10) }
      if least == most { return DataRange(least / 2, most * 2) }
      let factor = max(log10(most / least) * margin, 0)
      return DataRange(least / pow(10, factor), most * pow(10, factor))
    }
  }
}
