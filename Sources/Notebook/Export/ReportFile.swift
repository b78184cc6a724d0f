import CMarkdown
import Glibc
import Support

/// A place that the report of a run goes to, in the format that its name's ending says.
public struct ReportFile: Sendable {
  public enum Format: String, CaseIterable, Sendable {
    case html, md, ipynb
  }

  public let path: String
  public let format: Format

  /// Makes the folder of `path` when there is none, so that a long run does not fail at its end.
  ///
  /// - Throws: ``UserError`` for an unknown ending, a missing library, or a place that cannot be written to.
  public init(path: String) throws {
    self.path = path
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let ending = name.split(separator: ".").last?.lowercased() ?? ""
    guard name.contains("."), let format = Format(rawValue: ending == "htm" ? "html" : ending) else {
      throw UserError(
        .value, "'\(path)' does not say which kind of report it is", hint: "end it in .html, .md or .ipynb")
    }
    self.format = format
    if format == .html { try SharedLibrary.require(cmarkdown_problem()) }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    if !folder.isEmpty { try FileIO.makeFolder(folder) }
    guard !FileIO.isFolder(path) else { throw UserError(.isADirectory, "'\(path)' is a folder") }
    let place = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    guard access(place, W_OK) == 0 else {
      throw UserError(.permission, "the report cannot be written: no permission to write in '\(place)'")
    }
  }

  /// Writes the report of `record`, whole or not at all.
  public func write(_ record: RunRecord) throws {
    let text: String =
      switch format {
      case .html: HTMLReport.html(record)
      case .md: MarkdownReport.text(record)
      case .ipynb: JupyterFormat.text(record)
      }
    try FileIO.write(text, to: path)
  }

  /// The path from the root.
  public var absolutePath: String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
