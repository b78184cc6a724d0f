import Support

/// The type of a column, as data sets describe it.
public indirect enum Feature: Sendable, Equatable {
  /// A plain value: `"string"`, `"int64"`, `"float64"`, `"bool"`, `"null"`.
  case value(String)
  /// Integers that stand for names: 0 is the first.
  case classLabel([String])
  case list(Feature)
  case record([(name: String, feature: Feature)])
  /// Values of JSON that do not agree in kind, or objects that do not have the same members.
  case json

  /// The feature of what is in `column`.
  public init(_ column: Column) {
    switch column {
    case .strings: self = .value("string")
    case .integers: self = .value("int64")
    case .floats: self = .value("float64")
    case .booleans: self = .value("bool")
    case .integerLists: self = .list(.value("int64"))
    case .values(let values):
      self = .value("null")
      for row in values.indices { add(values.feature(at: row)) }
    }
  }

  /// Makes this the feature of a value more: the first of them decides where they do not agree.
  private mutating func add(_ other: Feature) {
    if self != other { self = joined(with: other) ?? self }
  }

  public init(_ value: JSON) {
    switch value {
    case .null: self = .value("null")
    case .bool: self = .value("bool")
    case .int, .bigInteger: self = .value("int64")
    case .double: self = .value("float64")
    case .string: self = .value("string")
    case .array(let items):
      var inner = Feature.value("null")
      for item in items { inner.add(Feature(item)) }
      self = .list(inner)
    case .object(let members):
      self = .record(zip(members.keys, members.values).map { ($0, Feature($1)) })
    }
  }

  /// The feature of the value that comes next in a text, which is taken.
  init(_ scanner: inout JSONScanner) throws {
    switch scanner.kind() {
    case .array?:
      var inner = Feature.value("null")
      try scanner.elements { inner.add(try Feature(&$0)) }
      self = .list(inner)
    case .object?:
      var fields: [(name: String, feature: Feature)] = []
      var places: [String: Int] = [:]
      try scanner.members { scanner, name in
        let feature = try Feature(&scanner)
        // A repeated key keeps its first place and its last value.
        if let place = places[name] {
          fields[place].feature = feature
        } else {
          places[name] = fields.count
          fields.append((name, feature))
        }
      }
      self = .record(fields)
    case .number?: self = Feature(try scanner.number())
    case let kind:
      try scanner.skip()
      self = .value(kind == .string ? "string" : kind == .bool ? "bool" : "null")
    }
  }

  /// The feature of values some of which are `self` and some `other`; `nil` when there is none. Records join their
  /// members: one that a value lacks is missing there.
  public func joined(with other: Feature) -> Feature? {
    switch (self, other) {
    case (.value("null"), _): return other
    case (_, .value("null")): return self
    case (.value("int64"), .value("float64")), (.value("float64"), .value("int64")): return .value("float64")
    case (.value(let first), .value(let second)): return first == second ? self : nil
    case (.list(let first), .list(let second)): return first.joined(with: second).map { .list($0) }
    case (.record(var fields), .record(let others)):
      let places = Self.places(fields)
      for (name, feature) in others {
        if let place = places[name] {
          guard let joined = fields[place].feature.joined(with: feature) else { return nil }
          fields[place].feature = joined
        } else {
          fields.append((name, feature))
        }
      }
      return .record(fields)
    default: return self == other ? self : nil
    }
  }

  /// As ``joined(with:)``, for values of a file of JSON: what does not agree stays JSON, as in `datasets`.
  func joinedLoosely(with other: Feature) -> Feature {
    switch (self, other) {
    case (.json, _), (_, .json): return .json
    case (.list(let first), .list(let second)): return .list(first.joinedLoosely(with: second))
    case (.record(let fields), .record(let others)):
      let places = Self.places(others)
      guard Set(fields.map(\.name)) == Set(places.keys) else { return .json }
      return .record(
        fields.map { field in
          let other = places[field.name].map { others[$0].feature } ?? field.feature
          return (field.name, field.feature.joinedLoosely(with: other))
        })
    default: return joined(with: other) ?? .json
    }
  }

  /// Where each name is: a record may have any number of members.
  private static func places(_ fields: [(name: String, feature: Feature)]) -> [String: Int] {
    Dictionary(zip(fields.map(\.name), fields.indices), uniquingKeysWith: { first, _ in first })
  }

  /// `value` as a value of this feature has it: members that a record lacks are null, integers among numbers are
  /// numbers.
  public func conformed(_ value: JSON) -> JSON {
    switch (self, value) {
    case (.value("float64"), .int(let number)): return .double(Double(number))
    case (.value("float64"), .bool(let flag)): return .double(flag ? 1 : 0)
    case (.list(let inner), .array(let items)): return .array(items.map { inner.conformed($0) })
    case (.record(let fields), .object(let members)):
      var result = JSONObject()
      for (name, feature) in fields { result[name] = feature.conformed(members[name] ?? .null) }
      return .object(result)
    default: return value
    }
  }

  /// What a message calls it.
  public var noun: String {
    switch self {
    case .value("null"): "nothing"
    case .value(let type): type
    case .classLabel: "labels"
    case .list(let inner): "lists of \(inner.noun)"
    case .record, .json: "objects"
    }
  }

  public static func == (left: Feature, right: Feature) -> Bool {
    switch (left, right) {
    case (.value(let first), .value(let second)): first == second
    case (.classLabel(let first), .classLabel(let second)): first == second
    case (.list(let first), .list(let second)): first == second
    case (.record(let first), .record(let second)): first.elementsEqual(second, by: ==)
    case (.json, .json): true
    default: false
    }
  }
}

extension Feature: CustomStringConvertible {
  /// As Hugging Face's `datasets` prints it.
  public var description: String {
    switch self {
    case .value(let type): "Value('\(type)')"
    case .classLabel(let names): "ClassLabel(names=[\(names.map { "'\($0)'" }.joined(separator: ", "))])"
    case .list(let feature): "List(\(feature))"
    case .json: "Json(decode=True)"
    case .record(let fields): "{\(fields.map { "'\($0.name)': \($0.feature)" }.joined(separator: ", "))}"
    }
  }
}
