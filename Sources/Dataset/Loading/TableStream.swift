import Support

/// Rows of a data set, some at a time, so that one of any size passes through bounded memory. Every start begins anew.
public struct TableStream {
  /// Gives one table after the other, `nil` at the end.
  public typealias Tables = () throws -> Table?
  public let start: () throws -> Tables

  /// How many rows of a table that is in memory are given at a time.
  static let rowsAtOnce = 1000

  init(_ start: @escaping () throws -> Tables) { self.start = start }

  /// The rows of a table that is made when they are asked for.
  init(_ table: @escaping () throws -> Table?) {
    self.init {
      let whole = try table()
      var row = 0
      return {
        guard let whole, row < whole.rowCount else { return nil }
        defer { row += Self.rowsAtOnce }
        return whole.slice(row..<min(row + Self.rowsAtOnce, whole.rowCount))
      }
    }
  }

  /// The rows of `parts` after each other.
  init(_ parts: [() throws -> TableStream]) {
    self.init {
      var next = 0
      var current: Tables?
      return {
        while true {
          if let table = try current?() { return table }
          guard next < parts.count else { return nil }
          current = try parts[next]().start()
          next += 1
        }
      }
    }
  }

  /// The rows of the file at `path`: CSV, lines of JSON and lines of text a few megabytes at a time, parquet by its row
  /// groups, archives by their members. Other JSON and other text is read whole.
  init(file path: String, _ format: DataFormat, _ options: DatasetLoader.Options) {
    if Archive.isArchive(path) {
      self.init(archive: path, where: { DataFiles.isData($0) && DataFormat(path: $0) == format }) { name, bytes in
        try format.parse(bytes, "\(path)/\(name)", options)
      }
      return
    }
    switch format {
    case .csv:
      self.init {
        let reader = try CSVBatchReader(path, options: options.csvOptions(for: path))
        return { try reader.next() }
      }
    case .text where options.textUnit == .line:
      self.init {
        let batches = try LineBatches(path)
        return {
          try batches.next().map { try TextReader.parse($0.bytes, source: path, linesBefore: $0.linesBefore) }
        }
      }
    case .json where options.field == nil: self.init { try Self.json(path, options) }
    case .parquet where Archive.uncompressedName(path) == nil:
      self.init {
        let groups = try ParquetGroups(path)
        return { try groups.next() }
      }
    case .text, .json, .parquet: self.init { try format.read(path, options) }
    }
  }

  /// Lines of JSON as they come; a file that is one value is read whole.
  private static func json(_ path: String, _ options: DatasetLoader.Options) throws -> Tables {
    let batches = try LineBatches(path)
    var isFirst = true
    var whole: Tables?
    return {
      if let whole { return try whole() }
      while let (bytes, linesBefore, isLast) = try batches.next() {
        let isWhole = isFirst && isLast
        var table: Table?
        if !isFirst || !startsWithBracket(bytes) {
          table = try bytes.withUnsafeBufferPointer {
            try JSONTableReader.lines($0, source: path, linesBefore: linesBefore, isWhole: isWhole)
          }
        }
        if let table {
          isFirst = false
          if table.rowCount > 0 { return table }
          continue
        }
        let tables = try TableStream { try DataFormat.json.read(path, options) }.start()
        whole = tables
        return try tables()
      }
      return nil
    }
  }

  private static func startsWithBracket(_ bytes: [UInt8]) -> Bool {
    bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } == UInt8(ascii: "[")
  }

  /// The members of the archive at `path` that are wanted, one by one in the archive's order.
  init(
    archive path: String, where isWanted: @escaping (String) -> Bool,
    _ parse: @escaping (String, [UInt8]) throws -> Table
  ) {
    self.init {
      let reader = try Archive.open(path, isRaw: false)
      return {
        while let member = try reader.next() {
          try Interruption.check()
          guard member.isFile, isWanted(member.name) else { continue }
          let table = try parse(member.name, reader.contents())
          if table.rowCount > 0 { return table }
        }
        return nil
      }
    }
  }

  /// Texts in folders of labels, some files at a time.
  init(_ layout: LabelledTexts, _ names: [String], in folder: String) {
    self.init {
      var next = 0
      return {
        guard next < names.count else { return nil }
        var rows = LabelledTexts.Builder(layout)
        let end = min(next + 256, names.count)
        for name in names[next..<end] {
          try Interruption.check()
          try rows.append(name, FileIO.read("\(folder)/\(name)"), source: "\(folder)/\(name)")
        }
        next = end
        return try rows.table()
      }
    }
  }
}
