/// From data to the page: two scaled intervals spread over a rectangle.
struct Transform {
  let rect: Rect
  let xScale: Scale
  let yScale: Scale
  let xRange: DataRange
  let yRange: DataRange
  private let xStart, xFactor, yStart, yFactor: Double

  init(rect: Rect, xScale: Scale, xRange: DataRange, yScale: Scale, yRange: DataRange) {
    self.rect = rect
    self.xScale = xScale
    self.yScale = yScale
    self.xRange = xRange
    self.yRange = yRange
    xStart = xScale.forward(xRange.lower)
    xFactor = rect.width / (xScale.forward(xRange.upper) - xStart)
    yStart = yScale.forward(yRange.lower)
    yFactor = rect.height / (yScale.forward(yRange.upper) - yStart)
  }

  @inline(__always) func x(_ value: Double) -> Double { rect.x + (xScale.forward(value) - xStart) * xFactor }

  @inline(__always) func y(_ value: Double) -> Double { rect.bottom - (yScale.forward(value) - yStart) * yFactor }

  /// The place of (`x`, `y`); `nil` for a gap: a value that is not finite, or that the scale has no place for.
  @inline(__always) func point(_ x: Double, _ y: Double) -> Point? {
    guard x.magnitude <= largestDrawable, y.magnitude <= largestDrawable else { return nil }
    let point = Point(self.x(x), self.y(y))
    return point.x.isFinite && point.y.isFinite ? point : nil
  }

  /// As ``y(_:)``, with a value that a logarithmic scale cannot hold (the foot of a bar) put below the plot.
  func footY(_ value: Double) -> Double {
    let place = y(value)
    return place.isFinite ? min(max(place, -1e5), 1e5) : rect.bottom + 10
  }

  /// As ``x(_:)``, with a value that a logarithmic scale cannot hold put left of the plot.
  func footX(_ value: Double) -> Double {
    let place = x(value)
    return place.isFinite ? min(max(place, -1e5), 1e5) : rect.left - 10
  }
}
