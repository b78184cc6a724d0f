import Support

/// Finds and reads data sets by name: those the project knows, files, folders.
public enum DatasetLoader {
  /// What kinds of files a folder or a builder name stands for.
  enum Format: String, CaseIterable {
    case csv
    case json
    case text

    init?(path: String) {
      switch path.split(separator: ".").last?.lowercased() {
      case "csv": self = .csv
      case "json", "jsonl", "ndjson": self = .json
      case "txt": self = .text
      default: return nil
      }
    }

    func read(_ path: String, _ options: CSVOptions, field: String?) throws -> Table {
      switch self {
      case .csv: try CSVReader.read(path, options: options)
      case .json: try JSONTableReader.read(path, field: field)
      case .text: try TextReader.read(path)
      }
    }
  }

  /// How files are read when the name is a format.
  public struct Options: Sendable {
    /// The files of each split; one split, `train`, unless named.
    public var files: [(split: String, paths: [String])] = []
    public var csv = CSVOptions()
    /// The member of a JSON file that holds the rows.
    public var field: String?

    public init() {}
  }

  private static let known = ["imdb", "stanfordnlp/imdb", "rotten_tomatoes", "cornell-movie-review-data/rotten_tomatoes", "reviews-mini"]

  /// The rows of data set `name` that `split` selects (`"train"`, `"train[:10%]"`).
  ///
  /// `name` is `imdb`, `rotten_tomatoes`, `reviews-mini`, a format (`csv`, `json`, `text`) with files in `options`, or
  /// the path of a file or folder. Data sets with labels have, beside `train` with all rows, `fit` and `heldout` after
  /// ``HeldOutRule``.
  public static func load(_ name: String, split: String, options: Options = Options()) throws -> Table {
    let selection = try SplitSelection(split)
    let splits = try open(name, options)
    return try selection.select { wanted in
      if let table = try splits.table(wanted) { return table }
      throw UserError(
        .value, "Unknown split \"\(wanted)\" of '\(name)'. Should be one of [\(splits.names.map { "'\($0)'" }.joined(separator: ", "))].")
    }
  }

  /// All of data set `name`, by split: `train` for those the project knows.
  public static func load(_ name: String, options: Options = Options()) throws -> DatasetDictionary {
    let splits = try open(name, options)
    return DatasetDictionary(
      try splits.listed.compactMap { split in try splits.table(split).map { (split, $0) } })
  }

  /// The splits of a data set, read when asked for.
  private struct Splits {
    /// The splits that may be asked for, and those that are listed without asking.
    var names: [String]
    var listed: [String]
    var table: (String) throws -> Table?
  }

  private static func open(_ name: String, _ options: Options) throws -> Splits {
    switch name {
    case "imdb", "stanfordnlp/imdb": return labelled { try MovieReviews.load(.imdb) }
    case "rotten_tomatoes", "cornell-movie-review-data/rotten_tomatoes":
      return labelled { try MovieReviews.load(.rottenTomatoes) }
    case "reviews-mini": return labelled(miniature)
    default: break
    }
    if let format = Format(rawValue: name) { return try files(format, options) }
    if FileIO.isFolder(name) { return try folder(name, options) }
    if FileIO.exists(name) {
      guard let format = Format(path: name) else {
        throw UserError(.value, "cannot tell what kind of data '\(name)' is", hint: "name it .csv, .json, .jsonl or .txt")
      }
      var options = options
      options.files = [("train", [name])]
      return try files(format, options)
    }
    let near = Nearest.match(name, among: known + Format.allCases.map(\.rawValue))
    throw UserError(
      .fileNotFound, "there is no data set, file or folder '\(name)'",
      hint: near.map { "did you mean '\($0)'?" }
        ?? "known: imdb, rotten_tomatoes, reviews-mini; or csv, json, text with data_files=…; or a path")
  }

  private static func labelled(_ read: @escaping () throws -> Table) -> Splits {
    var whole: Table?
    return Splits(names: ["train", "fit", "heldout"], listed: ["train"]) { split in
      guard ["train", "fit", "heldout"].contains(split) else { return nil }
      let table = try whole ?? read()
      whole = table
      return split == "train" ? table : try HeldOutRule.split(table, heldOut: split == "heldout")
    }
  }

  /// The few hundred reviews written for this project.
  private static func miniature() throws -> Table {
    var table = try CSVReader.read(Folders.resources + "/data/reviews-mini.csv")
    let labels = try table.column("label")
    try table.set(labels, named: "label", feature: MovieReviews.labels)
    return table
  }

  private static func files(_ format: Format, _ options: Options) throws -> Splits {
    guard options.files.contains(where: { !$0.paths.isEmpty }) else {
      throw UserError(.value, "load_dataset(\"\(format.rawValue)\") needs data_files=\"FILE\"")
    }
    let names = options.files.map(\.split)
    return Splits(names: names, listed: names) { split in
      guard let entry = options.files.first(where: { $0.split == split }) else { return nil }
      var table: Table?
      for path in entry.paths {
        let next = try format.read(path, options.csv, field: options.field)
        table = try table?.appending(next) ?? next
      }
      return table
    }
  }

  /// The files of a folder, all of the format that most of them have; `train`, `test` and `valid` in a name say the split.
  private static func folder(_ path: String, _ options: Options) throws -> Splits {
    let names = try FileIO.list(path)
    let found = Format.allCases.map { format in (format, names.filter { Format(path: $0) == format }) }
    guard let (format, files) = found.filter({ !$0.1.isEmpty }).max(by: { $0.1.count < $1.1.count }) else {
      throw UserError(
        .fileNotFound, "there are no data files in '\(path)'",
        hint: names.isEmpty ? "the folder is empty" : "csv, json, jsonl and txt are read; it holds \(names.prefix(8).joined(separator: ", "))")
    }
    var options = options
    for name in files {
      let lower = name.lowercased()
      let split = lower.contains("test") ? "test" : lower.contains("valid") || lower.contains("dev") ? "validation" : "train"
      if let index = options.files.firstIndex(where: { $0.split == split }) {
        options.files[index].paths.append("\(path)/\(name)")
      } else {
        options.files.append((split, ["\(path)/\(name)"]))
      }
    }
    options.files.sort { ($0.split == "train" ? 0 : 1, $0.split) < ($1.split == "train" ? 0 : 1, $1.split) }
    return try self.files(format, options)
  }
}
