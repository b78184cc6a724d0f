import Support

/// The box that names an axes' marks.
public struct Legend {
  /// Where the box stands.
  public enum Location: String, CaseIterable, Sendable {
    /// Where it covers least.
    case best
    case upperRight = "upper right"
    case upperLeft = "upper left"
    case lowerLeft = "lower left"
    case lowerRight = "lower right"
    case right
    case centerLeft = "center left"
    case centerRight = "center right"
    case lowerCenter = "lower center"
    case upperCenter = "upper center"
    case center

    /// Reads matplotlib's names.
    public init(parsing text: String) throws {
      guard let location = Location(rawValue: text) else {
        throw UserError(
          .value, "'\(text)' is not a valid value for loc",
          hint: Location.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", "))
      }
      self = location
    }

    /// Reads matplotlib's numbers, 0 (best) to 10.
    public init(number: Int) throws {
      guard Location.allCases.indices.contains(number) else {
        throw UserError(.value, "\(number) is not a valid value for loc", hint: "0 (best) to 10")
      }
      self = Location.allCases[number]
    }

    /// The parts of the free width and height left and above a box that stands here.
    var alignment: (x: Double, y: Double) {
      switch self {
      case .best, .upperRight: (1, 0)
      case .upperLeft: (0, 0)
      case .lowerLeft: (0, 1)
      case .lowerRight: (1, 1)
      case .right, .centerRight: (1, 0.5)
      case .centerLeft: (0, 0.5)
      case .lowerCenter: (0.5, 1)
      case .upperCenter: (0.5, 0)
      case .center: (0.5, 0.5)
      }
    }
  }

  public var location = Location.best
  /// The point of the plot (parts of its width and height, from the left bottom) where ``location``'s corner of the box
  /// is put, inside or outside the plot; `nil`: inside.
  public var anchor: (x: Double, y: Double)?
  public var columns = 1
  public var title = ""
  public var size = Theme.legendSize
  public var hasFrame = true
  public var frameAlpha = 0.85
  /// Names given with the legend, in the marks' order, instead of the marks' own.
  public var labels: [String]?
  /// The marks to name, when not all that have labels.
  public var marks: [Mark]?

  public init() {}
}
