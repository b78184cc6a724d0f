/// A legend's box, measured.
struct LegendLayout {
  let legend: Legend
  let entries: [(label: String, mark: Mark)]
  let columns: Int
  let size: Size
  private let columnWidths: [Double]
  private let rowHeights: [Double]
  private let font: Font

  private static let pad = 5.0
  private var handleWidth: Double { font.size * 2 }
  private var handleGap: Double { font.size * 0.65 }
  private var titleHeight: Double { legend.title.isEmpty ? 0 : font.size * 1.5 }

  /// `nil` without entries.
  init?(_ legend: Legend, entries: [(label: String, mark: Mark)], maximumHeight: Double) {
    guard !entries.isEmpty else { return nil }
    self.legend = legend
    self.entries = entries
    font = Font(size: legend.size)
    let font = font
    let sizes = entries.map { Canvas.measuring.measure($0.label, font) }
    let rowGap = font.size * 0.42
    let head = legend.title.isEmpty ? 0 : font.size * 1.5
    // A list too long for the plot is set in more columns.
    var columns = min(max(legend.columns, 1), entries.count)
    var (widths, heights): ([Double], [Double]) = ([], [])
    var size = Size(0, 0)
    while true {
      let rows = (entries.count + columns - 1) / columns
      widths = (0..<columns).map { column in
        let part = sizes[min(column * rows, sizes.count)..<min((column + 1) * rows, sizes.count)]
        return part.reduce(0) { max($0, $1.width) }
      }
      heights = (0..<rows).map { row in
        stride(from: row, to: sizes.count, by: rows).reduce(font.size) { max($0, sizes[$1].height) } + rowGap
      }
      let handles = (font.size * 2 + font.size * 0.65) * Double(columns)
      let between = font.size * 1.4 * Double(columns - 1)
      let titleWidth = legend.title.isEmpty ? 0 : Canvas.measuring.measure(legend.title, font).width
      size = Size(
        max(widths.reduce(0, +) + handles + between, titleWidth) + 2 * Self.pad + 2,
        heights.reduce(0, +) - rowGap + head + 2 * Self.pad)
      if size.height <= max(maximumHeight - 8, 30) || columns >= min(4, entries.count) { break }
      columns += 1
    }
    self.columns = columns
    self.size = size
    columnWidths = widths
    rowHeights = heights
  }

  /// The box with its own corner (the legend's location) at `anchor` of `plot`.
  func frame(anchoredAt anchor: (x: Double, y: Double), in plot: Rect) -> Rect {
    let part = legend.location == .best ? Legend.Location.upperLeft.alignment : legend.location.alignment
    let corner = Point(plot.left + plot.width * anchor.x, plot.bottom - plot.height * anchor.y)
    return Rect(
      x: corner.x - size.width * part.x + (part.x == 0 ? 5 : part.x == 1 ? -5 : 0),
      y: corner.y - size.height * part.y + (part.y == 0 ? 5 : part.y == 1 ? -5 : 0),
      width: size.width, height: size.height)
  }

  /// The box inside `plot`, where it covers the fewest `obstacles` when the place is free to choose.
  func frame(in plot: Rect, avoiding obstacles: @autoclosure () -> [Point]) -> Rect {
    if let anchor = legend.anchor { return frame(anchoredAt: anchor, in: plot) }
    func placed(_ location: Legend.Location) -> Rect {
      let (gap, part) = (6.0, location.alignment)
      return Rect(
        x: plot.x + gap + (plot.width - 2 * gap - size.width) * part.x,
        y: plot.y + gap + (plot.height - 2 * gap - size.height) * part.y, width: size.width, height: size.height)
    }
    guard legend.location == .best else { return placed(legend.location) }
    let points = obstacles()
    let order: [Legend.Location] = [
      .upperRight, .upperLeft, .lowerRight, .lowerLeft, .centerRight, .centerLeft, .upperCenter, .lowerCenter, .center,
    ]
    var best = (frame: placed(.upperRight), count: Int.max)
    for location in order {
      let candidate = placed(location)
      let reach = candidate.inset(left: -4, right: -4, top: -4, bottom: -4)
      let count = points.reduce(0) { $0 + (reach.contains($1) ? 1 : 0) }
      if count < best.count { best = (candidate, count) }
    }
    return best.frame
  }

  func draw(_ canvas: Canvas, in frame: Rect) {
    if legend.hasFrame {
      canvas.roundedRectangle(frame, radius: 3)
      canvas.fill(Color.white.faded(legend.frameAlpha), keepingPath: true)
      canvas.stroke(Theme.legendFrame, width: 0.8)
    }
    let top = frame.top + Self.pad
    if !legend.title.isEmpty {
      canvas.text(
        legend.title, at: Point(frame.midX, top), font, Theme.text, horizontal: .center, vertical: .top)
    }
    let rows = rowHeights.count
    for (index, entry) in entries.enumerated() {
      let (row, column) = (index % rows, index / rows)
      let x =
        frame.left + Self.pad + columnWidths[..<column].reduce(0, +)
        + (handleWidth + handleGap + font.size * 1.4) * Double(column)
      let y = top + titleHeight + rowHeights[..<row].reduce(0, +)
      let middle = y + (rowHeights[row] - font.size * 0.42) / 2
      entry.mark.drawHandle(
        canvas, Rect(x: x, y: middle - font.size * 0.36, width: handleWidth, height: font.size * 0.72))
      canvas.text(
        entry.label, at: Point(x + handleWidth + handleGap, middle), font, Theme.text, vertical: .center)
    }
  }
}
