/// Something drawn in the data's coordinates. Each kind says what room it needs and draws itself, on a page and in a
/// terminal.
public class Mark {
  /// The text in the legend; `nil` or a text that starts with an underscore keeps the mark out of it.
  public var label: String?
  /// Marks with higher numbers cover those with lower ones.
  public var zOrder: Double
  public var isVisible = true

  init(zOrder: Double) { self.zOrder = zOrder }

  /// The label when it belongs in a legend.
  var legendLabel: String? {
    guard let label, !label.isEmpty, !label.hasPrefix("_") else { return nil }
    return label
  }

  /// The colour that stands for the mark in a legend.
  var swatch: Color { .black }

  /// Adds the values the axes must reach.
  func addExtent(x: inout RangeBuilder, y: inout RangeBuilder) {}

  /// Values that automatic limits leave no margin beyond: the foot of a bar, the edge of an image.
  var stickyX: [Double] { [] }
  var stickyY: [Double] { [] }

  /// Whether a default grid across the horizontal axis would only disturb: a bar chart's.
  var wantsVerticalGrid: Bool { true }
  var wantsHorizontalGrid: Bool { true }

  func draw(_ canvas: Canvas, _ transform: Transform) {}

  /// Draws outside the plot's clip, over everything: annotations.
  func drawOver(_ canvas: Canvas, _ transform: Transform) {}

  /// Draws the mark's sample in a legend.
  func drawHandle(_ canvas: Canvas, _ rect: Rect) {}

  func draw(_ terminal: TerminalCanvas, _ transform: Transform) {}

  /// Places a legend should keep off.
  func obstacles(_ transform: Transform) -> [Point] { [] }
}

/// Whether lengths run up the page or across it.
public enum Orientation: Sendable {
  case vertical, horizontal
}
