import Glibc
import Support

/// Cuts the bytes of a CSV file, or of a part of it that starts at a row, into fields.
struct CSVScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: UnsafePointer<UInt8>
  private let source: String
  private let delimiter: UInt8
  /// Whether the file ends where the bytes end.
  private let isLast: Bool
  /// How many lines of the file come before the bytes.
  private let linesBefore: Int
  private(set) var position = 0
  /// More columns than this are a file that is no table.
  static let mostColumns = 100_000

  /// What follows a field.
  private enum Following {
    case field
    case row
    /// The bytes end before the field does, and the file goes on.
    case more
  }

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, source: String, delimiter: UInt8, isLast: Bool = true, linesBefore: Int = 0
  ) {
    self.bytes = bytes
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!
    self.source = source
    self.delimiter = delimiter
    self.isLast = isLast
    self.linesBefore = linesBefore
    if linesBefore == 0, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// Throws unless the first `count` bytes are UTF-8.
  func checkText(upTo count: Int) throws {
    guard
      let bad = UTF8Validation.firstInvalid(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<count]))
    else { return }
    let place = place(bad)
    throw UserError(
      .unicodeDecode, "'\(source)', line \(place.line), column \(place.column): not UTF-8 text",
      hint: "save the file as UTF-8 and try again")
  }

  /// The fields of the first row; `nil` when there is none, or not all of it.
  mutating func header() throws -> [String]? {
    guard !isAtEnd else { return nil }
    let start = position
    let buffer = CSVFields()
    while true {
      switch try field(into: buffer) {
      case .field:
        // Each column takes some hundred bytes before it has a row.
        guard buffer.count < Self.mostColumns else {
          throw failure("more than \(Self.mostColumns) columns", at: position)
        }
      case .more:
        position = start
        return nil
      case .row:
        return (0..<buffer.count).map { buffer[$0] }
      }
    }
  }

  /// Reads rows until the bytes end, or until the rest is a part of a row that goes on in the file.
  mutating func rows(into columns: [CSVFields]) throws {
    var row = 0
    reading: while !isAtEnd {
      if row & 1023 == 0 { try Interruption.check() }
      row += 1
      if skipBlankLine(fieldCount: columns.count) { continue }
      let before = columns[0].count
      let start = position
      var index = 0
      while true {
        let following = try field(into: columns[index])
        index += 1
        if following == .row { break }
        if following == .more {
          for column in columns { column.truncate(to: before) }
          position = start
          break reading
        }
        if index == columns.count {
          throw failure("more than the \(columns.count) fields of the header", at: position)
        }
      }
      guard index == columns.count else {
        throw failure("\(index) field\(index == 1 ? "" : "s") where the header has \(columns.count)", at: start)
      }
    }
  }

  /// Steps over an empty line, which in a file of several columns is no row.
  private mutating func skipBlankLine(fieldCount: Int) -> Bool {
    guard fieldCount > 1 || isLast && position == bytes.count - 1 else { return false }
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

  /// Reads one field and what ends it.
  @inline(__always) private mutating func field(into output: CSVFields) throws -> Following {
    if position < bytes.count, base[position] == UInt8(ascii: "\"") {
      guard try quoted(into: output) else { return .more }
    } else {
      let start = position
      position = plainEnd(from: start)
      output.append(base + start, position - start)
    }
    output.endField()
    guard position < bytes.count else { return isLast ? .row : .more }
    switch base[position] {
    case delimiter:
      position += 1
      return .field
    case 0x0D:
      position += 1
      if position == bytes.count, !isLast { return .more }
      if position < bytes.count, base[position] == 0x0A { position += 1 }
      return .row
    case 0x0A:
      position += 1
      return .row
    default: throw failure("text after the closing quote of a field", at: position)
    }
  }

  /// Where the field without quotes that starts at `start` ends: eight bytes a step.
  @inline(__always) private func plainEnd(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let delimiters = ones &* UInt64(delimiter)
    var index = start
    while index + 8 <= bytes.count {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      // A byte of each of these is zero where the delimiter, LF and CR are.
      let (a, b, c) = (word ^ delimiters, word ^ (ones &* 0x0A), word ^ (ones &* 0x0D))
      let found = ((a &- ones) & ~a | (b &- ones) & ~b | (c &- ones) & ~c) & highs
      if found != 0 { return index + found.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < bytes.count, base[index] != delimiter, base[index] != 0x0A, base[index] != 0x0D { index += 1 }
    return index
  }

  /// Reads what is between quotes; false when the bytes end first and the file goes on.
  private mutating func quoted(into output: CSVFields) throws -> Bool {
    let opening = position
    position += 1
    while true {
      let start = position
      guard let found = memchr(base + start, 0x22, bytes.count - start) else {
        guard isLast else { return false }
        throw failure("a quoted field that is never closed", at: opening)
      }
      let quote = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if quote + 1 == bytes.count, !isLast { return false }
      if quote + 1 < bytes.count, base[quote + 1] == 0x22 {
        output.append(base + start, quote + 1 - start)
        position = quote + 2
      } else {
        output.append(base + start, quote - start)
        position = quote + 1
        return true
      }
    }
  }

  /// The line and column of the byte at `offset`, counted from 1.
  private func place(_ offset: Int) -> (line: Int, column: Int) {
    let place = TextPlace(bytes, offset)
    return (place.line + linesBefore, place.column)
  }

  func failure(_ what: String, at offset: Int) -> UserError {
    let place = place(offset)
    return UserError(.value, "'\(source)', line \(place.line), column \(place.column): \(what)")
  }
}

/// Where in a text a byte is, counted from 1.
struct TextPlace {
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
