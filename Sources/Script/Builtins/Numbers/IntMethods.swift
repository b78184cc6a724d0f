import BigInteger

/// The constructor and the methods of `int` and `bool`.
enum IntMethods {
  static func register() {
    let type = TypeObject.int
    type.constructor("x=..., /, base=...") { call in
      if !call.has(0) {
        if call.has(1) { throw ScriptError(.typeError, "int() missing string argument") }
        return call.type === TypeObject.int ? .int(0) : Value(ExtendedInt(0, type: call.type))
      }
      let value = try make(call[0], base: call.has(1) ? call[1] : nil)
      guard call.type !== TypeObject.int, let integer = value.integer else { return value }
      return Value(ExtendedInt(integer, type: call.type))
    }
    TypeObject.bool.constructor("x=False, /") { call in .bool(try call[0].isTrue()) }
    type.method("bit_length", "") { call in
      if let big = call.receiver.bigInt { return .int(big.value.bitLength) }
      return .int(Int.bitWidth - (call.receiver.exactInt ?? 0).magnitude.leadingZeroBitCount)
    }
    type.method("bit_count", "") { call in
      if let big = call.receiver.bigInt { return .int(big.value.bitCount) }
      return .int((call.receiver.exactInt ?? 0).magnitude.nonzeroBitCount)
    }
    type.method("conjugate", "") { call in whole(call.receiver) }
    type.method("as_integer_ratio", "") { call in Value(tuple: [whole(call.receiver), .int(1)]) }
    for name in ["__int__", "__index__", "__trunc__", "__floor__", "__ceil__"] {
      type.method(name, "") { call in whole(call.receiver) }
    }
    type.method("to_bytes", "/, length=1, byteorder='big', *, signed=False") { call in try toBytes(call) }
    type.classMethod("from_bytes", "/, bytes, byteorder='big', *, signed=False") { call in
      guard call[0].str == nil, call[0].isIterable else {
        throw ScriptError(.typeError, "cannot convert '\(call[0].typeName)' object to bytes")
      }
      let data =
        try call[0].bytes?.bytes
        ?? call[0].items().map(BytesMethods.byte)
      let value = Value(try fromBytes(data, order: call.string(1), signed: call.flag(2)))
      return call.type === TypeObject.int ? value : try Value(call.type).call(value)
    }
    for (name, get) in [
      ("real", whole), ("numerator", whole), ("imag", { _ in .int(0) }), ("denominator", { _ in .int(1) }),
    ]
      as [(String, (Value) -> Value)]
    {
      type.property(name, get: get)
    }
  }

  private static func whole(_ value: Value) -> Value {
    if case .bool(let flag) = value { return .int(flag ? 1 : 0) }
    if value.object?.type.isUserDefined == true, let integer = value.bigInt?.value { return Value(integer) }
    return value
  }

  /// `int(value, base)`.
  static func make(_ value: Value, base: Value?) throws -> Value {
    if let base {
      let radix = base.bigInt == nil ? try base.asIndex() : -1
      guard radix == 0 || (2...36).contains(radix) else {
        throw ScriptError(.valueError, "int() base must be >= 2 and <= 36, or 0")
      }
      guard let bytes = value.str?.utf8 ?? value.bytes?.bytes else {
        throw ScriptError(.typeError, "int() can't convert non-string with explicit base")
      }
      return try parse(bytes, radix, shown: value)
    }
    switch value {
    case .int: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float(let double): return try fromFloat(double)
    default: break
    }
    if value.bigInt != nil, value.object?.dunder("__int__") == nil { return whole(value) }
    if let method = value.object?.dunder("__int__") {
      let result = try method.call(value)
      guard result.integer != nil else {
        throw ScriptError(.typeError, "__int__ returned non-int (type \(result.typeName))")
      }
      return whole(result)
    }
    if let object = value.object, object.type.isUserDefined || value.str == nil && value.bytes == nil {
      for name in ["__int__", "__index__"] where object.type.lookup(name) != nil {
        let result = try value.callMethod(name)
        guard result.integer != nil else {
          throw ScriptError(.typeError, "\(name) returned non-int (type \(result.typeName))")
        }
        return whole(result)
      }
      if object.type.lookup("__trunc__") != nil {
        let result = try value.callMethod("__trunc__")
        guard let index = try result.indexOfAnySize() else {
          throw ScriptError(.typeError, "__trunc__ returned non-Integral (type \(result.typeName))")
        }
        return index
      }
      if let index = try value.index() { return .int(index) }
    }
    if let bytes = value.str?.utf8 ?? value.bytes?.bytes { return try parse(bytes, 10, shown: value) }
    throw ScriptError(
      .typeError,
      "int() argument must be a string, a bytes-like object or a real number, not '\(value.typeName)'")
  }

  /// The integer part of a double.
  static func fromFloat(_ double: Double) throws -> Value {
    if let small = Int(exactly: double.rounded(.towardZero)) { return .int(small) }
    if double.isNaN { throw ScriptError(.valueError, "cannot convert float NaN to integer") }
    if double.isInfinite { throw ScriptError(.overflowError, "cannot convert float infinity to integer") }
    return Value(BigInt(truncating: double) ?? 0)
  }

  private static func parse(_ bytes: [UInt8], _ radix: Int, shown: Value) throws -> Value {
    switch try IntegerText.parse(bytes, base: radix) {
    case .small(let value)?: return .int(value)
    case .big(let value)?: return Value(value)
    case nil:
      throw ScriptError(.valueError, "invalid literal for int() with base \(radix): \(try shown.repr())")
    }
  }

  private static func toBytes(_ call: CallArguments) throws -> Value {
    let length = try call.int(0)
    let order = try call.string(1)
    let signed = try call.flag(2)
    guard let number = call.receiver.integer else { return .none }
    guard order == "big" || order == "little" else {
      throw ScriptError(.valueError, "byteorder must be either 'little' or 'big'")
    }
    if length < 0 { throw ScriptError(.valueError, "length argument must be non-negative") }
    try MemoryLimit.check(length)
    if number.isNegative && !signed {
      throw ScriptError(.overflowError, "can't convert negative int to unsigned")
    }
    // A sign takes one bit more, but 0 and -1 take none.
    let bits = number.isNegative ? (~number).bitLength : number.bitLength
    let width = bits > 0 && signed ? bits + 1 : bits
    guard (width + 7) / 8 <= length else {
      throw ScriptError(.overflowError, "int too big to convert")
    }
    let bytes = number.littleEndian(count: length)
    return Value(BytesObject(order == "big" ? bytes.reversed() : bytes))
  }

  private static func fromBytes(_ data: [UInt8], order: String, signed: Bool) throws -> BigInt {
    guard order == "big" || order == "little" else {
      throw ScriptError(.valueError, "byteorder must be either 'little' or 'big'")
    }
    return BigInt(littleEndian: order == "big" ? data.reversed() : data, signed: signed)
  }
}
