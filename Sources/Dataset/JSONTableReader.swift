import Support

/// Reads tables from JSON: one object a line, or one array of objects, or one object of columns.
public enum JSONTableReader {
  /// The table in the file at `path`. `field` picks the member that holds the rows. Errors name the file and the line.
  public static func read(_ path: String, field: String? = nil) throws -> Table {
    try parse(FileIO.read(path), source: path, field: field)
  }

  /// The table in `bytes`; `source` is what errors call it.
  public static func parse(_ bytes: [UInt8], source: String, field: String? = nil) throws -> Table {
    let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    if field == nil && first != UInt8(ascii: "[") {
      if let table = try lines(bytes, source: source) { return table }
    }
    var value = try JSON.parse(bytes, name: source)
    if let field {
      guard let member = value[field] else { throw UserError(.key, "'\(source)' has no field '\(field)'") }
      value = member
    }
    switch value {
    case .array(let rows): return try table(rows, source: source)
    case .object(let members):
      return try Table(
        zip(members.keys, members.values).map { name, value in
          guard let items = value.arrayValue else {
            throw UserError(.value, "'\(source)': '\(name)' is not a list of values")
          }
          return (name, Column(items))
        })
    default: throw UserError(.value, "'\(source)' holds no rows: expected objects")
    }
  }

  /// One object a line; `nil` when the first line is not a whole object, so that the file must be one value.
  private static func lines(_ bytes: [UInt8], source: String) throws -> Table? {
    var rows: [JSON] = []
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if number & 1023 == 0 { try Interruption.check() }
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      do {
        rows.append(try line.withUnsafeBufferPointer { try JSON.parse($0, name: "'\(source)', line \(number)") })
      } catch {
        if rows.isEmpty { return nil }
        throw error
      }
      guard case .object? = rows.last else {
        throw UserError(.value, "'\(source)', line \(number): expected an object")
      }
    }
    // A single object whose members are all lists of one length is a table by columns.
    if rows.count == 1, let members = rows[0].objectValue, !members.keys.isEmpty,
      Set(members.values.map { $0.arrayValue?.count ?? -1 }).count == 1, members.values[0].arrayValue != nil
    {
      return nil
    }
    return try table(rows, source: source)
  }

  /// A table of one row for each object; a member that an object lacks is missing there.
  public static func table(_ rows: [JSON], source: String) throws -> Table {
    var names: [String] = []
    var builders: [ColumnBuilder] = []
    var places: [String: Int] = [:]
    for (number, row) in rows.enumerated() {
      guard case .object(let members) = row else {
        throw UserError(.value, "'\(source)', row \(number + 1): expected an object")
      }
      for (key, value) in zip(members.keys, members.values) {
        let place: Int
        if let known = places[key] {
          place = known
        } else {
          place = names.count
          places[key] = place
          names.append(key)
          builders.append(ColumnBuilder())
        }
        while builders[place].column.count < number { builders[place].append(.null) }
        builders[place].append(value)
      }
    }
    for place in builders.indices {
      while builders[place].column.count < rows.count { builders[place].append(.null) }
    }
    return try Table(zip(names, builders).map { ($0, $1.column) })
  }
}

/// Reads text files: one row for each line, in a column `text`.
public enum TextReader {
  public static func read(_ path: String) throws -> Table {
    let text = try FileIO.readText(path)
    var column = StringColumn()
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines { column.append(String(Substring(line.last == 0x0D ? line.dropLast() : line))) }
    return try Table([("text", .strings(column))])
  }
}
