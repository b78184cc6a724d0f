import BigInteger
import Glibc

/// The constructor and the methods of `float`.
enum FloatMethods {
  static func register() {
    let type = TypeObject.float
    type.constructor("x=0.0, /") { call in
      let value = try make(call[0])
      return call.type === TypeObject.float ? .float(value) : Value(ExtendedFloat(value, type: call.type))
    }
    type.method("is_integer", "") { call in
      let value = me(call)
      return .bool(value.isFinite && value == value.rounded(.towardZero))
    }
    type.method("as_integer_ratio", "") { call in try ratio(me(call)) }
    type.method("hex", "") { call in Value(hex(me(call))) }
    type.classMethod("fromhex", "string, /") { call in
      let text = try call.string(0)
      var end: UnsafeMutablePointer<CChar>?
      // ASCII's white space only.
      func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
      let spaceless = text.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
      let trimmed = String(decoding: Array(spaceless), as: UTF8.self)
      let isHex = trimmed.lowercased().contains("0x")
      let sign = trimmed.first.map { $0 == "-" || $0 == "+" ? String($0) : "" } ?? ""
      let spelled =
        isHex || FloatText.parse(trimmed.utf8)?.isFinite == false
        ? trimmed : sign + "0x" + trimmed.dropFirst(sign.count)
      let value = strtod(spelled, &end)
      guard !trimmed.isEmpty, end?.pointee == 0 else {
        throw ScriptError(.valueError, "invalid hexadecimal floating-point string")
      }
      if value.isInfinite, isHex {
        throw ScriptError(.overflowError, "hexadecimal value too large to represent as a float")
      }
      return call.type === TypeObject.float ? .float(value) : try Value(call.type).call(.float(value))
    }
    type.method("conjugate", "") { call in call.receiver }
    type.method("__float__", "") { call in call.receiver }
    for (name, rule) in [
      ("__int__", FloatingPointRoundingRule.towardZero), ("__trunc__", .towardZero), ("__floor__", .down),
      ("__ceil__", .up),
    ] {
      type.method(name, "") { call in try IntMethods.fromFloat(me(call).rounded(rule)) }
    }
    type.property("real", get: { $0 })
    type.property("imag", get: { _ in .float(0) })
  }

  private static func me(_ call: CallArguments) -> Double { call.receiver.number ?? .nan }

  /// `float(value)`.
  static func make(_ value: Value) throws -> Double {
    if value.object?.type.isUserDefined == true, let double = try value.floatValue() { return double }
    if let bytes = value.str?.utf8 ?? value.bytes?.bytes {
      guard let double = FloatText.parse(bytes) else {
        throw ScriptError(.valueError, "could not convert string to float: \(try value.repr())")
      }
      return double
    }
    if let double = try value.floatValue() { return double }
    throw ScriptError(.typeError, "float() argument must be a string or a real number, not '\(value.typeName)'")
  }

  private static func ratio(_ value: Double) throws -> Value {
    if value.isNaN { throw ScriptError(.valueError, "cannot convert NaN to integer ratio") }
    if value.isInfinite { throw ScriptError(.overflowError, "cannot convert Infinity to integer ratio") }
    if value == 0 { return Value(tuple: [.int(0), .int(1)]) }
    var exponent: Int32 = 0
    var fraction = frexp(value, &exponent)
    while fraction != fraction.rounded(.towardZero) {
      fraction *= 2
      exponent -= 1
    }
    let numerator = BigInt(truncating: fraction) ?? 0
    return exponent >= 0
      ? Value(tuple: [Value(numerator << Int(exponent)), .int(1)])
      : Value(tuple: [Value(numerator), Value(BigInt(1) << Int(-exponent))])
  }

  private static func hex(_ value: Double) -> String {
    if !value.isFinite { return FloatText.repr(value) }
    let sign = value.sign == .minus ? "-" : ""
    if value == 0 { return sign + "0x0.0p+0" }
    let bits = value.significandBitPattern
    var digits = String(bits, radix: 16)
    digits = String(repeating: "0", count: 13 - digits.count) + digits
    let exponent = value.isSubnormal ? -1022 : Int(value.exponent)
    return "\(sign)0x\(value.isSubnormal ? 0 : 1).\(digits)p\(exponent < 0 ? "-" : "+")\(abs(exponent))"
  }
}

extension Value {
  /// The integer of `ndigits`; past 64 bits it is the nearest that fits.
  fileprivate func roundingPlaces() throws -> Int {
    if let big = bigInt { return big.value.signum() < 0 ? -Int.max : Int.max }
    return try asIndex()
  }
}

/// `round(value, digits)` and `divmod`-like helpers shared by functions and methods.
enum Rounding {
  /// `round(number)` or `round(number, digits)`; `nil` when the value is not a built-in number.
  static func round(_ value: Value, digits: Value) throws -> Value? {
    let toInteger = digits.isNone || digits.isUnset
    if let float = value.object as? ExtendedFloat { return try round(.float(float.value), digits: digits) }
    if case .float(let double) = value {
      if toInteger { return try IntMethods.fromFloat(double.rounded(.toNearestOrEven)) }
      let rounded = FloatText.round(double, places: min(max(try digits.roundingPlaces(), -400), 400))
      if rounded.isInfinite && double.isFinite {
        throw ScriptError(.overflowError, "rounded value too large to represent")
      }
      return .float(rounded)
    }
    guard let integer = value.integer else { return nil }
    if toInteger { return Value(integer) }
    let places = try digits.roundingPlaces()
    if places >= 0 { return Value(integer) }
    if places < -4300 { return .int(0) }
    let unit = try BigInt(10).power(-places)
    let half = unit >> 1
    var (quotient, remainder) = try integer.floorDivided(by: unit)
    if remainder > half || (remainder == half && quotient.isOdd) { quotient += 1 }
    return Value(try quotient * unit)
  }
}
