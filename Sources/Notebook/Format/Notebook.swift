import Support

/// A notebook: an optional header and cells. Outputs are no part of it.
public struct Notebook: Sendable {
  /// The `# ---` block at the top and the lines above it, exactly as in the file, with the newline at its end.
  public var header: String
  public var cells: [Cell]

  public init(header: String = "", cells: [Cell] = []) {
    self.header = header
    self.cells = cells
  }

  /// The notebook in the percent-format file at `path`.
  ///
  /// - Throws: ``UserError`` when the file cannot be read or is not UTF-8.
  public init(path: String) throws {
    self = PercentFormat.parse(try FileIO.readText(path))
  }

  /// The code cells, which the numbers of a cell selection, of the progress and of the report count from 1.
  public var codeCells: [(number: Int, index: Int)] {
    var number = 0
    return cells.indices.compactMap { index in
      guard cells[index].kind == .code else { return nil }
      number += 1
      return (number, index)
    }
  }

  /// The value of a plain `key: value` line of the header, without its quotes.
  public func headerValue(_ key: String) -> String? {
    for line in header.split(separator: "\n") {
      let text = line.drop { $0 == "#" }.drop { $0 == " " }
      guard text.hasPrefix(key + ":") else { continue }
      var value = text.dropFirst(key.count + 1).drop { $0 == " " }
      while value.last?.isWhitespace == true { value.removeLast() }
      if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
        value = value.dropFirst().dropLast()
      }
      return value.isEmpty ? nil : String(value)
    }
    return nil
  }

  /// The notebook's name for people: `title` of the header, or the first first-level heading, or nil.
  public var title: String? {
    if let title = headerValue("title") { return title }
    for cell in cells where cell.kind == .markdown {
      for line in cell.source.split(separator: "\n") where line.hasPrefix("# ") {
        return line.dropFirst(2).filter { $0 != "*" && $0 != "`" }.trimmed
      }
    }
    return nil
  }

  /// The language the notebook is written in for people, as an HTML `lang`: `lang` or `language` of the header, or English.
  public var language: String { headerValue("lang") ?? headerValue("language") ?? "en" }
}

extension StringProtocol {
  /// The text without white space at either end.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }

  /// The text without line ends at its end.
  var trimmedEnd: String {
    var text = self[...]
    while text.last?.isNewline == true { text = text.dropLast() }
    return String(text)
  }
}
