/// What Python's str predicates say of a code point, from the Unicode tables of the Swift runtime.
public enum CharacterClass {
  @inline(__always)
  private static func properties(_ code: UInt32) -> Unicode.Scalar.Properties? { Unicode.Scalar(code)?.properties }

  /// `str.isspace`: white space by category or by bidirectional class.
  public static func isSpace(_ code: UInt32) -> Bool {
    if code < 128 { return code == 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31) }
    return code == 0x85 || code == 0xA0 || (properties(code)?.isWhitespace ?? false)
  }

  /// A place where `str.splitlines` cuts.
  public static func isLineBreak(_ code: UInt32) -> Bool {
    switch code {
    case 10...13, 28...30, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  public static func isAlpha(_ code: UInt32) -> Bool {
    if code < 128 { return (code | 32) >= 97 && (code | 32) <= 122 }
    switch properties(code)?.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }

  /// `str.isdecimal`: a digit of a decimal system.
  public static func isDecimal(_ code: UInt32) -> Bool {
    if code < 128 { return code >= 48 && code <= 57 }
    return properties(code)?.generalCategory == .decimalNumber
  }

  /// The value of a decimal digit.
  public static func decimalDigit(_ code: UInt32) -> Int? {
    if code < 128 { return code >= 48 && code <= 57 ? Int(code) - 48 : nil }
    guard let properties = properties(code), properties.generalCategory == .decimalNumber else { return nil }
    return properties.numericValue.map { Int($0) }
  }

  /// `str.isdigit`: decimals and superscripts, circled digits and the like.
  public static func isDigit(_ code: UInt32) -> Bool {
    if code < 128 { return code >= 48 && code <= 57 }
    switch properties(code)?.numericType {
    case .decimal, .digit: return true
    default: return false
    }
  }

  public static func isNumeric(_ code: UInt32) -> Bool {
    if code < 128 { return code >= 48 && code <= 57 }
    return properties(code)?.numericType != nil
  }

  public static func isAlphanumeric(_ code: UInt32) -> Bool { isAlpha(code) || isNumeric(code) }

  public static func isUpper(_ code: UInt32) -> Bool {
    if code < 128 { return code >= 65 && code <= 90 }
    return properties(code)?.isUppercase ?? false
  }

  public static func isLower(_ code: UInt32) -> Bool {
    if code < 128 { return code >= 97 && code <= 122 }
    return properties(code)?.isLowercase ?? false
  }

  public static func isTitle(_ code: UInt32) -> Bool {
    code >= 128 && properties(code)?.generalCategory == .titlecaseLetter
  }

  /// Has upper, lower or title case.
  public static func isCased(_ code: UInt32) -> Bool { isUpper(code) || isLower(code) || isTitle(code) }

  /// `str.isprintable` of one code point: everything but separators other than the space, controls, formats,
  /// surrogates, private use and unassigned.
  public static func isPrintable(_ code: UInt32) -> Bool {
    if code < 127 { return code >= 32 }
    guard let category = properties(code)?.generalCategory else { return false }
    switch category {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  public static func isIdentifierStart(_ code: UInt32) -> Bool {
    if code < 128 { return code == 95 || isAlpha(code) }
    return properties(code)?.isXIDStart ?? false
  }

  public static func isIdentifierContinue(_ code: UInt32) -> Bool {
    if code < 128 { return code == 95 || isAlpha(code) || isDecimal(code) }
    return properties(code)?.isXIDContinue ?? false
  }
}
