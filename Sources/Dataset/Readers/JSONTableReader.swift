import Glibc
import Support

/// Reads tables from JSON: one object a line, or one array of objects, or one object of columns.
public enum JSONTableReader {
  /// The table in the file at `path`. `field` picks the member that holds the rows. Errors name file, line and column.
  public static func read(_ path: String, field: String? = nil) throws -> Table {
    try parse(FileIO.read(path), source: path, field: field)
  }

  /// The table in `bytes`; `source` is what errors call it.
  public static func parse(_ bytes: [UInt8], source: String, field: String? = nil) throws -> Table {
    let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    if field == nil && first != UInt8(ascii: "[") {
      if let table = try bytes.withUnsafeBufferPointer({ try lines($0, source: source) }) { return table }
    }
    if field == nil && first == UInt8(ascii: "[") { return try rows(bytes, source: source) }
    var value = try bytes.withUnsafeBufferPointer { try JSON.parse($0, name: "'\(source)'", line: 1) }
    if let field {
      guard let member = value[field] else { throw UserError(.key, "'\(source)' has no field '\(field)'") }
      value = member
    }
    switch value {
    case .array(let rows): return try table(rows, source: source, size: bytes.count, isStrict: false)
    case .object(let members):
      return try JSONRows.table(
        zip(members.keys, members.values).map { name, value in
          guard let items = value.arrayValue else {
            throw UserError(.value, "'\(source)': '\(name)' is not a list of values")
          }
          var column = JSONColumn(name: name, isStrict: false)
          for item in items { try column.append(item, place: { source }) }
          return column
        })
    default: throw UserError(.value, "'\(source)' holds no rows: expected objects")
    }
  }

  /// One array of objects, which are taken row by row: the whole as values would need many times its size.
  private static func rows(_ bytes: [UInt8], source: String) throws -> Table {
    var result = JSONRows(source, size: bytes.count)
    try bytes.withUnsafeBufferPointer { buffer in
      try JSON.forEachElement(of: buffer, name: "'\(source)'", line: 1) { row in
        if result.count & 255 == 0 { try Interruption.check() }
        try result.append(row: row)
      }
    }
    return try result.table()
  }

  /// One object a line; `nil` when the first line is not a whole object, so that the file must be one value.
  /// - Parameters:
  ///   - linesBefore: how many lines of the file come before `bytes`.
  ///   - isWhole: whether `bytes` are all of the file.
  static func lines(
    _ bytes: UnsafeBufferPointer<UInt8>, source: String, linesBefore: Int = 0, isWhole: Bool = true
  ) throws -> Table? {
    var rows = JSONRows(source, size: bytes.count)
    var number = linesBefore
    var position = 0
    var first: JSONObject?
    while position < bytes.count {
      number += 1
      if number & 255 == 0 { try Interruption.check() }
      let rest = UnsafeBufferPointer(rebasing: bytes[position...])
      let length = memchr(rest.baseAddress!, 0x0A, rest.count).map {
        UnsafeRawPointer($0) - UnsafeRawPointer(rest.baseAddress!)
      }
      let line = UnsafeBufferPointer(rebasing: rest[..<(length ?? rest.count)])
      position += line.count + 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      let value: JSON
      do {
        value = try JSON.parse(line, name: "'\(source)'", line: number)
      } catch {
        // A first line that ends in the middle of its value: the file may be one value.
        if rows.count == 0, linesBefore == 0, line.count + 1 < rest.count, isOpen(line) { return nil }
        throw error
      }
      guard case .object(let members) = value else {
        throw UserError(.value, "'\(source)', line \(number), column 1: expected an object")
      }
      if rows.count == 0 { first = members }
      try rows.append(members) { "'\(source)', line \(number)" }
    }
    // A single object whose members are all lists of one length is a table by columns.
    if rows.count == 1, isWhole, let first, !first.keys.isEmpty, first.values[0].arrayValue != nil,
      Set(first.values.map { $0.arrayValue?.count ?? -1 }).count == 1
    {
      return nil
    }
    return try rows.table()
  }

  /// Whether more brackets open than close on a line, quotes aside.
  private static func isOpen(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for byte in line {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isQuoted = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isQuoted = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
      }
    }
    return depth > 0 && !isQuoted
  }

  /// A table of one row for each object; a member that an object lacks is missing there.
  /// - Parameters:
  ///   - isStrict: refuse values of different kinds in one column instead of keeping them as JSON.
  ///   - size: the bytes of the file that they come from, which bounds what missing members may take.
  public static func table(
    _ rows: [JSON], source: String, size: Int = .max, isStrict: Bool = true
  ) throws -> Table {
    var result = JSONRows(source, size: size, isStrict: isStrict)
    for row in rows { try result.append(row: row) }
    return try result.table()
  }
}

/// Gathers objects into columns.
struct JSONRows {
  private var columns: [JSONColumn] = []
  private var places: [String: Int] = [:]
  private(set) var count = 0
  private let isStrict: Bool
  /// What members that rows lack may take: a file whose every row has a key of its own would have them square.
  private var budget: UnpackingBudget

  /// - Parameters:
  ///   - source: what an error calls the file.
  ///   - size: its bytes.
  init(_ source: String, size: Int, isStrict: Bool = false) {
    self.isStrict = isStrict
    budget = UnpackingBudget(source, size: size, ratio: 64, allowance: 8 << 20)
  }

  /// Appends `row`, which must be an object.
  mutating func append(row: JSON) throws {
    let number = count + 1
    guard case .object(let members) = row else {
      throw UserError(.value, "'\(budget.source)', row \(number): expected an object")
    }
    let source = budget.source
    try append(members) { "'\(source)', row \(number)" }
  }

  /// Appends a row; `place` is what an error calls it.
  mutating func append(_ members: JSONObject, place: () -> String) throws {
    for (index, key) in members.keys.enumerated() {
      let column: Int
      if index < columns.count, columns[index].name == key {
        column = index
      } else if let known = places[key] {
        column = known
      } else {
        column = columns.count
        places[key] = column
        columns.append(JSONColumn(name: key, isStrict: isStrict))
        try budget.spend(Self.columnSize)
      }
      try pad(column, to: count)
      try columns[column].append(members.values[index], place: place)
    }
    count += 1
  }

  private mutating func pad(_ column: Int, to count: Int) throws {
    let missing = count - columns[column].count
    if missing == 0 { return }
    try budget.spend(missing * MemoryLayout<JSON>.stride)
    columns[column].pad(to: count)
  }

  mutating func table() throws -> Table {
    for column in columns.indices { try pad(column, to: count) }
    return try Self.table(columns, count: count)
  }

  /// About what a column takes that has one value.
  private static let columnSize = 512

  /// The table of `columns`, all `count` rows long.
  static func table(_ columns: [JSONColumn], count: Int? = nil) throws -> Table {
    var table = Table()
    for var column in columns {
      column.pad(to: count ?? 0)
      try table.add(column.finished(), named: column.name, feature: column.feature)
    }
    return table
  }
}

/// One column of JSON values.
struct JSONColumn {
  let name: String
  /// Whether values of different kinds are an error; else they stay JSON.
  private let isStrict: Bool
  private var builder = ColumnBuilder()
  private(set) var feature = Feature.value("null")
  /// Whether a value differs in form from the others, so that all have to be brought into one.
  private var isUneven = false

  init(name: String, isStrict: Bool) {
    self.name = name
    self.isStrict = isStrict
  }

  var count: Int { builder.count }

  mutating func pad(to count: Int) {
    while builder.count < count { builder.append(.null) }
  }

  mutating func append(_ value: JSON, place: () -> String) throws {
    switch (feature, value) {
    case (_, .null), (.value("string"), .string), (.value("int64"), .int), (.value("float64"), .double),
      (.value("bool"), .bool):
      break
    default:
      let other = Feature(value)
      let joined = isStrict ? feature.joined(with: other) : feature.joinedLoosely(with: other)
      guard let joined else {
        throw UserError(
          .value, "\(place()), column '\(name)': \(other.noun) where the rows before have \(feature.noun)")
      }
      if feature != .value("null"), joined != other || joined != feature { isUneven = true }
      feature = joined
    }
    builder.append(value)
  }

  func finished() -> Column {
    guard isUneven else { return builder.column }
    let column = builder.column
    return Column((0..<column.count).map { feature.conformed(column[$0]) })
  }
}
