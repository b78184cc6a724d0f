import Support

/// A data set in memory: named columns of one length. A value: changing a copy leaves the original as it was.
public struct Table: Sendable {
  /// The names of the columns, in their order.
  public private(set) var columnNames: [String] = []
  /// Where each name is among them.
  private var places: [String: Int] = [:]
  private var columns: [Column] = []
  private var featureList: [Feature] = []
  /// How many rows there are.
  public private(set) var rowCount = 0

  public init() {}

  /// A table of `columns`, which must have one length and different names.
  public init(_ columns: [(name: String, column: Column)]) throws {
    for (name, column) in columns { try add(column, named: name) }
  }

  /// The column `name`; throws a `KeyError` that names the columns there are.
  public func column(_ name: String) throws -> Column { columns[try position(name)] }

  /// The column in place `index`.
  public func column(at index: Int) -> Column { columns[index] }

  /// The type of each column.
  public var features: [(name: String, feature: Feature)] {
    zip(columnNames, featureList).map { ($0, $1) }
  }

  public func contains(_ name: String) -> Bool { places[name] != nil }

  private func position(_ name: String) throws -> Int {
    guard let index = places[name] else {
      throw UserError(
        .key, "Column \(name) not in the dataset. Current columns in the dataset: \(Self.list(columnNames))")
    }
    return index
  }

  private static func list(_ names: [String]) -> String { "[\(names.map { "'\($0)'" }.joined(separator: ", "))]" }

  /// The values of row `index`, by column.
  public func row(_ index: Int) -> [JSON] { columns.map { $0[index] } }

  /// Appends a column. The feature is read off the values unless given.
  public mutating func add(_ column: Column, named name: String, feature: Feature? = nil) throws {
    if contains(name) { throw UserError(.value, "there is already a column '\(name)'") }
    if columnNames.isEmpty {
      rowCount = column.count
    } else if column.count != rowCount {
      throw UserError(
        .value, "column '\(name)' has \(column.count) rows, the others have \(rowCount)", hint: "all columns need one length")
    }
    append(name, column, feature ?? Feature(column))
  }

  private mutating func append(_ name: String, _ column: Column, _ feature: Feature) {
    places[name] = columnNames.count
    columnNames.append(name)
    columns.append(column)
    featureList.append(feature)
  }

  /// Puts `column` in the place of the one called `name`, or appends it.
  public mutating func set(_ column: Column, named name: String, feature: Feature? = nil) throws {
    guard let index = places[name] else { return try add(column, named: name, feature: feature) }
    guard column.count == rowCount || columnNames.count == 1 else {
      throw UserError(.value, "column '\(name)' has \(column.count) rows, the others have \(rowCount)")
    }
    rowCount = column.count
    columns[index] = column
    featureList[index] = feature ?? Feature(column)
  }

  /// Gives columns new names; throws when an old one is missing or two would be the same.
  public func renaming(_ names: [(old: String, new: String)]) throws -> Table {
    var result = self
    for (old, new) in names { result.columnNames[try position(old)] = new }
    guard Set(result.columnNames).count == columnNames.count else {
      throw UserError(.value, "renaming would give two columns one name: \(Self.list(result.columnNames))")
    }
    result.places = Dictionary(uniqueKeysWithValues: zip(result.columnNames, result.columnNames.indices))
    return result
  }

  /// The table without the columns `names`.
  public func removing(_ names: [String]) throws -> Table {
    let gone = Set(try names.map(position))
    var result = Table()
    result.rowCount = rowCount
    for index in columnNames.indices where !gone.contains(index) {
      result.append(columnNames[index], columns[index], featureList[index])
    }
    return result
  }

  /// The table with the columns `names` only, in that order.
  public func selecting(columns names: [String]) throws -> Table {
    var result = Table()
    result.rowCount = rowCount
    for index in try names.map(position) {
      result.append(columnNames[index], columns[index], featureList[index])
    }
    return result
  }

  /// The rows `indices`, in that order.
  public func select(_ indices: [Int]) throws -> Table {
    if let wrong = indices.first(where: { $0 < 0 || $0 >= rowCount }) {
      throw UserError(.index, "Index \(wrong) out of range for dataset of size \(rowCount).")
    }
    return withColumns(columns.map { $0.select(indices) }, rowCount: indices.count)
  }

  /// The rows of `range`, which must lie inside the table.
  public func slice(_ range: Range<Int>) -> Table {
    if range == 0..<rowCount { return self }
    return withColumns(columns.map { $0.slice(range) }, rowCount: range.count)
  }

  private func withColumns(_ columns: [Column], rowCount: Int) -> Table {
    var result = self
    result.columns = columns
    result.rowCount = rowCount
    return result
  }

  /// The rows in the order of column `name`, equal ones in their old order.
  public func sorted(by name: String, descending: Bool = false) throws -> Table {
    let order = try column(name).ascendingOrder()
    guard descending else { return try select(order) }
    // Stable the other way round too: rows of equal value keep their order.
    let values = try column(name)
    var result: [Int] = []
    var index = order.count
    while index > 0 {
      var start = index - 1
      while start > 0, values[order[start - 1]] == values[order[index - 1]] { start -= 1 }
      result.append(contentsOf: order[start..<index])
      index = start
    }
    return try select(result)
  }

  /// The rows of `self`, then those of `other`, which must have the same columns.
  public func appending(_ other: Table) throws -> Table {
    guard Set(columnNames) == Set(other.columnNames) else {
      throw UserError(
        .value, "tables with different columns cannot be joined: \(Self.list(columnNames)) and \(Self.list(other.columnNames))")
    }
    let joined = try zip(columnNames, columns).map { $1.appending(try other.column($0)) }
    return withColumns(joined, rowCount: rowCount + other.rowCount)
  }
}

extension Table: CustomStringConvertible {
  /// As Hugging Face's `datasets` prints it.
  public var description: String {
    "Dataset({\n    features: \(Self.list(columnNames)),\n    num_rows: \(rowCount)\n})"
  }
}
