extension JSON {
  /// The text of the value, as Python's `json.dumps` writes it.
  ///
  /// - Parameters:
  ///   - indent: spaces per level, one member per line; `nil` for one line with `", "` and `": "`.
  ///   - sortKeys: members in the order of their keys' code points instead of their own order.
  ///   - asciiOnly: other characters as `\u` escapes.
  public func text(indent: Int? = nil, sortKeys: Bool = false, asciiOnly: Bool = false) -> String {
    var writer = JSONWriter(indent: indent, sortKeys: sortKeys, asciiOnly: asciiOnly)
    writer.write(self, level: 0)
    return String(decoding: writer.output, as: UTF8.self)
  }

  /// The number as Python's `repr` writes it: `1e-05`, `0.1`, `2.0`, `NaN`, `Infinity`.
  public static func text(of number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return "\(number)"
  }
}

private struct JSONWriter {
  let indent: Int?
  let sortKeys: Bool
  let asciiOnly: Bool
  var output: [UInt8] = []

  init(indent: Int?, sortKeys: Bool, asciiOnly: Bool) {
    self.indent = indent
    self.sortKeys = sortKeys
    self.asciiOnly = asciiOnly
  }

  mutating func write(_ value: JSON, level: Int) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .int(let number): append(String(number))
    case .double(let number): append(JSON.text(of: number))
    case .bigInteger(let digits): append(digits)
    case .string(let text): string(text)
    case .array(let elements):
      list(elements.count, open: "[", close: "]", level: level) { writer, position in
        writer.write(elements[position], level: level + 1)
      }
    case .object(let members):
      var order = Array(members.keys.indices)
      if sortKeys { order.sort { members.keys[$0].unicodeScalars.lexicographicallyPrecedes(members.keys[$1].unicodeScalars) } }
      list(members.count, open: "{", close: "}", level: level) { writer, position in
        writer.string(members.keys[order[position]])
        writer.append(": ")
        writer.write(members.values[order[position]], level: level + 1)
      }
    }
  }

  private mutating func list(
    _ count: Int, open: String, close: String, level: Int, element: (inout JSONWriter, Int) -> Void
  ) {
    append(open)
    for position in 0..<count {
      if position > 0 { append(indent == nil ? ", " : ",") }
      newLine(level: level + 1)
      element(&self, position)
    }
    if count > 0 { newLine(level: level) }
    append(close)
  }

  private mutating func newLine(level: Int) {
    guard let indent else { return }
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: indent * level))
  }

  private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func string(_ text: String) {
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case "\u{08}": append("\\b")
      case "\u{0C}": append("\\f")
      default:
        if scalar.value < 0x20 || asciiOnly && scalar.value > 0x7E {
          for unit in String(scalar).utf16 { escape(unit) }
        } else {
          output.append(contentsOf: UTF8.encode(scalar)!)
        }
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
  }
}
