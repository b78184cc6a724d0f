import Support

/// A token that is recognised in a text as it stands, before the model sees the rest.
public struct AddedToken: Equatable, Sendable {
  public var id: Int32
  public var content: String
  /// Left out of decoded text when special tokens are skipped.
  public var isSpecial: Bool
  /// Takes the white space on its left, or its right, with it.
  public var stripsLeft: Bool
  public var stripsRight: Bool
  /// Only recognised when no letter, number or underscore touches it.
  public var isSingleWord: Bool
  /// Looked for after normalisation; byte-level BPE has none, so this is only kept for the file.
  public var isNormalized: Bool

  public init(
    id: Int32, content: String, isSpecial: Bool = true, stripsLeft: Bool = false, stripsRight: Bool = false,
    isSingleWord: Bool = false, isNormalized: Bool = false
  ) {
    self.id = id
    self.content = content
    self.isSpecial = isSpecial
    self.stripsLeft = stripsLeft
    self.stripsRight = stripsRight
    self.isSingleWord = isSingleWord
    self.isNormalized = isNormalized
  }

  /// One entry of `"added_tokens"` in tokenizer.json.
  init?(_ json: JSON) {
    guard let content = json["content"]?.stringValue, let id = json["id"]?.intValue, let id = Int32(exactly: id) else {
      return nil
    }
    self.init(
      id: id, content: content, isSpecial: json["special"]?.boolValue ?? false,
      stripsLeft: json["lstrip"]?.boolValue ?? false, stripsRight: json["rstrip"]?.boolValue ?? false,
      isSingleWord: json["single_word"]?.boolValue ?? false, isNormalized: json["normalized"]?.boolValue ?? false)
  }

  var json: JSON {
    [
      "id": .int(Int(id)), "content": .string(content), "single_word": .bool(isSingleWord), "lstrip": .bool(stripsLeft),
      "rstrip": .bool(stripsRight), "normalized": .bool(isNormalized), "special": .bool(isSpecial),
    ]
  }
}

/// Finds added tokens in text: the leftmost, and of those that start there the longest.
struct AddedTokenFinder {
  private var byFirstByte: [[(bytes: [UInt8], token: AddedToken)]] = Array(repeating: [], count: 256)
  private var isEmpty = true

  init(_ tokens: [AddedToken]) {
    for token in tokens {
      let bytes = Array(token.content.utf8)
      guard let first = bytes.first else { continue }
      byFirstByte[Int(first)].append((bytes, token))
      isEmpty = false
    }
    for index in byFirstByte.indices { byFirstByte[index].sort { $0.bytes.count > $1.bytes.count } }
  }

  /// Calls `ordinary` for the stretches without added tokens and `added` for the tokens, in the order of the text.
  func split(
    _ text: UnsafeBufferPointer<UInt8>, ordinary: (UnsafeBufferPointer<UInt8>) -> Void, added: (AddedToken) -> Void
  ) {
    if isEmpty { return ordinary(text) }
    var start = 0
    var index = 0
    while index < text.count {
      let candidates = byFirstByte[Int(text[index])]
      guard !candidates.isEmpty,
        let (bytes, token) = candidates.first(where: { matches($0.bytes, text, index) && stands($0.token, text, index) })
      else {
        index += 1
        continue
      }
      var lower = index
      var upper = index + bytes.count
      if token.stripsLeft { while lower > start, let length = spaceLength(text, endingAt: lower) { lower -= length } }
      if token.stripsRight { while upper < text.count, let length = spaceLength(text, at: upper) { upper += length } }
      if lower > start { ordinary(UnsafeBufferPointer(rebasing: text[start..<lower])) }
      added(token)
      start = upper
      index = upper
    }
    if start < text.count { ordinary(UnsafeBufferPointer(rebasing: text[start...])) }
  }

  private func matches(_ bytes: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    index + bytes.count <= text.count && text[index..<index + bytes.count].elementsEqual(bytes)
  }

  private func stands(_ token: AddedToken, _ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard token.isSingleWord else { return true }
    let end = index + token.content.utf8.count
    let before = index > 0 ? lastScalar(text, endingAt: index).map(isWord) ?? false : false
    let after = end < text.count ? scalar(text, at: end).map { isWord($0.0) } ?? false : false
    return !before && !after
  }

  private func isWord(_ code: UInt32) -> Bool {
    let kind = ScalarClasses.shared.of(code)
    return kind == ScalarClasses.letter || kind == ScalarClasses.number || code == 0x5F
  }

  private func scalar(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int)? {
    let byte = text[index]
    if byte < 0x80 { return (UInt32(byte), 1) }
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    guard byte >= 0xC0, index + length <= text.count else { return nil }
    var code = UInt32(byte) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length { code = code << 6 | UInt32(text[index + offset] & 0x3F) }
    return (code, length)
  }

  private func lastScalar(_ text: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> UInt32? {
    var index = end - 1
    while index > 0, text[index] & 0xC0 == 0x80 { index -= 1 }
    return scalar(text, at: index)?.0
  }

  private func spaceLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard let (code, length) = scalar(text, at: index), ScalarClasses.shared.of(code) == ScalarClasses.space else {
      return nil
    }
    return length
  }

  private func spaceLength(_ text: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Int? {
    guard let code = lastScalar(text, endingAt: end), ScalarClasses.shared.of(code) == ScalarClasses.space else {
      return nil
    }
    return Unicode.Scalar(code).map { UTF8.width($0) }
  }
}
