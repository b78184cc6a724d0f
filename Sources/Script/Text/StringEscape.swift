/// `repr` of strings and bytes.
public enum StringEscape {
  private static let hex = Array("0123456789abcdef".utf8)

  /// `repr(text)`: single quotes unless only double ones avoid an escape; what cannot be printed is escaped.
  public static func repr(_ text: String, asciiOnly: Bool = false) -> String {
    var text = text
    return text.withUTF8 { bytes -> String in
      var plain = true
      var single = false
      var double = false
      for byte in bytes {
        if byte == 39 { single = true } else if byte == 34 { double = true }
        if byte < 32 || byte >= 127 || byte == 92 { plain = false }
      }
      let quote: UInt8 = single && !double ? 34 : 39
      var out: [UInt8] = [quote]
      out.reserveCapacity(bytes.count + 2)
      if plain && !(single && double) {
        out += bytes
      } else {
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
          append(scalar, quote: quote, asciiOnly: asciiOnly, to: &out)
        }
      }
      out.append(quote)
      return String(decoding: out, as: UTF8.self)
    }
  }

  private static func append(_ scalar: Unicode.Scalar, quote: UInt8, asciiOnly: Bool, to out: inout [UInt8]) {
    let code = scalar.value
    switch code {
    case 10: out += [92, UInt8(ascii: "n")]
    case 13: out += [92, UInt8(ascii: "r")]
    case 9: out += [92, UInt8(ascii: "t")]
    case 92: out += [92, 92]
    case UInt32(quote): out += [92, quote]
    case 32..<127: out.append(UInt8(code))
    case 0..<0x100 where asciiOnly || !CharacterClass.isPrintable(code): appendHex(code, "x", 2, to: &out)
    case _ where !asciiOnly && CharacterClass.isPrintable(code): out += String(scalar).utf8
    case 0..<0x10000: appendHex(code, "u", 4, to: &out)
    default: appendHex(code, "U", 8, to: &out)
    }
  }

  static func appendHex(_ code: UInt32, _ letter: Unicode.Scalar, _ width: Int, to out: inout [UInt8]) {
    out += [92, UInt8(ascii: letter)]
    for place in stride(from: (width - 1) * 4, through: 0, by: -4) { out.append(hex[Int(code >> UInt32(place)) & 15]) }
  }

  /// `repr` of bytes: `b'…'`.
  public static func repr(bytes: some Collection<UInt8>) -> String {
    let quote: UInt8 = bytes.contains(39) && !bytes.contains(34) ? 34 : 39
    var out: [UInt8] = [UInt8(ascii: "b"), quote]
    for byte in bytes {
      switch byte {
      case 10: out += [92, UInt8(ascii: "n")]
      case 13: out += [92, UInt8(ascii: "r")]
      case 9: out += [92, UInt8(ascii: "t")]
      case 92, quote: out += [92, byte]
      case 32..<127: out.append(byte)
      default: appendHex(UInt32(byte), "x", 2, to: &out)
      }
    }
    out.append(quote)
    return String(decoding: out, as: UTF8.self)
  }
}
