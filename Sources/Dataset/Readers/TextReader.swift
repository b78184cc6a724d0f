import Support

/// Reads text files into a column `text`.
public enum TextReader {
  /// What one row is.
  public enum Unit: String, Sendable {
    case line, paragraph, document
  }

  /// The rows of the file at `path`.
  public static func read(_ path: String, by unit: Unit = .line) throws -> Table {
    try parse(FileIO.read(path), source: path, by: unit)
  }

  /// The rows of `bytes`; `source` is what errors call it, and `linesBefore` of its lines come before `bytes`.
  public static func parse(
    _ bytes: [UInt8], source: String, by unit: Unit = .line, linesBefore: Int = 0
  ) throws -> Table {
    if let bad = UTF8Validation.firstInvalid(bytes) {
      let place = TextPlace(bytes, bad)
      throw UserError(
        .unicodeDecode, "'\(source)', line \(linesBefore + place.line), column \(place.column): not UTF-8 text",
        hint: "save the file as UTF-8 and try again")
    }
    let storage = PackedStorage<UInt8>(capacity: bytes.count)
    var spans: [Span] = []
    var start = 0
    func endRow() {
      spans.append(Span(start: start, end: storage.count))
      start = storage.count
    }
    var index = linesBefore == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      var byte = bytes[index]
      index += 1
      if byte == 0x0D {
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
        byte = 0x0A
      }
      if byte == 0x0A, unit == .line {
        endRow()
      } else if byte == 0x0A, unit == .paragraph, index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D {
        while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D { index += 1 }
        endRow()
      } else {
        storage.append(byte)
      }
    }
    if unit == .paragraph, storage.count > start, storage.base[storage.count - 1] == 0x0A {
      storage.truncate(to: storage.count - 1)
    }
    if storage.count > start || unit == .document { endRow() }
    return try Table([("text", .strings(StringColumn(storage, spans: spans)))])
  }
}
