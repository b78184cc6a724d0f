import Dataset
import Script
import Support

/// Data sets from files and into files.
enum DatasetFiles {
  private static func me(_ call: CallArguments) -> DatasetObject { call.me(DatasetObject.self) }

  static func register(_ type: TypeObject) {
    type.method("save_to_disk", "dataset_path, **kwargs") { call in
      try SavedDataset.save(me(call).table, to: call.string(0))
      return .none
    }
    type.classMethod("load_from_disk", "dataset_path, **kwargs") { call in try load(call.string(0)) }
    type.method("to_csv", "path_or_buf, batch_size=None, num_proc=None, storage_options=None, **to_csv_kwargs") {
      call in
      let path = try call.string(0)
      let wantsIndex = try call.keywords(4).contains { try $0.name == "index" && $0.value.isTrue() }
      return .int(try write(path) { try CSVWriter.write(me(call).table, withIndex: wantsIndex, $0) })
    }
    type.method("to_json", "path_or_buf, batch_size=None, num_proc=None, storage_options=None, **to_json_kwargs") {
      call in
      let table = me(call).table
      let asciiOnly = try call.keywords(4).first { $0.name == "force_ascii" }?.value.isTrue() ?? true
      return .int(
        try write(call.string(0)) { writer in
          for row in 0..<table.rowCount {
            if row & 1023 == 0 { try Interruption.check() }
            let members = zip(table.columnNames, table.row(row)).reduce(into: JSONObject()) { $0[$1.0] = $1.1 }
            try writer.write(Array((compact(.object(members), asciiOnly) + "\n").utf8))
          }
        })
    }
    for name in ["csv", "json", "text", "parquet"] {
      type.classMethod(
        "from_\(name)",
        "path_or_paths, split=None, features=None, cache_dir=None, keep_in_memory=False, num_proc=None, **kwargs"
      ) { call in
        var options = DatasetLoader.Options()
        options.files = [("train", try DatasetMethods.names(call[0], "path_or_paths"))]
        for (key, value) in call.keywords(6) { try DatasetsModule.set(key, value, in: &options) }
        return Value(DatasetObject(try DatasetLoader.load(name, split: "train", options: options)))
      }
    }
  }

  /// What `load_from_disk(path)` gives.
  static func load(_ path: String) throws -> Value {
    switch try SavedDataset.load(path) {
    case .table(let table): Value(DatasetObject(table))
    case .dictionary(let splits):
      Value(DatasetDictObject(zip(splits.names, splits.tables).map { ($0, DatasetObject($1)) }))
    }
  }

  /// Writes a file and gives its size.
  private static func write(_ path: String, _ body: (FileWriter) throws -> Void) throws -> Int {
    try FileIO.write(to: path, body)
    return try FileIO.size(path)
  }

  /// JSON as pandas writes it: without spaces, slashes escaped.
  private static func compact(_ value: JSON, _ asciiOnly: Bool) -> String {
    switch value {
    case .array(let items): "[" + items.map { compact($0, asciiOnly) }.joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + zip(members.keys, members.values).map { compact(.string($0), asciiOnly) + ":" + compact($1, asciiOnly) }
        .joined(separator: ",") + "}"
    case .string: value.text(asciiOnly: asciiOnly).replacing("/", with: "\\/")
    case .double(let number) where !number.isFinite: "null"
    default: value.text()
    }
  }
}
