/// `str.format`, `str.format_map` and `%`.
enum StrFormatMethods {
  static func register(_ type: TypeObject) {
    type.method("format", "*args, **kwargs") { call in
      let positional = call[0].tuple?.items ?? []
      let named = call[1].dict
      return Value(
        try format(call.strReceiver.string, positional: positional) { name in
          guard let value = named?[name] else { throw ScriptError(.keyError, Value(name)) }
          return value
        })
    }
    type.method("format_map", "mapping, /") { call in
      let mapping = call[0]
      return Value(
        try format(call.strReceiver.string, positional: nil) { try mapping.getItem(Value($0)) })
    }
  }

  /// Counts `{}` fields and refuses to mix them with `{0}`.
  private struct Numbering {
    var next = 0
    var manual = false
  }

  static func format(
    _ template: String, positional: [Value]?, named: (String) throws -> Value
  ) throws -> StrObject {
    var numbering = Numbering()
    return try format(template, positional, named, &numbering, depth: 2)
  }

  private static func format(
    _ template: String, _ positional: [Value]?, _ named: (String) throws -> Value, _ numbering: inout Numbering,
    depth: Int
  ) throws -> StrObject {
    if depth == 0 { throw ScriptError(.valueError, "Max string recursion exceeded") }
    var builder = StrBuilder()
    var pieces = FormatString(template)
    while let piece = try pieces.next() {
      switch piece {
      case .literal(let text): builder.append(text)
      case .field(let name, let conversion, let spec):
        var value = try lookUp(name, positional, named, &numbering)
        switch conversion {
        case nil: break
        case "r": value = Value(try value.repr())
        case "s": value = Value(try value.text())
        case "a": value = Value(StringEscape.ascii(try value.repr()))
        case let other?:
          throw ScriptError(.valueError, "Unknown conversion specifier \(other)")
        }
        var resolved = spec
        if spec.contains("{") { resolved = try format(spec, positional, named, &numbering, depth: depth - 1).string }
        if resolved.isEmpty, let text = value.str {
          builder.append(text)
        } else {
          builder.append(try value.format(resolved))
        }
      }
    }
    return builder.build()
  }

  private static func lookUp(
    _ name: String, _ positional: [Value]?, _ named: (String) throws -> Value, _ numbering: inout Numbering
  ) throws -> Value {
    var field = FormatFieldName(name)
    let first = field.first
    var value: Value
    let isNumber = !first.isEmpty && first.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    if first.isEmpty || isNumber {
      guard let positional else { throw ScriptError(.valueError, "Format string contains positional fields") }
      let index: Int
      if first.isEmpty {
        if numbering.manual {
          throw ScriptError(
            .valueError, "cannot switch from manual field specification to automatic field numbering")
        }
        index = numbering.next
        numbering.next += 1
      } else {
        if numbering.next > 0 {
          throw ScriptError(
            .valueError, "cannot switch from automatic field numbering to manual field specification")
        }
        numbering.manual = true
        guard let number = Int(first) else {
          throw ScriptError(.valueError, "Too many decimal digits in format string")
        }
        index = number
      }
      guard index < positional.count else {
        throw ScriptError(.indexError, "Replacement index \(index) out of range for positional args tuple")
      }
      value = positional[index]
    } else {
      value = try named(first)
    }
    while let step = try field.next() {
      switch step {
      case .attribute(let name): value = try value.getAttribute(name)
      case .index(let index): value = try value.getItem(.int(index))
      case .key(let key): value = try value.getItem(Value(key))
      }
    }
    return value
  }
}

extension StringEscape {
  /// `text`, already a repr, with everything past ASCII escaped.
  static func ascii(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var out: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x80: out.append(UInt8(scalar.value))
      case 0..<0x100: appendHex(scalar.value, "x", 2, to: &out)
      case 0..<0x10000: appendHex(scalar.value, "u", 4, to: &out)
      default: appendHex(scalar.value, "U", 8, to: &out)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
