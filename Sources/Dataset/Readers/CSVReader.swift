import Support

/// How a CSV file is written.
public struct CSVOptions: Sendable {
  public var delimiter = UInt8(ascii: ",")
  /// Names for the columns of a file without a header row.
  public var columnNames: [String]?
  /// Whether a missing number is `None` among numbers (as `datasets` has it), not a NaN (as `pandas`).
  public var missingNumbersAreNull = false

  public init() {}
}

/// Reads comma-separated values as RFC 4180 and spreadsheets write them: fields in double quotes may hold delimiters,
/// line ends and doubled quotes; lines end in LF or CRLF; a byte-order mark is skipped.
public enum CSVReader {
  /// The table in the file at `path`. Columns whose fields are all integers, numbers or booleans become that; an empty
  /// field and what `pandas` takes for missing (`NA`, `null`, …) is missing. Errors name the file, line and column.
  public static func read(_ path: String, options: CSVOptions = CSVOptions()) throws -> Table {
    try parse(FileIO.read(path), source: path, options: options)
  }

  /// The table in `bytes`; `source` is what errors call it.
  public static func parse(_ bytes: [UInt8], source: String, options: CSVOptions = CSVOptions()) throws -> Table {
    let (names, columns) = try fields(bytes, source: source, options: options)
    return try Table(zip(distinct(names), columns).map { ($0, CSVTyping.column($1, options)) })
  }

  /// Names as `pandas` makes them differ: `a`, `a.1`; `Unnamed: 2` for an empty one.
  static func distinct(_ names: [String]) -> [String] {
    var seen = Set<String>()
    var used: [String: Int] = [:]
    return names.enumerated().map { index, name in
      var result = name.isEmpty ? "Unnamed: \(index)" : name
      // From where it went on last: a thousand columns of one name take a thousand steps.
      var number = used[name] ?? 0
      while !seen.insert(result).inserted {
        number += 1
        used[name] = number
        result = "\(name).\(number)"
      }
      return result
    }
  }

  /// The names of the columns and their fields as text.
  static func fields(
    _ bytes: [UInt8], source: String, options: CSVOptions
  ) throws -> (names: [String], columns: [CSVFields]) {
    try bytes.withUnsafeBufferPointer { buffer in
      var scanner = CSVScanner(buffer, source: source, delimiter: options.delimiter)
      try scanner.checkText(upTo: buffer.count)
      let names = try options.columnNames ?? scanner.header() ?? []
      guard !names.isEmpty else { throw UserError(.value, "'\(source)' is empty: it has no header row") }
      // A row is at least a line, and a byte for each of its fields.
      let share = buffer.count / names.count
      let rows = min(share, buffer.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) })
      let columns = names.map { _ in CSVFields(bytes: share, rows: rows) }
      try scanner.rows(into: columns)
      return (names, columns)
    }
  }
}
