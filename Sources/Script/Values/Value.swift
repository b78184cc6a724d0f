/// A value of the language: sixteen bytes, numbers and booleans held in place, everything else on the heap.
///
/// Integers past 64 bits are ``BigIntObject``; use ``init(_:)-(BigInt)`` so that small results come back in place.
@frozen
public enum Value {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case object(Object)
  /// No value: an unbound variable, or an optional argument that was not given. Programs never see it.
  case unset
}

extension Value {
  @inlinable public init(_ value: Bool) { self = .bool(value) }
  @inlinable public init(_ value: Int) { self = .int(value) }
  @inlinable public init(_ value: Double) { self = .float(value) }
  @inlinable public init(_ value: Float) { self = .float(Double(value)) }
  @inlinable public init(_ value: Object) { self = .object(value) }
  public init(_ value: String) { self = .object(StrObject(value)) }
  /// A list of the values.
  public init(list items: [Value]) { self = .object(ListObject(items)) }
  /// A tuple of the values.
  public init(tuple items: [Value]) {
    self = .object(items.isEmpty ? TupleObject.empty : items.withUnsafeBufferPointer { TupleObject(copying: $0) })
  }
  public init(_ values: [Int]) { self = .object(ListObject(values.map { .int($0) })) }
  public init(_ values: [Double]) { self = .object(ListObject(values.map { .float($0) })) }
  public init(_ values: [String]) { self = .object(ListObject(values.map { Value($0) })) }
  /// `nil` becomes `None`.
  public init(optional value: Value?) { self = value ?? .none }

  @inlinable public var isNone: Bool { if case .none = self { true } else { false } }
  /// Whether this is the absence of a value (an argument not given).
  @inlinable public var isUnset: Bool { if case .unset = self { true } else { false } }
  /// The heap object, `nil` for values held in place.
  @inlinable public var object: Object? { if case .object(let object) = self { object } else { nil } }

  /// The type that `type(x)` answers.
  public var type: TypeObject {
    switch self {
    case .object(let object): object.type
    case .int: .int
    case .float: .float
    case .bool: .bool
    case .none, .unset: .noneType
    }
  }

  /// The name of the type, as error messages give it.
  public var typeName: String { type.messageName }

  /// The heap object as a native class, `nil` if it is something else.
  ///
  /// Prefer the typed accessors (``str``, ``list``…) for the core types: they compare one byte.
  @inlinable public func cast<T: Object>(to _: T.Type = T.self) -> T? { object as? T }
}

// MARK: Core types by layout

extension Value {
  @inline(__always) private func layout<T: Object>(_ layout: Layout, _: T.Type) -> T? {
    guard case .object(let object) = self, object.layout == layout else { return nil }
    return unsafeDowncast(object, to: T.self)
  }
  /// The string object, subclasses included.
  public var str: StrObject? { layout(.str, StrObject.self) }
  public var bytes: BytesObject? { layout(.bytes, BytesObject.self) }
  public var list: ListObject? { layout(.list, ListObject.self) }
  public var tuple: TupleObject? { layout(.tuple, TupleObject.self) }
  public var dict: DictObject? { layout(.dict, DictObject.self) }
  /// The set or frozenset object.
  public var set: SetObject? { layout(.set, SetObject.self) }
  public var range: RangeObject? { layout(.range, RangeObject.self) }
  public var slice: SliceObject? { layout(.slice, SliceObject.self) }
  public var bigInt: BigIntObject? { layout(.bigInt, BigIntObject.self) }
  public var exception: ExceptionObject? { layout(.exception, ExceptionObject.self) }
  /// The class or built-in type.
  public var asType: TypeObject? { layout(.type, TypeObject.self) }
  public var function: FunctionObject? { layout(.function, FunctionObject.self) }
  public var native: NativeFunction? { layout(.nativeFunction, NativeFunction.self) }
  public var instance: InstanceObject? { layout(.instance, InstanceObject.self) }
  public var module: ModuleObject? { layout(.module, ModuleObject.self) }
  /// The native iterator or generator.
  public var iterator: IteratorObject? {
    guard case .object(let object) = self, object.layout == .iterator || object.layout == .generator else { return nil }
    return unsafeDowncast(object, to: IteratorObject.self)
  }

  /// The integer of an `int` or `bool` that fits 64 bits.
  @inlinable public var exactInt: Int? {
    switch self {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The number of an `int`, `bool` or `float` as a double; `nil` for anything else.
  public var number: Double? {
    switch self {
    case .float(let value): value
    case .int(let value): Double(value)
    case .bool(let value): value ? 1 : 0
    case .object(let object):
      bigInt.map { $0.double } ?? (object.type.isUserDefined ? (object as? ExtendedFloat)?.value : nil)
    default: nil
    }
  }

  /// The text of a `str`.
  public var string: String? { str?.string }
}

// MARK: Conversions that explain themselves

extension Value {
  /// The integer, or a `TypeError` that names `what`: `batch_size must be an int, not str`.
  public func asInt(_ what: String) throws -> Int {
    if let value = exactInt { return value }
    if bigInt != nil { throw ScriptError(.overflowError, "\(what): Python int too large to convert to C long") }
    throw ScriptError(.typeError, "\(what) must be an int, not \(typeName)")
  }

  /// The number as a double, or a `TypeError` that names `what`.
  public func asDouble(_ what: String) throws -> Double {
    if let value = number { return value }
    throw ScriptError(.typeError, "\(what) must be a number, not \(typeName)")
  }

  /// The text of a string, or a `TypeError` that names `what`.
  public func asString(_ what: String) throws -> String {
    if let value = string { return value }
    throw ScriptError(.typeError, "\(what) must be a str, not \(typeName)")
  }

  /// `True` or `False` (or an int), or a `TypeError` that names `what`.
  public func asBool(_ what: String) throws -> Bool {
    if let value = exactInt { return value != 0 }
    throw ScriptError(.typeError, "\(what) must be a bool, not \(typeName)")
  }

  /// The items of a list or tuple, or of anything that can be iterated except a string.
  public func asList(_ what: String) throws -> [Value] {
    if let list { return list.items }
    if let tuple { return tuple.items }
    if str != nil || !isIterable { throw ScriptError(.typeError, "\(what) must be a list, not \(typeName)") }
    return try items()
  }

  /// The object as native class `T`, or a `TypeError` that names `what`: `model must be a GPT2Model, not str`.
  public func asObject<T: Object>(_: T.Type, _ what: String, named name: String? = nil) throws -> T {
    if let object = object as? T { return object }
    throw ScriptError(.typeError, "\(what) must be a \(name ?? "\(T.self)"), not \(typeName)")
  }
}
