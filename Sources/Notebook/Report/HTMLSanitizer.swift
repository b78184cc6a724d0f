import Support

/// Lets through the part of HTML that only formats: no scripts, no styles of its own, no foreign addresses that load by
/// themselves. Markdown's raw HTML and the HTML of outputs pass here, so that no text of a notebook or of its data can do
/// more than look like text.
struct HTMLSanitizer {
  /// What to put for the picture at `source`: an address to use, or nil to show its description instead.
  var resolveImage: (String) -> String? = { $0.hasPrefix("data:image/") ? $0 : nil }

  private static let tags: Set<String> = [
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "del", "details", "div",
    "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
  ]
  private static let mathTags: Set<String> = [
    "math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "msub", "msubsup", "msup", "mtable",
    "mtd", "mtext", "mtr", "munder", "munderover",
  ]
  private static let empty: Set<String> = ["br", "col", "hr", "img", "input", "wbr"]
  private static let dropped: Set<String> = ["script", "style", "template", "iframe", "object", "noscript", "title"]
  private static let attributes: Set<String> = [
    "accent", "align", "alt", "checked", "class", "colspan", "dir", "disabled", "display", "height", "lang",
    "mathvariant", "open", "rowspan",
    "scope", "start", "stretchy", "title", "type", "valign", "width",
  ]

  /// The harmless part of `html`, with every element closed.
  func clean(_ html: String) -> String {
    var scanner = TagScanner(Array(html.utf8))
    var out = ""
    var open: [String] = []
    while let piece = scanner.next() {
      switch piece {
      case .text(let text): out += HTMLSanitizer.text(text)
      case .tag(let tag) where HTMLSanitizer.dropped.contains(tag.name):
        if !tag.closes { scanner.skip(past: tag.name) }
      case .tag(let tag) where !HTMLSanitizer.tags.contains(tag.name) && !HTMLSanitizer.mathTags.contains(tag.name):
        break
      case .tag(let tag) where tag.closes:
        guard let place = open.lastIndex(of: tag.name) else { continue }
        for name in open[place...].reversed() { out += "</\(name)>" }
        open.removeSubrange(place...)
      case .tag(let tag):
        guard let opened = opening(tag) else { continue }
        out += opened
        if !HTMLSanitizer.empty.contains(tag.name) { open.append(tag.name) }
      }
    }
    for name in open.reversed() { out += "</\(name)>" }
    return out
  }

  /// Text between tags: its character references stay, stray signs are escaped.
  private static func text(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    while let sign = rest.firstIndex(of: "&") {
      out += HTML.escape(rest[..<sign])
      let after = rest[rest.index(after: sign)...]
      let name = after.prefix(32).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
      let isReference = !name.isEmpty && after.dropFirst(name.count).first == ";"
      out += isReference ? "&" : "&amp;"
      rest = after
    }
    return out + HTML.escape(rest)
  }

  private func opening(_ tag: HTMLTag) -> String? {
    var out = "<\(tag.name)"
    for (name, value) in tag.attributes {
      switch name {
      case "href" where tag.name == "a":
        if HTMLSanitizer.isSafeLink(value) { out += " href=\"\(HTML.escape(value))\"" }
      case "src" where tag.name == "img":
        guard let address = resolveImage(value) else {
          let words = tag.attributes.first { $0.name == "alt" }?.value ?? ""
          return "<span class=\"missing\">[\(HTML.escape(words.isEmpty ? value : words))]</span>"
        }
        out += " src=\"\(HTML.escape(address))\""
      case "type": if tag.name == "input" || tag.name == "ol" { out += " type=\"\(HTML.escape(value))\"" }
      case "style":
        if let style = HTMLSanitizer.safeStyle(value) { out += " style=\"\(HTML.escape(style))\"" }
      case _ where HTMLSanitizer.attributes.contains(name): out += " \(name)=\"\(HTML.escape(value))\""
      default: break
      }
    }
    if tag.name == "input" {
      guard tag.attributes.contains(where: { $0.name == "type" && $0.value == "checkbox" }) else { return nil }
      if !tag.attributes.contains(where: { $0.name == "disabled" }) { out += " disabled=\"\"" }
    }
    return out + ">"
  }

  /// Whether following `link` runs nothing: a web or mail address, or a place without a scheme.
  static func isSafeLink(_ link: String) -> Bool {
    let plain = link.unicodeScalars.filter { $0.value > 0x20 && !(0x7F..<0xA0).contains($0.value) }
    let text = String(String.UnicodeScalarView(plain)).lowercased()
    guard let colon = text.firstIndex(of: ":") else { return true }
    if text[..<colon].contains(where: { "/?#".contains($0) }) { return true }
    return ["http", "https", "mailto"].contains(String(text[..<colon]))
  }

  private static let properties: Set<String> = [
    "text-align", "font-weight", "font-style", "color", "background-color", "background", "width", "min-width",
    "max-width", "white-space", "padding", "margin", "border", "vertical-align",
  ]

  /// The declarations of `style` that set one of a few properties to plain words and numbers.
  private static func safeStyle(_ style: String) -> String? {
    let kept = style.split(separator: ";").compactMap { declaration -> String? in
      let sides = declaration.split(separator: ":", maxSplits: 1).map { $0.trimmed.lowercased() }
      guard sides.count == 2, properties.contains(sides[0]) else { return nil }
      let plain = sides[1].utf8.allSatisfy {
        ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || " #.,%-()".utf8.contains($0)
      }
      return plain && !sides[1].contains("url") && !sides[1].contains("expression") ? "\(sides[0]): \(sides[1])" : nil
    }
    return kept.isEmpty ? nil : kept.joined(separator: "; ")
  }
}
