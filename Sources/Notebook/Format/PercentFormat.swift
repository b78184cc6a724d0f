/// The percent format that editors and jupytext know: a line that starts with `# %%` opens a cell, Markdown is
/// commented out. Reading and writing back gives the same bytes.
public enum PercentFormat {
  /// The notebook that `text` spells; any text is one.
  public static func parse(_ text: String) -> Notebook {
    let lines = splitLines(text)
    var notebook = Notebook()
    var start = headerLength(lines)
    if lines[start...].prefix(while: { marker($0) == nil }).allSatisfy(isBlank) {
      while start < lines.count, marker(lines[start]) == nil { start += 1 }
    }
    notebook.header = lines[..<start].joined()
    var position = start
    while position < lines.count {
      let markerLine = marker(lines[position]) == nil ? "" : String(lines[position])
      let first = markerLine.isEmpty ? position : position + 1
      var end = first
      while end < lines.count, marker(lines[end]) == nil { end += 1 }
      notebook.cells.append(cell(marker: markerLine, body: lines[first..<end], line: first + 1))
      position = end
    }
    return notebook
  }

  /// The file's text: what was read where nothing changed, the usual spacing elsewhere.
  public static func text(of notebook: Notebook) -> String {
    var out = notebook.header
    for (index, cell) in notebook.cells.enumerated() {
      let marker = cell.markerText ?? markerLine(cell) + "\n"
      if let body = cell.bodyText {
        endLine(&out)
        out += marker
        if !body.isEmpty { endLine(&out) }
        out += body
      } else {
        endLine(&out)
        out += marker
        endLine(&out)
        out += body(of: cell)
        if index + 1 < notebook.cells.count { out += "\n" }
      }
    }
    return out
  }

  private static func endLine(_ text: inout String) {
    if let last = text.utf8.last, last != 0x0A { text += "\n" }
  }

  /// The lines of `text`, each with its line end.
  private static func splitLines(_ text: String) -> [Substring] {
    var lines: [Substring] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      let next = bytes.index(after: end)
      lines.append(text[start..<next])
      start = next
    }
    if start < bytes.endIndex { lines.append(text[start...]) }
    return lines
  }

  /// How many lines a `# ---` block takes, with a `#!` line, comments and blank lines above it; 0 without a block.
  private static func headerLength(_ lines: [Substring]) -> Int {
    guard let open = lines.firstIndex(where: { isFence($0) }) else { return 0 }
    guard lines[..<open].allSatisfy({ ($0.hasPrefix("#") && marker($0) == nil) || isBlank($0) }) else { return 0 }
    guard let close = lines[(open + 1)...].firstIndex(where: { isFence($0) }) else { return 0 }
    return lines[open...close].allSatisfy { $0.hasPrefix("#") && marker($0) == nil } ? close + 1 : 0
  }

  private static func isFence(_ line: Substring) -> Bool {
    line.hasPrefix("# ---") && withoutLineEnd(line).trimmed == "# ---"
  }

  private static func isBlank(_ line: Substring) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  private static func withoutLineEnd(_ line: Substring) -> Substring {
    // "\r\n" is one Character, so that one removal takes either line end.
    line.last?.isNewline == true ? line.dropLast() : line
  }

  /// What follows `# %%` on a marker line, nil for any other line. `# %%time` is a commented magic, not a marker.
  private static func marker(_ line: Substring) -> Substring? {
    let bytes = line.utf8
    guard bytes.first == UInt8(ascii: "#") else { return nil }
    var position = bytes.index(after: bytes.startIndex)
    while position < bytes.endIndex, bytes[position] == 0x20 { position = bytes.index(after: position) }
    var signs = 0
    while position < bytes.endIndex, bytes[position] == UInt8(ascii: "%") {
      position = bytes.index(after: position)
      signs += 1
    }
    guard signs >= 2 else { return nil }
    if position == bytes.endIndex { return line[position...] }
    return [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "[")].contains(bytes[position]) ? line[position...] : nil
  }

  private static func cell(marker line: String, body: ArraySlice<Substring>, line number: Int) -> Cell {
    let options = marker(line[...]).map { MarkerOptions($0) } ?? MarkerOptions("")
    var lines = body.map { withoutLineEnd($0) }
    while lines.last.map(isBlank) == true { lines.removeLast() }
    var skipped = 0
    var source: String
    if options.kind == .code {
      source = lines.joined(separator: "\n")
    } else {
      while lines.first.map(isBlank) == true {
        lines.removeFirst()
        skipped += 1
      }
      if let quoted = quotedText(lines) {
        source = quoted
      } else {
        source = lines.map { uncommented($0) }.joined(separator: "\n")
      }
    }
    var cell = Cell(kind: options.kind, title: options.title, metadata: options.metadata, source: source)
    cell.line = number + skipped
    cell.markerText = line
    cell.bodyText = body.joined()
    return cell
  }

  private static func uncommented(_ line: Substring) -> Substring {
    if line.hasPrefix("# ") { return line.dropFirst(2) }
    return line.hasPrefix("#") ? line.dropFirst() : line
  }

  /// The text of Markdown written as one `"""…"""` string, as some editors do.
  private static func quotedText(_ lines: [Substring]) -> String? {
    let text = lines.joined(separator: "\n")
    for quote in ["\"\"\"", "'''"] {
      for prefix in ["", "r"]
      where text.hasPrefix(prefix + quote) && text.hasSuffix(quote) && text.count >= 6 + prefix.count {
        var inner = text.dropFirst(3 + prefix.count).dropLast(3)
        if inner.contains(quote) { return nil }
        if inner.first == "\n" { inner = inner.dropFirst() }
        if inner.last == "\n" { inner = inner.dropLast() }
        return String(inner)
      }
    }
    return nil
  }

  /// The marker line of a cell that was made or changed in memory.
  static func markerLine(_ cell: Cell) -> String {
    var line = "# %%"
    if !cell.title.isEmpty { line += " " + cell.title }
    if cell.kind != .code { line += " [\(cell.kind.rawValue)]" }
    for (key, value) in zip(cell.metadata.keys, cell.metadata.values) { line += " \(key)=\(value.text())" }
    return line
  }

  private static func body(of cell: Cell) -> String {
    guard !cell.source.isEmpty else { return "" }
    if cell.kind == .code { return cell.source + "\n" }
    return cell.source.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
  }
}
