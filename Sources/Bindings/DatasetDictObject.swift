import Dataset
import Script
import Support

/// `datasets.DatasetDict` and `datasets.IterableDatasetDict`: dicts of data sets by the names of their splits.
final class DatasetDictObject: DictObject {
  init(_ splits: [(name: String, dataset: DatasetObject)]) {
    super.init(guarded: Self.type)
    for (name, dataset) in splits { self[name] = Value(dataset) }
  }

  /// Splits that are read as they are asked for.
  init(streams: [(name: String, rows: IterableDatasetObject)]) {
    super.init(guarded: Self.iterableType)
    for (name, rows) in streams { self[name] = Value(rows) }
  }

  private init(_ splits: [(name: String, value: Value)], type: TypeObject) {
    super.init(guarded: type)
    for (name, value) in splits { self[name] = value }
  }

  static let type: TypeObject = {
    let type = make(
      "DatasetDict",
      forEach: [
        "map", "filter", "rename_column", "rename_columns", "remove_columns", "select_columns", "shuffle", "sort",
        "with_format", "set_format", "reset_format", "class_encode_column", "cast_column", "unique",
      ])
    type.method("save_to_disk", "dataset_dict_path, **kwargs") { call in
      try SavedDataset.save(DatasetDictionary(tables(of: call.me(DatasetDictObject.self))), to: call.string(0))
      return .none
    }
    type.classMethod("load_from_disk", "dataset_dict_path, **kwargs") { call in try DatasetFiles.load(call.string(0)) }
    for name in ["num_rows", "num_columns", "shape"] { type.property(name, get: { try perSplit($0, name) }) }
    return type
  }()

  static let iterableType = make(
    "IterableDatasetDict",
    forEach: [
      "map", "filter", "rename_column", "rename_columns", "remove_columns", "select_columns", "shuffle", "with_format",
    ])

  /// - Parameter methods: what is done to each split when it is done to all.
  private static func make(_ name: String, forEach methods: [String]) -> TypeObject {
    let type = TypeObject(name, base: .dict, module: "datasets", isInheritable: false)
    type.constructor("mapping=None, **splits") { call in
      let result = DatasetDictObject([], type: call.type)
      for (key, value) in try call[0].isNone ? [] : mapping(call[0]).items { try result.setItem(key, value) }
      for (name, value) in call.keywords(1) { try result.setItem(Value(name), value) }
      return Value(result)
    }
    for method in methods {
      type.method(method, "*args, **kwargs") { call in
        let results = try call.me(DatasetDictObject.self).items.map { split in
          (
            name: split.key.string ?? "",
            value: try split.value.getAttribute(method).call(Arguments(call.rest(0), keywords: call.keywords(1)))
          )
        }
        // What changes the splits themselves gives nothing.
        if let first = results.first?.value, first.isNone { return .none }
        if method == "unique" { return Value(DictObject(results)) }
        return Value(DatasetDictObject(results, type: type))
      }
    }
    type.property("column_names", get: { try perSplit($0, "column_names") })
    return type
  }

  private static func mapping(_ value: Value) throws -> DictObject {
    if let dict = value.dict { return dict }
    throw ScriptError(.typeError, "a dict of data sets by split is expected, not \(value.typeName)")
  }

  /// A dict of each split's attribute `name`.
  private static func perSplit(_ value: Value, _ name: String) throws -> Value {
    let splits = value.cast(to: DatasetDictObject.self)?.items ?? []
    return Value(DictObject(try splits.map { ($0.key.string ?? "", try $0.value.getAttribute(name)) }))
  }

  private static func tables(of splits: DatasetDictObject) -> [(name: String, table: Table)] {
    splits.items.compactMap { split in
      split.value.cast(to: DatasetObject.self).map { (split.key.string ?? "", $0.table) }
    }
  }

  override func getItem(_ key: Value) throws -> Value {
    if let split = try get(key) { return split }
    let error = ScriptError(.keyError, key)
    error.exception.hint = "the splits are \(keys.map { "'\($0.string ?? "")'" }.joined(separator: ", "))"
    throw error
  }

  override func setItem(_ key: Value, _ value: Value) throws {
    let name = try key.asString("a split's name")
    if type === Self.type {
      self[name] = Value(try value.asObject(DatasetObject.self, "a split", named: "Dataset"))
    } else {
      self[name] = Value(try value.asObject(IterableDatasetObject.self, "a split", named: "IterableDataset"))
    }
  }

  /// As `datasets` prints it.
  override func repr() throws -> String {
    let splits = try items.map { "\($0.key.string ?? ""): \(try $0.value.text())" }.joined(separator: "\n")
    return "\(type.name)({\n    \(splits.replacing("\n", with: "\n    "))\n})"
  }
}
