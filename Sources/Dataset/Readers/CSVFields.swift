/// The fields of one column of a CSV file as text, end to end.
final class CSVFields {
  private let storage: PackedStorage<UInt8>
  private let ends: PackedStorage<Int>

  /// - Parameters:
  ///   - bytes: about how long the fields are together.
  ///   - rows: about how many there are.
  init(bytes: Int = 4096, rows: Int = 16) {
    storage = PackedStorage(capacity: bytes)
    ends = PackedStorage(capacity: rows)
  }

  var count: Int { ends.count }

  // Through raw pointers: this is where reading spends its time.
  @inline(__always) func append(_ source: UnsafePointer<UInt8>, _ count: Int) { storage.append(source, count) }

  @inline(__always) func endField() { ends.append(storage.count) }

  /// Forgets the fields from row `rows` on, and what was appended after the last one.
  func truncate(to rows: Int) {
    ends.truncate(to: rows)
    storage.truncate(to: start(of: ends.count))
  }

  @inline(__always) private func start(of row: Int) -> Int { row == 0 ? 0 : ends.base[row - 1] }

  /// The field in row `index`.
  subscript(index: Int) -> String { withUTF8(index) { String(decoding: $0, as: UTF8.self) } }

  /// Calls `body` with the bytes of the field in row `index`.
  @inline(__always)
  func withUTF8<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    let start = start(of: index)
    return try withExtendedLifetime(self) {
      try body(UnsafeBufferPointer(start: storage.base + start, count: ends.base[index] - start))
    }
  }

  /// The fields as a column, which shares their memory: nothing may be appended any more.
  var strings: StringColumn {
    StringColumn(storage, spans: (0..<count).map { Span(start: start(of: $0), end: ends.base[$0]) })
  }
}
