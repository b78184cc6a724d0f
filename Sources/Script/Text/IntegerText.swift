import BigInteger
import Support

/// An integer read from text: machine-sized when it fits.
public enum ParsedInteger {
  case small(Int)
  case big(BigInt)
}

extension Value {
  /// The integer read.
  init(_ parsed: ParsedInteger) {
    switch parsed {
    case .small(let value): self = .int(value)
    case .big(let value): self = Value(value)
    }
  }
}

/// Reading and writing integers in bases 2 to 36 as Python does.
public enum IntegerText {
  /// The integer that `text` spells as `int(text, base)` reads it, or `nil`. Base 0 takes it from the prefix.
  /// - Throws: `ValueError` for more digits than ``Integers/digitLimit``, `Interrupted`.
  public static func parse(_ text: some Sequence<UInt8>, base: Int = 10) throws -> ParsedInteger? {
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
    guard let digits = try digits(rest, base: base, underscoreFirst: afterPrefix), !digits.isEmpty else { return nil }
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
    let magnitude = try BigInt(digits: digits[...], radix: base)
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

  /// The values of the digits, `_` allowed between two of them. Too many before the first fault are refused first.
  private static func digits(_ bytes: ArraySlice<UInt8>, base: Int, underscoreFirst: Bool) throws -> [UInt8]? {
    var values: [UInt8] = []
    values.reserveCapacity(bytes.count)
    var lastWasDigit = underscoreFirst
    var isValid = true
    for byte in bytes {
      if byte == 95 {
        isValid = lastWasDigit
        lastWasDigit = false
      } else {
        let value = digit(byte)
        isValid = value < base
        if isValid { values.append(UInt8(value)) }
        lastWasDigit = true
      }
      if !isValid { break }
    }
    let limit = base & (base - 1) == 0 ? 0 : Integers.digitLimit
    if limit > 0, values.count > limit {
      throw UserError(
        .value,
        "Exceeds the limit (\(limit) digits) for integer string conversion: value has \(values.count) digits; "
          + "use sys.set_int_max_str_digits() to increase the limit")
    }
    return isValid && lastWasDigit ? values : nil
  }

  /// What a letter or digit is worth; 36 for anything else.
  private static func digit(_ byte: UInt8) -> Int {
    switch byte {
    case 48...57: Int(byte) - 48
    case 97...122: Int(byte) - 87
    case 65...90: Int(byte) - 55
    default: 36
    }
  }

  /// The magnitude of `value` in `base`, lower case, without sign or prefix.
  static func digits(_ value: Int, base: Int) -> [UInt8] { Array(String(value.magnitude, radix: base).utf8) }
}
