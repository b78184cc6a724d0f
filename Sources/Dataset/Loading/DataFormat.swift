import Support

/// The kinds of files that data sets are read from.
enum DataFormat: String, CaseIterable {
  case csv
  case json
  case parquet
  case text

  /// The format that the name of a file says, compression aside.
  init?(path: String) {
    let name = Archive.uncompressedName(path) ?? path
    switch name.split(separator: "/").last?.split(separator: ".").last?.lowercased() {
    case "csv", "tsv": self = .csv
    case "json", "jsonl", "ndjson": self = .json
    case "parquet": self = .parquet
    case "txt", "text": self = .text
    default: return nil
    }
  }

  /// The table in the file at `path`, which may be compressed, or an archive of such files.
  func read(_ path: String, _ options: DatasetLoader.Options) throws -> Table {
    guard Archive.isArchive(path) else { return try parse(Archive.readFile(path), path, options) }
    var names = try Archive.names(path).filter { DataFiles.isData($0) && DataFormat(path: $0) == self }
    names.sort()
    guard !names.isEmpty else { throw UserError(.fileNotFound, "'\(path)' holds no \(rawValue) files") }
    var tables: [String: Table] = [:]
    try Archive.forEach(path, where: { names.contains($0) }) { name, bytes in
      tables[name] = try parse(bytes, "\(path)/\(name)", options)
    }
    return try DataFiles.joined(names.compactMap { tables[$0] })
  }

  /// The table in `bytes`; `source` is what errors call it.
  func parse(_ bytes: [UInt8], _ source: String, _ options: DatasetLoader.Options) throws -> Table {
    switch self {
    case .csv: try CSVReader.parse(bytes, source: source, options: options.csvOptions(for: source))
    case .json: try JSONTableReader.parse(bytes, source: source, field: options.field)
    case .parquet: try ParquetReader.parse(bytes, source: source)
    case .text: try TextReader.parse(bytes, source: source, by: options.textUnit)
    }
  }
}

extension DatasetLoader.Options {
  /// How the CSV file `path` is read: one that is called .tsv has tabs.
  public func csvOptions(for path: String) -> CSVOptions {
    var result = csv
    result.missingNumbersAreNull = true
    if result.delimiter == UInt8(ascii: ","), (Archive.uncompressedName(path) ?? path).lowercased().hasSuffix(".tsv") {
      result.delimiter = 0x09
    }
    return result
  }
}
