/// The area between two lines. Points that are not finite part it.
public final class FillMark: Mark {
  public var x: [Double]
  public var lower: [Double]
  public var upper: [Double]
  public var color: Color
  public var alpha = 1.0
  public var edge: Color?
  /// `horizontal` exchanges the axes (`fill_betweenx`).
  public var orientation = Orientation.vertical

  public init(x: [Double], lower: [Double], upper: [Double], color: Color) {
    let count = min(x.count, lower.count, upper.count)
    self.x = Array(x.prefix(count))
    self.lower = Array(lower.prefix(count))
    self.upper = Array(upper.prefix(count))
    self.color = color
    super.init(zOrder: 1)
  }

  override var swatch: Color { color.faded(alpha) }

  override func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {
    for i in self.x.indices where self.x[i].isFinite && lower[i].isFinite && upper[i].isFinite {
      if orientation == .vertical {
        x.add(self.x[i])
        y.add([lower[i], upper[i]])
      } else {
        y.add(self.x[i])
        x.add([lower[i], upper[i]])
      }
    }
  }

  /// Closed outlines on the page, kept near it.
  private func outlines(_ transform: Transform) -> [[Point]] {
    var outlines: [[Point]] = []
    var (near, far): ([Point], [Point]) = ([], [])
    func close() {
      if near.count > 1 { outlines.append(near + far.reversed()) }
      (near, far) = ([], [])
    }
    func place(_ along: Double, _ value: Double) -> Point? {
      orientation == .vertical ? transform.point(along, value) : transform.point(value, along)
    }
    let frame = transform.rect
    func kept(_ p: Point) -> Point {
      Point(
        min(max(p.x, frame.left - 1e4), frame.right + 1e4), min(max(p.y, frame.top - 1e4), frame.bottom + 1e4))
    }
    for i in x.indices {
      if let a = place(x[i], lower[i]), let b = place(x[i], upper[i]) {
        near.append(kept(a))
        far.append(kept(b))
      } else {
        close()
      }
    }
    close()
    return outlines
  }

  override func draw(_ canvas: Canvas, _ transform: Transform) {
    for outline in outlines(transform) {
      canvas.polygon(outline)
      canvas.fill(color.faded(alpha), keepingPath: edge != nil)
      if let edge { canvas.stroke(edge.faded(alpha), width: 0.8) }
    }
  }

  override func drawHandle(_ canvas: Canvas, _ rect: Rect) { drawPatch(canvas, rect, color.faded(alpha), edge) }

  override func draw(_ terminal: TerminalCanvas, _ transform: Transform) {
    for outline in outlines(transform) {
      let half = outline.count / 2
      for i in 0..<half {
        // Sparse columns of dots: a shade that leaves the lines over it readable.
        terminal.line(outline[i], outline[outline.count - 1 - i], color, dash: .dotted)
      }
    }
  }

  override func obstacles(_ transform: Transform) -> [Point] {
    outlines(transform).flatMap { sampled($0, every: 8, in: transform.rect) }
  }
}
