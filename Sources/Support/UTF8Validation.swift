/// Whether bytes are UTF-8, eight ASCII bytes a step.
public enum UTF8Validation {
  /// The offset of the first byte that starts no valid sequence, `nil` when all is well.
  public static func firstInvalid(_ bytes: [UInt8]) -> Int? { bytes.withUnsafeBytes { firstInvalid($0) } }

  /// The offset of the first byte of `raw` that starts no valid sequence, `nil` when all is well.
  public static func firstInvalid(_ raw: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    let count = raw.count
    while index < count {
      if index + 8 <= count, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        index += 8
        continue
      }
      let byte = raw[index]
      if byte < 0x80 {
        index += 1
        continue
      }
      let length: Int
      var lowest: UInt8 = 0x80
      var highest: UInt8 = 0xBF
      switch byte {
      case 0xC2...0xDF: length = 2
      case 0xE0...0xEF:
        length = 3
        if byte == 0xE0 { lowest = 0xA0 }
        if byte == 0xED { highest = 0x9F }
      case 0xF0...0xF4:
        length = 4
        if byte == 0xF0 { lowest = 0x90 }
        if byte == 0xF4 { highest = 0x8F }
      default: return index
      }
      guard index + length <= count, raw[index + 1] >= lowest, raw[index + 1] <= highest else { return index }
      for offset in 2..<max(2, length) where raw[index + offset] & 0xC0 != 0x80 { return index }
      index += length
    }
    return nil
  }
}
