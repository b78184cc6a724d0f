/// SVG as part of a page.
enum InlineSVG {
  /// The `<svg>` element of `svg` with its identifiers made its own by `prefix` (drawings of one page name their glyphs
  /// alike) and `label` for those who do not see it; nil when it holds more than shapes, text and pictures.
  static func prepare(_ svg: String, prefix: String, label: String) -> String? {
    guard let start = svg.firstRange(of: "<svg") else { return nil }
    var scanner = TagScanner(Array(svg[start.lowerBound...].utf8))
    var out = ""
    var isRoot = true
    while let piece = scanner.next() {
      switch piece {
      case .text(let text):
        if text.contains("<") { return nil }
        out += text
      case .tag(let tag):
        guard let name = names[tag.name] else { return nil }
        if tag.closes {
          out += "</\(name)>"
          continue
        }
        out += "<\(name)"
        for (key, value) in tag.attributes {
          guard let kept = attribute(key, value, prefix) else { return nil }
          out += kept
        }
        if isRoot { out += " role=\"img\" aria-label=\"\(label)\"" }
        isRoot = false
        out += scanner.wasSelfClosing ? "/>" : ">"
      }
    }
    return out
  }

  private static func attribute(_ key: String, _ value: String, _ prefix: String) -> String? {
    if key.hasPrefix("on") || key == "role" || key == "aria-label" { return key.hasPrefix("on") ? nil : "" }
    if key == "id" { return " id=\"\(prefix)\(HTML.escape(value))\"" }
    if key == "href" || key == "xlink:href" {
      if value.hasPrefix("#") { return " \(key)=\"#\(prefix)\(HTML.escape(value.dropFirst()))\"" }
      return value.hasPrefix("data:image/") && !value.hasPrefix("data:image/svg")
        ? " \(key)=\"\(HTML.escape(value))\"" : nil
    }
    if value.contains("url(") {
      let pieces = value.split(separator: "url(", omittingEmptySubsequences: false)
      guard pieces.dropFirst().allSatisfy({ $0.hasPrefix("#") }) else { return nil }
      let joined = pieces.dropFirst().reduce(String(pieces[0])) { "\($0)url(#\(prefix)\($1.dropFirst())" }
      return " \(attributeNames[key] ?? key)=\"\(HTML.escape(joined))\""
    }
    return " \(attributeNames[key] ?? key)=\"\(HTML.escape(value))\""
  }

  /// Elements that draw, by their names in lower case.
  private static let names: [String: String] = {
    let all = [
      "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
      "tspan", "image", "clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop", "title", "desc",
      "marker",
    ]
    return Dictionary(uniqueKeysWithValues: all.map { ($0.lowercased(), $0) })
  }()

  private static let attributeNames: [String: String] = {
    let all = [
      "viewBox", "preserveAspectRatio", "clipPathUnits", "gradientUnits", "gradientTransform", "patternUnits",
      "patternTransform", "patternContentUnits", "maskUnits", "maskContentUnits", "textLength", "lengthAdjust",
      "markerWidth",
      "markerHeight", "refX", "refY", "spreadMethod",
    ]
    return Dictionary(uniqueKeysWithValues: all.map { ($0.lowercased(), $0) })
  }()
}
