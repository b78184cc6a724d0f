import Support

/// Makes a ``Column`` value by value, packed as long as the values are of one kind.
public struct ColumnBuilder {
  /// What was gathered so far.
  public private(set) var column: Column = .values([])

  public init() {}

  public var count: Int { column.count }

  public mutating func append(_ value: JSON) {
    switch (column, value) {
    case (.strings(var strings), .string(let string)):
      column = .values([])
      strings.append(string)
      column = .strings(strings)
    case (.integers(var values), .int(let value)):
      column = .values([])
      values.append(value)
      column = .integers(values)
    case (.floats(var values), .double(let value)):
      column = .values([])
      values.append(value)
      column = .floats(values)
    case (.floats(var values), .int(let value)):
      column = .values([])
      values.append(Double(value))
      column = .floats(values)
    case (.integers(let values), .double(let value)): column = .floats(values.map(Double.init) + [value])
    case (.booleans(var values), .bool(let value)):
      column = .values([])
      values.append(value)
      column = .booleans(values)
    case (.integerLists(var lists), .array(let items)):
      guard let list = Self.integers(items) else { return fallBack(value) }
      column = .values([])
      lists.append(list)
      column = .integerLists(lists)
    case (.values(let values), _) where values.isEmpty: column = Self.first(value)
    case (.values(var values), _):
      column = .values([])
      values.append(value)
      column = .values(values)
    default: fallBack(value)
    }
  }

  /// Appends a list of integers without boxing each.
  public mutating func append(integers list: some Collection<Int>) {
    if case .integerLists(var lists) = column {
      column = .values([])
      lists.append(list)
      column = .integerLists(lists)
    } else if column.count == 0 {
      column = .integerLists(IntegerListColumn([Array(list)]))
    } else {
      append(.array(list.map { .int($0) }))
    }
  }

  private mutating func fallBack(_ value: JSON) {
    var values: [JSON]
    if case .values(let old) = column {
      values = old
      column = .values([])
    } else {
      values = (0..<column.count).map { column[$0] }
    }
    values.append(value)
    column = .values(values)
  }

  private static func first(_ value: JSON) -> Column {
    switch value {
    case .string(let string): .strings(StringColumn([string]))
    case .int(let value): .integers([value])
    case .double(let value): .floats([value])
    case .bool(let value): .booleans([value])
    case .array(let items):
      if let list = integers(items) { .integerLists(IntegerListColumn([list])) } else { .values([value]) }
    default: .values([value])
    }
  }

  private static func integers(_ items: [JSON]) -> [Int]? {
    var list: [Int] = []
    list.reserveCapacity(items.count)
    for item in items {
      guard case .int(let value) = item else { return nil }
      list.append(value)
    }
    return list
  }
}
