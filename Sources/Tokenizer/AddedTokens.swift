import Glibc
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
  /// Looked for, itself normalized, in the text after its normalization.
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
  private var tokens: [AddedToken] = []
  private var spellings = ByteStringTable()
  /// The lengths of the spellings that start with each byte, the longest first.
  private var lengths: [[Int]] = Array(repeating: [], count: 256)
  /// The bytes that a spelling starts with, and the one that all do, if it is one.
  private var starts = [Bool](repeating: false, count: 256)
  private var onlyStart: UInt8?

  var isEmpty: Bool { tokens.isEmpty }

  /// - Parameter spelling: the bytes to look for.
  init(_ tokens: [AddedToken], spelling: (AddedToken) -> [UInt8] = { Array($0.content.utf8) }) {
    for token in tokens {
      let bytes = spelling(token)
      guard let first = bytes.first, spellings.insert(bytes).isNew else { continue }
      self.tokens.append(token)
      starts[Int(first)] = true
      if !lengths[Int(first)].contains(bytes.count) { lengths[Int(first)].append(bytes.count) }
    }
    for index in lengths.indices { lengths[index].sort(by: >) }
    let firsts = starts.indices.filter { starts[$0] }
    if firsts.count == 1 { onlyStart = UInt8(firsts[0]) }
  }

  /// Calls `ordinary` for the stretches without added tokens and `added` for the tokens and what they take of the text,
  /// in its order.
  func split(
    _ text: UnsafeBufferPointer<UInt8>, ordinary: (UnsafeBufferPointer<UInt8>) -> Void,
    added: (AddedToken, Range<Int>) -> Void
  ) {
    if isEmpty { return ordinary(text) }
    var start = 0
    var index = 0
    while let candidate = nextStart(text, from: index) {
      index = candidate
      guard let (token, count) = match(text, at: index) else {
        index += 1
        continue
      }
      var lower = index
      var upper = index + count
      index = upper
      // A token that may not stand here hides what starts inside of it all the same, as in Hugging Face's.
      if token.isSingleWord && !standsAlone(lower..<upper, text) { continue }
      if token.stripsLeft { while lower > start, let length = spaceLength(text, endingAt: lower) { lower -= length } }
      if token.stripsRight { while upper < text.count, let length = spaceLength(text, at: upper) { upper += length } }
      if lower > start { ordinary(UnsafeBufferPointer(rebasing: text[start..<lower])) }
      added(token, lower..<upper)
      start = upper
      index = upper
    }
    if start < text.count { ordinary(UnsafeBufferPointer(rebasing: text[start...])) }
  }

  /// Where the first byte of a spelling is next.
  @inline(__always) private func nextStart(_ text: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
    guard index < text.count, let base = text.baseAddress else { return nil }
    if let onlyStart {
      guard let found = memchr(base + index, Int32(onlyStart), text.count - index) else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
    return starts.withUnsafeBufferPointer { starts in
      var index = index
      while index < text.count && !starts[Int(text[index])] { index += 1 }
      return index < text.count ? index : nil
    }
  }

  /// The token of the longest spelling at `index`, and its length.
  private func match(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (AddedToken, Int)? {
    for length in lengths[Int(text[index])] where index + length <= text.count {
      if let found = spellings.find(UnsafeBufferPointer(rebasing: text[index..<index + length])) {
        return (tokens[found], length)
      }
    }
    return nil
  }

  private func standsAlone(_ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let word = UnicodeTables.shared.word
    if range.lowerBound > 0, word.contains(lastScalar(text, endingAt: range.lowerBound).0) { return false }
    return range.upperBound == text.count || !word.contains(scalar(text, at: range.upperBound).0)
  }

  private func scalar(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int) {
    guard let base = text.baseAddress else { return (0xFFFD, 1) }
    return UTF8Scalar.decode(base, index, text.count)
  }

  private func lastScalar(_ text: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> (UInt32, Int) {
    var index = end - 1
    while index > 0, text[index] & 0xC0 == 0x80 { index -= 1 }
    return scalar(text, at: index)
  }

  private func spaceLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    let (code, length) = scalar(text, at: index)
    return UnicodeTables.isWhiteSpace(code) ? length : nil
  }

  private func spaceLength(_ text: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Int? {
    let (code, length) = lastScalar(text, endingAt: end)
    return UnicodeTables.isWhiteSpace(code) ? length : nil
  }
}
