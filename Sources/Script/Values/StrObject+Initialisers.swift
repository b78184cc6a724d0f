/// Initialisers that make objects of the length their text needs, which those of a class cannot do.
public protocol TextAllocated {}

extension TextAllocated where Self: StrObject {
  /// Room for `count` code points, to be filled by `fill` before anyone looks.
  init(asciiCount count: Int, type: TypeObject = .str, fill: (UnsafeMutablePointer<UInt8>) throws -> Void) rethrows {
    let object = StrObject.allocate(count: count, unit: .ascii, type: type)
    try fill(UnsafeMutablePointer(mutating: object.ascii.baseAddress.unsafelyUnwrapped))
    self = unsafeDowncast(object, to: Self.self)
  }

  /// As ``init(asciiCount:type:fill:)`` for text with a code point past ASCII and none past sixteen bits.
  init(shortCount count: Int, type: TypeObject = .str, fill: (UnsafeMutablePointer<UInt16>) throws -> Void) rethrows {
    let object = StrObject.allocate(count: count, unit: .short, type: type)
    try fill(object.units(UInt16.self))
    self = unsafeDowncast(object, to: Self.self)
  }

  /// As ``init(asciiCount:type:fill:)`` for text with a code point past sixteen bits.
  init(fullCount count: Int, type: TypeObject = .str, fill: (UnsafeMutablePointer<UInt32>) throws -> Void) rethrows {
    let object = StrObject.allocate(count: count, unit: .full, type: type)
    try fill(object.units(UInt32.self))
    self = unsafeDowncast(object, to: Self.self)
  }

  /// The string of code points of at most sixteen bits.
  init(shorts: UnsafeBufferPointer<UInt16>) {
    var union: UInt16 = 0
    for unit in shorts { union |= unit }
    if union < 128 {
      self.init(asciiCount: shorts.count) { target in
        for index in 0..<shorts.count { target[index] = UInt8(truncatingIfNeeded: shorts[index]) }
      }
    } else {
      self.init(shortCount: shorts.count) { target in
        target.update(from: shorts.baseAddress.unsafelyUnwrapped, count: shorts.count)
      }
    }
  }

  /// The string that the valid UTF-8 `bytes` encode; generalised: encoded surrogates are kept.
  public init(utf8 bytes: UnsafeBufferPointer<UInt8>, type: TypeObject = .str) {
    let scalars = bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    if scalars == bytes.count && !bytes.contains(where: { $0 >= 0x80 }) {
      self.init(asciiCount: bytes.count, type: type) { target in
        if let source = bytes.baseAddress { target.update(from: source, count: bytes.count) }
      }
    } else if bytes.contains(where: { $0 >= 0xF0 }) {
      self.init(fullCount: scalars, type: type) { target in UTF8Codec.decode(bytes, into: target) }
    } else {
      self.init(shortCount: scalars, type: type) { target in UTF8Codec.decode(bytes, into: target) }
    }
  }

  public init(utf8 bytes: [UInt8]) {
    let copy = bytes
    self.init(utf8: copy.withUnsafeBufferPointer { UnsafeBufferPointer(start: $0.baseAddress, count: $0.count) })
    withExtendedLifetime(copy) {}
  }

  public init(_ text: String, type: TypeObject = .str) {
    var text = text
    text.makeContiguousUTF8()
    let utf8 = Array(text.utf8)
    self.init(utf8: utf8.withUnsafeBufferPointer { $0 }, type: type)
    withExtendedLifetime(utf8) {}
  }

  /// The string of `scalars` (code points, surrogates allowed).
  public init(scalars: UnsafeBufferPointer<UInt32>, type: TypeObject = .str) {
    var union: UInt32 = 0
    for scalar in scalars { union |= scalar }
    if union < 128 {
      self.init(asciiCount: scalars.count, type: type) { target in
        for index in 0..<scalars.count { target[index] = UInt8(truncatingIfNeeded: scalars[index]) }
      }
    } else if union < 0x10000 {
      self.init(shortCount: scalars.count, type: type) { target in
        for index in 0..<scalars.count { target[index] = UInt16(truncatingIfNeeded: scalars[index]) }
      }
    } else {
      self.init(fullCount: scalars.count, type: type) { target in
        target.update(from: scalars.baseAddress.unsafelyUnwrapped, count: scalars.count)
      }
    }
  }

  public init(scalars: [UInt32]) {
    self.init(scalars: scalars.withUnsafeBufferPointer { $0 })
    withExtendedLifetime(scalars) {}
  }

  /// The decimal digits of an integer.
  public init(decimal value: Int) {
    var digits = 1
    var rest = value.magnitude / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    let sign = value < 0 ? 1 : 0
    self.init(asciiCount: digits + sign) { target in
      if sign == 1 { target[0] = 45 }
      var rest = value.magnitude
      var position = digits + sign
      repeat {
        position -= 1
        target[position] = UInt8(48 + rest % 10)
        rest /= 10
      } while rest > 0
    }
  }
}
