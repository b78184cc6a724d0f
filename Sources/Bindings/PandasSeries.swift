import Script
import Support

/// `pandas.Series`: a named column with labelled rows.
public final class SeriesObject: Object, Displayable {
  private(set) var values: [Value]
  private(set) var index: PandasIndex
  let name: String?
  let dataType: PandasType
  /// What the labels of the rows are, when that has a name.
  let indexName: String?
  /// Whether it stands for the labels of rows or columns: `frame.columns`, `frame.index`.
  private var isIndex = false

  /// The labels of rows or columns.
  static func labels(_ index: PandasIndex) -> SeriesObject {
    let series = SeriesObject(index.values)
    series.isIndex = true
    return series
  }

  init(_ values: [Value], name: String? = nil, index: PandasIndex? = nil, indexName: String? = nil) {
    dataType = PandasType(values)
    self.values = dataType.normalized(values)
    self.name = name
    self.indexName = indexName
    self.index = index ?? PandasIndex(count: values.count)
    super.init(type: Self.type)
  }

  public static let type: TypeObject = {
    let type = TypeObject("Series", module: "pandas", isInheritable: false)
    type.constructor("data=None, index=None, dtype=None, name=None, copy=None") { call in
      let name = call.isNone(3) ? nil : try call[3].text()
      if let dict = call[0].dict {
        return Value(SeriesObject(dict.items.map(\.value), name: name, index: PandasIndex(dict.items.map(\.key))))
      }
      let values = call.isNone(0) ? [] : try call.list(0)
      let labels = call.isNone(1) ? nil : PandasIndex(try call.list(1))
      guard labels.map({ $0.count == values.count }) ?? true else {
        throw ScriptError(
          .valueError, "Length of values (\(values.count)) does not match length of index (\(labels?.count ?? 0))")
      }
      return Value(SeriesObject(values, name: name, index: labels))
    }
    SeriesMethods.register(type)
    return type
  }()

  /// The rows at `positions`.
  func select(_ positions: [Int]) -> SeriesObject {
    SeriesObject(positions.map { values[$0] }, name: name, index: index.select(positions))
  }

  func map(_ transform: (Value) throws -> Value) rethrows -> SeriesObject {
    SeriesObject(try values.map(transform), name: name, index: index)
  }

  /// The positions where a series or list of booleans is true.
  static func positions(_ mask: Value, count: Int) throws -> [Int]? {
    let flags: [Value]
    if let series = mask.cast(to: SeriesObject.self), series.dataType == .boolean {
      flags = series.values
    } else if let list = mask.list, list.count > 0,
      list.buffer.allSatisfy({ if case .bool = $0 { true } else { false } })
    {
      flags = list.items
    } else {
      return nil
    }
    guard flags.count == count else {
      throw ScriptError(.valueError, "Item wrong length \(flags.count) instead of \(count).")
    }
    return try flags.indices.filter { try flags[$0].isTrue() }
  }

  override public func getItem(_ key: Value) throws -> Value {
    if let slice = key.slice { return Value(select(Array(try slice.indices(count: values.count)))) }
    if let positions = try Self.positions(key, count: values.count) { return Value(select(positions)) }
    if let list = key.list { return Value(select(try list.items.map(position))) }
    return values[try position(key)]
  }

  private func position(_ label: Value) throws -> Int {
    if let position = try index.position(of: label) { return position }
    throw ScriptError(.keyError, label)
  }

  override public func setItem(_ key: Value, _ value: Value) throws { values[try position(key)] = value }
  override public func length() throws -> Int? { values.count }
  override public func iterate() throws -> IteratorObject? { try Value(list: values).iterate() }
  override public func contains(_ item: Value) throws -> Bool? { try index.position(of: item) != nil }
  override public func truth() throws -> Bool {
    throw ScriptError(
      .valueError, "The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().")
  }

  // MARK: Element by element

  private func elementwise(_ other: Value, _ body: (Value, Value) throws -> Value) throws -> Value {
    if let series = other.cast(to: SeriesObject.self) {
      guard series.values.count == values.count else {
        throw ScriptError(.valueError, "Can only compare identically-labeled Series objects")
      }
      return Value(
        SeriesObject(try zip(values, series.values).map(body), name: name == series.name ? name : nil, index: index))
    }
    if let list = other.list, list.count == values.count {
      return Value(SeriesObject(try zip(values, list.items).map(body), name: name, index: index))
    }
    return Value(try map { try body($0, other) })
  }

  override public func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    try elementwise(other) { try Self.apply(op, $0, $1) }
  }
  override public func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    try elementwise(left) { try Self.apply(op, $1, $0) }
  }
  override public func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    try elementwise(other) { left, right in
      if PandasStatistics.isMissing(left) || PandasStatistics.isMissing(right) { return .bool(op == .notEqual) }
      return try left.compare(op, right)
    }
  }
  override public func unary(_ op: UnaryOperator) throws -> Value? {
    Value(
      try map { value in
        if case .bool(let flag) = value, op.symbol == "~" { return .bool(!flag) }
        return try op.symbol == "-" ? Value.int(0).binary(.subtract, value) : value
      })
  }

  /// Division by zero gives infinity, as numpy's.
  private static func apply(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    if PandasStatistics.isMissing(left) || PandasStatistics.isMissing(right) { return .float(.nan) }
    if op == .divide, let numerator = left.number, let denominator = right.number {
      return .float(numerator / denominator)
    }
    return try left.binary(op, right)
  }

  // MARK: Showing

  override public func repr() throws -> String {
    guard isIndex else { return try PandasText.text(self) }
    let isRange = values.enumerated().allSatisfy { if case .int($0.offset) = $0.element { true } else { false } }
    if isRange { return "RangeIndex(start=0, stop=\(values.count), step=1)" }
    return "Index(\(try Value(list: values).repr()), dtype='\(dataType.rawValue)')"
  }
  public func displayData() throws -> DisplayData { DisplayData(text: try repr()) }

  override public func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "values": Value(list: values)
    case "index": Value(SeriesObject.labels(index))
    case "name": self.name.map { Value($0) } ?? Value.none
    case "dtype": Value(dataType.rawValue)
    case "shape": Value(tuple: [.int(values.count)])
    case "size": .int(values.count)
    case "empty": .bool(values.isEmpty)
    case "iloc": Value(LocatorObject(.series(self), byLabel: false))
    case "loc": Value(LocatorObject(.series(self), byLabel: true))
    case "str": Value(SeriesStringsObject(self))
    default: nil
    }
  }
  override public func attributeNames() -> [String] {
    ["values", "index", "name", "dtype", "shape", "size", "empty", "iloc", "loc", "str"]
  }
}

extension SeriesObject: NumericSequence {
  public var doubleValues: [Double]? {
    let numbers = values.compactMap { $0.isNone ? Double.nan : $0.number }
    return numbers.count == values.count ? numbers : nil
  }
  public var dimensions: [Int] { [values.count] }
}

/// `series.str`: methods of strings on every row.
final class SeriesStringsObject: Object {
  private let series: SeriesObject

  init(_ series: SeriesObject) {
    self.series = series
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("StringMethods", module: "pandas", isInheritable: false)
    type.method("len") { call in
      Value(try call.me(SeriesStringsObject.self).series.map { $0.isNone ? .float(.nan) : .int(try $0.length()) })
    }
    type.method("contains", "pat, case=True, regex=False") { call in
      let me = call.me(SeriesStringsObject.self)
      let ignoresCase = try !call.bool(1)
      let wanted = try ignoresCase ? call[0].callMethod("lower") : call[0]
      return Value(
        try me.series.map { value in
          if value.isNone { return .float(.nan) }
          return .bool(try (ignoresCase ? value.callMethod("lower") : value).contains(wanted))
        })
    }
    for name in [
      "lower", "upper", "strip", "title", "capitalize", "split", "startswith", "endswith", "replace", "count", "find",
      "lstrip",
      "rstrip",
    ] {
      type.method(name, "*args, **kwargs") { call in
        let arguments = Arguments(call.rest(0), keywords: call.keywords(1))
        return Value(
          try call.me(SeriesStringsObject.self).series.map {
            try $0.isNone ? .none : $0.getAttribute(name).call(arguments)
          })
      }
    }
    return type
  }()

  override func getItem(_ key: Value) throws -> Value { Value(try series.map { try $0.getItem(key) }) }
}
