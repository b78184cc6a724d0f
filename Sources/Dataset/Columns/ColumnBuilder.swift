import Support

/// Makes a ``Column`` value by value, packed as long as the values are of one kind.
public struct ColumnBuilder {
  private enum Kind {
    case empty, strings, integers, floats, booleans, integerLists, values
  }

  // What was gathered, in the place that belongs to its kind: each is changed where it is, never copied.
  private var kind = Kind.empty
  private var strings = StringColumn()
  private var integers: [Int] = []
  private var floats: [Double] = []
  private var booleans: [Bool] = []
  private var integerLists = IntegerListColumn()
  private var values = ValueColumn()

  public init() {}

  /// What was gathered so far.
  public var column: Column {
    switch kind {
    case .strings: .strings(strings)
    case .integers: .integers(integers)
    case .floats: .floats(floats)
    case .booleans: .booleans(booleans)
    case .integerLists: .integerLists(integerLists)
    case .empty, .values: .values(values)
    }
  }

  public var count: Int {
    switch kind {
    case .strings: strings.count
    case .integers: integers.count
    case .floats: floats.count
    case .booleans: booleans.count
    case .integerLists: integerLists.count
    case .empty, .values: values.count
    }
  }

  public mutating func append(_ value: JSON) {
    if kind == .empty { kind = Self.kind(of: value) }
    switch (kind, value) {
    case (.strings, .string(let string)): strings.append(string)
    case (.integers, .int(let number)): integers.append(number)
    case (.floats, .double(let number)): floats.append(number)
    case (.floats, .int(let number)): floats.append(Double(number))
    case (.integers, .double(let number)):
      floats = integers.map(Double.init)
      floats.append(number)
      integers = []
      kind = .floats
    case (.booleans, .bool(let flag)): booleans.append(flag)
    case (.integerLists, .array(let items)):
      if let list = Self.integers(items) { integerLists.append(list) } else { fallBack(value) }
    default: fallBack(value)
    }
  }

  /// Appends a list of integers without boxing each.
  public mutating func append(integers list: some Collection<Int>) {
    if kind == .empty { kind = .integerLists }
    if kind == .integerLists {
      integerLists.append(list)
    } else {
      append(.array(list.map { .int($0) }))
    }
  }

  /// Appends a string that is known to be UTF-8, without making it one.
  public mutating func append(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    if kind == .empty { kind = .strings }
    if kind == .strings {
      strings.append(utf8: bytes)
    } else {
      mixValues()
      values.append(string: bytes)
    }
  }

  /// Appends a list or a record that is written `text`, which is known to be JSON.
  mutating func append(json text: UnsafeBufferPointer<UInt8>) {
    mixValues()
    values.append(json: text)
  }

  /// Takes the last value away.
  mutating func removeLast() {
    switch kind {
    case .strings: strings.removeLast()
    case .integers: integers.removeLast()
    case .floats: floats.removeLast()
    case .booleans: booleans.removeLast()
    case .integerLists: integerLists.removeLast()
    case .empty, .values: values.removeLast()
    }
  }

  private mutating func fallBack(_ value: JSON) {
    mixValues()
    values.append(value)
  }

  /// From here on values of any kind are taken.
  private mutating func mixValues() {
    if kind == .values { return }
    let column = column
    self = ColumnBuilder()
    kind = .values
    for row in 0..<column.count { values.append(column[row]) }
  }

  private static func kind(of value: JSON) -> Kind {
    switch value {
    case .string: .strings
    case .int: .integers
    case .double: .floats
    case .bool: .booleans
    case .array(let items): integers(items) == nil ? .values : .integerLists
    default: .values
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
