import Script
import Support

/// Formats the code of notebooks and scripts: see ``CodeFormatter``. Headers, cell markers, Markdown, raw cells and cells
/// that begin with a `%%` line stay byte for byte.
public enum NotebookFormatter {
  /// The canonical look of a notebook's text.
  ///
  /// - Throws: ``UserError`` for a code cell that is no program.
  public static func format(_ text: String, name: String) throws -> String {
    var notebook = PercentFormat.parse(text)
    for index in notebook.cells.indices where notebook.cells[index].kind == .code {
      let cell = notebook.cells[index]
      if cell.source.drop(while: \.isWhitespace).hasPrefix("%%") { continue }
      let formatted = try CodeFormatter.format(cell.source, name: name, firstLine: cell.line)
      if formatted != cell.source { notebook.cells[index].source = formatted.trimmedEnd }
    }
    return PercentFormat.text(of: notebook)
  }

  /// The canonical look of the file at `path`; `nil` when it has it already.
  ///
  /// - Throws: ``UserError`` when the file cannot be read, or is no program.
  public static func format(path: String) throws -> String? {
    let text = try FileIO.readText(path)
    let formatted = try path.hasSuffix(".rlnb") ? format(text, name: path) : CodeFormatter.format(text, name: path)
    return formatted == text ? nil : formatted
  }
}
