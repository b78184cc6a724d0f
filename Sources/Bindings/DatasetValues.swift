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
  static func cell(_ value: Value, _ what: String) throws -> JSON {
    switch value {
    case .none, .unset: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .double(value)
    case .object(let object):
      if let text = value.str { return .string(text.string) }
      if let list = value.list { return .array(try list.buffer.map { try cell($0, what) }) }
      if let tuple = value.tuple { return .array(try tuple.items.map { try cell($0, what) }) }
      if let tensor = (object as? TensorObject)?.tensor { return cell(tensor) }
      if let dict = value.dict {
        var members = JSONObject()
        for (key, item) in dict.items { members[try key.asString("a key of \(what)")] = try cell(item, what) }
        return .object(members)
      }
      if let series = object as? SeriesObject { return .array(try series.values.map { try cell($0, what) }) }
      if value.range != nil { return .array(try value.items().map { try cell($0, what) }) }
      throw ScriptError(
        .typeError, "\(what): a data set cannot hold a \(value.typeName)",
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
