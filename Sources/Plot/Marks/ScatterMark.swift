/// Points, each with its own size and colour.
public final class ScatterMark: Mark {
  public var x: [Double]
  public var y: [Double]
  /// Areas in square points, repeated when there are fewer than points.
  public var sizes: [Double] = [36]
  /// Colours, repeated when there are fewer than points.
  public var colors: [Color]
  public var marker = Marker.circle
  public var edge: Color?
  public var edgeWidth = 1.0
  public var alpha = 1.0
  /// What a colour bar shows, when colours stand for values.
  public var colorScale: ColorScale?

  public init(x: [Double], y: [Double], colors: [Color]) {
    let count = min(x.count, y.count)
    self.x = Array(x.prefix(count))
    self.y = Array(y.prefix(count))
    self.colors = colors.isEmpty ? [.black] : colors
    super.init(zOrder: 1)
  }

  override var swatch: Color { colors[0] }

  override func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {
    for (a, b) in zip(self.x, self.y) where a.isFinite && b.isFinite {
      x.add(a)
      y.add(b)
    }
  }

  override func draw(_ canvas: Canvas, _ transform: Transform) {
    for i in x.indices {
      let area = sizes.isEmpty ? 36 : sizes[i % sizes.count]
      guard let point = transform.point(x[i], y[i]), area > 0, area < 1e8 else { continue }
      let size = area.squareRoot()
      let reach = Rect(
        x: transform.rect.x - size, y: transform.rect.y - size, width: transform.rect.width + 2 * size,
        height: transform.rect.height + 2 * size)
      guard reach.contains(point) else { continue }
      drawMarker(canvas, at: point, size: size, color: colors[i % colors.count])
    }
  }

  private func drawMarker(_ canvas: Canvas, at point: Point, size: Double, color: Color) {
    let face = color.faded(alpha)
    marker.draw(
      canvas, at: point, size: size, face: face, edge: edge?.faded(alpha) ?? face, edgeWidth: edgeWidth)
  }

  override func drawHandle(_ canvas: Canvas, _ rect: Rect) {
    let area = min(max(sizes.first ?? 36, 4), 80)
    drawMarker(canvas, at: Point(rect.midX, rect.midY), size: area.squareRoot(), color: colors[0])
  }

  override func draw(_ terminal: TerminalCanvas, _ transform: Transform) {
    for i in x.indices {
      if let point = transform.point(x[i], y[i]) { terminal.dot(point, colors[i % colors.count]) }
    }
  }

  override func obstacles(_ transform: Transform) -> [Point] {
    zip(x, y).compactMap { transform.point($0, $1) }
  }
}
