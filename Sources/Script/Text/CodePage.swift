/// The encodings of one byte a character that differ from Latin-1 in a few places.
enum CodePage {
  /// What Windows-1252 puts at 0x80…0x9F; 0 where it has nothing.
  private static let windows1252: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]
  /// What ISO 8859-15 replaced in Latin-1.
  private static let latin9: [UInt8: UInt32] = [
    0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D, 0xB8: 0x017E, 0xBC: 0x0152, 0xBD: 0x0153, 0xBE: 0x0178,
  ]

  /// The code point that `byte` stands for, if any.
  static func character(_ byte: UInt8, _ encoding: TextCodec.Encoding) -> UInt32? {
    if encoding == .latin9 { return latin9[byte] ?? UInt32(byte) }
    guard (0x80...0x9F).contains(byte) else { return UInt32(byte) }
    let code = windows1252[Int(byte) - 0x80]
    return code == 0 ? nil : code
  }

  /// The byte that stands for `code`, if any.
  static func byte(_ code: UInt32, _ encoding: TextCodec.Encoding) -> UInt8? {
    if code < 0x80 { return UInt8(code) }
    if code < 0x100, character(UInt8(code), encoding) == code { return UInt8(code) }
    if encoding == .latin9 { return latin9.first { $0.value == code }?.key }
    return windows1252.firstIndex(of: code).map { UInt8($0 + 0x80) }
  }
}
