import Hub
import Support

/// Finds and reads data sets by name: those the project knows, files, folders, archives, the hub's.
public enum DatasetLoader {
  /// How files are read when the name is a format.
  public struct Options: Sendable {
    /// The files of each split; one split, `train`, unless named.
    public var files: [(split: String, paths: [String])] = []
    /// The folder in which `files`, or all files, are.
    public var folder: String?
    public var csv = CSVOptions()
    /// The member of a JSON file that holds the rows.
    public var field: String?
    /// What a row of a text file is.
    public var textUnit = TextReader.Unit.line
    /// The configuration and revision of a data set of the hub.
    public var configuration: String?
    public var revision: String?
    public var token: String?

    public init() {}
  }

  private static let known = [
    "imdb", "stanfordnlp/imdb", "rotten_tomatoes", "cornell-movie-review-data/rotten_tomatoes", "reviews-mini",
  ]

  /// The rows of data set `name` that `split` selects (`"train"`, `"train[:10%]"`).
  ///
  /// `name` is `imdb`, `rotten_tomatoes`, `reviews-mini`, a format (`csv`, `json`, `parquet`, `text`) with files in
  /// `options`, the path of a file, folder or archive, or `owner/name` of the hub. Data sets with labels that the
  /// project knows have, beside
  /// `train` with all rows, `fit` and `heldout` after ``HeldOutRule``.
  public static func load(_ name: String, split: String, options: Options = Options()) throws -> Table {
    let selection = try SplitSelection(split)
    let wanted = selection.terms.map(\.split)
    let splits = try open(name, wanted: wanted.contains("all") ? nil : wanted, options)
    return try selection.select { wanted in
      if wanted == "all" { return try DataFiles.joined(splits.listed.compactMap { try splits.table($0) }) }
      if let table = try splits.table(wanted) { return table }
      throw UserError(
        .value,
        "Unknown split \"\(wanted)\". Should be one of [\(splits.names.map { "'\($0)'" }.joined(separator: ", "))].")
    }
  }

  /// All of data set `name`, by split: `train` for those the project knows.
  public static func load(_ name: String, options: Options = Options()) throws -> DatasetDictionary {
    let splits = try open(name, wanted: nil, options)
    return DatasetDictionary(
      try splits.listed.compactMap { split in try splits.table(split).map { (split, $0) } })
  }

  /// The rows of `split` of data set `name`, some at a time. Files and archives pass through bounded memory; a data set
  /// that the project knows is read whole.
  /// - Throws: a `ValueError` when there is no such split; slices of splits are none.
  public static func stream(_ name: String, split: String, options: Options = Options()) throws -> TableStream {
    let splits = try open(name, wanted: [split], options)
    guard splits.names.contains(split), let stream = try splits.stream(split) else {
      throw UserError(
        .value, "Bad split: \(split). Available splits: [\(splits.names.map { "'\($0)'" }.joined(separator: ", "))]",
        hint: split.contains("[") ? "with streaming=True, ds.take(n) and ds.skip(n) choose rows" : nil)
    }
    return stream
  }

  /// The rows of every split, some at a time.
  public static func streams(_ name: String, options: Options = Options()) throws -> [(name: String, rows: TableStream)]
  {
    let splits = try open(name, wanted: nil, options)
    return try splits.listed.compactMap { split in try splits.stream(split).map { (split, $0) } }
  }

  /// The splits of a data set, read when asked for.
  struct Splits {
    /// The splits that may be asked for, and those that are listed without asking.
    var names: [String]
    var listed: [String]
    var table: (String) throws -> Table?
    /// The same rows some at a time.
    var stream: (String) throws -> TableStream?

    /// Splits that are read whole; `stream` is for those that need not be.
    init(
      names: [String], listed: [String], table: @escaping (String) throws -> Table?,
      stream: ((String) throws -> TableStream?)? = nil
    ) {
      self.names = names
      self.listed = listed
      self.table = table
      self.stream = stream ?? { split in TableStream { try table(split) } }
    }
  }

  private static func open(_ name: String, wanted: [String]?, _ options: Options) throws -> Splits {
    switch name {
    case "imdb", "stanfordnlp/imdb":
      return labelled(more: ["test", "unsupervised"], of: "stanfordnlp/imdb", options) { try MovieReviews.load(.imdb) }
    case "rotten_tomatoes", "cornell-movie-review-data/rotten_tomatoes":
      return labelled(more: ["validation", "test"], of: "cornell-movie-review-data/rotten_tomatoes", options) {
        try MovieReviews.load(.rottenTomatoes)
      }
    case "reviews-mini": return labelled(more: [], of: "", options, miniature)
    default: break
    }
    if let format = DataFormat(rawValue: name) { return try files(format, options) }
    var name = name
    if name.hasPrefix("~/"), let home = Folders.environment("HOME") { name = home + name.dropFirst(1) }
    if FileIO.isFolder(name) {
      return try folder(options.folder.map { "\(name)/\($0)" } ?? name, options)
    }
    if FileIO.exists(name) {
      if Archive.isArchive(name) { return try archive(name, options) }
      guard let format = DataFormat(path: name) else {
        throw UserError(
          .value, "cannot tell what kind of data '\(name)' is",
          hint: "name it .csv, .json, .jsonl, .parquet, .txt, .zip or .tar.gz")
      }
      var options = options
      options.files = [("train", [name])]
      return try files(format, options)
    }
    let near = Nearest.match(name, among: known + DataFormat.allCases.map(\.rawValue))
    if near == nil, name.contains("/"), let repository = HubRepository(.datasets, name) {
      return try HubDatasets.open(repository, wanted: wanted, options)
    }
    throw UserError(
      .fileNotFound, "there is no data set, file or folder '\(name)'",
      hint: near.map { "did you mean '\($0)'?" }
        ?? "known: imdb, rotten_tomatoes, reviews-mini; or csv, json, parquet, text with data_files=…; or a path")
  }

  /// The splits of reviews that are on this machine as `train`, and `more` that the hub has.
  private static func labelled(
    more: [String], of name: String, _ options: Options, _ read: @escaping () throws -> Table
  ) -> Splits {
    var whole: Table?
    return Splits(names: ["train", "fit", "heldout"] + more, listed: ["train"]) { split in
      if more.contains(split), let repository = HubRepository(.datasets, name) {
        return try HubDatasets.open(repository, wanted: [split], options).table(split)
      }
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

  /// The files of each split with patterns spelt out.
  private static func filePaths(_ options: Options) throws -> [(split: String, paths: [String])] {
    try options.files.map { entry in
      let paths = try entry.paths.flatMap { path in
        try DataFiles.matching(options.folder.map { path.hasPrefix("/") ? path : "\($0)/\(path)" } ?? path)
      }
      if let missing = paths.first(where: { !FileIO.exists($0) }) {
        throw UserError(.fileNotFound, "Unable to find '\(missing)'", hint: UserError.missingFile(missing).hint)
      }
      return (entry.split, paths)
    }
  }

  private static func files(_ format: DataFormat, _ options: Options) throws -> Splits {
    if options.files.isEmpty, let path = options.folder {
      let found = try DataFiles.list(path).filter { DataFiles.isData($0) && DataFormat(path: $0) == format }
      guard !found.isEmpty else { throw UserError(.fileNotFound, "there are no \(format.rawValue) files in '\(path)'") }
      return try splits(
        of: DataFiles.bySplit(found).map { ($0.split, $0.paths.map { "\(path)/\($0)" }) }, format, options)
    }
    guard options.files.contains(where: { !$0.paths.isEmpty }) else {
      throw UserError(.value, "load_dataset(\"\(format.rawValue)\") needs data_files=\"FILE\"")
    }
    let files = try filePaths(options)
    // An archive of labelled texts is more than lines.
    if format == .text, files.count == 1, files[0].paths.count == 1, Archive.isArchive(files[0].paths[0]),
      let layout = LabelledTexts(try Archive.names(files[0].paths[0]))
    {
      return texts(layout, inArchive: files[0].paths[0])
    }
    return try splits(of: files, format, options)
  }

  static func splits(
    of files: [(split: String, paths: [String])], _ format: DataFormat, _ options: Options
  ) throws -> Splits {
    let names = files.map(\.split)
    return Splits(
      names: names, listed: names,
      table: { split in
        guard let entry = files.first(where: { $0.split == split }) else { return nil }
        return try DataFiles.joined(entry.paths.map { try format.read($0, options) })
      },
      stream: { split in
        files.first { $0.split == split }.map { entry in
          TableStream(entry.paths.map { path in { TableStream(file: path, format, options) } })
        }
      })
  }

  /// The files of a folder, all of the format that most of them have; the names say the splits. Folders of texts by
  /// label make rows of text and label.
  static func folder(_ path: String, _ options: Options) throws -> Splits {
    guard FileIO.isFolder(path) else { throw UserError.missingFile(path) }
    if !options.files.isEmpty {
      var options = options
      options.folder = path
      guard let name = options.files.first?.paths.first, let format = DataFormat(path: name) else {
        throw UserError(.value, "cannot tell what kind of data the data_files are")
      }
      return try splits(of: filePaths(options), format, options)
    }
    let names = try DataFiles.list(path)
    if let layout = LabelledTexts(names) {
      return Splits(
        names: layout.splits, listed: layout.splits,
        table: { split in
          guard layout.splits.contains(split) else { return nil }
          var rows = LabelledTexts.Builder(layout)
          for name in names where layout.belongs(name, to: split) {
            try Interruption.check()
            try rows.append(name, FileIO.read("\(path)/\(name)"), source: "\(path)/\(name)")
          }
          return try rows.table()
        },
        stream: { split in TableStream(layout, names.filter { layout.belongs($0, to: split) }, in: path) })
    }
    if FileIO.exists(path + "/state.json"), names.contains(where: { $0.hasSuffix(".arrow") }) {
      throw UserError(
        .value, "'\(path)' was written by save_to_disk", hint: "load_from_disk(\"\(path)\") reads it")
    }
    let archives = names.filter { Archive.isArchive($0) && DataFiles.isData($0) }
    guard let (format, files) = DataFiles.majority(names) else {
      if archives.count == 1 { return try archive("\(path)/\(archives[0])", options) }
      throw UserError(
        .fileNotFound, "there are no data files in '\(path)'",
        hint: names.isEmpty
          ? "the folder is empty"
          : "csv, json, jsonl, parquet and txt are read; it holds \(names.prefix(8).joined(separator: ", "))")
    }
    return try splits(
      of: DataFiles.bySplit(files).map { ($0.split, $0.paths.map { "\(path)/\($0)" }) }, format, options)
  }

  /// The files of an archive, as those of a folder.
  private static func archive(_ path: String, _ options: Options) throws -> Splits {
    let names = try Archive.names(path)
    if let layout = LabelledTexts(names) { return texts(layout, inArchive: path) }
    guard let (format, files) = DataFiles.majority(names) else {
      throw UserError(
        .fileNotFound, "there are no data files in '\(path)'",
        hint: "csv, json, jsonl, parquet and txt are read; it holds \(names.prefix(8).joined(separator: ", "))")
    }
    let bySplit = DataFiles.bySplit(files.sorted())
    return Splits(
      names: bySplit.map(\.split), listed: bySplit.map(\.split),
      table: { split in
        guard let wanted = bySplit.first(where: { $0.split == split })?.paths else { return nil }
        var tables: [String: Table] = [:]
        try Archive.forEach(path, where: { wanted.contains($0) }) { name, bytes in
          tables[name] = try format.parse(bytes, "\(path)/\(name)", options)
        }
        return try DataFiles.joined(wanted.compactMap { tables[$0] })
      },
      stream: { split in
        let wanted = Set(bySplit.first { $0.split == split }?.paths ?? [])
        return TableStream(archive: path, where: { wanted.contains($0) }) { name, bytes in
          try format.parse(bytes, "\(path)/\(name)", options)
        }
      })
  }

  private static func texts(_ layout: LabelledTexts, inArchive path: String) -> Splits {
    Splits(
      names: layout.splits, listed: layout.splits,
      table: { split in
        guard layout.splits.contains(split) else { return nil }
        var rows = LabelledTexts.Builder(layout)
        try Archive.forEach(path, where: { layout.belongs($0, to: split) }) { name, bytes in
          try rows.append(name, bytes, source: "\(path)/\(name)")
        }
        return try rows.table()
      },
      stream: { split in
        TableStream(archive: path, where: { layout.belongs($0, to: split) }) { name, bytes in
          var rows = LabelledTexts.Builder(layout)
          try rows.append(name, bytes, source: "\(path)/\(name)")
          return try rows.table()
        }
      })
  }
}
