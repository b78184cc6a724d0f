/// `d.keys()`, `d.values()` or `d.items()`: a live view of a dictionary; keys and items behave as sets.
final class DictView: Object {
  let dict: DictObject
  let part: DictIterator.Part

  init(_ dict: DictObject, _ part: DictIterator.Part) {
    self.dict = dict
    self.part = part
    let type: TypeObject = part == .keys ? .dictKeys : part == .values ? .dictValues : .dictItems
    super.init(type: dict is OrderedDictObject ? OrderedDictObject.viewType(type) : type)
  }

  static func register() {
    for type in [TypeObject.dictKeys, .dictValues, .dictItems] {
      type.method("__reversed__", "") { call in
        let view = call.me(DictView.self)
        return Value(DictIterator(view.dict, view.part, reversed: true))
      }
      type.property("mapping", get: { value in value.cast(to: DictView.self).map { Value($0.dict) } ?? .none })
    }
    for type in [TypeObject.dictKeys, .dictItems] {
      type.method("isdisjoint", "other, /") { call in
        let view = call.me(DictView.self)
        for item in try call[0].items() where try view.contains(item) == true { return .bool(false) }
        return .bool(true)
      }
    }
  }

  override func hash() throws -> Int {
    if part != .values { throw ScriptError(.typeError, "unhashable type: '\(type.name)'") }
    return try super.hash()
  }
  override func length() throws -> Int? { dict.count }
  override func iterate() throws -> IteratorObject? { DictIterator(dict, part) }

  override func contains(_ item: Value) throws -> Bool? {
    switch part {
    case .keys: return try dict.get(item) != nil
    case .values: return nil
    case .items:
      guard let pair = item.tuple, pair.count == 2, let value = try dict.get(pair[0]) else { return false }
      return try value.isIdentical(to: pair[1]) || value.equals(pair[1])
    }
  }

  override func repr() throws -> String {
    try ReprGuard.entering(self, ifCyclic: "...") {
      "\(type.name)(\(try Value(list: values()).repr()))"
    }
  }

  private func values() -> [Value] {
    switch part {
    case .keys: dict.keys
    case .values: dict.values
    case .items: dict.items.map { Value(tuple: [$0.key, $0.value]) }
    }
  }

  private func asSet() throws -> SetObject { try SetObject(values()) }

  /// The operand as a set, when it is a set or a view of keys or items.
  private static func setLike(_ value: Value) throws -> SetObject? {
    if let set = value.set { return set }
    if let view = value.cast(to: DictView.self), view.part != .values { return try view.asSet() }
    return nil
  }

  override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard part != .values else { return nil }
    if op == .equal || op == .notEqual, part == .items, let view = other.cast(to: DictView.self), view.part == .items {
      // Values that cannot be hashed can be compared all the same.
      let same = try dict.count == view.dict.count && values().allSatisfy { try view.contains($0) == true }
      return .bool(same == (op == .equal))
    }
    guard let set = try Self.setLike(other) else { return nil }
    return try asSet().compare(op, Value(set))
  }

  override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard part != .values, [.or, .and, .subtract, .xor].contains(op) else { return nil }
    let right = try Self.setLike(other) ?? SetObject(other.items())
    return try asSet().binary(op, Value(right))
  }

  override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    guard part != .values, [.or, .and, .subtract, .xor].contains(op), left.isIterable else { return nil }
    return try SetObject(left.items()).binary(op, Value(asSet()))
  }
}
