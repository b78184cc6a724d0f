import Glibc
import Support

/// Decides what the fields of a CSV column are.
enum CSVTyping {
  enum Kind {
    case integer
    case float
    case boolean
    case text

    var noun: String {
      switch self {
      case .integer: "integers"
      case .float: "numbers"
      case .boolean: "booleans"
      case .text: "text"
      }
    }
  }

  /// The tightest column for `fields`. Missing fields make integers floats and leave text `None`.
  static func column(_ fields: CSVFields, _ options: CSVOptions) -> Column {
    column(fields, kind(fields), options)
  }

  /// The tightest kind that all `fields` have; `nil` when all are missing.
  static func kind(_ fields: CSVFields) -> Kind? {
    var kind: Kind?
    for index in 0..<fields.count {
      guard let found = fields.withUTF8(index, classify) else { continue }
      switch (kind, found) {
      case (_, .text): return .text
      case (nil, _): kind = found
      case (.integer?, .float), (.float?, .integer): kind = .float
      case (let known?, _) where known == found: break
      default: return .text
      }
    }
    return kind
  }

  /// `fields` as values of `kind`, which they have.
  static func column(_ fields: CSVFields, _ kind: Kind?, _ options: CSVOptions) -> Column {
    let missing = (0..<fields.count).contains { fields.withUTF8($0, isMissing) }
    func values(_ value: @escaping (Int) -> JSON) -> Column {
      .values(ValueColumn((0..<fields.count).lazy.map { fields.withUTF8($0, isMissing) ? .null : value($0) }))
    }
    switch kind {
    case .integer where !missing:
      return integers(fields).map { .integers($0) } ?? .floats(numbers(fields))
    case .integer, .float:
      if missing, options.missingNumbersAreNull { return values { .double(fields.withUTF8($0, number)) } }
      return .floats(numbers(fields))
    case .boolean where !missing: return .booleans((0..<fields.count).map { isTrue(fields, $0) })
    case .boolean: return values { .bool(isTrue(fields, $0)) }
    case .text, nil: return missing ? .values(texts(fields)) : .strings(fields.strings)
    }
  }

  private static func texts(_ fields: CSVFields) -> ValueColumn {
    var values = ValueColumn(capacity: fields.count)
    for index in 0..<fields.count {
      fields.withUTF8(index) { field in
        if isMissing(field) { values.append(.null) } else { values.append(string: field) }
      }
    }
    return values
  }

  /// `nil` when one is beyond 64 bits.
  private static func integers(_ fields: CSVFields) -> [Int]? {
    var values: [Int] = []
    values.reserveCapacity(fields.count)
    for index in 0..<fields.count {
      guard let value = fields.withUTF8(index, integer) else { return nil }
      values.append(value)
    }
    return values
  }

  private static func numbers(_ fields: CSVFields) -> [Double] {
    (0..<fields.count).map { fields.withUTF8($0) { isMissing($0) ? .nan : number($0) } }
  }

  private static func isTrue(_ fields: CSVFields, _ index: Int) -> Bool {
    fields.withUTF8(index) { $0[0] | 0x20 == UInt8(ascii: "t") }
  }

  private static func integer(_ field: UnsafeBufferPointer<UInt8>) -> Int? {
    var value = 0
    let isNegative = field[0] == UInt8(ascii: "-")
    for byte in field.dropFirst(isNegative || field[0] == UInt8(ascii: "+") ? 1 : 0) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = Int(byte) - 48
      let (sum, carried) = product.addingReportingOverflow(isNegative ? -digit : digit)
      if overflow || carried { return nil }
      value = sum
    }
    return value
  }

  private static func number(_ field: UnsafeBufferPointer<UInt8>) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: field.count + 1) { text in
      for index in 0..<field.count { text[index] = CChar(bitPattern: field[index]) }
      text[field.count] = 0
      return strtod(text.baseAddress!, nil)
    }
  }

  /// What `pandas` takes for a missing value.
  private static let missingWords: [[UInt8]] = [
    "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL",
    "NaN", "None", "n/a", "nan", "null",
  ].map { Array($0.utf8) }

  private static func isMissing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    if field.isEmpty { return true }
    guard field.count < 10 else { return false }
    switch field[0] {
    case UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: "1"), UInt8(ascii: "<"), UInt8(ascii: "N"),
      UInt8(ascii: "n"):
      return missingWords.contains { $0.count == field.count && memcmp($0, field.baseAddress!, $0.count) == 0 }
    default: return false
    }
  }

  /// What `field` is on its own; `nil` when it is missing.
  private static func classify(_ field: UnsafeBufferPointer<UInt8>) -> Kind? {
    if isMissing(field) { return nil }
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
    guard digits > 0 else { return isBoolean(field) ? .boolean : .text }
    if index < field.count, field[index] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      index += 1
      if index < field.count, field[index] == UInt8(ascii: "-") || field[index] == UInt8(ascii: "+") { index += 1 }
      let start = index
      while index < field.count, field[index] &- 48 < 10 { index += 1 }
      if index == start { return .text }
    }
    guard index == field.count else { return .text }
    return isInteger ? .integer : .float
  }

  private static func isBoolean(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    guard field.count == 4 || field.count == 5 else { return false }
    return ["true", "True", "TRUE", "false", "False", "FALSE"].contains { field.elementsEqual($0.utf8) }
  }
}
