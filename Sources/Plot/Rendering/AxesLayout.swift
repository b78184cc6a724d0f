/// What one plot needs around it, and what its ticks are, at a given size.
struct AxesLayout {
  let axes: Axes
  let xRange: DataRange
  let yRange: DataRange
  var xTicks: TickLayout
  var yTicks: TickLayout
  let title: String
  let xLabel: String
  let yLabel: String
  let legend: LegendLayout?
  /// Room needed outside the plot's rectangle.
  var left = 0.0
  var right = 0.0
  var top = 0.0
  var bottom = 0.0
  /// How far over the plot the title's own room starts.
  var titleRise = 0.0

  var titleFont: Font { Font(size: axes.titleSize ?? Theme.titleSize, isBold: axes.isTitleBold) }
  var xLabelFont: Font { Font(size: axes.x.labelSize ?? Theme.labelSize) }
  var yLabelFont: Font { Font(size: axes.y.labelSize ?? Theme.labelSize) }
  /// Whether the vertical axis stands on the right.
  var isTwin: Bool { axes.twin != nil }

  static let colorBarGap = 10.0
  static let colorBarWidth = 11.0

  /// Measures `axes` for a plot of about `size` points in a cell of `cell`.
  init(_ axes: Axes, size: Size, cell: Size) {
    let canvas = Canvas.measuring
    self.axes = axes
    (xRange, yRange) = axes.limits()
    xTicks = .horizontal(axes.x, xRange, length: size.width, maximumHeight: cell.height * 0.35)
    yTicks = .vertical(axes.y, yRange, length: size.height, maximumWidth: cell.width * 0.4)
    let titleFont = Font(size: axes.titleSize ?? Theme.titleSize, isBold: axes.isTitleBold)
    title = canvas.wrapped(axes.title, titleFont, width: max(size.width * 1.05, 60))
    xLabel = canvas.wrapped(axes.x.label, Font(size: axes.x.labelSize ?? Theme.labelSize), width: max(size.width, 60))
    yLabel = canvas.wrapped(axes.y.label, Font(size: axes.y.labelSize ?? Theme.labelSize), width: max(size.height, 60))
    legend = axes.legend.flatMap { LegendLayout($0, entries: axes.legendEntries, maximumHeight: size.height) }
    if axes.isFrameVisible {
      measureAxes(canvas, size)
    }
    if !title.isEmpty {
      let titleSize = canvas.measure(title, titleFont)
      // A multiplier over the vertical axis shares the title's line when they do not meet.
      let isBeside = titleSize.width < size.width - 70 && axes.titleAlignment == .center
      titleRise = max(isBeside ? min(top, Theme.tickSize / 2) : top, 0)
      top = max(top, titleRise + Theme.titlePad + titleSize.height)
    }
    if let bar = axes.colorBar { right += AxesLayout.colorBarGap + colorBarExtent(bar, height: size.height) }
    if let legend, let anchor = axes.legend?.anchor {
      let box = legend.frame(anchoredAt: anchor, in: Rect(x: 0, y: 0, width: size.width, height: size.height))
      right = max(right, box.right - size.width + 4)
      left = max(left, -box.left + 4)
      top = max(top, -box.top + 4)
      bottom = max(bottom, box.bottom - size.height + 4)
    }
  }

  private mutating func measureAxes(_ canvas: Canvas, _ size: Size) {
    let tick = Theme.tickLength + Theme.tickPad
    var side = Theme.tickLength
    if axes.y.showsTickLabels, yTicks.width > 0 { side = tick + yTicks.width }
    if !yLabel.isEmpty { side += Theme.labelPad + canvas.measure(yLabel, yLabelFont).height }
    if isTwin {
      right = side
    } else {
      left = side
      bottom = Theme.tickLength
      if axes.x.showsTickLabels, xTicks.height > 0 { bottom = tick + xTicks.height }
      if !xLabel.isEmpty {
        bottom += Theme.labelPad + canvas.measure(xLabel, xLabelFont).height
      } else if xTicks.ticks.multiplier != nil, axes.x.showsTickLabels {
        bottom += Theme.tickSize + 2
      }
      protrude(size)
    }
    top = max(yTicks.height / 2, 2)
    if yTicks.ticks.multiplier != nil, axes.y.showsTickLabels { top = Theme.tickSize + 5 }
  }

  /// Makes room for the first and last labels of the horizontal axis, which stand out sideways.
  private mutating func protrude(_ size: Size) {
    guard axes.x.showsTickLabels else { return }
    let transform = self.transform(Rect(x: 0, y: 0, width: size.width, height: size.height))
    for (position, label) in zip(xTicks.ticks.positions, xTicks.sizes) where label.width > 0 {
      let x = transform.x(position)
      let turn = xTicks.rotation
      let (before, after) =
        turn == 0 ? (label.width / 2, label.width / 2) : turn > 0 ? (label.width, 6.0) : (6.0, label.width)
      left = max(left, before - x + 1)
      right = max(right, x + after - size.width + 1)
    }
  }

  /// The transform for a plot drawn in `rect`.
  func transform(_ rect: Rect) -> Transform {
    Transform(rect: rect, xScale: xScale, xRange: xRange, yScale: axes.y.scale, yRange: yRange)
  }

  /// A twin has its owner's horizontal axis.
  private var xScale: Scale { (axes.twin ?? axes).x.scale }

  func colorBarTicks(_ bar: Axes.ColorBar, height: Double) -> TickLayout {
    .vertical(Axis(), bar.scale.ticksRange, length: height, maximumWidth: 100)
  }

  private func colorBarExtent(_ bar: Axes.ColorBar, height: Double) -> Double {
    let ticks = colorBarTicks(bar, height: height)
    let label =
      bar.label.isEmpty
      ? 0 : Theme.labelPad + Canvas.measuring.measure(bar.label, Font(size: Theme.labelSize)).height
    return AxesLayout.colorBarWidth + Theme.tickLength + Theme.tickPad + ticks.width + label
  }
}

extension ColorScale {
  /// The range, widened when it is a single value.
  var ticksRange: DataRange {
    range.lower == range.upper ? DataRange(range.lower - 0.5, range.upper + 0.5) : range
  }
}
