import CRuntime

/// A tuple: an immutable sequence of values.
///
/// The items of plain tuples follow the fields of the object in one piece of memory.
open class TupleObject: Object, ItemsAllocated {
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

  private static let headerSize = 48

  /// A plain tuple of `count` items, which are to be put in place before anyone looks.
  ///
  /// The fields are written one by one: a Swift initialiser cannot make an object that is longer than its fields.
  /// ``isLaidOutAsExpected()`` checks where they are.
  fileprivate static func allocate(count: Int) -> TupleObject {
    let metadata = unsafeBitCast(TupleObject.self, to: UnsafeRawPointer.self)
    let object = allocate_object(metadata, headerSize + 16 * count, 7).unsafelyUnwrapped
    let typePointer = UnsafeRawPointer(Unmanaged.passUnretained(TypeObject.tuple).toOpaque())
    object.storeBytes(of: typePointer, toByteOffset: 16, as: UnsafeRawPointer.self)
    object.storeBytes(of: Layout.tuple.rawValue, toByteOffset: 24, as: UInt8.self)
    object.storeBytes(of: Layout.tuple.rawValue, toByteOffset: 25, as: UInt8.self)
    object.storeBytes(of: 0, toByteOffset: 26, as: UInt8.self)
    object.storeBytes(of: object + headerSize, toByteOffset: 32, as: UnsafeMutableRawPointer.self)
    object.storeBytes(of: count, toByteOffset: 40, as: Int.self)
    return Unmanaged<TupleObject>.fromOpaque(object).takeRetainedValue()
  }

  /// Whether the fields are where ``allocate(count:)`` puts them.
  static func isLaidOutAsExpected() -> Bool {
    var items: [Value] = [.int(7), .int(8)]
    let pair = items.withUnsafeMutableBufferPointer { TupleObject(copying: $0.baseAddress.unsafelyUnwrapped, count: 2) }
    let other = TupleObject([.int(7)])
    return pair.count == 2 && pair.kind == .tuple && pair.layout == .tuple && pair.type === TypeObject.tuple
      && pair.isInOnePiece && !other.isInOnePiece && pair[1].exactInt == 8
  }

  private final var isInOnePiece: Bool {
    UnsafeMutableRawPointer(storage) == Unmanaged.passUnretained(self).toOpaque() + Self.headerSize
  }

  /// The empty tuple, shared.
  public static let empty = TupleObject([])

  deinit {
    if isInOnePiece {
      DeferredRelease.releaseInside(storage, count: count)
    } else {
      DeferredRelease.release(storage, count: count)
      if type.isUserDefined { Self.attributes[ObjectIdentifier(self)] = nil }
    }
  }

  /// The items as an array.
  public final var items: [Value] { Array(buffer) }
  /// The items without a copy.
  public final var buffer: UnsafeBufferPointer<Value> { UnsafeBufferPointer(start: storage, count: count) }
  /// The item at `index`, which must be within `0..<count`.
  @inline(__always) public final subscript(index: Int) -> Value { storage[index] }

  /// The attributes of instances of subclasses, kept aside.
  nonisolated(unsafe) private static var attributes: [ObjectIdentifier: DictObject] = [:]
  public override func fields(create: Bool) -> DictObject? {
    guard type.isUserDefined else { return nil }
    if let fields = Self.attributes[ObjectIdentifier(self)] { return fields }
    if !create { return nil }
    let fields = DictObject()
    Self.attributes[ObjectIdentifier(self)] = fields
    return fields
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

  /// Whether two plain tuples are equal, as far as it can be said without asking a program: `nil` otherwise.
  static func quicklyEqual(_ a: UnsafeMutablePointer<Value>, _ b: UnsafeMutablePointer<Value>) -> Bool? {
    guard let a = a.held, let b = b.held, a.kind == .tuple, b.kind == .tuple else { return nil }
    let (x, count) = a.cast(TupleObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
    let (y, otherCount) = b.cast(TupleObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
    if count != otherCount { return false }
    for index in 0..<count {
      if (x + index).isIdentical(to: y + index) { continue }
      if case .int = x[index], case .int = y[index] { return false }
      guard let first = (x + index).held, let second = (y + index).held, first.kind == .str, second.kind == .str,
        first.cast(StrObject.self)._withUnsafeGuaranteedRef({ first in
          second.cast(StrObject.self)._withUnsafeGuaranteedRef { first.isEqual(to: $0) }
        })
      else { return nil }
    }
    return true
  }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.tuple else { return nil }
    return try Sequences.compare(op, count, { self.storage[$0] }, other.count, { other.storage[$0] })
  }

  public override func getItem(_ key: Value) throws -> Value {
    if let slice = key.slice {
      let indices = try slice.indices(count: count)
      return Value(tuple: indices.map { storage[$0] })
    }
    return storage[try key.sequenceIndex(count: count, "tuple", typeName: "tuple")]
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
      try Pulse.beat()
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
    op == .multiply && Sequences.isCount(left) ? try binary(op, left) : nil
  }
}

/// Initialisers that make objects of the length their items need, which those of a class cannot do.
public protocol ItemsAllocated {}

extension ItemsAllocated where Self: TupleObject {
  /// A plain tuple of copies of `count` values at `source`.
  init(copying source: UnsafeMutablePointer<Value>, count: Int) {
    let object = TupleObject.allocate(count: count)
    object.storage.initializeCopies(source, count)
    self = unsafeDowncast(object, to: Self.self)
  }

  /// A plain tuple of the items of one tuple and then of another.
  init(_ first: TupleObject, _ second: TupleObject) {
    let object = TupleObject.allocate(count: first.count + second.count)
    object.storage.initializeCopies(first.storage, first.count)
    (object.storage + first.count).initializeCopies(second.storage, second.count)
    self = unsafeDowncast(object, to: Self.self)
  }

  /// A plain tuple of two values.
  init(pair first: __owned Value, _ second: __owned Value) {
    let object = TupleObject.allocate(count: 2)
    object.storage.initialize(to: first)
    (object.storage + 1).initialize(to: second)
    self = unsafeDowncast(object, to: Self.self)
  }

  /// A plain tuple of the items.
  init(copying items: UnsafeBufferPointer<Value>) {
    guard let base = items.baseAddress else {
      self.init(copying: UnsafeMutablePointer<Value>(bitPattern: 16).unsafelyUnwrapped, count: 0)
      return
    }
    self.init(copying: UnsafeMutablePointer(mutating: base), count: items.count)
  }
}
