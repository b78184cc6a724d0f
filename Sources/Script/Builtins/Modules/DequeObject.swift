/// `collections.deque`: a ring of values that grows at both ends.
final class DequeObject: Object {
  static let type: TypeObject = {
    let type = TypeObject("deque", module: "collections")
    type.allocate = { DequeObject(type: $0) }
    type.constructor("/, iterable=(), maxlen=None") { call in
      if !call[1].isNone, call[1].integer == nil { throw ScriptError(.typeError, "an integer is required") }
      let deque = DequeObject(type: call.type)
      try deque.initialise(call)
      return Value(deque)
    }
    register(type)
    return type
  }()

  private var ring: [Value] = Array(repeating: .unset, count: 8)
  private var head = 0
  private(set) var count = 0
  private(set) var limit: Int?
  private var changes = 0
  private var attributes: DictObject?

  override init(type: TypeObject = DequeObject.type) { super.init(type: type) }

  deinit { DeferredRelease.release(&ring, replacedBy: []) }

  private func initialise(_ call: CallArguments) throws {
    clear()
    if !call.isNone(1) {
      let bound = try call.indexValue(1)
      if bound < 0 { throw ScriptError(.valueError, "maxlen must be non-negative") }
      limit = bound
    }
    try call[0].forEach { append($0) }
  }

  override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create && type.isUserDefined { attributes = DictObject() }
    return attributes
  }

  subscript(index: Int) -> Value {
    get { ring[(head + index) & (ring.count - 1)] }
    set {
      // What was there is let go of after the change: a generator that ends then may run code.
      let old = swapped(index, newValue)
      withExtendedLifetime(old) {}
    }
  }

  private func swapped(_ index: Int, _ value: Value) -> Value {
    let place = (head + index) & (ring.count - 1)
    let old = ring[place]
    ring[place] = value
    return old
  }

  var items: [Value] { (0..<count).map { self[$0] } }

  private func grow() {
    if count < ring.count { return }
    ring = items + Array(repeating: .unset, count: ring.count)
    head = 0
  }

  func append(_ value: Value) {
    if limit == 0 { return }
    changes += 1
    let dropped = count == limit ? popFirst() : nil
    grow()
    count += 1
    _ = swapped(count - 1, value)
    withExtendedLifetime(dropped) {}
  }

  func prepend(_ value: Value) {
    if limit == 0 { return }
    changes += 1
    let dropped = count == limit ? popLast() : nil
    grow()
    head = (head - 1) & (ring.count - 1)
    count += 1
    _ = swapped(0, value)
    withExtendedLifetime(dropped) {}
  }

  func popFirst() -> Value? {
    guard count > 0 else { return nil }
    changes += 1
    let value = swapped(0, .unset)
    head = (head + 1) & (ring.count - 1)
    count -= 1
    return value
  }

  func popLast() -> Value? {
    guard count > 0 else { return nil }
    changes += 1
    let value = swapped(count - 1, .unset)
    count -= 1
    return value
  }

  func clear() {
    changes += 1
    let old = ring
    ring = Array(repeating: .unset, count: 8)
    (head, count) = (0, 0)
    withExtendedLifetime(old) {}
  }

  private func replace(_ values: [Value]) {
    clear()
    for value in values { append(value) }
  }

  // MARK: Protocol

  override func length() throws -> Int? { count }

  override func repr() throws -> String {
    try ReprGuard.entering(self, ifCyclic: "[...]") {
      let list = try Value(list: items).repr()
      return limit.map { "\(type.name)(\(list), maxlen=\($0))" } ?? "\(type.name)(\(list))"
    }
  }

  override func hash() throws -> Int { throw ScriptError(.typeError, "unhashable type: 'collections.deque'") }

  override func iterate() throws -> IteratorObject? {
    var index = 0
    let expected = changes
    return NativeIterator(typeName: "_deque_iterator") { [self] in
      if changes != expected { throw ScriptError(.runtimeError, "deque mutated during iteration") }
      guard index < count else { return nil }
      index += 1
      return self[index - 1]
    }
  }

  private func position(_ key: Value) throws -> Int {
    guard let index = try key.index() else {
      throw ScriptError(.typeError, "sequence index must be integer, not '\(key.typeName)'")
    }
    let position = index < 0 ? index &+ count : index
    guard position >= 0, position < count else { throw ScriptError(.indexError, "deque index out of range") }
    return position
  }

  override func getItem(_ key: Value) throws -> Value { self[try position(key)] }
  override func setItem(_ key: Value, _ value: Value) throws { self[try position(key)] = value }
  override func deleteItem(_ key: Value) throws {
    let position = try position(key)
    var values = items
    values.remove(at: position)
    replace(values)
  }

  override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.object as? DequeObject else { return nil }
    return try Sequences.compare(op, count, { self[$0] }, other.count, { other[$0] })
  }

  override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    let result = DequeObject()
    result.limit = limit
    switch op {
    case .add:
      guard let other = other.object as? DequeObject else {
        throw ScriptError(.typeError, "can only concatenate deque (not \"\(other.typeName)\") to deque")
      }
      result.replace(items + other.items)
    case .multiply:
      guard let times = try Sequences.repeatCount(other) else { return nil }
      _ = try Sequences.repeatedCount(count, times)
      if count > 0 { result.replace(Array(repeatElement(items, count: times).joined())) }
    default: return nil
    }
    return Value(result)
  }

  override func inPlace(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    if op == .multiply {
      guard let times = try Sequences.repeatCount(other) else { return nil }
      _ = try Sequences.repeatedCount(count, times)
      let once = items
      if times == 0 { clear() }
      if count > 0, times > 1 { for _ in 1..<times { once.forEach(append) } }
      return Value(self)
    }
    guard op == .add else { return nil }
    let source = other.object === self ? Value(list: items) : other
    try source.forEach { append($0) }
    return Value(self)
  }

  override func getAttribute(_ name: String) throws -> Value? {
    name == "maxlen" ? limit.map { .int($0) } ?? Value.none : nil
  }

  private static func register(_ type: TypeObject) {
    func me(_ call: CallArguments) -> DequeObject { call.me(DequeObject.self) }
    func change(_ name: String, _ signature: String, _ body: @escaping (DequeObject, CallArguments) throws -> Void) {
      type.method(name, signature) { call in
        try body(me(call), call)
        return .none
      }
    }
    change("__init__", "iterable=(), maxlen=None") { try $0.initialise($1) }
    change("append", "x, /") { $0.append($1[0]) }
    change("appendleft", "x, /") { $0.prepend($1[0]) }
    for (name, atEnd) in [("extend", true), ("extendleft", false)] {
      change(name, "iterable, /") { deque, call in
        let source = call[0].object === deque ? Value(list: deque.items) : call[0]
        try source.forEach { atEnd ? deque.append($0) : deque.prepend($0) }
      }
    }
    change("clear", "") { deque, _ in deque.clear() }
    change("reverse", "") { deque, _ in deque.replace(deque.items.reversed()) }
    change("rotate", "*n") { deque, call in
      let given = call.rest(0)
      if given.count > 1 {
        throw ScriptError(.typeError, "deque.rotate expected at most 1 argument, got \(given.count)")
      }
      let steps = try given.first?.asIndex() ?? 1
      guard deque.count > 1 else { return }
      let shift = Numbers.modulo(steps, deque.count)
      deque.changes += 1
      if shift > deque.count / 2 {
        for _ in shift..<deque.count { if let first = deque.popFirst() { deque.append(first) } }
      } else {
        for _ in 0..<shift { if let last = deque.popLast() { deque.prepend(last) } }
      }
    }
    change("insert", "i, x, /") { deque, call in
      if deque.count == deque.limit { throw ScriptError(.indexError, "deque already at its maximum size") }
      let index = try call.indexValue(0)
      var values = deque.items
      values.insert(call[1], at: min(max(index < 0 ? index + values.count : index, 0), values.count))
      deque.replace(values)
    }
    change("remove", "value, /") { deque, call in
      var values = deque.items
      let before = deque.changes
      let index = try values.firstIndex { try $0.isIdentical(to: call[0]) || $0.equals(call[0]) }
      if deque.changes != before { throw ScriptError(.indexError, "deque mutated during remove().") }
      guard let index else { throw ScriptError(.valueError, "\(try call[0].repr()) is not in deque") }
      values.remove(at: index)
      deque.replace(values)
    }
    for (name, first) in [("pop", false), ("popleft", true)] {
      type.method(name, "") { call in
        guard let value = first ? me(call).popFirst() : me(call).popLast() else {
          throw ScriptError(.indexError, "pop from an empty deque")
        }
        return value
      }
    }
    type.method("count", "value, /") { call in
      .int(try me(call).items.filter { try $0.isIdentical(to: call[0]) || $0.equals(call[0]) }.count)
    }
    type.method("index", "value, start=..., stop=..., /") { call in
      let deque = me(call)
      let start = call.has(1) ? try ListMethods.sequenceBound(call[1], deque.count) : 0
      let end = call.has(2) ? min(deque.count, try ListMethods.sequenceBound(call[2], deque.count)) : deque.count
      let before = deque.changes
      for i in start..<max(start, end) {
        let isSame = try deque[i].isIdentical(to: call[0]) || deque[i].equals(call[0])
        if deque.changes != before { throw ScriptError(.runtimeError, "deque mutated during iteration") }
        if isSame { return .int(i) }
      }
      throw ScriptError(.valueError, "\(try call[0].repr()) is not in deque")
    }
    for name in ["copy", "__copy__"] {
      type.method(name, "") { call in
        let copy = DequeObject(type: me(call).type)
        copy.limit = me(call).limit
        copy.replace(me(call).items)
        return Value(copy)
      }
    }
    type.method("__deepcopy__", "memo, /") { call in
      let copy = DequeObject(type: me(call).type)
      copy.limit = me(call).limit
      // Known before its items are copied: the deque may be one of them.
      try CopyModule.remember(Value(copy), for: call.receiver, in: call[0])
      let deepcopy = try call.interpreter.importModule("copy").namespace["deepcopy"] ?? .none
      copy.replace(try me(call).items.map { try deepcopy.call($0, call[0]) })
      return Value(copy)
    }
    type.method("__reversed__", "") { call in
      var items = me(call).items
      return Value(NativeIterator(typeName: "_deque_reverse_iterator") { items.popLast() })
    }
  }
}
