/// How values become colours.
public struct ColorScale {
  public var map: ColorMap
  public var range: DataRange

  public init(map: ColorMap, range: DataRange) {
    self.map = map
    self.range = range
  }

  /// A scale over the finite values of `values`.
  public init(map: ColorMap, fitting values: some Sequence<Double>, lower: Double? = nil, upper: Double? = nil) {
    var extent = RangeBuilder()
    for value in values { extent.add(value) }
    let found = extent.range ?? DataRange(0, 1)
    self.init(map: map, range: DataRange(lower ?? found.lower, upper ?? found.upper))
  }

  public func callAsFunction(_ value: Double) -> Color {
    let width = range.upper - range.lower
    return map(width == 0 && value.isFinite ? 0.5 : (value - range.lower) / width)
  }
}

/// A matrix as coloured cells (`imshow`).
public final class ImageMark: Mark {
  /// Rows of the matrix, from the top.
  public let values: [Double]
  public let columns: Int
  public var colorScale: ColorScale
  /// Left, right, bottom and top of the cells in data coordinates.
  public var left, right, bottom, top: Double
  public var isSmooth = false
  public var alpha = 1.0

  /// - Parameter values: row after row, `columns` in each; a last row that is not full is left out.
  public init(values: [Double], columns: Int, colorScale: ColorScale) {
    let columns = max(columns, 1)
    let rows = values.count / columns
    self.values = Array(values.prefix(rows * columns))
    self.columns = columns
    self.colorScale = colorScale
    (left, right) = (-0.5, Double(columns) - 0.5)
    (bottom, top) = (Double(rows) - 0.5, -0.5)
    super.init(zOrder: 0)
  }

  public var rows: Int { values.count / columns }

  override func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {
    guard rows > 0 else { return }
    x.add([left, right])
    y.add([bottom, top])
  }

  override var stickyX: [Double] { [left, right] }
  override var stickyY: [Double] { [bottom, top] }
  override var wantsVerticalGrid: Bool { false }
  override var wantsHorizontalGrid: Bool { false }

  override func draw(_ canvas: Canvas, _ transform: Transform) {
    guard rows > 0, let a = transform.point(left, top), let b = transform.point(right, bottom) else { return }
    let rect = Rect(x: min(a.x, b.x), y: min(a.y, b.y), width: (b.x - a.x).magnitude, height: (b.y - a.y).magnitude)
    guard rect.width < 1e5, rect.height < 1e5 else { return }
    let isFlippedX = b.x < a.x
    let isFlippedY = b.y < a.y
    var colors = [Color](repeating: .clear, count: values.count)
    for row in 0..<rows {
      for column in 0..<columns {
        let place = (isFlippedY ? rows - 1 - row : row) * columns + (isFlippedX ? columns - 1 - column : column)
        colors[place] = colorScale(values[row * columns + column]).faded(alpha)
      }
    }
    canvas.image(colors, columns: columns, in: rect, smoothly: isSmooth)
  }

  override func draw(_ terminal: TerminalCanvas, _ transform: Transform) {
    let (height, width) = ((bottom - top) / Double(rows), (right - left) / Double(columns))
    for row in 0..<rows {
      for column in 0..<columns {
        let (x, y) = (left + width * Double(column), top + height * Double(row))
        guard let a = transform.point(x, y), let b = transform.point(x + width, y + height) else { continue }
        let rect = Rect(x: min(a.x, b.x), y: min(a.y, b.y), width: (b.x - a.x).magnitude, height: (b.y - a.y).magnitude)
        let value = values[row * columns + column]
        let range = colorScale.range
        let level = range.upper == range.lower ? 0.5 : (value - range.lower) / (range.upper - range.lower)
        terminal.shade(rect, colorScale(value), level: value.isFinite ? level : 0)
      }
    }
  }
}
