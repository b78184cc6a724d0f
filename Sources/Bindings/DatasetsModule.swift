import Dataset
import Script
import Support

/// The module `datasets`.
public enum DatasetsModule {
  /// Makes `import datasets` work in `interpreter`.
  public static func register(in interpreter: Interpreter) {
    interpreter.register(module: "datasets") { namespace in fill(namespace) }
  }

  /// Adds the module's names.
  public static func fill(_ namespace: Namespace) {
    namespace.type(DatasetObject.type)
    namespace.type(DatasetDictObject.type)
    namespace.type(DatasetDictObject.iterableType)
    namespace.type(IterableDatasetObject.type)
    namespace["__version__"] = Value("5.0.1")
    namespace["load_dataset"] = loadDataset
    namespace.function("concatenate_datasets", "dsets, info=None, split=None, axis=0") { call in
      let datasets = try call.list(0).map { try $0.asObject(DatasetObject.self, "a data set", named: "Dataset") }
      guard let first = datasets.first else {
        throw ScriptError(.valueError, "Unable to concatenate an empty list of datasets.")
      }
      guard try call.int(3) == 1 else {
        return Value(
          DatasetObject(try datasets.dropFirst().reduce(first.table) { try $0.appending($1.table) }, like: first))
      }
      var table = first.table
      for other in datasets.dropFirst() {
        for (index, (name, feature)) in other.table.features.enumerated() {
          try table.add(other.table.column(at: index), named: name, feature: feature)
        }
      }
      return Value(DatasetObject(table, like: first))
    }
    for name in ["disable_progress_bar", "enable_progress_bar", "disable_progress_bars", "enable_progress_bars"] {
      namespace.function(name) { _ in .none }
    }
    for (name, isEnabled) in [("enable_caching", true), ("disable_caching", false)] {
      namespace.function(name) { _ in
        DatasetFingerprint.isEnabled = isEnabled
        return .none
      }
    }
    namespace.function("is_caching_enabled") { _ in .bool(DatasetFingerprint.isEnabled) }
    namespace.function("load_from_disk", "dataset_path, **kwargs") { call in try DatasetFiles.load(call.string(0)) }
    FeaturesObject.register(in: namespace)
  }

  /// `load_dataset(path, split=…)`: a ``DatasetObject`` for a split, a dictionary of them without.
  public static let loadDataset = Value(
    NativeFunction(
      "load_dataset",
      "path, name=None, data_dir=None, data_files=None, split=None, cache_dir=None, features=None, "
        + "download_mode=None, verification_mode=None, keep_in_memory=None, save_infos=False, revision=None, token=None, "
        + "streaming=False, num_proc=None, storage_options=None, trust_remote_code=None, **config_kwargs"
    ) { call in
      let name = try call[0].asString("path")
      var options = DatasetLoader.Options()
      options.files = try files(call[3])
      options.configuration = call.isNone(1) ? nil : try call.string(1)
      options.folder = call.isNone(2) ? nil : try call.string(2)
      options.revision = call.isNone(11) ? nil : try call.string(11)
      options.token = call[12].string
      for (key, value) in call.keywords(17) { try set(key, value, in: &options) }
      if try call.bool(13) {
        guard call.isNone(4) else {
          let rows = try DatasetLoader.stream(name, split: call.string(4), options: options)
          return Value(try IterableDatasetObject(rows))
        }
        let splits = try DatasetLoader.streams(name, options: options)
        return Value(DatasetDictObject(streams: try splits.map { ($0.name, try IterableDatasetObject($0.rows)) }))
      }
      if !call.isNone(4), let split = call[4].string {
        return Value(DatasetObject(try DatasetLoader.load(name, split: split, options: options)))
      }
      if !call.isNone(4) {
        return Value(
          list: try call.list(4).map {
            Value(DatasetObject(try DatasetLoader.load(name, split: try $0.asString("split"), options: options)))
          })
      }
      let all = try DatasetLoader.load(name, options: options)
      return Value(DatasetDictObject(zip(all.names, all.tables).map { ($0, DatasetObject($1)) }))
    })

  /// Takes a keyword of `load_dataset` into `options`.
  static func set(_ key: String, _ value: Value, in options: inout DatasetLoader.Options) throws {
    switch key {
    case "delimiter", "sep":
      guard let byte = try value.asString(key).utf8.first else { throw ScriptError(.valueError, "\(key) is empty") }
      options.csv.delimiter = byte
    case "column_names", "names": options.csv.columnNames = try DatasetMethods.names(value, key)
    case "field": options.field = try value.asString(key)
    case "sample_by":
      guard let unit = TextReader.Unit(rawValue: try value.asString(key)) else {
        throw ScriptError(.valueError, "sample_by must be 'line', 'paragraph' or 'document'")
      }
      options.textUnit = unit
    default:
      throw ScriptError(
        .typeError, "load_dataset() got an unexpected keyword argument '\(key)'",
        hint: "known: split, data_files, data_dir, delimiter, column_names, field, sample_by, revision, token, streaming")
    }
  }

  /// `data_files`: a path, a list of them, or either for each split.
  private static func files(_ value: Value) throws -> [(split: String, paths: [String])] {
    if value.isNone { return [] }
    if let dict = value.dict {
      return try dict.items.map { (try $0.key.asString("a split"), try DatasetMethods.names($0.value, "data_files")) }
    }
    return [("train", try DatasetMethods.names(value, "data_files"))]
  }
}
