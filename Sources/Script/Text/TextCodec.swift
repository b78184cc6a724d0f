/// Bytes to text and back in the encodings that programs name.
enum TextCodec {
  enum Encoding: String {
    case utf8 = "utf-8"
    case utf8Signature = "utf-8-sig"
    case ascii = "ascii"
    case latin1 = "latin-1"
    case utf16 = "utf-16"
    case utf16LittleEndian = "utf-16-le"
    case utf16BigEndian = "utf-16-be"
    case utf32 = "utf-32"
    case utf32LittleEndian = "utf-32-le"
    case utf32BigEndian = "utf-32-be"
    case windows1252 = "cp1252"
    case latin9 = "iso8859-15"
  }

  /// The encoding of a name such as `UTF8` or `latin_1`; LookupError for others.
  static func encoding(named name: String) throws -> Encoding {
    switch name.lowercased().replacing("_", with: "-") {
    case "utf-8", "utf8", "u8", "utf", "cp65001": return .utf8
    case "utf-8-sig", "utf8-sig": return .utf8Signature
    case "ascii", "us-ascii", "646": return .ascii
    case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1", "8859": return .latin1
    case "utf-16", "utf16", "u16": return .utf16
    case "utf-16-le", "utf-16le": return .utf16LittleEndian
    case "utf-16-be", "utf-16be": return .utf16BigEndian
    case "utf-32", "utf32", "u32": return .utf32
    case "utf-32-le", "utf-32le": return .utf32LittleEndian
    case "utf-32-be", "utf-32be": return .utf32BigEndian
    case "cp1252", "1252", "windows-1252": return .windows1252
    case "iso-8859-15", "iso8859-15", "latin9", "latin-9", "l9": return .latin9
    case "rot13", "rot-13", "hex", "base64", "zlib", "bz2", "uu", "quopri":
      throw ScriptError(
        .lookupError, "'\(name)' is not a text encoding; use codecs.encode() to handle arbitrary codecs")
    default: throw ScriptError(.lookupError, "unknown encoding: \(name)")
    }
  }

  // MARK: Encoding

  static func encode(_ text: StrObject, encoding name: String, errors: String = "strict") throws -> [UInt8] {
    let encoding = try encoding(named: name)
    switch encoding {
    case .utf8, .utf8Signature:
      let mark: [UInt8] = encoding == .utf8Signature ? [0xEF, 0xBB, 0xBF] : []
      if text.isASCII { return mark + Array(text.ascii) }
      guard text.hasSurrogates else { return mark + text.utf8 }
      return mark
        + (try encodeEach(text, codec: "utf-8", errors: errors, reason: "surrogates not allowed") { code, out in
          guard code < 0xD800 || code >= 0xE000 || errors == "surrogatepass" else { return false }
          UTF8Codec.append(code, to: &out)
          return true
        })
    case .ascii, .latin1:
      let limit: UInt32 = encoding == .ascii ? 128 : 256
      return try encodeEach(
        text, codec: encoding.rawValue, errors: errors, reason: "ordinal not in range(\(limit))"
      ) { code, out in
        guard code < limit else { return false }
        out.append(UInt8(code))
        return true
      }
    case .windows1252, .latin9:
      return try encodeEach(text, codec: "charmap", errors: errors, reason: "character maps to <undefined>") {
        code, out in
        guard let byte = CodePage.byte(code, encoding) else { return false }
        out.append(byte)
        return true
      }
    case .utf16, .utf16LittleEndian, .utf16BigEndian, .utf32, .utf32LittleEndian, .utf32BigEndian:
      let isWide = encoding == .utf32 || encoding == .utf32LittleEndian || encoding == .utf32BigEndian
      let bigEndian = encoding == .utf16BigEndian || encoding == .utf32BigEndian
      let mark: [UInt8] = encoding == .utf16 ? [0xFF, 0xFE] : encoding == .utf32 ? [0xFF, 0xFE, 0, 0] : []
      func put(_ unit: UInt32, _ count: Int, _ out: inout [UInt8]) {
        for place in 0..<count {
          out.append(UInt8(truncatingIfNeeded: unit >> UInt32(8 * (bigEndian ? count - 1 - place : place))))
        }
      }
      return mark
        + (try encodeEach(text, codec: encoding.rawValue, errors: errors, reason: "surrogates not allowed") {
          code, out in
          guard code < 0xD800 || code >= 0xE000 || errors == "surrogatepass" else { return false }
          if isWide {
            put(code, 4, &out)
          } else if code < 0x10000 {
            put(code, 2, &out)
          } else {
            put(0xD800 + (code - 0x10000) >> 10, 2, &out)
            put(0xDC00 + (code - 0x10000) & 0x3FF, 2, &out)
          }
          return true
        })
    }
  }

  private static func encodeEach(
    _ text: StrObject, codec: String, errors: String, reason: String, _ put: (UInt32, inout [UInt8]) -> Bool
  ) throws -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    for i in 0..<text.count where !put(text[i], &out) {
      let code = text[i]
      switch errors {
      case "ignore": break
      case "replace": out.append(UInt8(ascii: "?"))
      case "backslashreplace":
        if code < 0x100 {
          StringEscape.appendHex(code, "x", 2, to: &out)
        } else if code < 0x10000 {
          StringEscape.appendHex(code, "u", 4, to: &out)
        } else {
          StringEscape.appendHex(code, "U", 8, to: &out)
        }
      case "xmlcharrefreplace": out += "&#\(code);".utf8
      case "namereplace":
        if let name = Unicode.Scalar(code)?.properties.name {
          out += "\\N{\(name)}".utf8
        } else {
          StringEscape.appendHex(
            code, code < 0x100 ? "x" : code < 0x10000 ? "u" : "U", code < 0x100 ? 2 : code < 0x10000 ? 4 : 8, to: &out)
        }
      case "surrogateescape" where (0xDC80...0xDCFF).contains(code): out.append(UInt8(code - 0xDC00))
      case "strict", "surrogateescape", "surrogatepass":
        var end = i + 1
        var scratch: [UInt8] = []
        while end < text.count, !put(text[end], &scratch) { end += 1 }
        throw ExceptionDetails.unicode(.unicodeEncodeError, codec, Value(text), i, end, reason)
      default: throw ScriptError(.lookupError, "unknown error handler name '\(errors)'")
      }
    }
    return out
  }

  // MARK: Decoding

  static func decode(_ bytes: [UInt8], encoding name: String, errors: String = "strict") throws -> StrObject {
    let encoding = try encoding(named: name)
    switch encoding {
    case .utf8: return try decodeUTF8(bytes[...], errors: errors)
    case .utf8Signature:
      let skip = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      return try decodeUTF8(bytes[skip...], errors: errors)
    case .latin1: return StrObject(scalars: bytes.map { UInt32($0) })
    case .ascii:
      var builder = StrBuilder()
      for (i, byte) in bytes.enumerated() {
        if byte < 128 {
          builder.append(scalar: UInt32(byte))
        } else {
          try handle(bytes, i, i + 1, "ascii", "ordinal not in range(128)", errors, &builder)
        }
      }
      return builder.build()
    case .windows1252, .latin9:
      var builder = StrBuilder()
      for (i, byte) in bytes.enumerated() {
        if let code = CodePage.character(byte, encoding) {
          builder.append(scalar: code)
        } else {
          try handle(bytes, i, i + 1, "charmap", "character maps to <undefined>", errors, &builder)
        }
      }
      return builder.build()
    case .utf32, .utf32LittleEndian, .utf32BigEndian: return try decodeUTF32(bytes, encoding, errors: errors)
    case .utf16, .utf16LittleEndian, .utf16BigEndian:
      var rest = bytes[...]
      var bigEndian = encoding == .utf16BigEndian
      if encoding == .utf16, rest.starts(with: [0xFF, 0xFE]) || rest.starts(with: [0xFE, 0xFF]) {
        bigEndian = rest.first == 0xFE
        rest = rest.dropFirst(2)
      }
      let data = Array(rest)
      guard data.count % 2 == 0 else {
        throw ExceptionDetails.unicode(
          .unicodeDecodeError, encoding.rawValue, Value(BytesObject(bytes)), bytes.count - 1, bytes.count,
          "truncated data")
      }
      let units = stride(from: 0, to: data.count, by: 2).map { i in
        UInt16(data[i]) << (bigEndian ? 8 : 0) | UInt16(data[i + 1]) << (bigEndian ? 0 : 8)
      }
      let skipped = bytes.count - data.count
      let name = encoding == .utf16 ? (bigEndian ? "utf-16-be" : "utf-16-le") : encoding.rawValue
      var builder = StrBuilder()
      var i = 0
      while i < units.count {
        let unit = UInt32(units[i])
        if unit < 0xD800 || unit >= 0xE000 {
          builder.append(scalar: unit)
          i += 1
          continue
        }
        if unit < 0xDC00, i + 1 < units.count, (0xDC00..<0xE000).contains(units[i + 1]) {
          builder.append(scalar: 0x10000 + (unit - 0xD800) << 10 + UInt32(units[i + 1]) - 0xDC00)
          i += 2
          continue
        }
        let reason =
          unit >= 0xDC00
          ? "illegal encoding" : i + 1 < units.count ? "illegal UTF-16 surrogate" : "unexpected end of data"
        try handle(bytes, skipped + 2 * i, skipped + 2 * i + 2, name, reason, errors, &builder)
        i += 1
      }
      return builder.build()
    }
  }

  private static func decodeUTF32(_ bytes: [UInt8], _ encoding: Encoding, errors: String) throws -> StrObject {
    var start = 0
    var bigEndian = encoding == .utf32BigEndian
    if encoding == .utf32, bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      bigEndian = bytes[0] == 0
      start = 4
    }
    let name = encoding == .utf32 ? (bigEndian ? "utf-32-be" : "utf-32-le") : encoding.rawValue
    var builder = StrBuilder()
    while start < bytes.count {
      let end = min(start + 4, bytes.count)
      let unit = bytes[start..<end]
      let code = (bigEndian ? Array(unit) : unit.reversed()).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      if unit.count == 4, Unicode.Scalar(code) != nil {
        builder.append(scalar: code)
      } else {
        let reason =
          unit.count < 4
          ? "truncated data"
          : code < 0x110000
            ? "code point in surrogate code point range(0xd800, 0xe000)"
            : "code point not in range(0x110000)"
        try handle(bytes, start, end, name, reason, errors, &builder)
      }
      start = end
    }
    return builder.build()
  }

  /// How many bytes of `bytes` from `i` form a valid sequence, or (negative) how many are bad, and why.
  private static func sequence(_ bytes: ArraySlice<UInt8>, _ i: Int) -> (length: Int, reason: String) {
    let first = bytes[i]
    let need: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch first {
    case 0..<0x80: return (1, "")
    case 0xC2...0xDF: need = 1
    case 0xE0: (need, low) = (2, 0xA0)
    case 0xE1...0xEC, 0xEE, 0xEF: need = 2
    case 0xED: (need, high) = (2, 0x9F)
    case 0xF0: (need, low) = (3, 0x90)
    case 0xF1...0xF3: need = 3
    case 0xF4: (need, high) = (3, 0x8F)
    default: return (-1, "invalid start byte")
    }
    for offset in 1...need {
      guard i + offset < bytes.endIndex else { return (-offset, "unexpected end of data") }
      let byte = bytes[i + offset]
      guard byte >= (offset == 1 ? low : 0x80), byte <= (offset == 1 ? high : 0xBF) else {
        return (-offset, "invalid continuation byte")
      }
    }
    return (need + 1, "")
  }

  private static func decodeUTF8(_ bytes: ArraySlice<UInt8>, errors: String) throws -> StrObject {
    let valid = bytes.withUnsafeBufferPointer { buffer -> StrObject? in
      if !buffer.contains(where: { $0 >= 0x80 }) { return StrObject(utf8: buffer) }
      return String(validating: buffer, as: UTF8.self) == nil ? nil : StrObject(utf8: buffer)
    }
    if let valid { return valid }
    let base = bytes.startIndex
    var builder = StrBuilder()
    var i = base
    while i < bytes.endIndex {
      let (length, reason) = sequence(bytes, i)
      if length > 0 {
        let piece = bytes[i..<(i + length)]
        piece.withUnsafeBufferPointer { buffer in builder.append(scalar: JSONText.decode(buffer, 0).code) }
        i += length
      } else if errors == "surrogatepass", i + 2 < bytes.endIndex, bytes[i] == 0xED, bytes[i + 1] & 0xE0 == 0xA0,
        bytes[i + 2] & 0xC0 == 0x80
      {
        builder.append(scalar: 0xD000 | UInt32(bytes[i + 1] & 0x3F) << 6 | UInt32(bytes[i + 2] & 0x3F))
        i += 3
      } else {
        try handle(Array(bytes), i - base, i - base - length, "utf-8", reason, errors, &builder)
        i -= length
      }
    }
    return builder.build()
  }

  private static func hex(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return byte < 16 ? "0" + text : text
  }

  private static func handle(
    _ bytes: [UInt8], _ start: Int, _ end: Int, _ codec: String, _ reason: String, _ errors: String,
    _ builder: inout StrBuilder
  ) throws {
    switch errors {
    case "ignore": return
    case "replace": builder.append(scalar: 0xFFFD)
    case "backslashreplace": for byte in bytes[start..<end] { builder.append("\\x\(hex(byte))") }
    case "surrogateescape": for byte in bytes[start..<end] { builder.append(scalar: 0xDC00 + UInt32(byte)) }
    case "strict", "surrogatepass":
      throw ExceptionDetails.unicode(.unicodeDecodeError, codec, Value(BytesObject(bytes)), start, end, reason)
    default: throw ScriptError(.lookupError, "unknown error handler name '\(errors)'")
    }
  }
}
