import Hub
import Support

/// Data sets of the hub: the cache first, then the network.
enum HubDatasets {
  /// The splits of `repository`. Only the files of the splits that are asked for are downloaded.
  /// - Parameter wanted: the splits that will be asked for; `nil` for all. When the cache has these whole, the network
  ///   is left alone.
  static func open(
    _ repository: HubRepository, wanted: [String]?, _ options: DatasetLoader.Options
  ) throws -> DatasetLoader.Splits {
    var settings = HubSettings()
    if let token = options.token { settings.token = token }
    let client = HubClient(settings)
    let revision = options.revision ?? "main"
    let snapshot = client.cache.snapshot(of: repository, revision: revision)
    if let snapshot, let wanted {
      let files = client.cache.files(in: snapshot)
      let found = try? self.files(repository, files, options)
      if let found,
        wanted.allSatisfy({ split in found.splits.first { $0.split == split }.map { isWhole($0.paths) } == true })
      {
        return try splits(found, options) { "\(snapshot)/\($0)" }
      }
    }
    do {
      let listing = try client.listing(of: repository, revision: revision)
      let found = try files(repository, listing.files, options)
      try client.note(repository, revision: revision, commit: listing.commit)
      return try splits(found, options) { try client.file($0, of: repository, commit: listing.commit) }
    } catch let unreachable as HubClient.Unreachable {
      guard let snapshot, let found = try? files(repository, client.cache.files(in: snapshot), options) else {
        throw client.absent(repository, unreachable.reason)
      }
      return try splits(found, options) { "\(snapshot)/\($0)" }
    }
  }

  typealias Files = (format: DataFormat, splits: [(split: String, paths: [String])])

  /// The files of a data set's configuration by split.
  private static func files(
    _ repository: HubRepository, _ all: [String], _ options: DatasetLoader.Options
  ) throws -> Files {
    var files = all.filter { DataFiles.isData($0) && DataFormat(path: $0) != nil }
    if let folder = options.folder { files = files.filter { $0.hasPrefix(folder + "/") } }
    if !options.files.isEmpty {
      let named = options.files.map { entry in (split: entry.split, paths: entry.paths.filter(all.contains)) }
      guard let first = named.first?.paths.first, let format = DataFormat(path: first) else {
        throw UserError(
          .fileNotFound, "the data set '\(repository.name)' has none of the data_files",
          hint: "it has \(files.prefix(8).joined(separator: ", "))")
      }
      return (format, named)
    }
    // Configurations are folders that are no splits.
    let folders = Set(files.filter { $0.contains("/") }.compactMap { $0.split(separator: "/").first.map(String.init) })
    let configurations = folders.filter { $0 != "data" && DataFiles.split(named: $0) == nil }.sorted()
    if let name = options.configuration, name != "default" || configurations.contains(name) {
      guard configurations.contains(name) else {
        throw UserError(
          .value,
          "BuilderConfig '\(name)' not found. Available: [\(configurations.map { "'\($0)'" }.joined(separator: ", "))]")
      }
      files = files.filter { $0.hasPrefix(name + "/") }
    } else if configurations.count > 1 {
      throw UserError(
        .value,
        "Config name is missing.\nPlease pick one among the available configs: "
          + "[\(configurations.map { "'\($0)'" }.joined(separator: ", "))]",
        hint: "load_dataset(\"\(repository.name)\", \"\(configurations[0])\")")
    }
    guard let (format, paths) = DataFiles.majority(files) else {
      throw UserError(
        .notImplemented, "the data set '\(repository.name)' has no files that are read",
        hint: "csv, json, parquet and text are; it has \(all.prefix(8).joined(separator: ", "))")
    }
    return (format, DataFiles.bySplit(paths))
  }

  /// Whether `paths` are all the parts that their names tell of.
  private static func isWhole(_ paths: [String]) -> Bool {
    guard let count = paths.first.flatMap(DataFiles.shardCount) else { return !paths.isEmpty }
    return paths.count == count
  }

  private static func splits(
    _ files: Files, _ options: DatasetLoader.Options, path: @escaping (String) throws -> String
  ) throws -> DatasetLoader.Splits {
    let names = files.splits.map(\.split)
    return DatasetLoader.Splits(
      names: names, listed: names,
      table: { split in
        guard let entry = files.splits.first(where: { $0.split == split }) else { return nil }
        return try DataFiles.joined(entry.paths.map { try files.format.read(path($0), options) })
      },
      stream: { split in
        files.splits.first { $0.split == split }.map { entry in
          // A file is downloaded when its turn comes.
          TableStream(entry.paths.map { name in { TableStream(file: try path(name), files.format, options) } })
        }
      })
  }
}
