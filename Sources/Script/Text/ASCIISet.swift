/// A set of ASCII characters, asked with one shift.
struct ASCIISet {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// The characters of an ASCII string; `nil` for any other.
  init?(_ text: StrObject) {
    guard text.isASCII else { return nil }
    for byte in text.ascii {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
    }
  }

  @inline(__always) func contains(_ scalar: UInt32) -> Bool {
    if scalar >= 128 { return false }
    return (scalar < 64 ? low : high) >> UInt64(scalar & 63) & 1 != 0
  }
}
