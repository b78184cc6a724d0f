/// A straight line across the plot at one value (`axhline`, `axvline`), or a band between two (`axhspan`, `axvspan`).
public final class RuleMark: Mark {
  /// `horizontal`: at a value of the vertical axis, across the plot.
  public let orientation: Orientation
  public var value: Double
  /// The other side of a band; `nil` for a line.
  public var end: Double?
  /// The part of the plot's width or height that is covered.
  public var extent = 0.0...1.0
  public var color: Color
  public var width = 1.5
  public var style = LineStyle.solid
  public var alpha = 1.0

  public init(orientation: Orientation, value: Double, end: Double? = nil, color: Color) {
    self.orientation = orientation
    self.value = value
    self.end = end
    self.color = color
    super.init(zOrder: end == nil ? 2 : 1)
  }

  override var swatch: Color { color.faded(alpha) }

  override func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {
    for value in [value, end].compactMap({ $0 }) {
      if orientation == .horizontal { y.add(value) } else { x.add(value) }
    }
  }

  private func ends(_ value: Double, _ transform: Transform) -> (Point, Point)? {
    let rect = transform.rect
    if orientation == .horizontal {
      guard let y = transform.point(transform.xRange.lower, value)?.y, y.magnitude < 1e6 else { return nil }
      return (
        Point(rect.left + rect.width * extent.lowerBound, y), Point(rect.left + rect.width * extent.upperBound, y)
      )
    }
    guard let x = transform.point(value, transform.yRange.lower)?.x, x.magnitude < 1e6 else { return nil }
    return (
      Point(x, rect.bottom - rect.height * extent.lowerBound), Point(x, rect.bottom - rect.height * extent.upperBound)
    )
  }

  override func draw(_ canvas: Canvas, _ transform: Transform) {
    guard let (a, b) = ends(value, transform) else { return }
    if let end, let (c, d) = ends(end, transform) {
      canvas.polygon([a, b, d, c])
      canvas.fill(color.faded(alpha))
    } else if end == nil {
      canvas.segment(a, b, color.faded(alpha), width: width, dashes: style.dashes(width: width))
    }
  }

  override func drawHandle(_ canvas: Canvas, _ rect: Rect) {
    if end != nil { return drawPatch(canvas, rect, color.faded(alpha), nil) }
    canvas.segment(
      Point(rect.left, rect.midY), Point(rect.right, rect.midY), color.faded(alpha), width: width,
      dashes: style.dashes(width: width))
  }

  override func draw(_ terminal: TerminalCanvas, _ transform: Transform) {
    for value in [value, end].compactMap({ $0 }) {
      if let (a, b) = ends(value, transform) { terminal.line(a, b, color, dash: style == .solid ? .dashed : style) }
    }
  }

  override func obstacles(_ transform: Transform) -> [Point] {
    guard end == nil, let (a, b) = ends(value, transform) else { return [] }
    return sampled([a, b], every: 10, in: transform.rect)
  }
}
