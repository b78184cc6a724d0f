import Support

/// Reads a CSV file of any size, which may be compressed, a few megabytes at a time. The first batch decides the types of
/// the columns.
public final class CSVBatchReader {
  /// The names of the columns.
  public private(set) var names: [String] = []
  private let path: String
  private let options: CSVOptions
  private let buffer: ReadBuffer
  private var rowsBefore = 0
  private var kinds: [CSVTyping.Kind?] = []

  /// Opens the file at `path` and reads its header.
  /// - Parameter batchBytes: how much text a batch holds, at least one row.
  public init(_ path: String, options: CSVOptions = CSVOptions(), batchBytes: Int = 1 << 22) throws {
    self.path = path
    self.options = options
    buffer = try ReadBuffer(path, bytes: batchBytes)
    if let names = options.columnNames {
      self.names = names
    } else {
      while names.isEmpty {
        try buffer.fill()
        var scanner = scanner()
        if let header = try scanner.header() {
          names = header
          try discard(scanner.position, scanner)
        } else if buffer.isAtEnd {
          throw UserError(.value, "'\(path)' is empty: it has no header row")
        } else {
          try grow()
        }
      }
    }
    names = CSVReader.distinct(names)
  }

  /// The next rows; `nil` at the end.
  public func next() throws -> Table? {
    while true {
      try Interruption.check()
      try buffer.fill()
      if buffer.count == 0 { return nil }
      let columns = names.map { _ in CSVFields(bytes: buffer.count / names.count) }
      var scanner = scanner()
      try scanner.rows(into: columns)
      if scanner.position == 0 {
        if buffer.isAtEnd { return nil }
        try grow()
        continue
      }
      try discard(scanner.position, scanner)
      guard columns[0].count > 0 else { continue }
      return try table(columns)
    }
  }

  private func table(_ fields: [CSVFields]) throws -> Table {
    var found: [CSVTyping.Kind?] = fields.map { CSVTyping.kind($0) }
    if kinds.isEmpty { kinds = found }
    for index in kinds.indices where kinds[index] != found[index] {
      switch (kinds[index], found[index]) {
      case (_, nil): found[index] = kinds[index]
      case (nil, let kind?): kinds[index] = kind
      case (.text?, _), (.float?, .integer?): found[index] = kinds[index]
      case (let before?, let now?):
        throw UserError(
          .value,
          "'\(path)', rows \(rowsBefore + 1) to \(rowsBefore + fields[0].count), column '\(names[index])': "
            + "\(now.noun) where the rows before have \(before.noun)")
      }
    }
    rowsBefore += fields[0].count
    return try Table(
      zip(names, fields).enumerated().map { ($1.0, CSVTyping.column($1.1, kinds[$0], options)) })
  }

  private func scanner() -> CSVScanner {
    CSVScanner(
      UnsafeBufferPointer(start: buffer.base, count: buffer.count), source: path, delimiter: options.delimiter,
      isLast: buffer.isAtEnd, linesBefore: buffer.linesBefore)
  }

  private func grow() throws {
    try buffer.grow {
      UserError(
        .value, "'\(path)', line \(buffer.linesBefore + 1): a row longer than \($0) MB",
        hint: "a quote that is never closed looks like that")
    }
  }

  /// Lets go of the first `count` bytes, which were read and are checked to be text.
  private func discard(_ count: Int, _ scanner: CSVScanner) throws {
    try scanner.checkText(upTo: count)
    buffer.discard(count)
  }
}
