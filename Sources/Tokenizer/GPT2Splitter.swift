/// Cuts UTF-8 text into GPT-2's pre-tokens, one after the other. Together they are the whole text.
///
/// The pattern (Radford et al. 2019) is
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
/// and each alternative is one branch of ``next()``.
public struct GPT2Splitter {
  private let text: UnsafePointer<UInt8>
  private let end: Int
  private var position = 0
  private let classes = ScalarClasses.shared

  /// A splitter of the valid UTF-8 in `text`, which must outlive it.
  public init(_ text: UnsafeBufferPointer<UInt8>) {
    end = text.count
    self.text = text.baseAddress ?? UnsafePointer(bitPattern: 1)!
  }

  /// The bytes of the next pre-token as offsets, `nil` at the end of the text.
  @inline(__always) public mutating func next() -> Range<Int>? {
    let start = position
    guard start < end else { return nil }
    let byte = text[start]
    if byte == UInt8(ascii: "'"), let length = contraction(start + 1) {
      position = start + 1 + length
      return start..<position
    }
    // ` ?` of the next three alternatives: the space belongs to what follows, unless that is space too.
    let body = byte == 0x20 ? start + 1 : start
    if body < end {
      let (kind, length) = scalar(body)
      if kind != ScalarClasses.space {
        position = runEnd(body + length, kind)
        return start..<position
      }
    }
    position = spaceEnd(start)
    return start..<position
  }

  /// How many bytes after an apostrophe make a contraction, if they do.
  private func contraction(_ index: Int) -> Int? {
    guard index < end else { return nil }
    switch text[index] {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return 1
    case UInt8(ascii: "r"), UInt8(ascii: "v"): return index + 1 < end && text[index + 1] == UInt8(ascii: "e") ? 2 : nil
    case UInt8(ascii: "l"): return index + 1 < end && text[index + 1] == UInt8(ascii: "l") ? 2 : nil
    default: return nil
    }
  }

  /// The end of the run of scalars of class `kind` from `index` on.
  @inline(__always) private func runEnd(_ index: Int, _ kind: ScalarClasses.Class) -> Int {
    var index = index
    while index < end {
      let (next, length) = scalar(index)
      if next != kind { break }
      index += length
    }
    return index
  }

  /// The end of `\s+(?!\S)|\s+`: white space before a word leaves its last character to the word, unless it is alone.
  private func spaceEnd(_ start: Int) -> Int {
    var index = start
    var last = start
    while index < end {
      let (kind, length) = scalar(index)
      if kind != ScalarClasses.space { return last > start ? last : index }
      last = index
      index += length
    }
    return index
  }

  /// The class of the scalar at `index` and its length in bytes.
  @inline(__always) private func scalar(_ index: Int) -> (ScalarClasses.Class, Int) {
    let byte = text[index]
    if byte < 0x80 { return (classes.ofASCII(byte), 1) }
    return wideScalar(index, byte)
  }

  private func wideScalar(_ index: Int, _ byte: UInt8) -> (ScalarClasses.Class, Int) {
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    guard byte >= 0xC0, index + length <= end else { return (ScalarClasses.other, 1) }
    var code = UInt32(byte) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length { code = code << 6 | UInt32(text[index + offset] & 0x3F) }
    return (classes.of(code), length)
  }
}
