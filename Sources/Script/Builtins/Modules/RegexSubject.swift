/// A text that patterns are matched against: its bytes, and the way between byte offsets and code points.
final class RegexSubject {
  let value: Value
  let bytes: [UInt8]
  private let isNarrow: Bool
  /// For text past ASCII, the byte offset of every code point, and the end.
  private let offsets: [Int]

  /// The number of code points (or bytes).
  let count: Int

  init(_ value: Value, isBytes: Bool) throws {
    self.value = value
    if isBytes {
      guard let bytes = value.bytes?.bytes else {
        throw ScriptError(.typeError, value.str != nil
          ? "cannot use a bytes pattern on a string-like object"
          : "expected string or bytes-like object, got '\(value.typeName)'")
      }
      (self.bytes, isNarrow, offsets, count) = (bytes, true, [], bytes.count)
      return
    }
    guard let text = value.str else {
      throw ScriptError(.typeError, value.bytes != nil
        ? "cannot use a string pattern on a bytes-like object"
        : "expected string or bytes-like object, got '\(value.typeName)'")
    }
    count = text.count
    isNarrow = text.isASCII
    bytes = text.isASCII ? Array(text.ascii) : Array(text.string.utf8)
    if text.isASCII {
      offsets = []
    } else {
      var offsets: [Int] = []
      offsets.reserveCapacity(text.count + 1)
      for (i, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 { offsets.append(i) }
      offsets.append(bytes.count)
      self.offsets = offsets
    }
  }

  func byteOffset(_ position: Int) -> Int { isNarrow ? position : offsets[position] }

  /// The code point that starts at a byte offset; −1 stays.
  func position(_ byteOffset: Int) -> Int {
    if isNarrow || byteOffset < 0 { return byteOffset }
    var (low, high) = (0, offsets.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < byteOffset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The piece between two code points.
  func slice(_ start: Int, _ end: Int) -> Value {
    if let text = value.str {
      return start == 0 && end == text.count ? value : Value(text.substring(start..<max(start, end)))
    }
    return Value(BytesObject(Array(bytes[start..<max(start, end)])))
  }
}
