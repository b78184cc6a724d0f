/// A line through points, with or without markers. Points that are not finite part it.
public final class LineMark: Mark {
  public var x: [Double]
  public var y: [Double]
  public var color: Color
  /// Width in points.
  public var width = 1.5
  public var style = LineStyle.solid
  public var marker: Marker?
  /// Width of a marker in points.
  public var markerSize = 6.0
  public var markerFace: Color?
  public var markerEdge: Color?
  public var markerEdgeWidth: Double?
  /// Draws every n-th marker only.
  public var markerEvery = 1
  public var alpha = 1.0
  /// Draws a staircase.
  public var steps: StepPlacement?

  /// Where a staircase steps, between one point and the next.
  public enum StepPlacement: String, Sendable {
    case pre, mid, post
  }

  /// - Parameters:
  ///   - x: places along the horizontal axis; extra values are ignored, as are those of `y`.
  ///   - y: values.
  public init(x: [Double], y: [Double], color: Color) {
    let count = min(x.count, y.count)
    self.x = Array(x.prefix(count))
    self.y = Array(y.prefix(count))
    self.color = color
    super.init(zOrder: 2)
  }

  override var swatch: Color { color }

  override func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {
    for (a, b) in zip(self.x, self.y) where a.isFinite && b.isFinite {
      x.add(a)
      y.add(b)
    }
  }

  /// The vertices of the line, staircase included.
  private var vertices: (x: [Double], y: [Double]) {
    guard let steps, x.count > 1 else { return (x, y) }
    var (sx, sy) = ([x[0]], [y[0]])
    for i in 1..<x.count {
      switch steps {
      case .pre:
        sx += [x[i - 1], x[i]]
        sy += [y[i], y[i]]
      case .post:
        sx += [x[i], x[i]]
        sy += [y[i - 1], y[i]]
      case .mid:
        let middle = (x[i - 1] + x[i]) / 2
        sx += [middle, middle, x[i]]
        sy += [y[i - 1], y[i], y[i]]
      }
    }
    return (sx, sy)
  }

  override func draw(_ canvas: Canvas, _ transform: Transform) {
    let color = color.faded(alpha)
    if style != .none && width > 0 {
      let vertices = vertices
      strokePolyline(
        canvas, runs(x: vertices.x, y: vertices.y, transform), in: transform.rect, color, width: width,
        dashes: style.dashes(width: width))
    }
    guard let marker else { return }
    for i in stride(from: 0, to: x.count, by: max(markerEvery, 1)) {
      guard let point = transform.point(x[i], y[i]), transform.rect.contains(point) else { continue }
      drawMarker(canvas, marker, at: point)
    }
  }

  private func drawMarker(_ canvas: Canvas, _ marker: Marker, at point: Point) {
    marker.draw(
      canvas, at: point, size: markerSize, face: (markerFace ?? color).faded(alpha),
      edge: (markerEdge ?? color).faded(alpha), edgeWidth: markerEdgeWidth ?? 1)
  }

  override func drawHandle(_ canvas: Canvas, _ rect: Rect) {
    if style != .none && width > 0 {
      canvas.segment(
        Point(rect.left, rect.midY), Point(rect.right, rect.midY), color.faded(alpha), width: width,
        dashes: style.dashes(width: width))
    }
    if let marker { drawMarker(canvas, marker, at: Point(rect.midX, rect.midY)) }
  }

  override func draw(_ terminal: TerminalCanvas, _ transform: Transform) {
    let vertices = vertices
    let isScattered = style == .none
    for run in runs(x: vertices.x, y: vertices.y, transform) {
      if isScattered || run.count == 1 {
        for point in run { terminal.dot(point, color) }
      } else {
        for (a, b) in zip(run, run.dropFirst()) { terminal.line(a, b, color, dash: style) }
      }
    }
  }

  override func obstacles(_ transform: Transform) -> [Point] {
    runs(x: x, y: y, transform).flatMap { run in
      style == .none ? run : sampled(run, every: 6, in: transform.rect)
    }
  }
}
