/// What stands after `# %%`: a title, a kind in brackets, and `key=value` metadata (or one JSON object).
struct MarkerOptions {
  var title = ""
  var kind = Cell.Kind.code
  var metadata: [JSONValue.Member] = []

  init(_ text: some StringProtocol) {
    let text = text.trimmed
    let kinds: [(String, Cell.Kind)] = [("[markdown]", .markdown), ("[md]", .markdown), ("[raw]", .raw), ("[code]", .code)]
    for (mark, kind) in kinds {
      guard let place = MarkerOptions.place(of: mark, in: text) else { continue }
      let after = text[text.utf8.index(place, offsetBy: mark.utf8.count)...].trimmed
      guard after.isEmpty || MarkerOptions.parseMetadata(Array(after.utf8)[...]) != nil else { continue }
      self.kind = kind
      title = text[..<place].trimmed
      metadata = MarkerOptions.parseMetadata(Array(after.utf8)[...]) ?? []
      return
    }
    let bytes = Array(text.utf8)
    for start in bytes.indices where start == 0 || bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 {
      guard let members = MarkerOptions.parseMetadata(bytes[start...]), !members.isEmpty else { continue }
      title = String(decoding: bytes[..<start], as: UTF8.self).trimmed
      metadata = members
      return
    }
    title = text
  }

  private static func place(of mark: String, in text: String) -> String.Index? {
    var position = text.startIndex
    while position < text.endIndex {
      if text[position...].hasPrefix(mark), position == text.startIndex || text[..<position].last == " " { return position }
      position = text.index(after: position)
    }
    return nil
  }

  /// `key=value key=value …` with JSON values, or one JSON object; nil when `bytes` are anything else.
  private static func parseMetadata(_ bytes: ArraySlice<UInt8>) -> [JSONValue.Member]? {
    let bytes = Array(bytes)
    if bytes.first == UInt8(ascii: "{") {
      var parser = JSONParser(bytes, relaxed: true)
      guard case .object(let members)? = try? parser.value() else { return nil }
      return bytes[parser.position...].allSatisfy { $0 == 0x20 } ? members : nil
    }
    var members: [JSONValue.Member] = []
    var position = 0
    while position < bytes.count {
      if bytes[position] == 0x20 || bytes[position] == 0x09 {
        position += 1
        continue
      }
      let start = position
      while position < bytes.count, isKeyByte(bytes[position], first: position == start) { position += 1 }
      guard position > start, position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return nil }
      let key = String(decoding: bytes[start..<position], as: UTF8.self)
      var parser = JSONParser(bytes, at: position + 1, relaxed: true)
      guard let value = try? parser.value() else { return nil }
      position = parser.position
      guard position == bytes.count || bytes[position] == 0x20 || bytes[position] == 0x09 else { return nil }
      members.append(.init(key, value))
    }
    return members
  }

  private static func isKeyByte(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): !first
    default: false
    }
  }
}
