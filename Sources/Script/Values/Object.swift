/// How a heap object is laid out: which Swift class a pointer may be cast to. Subclasses made by programs
/// (`class Words(list)`) keep the layout of their native base.
public enum Layout: UInt8, Sendable {
  /// A class defined elsewhere (a binding's tensor, model…): cast with `as?`.
  case native
  case instance, str, bytes, list, tuple, dict, set, range, slice, bigInt, exception, type, function, nativeFunction
  case boundMethod, module, iterator, generator, cell, property, staticMethod, classMethod, singleton

  /// Whether it is a built-in container or text, which compares and searches by itself.
  var isContainer: Bool {
    switch self {
    case .str, .bytes, .list, .tuple, .dict, .set: true
    default: false
    }
  }
}

/// Anything on the heap. Native types subclass it, give it a ``TypeObject`` and override what they can do.
///
/// The methods here are the *native* behaviour of an object. Callers go through the methods of ``Value`` of the
/// same names, which first look for a dunder method when the object's class was written in the language.
/// A method that has no answer for its operands returns `nil`, which is Python's `NotImplemented`.
open class Object {
  /// The type, which outlives every object.
  @inline(__always) public final var type: TypeObject { storedType.unsafelyUnwrapped }
  unowned(unsafe) final var storedType: TypeObject?
  public final let layout: Layout
  /// The layout when ``type`` is exactly the built-in type, ``Layout/native`` when a program subclassed it:
  /// the machine's fast paths look only at this byte.
  @usableFromInline final let kind: Layout
  /// A small number for the subclass to use.
  final var note: UInt8 = 0

  /// The identity of the type, for caches.
  @inline(__always) final var typeKey: UnsafeRawPointer {
    UnsafeRawPointer(Unmanaged.passUnretained(storedType.unsafelyUnwrapped).toOpaque())
  }

  /// - Parameter type: the language type of the new object; keep one per native class in a `static let`.
  public init(type: TypeObject) {
    storedType = type
    layout = .native
    kind = .native
  }

  /// For the core types, whose pointers are cast by ``layout``.
  init(type: TypeObject, layout: Layout) {
    storedType = type
    self.layout = layout
    kind = type.isUserDefined && layout != .instance ? .native : layout
  }

  /// For a core type that the machine's fast paths must leave alone.
  init(type: TypeObject, guarded layout: Layout) {
    storedType = type
    self.layout = layout
    kind = .native
  }

  /// For types themselves: the type of `type` does not exist yet when it is made.
  init(typeObject: Void) {
    layout = .type
    kind = .type
  }

  // MARK: Text

  /// `repr(x)`.
  open func repr() throws -> String { "<\(type.qualifiedName) object at \(address)>" }
  /// `str(x)`; the `repr` unless overridden.
  open func str() throws -> String { try repr() }
  /// `format(x, spec)`.
  open func format(_ spec: String) throws -> String {
    if spec.isEmpty { return try Value(self).text() }
    throw ScriptError(.typeError, "unsupported format string passed to \(type.name).__format__")
  }
  /// What a notebook shows instead of the repr, if anything: HTML.
  open func html() throws -> String? { nil }

  // MARK: Truth, identity, order

  /// Truth: of a thing with a length, whether it is not empty; otherwise true.
  open func truth() throws -> Bool { try length().map { $0 != 0 } ?? true }
  /// `hash(x)`; by identity unless overridden.
  open func hash() throws -> Int { Int(bitPattern: Unmanaged.passUnretained(self).toOpaque()) >> 4 }
  /// `self op other` for the six comparisons; `nil` when not comparable. By default nothing is: `==` then falls
  /// back to identity. The result need not be a bool (a tensor compares element by element).
  open func compare(_ op: Comparison, _ other: Value) throws -> Value? { nil }

  // MARK: Attributes

  /// The attribute `name` that the object itself holds or computes; `nil` to look in the type.
  open func getAttribute(_ name: String) throws -> Value? { nil }
  /// Sets an attribute; `false` when this object has no settable attribute of that name.
  open func setAttribute(_ name: String, _ value: Value) throws -> Bool { false }
  /// Deletes an attribute; `false` when there is none to delete.
  open func deleteAttribute(_ name: String) throws -> Bool { false }
  /// Names for `dir(x)`, completion and hints, besides those of the type.
  open func attributeNames() -> [String] { [] }

  /// What the object becomes when found in a class through `receiver` (`nil`: through the class): for native
  /// descriptors; `nil` for itself.
  open func bound(to receiver: Value?, type: TypeObject) throws -> Value? { nil }
  /// Whether, as a descriptor, it goes before an attribute of the instance.
  open var isDataDescriptor: Bool { false }

  // MARK: Containers

  /// `len(x)`; `nil` when the type has none.
  open func length() throws -> Int? { nil }
  /// `x[key]`.
  open func getItem(_ key: Value) throws -> Value {
    throw ScriptError(.typeError, "'\(type.messageName)' object is not subscriptable")
  }
  /// `x[key] = value`.
  open func setItem(_ key: Value, _ value: Value) throws {
    try refuseHugeIndex(key)
    // CPython keeps setting and deleting together: a class that has one of them lacks the other by name.
    if dunder(.deleteItem) != nil { throw ScriptError(.attributeError, "__setitem__") }
    throw ScriptError(.typeError, "'\(type.messageName)' object does not support item assignment")
  }
  /// `del x[key]`.
  open func deleteItem(_ key: Value) throws {
    try refuseHugeIndex(key)
    if dunder(.setItem) != nil { throw ScriptError(.attributeError, "__delitem__") }
    let verb = try isSequence && (key.index() != nil || key.bigInt != nil) ? "doesn't" : "does not"
    throw ScriptError(.typeError, "'\(type.messageName)' object \(verb) support item deletion")
  }
  /// CPython tells sequences, classes of one's own among them, from other things: it looks at an index to them first.
  private var isSequence: Bool {
    switch layout {
    case .str, .bytes, .tuple, .range, .set, .instance: true
    default: type.isUserDefined
    }
  }

  private func refuseHugeIndex(_ key: Value) throws {
    guard isSequence, try key.indexOfAnySize()?.bigInt != nil else { return }
    throw ScriptError(.indexError, "cannot fit '\(key.typeName)' into an index-sized integer")
  }

  /// A fresh iterator over the object; `nil` when it cannot be iterated.
  open func iterate() throws -> IteratorObject? { nil }
  /// `item in x`; `nil` to search by iterating.
  open func contains(_ item: Value) throws -> Bool? { nil }

  // MARK: Operators

  /// `self op other`; `nil` when not supported for `other`.
  open func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? { nil }
  /// `left op self`, asked after `left` had no answer.
  open func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? { nil }
  /// `self op= other` in place; `nil` to use ``binary(_:_:)``.
  open func inPlace(_ op: BinaryOperator, _ other: Value) throws -> Value? { nil }
  /// `-x`, `+x`, `~x`.
  open func unary(_ op: UnaryOperator) throws -> Value? { nil }
  /// The integer that `x` stands for as an index (`__index__`); `nil` when it is none.
  open func index() throws -> Int? { nil }

  // MARK: Calls and contexts

  /// `x(…)`. `arguments.positional` and `arguments.keywords` as given.
  open func call(_ arguments: Arguments) throws -> Value {
    throw ScriptError(.typeError, "'\(type.messageName)' object is not callable")
  }
  open var isCallable: Bool { false }
  /// `with x as value`: the value.
  open func enter() throws -> Value {
    throw ScriptError(.typeError, "'\(type.messageName)' object does not support the context manager protocol")
  }
  /// The end of a `with`; `true` swallows `error`.
  open func exit(_ error: ExceptionObject?) throws -> Bool { false }

  /// The attributes that a program stored on the object, for types that allow it.
  open func fields(create: Bool) -> DictObject? { nil }

  /// Where the object is, as `repr` writes it.
  public final var address: String {
    "0x" + String(UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque()), radix: 16)
  }
}

/// The arguments of a call as the caller wrote them.
public struct Arguments {
  public var positional: [Value]
  public var keywords: [(name: String, value: Value)]

  public init(_ positional: [Value] = [], keywords: [(name: String, value: Value)] = []) {
    self.positional = positional
    self.keywords = keywords
  }
}
