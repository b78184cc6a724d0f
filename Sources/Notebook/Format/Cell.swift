import Support

/// One cell of a notebook: code, Markdown or raw text, with a title and metadata.
public struct Cell: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case code, markdown, raw
  }

  public var kind: Kind { didSet { markerText = nil; bodyText = nil } }
  /// What follows `# %%` on the marker line; may be empty.
  public var title: String { didSet { markerText = nil } }
  /// The `key=value` pairs of the marker line, in their order.
  public var metadata: JSONObject { didSet { markerText = nil } }
  /// The code, or the text without the comment signs that it carries in the file; no final newline.
  public var source: String { didSet { bodyText = nil } }
  /// The line of the file, from 1, that the first line of ``source`` stands on; 0 for a cell made in memory.
  public internal(set) var line = 0

  /// The marker line and the lines below it exactly as the file has them, while nothing has changed them. A marker
  /// of `""` is the code before the first marker of a file.
  var markerText: String?
  var bodyText: String?

  public init(kind: Kind = .code, title: String = "", metadata: JSONObject = JSONObject(), source: String) {
    self.kind = kind
    self.title = title
    self.metadata = metadata
    self.source = source
  }

  /// Whether two cells say the same, wherever they stand and however they were spaced.
  public static func == (a: Cell, b: Cell) -> Bool {
    a.kind == b.kind && a.title == b.title && a.metadata == b.metadata && a.source == b.source
  }
}

extension Cell {
  /// The value of the metadata `key`, nil when the cell has none.
  public subscript(metadata key: String) -> JSON? { metadata[key] }

  /// The strings of the `tags` list.
  public var tags: [String] { self[metadata: "tags"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

  public func hasTag(_ tag: String) -> Bool { tags.contains(tag) }

  /// Whether the cell is run: code that is not tagged `skip-execution`.
  public var isRunnable: Bool { kind == .code && !hasTag("skip-execution") }

  /// The cell assigns the names that a run may set from outside.
  public var holdsParameters: Bool { hasTag("parameters") }

  /// An error of the cell is expected and does not stop the run.
  public var mayRaise: Bool { hasTag("raises-exception") }

  /// Report readers see no code: `hide-input`, its spellings elsewhere, or Jupyter's `source_hidden`.
  public var hidesInput: Bool {
    ["hide-input", "hide_input", "remove-input", "remove_input"].contains(where: hasTag)
      || self[metadata: "jupyter"]?["source_hidden"] == .bool(true) || hidesAll
  }

  /// Report readers see no outputs.
  public var hidesOutput: Bool {
    ["hide-output", "hide_output", "remove-output", "remove_output"].contains(where: hasTag)
      || self[metadata: "jupyter"]?["outputs_hidden"] == .bool(true) || hidesAll
  }

  /// Report readers see nothing of the cell, which runs all the same.
  public var hidesAll: Bool { ["hide-cell", "hide_cell", "remove-cell", "remove_cell"].contains(where: hasTag) }

  /// Seconds after which the cell is stopped, from `timeout=30`; nil for no limit.
  public var timeout: Double? { self[metadata: "timeout"]?.doubleValue.flatMap { $0 > 0 ? $0 : nil } }

  /// What error reports call code cell number `number`.
  func name(number: Int) -> String { title.isEmpty ? "cell \(number)" : "cell \(number), \(title)" }

  /// How a person names the cell: its title, or its first line of text.
  public var label: String {
    if !title.isEmpty { return title }
    let line = source.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let words = kind == .code ? line.drop { $0 == " " } : line.drop { $0 == "#" || $0 == " " }
    return words.count > 60 ? words.prefix(59) + "…" : String(words)
  }
}
