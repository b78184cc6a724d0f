import Support

/// Data sets on disk as `datasets` saves them: `save_to_disk` and `load_from_disk`.
public enum SavedDataset {
  /// Writes `table` into the folder `path`: its rows, its features, and last what says that it is whole.
  public static func save(_ table: Table, to path: String, split: String? = nil) throws {
    try FileIO.makeFolder(path)
    let file = "data-00000-of-00001.arrow"
    try ArrowFile.write(table, to: "\(path)/\(file)")
    let info: JSON = [
      "citation": "", "description": "", "features": table.featuresJSON, "homepage": "", "license": "",
    ]
    try FileIO.write(info.text() + "\n", to: path + "/dataset_info.json")
    let state: JSON = [
      "_data_files": [["filename": .string(file)]],
      "_fingerprint": .string(try Fingerprint.of(table).prefix(16).description),
      "_format_columns": nil, "_format_kwargs": .object(JSONObject()), "_format_type": nil,
      "_output_all_columns": false, "_split": split.map { .string($0) } ?? .null,
    ]
    try FileIO.write(state.text() + "\n", to: path + "/state.json")
  }

  /// Writes each split into a folder of its own.
  public static func save(_ dictionary: DatasetDictionary, to path: String) throws {
    try FileIO.makeFolder(path)
    for (name, table) in zip(dictionary.names, dictionary.tables) {
      guard !name.contains("/"), name != "..", name != "." else {
        throw UserError(.value, "'\(name)' is no name of a split that can be a folder")
      }
      try save(table, to: "\(path)/\(name)", split: name)
    }
    let names: JSON = ["splits": .array(dictionary.names.map { .string($0) })]
    try FileIO.write(names.text() + "\n", to: path + "/dataset_dict.json")
  }

  /// What was saved in a folder.
  public enum Loaded {
    case table(Table)
    case dictionary(DatasetDictionary)
  }

  /// What is in the folder `path`; its rows stay in the files, which are mapped.
  public static func load(_ path: String) throws -> Loaded {
    if FileIO.exists(path + "/dataset_dict.json") {
      let names = try JSON.read(path + "/dataset_dict.json")["splits"]?.arrayValue?.compactMap(\.stringValue) ?? []
      return .dictionary(
        DatasetDictionary(
          try names.filter { !$0.contains("/") && $0 != ".." }.map { ($0, try table("\(path)/\($0)")) }))
    }
    return .table(try table(path))
  }

  private static func table(_ path: String) throws -> Table {
    guard FileIO.exists(path + "/state.json") else {
      throw UserError(
        .fileNotFound, "Directory \(path) is neither a `Dataset` directory nor a `DatasetDict` directory.",
        hint: "save_to_disk makes one")
    }
    let state = try JSON.read(path + "/state.json")
    let files = state["_data_files"]?.arrayValue?.compactMap { $0["filename"]?.stringValue } ?? []
    guard !files.isEmpty, !files.contains(where: { $0.contains("/") }) else {
      throw UserError(.value, "'\(path)/state.json' names no files of data")
    }
    return try DataFiles.joined(files.map { try ArrowFile.read("\(path)/\($0)") })
  }
}
