/// A JSON value. Objects keep the order of their keys; integers stay integers.
public enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  /// An integer beyond 64 bits, as written: kept so that a file survives being read and written.
  case bigInteger(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

/// The members of a JSON object in the order of the text. A repeated key keeps its first place and its last value.
public struct JSONObject: Equatable, Sendable {
  public private(set) var keys: [String] = []
  public private(set) var values: [JSON] = []
  /// Where each key is, once there are more than a few.
  private var places: [String: Int] = [:]
  private static let few = 8

  public init() {}

  public init(_ members: KeyValuePairs<String, JSON>) {
    for (key, value) in members { self[key] = value }
  }

  public var count: Int { keys.count }

  public mutating func reserveCapacity(_ count: Int) {
    keys.reserveCapacity(count)
    values.reserveCapacity(count)
    if count > Self.few { places.reserveCapacity(count) }
  }

  private func place(of key: String) -> Int? { keys.count > Self.few ? places[key] : keys.firstIndex(of: key) }

  private mutating func indexKeys() {
    places = keys.count > Self.few ? Dictionary(uniqueKeysWithValues: zip(keys, keys.indices)) : [:]
  }

  /// The value of `key`; setting `nil` removes the member.
  public subscript(key: String) -> JSON? {
    get { place(of: key).map { values[$0] } }
    set {
      switch (place(of: key), newValue) {
      case (let position?, let value?): values[position] = value
      case (nil, let value?):
        keys.append(key)
        values.append(value)
        if keys.count == Self.few + 1 {
          indexKeys()
        } else if keys.count > Self.few {
          places[key] = keys.count - 1
        }
      case (let position?, nil):
        keys.remove(at: position)
        values.remove(at: position)
        indexKeys()
      case (nil, nil): break
      }
    }
  }
}

extension JSON {
  /// The member `key` of an object; `nil` for anything else.
  public subscript(key: String) -> JSON? {
    if case .object(let members) = self { return members[key] }
    return nil
  }

  /// The element `position` of an array; `nil` for anything else.
  public subscript(position: Int) -> JSON? {
    if case .array(let elements) = self, elements.indices.contains(position) { return elements[position] }
    return nil
  }

  public var isNull: Bool { self == .null }

  public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The integer, also of a number written with a fraction that is zero (`2.0`).
  public var intValue: Int? {
    switch self {
    case .int(let value): value
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  public var doubleValue: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .bigInteger(let digits): Double(digits)
    default: nil
    }
  }

  public var stringValue: String? { if case .string(let value) = self { value } else { nil } }

  public var arrayValue: [JSON]? { if case .array(let value) = self { value } else { nil } }

  public var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(nilLiteral: ()) { self = .null }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    var members = JSONObject()
    for (key, value) in elements { members[key] = value }
    self = .object(members)
  }
}
