import BigInt
import Support

/// An integer read from text: machine-sized when it fits.
public enum ParsedInteger {
  case small(Int)
  case big(BigInt)
}

/// Reading and writing integers in bases 2 to 36 as Python does.
public enum IntegerText {
  /// The integer that `text` spells as `int(text, base)` reads it, or `nil`. Base 0 takes it from the prefix.
  public static func parse(_ text: some Sequence<UInt8>, base: Int = 10) -> ParsedInteger? {
    var bytes = Array(text)
    FloatText.trimSpace(&bytes)
    var rest = bytes[...]
    var negative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      negative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    var base = base
    var afterPrefix = false
    let prefixBase = prefix(of: rest)
    if base == 0 {
      base = prefixBase ?? 10
      if prefixBase != nil {
        rest = rest.dropFirst(2)
        afterPrefix = true
      } else if rest.first == 48, rest.contains(where: { $0 != 48 && $0 != 95 }) {
        return nil
      }
    } else if prefixBase == base {
      rest = rest.dropFirst(2)
      afterPrefix = true
    }
    guard let digits = digits(rest, base: base, underscoreFirst: afterPrefix), !digits.isEmpty else { return nil }
    var value = 0
    var fits = true
    for digit in digits {
      let (product, overflow) = value.multipliedReportingOverflow(by: base)
      let (sum, carry) = product.addingReportingOverflow(Int(digit))
      if overflow || carry {
        fits = false
        break
      }
      value = sum
    }
    if fits { return .small(negative ? -value : value) }
    let spelled = String(decoding: digits.map { $0 < 10 ? $0 + 48 : $0 + 87 }, as: UTF8.self)
    guard let magnitude = BigInt(spelled, radix: base) else { return nil }
    let signed = negative ? -magnitude : magnitude
    return Int(exactly: signed).map { .small($0) } ?? .big(signed)
  }

  private static func prefix(of bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count > 2, bytes[bytes.startIndex] == 48 else { return nil }
    switch bytes[bytes.startIndex + 1] | 32 {
    case UInt8(ascii: "x"): return 16
    case UInt8(ascii: "o"): return 8
    case UInt8(ascii: "b"): return 2
    default: return nil
    }
  }

  /// The values of the digits, `_` allowed between two of them.
  private static func digits(_ bytes: ArraySlice<UInt8>, base: Int, underscoreFirst: Bool) -> [UInt8]? {
    var values: [UInt8] = []
    var lastWasDigit = underscoreFirst
    for byte in bytes {
      if byte == 95 {
        guard lastWasDigit else { return nil }
        lastWasDigit = false
        continue
      }
      let value: UInt8
      switch byte {
      case 48...57: value = byte - 48
      case 97...122: value = byte - 87
      case 65...90: value = byte - 55
      default: return nil
      }
      guard Int(value) < base else { return nil }
      values.append(value)
      lastWasDigit = true
    }
    return lastWasDigit ? values : nil
  }

  /// The magnitude of `value` in `base`, lower case, without sign or prefix.
  static func digits(_ value: Int, base: Int) -> [UInt8] { Array(String(value.magnitude, radix: base).utf8) }
}
