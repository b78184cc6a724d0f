import Dataset
import Script
import Support
import Tensor

/// Cells of tables as values of the language, and back.
enum DatasetValues {
  /// The value in row `index` of `column`.
  static func value(_ column: Column, _ index: Int) -> Value {
    switch column {
    case .strings(let strings): strings.withUTF8(index) { Value(StrObject(utf8: $0)) }
    case .integers(let values): .int(values[index])
    case .floats(let values): .float(values[index])
    case .booleans(let values): .bool(values[index])
    case .integerLists(let lists): Value(list: lists[index].map { .int($0) })
    case .values(let values): value(values[index])
    }
  }

  /// The language's value of a cell.
  static func value(_ cell: JSON) -> Value {
    switch cell {
    case .null: return .none
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .bigInteger(let digits): return .float(Double(digits) ?? .nan)
    case .double(let value): return .float(value)
    case .string(let text): return Value(text)
    case .array(let items): return Value(list: items.map { value($0) })
    case .object(let members): return Value(DictObject(zip(members.keys, members.values).map { ($0, value($1)) }))
    }
  }

  /// The cell for a value; a `TypeError` names `what` when a data set cannot hold it.
  /// - Parameter depth: how many lists and records it is in.
  static func cell(_ value: Value, _ what: String, depth: Int = 0) throws -> JSON {
    guard depth < JSONScanner.depthLimit else {
      throw ScriptError(.valueError, "\(what): values are nested more than \(JSONScanner.depthLimit) deep")
    }
    func cell(_ value: Value) throws -> JSON { try Self.cell(value, what, depth: depth + 1) }
    switch value {
    case .none, .unset: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .double(value)
    case .object(let object):
      if let text = value.str { return .string(text.string) }
      if let list = value.list { return .array(try list.buffer.map(cell)) }
      if let tuple = value.tuple { return .array(try tuple.items.map(cell)) }
      if let tensor = (object as? TensorObject)?.tensor { return Self.cell(tensor) }
      if let dict = value.dict {
        var members = JSONObject()
        for (key, item) in dict.items { members[try key.asString("a key of \(what)")] = try cell(item) }
        return .object(members)
      }
      if let series = object as? SeriesObject { return .array(try series.values.map(cell)) }
      if value.range != nil { return .array(try value.items().map(cell)) }
      if value.typeName == "int" { throw ScriptError(.overflowError, "Python int too large to convert to C long") }
      throw ScriptError(
        .typeError, "\(what): a data set cannot hold values of type \(value.typeName)",
        hint: "it holds str, int, float, bool, None, lists, dicts and tensors")
    }
  }

  /// The numbers of a tensor as nested lists.
  private static func cell(_ tensor: Tensor) -> JSON {
    let flat: [JSON] =
      switch tensor.dtype {
      case .float32: tensor.floats.map { .double(Double($0)) }
      case .bool: tensor.ints.map { .bool($0 != 0) }
      default: tensor.ints.map { .int($0) }
      }
    return nested(flat[...], tensor.shape[...])
  }

  private static func nested(_ flat: ArraySlice<JSON>, _ shape: ArraySlice<Int>) -> JSON {
    guard let first = shape.first else { return flat.first ?? .null }
    if shape.count == 1 { return .array(Array(flat)) }
    let width = first == 0 ? 0 : flat.count / first
    return .array(
      (0..<first).map { row in
        let start = flat.startIndex + row * width
        return nested(flat[start..<start + width], shape.dropFirst())
      })
  }

  /// A column of the values of a list, tuple, tensor, series or anything iterable.
  static func column(_ value: Value, named name: String) throws -> Column {
    if case .array(let cells) = try cell(value.isIterable && value.str == nil ? value : .none, name) {
      return Column(cells)
    }
    return Column(try value.asList(name).map { try cell($0, name) })
  }

  /// The value in row `index` of `column` as a tensor, where it is numbers.
  static func tensor(_ column: Column, _ index: Int) -> Value {
    guard case .integerLists(let lists) = column else { return tensor(value(column, index)) }
    return Value(TensorObject(Tensor(ints: Array(lists[index]), shape: [lists[index].count])))
  }

  /// The values of `column` in `rows` as one tensor, where they are numbers of one shape; else as a list of tensors.
  static func tensors(_ column: Column, _ rows: [Int]) -> Value {
    guard case .integerLists(let lists) = column else { return tensor(Value(list: rows.map { value(column, $0) })) }
    if let first = rows.first, rows.allSatisfy({ lists[$0].count == lists[first].count }) {
      return Value(TensorObject(Tensor(ints: rows.flatMap { lists[$0] }, shape: [rows.count, lists[first].count])))
    }
    return Value(list: rows.map { tensor(column, $0) })
  }

  /// The value as an array, where it is numbers or lists of numbers of one shape.
  static func array(_ value: Value) -> Value {
    guard let items = value.list?.items else { return value }
    func numbers(_ items: [Value]) -> ([Double], NDArrayObject.ElementType)? {
      let values = items.compactMap(\.number)
      guard values.count == items.count else { return nil }
      let isBool = items.allSatisfy { if case .bool = $0 { true } else { false } }
      let isInt = items.allSatisfy { if case .int = $0 { true } else { false } }
      return (values, isBool && !items.isEmpty ? .bool : isInt && !items.isEmpty ? .int64 : .float64)
    }
    if let (values, type) = numbers(items) { return Value(NDArrayObject(values, type: type)) }
    let rows = items.map { $0.list?.items }
    guard let width = rows.first??.count, rows.allSatisfy({ $0?.count == width }),
      let (values, type) = numbers(rows.flatMap { $0 ?? [] })
    else { return Value(list: items.map { $0.list == nil ? $0 : array($0) }) }
    return Value(NDArrayObject(values, shape: [rows.count, width], type: type))
  }

  /// `column` as values of `feature`: names become numbers of labels, numbers change their kind.
  static func cast(_ column: Column, to feature: Feature, named name: String) throws -> Column {
    func wrong(_ value: JSON) -> ScriptError {
      ScriptError(.valueError, "column '\(name)': \(value.text()) is no \(feature)")
    }
    return Column(
      try (0..<column.count).map { row in
        let value = column[row]
        switch (feature, value) {
        case (_, .null): return .null
        case (.classLabel(let names), .string(let text)):
          guard let place = names.firstIndex(of: text) else { throw wrong(value) }
          return .int(place)
        case (.classLabel(let names), .int(let number)):
          guard names.indices.contains(number) || number == -1 else { throw wrong(value) }
          return value
        case (.value(let type), _) where type.hasPrefix("int") || type.hasPrefix("uint"):
          guard let number = value.intValue ?? value.stringValue.flatMap({ Int($0) }) ?? value.boolValue.map({ $0 ? 1 : 0 })
          else { throw wrong(value) }
          return .int(number)
        case (.value(let type), _) where type.hasPrefix("float"):
          guard let number = value.doubleValue ?? value.stringValue.flatMap({ Double($0) }) else { throw wrong(value) }
          return .double(number)
        case (.value("string"), .string): return value
        case (.value("string"), _): return .string(try DatasetValues.value(value).text())
        default: return value
        }
      })
  }

  /// The value as tensors, where it is numbers or lists of numbers of one shape.
  static func tensor(_ value: Value) -> Value {
    switch value {
    case .int(let number): return Value(TensorObject(Tensor(ints: [number], shape: [])))
    case .float(let number): return Value(TensorObject(Tensor([Float(number)], shape: [])))
    case .bool(let flag): return Value(TensorObject(Tensor(bools: [flag], shape: [])))
    default: break
    }
    guard let items = value.list?.items else { return value }
    if items.isEmpty { return Value(TensorObject(Tensor([], shape: [0]))) }
    let integers = items.compactMap { if case .int(let number) = $0 { number } else { nil } }
    if integers.count == items.count { return Value(TensorObject(Tensor(ints: integers, shape: [items.count]))) }
    let numbers = items.compactMap(\.number)
    if numbers.count == items.count {
      return Value(TensorObject(Tensor(numbers.map { Float($0) }, shape: [items.count])))
    }
    let rows = items.map { tensor($0) }
    let tensors = rows.compactMap { $0.cast(to: TensorObject.self)?.tensor }
    guard let first = tensors.first, tensors.count == rows.count,
      tensors.allSatisfy({ $0.shape == first.shape && $0.dtype == first.dtype })
    else { return Value(list: rows) }
    let shape = [tensors.count] + first.shape
    if first.dtype == .float32 { return Value(TensorObject(Tensor(tensors.flatMap { $0.floats }, shape: shape))) }
    return Value(TensorObject(Tensor(ints: tensors.flatMap { $0.ints }, shape: shape)))
  }
}
