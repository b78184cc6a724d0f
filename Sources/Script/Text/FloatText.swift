import CRuntime
import Glibc

/// Decimal text of doubles exactly as CPython writes it.
public enum FloatText {
  /// `repr(value)`: the shortest decimal that reads back as `value`; exponents from 1e16 up and below 1e-4.
  public static func repr(_ value: Double) -> String {
    if !value.isFinite { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    if value == value.rounded(.towardZero), abs(value) < 1e15 {
      if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
      return "\(Int(value)).0"
    }
    return shortest(value, exponentFrom: 16, addDotZero: true, uppercase: false)
  }

  /// The shortest digits of `value`, in positional notation while the decimal exponent is in `-4 ..< exponentFrom`.
  static func shortest(_ value: Double, exponentFrom: Int, addDotZero: Bool, uppercase: Bool) -> String {
    let (digits, point) = shortestDigits(abs(value))
    var out: [UInt8] = []
    if value.sign == .minus { out.append(UInt8(ascii: "-")) }
    layOut(digits, point: point, exponentFrom: exponentFrom, addDotZero: addDotZero, into: &out)
    if uppercase { for i in out.indices where out[i] == UInt8(ascii: "e") { out[i] = UInt8(ascii: "E") } }
    return String(decoding: out, as: UTF8.self)
  }

  /// Writes `0.digits × 10^point` positionally or with an exponent.
  private static func layOut(
    _ digits: [UInt8], point: Int, exponentFrom: Int, addDotZero: Bool, into out: inout [UInt8]
  ) {
    let zero = UInt8(ascii: "0")
    let dot = UInt8(ascii: ".")
    if point > exponentFrom || point <= -4 {
      out.append(digits[0])
      if digits.count > 1 {
        out.append(dot)
        out += digits[1...]
      }
      let exponent = point - 1
      out.append(UInt8(ascii: "e"))
      out.append(UInt8(ascii: exponent < 0 ? "-" : "+"))
      let text = String(abs(exponent))
      if text.utf8.count < 2 { out.append(zero) }
      out += text.utf8
    } else if point <= 0 {
      out += [zero, dot]
      out += repeatElement(zero, count: -point)
      out += digits
    } else if point >= digits.count {
      out += digits
      out += repeatElement(zero, count: point - digits.count)
      if addDotZero { out += [dot, zero] }
    } else {
      out += digits[..<point]
      out.append(dot)
      out += digits[point...]
    }
  }

  /// The shortest round-trip digits of a positive finite double and the place of the point: `0.d₁d₂… × 10^point`.
  static func shortestDigits(_ value: Double) -> (digits: [UInt8], point: Int) {
    if value == 0 { return ([UInt8(ascii: "0")], 1) }
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var text = value.description
    text.withUTF8 { bytes in
      var i = 0
      while i < bytes.count {
        let byte = bytes[i]
        if byte == UInt8(ascii: ".") {
          point = digits.count
        } else if byte == UInt8(ascii: "e") {
          var negative = false
          for digit in bytes[(i + 1)...] {
            if digit == UInt8(ascii: "-") { negative = true }
            if digit >= 48 && digit <= 57 { exponent = exponent * 10 + Int(digit) - 48 }
          }
          if negative { exponent = -exponent }
          break
        } else {
          digits.append(byte)
        }
        i += 1
      }
    }
    var place = (point ?? digits.count) + exponent
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    place -= leading
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, place)
  }

  /// `value` in C's `%.{precision}{conversion}` for conversion `e`, `f` or `g`, correctly rounded (glibc is exact).
  static func printf(_ value: Double, _ conversion: Character, precision: Int, alternate: Bool = false) -> String {
    let letter = CChar(bitPattern: conversion.asciiValue ?? 103)
    func print(into buffer: UnsafeMutableBufferPointer<CChar>) -> Int {
      Int(format_double(buffer.baseAddress, buffer.count, alternate, CInt(clamping: precision), letter, value))
    }
    var count = 0
    let short: String? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      count = print(into: buffer)
      return count < buffer.count ? String(decoding: UnsafeRawBufferPointer(buffer).prefix(count), as: UTF8.self) : nil
    }
    if let short { return short }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
      _ = print(into: buffer)
      return String(decoding: UnsafeRawBufferPointer(buffer).prefix(count), as: UTF8.self)
    }
  }

  /// `round(value, places)`: the double nearest to the exact value rounded half to even at that decimal place.
  public static func round(_ value: Double, places: Int) -> Double {
    guard value.isFinite, value != 0 else { return value }
    if places > 323 { return value }
    if places < -309 { return value.sign == .minus ? -0.0 : 0.0 }
    if places >= 0 { return strtod(printf(value, "f", precision: places), nil) }
    let scientific = printf(value, "e", precision: 25)
    let exponent = Int(scientific[scientific.index(after: scientific.lastIndex(of: "e")!)...]) ?? 0
    let precision = exponent + places
    if precision >= 0 { return strtod(printf(value, "e", precision: precision), nil) }
    let half = 5 * pow(10, Double(-places - 1))
    let magnitude = precision == -1 && abs(value) > half ? pow(10, Double(-places)) : 0
    return value.sign == .minus ? -magnitude : magnitude
  }

  /// The double that `text` spells as `float()` reads it (surrounding white space, `_` between digits, `inf`, `nan`),
  /// or `nil`.
  public static func parse(_ text: some Sequence<UInt8>) -> Double? {
    var bytes = Array(text)
    trimSpace(&bytes)
    guard !bytes.isEmpty else { return nil }
    var clean: [CChar] = []
    clean.reserveCapacity(bytes.count + 1)
    var sawDigit = false
    var sawOther = false
    for (i, byte) in bytes.enumerated() {
      switch byte {
      case 48...57: sawDigit = true
      case UInt8(ascii: "_"):
        guard i > 0, i + 1 < bytes.count, isDigit(bytes[i - 1]), isDigit(bytes[i + 1]) else { return nil }
        continue
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): break
      default: sawOther = true
      }
      if byte >= 0x80 { return nil }
      clean.append(CChar(byte))
    }
    if sawOther || !sawDigit {
      var word = String(decoding: bytes, as: UTF8.self).lowercased()[...]
      var negative = false
      if let first = word.first, first == "+" || first == "-" {
        negative = first == "-"
        word = word.dropFirst()
      }
      switch word {
      case "inf", "infinity": return negative ? -.infinity : .infinity
      case "nan": return negative ? -Double.nan : Double.nan
      default: return nil
      }
    }
    clean.append(0)
    return clean.withUnsafeBufferPointer { buffer in
      var end: UnsafeMutablePointer<CChar>?
      let value = strtod(buffer.baseAddress!, &end)
      return end == UnsafeMutablePointer(mutating: buffer.baseAddress! + buffer.count - 1) ? value : nil
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// Removes white space (Unicode's too) around UTF-8 bytes.
  static func trimSpace(_ bytes: inout [UInt8]) {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) || (byte >= 28 && byte <= 31) }
    if bytes.contains(where: { $0 >= 0x80 }) {
      var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
      while let last = scalars.last, CharacterClass.isSpace(last.value) { scalars.removeLast() }
      let leading = scalars.prefix { CharacterClass.isSpace($0.value) }.count
      var text = String.UnicodeScalarView()
      for scalar in scalars[leading...] {
        if let digit = CharacterClass.decimalDigit(scalar.value) {
          text.append(Unicode.Scalar(UInt8(48 + digit)))
        } else {
          text.append(scalar)
        }
      }
      bytes = Array(String(text).utf8)
      return
    }
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    bytes.removeFirst(bytes.prefix { isSpace($0) }.count)
  }
}
