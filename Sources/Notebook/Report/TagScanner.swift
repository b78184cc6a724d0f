/// A tag as it was written.
struct HTMLTag {
  var name: String
  var closes: Bool
  var attributes: [(name: String, value: String)]
}

/// Cuts HTML into tags and text; comments, declarations and processing instructions are left out.
struct TagScanner {
  enum Piece {
    case text(String)
    case tag(HTMLTag)
  }

  private let bytes: [UInt8]
  private var position = 0
  /// Whether the last tag ended with `/>`.
  private(set) var wasSelfClosing = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Piece? {
    guard position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "<"), let piece = markup() { return piece.map { .tag($0) } ?? next() }
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return .text(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  /// Moves behind the closing tag of `name`, or to the end.
  mutating func skip(past name: String) {
    while let piece = next() {
      if case .tag(let tag) = piece, tag.closes, tag.name == name { return }
    }
  }

  /// The tag at the position; `.some(nil)` for a comment; nil when a `<` stands for itself.
  private mutating func markup() -> HTMLTag?? {
    let after = position + 1
    guard after < bytes.count else { return nil }
    if bytes[after] == UInt8(ascii: "!") || bytes[after] == UInt8(ascii: "?") {
      let isComment = bytes[after...].starts(with: "!--".utf8)
      let end = isComment ? find("-->", from: after + 3) : find(">", from: after)
      position = end
      return .some(nil)
    }
    var place = after
    let closes = bytes[place] == UInt8(ascii: "/")
    if closes { place += 1 }
    let nameStart = place
    while place < bytes.count, isLetter(bytes[place]) || place > nameStart && isNameByte(bytes[place]) { place += 1 }
    guard place > nameStart else { return nil }
    let name = String(decoding: bytes[nameStart..<place], as: UTF8.self).lowercased()
    guard let (attributes, end) = attributes(from: place) else { return nil }
    position = end
    wasSelfClosing = end >= 2 && bytes[end - 2] == UInt8(ascii: "/")
    return HTMLTag(name: name, closes: closes, attributes: attributes)
  }

  /// The attributes from `start` on and where the tag ends; nil when it does not.
  private func attributes(from start: Int) -> ([(name: String, value: String)], Int)? {
    var place = start
    var found: [(name: String, value: String)] = []
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: ">") { return (found, place + 1) }
      if isSpace(byte) || byte == UInt8(ascii: "/") {
        place += 1
        continue
      }
      let nameStart = place
      while place < bytes.count, !isSpace(bytes[place]), !"=>/".utf8.contains(bytes[place]) || place == nameStart {
        place += 1
      }
      let name = String(decoding: bytes[nameStart..<place], as: UTF8.self).lowercased()
      while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
        found.append((name, ""))
        continue
      }
      place += 1
      while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      guard place < bytes.count else { return nil }
      let quote = bytes[place]
      let valueStart: Int
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        valueStart = place + 1
        guard let close = bytes[valueStart...].firstIndex(of: quote) else { return nil }
        place = close
      } else {
        valueStart = place
        while place < bytes.count, !isSpace(bytes[place]), bytes[place] != UInt8(ascii: ">") { place += 1 }
      }
      found.append((name, HTMLReferences.decode(String(decoding: bytes[valueStart..<place], as: UTF8.self))))
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") { place += 1 }
    }
    return nil
  }

  private func find(_ text: String, from start: Int) -> Int {
    let wanted = Array(text.utf8)
    var place = start
    while place + wanted.count <= bytes.count {
      if bytes[place..<place + wanted.count].elementsEqual(wanted) { return place + wanted.count }
      place += 1
    }
    return bytes.count
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
  private func isNameByte(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: "-") }
}

/// The character references that matter in attribute values.
enum HTMLReferences {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "colon": ":", "tab": "\t", "newline": "\n",
    "nbsp": "\u{A0}",
  ]

  /// `text` with its numeric and its most common named references replaced.
  static func decode(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var out = ""
    var rest = text[...]
    while let sign = rest.firstIndex(of: "&") {
      out += rest[..<sign]
      let after = rest[rest.index(after: sign)...]
      let name = after.prefix(12).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
      var decoded = names[name.lowercased()]
      if name.hasPrefix("#") {
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        // A number may go without its semicolon.
        decoded = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init).map {
          String($0)
        }
      }
      guard let decoded else {
        out += "&"
        rest = after
        continue
      }
      out += decoded
      rest = after.dropFirst(name.count)
      if rest.first == ";" { rest = rest.dropFirst() }
    }
    return out + rest
  }
}
