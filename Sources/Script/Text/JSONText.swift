/// JSON's spelling of strings and numbers.
public enum JSONText {
  private static let hex = Array("0123456789abcdef".utf8)

  /// Appends `text` quoted; with `ensureASCII` everything past ASCII becomes `\uXXXX` (surrogate pairs past the BMP).
  public static func append(quoted text: String, ensureASCII: Bool, to out: inout [UInt8]) {
    out.append(34)
    var text = text
    text.withUTF8 { bytes in
      var i = 0
      while i < bytes.count {
        let byte = bytes[i]
        switch byte {
        case 34: out += [92, 34]
        case 92: out += [92, 92]
        case 10: out += [92, UInt8(ascii: "n")]
        case 13: out += [92, UInt8(ascii: "r")]
        case 9: out += [92, UInt8(ascii: "t")]
        case 12: out += [92, UInt8(ascii: "f")]
        case 8: out += [92, UInt8(ascii: "b")]
        case 0..<32: StringEscape.appendHex(UInt32(byte), "u", 4, to: &out)
        case 0x7F where ensureASCII: StringEscape.appendHex(0x7F, "u", 4, to: &out)
        case 32..<0x80: out.append(byte)
        default:
          if !ensureASCII {
            out.append(byte)
          } else {
            let (code, length) = decode(bytes, i)
            if code < 0x10000 {
              StringEscape.appendHex(code, "u", 4, to: &out)
            } else {
              let offset = code - 0x10000
              StringEscape.appendHex(0xD800 + (offset >> 10), "u", 4, to: &out)
              StringEscape.appendHex(0xDC00 + (offset & 0x3FF), "u", 4, to: &out)
            }
            i += length - 1
          }
        }
        i += 1
      }
    }
    out.append(34)
  }

  /// The code point that starts at `i` in valid UTF-8, and its length in bytes.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> (code: UInt32, length: Int) {
    let first = UInt32(bytes[i])
    func tail(_ offset: Int) -> UInt32 { UInt32(bytes[i + offset]) & 0x3F }
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | tail(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3) }
    return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
  }

  /// `repr` of a double, with JSON's (JavaScript's) names for what is not finite.
  public static func number(_ value: Double) -> String {
    if value.isFinite { return FloatText.repr(value) }
    return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
  }
}
