/// A tuple: an immutable sequence of values.
open class TupleObject: Object {
  final let storage: UnsafeMutablePointer<Value>
  public final let count: Int

  public init(_ items: some Collection<Value>, type: TypeObject = .tuple) {
    count = items.count
    storage = .allocate(capacity: max(items.count, 1))
    var target = storage
    for item in items {
      target.initialize(to: item)
      target += 1
    }
    super.init(type: type, layout: .tuple)
  }

  /// Moves or copies `count` values from `source`.
  init(copying source: UnsafeMutablePointer<Value>, count: Int) {
    self.count = count
    storage = .allocate(capacity: max(count, 1))
    storage.initialize(from: source, count: count)
    super.init(type: .tuple, layout: .tuple)
  }

  /// The empty tuple, shared.
  public static let empty = TupleObject([])

  deinit { DeferredRelease.release(storage, count: count) }

  /// The items as an array.
  public final var items: [Value] { Array(buffer) }
  /// The items without a copy.
  public final var buffer: UnsafeBufferPointer<Value> { UnsafeBufferPointer(start: storage, count: count) }
  /// The item at `index`, which must be within `0..<count`.
  @inline(__always) public final subscript(index: Int) -> Value { storage[index] }

  private final var attributes: DictObject?
  public override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create && type.isUserDefined { attributes = DictObject() }
    return attributes
  }

  public override func truth() throws -> Bool { count != 0 }
  public override func length() throws -> Int? { count }

  open override func repr() throws -> String {
    try ReprGuard.entering(self, ifCyclic: "(...)") {
      if count == 1 { return "(\(try storage[0].repr()),)" }
      var text = "("
      for index in 0..<count {
        if index > 0 { text += ", " }
        text += try storage[index].repr()
      }
      return text + ")"
    }
  }

  /// CPython's combination of the items' hashes, so that sets of tuples of numbers come out in its order.
  public override func hash() throws -> Int {
    try NativeStack.check()
    var state: UInt64 = 2_870_177_450_012_600_261
    for index in 0..<count {
      state &+= UInt64(bitPattern: Int64(try storage[index].hash())) &* 14_029_467_366_897_019_727
      state = state << 31 | state >> 33
      state &*= 11_400_714_785_074_694_791
    }
    state &+= UInt64(count) ^ (2_870_177_450_012_600_261 ^ 3_527_539)
    return state == UInt64.max ? 1_546_275_796 : Int(Int64(bitPattern: state))
  }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.tuple else { return nil }
    return try Sequences.compare(op, count, { self.storage[$0] }, other.count, { other.storage[$0] })
  }

  public override func getItem(_ key: Value) throws -> Value {
    if let slice = key.slice {
      let indices = try slice.indices(count: count)
      return Value(TupleObject(indices.map { storage[$0] }))
    }
    return storage[try key.sequenceIndex(count: count, "tuple", typeName: type.name)]
  }

  public override func iterate() throws -> IteratorObject? {
    var index = 0
    return NativeIterator(typeName: "tuple_iterator") { [self] in
      guard index < count else { return nil }
      index += 1
      return storage[index - 1]
    }
  }

  public override func contains(_ item: Value) throws -> Bool? {
    for index in 0..<count {
      if try item.isIdentical(to: storage[index]) || storage[index].equals(item) { return true }
    }
    return false
  }

  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    switch op {
    case .add:
      guard let other = other.tuple else {
        if other.object?.type.isUserDefined == true { return nil }
        throw ScriptError(.typeError, "can only concatenate tuple (not \"\(other.typeName)\") to tuple")
      }
      return Value(tuple: items + other.items)
    case .multiply:
      guard let times = try Sequences.repeatCount(other) else { return nil }
      return Value(tuple: try Sequences.repeated(buffer, times))
    default: return nil
    }
  }

  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    op == .multiply && left.type.isSubclass(of: .int) ? try binary(op, left) : nil
  }
}
