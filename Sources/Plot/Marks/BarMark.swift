/// Bars: a bar chart's or a histogram's.
public final class BarMark: Mark {
  /// One bar: `start`–`end` across its thickness, `base` to `value` along its length.
  public struct Bar: Equatable {
    public var start, end, base, value: Double

    public init(start: Double, end: Double, base: Double = 0, value: Double) {
      self.start = start
      self.end = end
      self.base = base
      self.value = value
    }
  }

  public var bars: [Bar]
  /// Colours, repeated when there are fewer than bars.
  public var colors: [Color]
  public let orientation: Orientation
  public var edge: Color?
  public var edgeWidth = 1.0
  public var alpha = 1.0
  /// How far each bar's end may be off, below and above; empty for none.
  public var errors: [(below: Double, above: Double)] = []
  /// Texts at the ends of the bars; empty for none.
  public var valueLabels: [String] = []
  /// Whether bars touch (a histogram's): neighbours are then parted by a hairline.
  public var isHistogram = false

  public init(bars: [Bar], colors: [Color], orientation: Orientation = .vertical) {
    self.bars = bars
    self.colors = colors.isEmpty ? [.black] : colors
    self.orientation = orientation
    super.init(zOrder: 1)
  }

  /// Bars of the given `thickness` about `positions`.
  public convenience init(
    positions: [Double], values: [Double], thickness: [Double], base: [Double], colors: [Color],
    orientation: Orientation = .vertical
  ) {
    func at(_ list: [Double], _ i: Int, _ fallback: Double) -> Double { list.isEmpty ? fallback : list[i % list.count] }
    let bars = (0..<min(positions.count, values.count)).map { i in
      let (half, foot) = (at(thickness, i, 0.8) / 2, at(base, i, 0))
      return Bar(start: positions[i] - half, end: positions[i] + half, base: foot, value: foot + values[i])
    }
    self.init(bars: bars, colors: colors, orientation: orientation)
  }

  override var swatch: Color { colors[0] }

  override func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {
    var (across, along) = (RangeBuilder(), RangeBuilder())
    for (i, bar) in bars.enumerated() where bar.value.isFinite && bar.base.isFinite {
      across.add([bar.start, bar.end])
      along.add([bar.base, bar.value])
      if i < errors.count { along.add([bar.value - errors[i].below, bar.value + errors[i].above]) }
    }
    x.add(orientation == .vertical ? across : along)
    y.add(orientation == .vertical ? along : across)
  }

  override var stickyX: [Double] { orientation == .vertical ? [] : Array(Set(bars.map(\.base))) }
  override var stickyY: [Double] { orientation == .vertical ? Array(Set(bars.map(\.base))) : [] }
  override var wantsVerticalGrid: Bool { orientation == .horizontal }
  override var wantsHorizontalGrid: Bool { orientation == .vertical }

  private func rect(_ bar: Bar, _ transform: Transform) -> Rect? {
    guard [bar.start, bar.end, bar.base, bar.value].allSatisfy({ $0.magnitude <= largestDrawable }) else { return nil }
    let (x0, x1, y0, y1): (Double, Double, Double, Double)
    if orientation == .vertical {
      (x0, x1) = (transform.footX(bar.start), transform.footX(bar.end))
      (y0, y1) = (transform.footY(bar.base), transform.footY(bar.value))
    } else {
      (x0, x1) = (transform.footX(bar.base), transform.footX(bar.value))
      (y0, y1) = (transform.footY(bar.start), transform.footY(bar.end))
    }
    return Rect(x: min(x0, x1), y: min(y0, y1), width: (x1 - x0).magnitude, height: (y1 - y0).magnitude)
  }

  override func draw(_ canvas: Canvas, _ transform: Transform) {
    for (i, bar) in bars.enumerated() {
      guard let rect = rect(bar, transform) else { continue }
      canvas.rectangle(rect)
      canvas.fill(colors[i % colors.count].faded(alpha), keepingPath: true)
      if let edge, edge.alpha > 0 {
        canvas.stroke(edge.faded(alpha), width: edgeWidth)
      } else if isHistogram, thickness(rect) > 3 {
        canvas.stroke(.white, width: 0.5)
      }
      canvas.discardPath()
      if i < errors.count { drawError(canvas, transform, bar, errors[i]) }
    }
  }

  private func thickness(_ rect: Rect) -> Double { orientation == .vertical ? rect.width : rect.height }

  private func drawError(
    _ canvas: Canvas, _ transform: Transform, _ bar: Bar, _ error: (below: Double, above: Double)
  ) {
    let middle = (bar.start + bar.end) / 2
    let (low, high) = (bar.value - error.below, bar.value + error.above)
    if orientation == .vertical {
      drawWhisker(
        canvas, from: transform.point(middle, low), to: transform.point(middle, high), cap: 3, Theme.text, 1.2)
    } else {
      drawWhisker(
        canvas, from: transform.point(low, middle), to: transform.point(high, middle), cap: 3, Theme.text, 1.2)
    }
  }

  override func drawOver(_ canvas: Canvas, _ transform: Transform) {
    for (i, (bar, text)) in zip(bars, valueLabels).enumerated() {
      let isPositive = bar.value >= bar.base
      var reach = bar
      // The text stands beyond the error bar.
      if i < errors.count { reach.value += isPositive ? errors[i].above : -errors[i].below }
      guard let rect = rect(reach, transform) else { continue }
      if orientation == .vertical {
        canvas.text(
          text, at: Point(rect.midX, isPositive ? rect.top - 2.5 : rect.bottom + 2.5), Font(size: Theme.tickSize),
          Theme.text, horizontal: .center, vertical: isPositive ? .bottom : .top)
      } else {
        canvas.text(
          text, at: Point(isPositive ? rect.right + 3 : rect.left - 3, rect.midY), Font(size: Theme.tickSize),
          Theme.text, horizontal: isPositive ? .left : .right, vertical: .center)
      }
    }
  }

  override func drawHandle(_ canvas: Canvas, _ rect: Rect) { drawPatch(canvas, rect, colors[0].faded(alpha), edge) }

  override func draw(_ terminal: TerminalCanvas, _ transform: Transform) {
    for (i, bar) in bars.enumerated() {
      if let rect = rect(bar, transform) { terminal.fill(rect, colors[i % colors.count]) }
    }
  }

  override func obstacles(_ transform: Transform) -> [Point] {
    bars.compactMap { rect($0, transform) }.flatMap { rect -> [Point] in
      let (columns, rows) = (max(1, min(20, Int(rect.width / 12))), max(1, min(20, Int(rect.height / 12))))
      return (0...columns).flatMap { i in
        (0...rows).map { j in
          Point(rect.x + rect.width * Double(i) / Double(columns), rect.y + rect.height * Double(j) / Double(rows))
        }
      }
    }
  }
}

/// The legend's sample of a filled mark.
func drawPatch(_ canvas: Canvas, _ rect: Rect, _ color: Color, _ edge: Color?) {
  canvas.rectangle(rect.inset(top: 0.5, bottom: 0.5))
  canvas.fill(color, keepingPath: edge != nil)
  if let edge { canvas.stroke(edge, width: 0.8) }
}

/// An error bar with a cap of half width `cap` at either end.
func drawWhisker(_ canvas: Canvas, from a: Point?, to b: Point?, cap: Double, _ color: Color, _ width: Double) {
  guard let a, let b else { return }
  canvas.move(a)
  canvas.line(b)
  if cap > 0 {
    let isVertical = (a.x - b.x).magnitude < (a.y - b.y).magnitude
    let (dx, dy) = isVertical ? (cap, 0) : (0, cap)
    for end in [a, b] {
      canvas.move(Point(end.x - dx, end.y - dy))
      canvas.line(Point(end.x + dx, end.y + dy))
    }
  }
  canvas.stroke(color, width: width)
}
