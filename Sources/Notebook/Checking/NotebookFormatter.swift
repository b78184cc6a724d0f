import Script
import Support

/// Formats the code of notebooks and scripts: see ``CodeFormatter``. Headers, cell markers, Markdown, raw cells and cells
/// that begin with a `%%` line stay byte for byte.
public enum NotebookFormatter {
  /// The canonical look of a notebook's text.
  ///
  /// - Parameter width: longer lines of code are broken.
  /// - Throws: ``UserError`` for a code cell that is no program.
  public static func format(_ text: String, name: String, width: Int = CodeFormatter.width) throws -> String {
    var notebook = PercentFormat.parse(text)
    for index in notebook.cells.indices where notebook.cells[index].kind == .code {
      let cell = notebook.cells[index]
      if cell.source.drop(while: \.isWhitespace).hasPrefix("%%") { continue }
      let formatted = try CodeFormatter.format(cell.source, name: name, firstLine: cell.line, width: width)
      if formatted != cell.source { notebook.cells[index].source = formatted.trimmedEnd }
    }
    return PercentFormat.text(of: notebook)
  }

  /// The canonical look of the file at `path`; `nil` when it has it already.
  ///
  /// - Throws: ``UserError`` when the file cannot be read, or is no program.
  public static func format(path: String, width: Int = CodeFormatter.width) throws -> String? {
    let text = try FileIO.readText(path)
    let formatted =
      try path.hasSuffix(".rlnb")
      ? format(text, name: path, width: width) : CodeFormatter.format(text, name: path, width: width)
    return formatted == text ? nil : formatted
  }
}
