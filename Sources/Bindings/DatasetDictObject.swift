import Dataset
import Script
import Support

/// `datasets.DatasetDict`: data sets by the names of their splits.
final class DatasetDictObject: Object {
  private(set) var splits: [(name: String, dataset: DatasetObject)]

  init(_ splits: [(name: String, dataset: DatasetObject)]) {
    self.splits = splits
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("DatasetDict", module: "datasets", isInheritable: false)
    type.constructor("mapping=None") { call in
      let pairs = try call[0].dict?.items.map { key, value in
        (
          name: try key.asString("a split's name"),
          dataset: try value.asObject(DatasetObject.self, "a split", named: "Dataset")
        )
      }
      return Value(DatasetDictObject(pairs ?? []))
    }
    type.method("keys") { call in Value(call.me(DatasetDictObject.self).splits.map(\.name)) }
    type.method("values") { call in Value(list: call.me(DatasetDictObject.self).splits.map { Value($0.dataset) }) }
    type.method("items") { call in
      Value(list: call.me(DatasetDictObject.self).splits.map { Value(tuple: [Value($0.name), Value($0.dataset)]) })
    }
    // What is done to a dictionary of splits is done to each.
    for name in [
      "map", "filter", "rename_column", "rename_columns", "remove_columns", "select_columns", "shuffle", "sort",
      "with_format", "set_format", "reset_format", "class_encode_column", "cast_column", "unique",
    ] {
      type.method(name, "*args, **kwargs") { call in
        let me = call.me(DatasetDictObject.self)
        let results = try me.splits.map { split in
          let method = try Value(split.dataset).getAttribute(name)
          return (split.name, try method.call(Arguments(call.rest(0), keywords: call.keywords(1))))
        }
        guard !results.isEmpty, results.allSatisfy({ !$0.1.isNone }) else { return .none }
        if name == "unique" { return Value(DictObject(results.map { ($0.0, $0.1) })) }
        return Value(
          DatasetDictObject(
            try results.map { ($0.0, try $0.1.asObject(DatasetObject.self, "a split", named: "Dataset")) }))
      }
    }
    type.method("save_to_disk", "dataset_dict_path, **kwargs") { call in
      let splits = call.me(DatasetDictObject.self).splits.map { ($0.name, $0.dataset.table) }
      try SavedDataset.save(DatasetDictionary(splits), to: call.string(0))
      return .none
    }
    type.classMethod("load_from_disk", "dataset_dict_path, **kwargs") { call in try DatasetFiles.load(call.string(0)) }
    type.property("column_names", get: { perSplit($0) { Value($0.table.columnNames) } })
    type.property("num_rows", get: { perSplit($0) { .int($0.table.rowCount) } })
    type.property(
      "shape", get: { perSplit($0) { Value(tuple: [.int($0.table.rowCount), .int($0.table.columnNames.count)]) } })
    return type
  }()

  private static func perSplit(_ value: Value, _ get: (DatasetObject) -> Value) -> Value {
    Value(DictObject((value.cast(to: DatasetDictObject.self)?.splits ?? []).map { ($0.name, get($0.dataset)) }))
  }

  override func getItem(_ key: Value) throws -> Value {
    let name = try key.asString("a split's name")
    if let split = splits.first(where: { $0.name == name }) { return Value(split.dataset) }
    let error = ScriptError(.keyError, key)
    error.exception.hint = "the splits are \(splits.map { "'\($0.name)'" }.joined(separator: ", "))"
    throw error
  }
  override func setItem(_ key: Value, _ value: Value) throws {
    let name = try key.asString("a split's name")
    let dataset = try value.asObject(DatasetObject.self, "a split", named: "Dataset")
    if let index = splits.firstIndex(where: { $0.name == name }) {
      splits[index].dataset = dataset
    } else {
      splits.append((name, dataset))
    }
  }
  override func length() throws -> Int? { splits.count }
  override func iterate() throws -> IteratorObject? { try Value(splits.map(\.name)).iterate() }
  override func contains(_ item: Value) throws -> Bool? { splits.contains { $0.name == item.string } }
  override func repr() throws -> String {
    DatasetDictionary(splits.map { ($0.name, $0.dataset.table) }).description
  }
}
