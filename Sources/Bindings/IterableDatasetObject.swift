import Dataset
import Script
import Support

/// `datasets.IterableDataset`: rows that are read, and made, as they are asked for, so that a file of any size streams
/// through bounded memory.
final class IterableDatasetObject: Object {
  /// Gives row after row.
  typealias Rows = () throws -> DictObject?
  /// Starts from the beginning.
  typealias Source = () throws -> Rows
  let source: Source
  /// The names and types of the columns, as far as they are known before a row is made.
  let columns: [(name: String, feature: Feature)]?
  let isTorch: Bool

  init(_ columns: [(name: String, feature: Feature)]?, isTorch: Bool = false, _ source: @escaping Source) {
    self.columns = columns
    self.source = source
    self.isTorch = isTorch
    super.init(type: Self.type)
  }

  /// The rows of `stream`, a table of them in memory at a time. The first table says what columns there are.
  convenience init(_ stream: TableStream) throws {
    let first = try stream.start()()
    self.init(first.map { table in table.features.map { ($0.name, $0.feature) } } ?? []) {
      let tables = try stream.start()
      var batch: DatasetObject?
      var row = 0
      return {
        while true {
          if let batch, row < batch.table.rowCount {
            row += 1
            return try batch.row(row - 1)
          }
          guard let table = try tables() else { return nil }
          batch = DatasetObject(table)
          row = 0
        }
      }
    }
  }

  /// The rows of a table that is in memory.
  convenience init(_ dataset: DatasetObject) {
    let table = dataset.table
    self.init(table.features.map { ($0.name, $0.feature) }) {
      var row = 0
      return {
        guard row < table.rowCount else { return nil }
        row += 1
        return try DatasetObject(table).row(row - 1)
      }
    }
  }

  /// The rows that a generator function makes.
  convenience init(generator: Value, _ keywords: [(name: String, value: Value)]) {
    self.init(nil) {
      let items = try Interpreter.running.call(generator, [], keywords).iterate()
      return {
        guard let item = try items.next() else { return nil }
        guard let row = item.dict else {
          throw ScriptError(.typeError, "the generator must give dicts, not \(item.typeName)")
        }
        return row
      }
    }
  }

  var columnNames: [String]? { columns?.map(\.name) }

  /// The stream of what `pass` makes of this one's rows, in the same format.
  func passing(
    _ columns: [(name: String, feature: Feature)]?, _ pass: @escaping (@escaping Rows) throws -> Rows
  ) -> Value {
    Value(IterableDatasetObject(columns, isTorch: isTorch) { [source] in try pass(source()) })
  }

  /// `row`, or a batch of them, as the format says.
  func formatted(_ row: DictObject) -> DictObject {
    isTorch ? DictObject(row.items.map { ($0.key.string ?? "", DatasetValues.tensor($0.value)) }) : row
  }

  static let type: TypeObject = {
    let type = TypeObject("IterableDataset", module: "datasets", isInheritable: false)
    type.documentation = "Rows that are read as they are asked for: for row in ds, ds.take(n), ds.map(f), ds.filter(f)."
    type.property(
      "column_names",
      get: { value in
        value.cast(to: IterableDatasetObject.self)?.columnNames.map { Value($0) } ?? .none
      })
    type.property(
      "features",
      get: { value in
        value.cast(to: IterableDatasetObject.self)?.columns.map { columns in
          Value(DictObject(columns.map { ($0.name, Value(FeaturesObject($0.feature))) }))
        } ?? .none
      })
    for name in ["num_shards", "n_shards"] { type.property(name, get: { _ in .int(1) }) }
    type.classMethod("from_generator", "generator, features=None, gen_kwargs=None, **kwargs") { call in
      let keywords = try call[2].dict?.items.map { (try $0.key.asString("a key of gen_kwargs"), $0.value) } ?? []
      return Value(IterableDatasetObject(generator: call[0], keywords))
    }
    IterableDatasetMethods.register(type)
    return type
  }()

  override func iterate() throws -> IteratorObject? {
    let next = try source()
    return NativeIterator(typeName: "generator") { [self] in try next().map { Value(formatted($0)) } }
  }

  override func repr() throws -> String {
    let names = try columnNames.map { try Value($0).repr() } ?? "Unknown"
    return "IterableDataset({\n    features: \(names),\n    num_shards: 1\n})"
  }
}
