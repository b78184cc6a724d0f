/// A mistake found without running a program.
public struct Finding: Sendable {
  /// The text it was found in: a file or a cell.
  public let source: SourceText
  /// The bytes at fault.
  public let span: SourceSpan
  /// `SyntaxError`, `NameError`, `TypeError`, `ImportError`: what running would raise.
  public let type: String
  public let message: String
  /// What would work, when known.
  public let hint: String?

  /// The line within the source, from 1.
  public var line: Int { source.position(Int(span.start)).line }
  /// The line within the file that a cell is part of.
  public var fileLine: Int { line + source.firstLine - 1 }
  /// The column, in code points from 1.
  public var column: Int { source.position(Int(span.start)).column + 1 }

  /// `file:line:column: error: message`, the line, a caret under what is at fault, and the hint.
  public var text: String {
    var lines = ["\(source.file ?? source.name):\(fileLine):\(column): error: \(message)"]
    if let line = CaretMarks(span).lines(of: source, isCall: false).first {
      lines.append("    " + line.text)
      if !line.marks.isEmpty { lines.append("    " + line.marks) }
    }
    if let hint { lines.append("  hint: " + hint) }
    return lines.joined(separator: "\n") + "\n"
  }

  init(_ source: SourceText, _ fault: SyntaxFault) {
    self.init(
      source, fault.span, fault.type.name, fault.message, hint: fault.hint ?? SyntaxHints.hint(for: fault, in: source))
  }

  init(_ source: SourceText, _ span: SourceSpan, _ type: String, _ message: String, hint: String? = nil) {
    self.source = source
    self.span = span
    self.type = type
    self.message = message
    self.hint = hint
  }
}
