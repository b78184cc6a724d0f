/// Code as coloured HTML.
enum CodeHTML {
  /// `code` with a span around every token that has a colour.
  static func render(_ code: String) -> String {
    let bytes = Array(code.utf8)
    var out = ""
    var place = 0
    for token in CodeTokenizer.tokens(bytes) {
      if place < token.range.lowerBound { out += text(bytes[place..<token.range.lowerBound]) }
      let escaped = text(bytes[token.range])
      if let name = className(token.kind) {
        out += "<span class=\"\(name)\">\(escaped)</span>"
      } else {
        out += escaped
      }
      place = token.range.upperBound
    }
    return out + text(bytes[place...])
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { HTML.escape(String(decoding: bytes, as: UTF8.self)) }

  private static func className(_ kind: CodeToken.Kind) -> String? {
    switch kind {
    case .keyword: "k"
    case .constant: "n"
    case .number: "n"
    case .builtin: "f"
    case .definition: "d"
    case .decorator: "d"
    case .string: "s"
    case .comment: "c"
    case .name, .symbol, .newline: nil
    }
  }
}
