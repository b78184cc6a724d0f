import Glibc
import Support

/// How a CSV file is written.
public struct CSVOptions: Sendable {
  public var delimiter = UInt8(ascii: ",")
  /// Names for the columns of a file without a header row.
  public var columnNames: [String]?

  public init() {}
}

/// Reads comma-separated values as RFC 4180 and spreadsheets write them: fields in double quotes may hold delimiters,
/// line ends and doubled quotes; lines end in LF or CRLF; a byte-order mark is skipped.
public enum CSVReader {
  /// The table in the file at `path`. Columns whose fields are all integers, numbers or booleans become that; an empty
  /// field is missing. Errors name the file, the line and the column.
  public static func read(_ path: String, options: CSVOptions = CSVOptions()) throws -> Table {
    try parse(FileIO.read(path), source: path, options: options)
  }

  /// The table in `bytes`; `source` is what errors call it.
  public static func parse(_ bytes: [UInt8], source: String, options: CSVOptions = CSVOptions()) throws -> Table {
    var (names, columns) = try fields(bytes, source: source, options: options)
    for (index, name) in names.enumerated() where names[..<index].contains(name) || name.isEmpty {
      names[index] = name.isEmpty ? "Unnamed: \(index)" : "\(name).\(names[..<index].count { $0 == name })"
    }
    return try Table(zip(names, columns).map { ($0, CSVTyping.column($1)) })
  }

  /// The names of the columns and their fields as text.
  static func fields(
    _ bytes: [UInt8], source: String, options: CSVOptions
  ) throws -> (names: [String], columns: [StringColumn]) {
    if let bad = UTF8Validation.firstInvalid(bytes) {
      let place = CSVPlace(bytes, bad)
      throw UserError(
        .unicodeDecode, "'\(source)', line \(place.line), column \(place.column): not UTF-8 text",
        hint: "save the file as UTF-8 and try again")
    }
    return try bytes.withUnsafeBufferPointer { buffer in
      var scanner = CSVScanner(buffer, source: source, delimiter: options.delimiter)
      var names = options.columnNames ?? []
      if options.columnNames == nil, !scanner.isAtEnd {
        var header = FieldColumns(count: 1)
        while try scanner.field(into: &header.columns[0]) {}
        let column = header.columns[0].finished()
        names = (0..<column.count).map { column[$0] }
      }
      guard !names.isEmpty else { throw UserError(.value, "'\(source)' is empty: it has no header row") }
      var fields = FieldColumns(count: names.count)
      for index in fields.columns.indices { fields.columns[index].reserve(buffer.count / names.count) }
      var row = 0
      while !scanner.isAtEnd {
        if row & 1023 == 0 { try Interruption.check() }
        row += 1
        if scanner.skipBlankLine(fieldCount: names.count) { continue }
        var index = 0
        let start = scanner.position
        while true {
          let more = try scanner.field(into: &fields.columns[index])
          index += 1
          if !more { break }
          if index == names.count { throw scanner.failure("more than the \(names.count) fields of the header", at: scanner.position) }
        }
        guard index == names.count else {
          throw scanner.failure("\(index) field\(index == 1 ? "" : "s") where the header has \(names.count)", at: start)
        }
      }
      return (names, fields.columns.map { $0.finished() })
    }
  }
}

/// The columns of a file while they fill.
private struct FieldColumns {
  var columns: [FieldBuffer]

  init(count: Int) { columns = (0..<count).map { _ in FieldBuffer() } }
}

/// Fields end to end, written through a raw pointer: this is where reading spends its time.
final class FieldBuffer {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 4096
  private var used = 0
  private var offsets: [Int] = [0]

  init() { bytes = .allocate(capacity: capacity) }

  deinit { bytes.deallocate() }

  func reserve(_ count: Int) {
    guard count > capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
    larger.update(from: bytes, count: used)
    bytes.deallocate()
    bytes = larger
    capacity = count
  }

  @inline(__always) func append(_ source: UnsafePointer<UInt8>, _ count: Int) {
    if used + count > capacity { reserve(max(capacity * 2, used + count)) }
    memcpy(bytes + used, source, count)
    used += count
  }

  func endField() { offsets.append(used) }

  func finished() -> StringColumn {
    StringColumn(validBytes: Array(UnsafeBufferPointer(start: bytes, count: used)), offsets: offsets)
  }
}

/// Where in a file a byte is, counted from 1.
struct CSVPlace {
  var line = 1
  var column = 1

  init(_ bytes: some Sequence<UInt8>, _ position: Int) {
    for byte in bytes.prefix(position) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }
}

/// Cuts the bytes of a CSV file into fields.
struct CSVScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: UnsafePointer<UInt8>
  private let source: String
  private let delimiter: UInt8
  private(set) var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, source: String, delimiter: UInt8) {
    self.bytes = bytes
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!
    self.source = source
    self.delimiter = delimiter
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// Steps over an empty line, which in a file of several columns is no row.
  mutating func skipBlankLine(fieldCount: Int) -> Bool {
    guard fieldCount > 1 || position == bytes.count - 1 else { return false }
    if bytes[position] == 0x0A {
      position += 1
      return true
    }
    if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A {
      position += 2
      return true
    }
    return false
  }

  /// Reads one field. Returns whether the row has another one.
  mutating func field(into output: inout FieldBuffer) throws -> Bool {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      try quoted(into: output)
    } else {
      let start = position
      while position < bytes.count, bytes[position] != delimiter, bytes[position] != 0x0A, bytes[position] != 0x0D {
        position += 1
      }
      output.append(base + start, position - start)
    }
    output.endField()
    if position >= bytes.count { return false }
    switch bytes[position] {
    case delimiter:
      position += 1
      return true
    case 0x0D:
      position += 1
      if position < bytes.count, bytes[position] == 0x0A { position += 1 }
      return false
    case 0x0A:
      position += 1
      return false
    default: throw failure("text after the closing quote of a field", at: position)
    }
  }

  private mutating func quoted(into output: FieldBuffer) throws {
    let opening = position
    position += 1
    while true {
      let start = position
      guard let found = memchr(base + start, 0x22, bytes.count - start) else {
        throw failure("a quoted field that is never closed", at: opening)
      }
      let quote = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if quote + 1 < bytes.count, bytes[quote + 1] == 0x22 {
        output.append(base + start, quote + 1 - start)
        position = quote + 2
      } else {
        output.append(base + start, quote - start)
        position = quote + 1
        return
      }
    }
  }

  func failure(_ what: String, at offset: Int) -> UserError {
    let place = CSVPlace(bytes, offset)
    return UserError(.value, "'\(source)', line \(place.line), column \(place.column): \(what)")
  }
}
