import Script

/// `frame.iloc`, `frame.loc`, `series.iloc`, `series.loc`.
final class LocatorObject: Object {
  enum Target {
    case frame(FrameObject)
    case series(SeriesObject)
  }

  private let target: Target
  private let byLabel: Bool

  init(_ target: Target, byLabel: Bool) {
    self.target = target
    self.byLabel = byLabel
    super.init(type: byLabel ? Self.labels : Self.positions)
  }

  private static let positions = TypeObject("_iLocIndexer", module: "pandas", isInheritable: false)
  private static let labels = TypeObject("_LocIndexer", module: "pandas", isInheritable: false)

  /// One place, or several.
  private enum Choice {
    case one(Int)
    case many([Int])
  }

  private func choose(_ key: Value, _ index: PandasIndex) throws -> Choice {
    if let positions = try SeriesObject.positions(key, count: index.count) { return .many(positions) }
    if let slice = key.slice { return .many(try range(slice, index)) }
    if let list = key.list { return .many(try list.items.map { try position($0, index) }) }
    return .one(try position(key, index))
  }

  private func position(_ key: Value, _ index: PandasIndex) throws -> Int {
    if byLabel {
      if let position = try index.position(of: key) { return position }
      throw ScriptError(.keyError, key)
    }
    let given = try key.asInt("a position")
    let position = given < 0 ? given + index.count : given
    guard position >= 0, position < index.count else {
      throw ScriptError(.indexError, "single positional indexer is out-of-bounds")
    }
    return position
  }

  /// A slice of labels includes its end.
  private func range(_ slice: SliceObject, _ index: PandasIndex) throws -> [Int] {
    guard byLabel else { return Array(try slice.indices(count: index.count)) }
    let start = slice.start.isNone ? 0 : try position(slice.start, index)
    if slice.stop.isNone { return Array(start..<max(start, index.count)) }
    if index.isRange, let stop = slice.stop.exactInt, stop >= index.count { return Array(start..<index.count) }
    let stop = try position(slice.stop, index)
    return start <= stop ? Array(start...stop) : []
  }

  override func getItem(_ key: Value) throws -> Value {
    switch target {
    case .series(let series):
      switch try choose(key, series.index) {
      case .one(let row): return series.values[row]
      case .many(let rows): return Value(series.select(rows))
      }
    case .frame(let frame):
      guard let pair = key.tuple?.items, pair.count == 2 else {
        switch try choose(key, frame.index) {
        case .one(let row): return Value(frame.row(row))
        case .many(let rows): return Value(try frame.select(rows))
        }
      }
      let columns = try choose(pair[1], PandasIndex(frame.names.map { Value($0) }))
      switch (try choose(pair[0], frame.index), columns) {
      case (.one(let row), .one(let column)): return frame.columns[column].values[row]
      case (.many(let rows), .one(let column)): return Value(frame.columns[column].select(rows))
      case (.one(let row), .many(let columns)): return Value(frame.row(row).select(columns))
      case (.many(let rows), .many(let columns)):
        return Value(try frame.selecting(columns: columns.map { frame.names[$0] }).select(rows))
      }
    }
  }

  override func setItem(_ key: Value, _ value: Value) throws {
    guard case .frame(let frame) = target, let pair = key.tuple?.items, pair.count == 2 else {
      guard case .series(let series) = target else {
        throw ScriptError(.notImplementedError, "setting whole rows through loc is not there yet")
      }
      return try series.setItem(key, value)
    }
    let rows: [Int]
    switch try choose(pair[0], frame.index) {
    case .one(let row): rows = [row]
    case .many(let many): rows = many
    }
    let name =
      byLabel ? try pair[1].text() : frame.names[try position(pair[1], PandasIndex(frame.names.map { Value($0) }))]
    var values =
      frame.names.contains(name)
      ? try frame.column(name).values : Array(repeating: .float(.nan), count: frame.rowCount)
    let given = value.str == nil && value.isIterable ? try value.items() : nil
    if let given, given.count != rows.count {
      throw ScriptError(.valueError, "Must have equal len keys and value when setting with an iterable")
    }
    for (place, row) in rows.enumerated() { values[row] = given?[place] ?? value }
    try frame.set(name, Value(list: values))
  }
}
