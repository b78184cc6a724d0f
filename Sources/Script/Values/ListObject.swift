import Support

/// A list. Storage is a plain buffer of values that the machine's fast paths index directly.
open class ListObject: Object {
  final var storage: UnsafeMutablePointer<Value>
  public final private(set) var count: Int
  private final var capacity: Int

  public convenience init(_ items: some Collection<Value>, type: TypeObject = .list) {
    self.init(capacity: items.count, type: type)
    for item in items {
      (storage + count).initialize(to: item)
      count += 1
    }
  }

  /// A list of copies of `count` values at `source`.
  convenience init(copying source: UnsafeMutablePointer<Value>, count: Int) {
    self.init(capacity: count)
    storage.initializeCopies(source, count)
    self.count = count
  }

  /// This list followed by another, as a new one.
  final func concatenated(with other: ListObject) -> ListObject {
    let result = ListObject(capacity: count + other.count)
    result.storage.initializeCopies(storage, count)
    (result.storage + count).initializeCopies(other.storage, other.count)
    result.count = count + other.count
    return result
  }

  /// An empty list with room for `capacity` items.
  public init(capacity: Int = 0, type: TypeObject = .list) {
    self.capacity = capacity
    count = 0
    storage = .allocate(capacity: max(capacity, 1))
    super.init(type: type, layout: .list)
  }

  deinit {
    DeferredRelease.release(storage, count: count)
  }

  /// The items as an array; assigning replaces them all.
  public final var items: [Value] {
    get { Array(UnsafeBufferPointer(start: storage, count: count)) }
    set { replace(0..<count, with: newValue) }
  }

  /// The items without a copy; the list must not change while the buffer is in use.
  public final var buffer: UnsafeBufferPointer<Value> { UnsafeBufferPointer(start: storage, count: count) }

  /// The item at `index`, which must be within `0..<count`.
  @inline(__always) public final subscript(index: Int) -> Value {
    get { storage[index] }
    set { storage[index] = newValue }
  }

  /// Makes room for `needed` items.
  final func reserve(_ needed: Int) {
    if needed <= capacity { return }
    let newCapacity = max(needed, capacity + capacity / 2 + 4)
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: newCapacity)
    larger.moveInitialize(from: storage, count: count)
    storage.deallocate()
    storage = larger
    capacity = newCapacity
  }

  @inline(__always) public final func append(_ item: Value) {
    if count == capacity { reserve(count + 1) }
    (storage + count).initialize(to: item)
    count += 1
  }

  /// Appends a copy of the value at `item`.
  @inline(__always) final func append(copying item: UnsafeMutablePointer<Value>) {
    if count == capacity { reserve(count + 1) }
    (storage + count).initializeCopy(item)
    count += 1
  }

  /// Inserts `item` before `index`, which must be within `0...count`.
  public final func insert(_ item: Value, at index: Int) {
    reserve(count + 1)
    (storage + index + 1).moveInitialize(from: storage + index, count: count - index)
    (storage + index).initialize(to: item)
    count += 1
  }

  /// Removes and returns the item at `index`, which must be within `0..<count`.
  public final func remove(at index: Int) -> Value {
    let item = (storage + index).move()
    (storage + index).moveInitialize(from: storage + index + 1, count: count - index - 1)
    count -= 1
    return item
  }

  /// Replaces the items `range` by `items`.
  public final func replace(_ range: Range<Int>, with items: [Value]) {
    let removed = Array(buffer[range])
    let growth = items.count - range.count
    reserve(count + max(growth, 0))
    (storage + range.lowerBound).deinitialize(count: range.count)
    (storage + range.upperBound + growth).moveInitialize(
      from: storage + range.upperBound, count: count - range.upperBound)
    items.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { (storage + range.lowerBound).initialize(from: base, count: source.count) }
    }
    count += growth
    withExtendedLifetime(removed) {}
  }

  /// Appends what iterating gives, one at a time as it comes; of a list or a tuple, what it holds now.
  final func extend(_ source: Value) throws {
    if source.object === self || source.list?.kind == .list || source.tuple?.kind == .tuple {
      let items = try source.list?.items ?? source.items()
      replace(count..<count, with: items)
    } else {
      try source.forEach {
        append($0)
        try MemoryLimit.checkGrowth(of: count)
      }
    }
  }

  public final func removeAll() { replace(0..<count, with: []) }

  // MARK: Protocol

  public override func truth() throws -> Bool { count != 0 }
  public override func length() throws -> Int? { count }
  public override func hash() throws -> Int { throw ScriptError(.typeError, "unhashable type: '\(type.messageName)'") }

  open override func repr() throws -> String {
    try ReprGuard.entering(self, ifCyclic: "[...]") {
      var text = "["
      var index = 0
      while index < count {
        try Pulse.beat()
        if index > 0 { text += ", " }
        text += try storage[index].repr()
        index += 1
      }
      return text + "]"
    }
  }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.list else { return nil }
    return try Sequences.compare(op, self.count, { self.storage[$0] }, other.count, { other.storage[$0] })
  }

  open override func getItem(_ key: Value) throws -> Value {
    if let slice = key.slice {
      let indices = try slice.indices(count: count)
      if indices.step == 1 {
        return Value(ListObject(copying: storage + indices.start, count: max(indices.stop - indices.start, 0)))
      }
      return Value(ListObject(indices.map { storage[$0] }))
    }
    return storage[try key.sequenceIndex(count: count, "list", typeName: "list")]
  }

  public override func setItem(_ key: Value, _ value: Value) throws {
    if let slice = key.slice {
      let bounds = try slice.unpacked()
      guard value.isIterable else {
        throw ScriptError(
          .typeError, bounds.stride == 1 ? "can only assign an iterable" : "must assign iterable to extended slice")
      }
      if bounds.stride != 1, let source = value.list, source.kind == .list, source !== self {
        return try assign(source, to: bounds.indices(count: count))
      }
      let items = try value.items()
      // Only now: what gives the items may have changed the list.
      let indices = bounds.indices(count: count)
      if indices.step == 1 {
        replace(indices.start..<max(indices.start, indices.stop), with: items)
        return
      }
      guard items.count == indices.count else { throw Self.wrongSize(items.count, indices.count) }
      for (index, item) in zip(indices, items) { storage[index] = item }
      return
    }
    storage[try key.sequenceIndex(count: count, "list assignment", typeName: "list")] = value
  }

  private static func wrongSize(_ given: Int, _ wanted: Int) -> ScriptError {
    ScriptError(.valueError, "attempt to assign sequence of size \(given) to extended slice of size \(wanted)")
  }

  /// `self[start:stop:step] = source`, item by item without a copy in between.
  private func assign(_ source: ListObject, to indices: SliceObject.Indices) throws {
    guard source.count == indices.count else { throw Self.wrongSize(source.count, indices.count) }
    var index = 0
    // What is replaced may run code as it goes: both lists are looked at anew each time.
    while index < min(indices.count, source.count), indices[index] < count {
      (storage + indices[index]).copy(source.storage + index)
      index += 1
    }
  }

  public override func deleteItem(_ key: Value) throws {
    if let slice = key.slice {
      let indices = try slice.indices(count: count)
      if indices.step == 1 {
        replace(indices.start..<max(indices.start, indices.stop), with: [])
      } else {
        let dropped = Set(indices)
        items = items.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
      }
      return
    }
    _ = remove(at: try key.sequenceIndex(count: count, "list assignment", typeName: "list"))
  }

  public override func iterate() throws -> IteratorObject? { ListIterator(self) }

  public override func contains(_ item: Value) throws -> Bool? {
    var index = 0
    while index < count {
      try Pulse.beat()
      if try item.isIdentical(to: storage[index]) || storage[index].equals(item) { return true }
      index += 1
    }
    return false
  }

  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    switch op {
    case .add:
      guard let other = other.list else {
        if other.object?.type.isUserDefined == true { return nil }
        throw ScriptError(.typeError, "can only concatenate list (not \"\(other.typeName)\") to list")
      }
      let result = ListObject(capacity: count + other.count)
      for index in 0..<count { result.append(storage[index]) }
      for index in 0..<other.count { result.append(other.storage[index]) }
      return Value(result)
    case .multiply:
      guard let times = try Sequences.repeatCount(other) else { return nil }
      let total = try Sequences.repeatedCount(count, times)
      let result = ListObject(capacity: total)
      if count == 1 {
        while result.count < total {
          try Interruption.check()
          let part = min(1 << 22, total - result.count)
          (result.storage + result.count).initialize(repeating: storage[0], count: part)
          result.count += part
        }
      } else if count > 0 {
        for index in 0..<times {
          try Pulse.beat()
          (result.storage + index * count).initialize(from: storage, count: count)
          result.count += count
        }
      }
      result.count = total
      return Value(result)
    default: return nil
    }
  }

  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    op == .multiply && Sequences.isCount(left) ? try binary(op, left) : nil
  }

  public override func inPlace(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    switch op {
    case .add:
      try extend(other)
      return Value(self)
    case .multiply:
      guard let times = try Sequences.repeatCount(other) else { return nil }
      items = try Sequences.repeated(buffer, times)
      return Value(self)
    default: return nil
    }
  }
}

/// A list that is an instance of a subclass, with attributes of its own.
final class ExtendedList: ListObject {
  private var attributes: DictObject?
  init(type: TypeObject) { super.init(type: type) }
  override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }
}
