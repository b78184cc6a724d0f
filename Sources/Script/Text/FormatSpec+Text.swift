import Support

extension FormatSpec {
  /// `format(text, spec)`.
  public func format(_ text: String, typeName: String = "str") throws -> String {
    guard type == nil || type == "s" else { throw unknownCode(typeName) }
    if grouping != nil { throw UserError(.value, "Cannot specify '\(grouping!)' with 's'.") }
    if let sign {
      throw UserError(.value, "\(sign == " " ? "Space" : "Sign") not allowed in string format specifier")
    }
    if noNegativeZero {
      throw UserError(.value, "Negative zero coercion (z) not allowed in string format specifier")
    }
    if alternate { throw UserError(.value, "Alternate form (#) not allowed in string format specifier") }
    if align == "=" { throw UserError(.value, "'=' alignment not allowed in string format specifier") }
    if precision == nil, width == 0 { return text }
    try MemoryLimit.check(width, stride: 4)
    var text = text
    var count = text.utf8.count
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    if !isASCII { count = text.unicodeScalars.count }
    if let precision, precision < count {
      text = isASCII ? String(text.utf8.prefix(precision))! : String(text.unicodeScalars.prefix(precision))
      count = precision
    }
    return pad(text, count: count, defaultAlign: "<")
  }
}
