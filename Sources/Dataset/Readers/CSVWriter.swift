import Support

/// Writes tables as CSV, as `pandas` does: quotes only where they are needed, missing values empty.
public enum CSVWriter {
  /// Writes `table` with a header; `withIndex` puts the number of each row first.
  public static func write(_ table: Table, withIndex: Bool = false, _ writer: FileWriter) throws {
    var line: [UInt8] = []
    if withIndex { line.append(UInt8(ascii: ",")) }
    for (index, name) in table.columnNames.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      append(Array(name.utf8), to: &line)
    }
    line.append(0x0A)
    for row in 0..<table.rowCount {
      if row & 1023 == 0 { try Interruption.check() }
      if withIndex { line.append(contentsOf: "\(row),".utf8) }
      for index in table.columnNames.indices {
        if index > 0 { line.append(UInt8(ascii: ",")) }
        if case .strings(let strings) = table.column(at: index) {
          strings.withUTF8(row) { append(Array($0), to: &line) }
        } else {
          append(Array(text(table.column(at: index)[row]).utf8), to: &line)
        }
      }
      line.append(0x0A)
      if line.count > 1 << 20 {
        try writer.write(line)
        line.removeAll(keepingCapacity: true)
      }
    }
    try writer.write(line)
  }

  private static func append(_ field: [UInt8], to line: inout [UInt8]) {
    let needsQuotes = field.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return line.append(contentsOf: field) }
    line.append(0x22)
    for byte in field {
      if byte == 0x22 { line.append(0x22) }
      line.append(byte)
    }
    line.append(0x22)
  }

  /// A value as Python prints it.
  private static func text(_ value: JSON) -> String {
    switch value {
    case .null: ""
    case .bool(let flag): flag ? "True" : "False"
    case .double(let number): number.isNaN ? "" : JSON.text(of: number)
    case .string(let text): text
    case .array(let items): "[" + items.map(inner).joined(separator: " ") + "]"
    default: value.text()
    }
  }

  private static func inner(_ value: JSON) -> String {
    if case .string(let text) = value { return "'\(text)'" }
    return text(value)
  }
}
