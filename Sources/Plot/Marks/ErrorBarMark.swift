/// Points with the interval each may lie in.
public final class ErrorBarMark: Mark {
  public typealias Interval = (below: Double, above: Double)

  /// The line and markers through the points.
  public let line: LineMark
  /// Empty, or one interval for each point.
  public var xErrors: [Interval]
  public var yErrors: [Interval]
  public var color: Color
  public var width = 1.5
  /// Half the width of the caps, in points.
  public var capSize = 3.0
  public var alpha = 1.0

  public init(line: LineMark, xErrors: [Interval] = [], yErrors: [Interval] = []) {
    self.line = line
    self.xErrors = xErrors
    self.yErrors = yErrors
    color = line.color
    super.init(zOrder: 2)
  }

  override var swatch: Color { color }

  private func ends(_ i: Int) -> [(x: Double, y: Double)] {
    var ends: [(x: Double, y: Double)] = []
    let (x, y) = (line.x[i], line.y[i])
    if i < xErrors.count { ends += [(x - xErrors[i].below, y), (x + xErrors[i].above, y)] }
    if i < yErrors.count { ends += [(x, y - yErrors[i].below), (x, y + yErrors[i].above)] }
    return ends
  }

  override func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {
    line.addExtent(x: &x, y: &y)
    for i in line.x.indices where line.x[i].isFinite && line.y[i].isFinite {
      for end in ends(i) {
        x.add(end.x)
        y.add(end.y)
      }
    }
  }

  override func draw(_ canvas: Canvas, _ transform: Transform) {
    for i in line.x.indices {
      let ends = ends(i)
      for pair in stride(from: 0, to: ends.count - 1, by: 2) {
        drawWhisker(
          canvas, from: near(transform.point(ends[pair].x, ends[pair].y), transform),
          to: near(transform.point(ends[pair + 1].x, ends[pair + 1].y), transform), cap: capSize, color.faded(alpha),
          width)
      }
    }
    line.draw(canvas, transform)
  }

  private func near(_ point: Point?, _ transform: Transform) -> Point? {
    point.map { Point(min(max($0.x, -1e5), 1e5), min(max($0.y, -1e5), 1e5)) }
  }

  override func drawHandle(_ canvas: Canvas, _ rect: Rect) {
    drawWhisker(
      canvas, from: Point(rect.midX, rect.top - 1), to: Point(rect.midX, rect.bottom + 1), cap: min(capSize, 3),
      color.faded(alpha), width)
    line.drawHandle(canvas, rect)
  }

  override func draw(_ terminal: TerminalCanvas, _ transform: Transform) {
    for i in line.x.indices {
      let points = ends(i).map { transform.point($0.x, $0.y) }
      for pair in stride(from: 0, to: points.count - 1, by: 2) {
        if let a = points[pair], let b = points[pair + 1] { terminal.line(a, b, color, dash: .solid) }
      }
    }
    line.draw(terminal, transform)
  }

  override func obstacles(_ transform: Transform) -> [Point] { line.obstacles(transform) }
}
