import Dataset
import Script
import Support

/// `ds["text"]`: a list of the column's values that prints its first five, as the `Column` of `datasets`.
final class DatasetColumnObject: ListObject {
  static let type = TypeObject("Column", base: .list, module: "datasets.arrow_dataset", isInheritable: false)

  init(_ values: [Value]) {
    super.init(capacity: values.count, type: Self.type)
    items = values
  }

  convenience init(_ column: Column) { self.init((0..<column.count).map { DatasetValues.value(column, $0) }) }

  override func repr() throws -> String {
    let shown = try Value(list: Array(buffer.prefix(5))).repr().dropLast()
    return "Column(\(shown)\(count > 5 ? ", ...])" : "])")"
  }

  override func getItem(_ key: Value) throws -> Value {
    if let name = key.string {
      return Value(DatasetColumnObject(try buffer.map { try $0.getItem(Value(name)) }))
    }
    if key.list != nil || key.tuple != nil || key.range != nil {
      return Value(list: try key.items().map { try super.getItem($0) })
    }
    return try super.getItem(key)
  }
}

extension DatasetValues {
  /// A column that a program gives: values of one kind.
  /// - Throws: what `datasets` raises where one does not fit those before it.
  static func uniformColumn(_ value: Value, named name: String) throws -> (column: Column, feature: Feature?) {
    let column =
      try value.str.map { text in Column(text.string.unicodeScalars.map { .string(String($0)) }) }
      ?? column(value, named: name)
    guard case .values(let values) = column else { return (column, nil) }
    var feature = Feature.value("null")
    var isUneven = false
    for (row, value) in values.enumerated() where !value.isNull {
      // A number among numbers, as Arrow takes it.
      if case .value("float64") = feature, value.boolValue != nil {
        isUneven = true
        continue
      }
      let other = Feature(value)
      guard let joined = feature.joined(with: other), try fits(value, feature, name, row) else {
        throw misfit(value, feature, name, row)
      }
      if feature != .value("null"), joined != other || joined != feature { isUneven = true }
      feature = joined
    }
    let result = isUneven ? Column(values.lazy.map { feature.conformed($0) }) : column
    return (result, feature)
  }

  /// Whether the values in a list agree among themselves.
  private static func fits(_ value: JSON, _ feature: Feature, _ name: String, _ row: Int) throws -> Bool {
    guard case .array(let items) = value else { return true }
    var inner = Feature.value("null")
    if case .list(let known) = feature { inner = known }
    for item in items where !item.isNull {
      guard let joined = inner.joined(with: Feature(item)), try fits(item, inner, name, row) else {
        throw misfit(item, inner, name, row)
      }
      inner = joined
    }
    return true
  }

  private static func misfit(_ value: JSON, _ feature: Feature, _ name: String, _ row: Int) -> ScriptError {
    let hint = "column '\(name)', row \(row + 1): the values before it are \(feature.noun)"
    switch (feature, value) {
    case (.list(let inner), .array(let items)):
      let item = items.first { inner.joined(with: Feature($0)) == nil }
      return misfit(item ?? value, inner, name, row)
    case (.record(let fields), .object(let members)):
      for (key, item) in zip(members.keys, members.values) {
        guard let field = fields.first(where: { $0.name == key })?.feature, field.joined(with: Feature(item)) == nil
        else { continue }
        return misfit(item, field, name, row)
      }
    case (.list, _), (_, .array):
      return ScriptError(.valueError, "cannot mix list and non-list, non-null values", hint: hint)
    case (.record, _), (_, .object):
      return ScriptError(.valueError, "cannot mix struct and non-struct, non-null values", hint: hint)
    default: break
    }
    let shown = (try? DatasetValues.value(value).repr()) ?? value.text()
    let target =
      switch feature {
      case .value("float64"): "double"
      case .value("bool"): "boolean"
      default: feature.noun
      }
    return ScriptError(
      feature == .value("string") ? .typeError : .valueError,
      "Could not convert \(shown) with type \(DatasetValues.value(value).typeName): tried to convert to \(target)",
      hint: hint)
  }
}
