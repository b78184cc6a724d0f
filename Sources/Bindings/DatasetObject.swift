import Dataset
import Script
import Support
import Tensor

/// `datasets.Dataset`: a ``Table`` with Hugging Face's methods.
public final class DatasetObject: Object {
  /// What rows look like when they are asked for.
  enum Format: String {
    case torch, pandas, numpy
  }

  var table: Table
  var format: Format?
  /// The columns that rows have, when not all.
  var formatColumns: [String]?

  public init(_ table: Table) {
    self.table = table
    super.init(type: Self.type)
  }

  init(_ table: Table, like other: DatasetObject) {
    self.table = table
    format = other.format
    formatColumns = other.formatColumns?.filter { table.contains($0) }
    super.init(type: Self.type)
  }

  public static let type: TypeObject = {
    let type = TypeObject("Dataset", module: "datasets", isInheritable: false)
    type.documentation = "Rows and columns in memory: ds[0], ds[\"text\"], ds[:10], ds.map(f), ds.filter(f)."
    DatasetMethods.register(type)
    DatasetTransforms.register(type)
    return type
  }()

  /// The columns that formatted rows have.
  var visibleColumns: [String] { formatColumns ?? table.columnNames }

  // MARK: Rows and columns

  /// Row `index` as a dict.
  func row(_ index: Int) throws -> DictObject {
    let dict = DictObject()
    for name in visibleColumns {
      let column = try table.column(name)
      switch format {
      case .torch?: dict[name] = DatasetValues.tensor(column, index)
      case .numpy?: dict[name] = DatasetValues.array(DatasetValues.value(column, index))
      default: dict[name] = DatasetValues.value(column, index)
      }
    }
    return dict
  }

  /// The values of column `name` in `rows`: a list, or what the format makes of it.
  func values(_ name: String, _ rows: some Sequence<Int>) throws -> Value {
    let column = try table.column(name)
    if format == .torch { return DatasetValues.tensors(column, Array(rows)) }
    let values = rows.map { DatasetValues.value(column, $0) }
    if format == .numpy { return DatasetValues.array(Value(list: values)) }
    return format == .pandas ? Value(SeriesObject(values, name: name)) : Value(list: values)
  }

  /// Several rows: a dict of lists, or what the format makes of it.
  func rows(_ rows: some Collection<Int>) throws -> Value {
    if format == .pandas { return Value(try frame(rows)) }
    let dict = DictObject()
    for name in visibleColumns { dict[name] = try values(name, rows) }
    return Value(dict)
  }

  /// The rows as a data frame.
  func frame(_ rows: some Collection<Int>) throws -> FrameObject {
    try FrameObject(
      visibleColumns.map { name in
        let column = try table.column(name)
        return (name, rows.map { DatasetValues.value(column, $0) })
      })
  }

  override public func getItem(_ key: Value) throws -> Value {
    if let name = key.string {
      if format == nil { return Value(DatasetColumnObject(try table.column(name))) }
      return try values(name, 0..<table.rowCount)
    }
    if let slice = key.slice { return try rows(slice.indices(count: table.rowCount)) }
    if let index = try key.index() { return try row(at: index) }
    guard key.isIterable else {
      throw ScriptError(
        .typeError,
        "Wrong key type: '\(try key.repr())' of type '\(key.typeName)'. Expected one of int, slice, range, str or Iterable."
      )
    }
    return try rows(try key.items().map { try position(try $0.asInt("an index")) })
  }

  private func row(at index: Int) throws -> Value {
    let index = try position(index)
    if format == .pandas { return try rows(CollectionOfOne(index)) }
    return Value(try row(index))
  }

  private func position(_ index: Int) throws -> Int {
    let place = index < 0 ? index + table.rowCount : index
    guard place >= 0, place < table.rowCount else {
      throw ScriptError(.indexError, "Invalid key: \(index) is out of bounds for size \(table.rowCount)")
    }
    return place
  }

  override public func length() throws -> Int? { table.rowCount }
  override public func iterate() throws -> IteratorObject? {
    var index = 0
    return NativeIterator(typeName: "generator") { [self] in
      guard index < table.rowCount else { return nil }
      index += 1
      return try row(at: index - 1)
    }
  }
  override public func repr() throws -> String { table.description }

  override public func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "column_names": return Value(table.columnNames)
    case "num_rows": return .int(table.rowCount)
    case "num_columns": return .int(table.columnNames.count)
    case "shape": return Value(tuple: [.int(table.rowCount), .int(table.columnNames.count)])
    case "features": return Value(FeaturesObject.dict(table))
    case "format":
      return Value(
        DictObject([("type", format.map { Value($0.rawValue) } ?? .none), ("columns", Value(visibleColumns))]))
    default: return nil
    }
  }
  override public func attributeNames() -> [String] {
    ["column_names", "num_rows", "num_columns", "shape", "features", "format"]
  }

  /// Sets the format by its name.
  func setFormat(_ type: Value, columns: Value) throws {
    switch type.isNone ? nil : try type.asString("type") {
    case nil, "python": format = nil
    case "torch", "pt", "pytorch": format = .torch
    case "pandas", "pd": format = .pandas
    case "numpy", "np": format = .numpy
    case let name?:
      throw ScriptError(
        .valueError, "Return type should be None or selected in ['numpy', 'torch', 'pandas', 'python'], but got '\(name)'")
    }
    formatColumns = nil
    if !columns.isNone {
      formatColumns = try (columns.str == nil ? columns.items() : [columns]).map {
        let name = try $0.asString("columns")
        _ = try table.column(name)
        return name
      }
    }
  }
}

/// The type of a column, as `ds.features` gives it.
final class FeaturesObject: Object {
  let feature: Feature

  init(_ feature: Feature) {
    self.feature = feature
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("Feature", module: "datasets", isInheritable: false)
    type.method("int2str", "values") { call in
      let names = call.me(FeaturesObject.self).names
      func name(_ value: Value) throws -> Value {
        let index = try value.asInt("values")
        guard names.indices.contains(index) else {
          throw ScriptError(.valueError, "Invalid integer class label \(index)")
        }
        return Value(names[index])
      }
      return try call[0].isIterable ? Value(list: call.list(0).map(name)) : name(call[0])
    }
    type.method("str2int", "values") { call in
      let names = call.me(FeaturesObject.self).names
      func index(_ value: Value) throws -> Value {
        let name = try value.asString("values")
        guard let index = names.firstIndex(of: name) else {
          throw ScriptError(.valueError, "Invalid string class label \(name)")
        }
        return .int(index)
      }
      return try call[0].str == nil ? Value(list: call.list(0).map(index)) : index(call[0])
    }
    return type
  }()

  var names: [String] { if case .classLabel(let names) = feature { names } else { [] } }

  /// Adds the constructors of features.
  static func register(in namespace: Namespace) {
    namespace.function("Value", "dtype, id=None") { call in Value(FeaturesObject(.value(try call.string(0)))) }
    namespace.function("ClassLabel", "num_classes=None, names=None, names_file=None, id=None") { call in
      let names = call.isNone(1)
        ? (0..<(call.isNone(0) ? 0 : try call.int(0))).map { "\($0)" } : try DatasetMethods.names(call[1], "names")
      return Value(FeaturesObject(.classLabel(names)))
    }
    for name in ["Sequence", "List"] {
      namespace.function(name, "feature, length=-1, id=None") { call in
        Value(FeaturesObject(.list(try feature(call[0]))))
      }
    }
    namespace.function("Features", "mapping") { call in call[0] }
  }

  /// The feature that a value of the language describes.
  static func feature(_ value: Value) throws -> Feature {
    if let object = value.cast(to: FeaturesObject.self) { return object.feature }
    if let dict = value.dict {
      return .record(try dict.items.map { (try $0.key.asString("a name"), try feature($0.value)) })
    }
    if let items = value.list?.items, items.count == 1 { return .list(try feature(items[0])) }
    throw ScriptError(.typeError, "a feature is Value(…), ClassLabel(…), List(…) or a dict, not \(value.typeName)")
  }

  static func dict(_ table: Table) -> DictObject {
    DictObject(table.features.map { ($0.name, Value(FeaturesObject($0.feature))) })
  }

  override func getAttribute(_ name: String) throws -> Value? {
    switch (name, feature) {
    case ("names", .classLabel(let names)): Value(names)
    case ("num_classes", .classLabel(let names)): .int(names.count)
    case ("dtype", .classLabel): Value("int64")
    case ("dtype", .value(let type)): Value(type)
    case ("feature", .list(let inner)): Value(FeaturesObject(inner))
    default: nil
    }
  }
  override func repr() throws -> String { feature.description }
  override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.cast(to: FeaturesObject.self), op == .equal || op == .notEqual else { return nil }
    return .bool((feature == other.feature) == (op == .equal))
  }
}
