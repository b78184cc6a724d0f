/// Text as HTML content and attribute values.
enum HTML {
  /// `text` with everything that HTML reads as markup written as character references. Control characters, which no
  /// document may hold, become `␦`, and marks that reorder text show their code.
  static func escape(_ text: some StringProtocol) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      case "\n", "\t": out.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value): out.append("\u{2426}")
      // Marks that turn the direction of text can make code look like other code.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        out.append(contentsOf: "[U+\(String(scalar.value, radix: 16, uppercase: true))]".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// A name that `text` gives to a heading in links: lower-case letters and digits with hyphens between them.
  static func slug(_ text: String) -> String {
    var out = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        out.append(character)
      } else if !out.isEmpty, out.last != "-" {
        out.append("-")
      }
    }
    if out.last == "-" { out.removeLast() }
    return out.isEmpty ? "section" : out
  }
}
