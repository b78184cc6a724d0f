/// Something that gives values one by one. Native iterators override ``next()``.
open class IteratorObject: Object {
  public override init(type: TypeObject = .iterator) { super.init(type: type, layout: .iterator) }
  override init(type: TypeObject, layout: Layout) { super.init(type: type, layout: layout) }

  /// The next value, `nil` at the end and ever after.
  open func next() throws -> Value? { nil }
  /// About how many values are left, when known, to reserve room.
  open var remaining: Int? { nil }
  /// After the end, the value of the StopIteration: what `yield from` gives.
  open var result: Value { .none }

  public override func iterate() throws -> IteratorObject? { self }
}

/// An iterator made of a closure.
public final class NativeIterator: IteratorObject {
  private var body: () throws -> Value?

  /// - Parameters:
  ///   - typeName: what `type(it).__name__` says: `range_iterator`, `enumerate`.
  ///   - next: gives the next value, `nil` at the end.
  public init(typeName: String = "iterator", _ next: @escaping () throws -> Value?) {
    body = next
    super.init(type: Self.type(named: typeName))
  }

  /// An iterator whose type is registered elsewhere.
  public init(type: TypeObject, _ next: @escaping () throws -> Value?) {
    body = next
    super.init(type: type)
  }

  deinit { DeferredRelease.release(&body, replacedBy: Self.exhausted) }
  private static let exhausted: () throws -> Value? = { nil }

  public override func next() throws -> Value? {
    try NativeStack.check()
    try Pulse.beat()
    return try body()
  }

  nonisolated(unsafe) private static var types: [String: TypeObject] = [:]
  private static func type(named name: String) -> TypeObject {
    if let type = types[name] { return type }
    let type = TypeObject(name, base: .iterator, isInheritable: false)
    types[name] = type
    return type
  }
}

/// Walks a list that may grow or shrink meanwhile.
public final class ListIterator: IteratorObject {
  private var list: ListObject?
  private var index = 0
  static let listIterator = TypeObject("list_iterator", base: .iterator, isInheritable: false)

  init(_ list: ListObject) {
    self.list = list
    super.init(type: Self.listIterator)
  }

  public override func next() throws -> Value? {
    guard let list else { return nil }
    try Pulse.beat()
    guard index < list.count else {
      self.list = nil
      return nil
    }
    index += 1
    return list[index - 1]
  }
  public override var remaining: Int? { list.map { max($0.count - index, 0) } }
}

/// Walks a dictionary's keys, values or items; a change of its size on the way is an error.
public final class DictIterator: IteratorObject {
  public enum Part { case keys, values, items }
  private var dict: DictObject?
  private let part: Part
  private let isReversed: Bool
  private var cursor: Int
  private let expected: Int
  private var given = 0

  public init(_ dict: DictObject, _ part: Part, reversed: Bool = false) {
    self.dict = dict
    self.part = part
    isReversed = reversed
    cursor = reversed ? dict.end : 0
    expected = dict.count
    super.init(type: Self.types[(part == .keys ? 0 : part == .values ? 1 : 2) + (reversed ? 3 : 0)])
  }

  private static let types = [
    "dict_keyiterator", "dict_valueiterator", "dict_itemiterator", "dict_reversekeyiterator",
    "dict_reversevalueiterator",
    "dict_reverseitemiterator",
  ].map {
    TypeObject($0, base: .iterator, isInheritable: false)
  }

  public override func next() throws -> Value? {
    guard let dict else { return nil }
    try Pulse.beat()
    if dict.count != expected { throw ScriptError(.runtimeError, "dictionary changed size during iteration") }
    guard let entry = isReversed ? dict.previous(&cursor) : dict.next(&cursor) else {
      self.dict = nil
      return nil
    }
    given += 1
    if given > expected { throw ScriptError(.runtimeError, "dictionary keys changed during iteration") }
    switch part {
    case .keys: return entry.key
    case .values: return entry.value
    case .items: return .object(TupleObject(pair: entry.key, entry.value))
    }
  }
  public override var remaining: Int? { dict.map { $0.count - given } }
}

/// Walks a set; a change of its size on the way is an error.
public final class SetIterator: IteratorObject {
  private var set: SetObject?
  private var cursor = 0
  private let expected: Int
  static let setIterator = TypeObject("set_iterator", base: .iterator, isInheritable: false)

  init(_ set: SetObject) {
    self.set = set
    expected = set.count
    super.init(type: Self.setIterator)
  }

  public override func next() throws -> Value? {
    guard let set else { return nil }
    try Pulse.beat()
    if set.count != expected { throw ScriptError(.runtimeError, "Set changed size during iteration") }
    guard let member = set.next(&cursor) else {
      self.set = nil
      return nil
    }
    return member
  }
}

/// Walks an object that has `__getitem__` only: indices from 0 until `IndexError`.
final class IndexIterator: IteratorObject {
  private(set) var object: Value?
  private var index = 0

  init(_ object: Value) {
    self.object = object
    super.init(type: .iterator)
  }

  override func next() throws -> Value? {
    guard let object else { return nil }
    do {
      index += 1
      return try object.getItem(.int(index - 1))
    } catch let error as ScriptError
      where error.exception.type.isSubclass(of: .indexError) || error.exception.type.isSubclass(of: .stopIteration)
    {
      self.object = nil
      return nil
    }
  }
}

/// Drives an iterator written in the language through its `__next__`.
final class UserIterator: IteratorObject {
  let object: Value
  private var returned: Value = .none
  override var result: Value { returned }

  init(_ object: Value) {
    self.object = object
    super.init(type: .iterator)
  }

  override func next() throws -> Value? {
    do {
      guard let method = object.object?.dunder(.next) else {
        throw ScriptError(.typeError, "'\(object.typeName)' object is not an iterator")
      }
      return try method.call(object)
    } catch let error as ScriptError where error.exception.type.isSubclass(of: .stopIteration) {
      returned = error.exception.arguments.first ?? .none
      return nil
    }
  }
}
