import Support

/// A run as Markdown: the texts as they are, code and outputs in fences, tables as HTML where a viewer admits it.
public enum MarkdownReport {
  /// The document for `record`.
  public static func text(_ record: RunRecord) -> String {
    var parts: [String] = []
    if record.notebook.title == nil || record.notebook.headerValue("title") != nil,
      record.notebook.cells.first?.source.hasPrefix("# ") != true
    {
      parts.append("# \(record.title)")
    }
    for (index, cell) in record.notebook.cells.enumerated() where !cell.hidesAll {
      switch cell.kind {
      case .markdown: parts.append(cell.source)
      case .raw: parts.append(fenced(cell.source, ""))
      case .code:
        if !cell.title.isEmpty { parts.append("**\(cell.title)**") }
        if !cell.hidesInput, !cell.source.isEmpty { parts.append(fenced(cell.source, "python")) }
        guard let run = record.cells[index], !cell.hidesOutput || run.endsRun else { continue }
        parts += run.outputs.compactMap(text)
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ output: CellOutput) -> String? {
    switch output {
    case .stream(_, let text): return fenced(TerminalText.settled(text), "text")
    case .error(let error): return fenced(error.traceback, "text")
    case .note(let text): return "*\(text)*"
    case .result(let data), .display(let data):
      if let svg = data.svg {
        let label = data.text.filter { !"[]\n".contains($0) }
        return "![\(label)](data:image/svg+xml;base64,\(Base64.encode(Array(svg.utf8))))"
      }
      if let html = data.html { return HTMLSanitizer().clean(html) }
      if let markdown = data.markdown { return markdown }
      return fenced(data.text, "text")
    }
  }

  /// `text` between fences longer than any in it.
  private static func fenced(_ text: String, _ language: String) -> String {
    var text = TerminalText.plain(text)
    while text.last == "\n" { text.removeLast() }
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)\(language)\n\(text)\n\(fence)"
  }
}
