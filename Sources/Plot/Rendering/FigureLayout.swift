/// Where every plot of a figure goes: labels are measured first, the plots share what is left.
struct FigureLayout {
  let size: Size
  let title: String
  let titleFont: Font
  let titleBaseline: Double
  /// Layouts and rectangles of the plots, in drawing order.
  private(set) var plots: [(layout: AxesLayout, rect: Rect)] = []

  init(_ figure: Figure) {
    size = Size(figure.width * 72, figure.height * 72)
    titleFont = Font(size: figure.titleSize ?? Theme.figureTitleSize)
    title = Canvas.measuring.wrapped(figure.title, titleFont, width: size.width - 2 * Theme.figurePad)
    var area = Rect(x: 0, y: 0, width: size.width, height: size.height).inset(
      left: Theme.figurePad, right: Theme.figurePad, top: Theme.figurePad, bottom: Theme.figurePad)
    titleBaseline = area.top
    if !title.isEmpty {
      area = area.inset(top: Canvas.measuring.measure(title, titleFont).height + Theme.titlePad * 1.7)
    }
    let axes = figure.axes
    var rects = axes.map { Self.cell($0.place, area).inset(left: 40, right: 10, top: 16, bottom: 30) }
    // Labels depend on the room for ticks and the room on the labels: settled after a few rounds.
    for _ in 0..<3 {
      let layouts = zip(axes, rects).map { axes, rect in
        let cell = Self.cell(axes.place, area)
        return AxesLayout(axes, size: Size(rect.width, rect.height), cell: Size(cell.width, cell.height))
      }
      rects = Self.arrange(layouts, in: area)
      plots = Array(zip(layouts, rects))
    }
    for index in plots.indices where plots[index].layout.axes.hasEqualAspect {
      let rect = Self.equalized(plots[index].layout, plots[index].rect)
      let axes = plots[index].layout.axes
      let cell = Self.cell(axes.place, area)
      plots[index] = (
        AxesLayout(axes, size: Size(rect.width, rect.height), cell: Size(cell.width, cell.height)), rect
      )
    }
  }

  /// The plain part of `area` for a place in the grid, gutters taken off.
  private static func cell(_ place: Axes.Place, _ area: Rect) -> Rect {
    let (width, height) = (area.width / Double(place.columns), area.height / Double(place.rows))
    let rect = Rect(
      x: area.x + width * Double(place.firstColumn), y: area.y + height * Double(place.firstRow),
      width: width * Double(place.lastColumn - place.firstColumn + 1),
      height: height * Double(place.lastRow - place.firstRow + 1))
    return rect.inset(
      left: place.firstColumn > 0 ? Theme.gutter / 2 : 0,
      right: place.lastColumn < place.columns - 1 ? Theme.gutter / 2 : 0,
      top: place.firstRow > 0 ? Theme.gutter / 2 : 0, bottom: place.lastRow < place.rows - 1 ? Theme.gutter / 2 : 0)
  }

  private static func arrange(_ layouts: [AxesLayout], in area: Rect) -> [Rect] {
    guard let first = layouts.first?.axes.place else { return [] }
    let isOneGrid = layouts.allSatisfy { $0.axes.place.rows == first.rows && $0.axes.place.columns == first.columns }
    return isOneGrid ? arrangeGrid(layouts, first.rows, first.columns, area) : arrangeMixed(layouts, area)
  }

  /// One grid: plots have one width and one height, edges line up.
  private static func arrangeGrid(_ layouts: [AxesLayout], _ rows: Int, _ columns: Int, _ area: Rect) -> [Rect] {
    var (left, right) = ([Double](repeating: 0, count: columns), [Double](repeating: 0, count: columns))
    var (top, bottom) = ([Double](repeating: 0, count: rows), [Double](repeating: 0, count: rows))
    for layout in layouts {
      let place = layout.axes.place
      left[place.firstColumn] = max(left[place.firstColumn], layout.left)
      right[place.lastColumn] = max(right[place.lastColumn], layout.right)
      top[place.firstRow] = max(top[place.firstRow], layout.top)
      bottom[place.lastRow] = max(bottom[place.lastRow], layout.bottom)
    }
    func share(_ whole: Double, _ before: [Double], _ after: [Double]) -> Double {
      let taken = before.reduce(0, +) + after.reduce(0, +) + Theme.gutter * Double(before.count - 1)
      return max((whole - taken) / Double(before.count), 8)
    }
    let (width, height) = (share(area.width, left, right), share(area.height, top, bottom))
    func start(_ index: Int, _ before: [Double], _ after: [Double], _ length: Double) -> Double {
      before[...index].reduce(0, +) + after[..<index].reduce(0, +) + (length + Theme.gutter) * Double(index)
    }
    return layouts.map { layout in
      let place = layout.axes.place
      let x = start(place.firstColumn, left, right, width)
      let y = start(place.firstRow, top, bottom, height)
      return Rect(
        x: area.x + x, y: area.y + y, width: start(place.lastColumn, left, right, width) + width - x,
        height: start(place.lastRow, top, bottom, height) + height - y)
    }
  }

  /// Several grids in one figure: each plot in its own cell, with equal margins where cell edges line up.
  private static func arrangeMixed(_ layouts: [AxesLayout], _ area: Rect) -> [Rect] {
    let cells = layouts.map { cell($0.axes.place, area) }
    func widest(_ edge: (Rect) -> Double, _ margin: (AxesLayout) -> Double, _ index: Int) -> Double {
      zip(cells, layouts).filter { (edge($0.0) - edge(cells[index])).magnitude < 1 }.map { margin($0.1) }.max() ?? 0
    }
    return cells.indices.map { i in
      cells[i].inset(
        left: widest(\.left, \.left, i), right: widest(\.right, \.right, i), top: widest(\.top, \.top, i),
        bottom: widest(\.bottom, \.bottom, i))
    }
  }

  /// The largest part of `rect`, in its middle, where a unit is as long across as it is up.
  private static func equalized(_ layout: AxesLayout, _ rect: Rect) -> Rect {
    let across = (layout.xRange.upper - layout.xRange.lower).magnitude
    let up = (layout.yRange.upper - layout.yRange.lower).magnitude
    let unit = min(rect.width / across, rect.height / up)
    guard unit.isFinite, unit > 0 else { return rect }
    let (width, height) = (max(across * unit, 2), max(up * unit, 2))
    return Rect(x: rect.midX - width / 2, y: rect.midY - height / 2, width: width, height: height)
  }
}
