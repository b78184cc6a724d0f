/// A text that patterns are matched against: its bytes, and the way between byte offsets and code points.
final class RegexSubject {
  let value: Value
  let bytes: [UInt8]
  private let isNarrow: Bool
  /// For text past ASCII, the byte offset of every 64th code point, and the end.
  private let offsets: [Int]

  /// The number of code points (or bytes).
  let count: Int

  init(_ value: Value, isBytes: Bool) throws {
    self.value = value
    if isBytes {
      guard let bytes = value.bytes?.bytes else {
        throw ScriptError(
          .typeError,
          value.str != nil
            ? "cannot use a bytes pattern on a string-like object"
            : "expected string or bytes-like object, got '\(value.typeName)'")
      }
      (self.bytes, isNarrow, offsets, count) = (bytes, true, [], bytes.count)
      return
    }
    guard let text = value.str else {
      throw ScriptError(
        .typeError,
        value.bytes != nil
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
      offsets.reserveCapacity(text.count / 64 + 2)
      var seen = 0
      for (i, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
        if seen & 63 == 0 { offsets.append(i) }
        seen += 1
      }
      offsets.append(bytes.count)
      self.offsets = offsets
    }
  }

  func byteOffset(_ position: Int) -> Int {
    if isNarrow { return position }
    if position >= count { return bytes.count }
    var offset = offsets[position / 64]
    for _ in 0..<(position & 63) { offset = next(offset) }
    return offset
  }

  /// The byte offset of the code point after the one at `offset`.
  private func next(_ offset: Int) -> Int {
    var offset = offset + 1
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  /// The code point that starts at a byte offset; −1 stays.
  func position(_ byteOffset: Int) -> Int {
    if isNarrow || byteOffset < 0 { return byteOffset }
    if byteOffset >= bytes.count { return count }
    // The last of the remembered places at or before it, and then on from there.
    var (low, high) = (0, offsets.count - 2)
    while low < high {
      let middle = (low + high + 1) / 2
      if offsets[middle] <= byteOffset { low = middle } else { high = middle - 1 }
    }
    var (position, offset) = (low * 64, offsets[low])
    while offset < byteOffset {
      offset = next(offset)
      position += 1
    }
    return position
  }

  /// The piece between two code points.
  func slice(_ start: Int, _ end: Int) -> Value {
    if let text = value.str {
      return start == 0 && end == text.count ? value : Value(text.substring(start..<max(start, end)))
    }
    return Value(BytesObject(Array(bytes[start..<max(start, end)])))
  }
}
