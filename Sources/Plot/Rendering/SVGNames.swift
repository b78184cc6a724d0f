/// Cairo's SVG with element names that depend on the drawing only, and are the drawing's own, and a title for screen
/// readers.
///
/// Cairo numbers clips, patterns and glyphs over the whole life of the process: two drawings of one figure would
/// differ, and two figures in one HTML page would use each other's glyphs.
func tidiedSVG(_ svg: [UInt8], title: String) -> String {
  let marks = ["id=\"", "href=\"#", "url(#"].map { Array($0.utf8) }
  var names: [ArraySlice<UInt8>: Int] = [:]
  /// The text between names; the i-th piece is followed by the i-th number.
  var pieces: [ArraySlice<UInt8>] = []
  var numbers: [Int] = []
  var (start, index) = (0, 0)
  while index < svg.count {
    guard let mark = marks.first(where: { svg[index] == $0[0] && svg[index...].starts(with: $0) }) else {
      index += 1
      continue
    }
    let name = svg[(index + mark.count)...].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: ")") }
    pieces.append(svg[start..<name.startIndex])
    numbers.append(names[name] ?? names.count)
    names[name] = numbers.last
    (start, index) = (name.endIndex, name.endIndex)
  }
  let tail = svg[start...]

  // The drawing's fingerprint: 64-bit FNV-1a of everything but the names.
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for piece in pieces + [tail] {
    for byte in piece { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
  let prefix = "p" + String(hash & 0xFFFF_FFFF, radix: 36) + "-"
  var bytes: [UInt8] = []
  bytes.reserveCapacity(svg.count + pieces.count * 8)
  for (piece, number) in zip(pieces, numbers) {
    bytes += piece
    bytes += (prefix + String(number, radix: 36)).utf8
  }
  bytes += tail
  return titled(String(decoding: bytes, as: UTF8.self), title)
}

private func titled(_ svg: String, _ title: String) -> String {
  guard !title.isEmpty, let start = svg.firstRange(of: "<svg "), let end = svg[start.upperBound...].firstIndex(of: ">")
  else { return svg }
  var escaped = ""
  for character in title {
    switch character {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    default: escaped.append(character.isControl ? " " : character)
    }
  }
  return svg[..<end] + " role=\"img\">\n<title>" + escaped + "</title>" + svg[svg.index(after: end)...]
}
