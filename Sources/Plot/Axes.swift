import Support

/// One plot of a figure: marks between two axes, with a title and perhaps a legend.
public final class Axes {
  /// The cells of the figure's grid that a plot covers; rows and columns count from 0.
  public struct Place: Equatable, Sendable {
    public var rows, columns: Int
    public var firstRow, lastRow, firstColumn, lastColumn: Int
  }

  public internal(set) unowned var figure: Figure
  public let place: Place
  public var title = ""
  public var titleSize: Double?
  public var titleColor: Color?
  public var titleAlignment = HorizontalAlignment.center
  public var isTitleBold = false
  public var x = Axis()
  public var y = Axis()
  public private(set) var marks: [Mark] = []
  public var legend: Legend?
  public var grid = GridStyle()
  public var background: Color?
  /// Whether axes, ticks and labels are drawn.
  public var isFrameVisible = true
  /// Whether a unit is as long across as it is up.
  public var hasEqualAspect = false
  /// The scale shown beside the plot.
  public var colorBar: ColorBar?
  /// The axes whose horizontal axis and place this one shares, its own values counted on the right (`twinx`).
  public internal(set) weak var twin: Axes?
  /// Axes with the same number have one range.
  var sharedX: Int?
  var sharedY: Int?

  private var nextColor = 0

  init(figure: Figure, place: Place) {
    self.figure = figure
    self.place = place
  }

  /// Lines across the plot at the ticks.
  public struct GridStyle {
    public var color: Color?
    public var width = 0.8
    public var style = LineStyle.solid
    public var alpha = 1.0
  }

  /// A strip that says what value a colour stands for.
  public struct ColorBar {
    public var scale: ColorScale
    public var label = ""

    public init(scale: ColorScale, label: String = "") {
      self.scale = scale
      self.label = label
    }
  }

  /// Adds a mark. An image turns the vertical axis so that its first row is on top.
  public func add(_ mark: Mark) {
    if let image = mark as? ImageMark { y.isInverted = image.bottom > image.top }
    marks.append(mark)
  }

  public func remove(_ mark: Mark) { marks.removeAll { $0 === mark } }

  /// The next colour of the cycle, for a mark that names none.
  public func takeColor() -> Color {
    if let twin { return twin.takeColor() }
    defer { nextColor += 1 }
    return Color.cycle[nextColor % Color.cycle.count]
  }

  /// Back to an empty plot.
  public func clear() {
    title = ""
    x = Axis()
    y = Axis()
    marks = []
    legend = nil
    grid = GridStyle()
    background = nil
    isFrameVisible = true
    hasEqualAspect = false
    colorBar = nil
    nextColor = 0
  }

  /// A second vertical axis, on the right, over the same horizontal one.
  public func makeTwin() -> Axes {
    let axes = Axes(figure: figure, place: place)
    axes.twin = self
    figure.axes.append(axes)
    return axes
  }

  /// What the legend names, in order.
  var legendEntries: [(label: String, mark: Mark)] {
    let candidates =
      legend?.marks ?? (marks + figure.axes.filter { $0.twin === self && $0.legend == nil }.flatMap(\.marks))
    if let labels = legend?.labels {
      return zip(labels, candidates.filter { !($0 is TextMark) }).map { ($0, $1) }
    }
    return candidates.compactMap { mark in mark.legendLabel.map { ($0, mark) } }
  }

  var isXGridVisible: Bool { x.showsGrid ?? (twin == nil && marks.allSatisfy(\.wantsVerticalGrid)) }
  var isYGridVisible: Bool { y.showsGrid ?? (twin == nil && marks.allSatisfy(\.wantsHorizontalGrid)) }

  /// The intervals shown, from limits that were set and the data.
  func limits() -> (x: DataRange, y: DataRange) {
    var (xData, yData) = (RangeBuilder(), RangeBuilder())
    var (stickyX, stickyY): ([Double], [Double]) = ([], [])
    func collect(_ axes: Axes, x: Bool, y: Bool) {
      for mark in axes.marks where mark.isVisible {
        var (mx, my) = (RangeBuilder(), RangeBuilder())
        mark.addExtent(x: &mx, y: &my)
        if x {
          xData.add(mx)
          stickyX += mark.stickyX
        }
        if y {
          yData.add(my)
          stickyY += mark.stickyY
        }
      }
    }
    for other in figure.axes {
      let isSelf = other === self
      let sharesX =
        sharedX != nil && other.sharedX == sharedX || other.twin === self || twin === other
        || twin != nil && other.twin === twin
      let sharesY = sharedY != nil && other.sharedY == sharedY
      if isSelf || sharesX || sharesY { collect(other, x: isSelf || sharesX, y: isSelf || sharesY) }
    }
    let xOwner =
      twin ?? sharedX.flatMap { group in figure.axes.first { $0.sharedX == group && $0.x.hasLimits } } ?? self
    let yOwner = sharedY.flatMap { group in figure.axes.first { $0.sharedY == group && $0.y.hasLimits } } ?? self
    return (xOwner.x.limits(data: xData, sticky: stickyX), yOwner.y.limits(data: yData, sticky: stickyY))
  }

  /// The interval of the horizontal axis as it would be drawn now.
  public var xLimits: DataRange { limits().x }
  /// The interval of the vertical axis as it would be drawn now.
  public var yLimits: DataRange { limits().y }
}

extension Axis {
  var hasLimits: Bool { lower != nil || upper != nil }
}
