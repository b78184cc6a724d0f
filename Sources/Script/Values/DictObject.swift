/// A dictionary in insertion order: a dense array of entries and an open-addressed table of their positions.
public class DictObject: Object {
  struct Entry {
    var key: Value
    /// The folded hash; fits the padding of `key`.
    var hash: UInt32
    var value: Value
  }

  private final var entries: UnsafeMutablePointer<Entry>
  /// Entries in use or deleted (`key` unset), from the start of `entries`.
  private final var used = 0
  private final var capacity: Int
  /// Insertions before the table must be rebuilt: deleted positions are never free again until then.
  private final var usable = 5
  /// Positions of entries, -1 for free; a power of two of them.
  private final var table: UnsafeMutablePointer<Int32>
  private final var mask: Int
  /// The number of keys.
  public private(set) final var count = 0

  public override init(type: TypeObject = .dict) {
    capacity = 5
    mask = 7
    entries = .allocate(capacity: capacity)
    table = .allocate(capacity: mask + 1)
    table.initialize(repeating: -1, count: mask + 1)
    super.init(type: type, layout: .dict)
  }

  /// A dictionary of string keys.
  public convenience init(_ items: [(String, Value)]) {
    self.init()
    for (name, value) in items { self[name] = value }
  }

  deinit {
    table.deallocate()
    let values = UnsafeMutablePointer<Value>.allocate(capacity: used * 2)
    for index in 0..<used {
      let entry = (entries + index).move()
      (values + 2 * index).initialize(to: entry.key)
      (values + 2 * index + 1).initialize(to: entry.value)
    }
    entries.deallocate()
    DeferredRelease.release(values, count: used * 2)
  }

  // MARK: Finding

  @inline(__always) private static func fold(_ hash: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  /// The position in `entries` of `key`, or -1.
  private final func find(_ key: Value, _ hash: UInt32) throws -> Int {
    var slot = Int(hash) & mask
    var perturb = Int(hash)
    while true {
      let position = Int(table[slot])
      if position < 0 { if position == -1 { return -1 } } else if entries[position].hash == hash {
        if try Self.same(entries[position].key, key) { return position }
      }
      perturb >>= 5
      slot = (slot * 5 + 1 + perturb) & mask
    }
  }

  @inline(__always) private static func same(_ a: Value, _ b: Value) throws -> Bool {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x == y
    case (.object(let x), .object(let y)):
      if x === y { return true }
      if x.kind == .str && y.kind == .str {
        return unsafeDowncast(x, to: StrObject.self).isEqual(to: unsafeDowncast(y, to: StrObject.self))
      }
      return try a.equals(b)
    default: return try a.equals(b)
    }
  }

  /// The position of a string key, or -1; never runs user code.
  private final func find(_ key: StrObject) -> Int { (try? find(.object(key), Self.fold(key.hashValue64))) ?? -1 }

  /// The value of `key`; `nil` when absent.
  /// - Throws: `TypeError` when `key` cannot be hashed, or what its `__eq__` throws.
  public final func get(_ key: Value) throws -> Value? {
    let position = try find(key, Self.fold(key.hash()))
    return position < 0 ? nil : entries[position].value
  }

  /// The value under a string key; assigning `nil` removes it.
  public final subscript(_ name: String) -> Value? {
    get { self[StrObject(name)] }
    set { self[StrObject(name)] = newValue }
  }

  public final subscript(_ name: StrObject) -> Value? {
    get {
      let position = find(name)
      return position < 0 ? nil : entries[position].value
    }
    set {
      if let newValue { try? set(.object(name), newValue) } else { _ = try? remove(.object(name)) }
    }
  }

  // MARK: Changing

  /// Sets `key` to `value`; a new key goes to the end.
  public final func set(_ key: Value, _ value: Value) throws {
    let hash = Self.fold(try key.hash())
    let position = try find(key, hash)
    if position >= 0 {
      entries[position].value = value
      return
    }
    if usable == 0 || used == capacity { resize(count * 2 + 4) }
    (entries + used).initialize(to: Entry(key: key, hash: hash, value: value))
    place(hash, at: used)
    used += 1
    usable -= 1
    count += 1
  }

  private final func place(_ hash: UInt32, at position: Int) {
    var slot = Int(hash) & mask
    var perturb = Int(hash)
    while table[slot] >= 0 {
      perturb >>= 5
      slot = (slot * 5 + 1 + perturb) & mask
    }
    table[slot] = Int32(truncatingIfNeeded: position)
  }

  /// Makes room for `needed` keys and drops the holes.
  private final func resize(_ needed: Int) {
    var size = 8
    while size * 2 / 3 < needed { size <<= 1 }
    let newEntries = UnsafeMutablePointer<Entry>.allocate(capacity: size * 2 / 3)
    table.deallocate()
    mask = size - 1
    table = .allocate(capacity: size)
    table.initialize(repeating: -1, count: size)
    var filled = 0
    for index in 0..<used {
      if case .unset = entries[index].key {
        (entries + index).deinitialize(count: 1)
        continue
      }
      (newEntries + filled).moveInitialize(from: entries + index, count: 1)
      place(newEntries[filled].hash, at: filled)
      filled += 1
    }
    entries.deallocate()
    entries = newEntries
    capacity = size * 2 / 3
    used = filled
    usable = capacity - used
  }

  /// Removes `key`; its value, or `nil` when absent.
  public final func remove(_ key: Value) throws -> Value? {
    let hash = Self.fold(try key.hash())
    let position = try find(key, hash)
    return position < 0 ? nil : removeEntry(position).value
  }

  private final func removeEntry(_ position: Int) -> Entry {
    let entry = entries[position]
    var slot = Int(entry.hash) & mask
    var perturb = Int(entry.hash)
    while Int(table[slot]) != position {
      perturb >>= 5
      slot = (slot * 5 + 1 + perturb) & mask
    }
    table[slot] = -2
    entries[position].key = .unset
    entries[position].value = .unset
    count -= 1
    if position == used - 1 {
      while used > 0, case .unset = entries[used - 1].key {
        (entries + used - 1).deinitialize(count: 1)
        used -= 1
      }
    }
    if count == 0 || used < capacity / 8 && capacity > 64 { resize(max(8, count * 2)) }
    return entry
  }

  /// Removes and returns the entry that was inserted last.
  public final func removeLast() -> (key: Value, value: Value)? {
    guard count > 0 else { return nil }
    let entry = removeEntry(used - 1)
    return (entry.key, entry.value)
  }

  public final func removeAll() {
    let fresh = DictObject()
    swap(&entries, &fresh.entries)
    swap(&used, &fresh.used)
    swap(&usable, &fresh.usable)
    swap(&capacity, &fresh.capacity)
    swap(&table, &fresh.table)
    swap(&mask, &fresh.mask)
    swap(&count, &fresh.count)
  }

  /// Sets every entry of `other` here.
  public final func merge(_ other: DictObject) throws {
    var cursor = 0
    while let (key, value) = other.next(&cursor) { try set(key, value) }
  }

  public final func copy() -> DictObject {
    let result = DictObject()
    result.resize(max(count, 5))
    for index in 0..<used {
      if case .unset = entries[index].key { continue }
      (result.entries + result.used).initialize(to: entries[index])
      result.place(entries[index].hash, at: result.used)
      result.used += 1
    }
    result.usable = result.capacity - result.used
    result.count = count
    return result
  }

  // MARK: Walking

  /// The entry at or after `cursor`, in insertion order, moving the cursor past it; start with 0.
  public final func next(_ cursor: inout Int) -> (key: Value, value: Value)? {
    while cursor < used {
      cursor += 1
      if case .unset = entries[cursor - 1].key { continue }
      return (entries[cursor - 1].key, entries[cursor - 1].value)
    }
    return nil
  }

  /// The entry before `cursor`, moving it backwards; start with ``end``.
  public final func previous(_ cursor: inout Int) -> (key: Value, value: Value)? {
    cursor = min(cursor, used)
    while cursor > 0 {
      cursor -= 1
      if case .unset = entries[cursor].key { continue }
      return (entries[cursor].key, entries[cursor].value)
    }
    return nil
  }
  public final var end: Int { used }

  public final var items: [(key: Value, value: Value)] {
    var result: [(key: Value, value: Value)] = []
    result.reserveCapacity(count)
    var cursor = 0
    while let entry = next(&cursor) { result.append(entry) }
    return result
  }
  public final var keys: [Value] { items.map(\.key) }
  public final var values: [Value] { items.map(\.value) }

  // MARK: Protocol

  public override func truth() throws -> Bool { count != 0 }
  public override func length() throws -> Int? { count }
  public override func hash() throws -> Int { throw ScriptError(.typeError, "unhashable type: '\(type.name)'") }

  public override func repr() throws -> String {
    try ReprGuard.entering(self, ifCyclic: "{...}") {
      var text = "{"
      var cursor = 0
      while let (key, value) = next(&cursor) {
        if text.utf8.count > 1 { text += ", " }
        text += "\(try key.repr()): \(try value.repr())"
      }
      return text + "}"
    }
  }

  public override func getItem(_ key: Value) throws -> Value {
    if let value = try get(key) { return value }
    if type.isUserDefined, let missing = type.lookup("__missing__") { return try missing.call(Value(self), key) }
    throw ScriptError(.keyError, key)
  }

  public override func setItem(_ key: Value, _ value: Value) throws { try set(key, value) }

  public override func deleteItem(_ key: Value) throws {
    if try remove(key) == nil { throw ScriptError(.keyError, key) }
  }

  public override func contains(_ item: Value) throws -> Bool? { try get(item) != nil }
  public override func iterate() throws -> IteratorObject? { DictIterator(self, .keys) }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.dict, op == .equal || op == .notEqual else { return nil }
    try NativeStack.check()
    var same = count == other.count
    var cursor = 0
    while same, let (key, value) = next(&cursor) {
      guard let theirs = try other.get(key) else {
        same = false
        break
      }
      same = try value.isIdentical(to: theirs) || value.equals(theirs)
    }
    return .bool(same == (op == .equal))
  }

  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard op == .or, let other = other.dict else { return nil }
    let result = copy()
    try result.merge(other)
    return Value(result)
  }

  public override func inPlace(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard op == .or else { return nil }
    try DictMethods.update(self, from: other)
    return Value(self)
  }
}

/// A dictionary that is an instance of a subclass, with attributes of its own.
final class ExtendedDict: DictObject {
  private var attributes: DictObject?
  override init(type: TypeObject) { super.init(type: type) }
  override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }
}
