import Support

/// How a line is drawn.
public enum LineStyle: Equatable, Sendable {
  case solid, dashed, dotted, dashDot
  /// No line, markers only.
  case none

  /// Reads `'-'`, `'--'`, `':'`, `'-.'`, `''` or a name: `'solid'`, `'dashed'`, `'dotted'`, `'dashdot'`, `'none'`.
  public init(parsing text: String) throws {
    switch text {
    case "-", "solid": self = .solid
    case "--", "dashed": self = .dashed
    case ":", "dotted": self = .dotted
    case "-.", "dashdot": self = .dashDot
    case "", " ", "none", "None": self = .none
    default:
      throw UserError(
        .value, "'\(text)' is not a line style",
        hint: "'-', '--', ':', '-.' or 'solid', 'dashed', 'dotted', 'dashdot', 'none'")
    }
  }

  /// Lengths of strokes and gaps for a line `width` points wide; empty for a solid line.
  func dashes(width: Double) -> [Double] {
    let unit = max(width, 0.8)
    switch self {
    case .solid, .none: return []
    case .dashed: return [3.7 * unit, 1.6 * unit]
    case .dotted: return [unit, 1.65 * unit]
    case .dashDot: return [6.4 * unit, 1.6 * unit, unit, 1.6 * unit]
    }
  }
}

/// The sign drawn at a data point.
public enum Marker: Character, CaseIterable, Sendable {
  case point = "."
  case pixel = ","
  case circle = "o"
  case triangleDown = "v"
  case triangleUp = "^"
  case triangleLeft = "<"
  case triangleRight = ">"
  case square = "s"
  case pentagon = "p"
  case filledPlus = "P"
  case star = "*"
  case hexagon = "h"
  case hexagonTurned = "H"
  case plus = "+"
  case cross = "x"
  case filledCross = "X"
  case diamond = "D"
  case thinDiamond = "d"
  case verticalLine = "|"
  case horizontalLine = "_"

  /// The marker written `text`; `nil` for none (`''`, `' '`, `'None'`).
  public static func parse(_ text: String) throws -> Marker? {
    if ["", " ", "none", "None"].contains(text) { return nil }
    guard text.count == 1, let marker = text.first.flatMap(Marker.init(rawValue:)) else {
      throw UserError(
        .value, "'\(text)' is not a marker",
        hint: "one of " + allCases.map { "'\($0.rawValue)'" }.joined(separator: " "))
    }
    return marker
  }

  /// Whether the marker is strokes without an inside.
  var isOpen: Bool {
    switch self {
    case .plus, .cross, .verticalLine, .horizontalLine: true
    default: false
    }
  }
}
