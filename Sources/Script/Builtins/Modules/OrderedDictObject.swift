/// `collections.OrderedDict`: a dictionary whose order can be changed and counts in comparisons.
final class OrderedDictObject: DictObject {
  static let type: TypeObject = {
    let type = TypeObject("OrderedDict", base: .dict, module: "collections")
    type.allocate = { OrderedDictObject(type: $0) }
    type.constructor("*args, **kwargs") { call in
      let dict = OrderedDictObject(type: call.type)
      try dict.initialise(call)
      return Value(dict)
    }
    registerChanges(type)
    registerCopies(type)
    return type
  }()

  private var attributes: DictObject?

  override init(type: TypeObject = OrderedDictObject.type) { super.init(type: type) }

  override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }

  // MARK: Filling

  private func initialise(_ call: CallArguments) throws {
    let positional = call.rest(0)
    guard positional.count <= 1 else {
      throw ScriptError(.typeError, "expected at most 1 arguments, got \(positional.count)")
    }
    try update(positional.first, call.keywords(1))
  }

  private func update(_ source: Value?, _ named: [(name: String, value: Value)]) throws {
    if let source { try merge(source) }
    for (name, value) in named { try Value(self).setItem(Value(name), value) }
  }

  /// Sets the entries of a mapping, or of an iterable of pairs, one by one, through the class's own `__setitem__`.
  private func merge(_ source: Value) throws {
    if let dict = source.dict, dict.type === TypeObject.dict {
      for (key, value) in dict.items { try Value(self).setItem(key, value) }
    } else if source.object != nil, let keys = try Attributes.findQuietly(source, "keys") {
      try keys.call().forEach { try Value(self).setItem($0, source.getItem($0)) }
    } else if source.object != nil, let items = try Attributes.find(source, "items") {
      try addPairs(items.call())
    } else {
      try addPairs(source)
    }
  }

  private func addPairs(_ pairs: Value) throws {
    try pairs.forEach { pair in
      let parts = try pair.iterate()
      guard let key = try parts.next() else { throw ScriptError(.valueError, "need more than 0 values to unpack") }
      guard let value = try parts.next() else { throw ScriptError(.valueError, "need more than 1 value to unpack") }
      guard try parts.next() == nil else { throw ScriptError(.valueError, "too many values to unpack (expected 2)") }
      try Value(self).setItem(key, value)
    }
  }

  // MARK: Protocol

  /// `odict_keys` for `dict_keys` and so on.
  static func viewType(_ type: TypeObject) -> TypeObject {
    type === TypeObject.dictKeys ? viewTypes[0] : type === TypeObject.dictValues ? viewTypes[1] : viewTypes[2]
  }
  private static let viewTypes = [TypeObject.dictKeys, .dictValues, .dictItems].map {
    TypeObject("o" + $0.name, base: $0, isInheritable: false)
  }

  override func repr() throws -> String {
    if count == 0 { return "\(type.name)()" }
    return try ReprGuard.entering(self, ifCyclic: "...") {
      let pairs = items.map { Value(tuple: [$0.key, $0.value]) }
      return "\(type.name)(\(try Value(list: pairs).repr()))"
    }
  }

  override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let same = try super.compare(op, other), let other = other.object as? OrderedDictObject else {
      return try super.compare(op, other)
    }
    if try same.isTrue() == (op == .notEqual) { return same }
    let isInOrder = try zip(keys, other.keys).allSatisfy { try $0.isIdentical(to: $1) || $0.equals($1) }
    return .bool(isInOrder == (op == .equal))
  }

  override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard op == .or, other.dict != nil else { return nil }
    return try joined(Value(self), other)
  }

  override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    guard op == .or, left.dict != nil else { return nil }
    return try joined(left, Value(self))
  }

  private func joined(_ left: Value, _ right: Value) throws -> Value {
    let result = try Value(type).call(left)
    try (result.object as? OrderedDictObject)?.merge(right)
    return result
  }

  override func inPlace(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard op == .or else { return nil }
    try merge(other)
    return Value(self)
  }

  // MARK: Methods

  /// The error for a key that is not there: CPython takes a tuple for the arguments of KeyError, and None for none.
  private static func missing(_ key: Value) -> ScriptError {
    ScriptError(ExceptionObject(.keyError, key.isNone ? [] : key.tuple?.items ?? [key]))
  }

  private static func registerChanges(_ type: TypeObject) {
    func me(_ call: CallArguments) -> OrderedDictObject { call.me(OrderedDictObject.self) }
    type.method("__init__", "*args, **kwargs") { call in
      try me(call).initialise(call)
      return .none
    }
    type.method("update", "*args, **kwargs") { call in
      let positional = call.rest(0)
      guard positional.count <= 1 else {
        throw ScriptError(.typeError, "update() takes at most 1 positional argument (\(positional.count) given)")
      }
      try me(call).update(positional.first, call.keywords(1))
      return .none
    }
    type.method("pop", "/, key, default=...") { call in
      let dict = me(call)
      if !dict.type.isUserDefined || dict.dunder(.getItem) == nil && dict.dunder(.deleteItem) == nil {
        if let value = try dict.remove(call[0]) { return value }
      } else if try call.receiver.contains(call[0]) {
        let value = try call.receiver.getItem(call[0])
        try call.receiver.deleteItem(call[0])
        return value
      }
      if call.has(1) { return call[1] }
      throw missing(call[0])
    }
    type.method("popitem", "/, last=True") { call in
      let dict = me(call)
      var cursor = 0
      let entry = try call.flag(0) ? dict.removeLast() : dict.next(&cursor).flatMap { try dict.take($0.key) }
      guard let entry else { throw ScriptError(.keyError, "dictionary is empty") }
      return Value(tuple: [entry.key, entry.value])
    }
    type.method("move_to_end", "/, key, last=True") { call in
      let dict = me(call)
      guard dict.count > 0, let entry = try dict.take(call[0]) else { throw missing(call[0]) }
      if try call.flag(1) {
        try dict.set(entry.key, entry.value)
        return .none
      }
      let rest = dict.items
      dict.removeAll()
      try dict.set(entry.key, entry.value)
      for (key, value) in rest { try dict.set(key, value) }
      return .none
    }
    type.method("setdefault", "/, key, default=None") { call in
      let dict = me(call)
      if let value = try dict.get(call[0]) { return value }
      try call.receiver.setItem(call[0], call[1])
      return call[1]
    }
    type.method("__reversed__", "") { call in Value(DictIterator(call.dictReceiver, .keys, reversed: true)) }
    for (name, part) in [("keys", DictIterator.Part.keys), ("values", .values), ("items", .items)] {
      type.method(name, "") { call in Value(DictView(call.dictReceiver, part)) }
    }
    type.method("clear", "") { call in
      call.dictReceiver.removeAll()
      return .none
    }
  }

  private static func registerCopies(_ type: TypeObject) {
    for name in ["copy", "__copy__"] {
      type.method(name, "") { call in
        let copy = try Value(call.receiver.type).call(call.receiver)
        guard let fields = call.receiver.object?.fields(create: false) else { return copy }
        for (field, value) in fields.items { if let field = field.string { try copy.setAttribute(field, value) } }
        return copy
      }
    }
    type.classMethod("fromkeys", "/, iterable, value=None") { call in
      let made = try Value(call.type).call()
      try call[0].forEach { try made.setItem($0, call[1]) }
      return made
    }
    for op in [Comparison.equal, .notEqual] {
      type.method(op.dunder, "value, /") { call in
        try call.receiver.object?.compare(op, call[0]) ?? .notImplemented
      }
    }
    type.method("__or__", "value, /") { call in
      try call.receiver.object?.binary(.or, call[0]) ?? .notImplemented
    }
  }
}
