import Dataset
import Script
import Support

/// The columns that `map` makes. A column whose values the function hands back untouched is kept as it is, without
/// looking at it again.
struct MappedColumns {
  private let original: Table
  private let removed: Set<String>
  private var names: [String] = []
  private var builders: [String: ColumnBuilder] = [:]
  private var count = 0

  init(_ table: Table, removing removed: [String]) {
    original = table
    self.removed = Set(removed)
  }

  /// Takes the function's result for row `index`; `before` is what the row held when the function was called.
  mutating func append(_ result: Value, _ index: Int, before: [(key: Value, value: Value)]) throws {
    count += 1
    if result.isNone {
      for name in names { builders[name]?.append(original.contains(name) ? try original.column(name)[index] : .null) }
      return
    }
    guard let dict = result.dict ?? result.cast(to: BatchEncodingObject.self)?.dictionary else {
      throw ScriptError(
        .typeError,
        "Provided `function` which is applied to all elements of table returns a variable of type "
          + "<class '\(result.typeName)'>. Make sure provided `function` returns a variable of type `dict` (or a pyarrow "
          + "table) to update the dataset or `None` if you are only interested in side effects.")
    }
    var filled = 0
    for (key, value) in dict.items {
      let name = try key.asString("a column name")
      if builders[name] == nil {
        if !removed.contains(name), original.contains(name),
          before.contains(where: { $0.key.string == name && $0.value.isIdentical(to: value) })
        {
          continue
        }
        try start(name, at: index)
      }
      try append(value, to: name)
      filled += 1
    }
    // Columns that were made for earlier rows and that this result leaves out.
    if filled < names.count {
      for name in names where builders[name]?.count == count - 1 {
        builders[name]?.append(
          original.contains(name) && !removed.contains(name) ? try original.column(name)[index] : .null)
      }
    }
  }

  /// Starts building `name`, with the rows before `index` as they were.
  private mutating func start(_ name: String, at index: Int) throws {
    var builder = ColumnBuilder()
    if original.contains(name), !removed.contains(name) {
      let column = try original.column(name)
      for row in 0..<index { builder.append(column[row]) }
    } else {
      for _ in 0..<index { builder.append(.null) }
    }
    names.append(name)
    builders[name] = builder
  }

  private mutating func append(_ value: Value, to name: String) throws {
    if let list = value.list, list.count > 0, case .int = list[0] {
      let integers = list.buffer.compactMap { if case .int(let number) = $0 { number } else { nil } }
      if integers.count == list.count {
        builders[name]?.append(integers: integers)
        return
      }
    }
    builders[name]?.append(try DatasetValues.cell(value, "column '\(name)'"))
  }

  /// Takes the function's result for a batch: a dict of lists of one length.
  mutating func append(batch result: Value, _ rows: Range<Int>) throws {
    guard let dict = result.dict ?? result.cast(to: BatchEncodingObject.self)?.dictionary else {
      throw ScriptError(
        .typeError,
        "Provided `function` which is applied to all elements of table returns a variable of type "
          + "<class '\(result.typeName)'>. Make sure provided `function` returns a dict of lists.")
    }
    var length: Int?
    for (key, value) in dict.items {
      let name = try key.asString("a column name")
      if builders[name] == nil {
        names.append(name)
        builders[name] = ColumnBuilder()
      }
      let count: Int
      if let items = value.list {
        count = items.count
        for item in items.buffer { try append(item, to: name) }
      } else {
        guard case .array(let items) = try DatasetValues.cell(value, "column '\(name)'") else {
          throw ScriptError(.typeError, "column '\(name)': a batched function gives lists, not \(value.typeName)")
        }
        count = items.count
        for item in items { builders[name]?.append(item) }
      }
      if let length, length != count {
        throw ScriptError(.valueError, "column '\(name)' has \(count) values, the others \(length)")
      }
      length = count
    }
    // Columns the function did not touch stay, when the rows do.
    for name in original.columnNames where !removed.contains(name) && dict[name] == nil {
      guard length == nil || length == rows.count else {
        throw ScriptError(
          .valueError, "column '\(name)' has \(rows.count) rows and the function's result \(length ?? 0)",
          hint: "pass remove_columns=ds.column_names when a batched function changes the number of rows")
      }
      if builders[name] != nil {
        let column = try original.column(name)
        for row in rows { builders[name]?.append(column[row]) }
      }
    }
    count += length ?? rows.count
  }

  /// The result: the columns that were there in their order, then the new ones.
  func table() throws -> Table {
    var result = Table()
    for (name, feature) in original.features where !removed.contains(name) || builders[name] != nil {
      if let builder = builders[name] {
        // A label that is still an integer keeps its names.
        if case .integers = builder.column, case .classLabel = feature {
          try result.add(builder.column, named: name, feature: feature)
        } else {
          try result.add(builder.column, named: name)
        }
      } else {
        try result.add(original.column(name), named: name, feature: feature)
      }
    }
    for name in names where !original.contains(name) {
      if let builder = builders[name] { try result.add(builder.column, named: name) }
    }
    return result
  }
}
