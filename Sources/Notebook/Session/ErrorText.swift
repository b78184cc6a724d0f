import Script

/// Language exceptions as text.
public enum ErrorText {
  /// The report of an uncaught exception as Python writes it: the calls, the source lines with carets, the exception.
  public static func traceback(_ error: ScriptError) -> String {
    var out = "Traceback (most recent call last):\n"
    for entry in error.exception.traceback {
      let (line, column) = entry.source.position(Int(entry.span.start))
      let end = entry.source.position(Int(entry.span.end))
      out += "  File \"\(entry.source.name)\", line \(line), in \(entry.function)\n"
      let text = entry.source.line(line)
      let indent = text.prefix { $0 == " " }.count
      out += "    \(text.dropFirst(indent))\n"
      let width = end.line == line ? max(1, end.column - column) : max(1, text.count - column)
      out += "    \(String(repeating: " ", count: max(0, column - indent)))\(String(repeating: "^", count: width))\n"
    }
    let message = error.exception.message
    out += message.isEmpty ? error.exception.type.name : "\(error.exception.type.name): \(message)"
    if let hint = error.exception.hint { out += "\n  hint: \(hint)" }
    return out
  }
}
