import Dataset
import Script
import Support

/// `datasets.IterableDataset`: rows that are read, and made, as they are asked for, so that a file of any size streams
/// through bounded memory.
final class IterableDatasetObject: Object {
  /// Starts from the beginning and gives row after row.
  typealias Source = () throws -> () throws -> DictObject?
  private let source: Source
  let columnNames: [String]

  init(columnNames: [String], _ source: @escaping Source) {
    self.columnNames = columnNames
    self.source = source
    super.init(type: Self.type)
  }

  /// The rows of CSV files, a few megabytes of them in memory at a time.
  static func csv(_ paths: [String], _ options: DatasetLoader.Options) throws -> IterableDatasetObject {
    let names = try CSVBatchReader(paths.first ?? "", options: options.csvOptions(for: paths.first ?? "")).names
    return IterableDatasetObject(columnNames: names) {
      var next = 0
      var reader: CSVBatchReader?
      var batch: DatasetObject?
      var row = 0
      return {
        while true {
          if let batch, row < batch.table.rowCount {
            row += 1
            return try batch.row(row - 1)
          }
          batch = nil
          if let table = try reader?.next() {
            batch = DatasetObject(table)
            row = 0
          } else if next < paths.count {
            reader = try CSVBatchReader(paths[next], options: options.csvOptions(for: paths[next]))
            next += 1
          } else {
            return nil
          }
        }
      }
    }
  }

  static let type: TypeObject = {
    let type = TypeObject("IterableDataset", module: "datasets", isInheritable: false)
    type.documentation = "Rows that are read as they are asked for: for row in ds, ds.take(n), ds.map(f), ds.filter(f)."
    func me(_ call: CallArguments) -> IterableDatasetObject { call.me(IterableDatasetObject.self) }
    type.property("column_names", get: { Value($0.cast(to: IterableDatasetObject.self)?.columnNames ?? []) })
    type.method("take", "n") { call in
      let (me, count) = (me(call), try call.int(0))
      return Value(
        IterableDatasetObject(columnNames: me.columnNames) {
          let next = try me.source()
          var left = count
          return {
            guard left > 0 else { return nil }
            left -= 1
            return try next()
          }
        })
    }
    type.method("skip", "n") { call in
      let (me, count) = (me(call), try call.int(0))
      return Value(
        IterableDatasetObject(columnNames: me.columnNames) {
          let next = try me.source()
          var left = count
          return {
            while left > 0 {
              left -= 1
              if try next() == nil { return nil }
            }
            return try next()
          }
        })
    }
    type.method("map", "function, with_indices=False, remove_columns=None, fn_kwargs=None, **kwargs") { call in
      let (me, function, withIndices) = (me(call), call[0], try call.bool(1))
      let removed = Set(call.isNone(2) ? [] : try DatasetMethods.names(call[2], "remove_columns"))
      let keywords = try call[3].dict?.items.map { (try $0.key.asString("a key of fn_kwargs"), $0.value) } ?? []
      return Value(
        IterableDatasetObject(columnNames: me.columnNames.filter { !removed.contains($0) }) {
          let next = try me.source()
          var index = -1
          return {
            guard let row = try next() else { return nil }
            index += 1
            let result = try Interpreter.running.call(
              function, [Value(row)] + (withIndices ? [.int(index)] : []), keywords)
            let output = DictObject()
            for (key, value) in row.items where !removed.contains(key.string ?? "") { try output.set(key, value) }
            for (key, value) in result.dict?.items ?? [] { try output.set(key, value) }
            return output
          }
        })
    }
    type.method("filter", "function, **kwargs") { call in
      let (me, function) = (me(call), call[0])
      return Value(
        IterableDatasetObject(columnNames: me.columnNames) {
          let next = try me.source()
          return {
            while let row = try next() {
              if try Interpreter.running.call(function, [Value(row)], []).isTrue() { return row }
            }
            return nil
          }
        })
    }
    type.method("iter", "batch_size, drop_last_batch=False") { call in
      let (me, size, dropsLast) = (me(call), max(1, try call.int(0)), try call.bool(1))
      let next = try me.source()
      return Value(
        NativeIterator(typeName: "generator") {
          var rows: [DictObject] = []
          while rows.count < size, let row = try next() { rows.append(row) }
          guard let first = rows.first, rows.count == size || !dropsLast else { return nil }
          let batch = DictObject()
          for (key, _) in first.items { try batch.set(key, Value(list: try rows.map { try $0.getItem(key) })) }
          return Value(batch)
        })
    }
    return type
  }()

  override func iterate() throws -> IteratorObject? {
    let next = try source()
    return NativeIterator(typeName: "generator") { try next().map { Value($0) } }
  }
  override func repr() throws -> String {
    "IterableDataset({\n    features: \(try Value(columnNames).repr()),\n    num_shards: 1\n})"
  }
}
