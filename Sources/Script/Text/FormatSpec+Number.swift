import BigInteger
import Support

extension FormatSpec {
  /// `format(value, spec)` for an int.
  public func format(_ value: Int, typeName: String = "int") throws -> String {
    if let type, Self.floatTypes.contains(type) { return try format(Double(value), typeName: typeName) }
    if type == "c" { return try character(value) }
    return try integer(negative: value < 0, typeName: typeName) { String(value.magnitude, radix: $0) }
  }

  /// `format(value, spec)` for an int past 64 bits.
  public func format(_ value: BigInt, typeName: String = "int") throws -> String {
    if let type, Self.floatTypes.contains(type) {
      let double = value.double
      guard double.isFinite else { throw UserError(.overflow, "int too large to convert to float") }
      return try format(double, typeName: typeName)
    }
    if type == "c" { return try character(nil) }
    return try integer(negative: value.isNegative, typeName: typeName) { try Integers.digits(value, base: $0) }
  }

  private static let floatTypes: Set<Unicode.Scalar> = ["e", "E", "f", "F", "g", "G", "%"]

  private func checkIntegerOnly() throws {
    if precision != nil { throw UserError(.value, "Precision not allowed in integer format specifier") }
    if noNegativeZero {
      throw UserError(.value, "Negative zero coercion (z) not allowed in integer format specifier")
    }
  }

  /// The character of a code, which is `nil` for an int past 64 bits.
  private func character(_ value: Int?) throws -> String {
    try checkIntegerOnly()
    if sign != nil { throw UserError(.value, "Sign not allowed with integer format specifier 'c'") }
    if alternate { throw UserError(.value, "Alternate form (#) not allowed with integer format specifier 'c'") }
    guard let value else { throw UserError(.overflow, "Python int too large to convert to C long") }
    guard let code = UInt32(exactly: value), let scalar = Unicode.Scalar(code) else {
      throw UserError(.overflow, "%c arg not in range(0x110000)")
    }
    return pad(String(scalar), count: 1, defaultAlign: ">")
  }

  private func integer(negative: Bool, typeName: String, digits: (Int) throws -> String) throws -> String {
    var base = 10
    var prefix = ""
    switch type {
    case nil, "d", "n": break
    case "b": (base, prefix) = (2, "0b")
    case "o": (base, prefix) = (8, "0o")
    case "x": (base, prefix) = (16, "0x")
    case "X": (base, prefix) = (16, "0X")
    default: throw unknownCode(typeName)
    }
    try checkIntegerOnly()
    try checkSizes()
    var text = try digits(base)
    if type == "X" { text = text.uppercased() }
    return number(negative: negative, prefix: alternate ? prefix : "", digits: Array(text.utf8), rest: [], base: base)
  }

  /// `format(value, spec)` for a float.
  public func format(_ value: Double, typeName: String = "float") throws -> String {
    var value = value
    var conversion: Character = "g"
    var upper = false
    var percent = false
    var dotZero = false
    switch type {
    case nil: dotZero = true
    case "e": conversion = "e"
    case "E": (conversion, upper) = ("e", true)
    case "f": conversion = "f"
    case "F": (conversion, upper) = ("f", true)
    case "g", "n": break
    case "G": upper = true
    case "%":
      conversion = "f"
      percent = true
      value *= 100
    default: throw unknownCode(typeName)
    }
    try checkSizes()
    if let precision {
      if precision > Int(Int32.max) { throw UserError(.value, "precision too big") }
      if precision > 1 << 28 { throw UserError(.memory, "") }
    }
    let magnitude = abs(value)
    var text: String
    if value.isNaN {
      text = "nan"
    } else if value.isInfinite {
      text = "inf"
    } else if type == nil, precision == nil {
      text = FloatText.shortest(magnitude, exponentFrom: 16, addDotZero: true, uppercase: false)
      if alternate { text = Self.withDot(text) }
    } else if dotZero {
      text = Self.general(magnitude, precision: max(precision ?? 6, 1), alternate: alternate)
    } else if conversion == "g", alternate {
      text = Self.generalWithZeros(magnitude, precision: max(precision ?? 6, 1))
    } else {
      text = FloatText.printf(magnitude, conversion, precision: precision ?? 6, alternate: alternate)
    }
    if upper { text = text.uppercased() }
    if percent { text += "%" }
    let bytes = Array(text.utf8)
    let wholeCount = bytes.prefix { FloatText.isDigit($0) }.count
    var negative = value.sign == .minus && !value.isNaN
    if negative, noNegativeZero, !bytes.contains(where: { $0 >= 49 && $0 <= 57 }), !value.isInfinite {
      negative = false
    }
    return number(
      negative: negative, prefix: "", digits: Array(bytes[..<wholeCount]), rest: Array(bytes[wholeCount...]), base: 10)
  }

  /// No type but a precision: like `g`, with at least one digit past the point and one place less before exponents.
  private static func general(_ value: Double, precision: Int, alternate: Bool) -> String {
    var text = FloatText.printf(value, "e", precision: precision - 1, alternate: alternate)
    guard let mark = text.lastIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else { return text }
    if exponent < -4 || exponent + 1 > precision - 1 {
      var mantissa = text[..<mark]
      if !alternate, mantissa.contains(".") {
        while mantissa.last == "0" { mantissa.removeLast() }
        if mantissa.last == "." { mantissa.removeLast() }
      }
      return String(mantissa + text[mark...])
    }
    text = FloatText.printf(value, "f", precision: max(precision - 1 - exponent, 1))
    if !alternate {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text += "0" }
    }
    return text
  }

  /// `#g`, spelled out: glibc's `%#g` drops the zeros when rounding carries into a new digit.
  private static func generalWithZeros(_ value: Double, precision: Int) -> String {
    let text = FloatText.printf(value, "e", precision: precision - 1, alternate: true)
    let exponent = Int(text[text.index(after: text.lastIndex(of: "e") ?? text.startIndex)...]) ?? 0
    if exponent < -4 || exponent >= precision { return text }
    return FloatText.printf(value, "f", precision: precision - 1 - exponent, alternate: true)
  }

  private static func withDot(_ text: String) -> String {
    if text.contains(".") { return text }
    guard let mark = text.firstIndex(of: "e") else { return text + "." }
    return String(text[..<mark] + "." + text[mark...])
  }

  /// Puts sign, prefix, grouped digits and the rest (point, decimals, exponent, `%`) together, padded.
  private func number(negative: Bool, prefix: String, digits: [UInt8], rest: [UInt8], base: Int) -> String {
    let signText = negative ? "-" : sign == "+" ? "+" : sign == " " ? " " : ""
    let effectiveAlign = align ?? (zeroPadded ? "=" : ">")
    let around = signText.utf8.count + prefix.utf8.count + rest.count
    let zeroFill = fill == "0" && effectiveAlign == "="
    var whole = digits
    if !digits.isEmpty, grouping != nil || zeroFill {
      whole = Self.group(
        digits, size: base == 10 ? 3 : 4, separator: grouping.map { UInt8(ascii: $0) },
        minimumWidth: zeroFill ? width - around : 0)
    }
    let body = String(decoding: whole, as: UTF8.self) + String(decoding: rest, as: UTF8.self)
    let count = around + whole.count
    guard width > count else { return signText + prefix + body }
    if effectiveAlign == "=" {
      return signText + prefix + String(repeating: String(fill), count: width - count) + body
    }
    return pad(signText + prefix + body, count: count, defaultAlign: ">")
  }

  /// Inserts the separator every `size` digits from the right, with zeros in front up to `minimumWidth`.
  private static func group(_ digits: [UInt8], size: Int, separator: UInt8?, minimumWidth: Int) -> [UInt8] {
    guard let separator else {
      return [UInt8](repeating: 48, count: max(0, minimumWidth - digits.count)) + digits
    }
    var reversed: [UInt8] = []
    var remaining = digits.count
    var wanted = minimumWidth
    while true {
      let length = min(size, max(max(remaining, wanted), 1))
      let taken = min(remaining, length)
      if !reversed.isEmpty { reversed.append(separator) }
      for offset in 0..<taken { reversed.append(digits[remaining - 1 - offset]) }
      reversed += repeatElement(48, count: length - taken)
      remaining -= taken
      wanted -= length
      if remaining <= 0 && wanted <= 0 { break }
      wanted -= 1
    }
    return reversed.reversed()
  }
}
