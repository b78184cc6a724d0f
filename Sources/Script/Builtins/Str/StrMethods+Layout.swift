/// `str` methods that pad, expand and translate.
enum StrLayoutMethods {
  static func register(_ type: TypeObject) {
    type.method("ljust", "width, fillchar=' ', /") { call in
      try pad(call) { (left: 0, right: $0, count: $1) }
    }
    type.method("rjust", "width, fillchar=' ', /") { call in
      try pad(call) { (left: $0, right: 0, count: $1) }
    }
    type.method("center", "width, fillchar=' ', /") { call in
      try pad(call) { missing, width in
        let left = missing / 2 + (missing & width & 1)
        return (left: left, right: missing - left, count: width)
      }
    }
    type.method("zfill", "width, /") { call in
      let text = call.strReceiver
      let missing = try call.indexValue(0) - text.count
      if missing <= 0 { return Value(text) }
      try MemoryLimit.check(text.count + missing, stride: 2)
      let hasSign = text.count > 0 && (text[0] == 43 || text[0] == 45)
      var builder = StrBuilder()
      if hasSign { builder.append(scalar: text[0]) }
      builder.append(scalar: 48, count: missing)
      builder.append(text, (hasSign ? 1 : 0)..<text.count)
      return Value(builder.build())
    }
    type.method("expandtabs", "/, tabsize=8") { call in
      let size = call[0].bigInt == nil ? try call.indexValue(0) : Int.max
      if Int32(exactly: size) == nil { throw ScriptError(.overflowError, "Python int too large to convert to C int") }
      var column = 0
      var builder = StrBuilder()
      let text = call.strReceiver
      for i in 0..<text.count {
        switch text[i] {
        case 9:
          let spaces = size > 0 ? size - column % size : 0
          try MemoryLimit.check(builder.count + spaces)
          builder.append(scalar: 32, count: spaces)
          column += spaces
        case 10, 13:
          column = 0
          builder.append(scalar: text[i])
        default:
          column += 1
          builder.append(scalar: text[i])
        }
      }
      return Value(builder.build())
    }
    type.method("translate", "table, /") { call in
      let text = call.strReceiver
      var builder = StrBuilder()
      for i in 0..<text.count {
        try Pulse.beat()
        let replacement: Value
        do {
          replacement = try call[0].getItem(.int(Int(text[i])))
        } catch let error as ScriptError where error.exception.type.isSubclass(of: .lookupError) {
          builder.append(scalar: text[i])
          continue
        }
        if replacement.isNone { continue }
        if let code = replacement.exactInt {
          guard let code = UInt32(exactly: code), code < 0x110000 else {
            throw ScriptError(.valueError, "character mapping must be in range(0x110000)")
          }
          builder.append(scalar: code)
        } else if let piece = replacement.str {
          try MemoryLimit.check(builder.count + piece.count, stride: 2)
          builder.append(piece)
        } else {
          throw ScriptError(.typeError, "character mapping must return integer, None or str")
        }
      }
      return Value(builder.build())
    }
    type.staticMethod("maketrans", "x, y=..., z=..., /") { call in
      if call.has(1), call[1].str == nil {
        throw ScriptError(.typeError, "maketrans() argument 2 must be str, not \(call[1].typeName)")
      }
      return try makeTable(call)
    }
    type.method("encode", "/, encoding='utf-8', errors='strict'") { call in
      Value(BytesObject(try TextCodec.encode(call.strReceiver, encoding: call.string(0), errors: call.string(1))))
    }
  }

  private static func pad(
    _ call: CallArguments, _ layout: (Int, Int) -> (left: Int, right: Int, count: Int)
  ) throws -> Value {
    let text = call.strReceiver
    let width = try call.indexValue(0)
    guard let fill = call[1].str else {
      throw ScriptError(.typeError, "The fill character must be a unicode character, not \(call[1].typeName)")
    }
    guard fill.count == 1 else {
      throw ScriptError(.typeError, "The fill character must be exactly one character long")
    }
    guard width > text.count else { return Value(text) }
    let (left, right, _) = layout(width - text.count, width)
    var builder = StrBuilder()
    try MemoryLimit.check(width, stride: text.isASCII && fill.isASCII ? 2 : 8)
    builder.append(scalar: fill[0], count: left)
    builder.append(text)
    builder.append(scalar: fill[0], count: right)
    return Value(builder.build())
  }

  private static func makeTable(_ call: CallArguments) throws -> Value {
    let table = DictObject()
    if call[1].isUnset {
      guard let source = call[0].dict else {
        throw ScriptError(.typeError, "if you give only one argument to maketrans it must be a dict")
      }
      for (key, value) in source.items {
        if let text = key.str {
          guard text.count == 1 else {
            throw ScriptError(.valueError, "string keys in translate table must be of length 1")
          }
          try table.set(.int(Int(text[0])), value)
        } else if key.exactInt != nil {
          try table.set(key, value)
        } else {
          throw ScriptError(.typeError, "keys in translate table must be strings or integers")
        }
      }
      return Value(table)
    }
    guard let from = call[0].str else {
      throw ScriptError(.typeError, "first maketrans argument must be a string if there is a second argument")
    }
    let to = try call[1].needStr("maketrans() argument 2 must be str")
    guard from.count == to.count else {
      throw ScriptError(.valueError, "the first two maketrans arguments must have equal length")
    }
    for i in 0..<from.count { try table.set(.int(Int(from[i])), .int(Int(to[i]))) }
    if !call[2].isUnset {
      let removed = try call[2].needStr("maketrans() argument 3 must be str")
      for i in 0..<removed.count { try table.set(.int(Int(removed[i])), .none) }
    }
    return Value(table)
  }
}
