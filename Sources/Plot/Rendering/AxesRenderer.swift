/// Draws one plot with its axes.
struct AxesRenderer {
  let canvas: Canvas
  let layout: AxesLayout
  let rect: Rect
  private let transform: Transform

  private var axes: Axes { layout.axes }

  init(_ canvas: Canvas, _ layout: AxesLayout, _ rect: Rect) {
    self.canvas = canvas
    self.layout = layout
    self.rect = rect
    transform = layout.transform(rect)
  }

  /// Draws everything except the legend, which also names a twin's marks and so comes last.
  func draw() {
    if let background = axes.background, axes.twin == nil {
      canvas.rectangle(rect)
      canvas.fill(background)
    }
    if axes.isFrameVisible { drawGrid() }
    // A stable order: marks of one height stay as they were added.
    let marks = axes.marks.enumerated().filter(\.element.isVisible)
      .sorted { ($0.element.zOrder, $0.offset) < ($1.element.zOrder, $1.offset) }.map(\.element)
    canvas.clipped(to: rect) {
      for mark in marks { mark.draw(canvas, transform) }
    }
    if axes.isFrameVisible { drawFrame() }
    for mark in marks { mark.drawOver(canvas, transform) }
    if let bar = axes.colorBar { drawColorBar(bar) }
    drawTitle()
  }

  func drawLegend(twins: [AxesRenderer]) {
    guard let legend = layout.legend else { return }
    let frame = legend.frame(
      in: rect,
      avoiding: ([self] + twins).flatMap { renderer in
        renderer.axes.marks.filter(\.isVisible).flatMap { $0.obstacles(renderer.transform) }
      })
    legend.draw(canvas, in: frame)
  }

  private func drawGrid() {
    func style(_ explicit: Bool?) -> (Color, Double, [Double]) {
      let color = axes.grid.color ?? (explicit == true ? Theme.grid : Theme.faintGrid)
      return (color.faded(axes.grid.alpha), axes.grid.width, axes.grid.style.dashes(width: axes.grid.width))
    }
    if axes.isXGridVisible {
      let (color, width, dashes) = style(axes.x.showsGrid)
      for x in layout.xTicks.ticks.positions.map(transform.x) where inside(x, rect.left, rect.right) {
        canvas.segment(Point(x, rect.top), Point(x, rect.bottom), color, width: width, dashes: dashes)
      }
    }
    if axes.isYGridVisible {
      let (color, width, dashes) = style(axes.y.showsGrid)
      for y in layout.yTicks.ticks.positions.map(transform.y) where inside(y, rect.top, rect.bottom) {
        canvas.segment(Point(rect.left, y), Point(rect.right, y), color, width: width, dashes: dashes)
      }
    }
  }

  private func inside(_ place: Double, _ low: Double, _ high: Double) -> Bool {
    place >= low - 0.5 && place <= high + 0.5
  }

  private func drawFrame() {
    let isImage = axes.marks.contains { $0 is ImageMark }
    func spine(_ a: Point, _ b: Point) { canvas.segment(a, b, Theme.spine, width: 0.9) }
    if layout.isTwin {
      spine(Point(rect.right, rect.top), Point(rect.right, rect.bottom))
    } else {
      spine(Point(rect.left, rect.top), Point(rect.left, rect.bottom + 0.45))
      spine(Point(rect.left, rect.bottom), Point(rect.right, rect.bottom))
      if isImage {
        spine(Point(rect.left, rect.top), Point(rect.right, rect.top))
        spine(Point(rect.right, rect.top), Point(rect.right, rect.bottom))
      }
      drawXAxis()
    }
    drawYAxis()
  }

  private func drawXAxis() {
    let ticks = layout.xTicks
    for minor in ticks.ticks.minor.map(transform.x) where inside(minor, rect.left, rect.right) {
      canvas.segment(Point(minor, rect.bottom), Point(minor, rect.bottom + 2), Theme.spine, width: 0.6)
    }
    let labelTop = rect.bottom + Theme.tickLength + Theme.tickPad
    for (position, label) in zip(ticks.ticks.positions, ticks.ticks.labels) {
      let x = transform.x(position)
      guard inside(x, rect.left, rect.right) else { continue }
      canvas.segment(Point(x, rect.bottom), Point(x, rect.bottom + Theme.tickLength), Theme.spine, width: 0.8)
      guard axes.x.showsTickLabels else { continue }
      if ticks.rotation == 0 {
        canvas.text(
          label, at: Point(x, labelTop), ticks.font, Theme.tickText, horizontal: .center, vertical: .top)
      } else {
        // A label that climbs ends at its tick, one that falls starts there.
        canvas.text(
          label, at: Point(x + 1, labelTop + ticks.font.size * 0.3), ticks.font, Theme.tickText,
          horizontal: ticks.rotation > 0 ? .right : .left, vertical: .center, rotation: ticks.rotation)
      }
    }
    let below = axes.x.showsTickLabels && ticks.height > 0 ? labelTop + ticks.height : rect.bottom + Theme.tickLength
    if let multiplier = ticks.ticks.multiplier, axes.x.showsTickLabels {
      canvas.text(
        multiplier, at: Point(rect.right, below + 2), ticks.font, Theme.tickText, horizontal: .right, vertical: .top)
    }
    canvas.text(
      layout.xLabel, at: Point(rect.midX, below + Theme.labelPad), layout.xLabelFont, Theme.text, horizontal: .center,
      vertical: .top)
  }

  private func drawYAxis() {
    let ticks = layout.yTicks
    let (edge, direction) = layout.isTwin ? (rect.right, 1.0) : (rect.left, -1.0)
    for minor in ticks.ticks.minor.map(transform.y) where inside(minor, rect.top, rect.bottom) {
      canvas.segment(Point(edge, minor), Point(edge + direction * 2, minor), Theme.spine, width: 0.6)
    }
    let labelEdge = edge + direction * (Theme.tickLength + Theme.tickPad)
    for (index, position) in ticks.ticks.positions.enumerated() {
      let y = transform.y(position)
      guard inside(y, rect.top, rect.bottom) else { continue }
      canvas.segment(Point(edge, y), Point(edge + direction * Theme.tickLength, y), Theme.spine, width: 0.8)
      guard axes.y.showsTickLabels else { continue }
      if ticks.rotation == 0 {
        canvas.text(
          ticks.ticks.labels[index], at: Point(labelEdge, y), ticks.font, Theme.tickText,
          horizontal: layout.isTwin ? .left : .right, vertical: .center)
      } else {
        canvas.text(
          ticks.ticks.labels[index], at: Point(labelEdge + direction * ticks.sizes[index].width / 2, y), ticks.font,
          Theme.tickText, horizontal: .center, vertical: .center, rotation: ticks.rotation)
      }
    }
    if let multiplier = ticks.ticks.multiplier, axes.y.showsTickLabels {
      canvas.text(
        multiplier, at: Point(edge, rect.top - 4), ticks.font, Theme.tickText,
        horizontal: layout.isTwin ? .right : .left, vertical: .baseline)
    }
    let labelled = axes.y.showsTickLabels && ticks.width > 0
    let outer = labelled ? labelEdge + direction * ticks.width : edge + direction * Theme.tickLength
    let half = canvas.measure(layout.yLabel, layout.yLabelFont).height / 2
    canvas.text(
      layout.yLabel, at: Point(outer + direction * (Theme.labelPad + half), rect.midY), layout.yLabelFont, Theme.text,
      horizontal: .center, vertical: .center, rotation: 90)
  }

  private func drawTitle() {
    guard !layout.title.isEmpty else { return }
    let height = canvas.measure(layout.title, layout.titleFont).height
    let x: Double =
      switch axes.titleAlignment {
      case .left: rect.left
      case .center: rect.midX
      case .right: rect.right
      }
    canvas.text(
      layout.title, at: Point(x, rect.top - layout.titleRise - Theme.titlePad - height), layout.titleFont,
      axes.titleColor ?? Theme.text, horizontal: axes.titleAlignment, vertical: .top)
  }

  private func drawColorBar(_ bar: Axes.ColorBar) {
    let strip = Rect(
      x: rect.right + AxesLayout.colorBarGap, y: rect.y, width: AxesLayout.colorBarWidth, height: rect.height)
    let steps = 128
    let range = bar.scale.ticksRange
    let colors = (0..<steps).map { step in
      bar.scale.map(1 - (Double(step) + 0.5) / Double(steps))
    }
    canvas.image(colors, columns: 1, in: strip, smoothly: true)
    canvas.rectangle(strip)
    canvas.stroke(Theme.spine, width: 0.8)
    let ticks = layout.colorBarTicks(bar, height: rect.height)
    for (position, label) in zip(ticks.ticks.positions, ticks.ticks.labels) {
      let y = strip.bottom - (position - range.lower) / (range.upper - range.lower) * strip.height
      canvas.segment(Point(strip.right, y), Point(strip.right + Theme.tickLength, y), Theme.spine, width: 0.8)
      canvas.text(
        label, at: Point(strip.right + Theme.tickLength + Theme.tickPad, y), ticks.font, Theme.tickText,
        vertical: .center)
    }
    if let multiplier = ticks.ticks.multiplier {
      canvas.text(multiplier, at: Point(strip.left, strip.top - 4), ticks.font, Theme.tickText)
    }
    let font = Font(size: Theme.labelSize)
    let outer = strip.right + Theme.tickLength + Theme.tickPad + ticks.width + Theme.labelPad
    canvas.text(
      bar.label, at: Point(outer + canvas.measure(bar.label, font).height / 2, rect.midY), font, Theme.text,
      horizontal: .center, vertical: .center, rotation: 90)
  }
}
