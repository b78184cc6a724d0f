/// A dictionary in insertion order: a dense array of entries and, past eight of them, an open-addressed table of their
/// positions. Small dictionaries are searched entry by entry: their hashes lie close together.
open class DictObject: Object {
  struct Entry {
    var key: Value
    /// The folded hash; fits the padding of `key`.
    var hash: UInt32
    var value: Value
  }

  private final var entries: UnsafeMutablePointer<Entry>?
  /// Positions of entries, -1 for free, -2 for no longer used; a power of two of them. None for small dictionaries.
  private final var table: UnsafeMutablePointer<Int32>?
  private final var mask: Int32 = 0
  /// Entries in use or deleted (`key` unset), from the start of `entries`.
  private final var filled: Int32 = 0
  private final var capacity: Int32 = 0
  private final var keyCount: Int32 = 0
  /// Insertions before the table must be rebuilt: places in it that were used once are never free again until then.
  private final var usable: Int32 = 0
  /// Grows with every change of a key, so that a search which ran a program's `__eq__` knows to begin again.
  private final var changes: UInt32 = 0
  private static let smallCapacity: Int32 = 8

  /// The number of keys.
  @inline(__always) public final var count: Int { Int(keyCount) }
  private final var used: Int { Int(filled) }

  public override init(type: TypeObject = .dict) {
    super.init(type: type, layout: .dict)
  }

  /// A dictionary whose subscripts go through its methods always.
  public init(guarded type: TypeObject) { super.init(type: type, guarded: .dict) }

  /// A dictionary of string keys.
  public convenience init(_ items: [(String, Value)]) {
    self.init()
    for (name, value) in items { self[name] = value }
  }

  deinit {
    table?.deallocate()
    guard let entries else { return }
    // An entry is two values one after the other: they are let go as such.
    DeferredRelease.release(UnsafeMutableRawPointer(entries).assumingMemoryBound(to: Value.self), count: used * 2)
  }

  // MARK: Finding

  @inline(__always) private static func fold(_ hash: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  @inline(__always) private static func key(_ entry: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(entry).assumingMemoryBound(to: Value.self)
  }
  @inline(__always) private static func value(_ entry: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(entry).assumingMemoryBound(to: Value.self) + 1
  }

  @inline(__always) private static func hash(_ key: UnsafeMutablePointer<Value>) throws -> UInt32 {
    if let object = key.held {
      if object.kind == .str { return fold(object.cast(StrObject.self)._withUnsafeGuaranteedRef { $0.hashValue64 }) }
    } else if case .int(let number) = key.pointee {
      return fold(Integers.hash(number))
    }
    return fold(try key.pointee.hash())
  }

  /// The position in `entries` of `key`, or -1.
  private final func find(_ key: UnsafeMutablePointer<Value>, _ hash: UInt32) throws -> Int {
    guard let entries else { return -1 }
    guard let table else {
      var position = 0
      while position < Int(filled) {
        if entries[position].hash == hash {
          switch Self.quickly(Self.key(entries + position), key) {
          case .same: return position
          case .different: break
          case .unknown:
            guard let isSame = try compareSlowly(position, key) else { return try findAgain(key, hash) }
            if isSame { return position }
          }
        }
        position += 1
      }
      return -1
    }
    var slot = Int(hash) & Int(mask)
    var perturb = Int(hash)
    while true {
      let position = Int(table[slot])
      if position < 0 {
        if position == -1 { return -1 }
      } else if entries[position].hash == hash {
        switch Self.quickly(Self.key(entries + position), key) {
        case .same: return position
        case .different: break
        case .unknown:
          guard let isSame = try compareSlowly(position, key) else { return try findAgain(key, hash) }
          if isSame { return position }
        }
      }
      perturb >>= 5
      slot = (slot * 5 + 1 + perturb) & Int(mask)
    }
  }

  private enum Sameness { case same, different, unknown }

  /// Whether two keys of the same hash are one, as far as it can be said without asking a program.
  @inline(__always)
  private static func quickly(_ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>) -> Sameness {
    if a.isIdentical(to: b) { return .same }
    if let x = a.held, let y = b.held {
      guard x.kind == .str && y.kind == .str else { return .unknown }
      return x.cast(StrObject.self)._withUnsafeGuaranteedRef { x in
        y.cast(StrObject.self)._withUnsafeGuaranteedRef { x.isEqual(to: $0) }
      } ? .same : .different
    }
    if case .int = a.pointee, case .int = b.pointee { return .different }
    if case .unset = a.pointee { return .different }
    return .unknown
  }

  /// Whether the key of an entry equals `key`, by an `__eq__` that may be a program's; `nil` when that has changed this
  /// dictionary.
  @inline(never)
  private final func compareSlowly(_ position: Int, _ key: UnsafeMutablePointer<Value>) throws -> Bool? {
    let place = Self.key(entries.unsafelyUnwrapped + position)
    if let answer = TupleObject.quicklyEqual(place, key) { return answer }
    let seen = changes
    let isSame = try place.pointee.equals(key.pointee)
    return changes == seen ? isSame : nil
  }

  @inline(never)
  private final func findAgain(_ key: UnsafeMutablePointer<Value>, _ hash: UInt32) throws -> Int {
    try NativeStack.check()
    return try find(key, hash)
  }

  /// Where the value of `key` is; `nil` when absent. The place is good until the dictionary changes.
  /// - Throws: `TypeError` when `key` cannot be hashed, or what its `__eq__` throws.
  @inline(__always)
  final func place(of key: UnsafeMutablePointer<Value>) throws -> UnsafeMutablePointer<Value>? {
    let position = try find(key, Self.hash(key))
    return position < 0 ? nil : Self.value(entries.unsafelyUnwrapped + position)
  }

  /// The value of `key`; `nil` when absent.
  /// - Throws: `TypeError` when `key` cannot be hashed, or what its `__eq__` throws.
  public final func get(_ key: Value) throws -> Value? {
    var key = key
    return try withUnsafeMutablePointer(to: &key) { try place(of: $0)?.pointee }
  }

  /// The value under a string key; assigning `nil` removes it.
  public final subscript(_ name: String) -> Value? {
    get { self[StrObject(name)] }
    set { self[StrObject(name)] = newValue }
  }

  public final subscript(_ name: StrObject) -> Value? {
    get { (try? get(.object(name))) ?? nil }
    set {
      if let newValue { try? set(.object(name), newValue) } else { _ = try? remove(.object(name)) }
    }
  }

  // MARK: Changing

  /// Sets `key` to `value`; a new key goes to the end.
  public final func set(_ key: Value, _ value: Value) throws {
    var key = key
    var value = value
    try withUnsafeMutablePointer(to: &key) { key in
      try withUnsafeMutablePointer(to: &value) { value in try set(key, value) }
    }
  }

  /// Sets the key at `key` to a copy of the value at `value`.
  final func set(_ key: UnsafeMutablePointer<Value>, _ value: UnsafeMutablePointer<Value>) throws {
    let hash = try Self.hash(key)
    let position = try find(key, hash)
    if position >= 0 {
      Self.value(entries.unsafelyUnwrapped + position).copy(value)
      return
    }
    if filled == capacity || usable == 0 { resize(count + 1) }
    let entry = entries.unsafelyUnwrapped + used
    Self.key(entry).initializeCopy(key)
    Self.value(entry).initializeCopy(value)
    entry.pointee.hash = hash
    if table != nil { place(hash, at: used) }
    filled += 1
    usable -= 1
    keyCount += 1
    changes &+= 1
  }

  private final func place(_ hash: UInt32, at position: Int) {
    guard let table else { return }
    var slot = Int(hash) & Int(mask)
    var perturb = Int(hash)
    while table[slot] >= 0 {
      perturb >>= 5
      slot = (slot * 5 + 1 + perturb) & Int(mask)
    }
    table[slot] = Int32(truncatingIfNeeded: position)
  }

  /// Makes room for `needed` keys and some more, and drops the holes.
  private final func resize(_ needed: Int) {
    let newCapacity: Int
    table?.deallocate()
    table = nil
    if needed <= Int(Self.smallCapacity) {
      newCapacity = needed <= 4 ? 4 : Int(Self.smallCapacity)
    } else {
      var size = 16
      while size * 2 / 3 < needed { size <<= 1 }
      // Room for half as many again, at most what the table is made for.
      newCapacity = min(size * 2 / 3, max(needed + needed / 2, 10))
      mask = Int32(size - 1)
      let fresh = UnsafeMutablePointer<Int32>.allocate(capacity: size)
      fresh.initialize(repeating: -1, count: size)
      table = fresh
    }
    let newEntries = UnsafeMutablePointer<Entry>.allocate(capacity: newCapacity)
    var kept = 0
    for index in 0..<used {
      let entry = entries.unsafelyUnwrapped + index
      if case .unset = entry.pointee.key { continue }
      (newEntries + kept).moveInitialize(from: entry, count: 1)
      place(newEntries[kept].hash, at: kept)
      kept += 1
    }
    entries?.deallocate()
    entries = newEntries
    capacity = Int32(newCapacity)
    filled = Int32(kept)
    usable = capacity - filled
    changes &+= 1
  }

  /// Removes `key`; its value, or `nil` when absent.
  public final func remove(_ key: Value) throws -> Value? {
    var key = key
    let position = try withUnsafeMutablePointer(to: &key) { try find($0, Self.hash($0)) }
    return position < 0 ? nil : removeEntry(position).value
  }

  /// Removes `key`; the entry with the key as it was kept, or `nil` when absent.
  final func take(_ key: Value) throws -> (key: Value, value: Value)? {
    var key = key
    let position = try withUnsafeMutablePointer(to: &key) { try find($0, Self.hash($0)) }
    if position < 0 { return nil }
    let entry = removeEntry(position)
    return (entry.key, entry.value)
  }

  private final func removeEntry(_ position: Int) -> Entry {
    let entries = entries.unsafelyUnwrapped
    let entry = entries[position]
    if let table {
      var slot = Int(entry.hash) & Int(mask)
      var perturb = Int(entry.hash)
      while Int(table[slot]) != position {
        perturb >>= 5
        slot = (slot * 5 + 1 + perturb) & Int(mask)
      }
      table[slot] = -2
    }
    Self.key(entries + position).clear()
    Self.value(entries + position).clear()
    keyCount -= 1
    changes &+= 1
    while filled > 0, case .unset = entries[used - 1].key { filled -= 1 }
    if keyCount == 0 || filled < capacity / 8 && capacity > 64 { resize(max(4, count * 2)) }
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
    swap(&filled, &fresh.filled)
    swap(&capacity, &fresh.capacity)
    swap(&table, &fresh.table)
    swap(&mask, &fresh.mask)
    swap(&keyCount, &fresh.keyCount)
    swap(&usable, &fresh.usable)
    changes &+= 1
  }

  /// Sets every entry of `other` here.
  public final func merge(_ other: DictObject) throws {
    if other === self { return }
    var cursor = 0
    let (count, end) = (other.count, other.used)
    while let (key, value) = other.next(&cursor) {
      try set(key, value)
      if other.count != count || other.used != end { throw ScriptError(.runtimeError, "dict mutated during update") }
    }
  }

  public final func copy() -> DictObject {
    let result = DictObject()
    guard count > 0, let entries else { return result }
    result.resize(count)
    for index in 0..<used {
      if case .unset = entries[index].key { continue }
      (result.entries.unsafelyUnwrapped + result.used).initialize(to: entries[index])
      result.place(entries[index].hash, at: result.used)
      result.filled += 1
    }
    result.usable = result.capacity - result.filled
    result.keyCount = keyCount
    return result
  }

  // MARK: Walking

  /// The entry at or after `cursor`, in insertion order, moving the cursor past it; start with 0.
  public final func next(_ cursor: inout Int) -> (key: Value, value: Value)? {
    guard let place = nextPlace(&cursor) else { return nil }
    return (place[0], place[1])
  }

  /// Where the key at or after `cursor` is, followed by its value, moving the cursor past it; start with 0.
  @inline(__always)
  final func nextPlace(_ cursor: inout Int) -> UnsafeMutablePointer<Value>? {
    guard let entries else { return nil }
    while cursor < used {
      cursor += 1
      let key = Self.key(entries + cursor - 1)
      if case .unset = key.pointee { continue }
      return key
    }
    return nil
  }

  /// The entry before `cursor`, moving it backwards; start with ``end``.
  public final func previous(_ cursor: inout Int) -> (key: Value, value: Value)? {
    guard let entries else { return nil }
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
  public override func hash() throws -> Int { throw ScriptError(.typeError, "unhashable type: '\(type.messageName)'") }

  open override func repr() throws -> String {
    try ReprGuard.entering(self, ifCyclic: "{...}") {
      var text = "{"
      var cursor = 0
      while let (key, value) = next(&cursor) {
        try Pulse.beat()
        if text.utf8.count > 1 { text += ", " }
        text += "\(try key.repr()): \(try value.repr())"
      }
      return text + "}"
    }
  }

  open override func getItem(_ key: Value) throws -> Value {
    if let value = try get(key) { return value }
    if type.isUserDefined, let missing = type.lookup("__missing__") { return try missing.call(Value(self), key) }
    throw ScriptError(.keyError, key)
  }

  open override func setItem(_ key: Value, _ value: Value) throws { try set(key, value) }

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
      try Pulse.beat()
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
    if other.type !== type, other.type.isSubclass(of: type), let result = try other.reflected(op, Value(self)) {
      return result
    }
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
