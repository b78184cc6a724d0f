/// A `set` or `frozenset`. The table is CPython's, probe for probe, so that sets of numbers iterate in its order.
public class SetObject: Object {
  struct Slot {
    /// Unset and hash 0: never used; unset and hash -1: deleted.
    var key: Value
    var hash: Int
  }

  private final var table: UnsafeMutablePointer<Slot>
  private final var mask = 7
  /// Slots in use or deleted.
  private final var filled = 0
  private final var finger = 0
  /// The number of members.
  public private(set) final var count = 0

  /// An empty `set`; `type: .frozenSet` for a frozen one.
  public override init(type: TypeObject = .set) {
    table = Self.makeTable(8)
    super.init(type: type, layout: .set)
  }

  public convenience init(_ items: some Sequence<Value>, type: TypeObject = .set) throws {
    self.init(type: type)
    for item in items {
      try Pulse.beat()
      try insert(item)
    }
  }

  deinit {
    if count == 0 {
      table.deallocate()
      return
    }
    let values = UnsafeMutablePointer<Value>.allocate(capacity: count)
    var filled = 0
    for index in 0...mask {
      let slot = (table + index).move()
      if case .unset = slot.key { continue }
      (values + filled).initialize(to: slot.key)
      filled += 1
    }
    table.deallocate()
    DeferredRelease.release(values, count: filled)
  }

  /// Whether this is a `frozenset`.
  public final var isFrozen: Bool { type.isSubclass(of: .frozenSet) }

  private static func makeTable(_ size: Int) -> UnsafeMutablePointer<Slot> {
    let table = UnsafeMutablePointer<Slot>.allocate(capacity: size)
    table.initialize(repeating: Slot(key: .unset, hash: 0), count: size)
    return table
  }

  /// The slot that holds `key`, or the free slot where it would go.
  private final func find(_ key: Value, _ hash: Int) throws -> (slot: Int, found: Bool) {
    var index = hash & mask
    var perturb = UInt(bitPattern: hash)
    while true {
      var slot = index
      let last = index + 9 <= mask ? index + 9 : index
      while slot <= last {
        if case .unset = table[slot].key {
          if table[slot].hash == 0 { return (slot, false) }
        } else if table[slot].hash == hash {
          let (storage, candidate) = (table, table[slot].key)
          let isSame = try candidate.isIdentical(to: key) || candidate.equals(key)
          // `__eq__` may have changed the set: then it has to be searched again.
          guard table == storage, last <= mask, table[slot].key.isIdentical(to: candidate) else {
            return try find(key, hash)
          }
          if isSame { return (slot, true) }
        }
        slot += 1
      }
      perturb >>= 5
      index = Int(truncatingIfNeeded: UInt(bitPattern: index) &* 5 &+ 1 &+ perturb) & mask
    }
  }

  public final func contains(member: Value) throws -> Bool { try find(member, member.hash()).found }

  /// What `x in s`, `discard` and `remove` look for: a set counts as the frozenset of its members.
  static func sought(_ member: Value) throws -> Value {
    guard let set = member.set, !set.isFrozen, set.dunder(.hash) == nil else { return member }
    return Value(set.copy(type: .frozenSet))
  }

  /// Adds `member`; whether it is new.
  @discardableResult public final func insert(_ member: Value) throws -> Bool {
    let hash = try member.hash()
    let (slot, found) = try find(member, hash)
    if found { return false }
    table[slot] = Slot(key: member, hash: hash)
    filled += 1
    count += 1
    if filled * 5 >= mask * 3 { resize(count > 50000 ? count * 2 : count * 4) }
    return true
  }

  private final func resize(_ needed: Int) {
    var size = 8
    while size <= needed { size <<= 1 }
    let old = table
    let oldSize = mask + 1
    table = Self.makeTable(size)
    mask = size - 1
    filled = count
    for index in 0..<oldSize {
      if case .unset = old[index].key { continue }
      insertClean(old[index])
    }
    old.deinitialize(count: oldSize)
    old.deallocate()
  }

  private final func insertClean(_ entry: Slot) {
    var index = entry.hash & mask
    var perturb = UInt(bitPattern: entry.hash)
    while true {
      var slot = index
      let last = index + 9 <= mask ? index + 9 : index
      while slot <= last {
        if case .unset = table[slot].key {
          table[slot] = entry
          return
        }
        slot += 1
      }
      perturb >>= 5
      index = Int(truncatingIfNeeded: UInt(bitPattern: index) &* 5 &+ 1 &+ perturb) & mask
    }
  }

  /// Removes `member`; whether it was there.
  @discardableResult public final func remove(_ member: Value) throws -> Bool {
    let (slot, found) = try find(member, member.hash())
    if !found { return false }
    table[slot] = Slot(key: .unset, hash: -1)
    count -= 1
    return true
  }

  /// Removes and returns some member; `nil` when empty.
  public final func removeAny() -> Value? {
    guard count > 0 else { return nil }
    var index = finger & mask
    while true {
      if case .unset = table[index].key {
        index = (index + 1) & mask
        continue
      }
      let key = table[index].key
      table[index] = Slot(key: .unset, hash: -1)
      count -= 1
      finger = index + 1
      return key
    }
  }

  public final func removeAll() {
    replaceAll(with: SetObject())
  }

  /// Adds everything that iterating `source` gives; of a set its members, whatever `__iter__` its class has.
  final func update(from source: Value) throws {
    if let set = source.set { return try formUnion(set) }
    if let dict = source.dict, dict.kind == .dict, (filled + dict.count) * 5 >= mask * 3 {
      resize((count + dict.count) * 2)
    }
    try source.forEach { try insert($0) }
  }

  /// Adds the members of another set, growing at once as CPython does.
  public final func formUnion(_ other: SetObject) throws {
    if other === self || other.count == 0 { return }
    if (filled + other.count) * 5 >= mask * 3 { resize((count + other.count) * 2) }
    if filled == 0 && mask == other.mask && other.filled == other.count {
      for index in 0...mask { table[index] = other.table[index] }
      filled = other.filled
      count = other.count
      return
    }
    if filled == 0 {
      filled = other.count
      count = other.count
      for index in 0...other.mask {
        if case .unset = other.table[index].key { continue }
        insertClean(other.table[index])
      }
      return
    }
    var cursor = 0
    while let member = other.next(&cursor) {
      try Pulse.beat()
      try insert(member)
    }
  }

  public final func copy(type: TypeObject? = nil) -> SetObject {
    let result = SetObject(type: type ?? (isFrozen ? .frozenSet : .set))
    try? result.formUnion(self)
    return result
  }

  /// The member at or after `cursor` in table order, moving the cursor past it; start with 0.
  public final func next(_ cursor: inout Int) -> Value? {
    while cursor <= mask {
      cursor += 1
      if case .unset = table[cursor - 1].key { continue }
      return table[cursor - 1].key
    }
    return nil
  }

  /// The members in iteration order.
  public final var items: [Value] {
    var result: [Value] = []
    result.reserveCapacity(count)
    var cursor = 0
    while let member = next(&cursor) { result.append(member) }
    return result
  }

  /// Whether every member is one of `other`.
  public final func isSubset(of other: SetObject) throws -> Bool {
    if count > other.count { return false }
    var cursor = 0
    while let member = next(&cursor) {
      try Pulse.beat()
      if try !other.contains(member: member) { return false }
    }
    return true
  }

  /// The members that are also in `other`.
  public final func intersection(_ other: SetObject) throws -> SetObject {
    let result = SetObject(type: isFrozen ? .frozenSet : .set)
    let (walked, asked) = other.count > count ? (self, other) : (other, self)
    var cursor = 0
    while let member = walked.next(&cursor) {
      try Pulse.beat()
      if try asked.contains(member: member) { try result.insert(member) }
    }
    return result
  }

  /// The members that are not in `other`.
  public final func subtracting(_ other: SetObject) throws -> SetObject {
    let result = SetObject(type: isFrozen ? .frozenSet : .set)
    var cursor = 0
    while let member = next(&cursor) {
      try Pulse.beat()
      if try !other.contains(member: member) { try result.insert(member) }
    }
    return result
  }

  // MARK: Protocol

  public override func truth() throws -> Bool { count != 0 }
  public override func length() throws -> Int? { count }

  public override func hash() throws -> Int {
    guard isFrozen else { throw ScriptError(.typeError, "unhashable type: '\(type.messageName)'") }
    var hash: UInt = 0
    var cursor = 0
    while let member = next(&cursor) {
      let value = UInt(bitPattern: try member.hash())
      hash ^= ((value ^ 89_869_747) ^ (value << 16)) &* 3_644_798_167
    }
    hash ^= UInt(count + 1) &* 1_927_868_237
    hash ^= (hash >> 11) ^ (hash >> 25)
    hash = hash &* 69069 &+ 907_133_923
    return hash == .max ? 590_923_713 : Int(bitPattern: hash)
  }

  public override func repr() throws -> String {
    if count == 0 { return "\(type.name)()" }
    return try ReprGuard.entering(self, ifCyclic: "\(type.name)(...)") {
      let members = try items.map { try $0.repr() }.joined(separator: ", ")
      return type === TypeObject.set ? "{\(members)}" : "\(type.name)({\(members)})"
    }
  }

  public override func contains(_ item: Value) throws -> Bool? { try contains(member: Self.sought(item)) }
  public override func iterate() throws -> IteratorObject? { SetIterator(self) }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.set else { return nil }
    switch op {
    case .equal: return .bool(try count == other.count && isSubset(of: other))
    case .notEqual: return .bool(try !(count == other.count && isSubset(of: other)))
    case .lessOrEqual: return .bool(try isSubset(of: other))
    case .less: return .bool(try count < other.count && isSubset(of: other))
    case .greaterOrEqual: return .bool(try other.isSubset(of: self))
    case .greater: return .bool(try count > other.count && other.isSubset(of: self))
    }
  }

  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard let other = other.set else { return nil }
    switch op {
    case .or:
      let result = copy()
      try result.formUnion(other)
      return Value(result)
    case .and: return Value(try intersection(other))
    case .subtract: return Value(try subtracting(other))
    case .xor:
      let result = copy()
      for member in other.items where try !result.remove(member) { try result.insert(member) }
      return Value(result)
    default: return nil
    }
  }

  public override func inPlace(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard !isFrozen, let set = other.set else { return nil }
    switch op {
    case .or: try formUnion(set)
    case .and: try replaceAll(with: intersection(set))
    case .subtract: for member in set.items { try remove(member) }
    case .xor:
      for member in set.items {
        if try !remove(member) { try insert(member) }
      }
    default: return nil
    }
    return Value(self)
  }

  /// Takes over the members of `other`, which is not used afterwards.
  public final func replaceAll(with other: SetObject) {
    swap(&table, &other.table)
    swap(&mask, &other.mask)
    swap(&filled, &other.filled)
    swap(&count, &other.count)
    finger = 0
  }
}

/// A set that is an instance of a subclass, with attributes of its own.
final class ExtendedSet: SetObject {
  private var attributes: DictObject?
  override init(type: TypeObject) { super.init(type: type) }
  override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }
}
