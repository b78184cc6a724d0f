import Support

/// A picture: a grid of plots on a page of a given size. ``svg()``, ``png(dpi:)``, ``pdf()`` and
/// ``terminal(width:height:colored:)`` draw it.
public final class Figure {
  /// Width in inches.
  public private(set) var width: Double
  /// Height in inches.
  public private(set) var height: Double
  /// Pixels per inch of a PNG.
  public var dpi: Double
  public var title = ""
  public var titleSize: Double?
  public var background = Color.white
  public internal(set) var axes: [Axes] = []

  /// - Throws: ``UserError`` (ValueError) for a size that is no size.
  public init(width: Double = 6.4, height: Double = 4.8, dpi: Double = 100) throws {
    try Self.check(width, height)
    guard dpi >= 1, dpi <= 2400 else {
      throw UserError(.value, "dpi must be from 1 to 2400, not \(shortNumber(dpi))")
    }
    self.width = width
    self.height = height
    self.dpi = dpi
  }

  /// Gives the figure another size, in inches.
  public func resize(width: Double, height: Double) throws {
    try Self.check(width, height)
    (self.width, self.height) = (width, height)
  }

  private static func check(_ width: Double, _ height: Double) throws {
    guard width > 0, height > 0, width <= 200, height <= 200 else {
      throw UserError(
        .value, "figure size must be positive finite not (\(shortNumber(width)), \(shortNumber(height)))",
        hint: "width and height in inches, at most 200")
    }
  }

  /// The plot in cells `first` to `last` (from 1, row by row) of a grid: the one already there, or a new one.
  ///
  /// - Throws: ``UserError`` (ValueError) when the grid has no such cells.
  public func subplot(rows: Int, columns: Int, first: Int, last: Int? = nil) throws -> Axes {
    let last = last ?? first
    guard rows > 0, columns > 0, rows <= 100, columns <= 100 else {
      throw UserError(.value, "number of rows and columns must be from 1 to 100, not \(rows) and \(columns)")
    }
    guard first >= 1, last >= first, last <= rows * columns else {
      throw UserError(
        .value, "num must be an integer with 1 <= num <= \(rows * columns), not \(first < 1 ? first : last)")
    }
    let columnsCovered = [(first - 1) % columns, (last - 1) % columns]
    let place = Axes.Place(
      rows: rows, columns: columns, firstRow: (first - 1) / columns, lastRow: (last - 1) / columns,
      firstColumn: columnsCovered.min() ?? 0, lastColumn: columnsCovered.max() ?? 0)
    if let existing = axes.first(where: { $0.place == place && $0.twin == nil }) { return existing }
    let new = Axes(figure: self, place: place)
    axes.append(new)
    return new
  }

  /// A whole grid of new plots, row by row. Plots that share an axis have one range, labelled at the grid's edge only.
  public func subplots(rows: Int, columns: Int, shareX: Bool = false, shareY: Bool = false) throws -> [Axes] {
    let group = axes.count
    return try (1...max(rows * columns, 1)).map { index in
      let axes = try subplot(rows: rows, columns: columns, first: index)
      if shareX {
        axes.sharedX = group
        axes.x.showsTickLabels = axes.place.lastRow == rows - 1
      }
      if shareY {
        axes.sharedY = group
        axes.y.showsTickLabels = axes.place.firstColumn == 0
      }
      return axes
    }
  }

  public func remove(_ axes: Axes) { self.axes.removeAll { $0 === axes || $0.twin === axes } }

  /// Back to an empty page.
  public func clear() {
    axes = []
    title = ""
  }

  /// Whether nothing would be seen.
  public var isEmpty: Bool { axes.isEmpty && title.isEmpty }
}
