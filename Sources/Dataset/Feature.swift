import Support

/// The type of a column, as data sets describe it.
public indirect enum Feature: Sendable, Equatable {
  /// A plain value: `"string"`, `"int64"`, `"float64"`, `"bool"`, `"null"`.
  case value(String)
  /// Integers that stand for names: 0 is the first.
  case classLabel([String])
  case list(Feature)
  case record([(name: String, feature: Feature)])

  /// The feature of what is in `column`.
  public init(_ column: Column) {
    switch column {
    case .strings: self = .value("string")
    case .integers: self = .value("int64")
    case .floats: self = .value("float64")
    case .booleans: self = .value("bool")
    case .integerLists: self = .list(.value("int64"))
    case .values(let values): self = values.lazy.filter { !$0.isNull }.first.map(Feature.init) ?? .value("null")
    }
  }

  private init(_ value: JSON) {
    switch value {
    case .null: self = .value("null")
    case .bool: self = .value("bool")
    case .int, .bigInteger: self = .value("int64")
    case .double: self = .value("float64")
    case .string: self = .value("string")
    case .array(let items): self = .list(items.lazy.filter { !$0.isNull }.first.map(Feature.init) ?? .value("null"))
    case .object(let members):
      self = .record(zip(members.keys, members.values).map { ($0, Feature($1)) })
    }
  }

  public static func == (left: Feature, right: Feature) -> Bool { left.description == right.description }
}

extension Feature: CustomStringConvertible {
  /// As Hugging Face's `datasets` prints it.
  public var description: String {
    switch self {
    case .value(let type): "Value('\(type)')"
    case .classLabel(let names): "ClassLabel(names=[\(names.map { "'\($0)'" }.joined(separator: ", "))])"
    case .list(let feature): "List(\(feature))"
    case .record(let fields): "{\(fields.map { "'\($0.name)': \($0.feature)" }.joined(separator: ", "))}"
    }
  }
}
