import Glibc
import Support

/// Reads tables from JSON: one object a line, or one array of objects, or one object of columns. What is read goes into
/// the columns as it comes: the file as values would take many times its size.
public enum JSONTableReader {
  /// The table in the file at `path`. `field` picks the member that holds the rows. Errors name file, line and column.
  public static func read(_ path: String, field: String? = nil) throws -> Table {
    try parse(FileIO.read(path), source: path, field: field)
  }

  /// The table in `bytes`; `source` is what errors call it.
  public static func parse(_ bytes: [UInt8], source: String, field: String? = nil) throws -> Table {
    try bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer, name: "'\(source)'", line: 1)
      if field == nil, scanner.kind() != .array, let table = try lines(buffer, source: source) { return table }
      var result: Table?
      if let field {
        if scanner.kind() == .object {
          try scanner.members { scanner, name in
            if name == field { result = try table(&scanner, source, size: buffer.count) } else { try scanner.skip() }
          }
        } else {
          try scanner.skip()
        }
      } else {
        result = try table(&scanner, source, size: buffer.count)
      }
      try scanner.end()
      guard let result else { throw UserError(.key, "'\(source)' has no field '\(field ?? "")'") }
      return result
    }
  }

  /// The table that comes next: an array of rows or an object of columns.
  private static func table(_ scanner: inout JSONScanner, _ source: String, size: Int) throws -> Table {
    switch scanner.kind() {
    case .array?:
      var result = JSONRows(source, size: size)
      try scanner.elements { scanner in
        let number = result.count + 1
        if number & 255 == 0 { try Interruption.check() }
        try result.append(&scanner) { "'\(source)', row \(number)" }
      }
      return try result.table()
    case .object?:
      var columns: [JSONColumn] = []
      var places: [String: Int] = [:]
      var budget = JSONRows.budget(source, size: size)
      try scanner.members { scanner, name in
        guard scanner.kind() == .array else {
          try scanner.skip()
          throw UserError(.value, "'\(source)': '\(name)' is not a list of values")
        }
        var column = JSONColumn(name: name, isStrict: false)
        try scanner.elements { scanner in
          if column.count & 1023 == 1023 { try Interruption.check() }
          try column.append(&scanner) { "'\(source)'" }
        }
        // A repeated key keeps its first place and its last value.
        if let place = places[name] {
          columns[place] = column
        } else {
          try budget.spend(JSONRows.columnSize)
          places[name] = columns.count
          columns.append(column)
        }
      }
      return try JSONRows.table(columns)
    default:
      try scanner.skip()
      throw UserError(.value, "'\(source)' holds no rows: expected objects")
    }
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
    var first = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    let name = "'\(source)'"
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
      if rows.count == 0 { first = line }
      do {
        var scanner = JSONScanner(line, name: name, line: number)
        if scanner.kind() == .object {
          try rows.append(&scanner) { "\(name), line \(number)" }
          try scanner.end()
        } else {
          try scanner.skip()
          try scanner.end()
          throw UserError(.value, "\(name), line \(number), column 1: expected an object")
        }
      } catch {
        // A first line that ends in the middle of its value: the file may be one value.
        let isFirst = line.baseAddress == first.baseAddress && linesBefore == 0
        if isFirst, line.count + 1 < rest.count, isOpen(line) { return nil }
        throw error
      }
    }
    if rows.count == 1, isWhole, try holdsColumns(first) { return nil }
    return try rows.table()
  }

  /// Whether the members of an object, which is checked, are all lists of one length, as those of a table by columns.
  private static func holdsColumns(_ object: UnsafeBufferPointer<UInt8>) throws -> Bool {
    var scanner = JSONScanner(object)
    var lengths = Set<Int>()
    try scanner.members { scanner, _ in
      var length = 0
      if scanner.kind() == .array {
        try scanner.elements { scanner in
          try scanner.skip()
          length += 1
        }
      } else {
        try scanner.skip()
        length = -1
      }
      lengths.insert(length)
    }
    return lengths.count == 1 && lengths.first != -1
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
    budget = Self.budget(source, size: size)
  }

  static func budget(_ source: String, size: Int) -> UnpackingBudget {
    UnpackingBudget(source, size: size, ratio: 64, allowance: 8 << 20)
  }

  /// Appends `row`, which must be an object.
  mutating func append(row: JSON) throws {
    let source = budget.source
    let number = count + 1
    guard case .object(let members) = row else {
      throw UserError(.value, "'\(source)', row \(number): expected an object")
    }
    for (index, key) in members.keys.enumerated() {
      let column = try place(of: key, likely: index)
      try columns[column].append(members.values[index]) { "'\(source)', row \(number)" }
    }
    count += 1
  }

  /// Appends the row that comes next, which must be an object; `place` is what an error calls it.
  mutating func append(_ scanner: inout JSONScanner, place: () -> String) throws {
    guard scanner.kind() == .object else {
      try scanner.skip()
      throw UserError(.value, "\(place()): expected an object")
    }
    var index = 0
    try scanner.members { scanner, key in
      let column = try self.place(of: key, likely: index)
      index += 1
      // A repeated key keeps its first place and its last value.
      if columns[column].count > count { columns[column].removeLast() }
      try columns[column].append(&scanner, place: place)
    }
    count += 1
  }

  /// The column `key` with all rows so far; most are where the row before had them.
  private mutating func place(of key: String, likely: Int) throws -> Int {
    let column: Int
    if likely < columns.count, columns[likely].name == key {
      column = likely
    } else if let known = places[key] {
      column = known
    } else {
      column = columns.count
      places[key] = column
      columns.append(JSONColumn(name: key, isStrict: isStrict))
      try budget.spend(Self.columnSize)
    }
    try pad(column, to: count)
    return column
  }

  private mutating func pad(_ column: Int, to count: Int) throws {
    let missing = count - columns[column].count
    if missing <= 0 { return }
    try budget.spend(missing * MemoryLayout<Span>.stride)
    columns[column].pad(to: count)
  }

  mutating func table() throws -> Table {
    for column in columns.indices { try pad(column, to: count) }
    return try Self.table(columns, count: count)
  }

  /// About what a column takes that has one value.
  static let columnSize = 512

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
  private var integers: [Int] = []

  init(name: String, isStrict: Bool) {
    self.name = name
    self.isStrict = isStrict
  }

  var count: Int { builder.count }

  mutating func pad(to count: Int) {
    while builder.count < count { builder.append(.null) }
  }

  mutating func removeLast() { builder.removeLast() }

  mutating func append(_ value: JSON, place: () -> String) throws {
    if !value.isNull { try join(Feature(value), place) }
    builder.append(value)
  }

  /// Appends the value that comes next, and takes it.
  mutating func append(_ scanner: inout JSONScanner, place: () -> String) throws {
    switch scanner.kind() {
    case .string?:
      try join(.value("string"), place)
      try scanner.string { builder.append(utf8: $0) }
    case .array?, .object?:
      let start = scanner.position
      if takeIntegers(&scanner) {
        try join(.list(.value(integers.isEmpty ? "null" : "int64")), place)
        builder.append(integers: integers)
      } else {
        try join(Feature(&scanner), place)
        builder.append(json: scanner.text(from: start))
      }
    default: try append(scanner.value(), place: place)
    }
  }

  /// Takes the list that comes next into `integers` if that is all it has.
  private mutating func takeIntegers(_ scanner: inout JSONScanner) -> Bool {
    guard scanner.kind() == .array else { return false }
    integers.removeAll(keepingCapacity: true)
    var ahead = scanner
    do {
      try ahead.elements { scanner in
        guard scanner.kind() == .number, case .int(let number) = try scanner.number() else { throw NotIntegers() }
        integers.append(number)
      }
    } catch { return false }
    scanner = ahead
    return true
  }

  private struct NotIntegers: Error {}

  /// Makes `other` the feature of some of the values.
  private mutating func join(_ other: Feature, _ place: () -> String) throws {
    if feature == other { return }
    let joined = isStrict ? feature.joined(with: other) : feature.joinedLoosely(with: other)
    guard let joined else {
      throw UserError(
        .value, "\(place()), column '\(name)': \(other.noun) where the rows before have \(feature.noun)")
    }
    if feature != .value("null"), joined != other || joined != feature { isUneven = true }
    feature = joined
  }

  func finished() -> Column {
    guard isUneven else { return builder.column }
    let column = builder.column
    return Column((0..<column.count).lazy.map { feature.conformed(column[$0]) })
  }
}
