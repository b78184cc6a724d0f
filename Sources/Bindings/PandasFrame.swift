import Dataset
import Script
import Support

/// `pandas.DataFrame`: named columns with labelled rows.
public final class FrameObject: Object, Displayable {
  private(set) var names: [String]
  private(set) var columns: [SeriesObject]
  private(set) var index: PandasIndex

  /// A frame of columns of one length; throws a `ValueError` otherwise.
  init(_ columns: [(name: String, values: [Value])], index: PandasIndex? = nil) throws {
    let count = index?.count ?? columns.first?.values.count ?? 0
    guard columns.allSatisfy({ $0.values.count == count }) else {
      throw ScriptError(.valueError, "All arrays must be of the same length")
    }
    let index = index ?? PandasIndex(count: count)
    names = columns.map(\.name)
    self.columns = columns.map { SeriesObject($0.values, name: $0.name, index: index) }
    self.index = index
    super.init(type: Self.type)
  }

  public static let type: TypeObject = {
    let type = TypeObject("DataFrame", module: "pandas", isInheritable: false)
    type.constructor("data=None, index=None, columns=None, dtype=None, copy=None") { call in
      let index = call.isNone(1) ? nil : PandasIndex(try call.list(1))
      let columns = call.isNone(2) ? nil : try call.list(2).map { try $0.text() }
      return Value(
        try FrameObject(try PandasConstruction.columns(call[0], names: columns, count: index?.count), index: index))
    }
    FrameMethods.register(type)
    return type
  }()

  var rowCount: Int { index.count }

  func column(_ name: String) throws -> SeriesObject {
    if let place = names.firstIndex(of: name) { return columns[place] }
    let error = ScriptError(.keyError, Value(name))
    error.exception.hint =
      Nearest.match(name, among: names).map { "did you mean '\($0)'?" }
      ?? "the columns are \(names.map { "'\($0)'" }.joined(separator: ", "))"
    throw error
  }

  var pairs: [(name: String, values: [Value])] { zip(names, columns).map { ($0, $1.values) } }

  /// The rows at `positions`.
  func select(_ positions: [Int]) throws -> FrameObject {
    try FrameObject(
      pairs.map { ($0.name, positions.map { [values = $0.values] in values[$0] }) }, index: index.select(positions))
  }

  func selecting(columns wanted: [String]) throws -> FrameObject {
    try FrameObject(wanted.map { ($0, try column($0).values) }, index: index)
  }

  /// Row `position` as a series of its values by column.
  func row(_ position: Int) -> SeriesObject {
    SeriesObject(
      columns.map { $0.values[position] }, name: (try? index[position].text()),
      index: PandasIndex(names.map { Value($0) }))
  }

  /// Adds or replaces a column.
  func set(_ name: String, _ value: Value) throws {
    var values: [Value]
    if let series = value.cast(to: SeriesObject.self) {
      values = series.values
    } else if value.str == nil, value.dict == nil, value.isIterable {
      values = try value.items()
    } else {
      values = Array(repeating: value, count: rowCount)
    }
    if names.isEmpty { index = PandasIndex(count: values.count) }
    guard values.count == rowCount else {
      throw ScriptError(.valueError, "Length of values (\(values.count)) does not match length of index (\(rowCount))")
    }
    let series = SeriesObject(values, name: name, index: index)
    if let place = names.firstIndex(of: name) {
      columns[place] = series
    } else {
      names.append(name)
      columns.append(series)
    }
  }

  func remove(_ name: String) throws -> SeriesObject {
    let series = try column(name)
    guard let place = names.firstIndex(of: name) else { return series }
    names.remove(at: place)
    columns.remove(at: place)
    return series
  }

  /// Names the columns anew.
  func rename(all new: [String]) throws {
    guard new.count == names.count else {
      throw ScriptError(
        .valueError, "Length mismatch: Expected axis has \(names.count) elements, new values have \(new.count) elements"
      )
    }
    names = new
    columns = zip(new, columns).map { SeriesObject($1.values, name: $0, index: index) }
  }

  /// The frame as a table of a data set.
  func table() throws -> Table {
    try Table(
      pairs.map { name, values in (name, Column(try values.map { try DatasetValues.cell($0, "column '\(name)'") })) })
  }

  override public func getItem(_ key: Value) throws -> Value {
    if let name = key.string { return Value(try column(name)) }
    if let slice = key.slice { return Value(try select(Array(try slice.indices(count: rowCount)))) }
    if let positions = try SeriesObject.positions(key, count: rowCount) { return Value(try select(positions)) }
    if let list = key.list { return Value(try selecting(columns: list.items.map { try $0.asString("a column") })) }
    if let series = key.cast(to: SeriesObject.self) {
      return Value(try selecting(columns: series.values.map { try $0.asString("a column") }))
    }
    return Value(try column(key.text()))
  }
  override public func setItem(_ key: Value, _ value: Value) throws { try set(key.text(), value) }
  override public func deleteItem(_ key: Value) throws { _ = try remove(key.text()) }
  override public func length() throws -> Int? { rowCount }
  override public func iterate() throws -> IteratorObject? { try Value(names).iterate() }
  override public func contains(_ item: Value) throws -> Bool? { names.contains(try item.text()) }
  override public func truth() throws -> Bool {
    throw ScriptError(
      .valueError, "The truth value of a DataFrame is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().")
  }

  override public func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "columns": return Value(SeriesObject.labels(PandasIndex(names.map { Value($0) })))
    case "index": return Value(SeriesObject.labels(index))
    case "shape": return Value(tuple: [.int(rowCount), .int(names.count)])
    case "size": return .int(rowCount * names.count)
    case "empty": return .bool(rowCount == 0 || names.isEmpty)
    case "dtypes":
      return Value(
        SeriesObject(columns.map { Value($0.dataType.rawValue) }, index: PandasIndex(names.map { Value($0) })))
    case "values": return Value(list: (0..<rowCount).map { row in Value(list: columns.map { $0.values[row] }) })
    case "iloc": return Value(LocatorObject(.frame(self), byLabel: false))
    case "loc": return Value(LocatorObject(.frame(self), byLabel: true))
    case "T":
      return Value(
        try FrameObject(
          (0..<rowCount).map { row in (try index[row].text(), columns.map { $0.values[row] }) },
          index: PandasIndex(names.map { Value($0) })))
    default:
      guard type.lookup(name) == nil, let place = names.firstIndex(of: name) else { return nil }
      return Value(columns[place])
    }
  }
  override public func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    switch name {
    case "columns": try rename(all: value.items().map { try $0.text() })
    case "index":
      let labels = PandasIndex(try value.items())
      guard labels.count == rowCount else {
        throw ScriptError(
          .valueError,
          "Length mismatch: Expected axis has \(rowCount) elements, new values have \(labels.count) elements")
      }
      index = labels
      columns = zip(names, columns).map { SeriesObject($1.values, name: $0, index: labels) }
    default:
      guard names.contains(name) else { return false }
      try set(name, value)
    }
    return true
  }
  override public func attributeNames() -> [String] {
    ["columns", "index", "shape", "size", "empty", "dtypes", "values", "iloc", "loc", "T"] + names
  }

  override public func repr() throws -> String { try PandasText.text(self) }
  override public func html() throws -> String? { try PandasHTML.html(self) }
  public func displayData() throws -> DisplayData { DisplayData(text: try repr(), html: try html()) }
}

/// Reads what a `DataFrame` is made of.
enum PandasConstruction {
  static func columns(_ data: Value, names: [String]?, count: Int?) throws -> [(name: String, values: [Value])] {
    if data.isNone || data.isUnset { return (names ?? []).map { ($0, []) } }
    if let frame = data.cast(to: FrameObject.self) {
      return try names.map { try $0.map { ($0, try frame.column($0).values) } } ?? frame.pairs
    }
    if let dict = data.dict { return try columns(dict, names: names, count: count) }
    if let dataset = data.cast(to: DatasetObject.self) {
      return try DatasetObject(dataset.table).frame(0..<dataset.table.rowCount).pairs
    }
    return try rows(data.asList("data"), names: names)
  }

  private static func columns(_ dict: DictObject, names: [String]?, count: Int?) throws -> [(
    name: String, values: [Value]
  )] {
    var length = count
    for (_, value) in dict.items where value.str == nil && value.dict == nil && value.isIterable {
      length = try length ?? value.length()
    }
    guard let length = length ?? (dict.count == 0 ? 0 : nil) else {
      throw ScriptError(.valueError, "If using all scalar values, you must pass an index")
    }
    let given = try dict.items.map { key, value in
      let isColumn = value.str == nil && value.dict == nil && value.isIterable
      return (name: try key.text(), values: isColumn ? try value.items() : Array(repeating: value, count: length))
    }
    guard let names else { return given }
    return names.map { name in
      given.first { $0.name == name } ?? (name, Array(repeating: .float(.nan), count: length))
    }
  }

  /// A list of dicts, of rows, or of single values.
  private static func rows(_ rows: [Value], names: [String]?) throws -> [(name: String, values: [Value])] {
    if rows.contains(where: { $0.dict != nil }) {
      var order = names ?? []
      if names == nil {
        for row in rows {
          for key in row.dict?.keys ?? [] {
            let name = try key.text()
            if !order.contains(name) { order.append(name) }
          }
        }
      }
      return order.map { name in (name, rows.map { $0.dict?[name] ?? .float(.nan) }) }
    }
    let isNested = rows.first.map { $0.list != nil || $0.tuple != nil } ?? false
    guard isNested else { return [(names?.first ?? "0", rows)] }
    let cells = try rows.map { try $0.items() }
    let width = cells.map(\.count).max() ?? 0
    if let names, names.count != width {
      throw ScriptError(.valueError, "\(names.count) columns passed, passed data had \(width) columns")
    }
    return (0..<width).map { column in
      (names?[column] ?? String(column), cells.map { column < $0.count ? $0[column] : .none })
    }
  }
}
