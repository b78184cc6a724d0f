/// UTF-8 to code points and back, in the generalised form that lets a lone surrogate through as three bytes.
enum UTF8Codec {
  /// Decodes `bytes`, which must be well formed, into `target`, which has room for every code point.
  static func decode<Unit: FixedWidthInteger>(
    _ bytes: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<Unit>
  ) {
    var index = 0
    var filled = 0
    while index < bytes.count {
      let first = UInt32(bytes[index])
      func next(_ offset: Int) -> UInt32 { index + offset < bytes.count ? UInt32(bytes[index + offset]) & 0x3F : 0 }
      switch first {
      case ..<0x80:
        target[filled] = Unit(truncatingIfNeeded: first)
        index += 1
      case ..<0xE0:
        target[filled] = Unit(truncatingIfNeeded: (first & 0x1F) << 6 | next(1))
        index += 2
      case ..<0xF0:
        target[filled] = Unit(truncatingIfNeeded: (first & 0x0F) << 12 | next(1) << 6 | next(2))
        index += 3
      default:
        target[filled] = Unit(truncatingIfNeeded: (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3))
        index += 4
      }
      filled += 1
    }
  }

  /// Whether the bytes are well-formed UTF-8: shortest forms, no surrogates, nothing past U+10FFFF.
  static func isValid(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let first = bytes[index]
        if first < 0x80 {
          index += 1
          continue
        }
        let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
        guard length > 0, index + length <= bytes.count else { return false }
        for offset in 1..<length where bytes[index + offset] & 0xC0 != 0x80 { return false }
        let second = bytes[index + 1]
        switch first {
        case 0xE0 where second < 0xA0, 0xED where second > 0x9F, 0xF0 where second < 0x90, 0xF4 where second > 0x8F:
          return false
        default: index += length
        }
      }
      return true
    }
  }

  /// The bytes of `scalars`.
  static func encode(_ scalars: some Sequence<UInt32>) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars { append(scalar, to: &bytes) }
    return bytes
  }

  /// Appends the bytes of one code point.
  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    func byte(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value) }
    if scalar < 0x80 {
      bytes.append(byte(scalar))
    } else if scalar < 0x800 {
      bytes.append(byte(0xC0 | scalar >> 6))
      bytes.append(byte(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      bytes.append(byte(0xE0 | scalar >> 12))
      bytes.append(byte(0x80 | scalar >> 6 & 0x3F))
      bytes.append(byte(0x80 | scalar & 0x3F))
    } else {
      bytes.append(byte(0xF0 | scalar >> 18))
      bytes.append(byte(0x80 | scalar >> 12 & 0x3F))
      bytes.append(byte(0x80 | scalar >> 6 & 0x3F))
      bytes.append(byte(0x80 | scalar & 0x3F))
    }
  }
}

/// A fast hash of bytes: eight at a time, multiply and fold.
enum ByteHash {
  static func hash(_ bytes: UnsafeRawPointer, count: Int) -> Int {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    var offset = 0
    @inline(__always) func mix(_ word: UInt64) {
      let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      state = product.high ^ product.low
    }
    while offset + 8 <= count {
      mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < count {
      tail = tail << 8 | UInt64(bytes.load(fromByteOffset: offset, as: UInt8.self))
      offset += 1
    }
    mix(tail)
    mix(0xE703_7ED1_A0B4_28DB)
    return Int(bitPattern: UInt(state))
  }
}

/// Builds a string piece by piece; stays one byte a code point as long as the pieces allow.
public struct StrBuilder {
  private var narrow: [UInt8] = []
  private var wide: [UInt32] = []
  private var isWide = false

  public init() {}

  /// The number of code points so far.
  public var count: Int { isWide ? wide.count : narrow.count }

  private mutating func widen() {
    if isWide { return }
    isWide = true
    wide = narrow.map { UInt32($0) }
    narrow = []
  }

  /// Appends one code point.
  public mutating func append(scalar: UInt32) {
    if scalar >= 128 { widen() }
    if isWide { wide.append(scalar) } else { narrow.append(UInt8(truncatingIfNeeded: scalar)) }
  }

  /// Appends a code point `count` times.
  mutating func append(scalar: UInt32, count: Int) {
    if count <= 0 { return }
    if scalar >= 128 { widen() }
    if isWide {
      wide.append(contentsOf: repeatElement(scalar, count: count))
    } else {
      narrow.append(contentsOf: repeatElement(UInt8(truncatingIfNeeded: scalar), count: count))
    }
  }

  /// Appends a string.
  public mutating func append(_ text: StrObject) {
    if text.isASCII {
      if isWide {
        wide.append(contentsOf: text.ascii.lazy.map { UInt32($0) })
      } else {
        narrow.append(contentsOf: text.ascii)
      }
    } else {
      widen()
      wide.append(contentsOf: text.scalars)
    }
  }

  /// Appends the code points `range` of a string.
  public mutating func append(_ text: StrObject, _ range: Range<Int>) {
    if text.isASCII && !isWide {
      narrow.append(contentsOf: text.ascii[range])
    } else {
      widen()
      for index in range { wide.append(text[index]) }
    }
  }

  /// Appends the text of a Swift string.
  public mutating func append(_ text: String) {
    for scalar in text.unicodeScalars { append(scalar: scalar.value) }
  }

  /// The finished string.
  public func build() -> StrObject {
    if isWide { return StrObject(scalars: wide) }
    return StrObject(asciiCount: narrow.count) { target in
      narrow.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { target.update(from: base, count: source.count) }
      }
    }
  }
}
