import Support

/// One column of a ``Table``: values of one kind, packed, or any values at all.
public enum Column: Sendable, Equatable {
  case strings(StringColumn)
  case integers([Int])
  case floats([Double])
  case booleans([Bool])
  case integerLists(IntegerListColumn)
  /// Values of several kinds, missing ones, nested lists and records.
  case values(ValueColumn)

  /// A column of `values` in the tightest form that holds them: integers beside floats become floats.
  public init(_ values: some Sequence<JSON>) {
    var builder = ColumnBuilder()
    for value in values { builder.append(value) }
    self = builder.column
  }

  public var count: Int {
    switch self {
    case .strings(let column): column.count
    case .integers(let values): values.count
    case .floats(let values): values.count
    case .booleans(let values): values.count
    case .integerLists(let column): column.count
    case .values(let values): values.count
    }
  }

  /// The value in row `index`, which must exist.
  public subscript(index: Int) -> JSON {
    switch self {
    case .strings(let column): .string(column[index])
    case .integers(let values): .int(values[index])
    case .floats(let values): .double(values[index])
    case .booleans(let values): .bool(values[index])
    case .integerLists(let column): .array(column.withValues(index) { $0.map { .int($0) } })
    case .values(let values): values[index]
    }
  }

  /// The values in the rows `indices`, in that order.
  public func select(_ indices: some Collection<Int>) -> Column {
    switch self {
    case .strings(let column): .strings(column.select(indices))
    case .integers(let values): .integers(indices.map { values[$0] })
    case .floats(let values): .floats(indices.map { values[$0] })
    case .booleans(let values): .booleans(indices.map { values[$0] })
    case .integerLists(let column): .integerLists(column.select(indices))
    case .values(let values): .values(values.select(indices))
    }
  }

  /// The values in the rows of `range`.
  public func slice(_ range: Range<Int>) -> Column {
    switch self {
    case .strings(let column): .strings(column.slice(range))
    case .integers(let values): .integers(Array(values[range]))
    case .floats(let values): .floats(Array(values[range]))
    case .booleans(let values): .booleans(Array(values[range]))
    case .integerLists(let column): .integerLists(column.slice(range))
    case .values(let values): .values(values.slice(range))
    }
  }

  /// The rows in rising order of their values, equal ones in their old order; missing values last. Throws a
  /// `TypeError` for values that have no order.
  public func ascendingOrder() throws -> [Int] {
    switch self {
    case .strings(let column): return (0..<count).sorted { column.precedes($0, $1) }
    case .integers(let values): return Self.order(values)
    case .floats(let values):
      return (0..<count).sorted { left, right in
        let (first, second) = (values[left], values[right])
        if first.isNaN || second.isNaN { return first.isNaN == second.isNaN ? left < right : second.isNaN }
        return first == second ? left < right : first < second
      }
    case .booleans(let values): return Self.order(values.map { $0 ? 1 : 0 })
    case .integerLists, .values:
      if case .values(let values) = self {
        let present = values.indices.filter { !values[$0].isNull }
        let kinds = Column(present.map { values[$0] })
        switch kinds {
        case .integerLists, .values: break
        default:
          return try kinds.ascendingOrder().map { present[$0] } + values.indices.filter { values[$0].isNull }
        }
      }
      throw UserError(.type, "a column of lists or of mixed values has no order to sort by")
    }
  }

  private static func order(_ values: [Int]) -> [Int] {
    values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
  }

  /// The distinct values in the order they first appear.
  public func unique() -> [JSON] {
    var seen = Set<String>()
    var result: [JSON] = []
    for index in 0..<count {
      let value = self[index]
      if seen.insert(value.text()).inserted { result.append(value) }
    }
    return result
  }

  /// `self` followed by `other`.
  public func appending(_ other: Column) -> Column {
    switch (self, other) {
    case (.integers(let first), .integers(let second)): return .integers(first + second)
    case (.floats(let first), .floats(let second)): return .floats(first + second)
    case (.booleans(let first), .booleans(let second)): return .booleans(first + second)
    case (.strings(let first), .strings(let second)):
      var joined = first.packed()
      joined.append(second)
      return .strings(joined)
    case (.integerLists(let first), .integerLists(let second)):
      var joined = first.packed()
      for row in 0..<second.count { second.withValues(row) { joined.append($0) } }
      return .integerLists(joined)
    case (.values(var joined), .values(let second)):
      joined.append(second)
      return .values(joined)
    default: return Column((0..<count + other.count).lazy.map { $0 < count ? self[$0] : other[$0 - count] })
    }
  }
}
