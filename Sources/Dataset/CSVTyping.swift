import Glibc
import Support

/// Decides what the fields of a CSV column are.
enum CSVTyping {
  private enum Kind {
    case integer
    case float
    case boolean
  }

  /// The tightest column for `fields`. Empty fields are missing: they make integers floats (NaN) and leave text `None`.
  static func column(_ fields: StringColumn) -> Column {
    var kind: Kind?
    var missing = 0
    for index in 0..<fields.count {
      let found = fields.withUTF8(index) { field -> Kind?? in
        if field.isEmpty { return .some(nil) }
        return classify(field).map { .some($0) }
      }
      guard let found else { return text(fields) }
      guard let found else {
        missing += 1
        continue
      }
      switch (kind, found) {
      case (nil, _): kind = found
      case (.integer?, .float), (.float?, .integer): kind = .float
      case (let known?, _) where known == found: break
      default: return text(fields)
      }
    }
    guard let kind else { return fields.count == 0 ? .strings(fields) : text(fields) }
    switch kind {
    case .integer where missing == 0:
      let values = (0..<fields.count).compactMap { Int(fields[$0]) }
      return values.count == fields.count ? .integers(values) : .floats(numbers(fields))
    case .integer, .float: return .floats(numbers(fields))
    case .boolean where missing == 0: return .booleans((0..<fields.count).map { fields[$0].lowercased() == "true" })
    case .boolean:
      return .values((0..<fields.count).map { fields[$0].isEmpty ? .null : .bool(fields[$0].lowercased() == "true") })
    }
  }

  private static func text(_ fields: StringColumn) -> Column {
    for index in 0..<fields.count where fields.offsets[index] == fields.offsets[index + 1] {
      return .values((0..<fields.count).map { fields[$0].isEmpty ? .null : .string(fields[$0]) })
    }
    return .strings(fields)
  }

  private static func numbers(_ fields: StringColumn) -> [Double] {
    (0..<fields.count).map { fields[$0].isEmpty ? .nan : strtod(fields[$0], nil) }
  }

  private static func classify(_ field: UnsafeBufferPointer<UInt8>) -> Kind? {
    var index = 0
    if field[0] == UInt8(ascii: "-") || field[0] == UInt8(ascii: "+") { index = 1 }
    var digits = 0
    var isInteger = true
    while index < field.count, field[index] &- 48 < 10 {
      digits += 1
      index += 1
    }
    if index < field.count, field[index] == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      while index < field.count, field[index] &- 48 < 10 {
        digits += 1
        index += 1
      }
    }
    guard digits > 0 else { return isBoolean(field) ? .boolean : nil }
    if index < field.count, field[index] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      index += 1
      if index < field.count, field[index] == UInt8(ascii: "-") || field[index] == UInt8(ascii: "+") { index += 1 }
      let start = index
      while index < field.count, field[index] &- 48 < 10 { index += 1 }
      if index == start { return nil }
    }
    guard index == field.count else { return nil }
    return isInteger ? .integer : .float
  }

  private static func isBoolean(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    ["true", "True", "TRUE", "false", "False", "FALSE"].contains { field.elementsEqual($0.utf8) }
  }
}
