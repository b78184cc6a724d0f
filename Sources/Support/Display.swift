/// What a value shows of itself, richest form first: a front end takes the richest form that it can draw.
///
/// `html` and `svg` go into reports as they are: whoever makes them escapes every text that comes from data. A report
/// admits no scripts in them.
public struct DisplayData: Sendable, Equatable {
  /// What a terminal or a log shows; always there.
  public var text: String
  /// A fragment of HTML: a table, say.
  public var html: String?
  /// A whole `<svg>` element.
  public var svg: String?
  /// The bytes of a PNG picture.
  public var png: [UInt8]?
  /// What a terminal shows instead of `text` when it is wide and has colours: a plot drawn in characters.
  public var terminal: String?
  /// Markdown, for a front end that renders it.
  public var markdown: String?

  public init(
    text: String, html: String? = nil, svg: String? = nil, png: [UInt8]? = nil, terminal: String? = nil,
    markdown: String? = nil
  ) {
    self.markdown = markdown
    self.text = text
    self.html = html
    self.svg = svg
    self.png = png
    self.terminal = terminal
  }
}

/// A value with more to show than its text: figures, tables. Asked when it is the value of a cell's last expression.
public protocol Displayable {
  func displayData() throws -> DisplayData
}

/// Where `display(…)` and `plt.show()` send things. A front end sets ``handler``.
public enum Display {
  nonisolated(unsafe) public static var handler: ((DisplayData) -> Void)?

  /// Forgets what the running cell has shown so far, at once or, when told to wait, as soon as it shows something new.
  nonisolated(unsafe) public static var clearHandler: ((_ waits: Bool) -> Void)?

  /// Shows `data`; false when no front end is there to take it, and the caller prints it some other way.
  @discardableResult
  public static func show(_ data: DisplayData) -> Bool {
    guard let handler else { return false }
    handler(data)
    return true
  }
}
