import BigInteger

/// `template % values`.
enum PercentOperator {
  /// `format % values` with nothing but `%s`, `%d` and `%%` and plain strings and integers; `nil` for anything else.
  private static func quickly(_ format: StrObject, _ values: Value) -> StrObject? {
    guard format.isASCII else { return nil }
    let bytes = format.ascii
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 32)
    let tuple = values.tuple
    guard tuple?.kind == .tuple || values.exactInt != nil || values.str?.kind == .str else { return nil }
    var used = 0
    var i = 0
    while i < bytes.count {
      if bytes[i] != 37 {
        text.append(bytes[i])
        i += 1
        continue
      }
      guard i + 1 < bytes.count else { return nil }
      let conversion = bytes[i + 1]
      i += 2
      if conversion == 37 {
        text.append(37)
        continue
      }
      guard used < (tuple?.count ?? 1) else { return nil }
      let value = tuple?[used] ?? values
      used += 1
      switch (conversion, value) {
      case (115, .int(let number)), (100, .int(let number)): text.append(contentsOf: StrObject(decimal: number).ascii)
      case (115, .object(let object)) where object.kind == .str:
        let piece = unsafeDowncast(object, to: StrObject.self)
        guard piece.isASCII else { return nil }
        text.append(contentsOf: piece.ascii)
      default: return nil
      }
    }
    guard used == tuple?.count ?? 1 else { return nil }
    return StrObject(utf8: text)
  }

  /// The values a template takes from: those of a tuple in order, or one value; after a key, the value under it.
  private struct Source {
    var items: [Value]
    var next = 0
    /// What keys are looked up in.
    let mapping: Value?

    init(_ operand: Value, isBytes: Bool) {
      items = operand.tuple?.items ?? [operand]
      mapping =
        operand.tuple == nil && operand.str == nil && !(isBytes && operand.bytes != nil) && operand.isMapping
        ? operand : nil
    }

    mutating func take() throws -> Value {
      guard next < items.count else { throw ScriptError(.typeError, "not enough arguments for format string") }
      next += 1
      return items[next - 1]
    }

    /// Goes on with the value under `key`.
    mutating func choose(_ key: Value) throws {
      guard let mapping else { throw ScriptError(.typeError, "format requires a mapping") }
      items = [try mapping.getItem(key)]
      next = 0
    }
  }

  /// `template % values` for bytes.
  static func format(_ template: [UInt8], _ operand: Value) throws -> BytesObject {
    let text = try format(StrObject(scalars: template.map { UInt32($0) }), operand, isBytes: true)
    return BytesObject(text.scalars.map { UInt8(truncatingIfNeeded: $0) })
  }

  static func format(_ template: StrObject, _ operand: Value) throws -> StrObject {
    try format(template, operand, isBytes: false)
  }

  private static func format(_ template: StrObject, _ operand: Value, isBytes: Bool) throws -> StrObject {
    if !isBytes, let text = quickly(template, operand) { return text }
    var source = Source(operand, isBytes: isBytes)
    var pieces = PercentFormat(template.string)
    var builder = StrBuilder()
    while let piece = try pieces.next() {
      switch piece {
      case .literal(let text): builder.append(text)
      case .field(let field):
        if let key = field.key {
          try source.choose(
            isBytes ? Value(BytesObject(key.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })) : Value(key))
        }
        try append(field, &source, isBytes: isBytes, to: &builder)
      }
    }
    if source.next < source.items.count && source.mapping == nil {
      throw ScriptError(
        .typeError, "not all arguments converted during \(isBytes ? "bytes" : "string") formatting")
    }
    return builder.build()
  }

  private static func amount(_ amount: PercentField.Amount, _ source: inout Source, _ limit: Int) throws -> Int? {
    switch amount {
    case .none: return nil
    case .number(let value): return value
    case .next:
      let given = try source.take()
      guard let value = given.exactInt, value >= -limit - 1, value <= limit else {
        if given.exactInt != nil || given.bigInt != nil {
          throw ScriptError(
            .overflowError,
            limit == Int.max
              ? "Python int too large to convert to C ssize_t" : "Python int too large to convert to C int")
        }
        throw ScriptError(.typeError, "* wants int")
      }
      return value
    }
  }

  private static func append(
    _ field: PercentField, _ source: inout Source, isBytes: Bool, to builder: inout StrBuilder
  ) throws {
    var field = field
    var width = try amount(field.width, &source, Int.max) ?? 0
    if width < 0 {
      field.left = true
      width = width == Int.min ? 0 : -width
    }
    let precision = try amount(field.precision, &source, Int(Int32.max)).map { max($0, 0) }
    let value = try source.take()
    if (isBytes ? "bsracdiuoxXeEfFgG" : "sracdiuoxXeEfFgG").unicodeScalars.contains(field.conversion) {
      try MemoryLimit.check(width, stride: 4)
      if precision ?? 0 > 1 << 28 { throw ScriptError(ExceptionObject(.memoryError)) }
    }
    switch field.conversion {
    case "s" where isBytes, "b" where isBytes:
      appendText(try bytes(value), field, width, precision, to: &builder)
    case "r" where isBytes:
      appendText(StrObject(StringEscape.ascii(try value.repr())), field, width, precision, to: &builder)
    case "c" where isBytes: appendText(try byte(value), field, width, nil, to: &builder)
    case "s", "r", "a":
      var text = field.conversion == "s" ? try value.text() : try value.repr()
      if field.conversion == "a" { text = StringEscape.ascii(text) }
      appendText(StrObject(text), field, width, precision, to: &builder)
    case "c": appendText(try character(value), field, width, nil, to: &builder)
    case "d", "i", "u": builder.append(try integer(value, field, "d", width, precision))
    case "o", "x", "X": builder.append(try integer(value, field, field.conversion, width, precision))
    case "e", "E", "f", "F", "g", "G":
      guard let number = try value.floatValue() else {
        throw ScriptError(.typeError, "must be real number, not \(value.typeName)")
      }
      builder.append(try field.numberSpec(field.conversion, width: width, precision: precision).format(number))
    default:
      let code = field.conversion.value
      let shown = code < 32 || code > 126 ? "?" : String(field.conversion)
      throw ScriptError(
        .valueError,
        "unsupported format character '\(shown)' (0x\(String(code, radix: 16))) at index \(field.position)")
    }
  }

  private static func appendText(
    _ text: StrObject, _ field: PercentField, _ width: Int, _ precision: Int?, to builder: inout StrBuilder
  ) {
    let count = min(text.count, precision ?? .max)
    if !field.left { builder.append(scalar: 32, count: width - count) }
    builder.append(text, 0..<count)
    if field.left { builder.append(scalar: 32, count: width - count) }
  }

  private static func bytes(_ value: Value) throws -> StrObject {
    if let bytes = value.bytes?.bytes { return StrObject(scalars: bytes.map { UInt32($0) }) }
    if value.object?.type.lookup("__bytes__") != nil { return try bytes(value.callMethod("__bytes__")) }
    throw ScriptError(
      .typeError,
      "%b requires a bytes-like object, or an object that implements __bytes__, not '\(value.typeName)'")
  }

  private static func byte(_ value: Value) throws -> StrObject {
    if let bytes = value.bytes?.bytes, bytes.count == 1 { return .character(UInt32(bytes[0])) }
    guard value.bytes == nil, let code = try value.index() else {
      throw ScriptError(.typeError, "%c requires an integer in range(256) or a single byte")
    }
    guard let byte = UInt8(exactly: code) else { throw ScriptError(.overflowError, "%c arg not in range(256)") }
    return .character(UInt32(byte))
  }

  private static func character(_ value: Value) throws -> StrObject {
    if let text = value.str {
      guard text.count == 1 else { throw ScriptError(.typeError, "%c requires int or char") }
      return text
    }
    var index: Value?
    do { index = try value.indexOfAnySize() } catch let error as ScriptError
      where error.exception.type.isSubclass(of: .typeError)
    {}
    guard let code = index else { throw ScriptError(.typeError, "%c requires int or char") }
    guard let code = code.exactInt.flatMap({ UInt32(exactly: $0) }), code < 0x110000 else {
      throw ScriptError(.overflowError, "%c arg not in range(0x110000)")
    }
    return .character(code)
  }

  private static func integer(
    _ value: Value, _ field: PercentField, _ type: Unicode.Scalar, _ width: Int, _ precision: Int?
  ) throws -> String {
    let number: BigInt
    // Whatever keeps the value from being a number is told of in the words of `%`.
    func asNumber(_ convert: (Value) throws -> Value?) throws -> BigInt? {
      do { return try convert(value)?.integer } catch let error as ScriptError
        where error.exception.type.isSubclass(of: .typeError)
      {
        return nil
      }
    }
    if let int = value.exactInt {
      number = BigInt(int)
    } else if let big = value.bigInt {
      number = big.value
    } else if type == "d", case .float(let double) = value {
      guard double.isFinite else {
        let what = double.isNaN ? "float NaN" : "float infinity"
        throw ScriptError(double.isNaN ? .valueError : .overflowError, "cannot convert \(what) to integer")
      }
      number = BigInt(truncating: double) ?? 0
    } else if type == "d", let type = value.object?.type,
      ["__int__", "__index__", "__float__"].contains(where: { type.lookup($0) != nil }),
      let whole = try asNumber({ try IntMethods.make($0, base: nil) })
    {
      number = whole
    } else if type != "d", let index = try asNumber({ try $0.indexOfAnySize() }) {
      number = index
    } else {
      let wanted = type == "d" ? "a real number is required" : "an integer is required"
      throw ScriptError(.typeError, "%\(field.conversion) format: \(wanted), not \(value.typeName)")
    }
    var spec = field.numberSpec(type, width: width, precision: nil)
    guard let precision else { return try spec.format(number) }
    var digits = try Integers.digits(number, base: type == "d" ? 10 : type == "o" ? 8 : 16)
    if type == "X" { digits = digits.uppercased() }
    digits = String(repeating: "0", count: max(0, precision - digits.count)) + digits
    let prefix = !field.alternate || type == "d" ? "" : type == "o" ? "0o" : type == "x" ? "0x" : "0X"
    let sign = number.isNegative ? "-" : field.sign ? "+" : field.space ? " " : ""
    spec.sign = nil
    if field.zero && !field.left {
      digits =
        String(repeating: "0", count: max(0, width - sign.utf8.count - prefix.utf8.count - digits.count)) + digits
    }
    let body = sign + prefix + digits
    return spec.pad(body, count: body.utf8.count, defaultAlign: ">")
  }
}
