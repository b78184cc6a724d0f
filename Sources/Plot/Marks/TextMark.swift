import Glibc

/// A text at a point of the data, or at a part of the plot's width and height; with an arrow when it annotates a point.
public final class TextMark: Mark {
  /// What the coordinates of a text count.
  public enum Coordinates: Sendable {
    /// The axes' values.
    case data
    /// 0…1 from the left bottom corner of the plot.
    case plot
  }

  public var x: Double
  public var y: Double
  public var text: String
  public var coordinates = Coordinates.data
  /// Points by which the text is moved right and up.
  public var offset = Point(0, 0)
  public var size = Theme.labelSize
  public var color = Theme.text
  public var isBold = false
  public var isItalic = false
  public var horizontal = HorizontalAlignment.left
  public var vertical = VerticalAlignment.baseline
  /// Degrees counterclockwise.
  public var rotation = 0.0
  public var alpha = 1.0
  /// The fill of a box behind the text.
  public var box: Color?
  /// The data point that an arrow leads to.
  public var target: (x: Double, y: Double)?
  public var arrowColor: Color?

  public init(x: Double, y: Double, text: String) {
    self.x = x
    self.y = y
    self.text = text
    super.init(zOrder: 3)
  }

  /// An annotation reaches its target; plain text never moves the limits.
  override func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {
    if let target {
      x.add(target.x)
      y.add(target.y)
    }
  }

  private func place(_ transform: Transform) -> Point? {
    guard x.isFinite, y.isFinite else { return nil }
    let rect = transform.rect
    let point =
      switch coordinates {
      case .data: transform.point(x, y)
      case .plot: Point(rect.left + rect.width * x, rect.bottom - rect.height * y)
      }
    guard let point, point.x.magnitude < 1e5, point.y.magnitude < 1e5 else { return nil }
    return Point(point.x + offset.x, point.y - offset.y)
  }

  private func bounds(_ canvas: Canvas, at point: Point) -> Rect {
    let size = canvas.measure(text, font)
    let x: Double =
      switch horizontal {
      case .left: point.x
      case .center: point.x - size.width / 2
      case .right: point.x - size.width
      }
    let y: Double =
      switch vertical {
      case .top: point.y
      case .center: point.y - size.height / 2
      case .baseline: point.y - font.size * 0.76
      case .bottom: point.y - size.height
      }
    return Rect(x: x, y: y, width: size.width, height: size.height)
  }

  private var font: Font { Font(size: size, isBold: isBold, isItalic: isItalic) }

  override func drawOver(_ canvas: Canvas, _ transform: Transform) {
    guard let point = place(transform) else { return }
    let bounds = bounds(canvas, at: point)
    if let target, let tip = transform.point(target.x, target.y), transform.rect.contains(tip) {
      drawArrow(canvas, from: bounds, to: tip)
    }
    if let box {
      let pad = size * 0.3
      canvas.roundedRectangle(bounds.inset(left: -pad, right: -pad, top: -pad, bottom: -pad), radius: 3)
      canvas.fill(box.faded(alpha), keepingPath: true)
      canvas.stroke(Theme.spine.faded(alpha), width: 0.8)
    }
    canvas.text(
      text, at: point, font, color.faded(alpha), horizontal: horizontal, vertical: vertical, rotation: rotation)
  }

  private func drawArrow(_ canvas: Canvas, from bounds: Rect, to tip: Point) {
    let start = Point(
      min(max(tip.x, bounds.left), bounds.right), min(max(tip.y, bounds.top), bounds.bottom))
    let length = hypot(tip.x - start.x, tip.y - start.y)
    guard length > 6 else { return }
    let (ux, uy) = ((tip.x - start.x) / length, (tip.y - start.y) / length)
    let color = (arrowColor ?? Theme.text).faded(alpha)
    let end = Point(tip.x - ux * 2, tip.y - uy * 2)
    canvas.segment(Point(start.x + ux * 3, start.y + uy * 3), end, color, width: 1)
    let (back, side) = (5.0, 2.4)
    canvas.polygon([
      end, Point(end.x - ux * back - uy * side, end.y - uy * back + ux * side),
      Point(end.x - ux * back + uy * side, end.y - uy * back - ux * side),
    ])
    canvas.fill(color)
  }

  override func draw(_ terminal: TerminalCanvas, _ transform: Transform) {
    if let point = place(transform) { terminal.text(text, at: point, color, alignment: horizontal) }
  }

  override func obstacles(_ transform: Transform) -> [Point] {
    guard let point = place(transform) else { return [] }
    let bounds = bounds(.measuring, at: point)
    return [Point(bounds.left, bounds.midY), Point(bounds.midX, bounds.midY), Point(bounds.right, bounds.midY)]
  }
}
