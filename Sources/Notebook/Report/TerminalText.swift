/// Text that was written for a terminal, as a page shows it.
enum TerminalText {
  /// `text` with what carriage returns and backspaces overwrote left out, as it looks on a terminal in the end.
  static func settled(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0x08 }) else { return text }
    var lines: [String] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
      var cells: [Character] = []
      var column = 0
      for character in line {
        if character == "\r" {
          column = 0
        } else if character == "\u{8}" {
          column = max(0, column - 1)
        } else {
          if column < cells.count { cells[column] = character } else { cells.append(character) }
          column += 1
        }
      }
      while cells.last == " ", line.contains("\r") { cells.removeLast() }
      lines.append(String(cells))
    }
    return lines.joined(separator: "\n")
  }

  /// `text` as HTML: colours and weights become spans, every other control sequence is left out.
  static func html(_ text: String) -> String {
    guard text.utf8.contains(0x1B) else { return HTML.escape(text) }
    var out = ""
    var style = Style()
    forEachPiece(text) { piece, codes in
      if let codes {
        style.apply(codes)
      } else if style.classes.isEmpty {
        out += HTML.escape(piece)
      } else {
        out += "<span class=\"\(style.classes)\">\(HTML.escape(piece))</span>"
      }
    }
    return out
  }

  /// `text` without control sequences.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(0x1B) else { return text }
    var out = ""
    forEachPiece(text) { piece, codes in if codes == nil { out += piece } }
    return out
  }

  private struct Style {
    var bold = false
    var dim = false
    var italic = false
    var underline = false
    var color: Int?

    mutating func apply(_ codes: [Int]) {
      for code in codes.isEmpty ? [0] : codes {
        switch code {
        case 0: self = Style()
        case 1: bold = true
        case 2: dim = true
        case 3: italic = true
        case 4: underline = true
        case 22: (bold, dim) = (false, false)
        case 23: italic = false
        case 24: underline = false
        case 30...37: color = code - 30
        case 39: color = nil
        case 90...97: color = code - 90
        case 38, 48: return
        default: break
        }
      }
    }

    var classes: String {
      let names = [
        bold ? "b" : nil, dim ? "dim" : nil, italic ? "i" : nil, underline ? "u" : nil, color.map { "c\($0)" },
      ]
      return names.compactMap { $0 }.joined(separator: " ")
    }
  }

  /// Calls `body` with plain pieces, and with the numbers of each `ESC [ … m`.
  private static func forEachPiece(_ text: String, _ body: (Substring, [Int]?) -> Void) {
    let view = text.unicodeScalars
    var start = view.startIndex
    var place = start
    while let escape = view[place...].firstIndex(of: "\u{1B}") {
      if start < escape { body(text[start..<escape], nil) }
      var end = view.index(after: escape)
      if end < view.endIndex, view[end] == "[" {
        end = view.index(after: end)
        let first = end
        while end < view.endIndex, (0x20..<0x40).contains(view[end].value) { end = view.index(after: end) }
        if end < view.endIndex {
          if view[end] == "m" { body("", text[first..<end].split(separator: ";").map { Int($0) ?? 0 }) }
          end = view.index(after: end)
        }
      } else if end < view.endIndex, view[end] == "]" {
        while end < view.endIndex, view[end] != "\u{7}", view[end] != "\u{1B}" { end = view.index(after: end) }
        if end < view.endIndex { end = view.index(after: end) }
        if end < view.endIndex, view[end] == "\\" { end = view.index(after: end) }
      } else if end < view.endIndex {
        end = view.index(after: end)
      }
      start = end
      place = end
    }
    if start < view.endIndex { body(text[start...], nil) }
  }
}
