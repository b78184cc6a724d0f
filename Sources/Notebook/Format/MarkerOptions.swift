import Support

/// What stands after `# %%`: a title, a kind in brackets, and `key=value` metadata (or one JSON object).
struct MarkerOptions {
  var title = ""
  var kind = Cell.Kind.code
  var metadata = JSONObject()

  init(_ text: some StringProtocol) {
    let text = text.trimmed
    let kinds: [(String, Cell.Kind)] = [
      ("[markdown]", .markdown), ("[md]", .markdown), ("[raw]", .raw), ("[code]", .code),
    ]
    for (mark, kind) in kinds {
      guard let place = MarkerOptions.place(of: mark, in: text) else { continue }
      let after = text[text.utf8.index(place, offsetBy: mark.utf8.count)...].trimmed
      guard after.isEmpty || MarkerOptions.parseMetadata(Array(after.utf8)[...]) != nil else { continue }
      self.kind = kind
      title = text[..<place].trimmed
      metadata = MarkerOptions.parseMetadata(Array(after.utf8)[...]) ?? JSONObject()
      return
    }
    let bytes = Array(text.utf8)
    for start in bytes.indices where start == 0 || bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 {
      guard let members = MarkerOptions.parseMetadata(bytes[start...]), members.count > 0 else { continue }
      title = String(decoding: bytes[..<start], as: UTF8.self).trimmed
      metadata = members
      return
    }
    title = text
  }

  private static func place(of mark: String, in text: String) -> String.Index? {
    var position = text.startIndex
    while position < text.endIndex {
      if text[position...].hasPrefix(mark), position == text.startIndex || text[..<position].last == " " {
        return position
      }
      position = text.index(after: position)
    }
    return nil
  }

  /// `key=value key=value …` with JSON values, or one JSON object; nil when `bytes` are anything else.
  private static func parseMetadata(_ bytes: ArraySlice<UInt8>) -> JSONObject? {
    if bytes.first == UInt8(ascii: "{") { return value(bytes)?.objectValue }
    var members = JSONObject()
    var position = bytes.startIndex
    while position < bytes.endIndex {
      if isSpace(bytes[position]) {
        position += 1
        continue
      }
      let start = position
      while position < bytes.endIndex, isKeyByte(bytes[position], first: position == start) { position += 1 }
      guard position > start, position < bytes.endIndex, bytes[position] == UInt8(ascii: "=") else { return nil }
      let key = String(decoding: bytes[start..<position], as: UTF8.self)
      let end = valueEnd(bytes, from: position + 1)
      guard let value = value(bytes[position + 1..<end]) else { return nil }
      position = end
      members[key] = value
    }
    return members
  }

  /// Where the value from `start` ends: at the first space outside quotes and brackets.
  private static func valueEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int {
    var depth = 0
    var quote: UInt8?
    var position = start
    while position < bytes.endIndex {
      let byte = bytes[position]
      if let open = quote {
        if byte == UInt8(ascii: "\\") { position += 1 } else if byte == open { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: if depth <= 0, isSpace(byte) { return position }
        }
      }
      position += 1
    }
    return bytes.endIndex
  }

  /// The JSON value that `bytes` spell; also Python's `True`, `False`, `None` and a string in single quotes.
  private static func value(_ bytes: ArraySlice<UInt8>) -> JSON? {
    switch String(decoding: bytes, as: UTF8.self) {
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "None": return .null
    default: break
    }
    if bytes.count >= 2, bytes.first == UInt8(ascii: "'"), bytes.last == UInt8(ascii: "'") {
      let inner = bytes.dropFirst().dropLast()
      guard !inner.contains(UInt8(ascii: "'")), !inner.contains(UInt8(ascii: "\\")) else { return nil }
      return .string(String(decoding: inner, as: UTF8.self))
    }
    return try? JSON.parse(Array(bytes))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isKeyByte(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): !first
    default: false
    }
  }
}
