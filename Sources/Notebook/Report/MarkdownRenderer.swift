import CMarkdown
import Support

/// Markdown to HTML through md4c, in GitHub's dialect with formulas; what comes out is sanitised.
struct MarkdownRenderer {
  /// Where pictures with relative paths are looked for.
  var folder: String

  /// A heading of the text, for a table of contents.
  struct Heading: Equatable {
    var level: Int
    var text: String
    var anchor: String
  }

  private static let largestPicture = 8 << 20

  /// The HTML of `markdown` and its headings, whose anchors are made different from those in `anchors`.
  func render(_ markdown: String, anchors: inout Set<String>) -> (html: String, headings: [Heading]) {
    let sanitizer = HTMLSanitizer(resolveImage: resolve)
    return MarkdownRenderer.anchorHeadings(sanitizer.clean(MarkdownRenderer.html(markdown)), &anchors)
  }

  private static func html(_ markdown: String) -> String {
    final class Sink { var bytes: [UInt8] = [] }
    let sink = Sink()
    let source = Array(markdown.utf8)
    let flags = UInt32(
      MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEEMAILAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS
        | MD_FLAG_TABLES
        | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_LATEXMATHSPANS)
    _ = source.withUnsafeBytes { buffer in
      md_html(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), MD_SIZE(buffer.count),
        { text, size, user in
          guard let text, let user else { return }
          let sink = Unmanaged<Sink>.fromOpaque(user).takeUnretainedValue()
          sink.bytes.append(contentsOf: UnsafeRawBufferPointer(start: text, count: Int(size)))
        },
        Unmanaged.passUnretained(sink).toOpaque(), flags, 0)
    }
    return Formula.replaceEquations(String(decoding: sink.bytes, as: UTF8.self))
  }

  /// Pictures become part of the document; those of the web stay where they are and are named instead.
  private func resolve(_ source: String) -> String? {
    if source.hasPrefix("data:image/") { return source }
    guard !source.contains("://"), HTMLSanitizer.isSafeLink(source) else { return nil }
    let types = ["png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "svg": "svg+xml", "webp": "webp"]
    guard let ending = source.split(separator: ".").last, let type = types[ending.lowercased()] else { return nil }
    let path = source.hasPrefix("/") ? source : "\(folder)/\(source)"
    guard let bytes = try? FileIO.read(path), bytes.count <= MarkdownRenderer.largestPicture else { return nil }
    return "data:image/\(type);base64,\(Base64.encode(bytes))"
  }

  /// Gives every heading an anchor and lists them.
  private static func anchorHeadings(_ html: String, _ anchors: inout Set<String>) -> (String, [Heading]) {
    var out = ""
    var headings: [Heading] = []
    var rest = html[...]
    while let place = rest.firstRange(of: "<h") {
      out += rest[..<place.lowerBound]
      rest = rest[place.lowerBound...]
      guard let digit = rest.dropFirst(2).first, let level = digit.wholeNumberValue, (1...6).contains(level),
        rest.dropFirst(3).first == ">", let close = rest.firstRange(of: "</h\(level)>")
      else {
        out += "<h"
        rest = rest.dropFirst(2)
        continue
      }
      let inner = rest[rest.index(rest.startIndex, offsetBy: 4)..<close.lowerBound]
      let text = PlainText.of(String(inner))
      var anchor = HTML.slug(text)
      var number = 2
      while !anchors.insert(anchor).inserted {
        anchor = "\(HTML.slug(text))-\(number)"
        number += 1
      }
      headings.append(Heading(level: level, text: text, anchor: anchor))
      out += "<h\(level) id=\"\(HTML.escape(anchor))\">\(inner)</h\(level)>"
      rest = rest[close.upperBound...]
    }
    return (out + rest, headings)
  }
}

/// The words of a piece of HTML.
enum PlainText {
  static func of(_ html: String) -> String {
    var scanner = TagScanner(Array(html.utf8))
    var out = ""
    while let piece = scanner.next() {
      if case .text(let text) = piece { out += HTMLReferences.decode(text) }
    }
    return out.trimmed
  }
}

/// Bytes as text of 64 signs.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    var place = 0
    while place < bytes.count {
      let count = min(3, bytes.count - place)
      let a = UInt32(bytes[place]) << 16
      let b = count > 1 ? UInt32(bytes[place + 1]) << 8 : 0
      let c = count > 2 ? UInt32(bytes[place + 2]) : 0
      let word = a | b | c
      out.append(signs[Int(word >> 18 & 63)])
      out.append(signs[Int(word >> 12 & 63)])
      out.append(count > 1 ? signs[Int(word >> 6 & 63)] : UInt8(ascii: "="))
      out.append(count > 2 ? signs[Int(word & 63)] : UInt8(ascii: "="))
      place += 3
    }
    return String(decoding: out, as: UTF8.self)
  }
}
