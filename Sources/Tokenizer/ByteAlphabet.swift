/// GPT-2's one-to-one spelling of bytes as printable characters: byte 32 is written `Ġ`, byte 10 `Ċ`, `a` stays `a`.
/// Vocabulary files hold tokens in this spelling.
public enum ByteAlphabet {
  /// The bytes in the order of their characters' code points: what a trained vocabulary starts with.
  public static let ordered: [UInt8] = (0...255).sorted { codes[$0] < codes[$1] }.map { UInt8($0) }

  /// The code point that stands for each byte.
  private static let codes: [UInt32] = {
    var codes = [UInt32](repeating: 0, count: 256)
    var extra: UInt32 = 256
    for byte in 0..<256 {
      switch byte {
      case 33...126, 161...172, 174...255: codes[byte] = UInt32(byte)
      default:
        codes[byte] = extra
        extra += 1
      }
    }
    return codes
  }()

  /// The byte that each code point below 324 stands for, or -1.
  private static let bytes: [Int16] = {
    var bytes = [Int16](repeating: -1, count: 324)
    for (byte, code) in codes.enumerated() { bytes[Int(code)] = Int16(byte) }
    return bytes
  }()

  /// The spelling of `bytes`.
  public static func spell(_ bytes: some Sequence<UInt8>) -> String {
    var utf8: [UInt8] = []
    for byte in bytes {
      let code = codes[Int(byte)]
      if code < 0x80 {
        utf8.append(UInt8(code))
      } else {
        utf8.append(UInt8(0xC0 | code >> 6))
        utf8.append(UInt8(0x80 | code & 0x3F))
      }
    }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// Appends the bytes that `token` spells and returns `true`; appends nothing and returns `false` when a character of
  /// it is not of the alphabet.
  static func appendBytes(spelledBy token: some Sequence<UInt8>, to output: inout [UInt8]) -> Bool {
    let start = output.count
    var lead: UInt32 = 0
    for unit in token {
      let code: UInt32
      if lead != 0 {
        code = lead << 6 | UInt32(unit & 0x3F)
        lead = 0
      } else if unit < 0x80 {
        code = UInt32(unit)
      } else if unit & 0xE0 == 0xC0 {
        lead = UInt32(unit & 0x1F)
        continue
      } else {
        output.removeLast(output.count - start)
        return false
      }
      guard code < 324, bytes[Int(code)] >= 0 else {
        output.removeLast(output.count - start)
        return false
      }
      output.append(UInt8(bytes[Int(code)]))
    }
    return true
  }

  /// The bytes that `token` stands for: those it spells, or its own UTF-8 when it is not in the alphabet (as added
  /// tokens may be).
  public static func bytes(of token: String) -> [UInt8] {
    var output: [UInt8] = []
    return appendBytes(spelledBy: token.utf8, to: &output) ? output : Array(token.utf8)
  }
}
