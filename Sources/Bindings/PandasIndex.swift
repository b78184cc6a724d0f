import Script

/// The labels of the rows of a frame or series: 0, 1, 2, … unless given.
struct PandasIndex {
  /// `nil` for the positions themselves.
  private var labels: [Value]?
  let count: Int

  init(count: Int) {
    self.count = count
  }

  init(_ labels: [Value]) {
    self.labels = labels
    count = labels.count
  }

  var isRange: Bool { labels == nil }
  subscript(position: Int) -> Value { labels?[position] ?? .int(position) }
  var values: [Value] { labels ?? (0..<count).map { .int($0) } }

  /// The labels of the rows at `positions`; a leading run of a range stays a range.
  func select(_ positions: [Int]) -> PandasIndex {
    if labels == nil, positions.elementsEqual(0..<positions.count) { return PandasIndex(count: positions.count) }
    return PandasIndex(positions.map { self[$0] })
  }

  /// Where the row labelled `label` is.
  func position(of label: Value) throws -> Int? {
    guard let labels else {
      guard let position = label.exactInt, position >= 0, position < count else { return nil }
      return position
    }
    return try labels.firstIndex { try $0.equals(label) }
  }
}

/// What the values of a column are, as pandas calls it.
enum PandasType: String {
  case integer = "int64"
  case float = "float64"
  case boolean = "bool"
  case object

  init(_ values: [Value]) {
    var hasInteger = false
    var hasFloat = false
    var hasBoolean = false
    var hasMissing = false
    for value in values {
      switch value {
      case .int: hasInteger = true
      case .float: hasFloat = true
      case .bool: hasBoolean = true
      case .none: hasMissing = true
      default:
        self = .object
        return
      }
    }
    switch (hasInteger || hasFloat, hasBoolean) {
    case (true, true): self = .object
    case (true, false): self = hasFloat || hasMissing ? .float : .integer
    case (false, true): self = hasMissing ? .object : .boolean
    case (false, false): self = .object
    }
  }

  var isNumeric: Bool { self == .integer || self == .float }

  /// `values` as a column of this type holds them: missing numbers are NaN.
  func normalized(_ values: [Value]) -> [Value] {
    guard self == .float else { return values }
    return values.map { value in
      switch value {
      case .int(let number): .float(Double(number))
      case .none: .float(.nan)
      default: value
      }
    }
  }
}

/// Statistics over the numbers of a column, missing ones left out, as pandas computes them.
enum PandasStatistics {
  static func isMissing(_ value: Value) -> Bool {
    if case .float(let number) = value { return number.isNaN }
    return value.isNone
  }

  /// The numbers of a column; a `TypeError` for anything that is none.
  static func numbers(_ values: [Value], _ what: String) throws -> [Double] {
    try values.filter { !isMissing($0) }.map { value in
      if let number = value.number { return number }
      if let tensor = value.cast(to: TensorObject.self)?.tensor, tensor.count == 1 { return Double(try tensor.item()) }
      throw ScriptError(.typeError, "Could not convert \(try value.repr()) to numeric: \(what) needs numbers")
    }
  }

  static func mean(_ numbers: [Double]) -> Double {
    numbers.isEmpty ? .nan : numbers.reduce(0, +) / Double(numbers.count)
  }

  /// The unbiased variance.
  static func variance(_ numbers: [Double], freedom: Int = 1) -> Double {
    guard numbers.count > freedom else { return .nan }
    let mean = mean(numbers)
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - freedom)
  }

  static func deviation(_ numbers: [Double], freedom: Int = 1) -> Double {
    variance(numbers, freedom: freedom).squareRoot()
  }

  /// The quantile `q`, linear between neighbours.
  static func quantile(_ numbers: [Double], _ q: Double) -> Double {
    guard !numbers.isEmpty else { return .nan }
    let sorted = numbers.sorted()
    let place = q * Double(sorted.count - 1)
    let low = Int(place.rounded(.down))
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }

  static let describedRows = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]

  /// What `describe` says of a column of numbers.
  static func describe(_ numbers: [Double]) -> [Double] {
    [
      Double(numbers.count), mean(numbers), deviation(numbers), numbers.min() ?? .nan, quantile(numbers, 0.25),
      quantile(numbers, 0.5), quantile(numbers, 0.75), numbers.max() ?? .nan,
    ]
  }

  /// The positions of `values` in rising (or falling) order, equal ones in their order, missing ones last.
  static func order(_ values: [Value], descending: Bool) throws -> [Int] {
    let missing = values.indices.filter { isMissing(values[$0]) }
    var positions = values.indices.filter { !isMissing(values[$0]) }
    var failure: Error?
    func precedes(_ left: Value, _ right: Value) -> Bool {
      if failure != nil { return false }
      do { return try left.compare(.less, right).isTrue() } catch {
        failure = error
        return false
      }
    }
    positions.sort { left, right in
      let (first, second) = descending ? (values[right], values[left]) : (values[left], values[right])
      if precedes(first, second) { return true }
      return !precedes(second, first) && left < right
    }
    if let failure { throw failure }
    return positions + missing
  }
}
