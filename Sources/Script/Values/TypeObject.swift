/// A class: built in, native to a binding, or written in the language. Single inheritance.
///
/// Built-in and native types get their methods from extension files:
/// ```
/// TypeObject.str.method("upper") { call in Value(call.me.upper()) }
/// TypeObject.str.method("split", "sep=None, maxsplit=-1") { call in … call[0] … try call.int(1) … }
/// ```
/// Types are never freed: objects hold unowned references to them.
public final class TypeObject: Object {
  public private(set) var name: String
  /// `__qualname__`: the name with the classes and functions that enclose it.
  public var qualifiedName: String
  /// The name of the module the class statement ran in; `builtins` for the core types.
  public var module: String
  /// What messages call it: a few types of the standard library carry the name of their module there, and a class
  /// of the standard library may say `__tp_name__`, as `datetime.date` does, whose counterpart in CPython is in C.
  public lazy var messageName: String = {
    let isQualified = !isUserDefined && ["collections", "itertools", "functools", "_io"].contains(module)
    return isQualified ? "\(module).\(name)" : name
  }()
  /// The class it inherits from; `nil` for `object` alone.
  public let base: TypeObject?
  /// This class and those above it, nearest first.
  public private(set) var lineage: [TypeObject] = []
  /// What the class statement or the native registration defined, in order of definition.
  public private(set) var attributes: [(name: String, value: Value)] = []
  private var index: [String: Int] = [:]
  /// Whether the class was written in the language (or inherits from one that was).
  public let isUserDefined: Bool
  /// Whether programs may inherit from it.
  public var isInheritable: Bool
  /// Makes an object of this type from the arguments of `T(…)`, for native types: see ``constructor(_:_:)``.
  public internal(set) var constructorFunction: NativeFunction?
  /// Makes an empty object of a subclass of this native type, before `__init__`; `nil`: subclasses construct through
  /// the constructor, which reads ``CallArguments/type``.
  var allocate: ((TypeObject) -> Object)?
  public var documentation: String?

  /// Grows whenever a class gains or loses an attribute, or one that is more than a plain value changes: inline caches
  /// compare it.
  @usableFromInline nonisolated(unsafe) static var epoch: UInt = 1
  /// Results of ``lookup(_:)`` by name, for this class.
  private var cache: [String: (owner: TypeObject, position: Int)?] = [:]
  private var cacheEpoch: UInt = 0

  /// Whether the lineage below the native base defines each special method, so that dispatch is one test.
  var dunders: DunderTable? {
    if dunderEpoch != Self.epoch { refreshDunders() }
    return dunderTable
  }
  private var dunderTable: DunderTable?
  private var dunderEpoch: UInt = 0

  /// The layout of the fields of instances, root of the tree of shapes.
  lazy var rootShape = Shape(type: self)
  /// The shape of instances whose attributes are in a dictionary: none of its own.
  lazy var dictionaryShape = Shape(type: self)

  /// A new type.
  ///
  /// - Parameters:
  ///   - base: what it inherits from; `.object` unless it is a kind of something.
  ///   - isUserDefined: true for class statements.
  public convenience init(
    _ name: String, base: TypeObject = .object, module: String = "builtins", isUserDefined: Bool = false,
    isInheritable: Bool = true
  ) {
    self.init(
      name, inheriting: base, module: module, isUserDefined: isUserDefined, isInheritable: isInheritable)
    storedType = TypeObject.type
  }

  /// `object` and `type`, each of which needs the other.
  static let roots: (object: TypeObject, type: TypeObject) = {
    let object = TypeObject("object", inheriting: nil, module: "builtins", isUserDefined: false, isInheritable: true)
    let type = TypeObject("type", inheriting: object, module: "builtins", isUserDefined: false, isInheritable: false)
    object.storedType = type
    type.storedType = type
    object.slotNames = []
    return (object, type)
  }()

  private init(_ name: String, inheriting base: TypeObject?, module: String, isUserDefined: Bool, isInheritable: Bool) {
    self.name = name
    qualifiedName = name
    self.module = module
    self.base = base
    self.isUserDefined = isUserDefined || (base?.isUserDefined ?? false)
    self.isInheritable = isInheritable
    allocate = base?.allocate
    super.init(typeObject: ())
    lineage = [self] + (base?.lineage ?? [])
    if isUserDefined { base?.subclasses.append(self) }
    _ = Unmanaged.passRetained(self)
  }

  /// The classes made by programs that inherit directly from this one, in the order they were made.
  private(set) var subclasses: [TypeObject] = []

  /// Gives the class another `__name__`.
  func rename(_ name: String) {
    self.name = name
    messageName = name
  }

  /// The nearest class of the lineage that is not written in the language.
  public var nativeBase: TypeObject { lineage.first { !$0.isUserDefined } ?? self }

  /// Whether this is `other` or inherits from it.
  public func isSubclass(of other: TypeObject) -> Bool {
    var type: TypeObject? = self
    while let current = type {
      if current === other { return true }
      type = current.base
    }
    return false
  }

  /// The names of `__slots__`, those of the classes above included, when all of them have it: instances then hold
  /// no other attributes. `nil`: instances have a `__dict__`.
  private(set) var slotNames: Set<String>?

  /// Takes up the class's own `__slots__`, once its attributes are set.
  /// - Throws: `ValueError` when a slot has the name of an attribute of the class.
  func readSlots() throws {
    guard isUserDefined, let slots = own("__slots__"), nativeBase.allocatesPlainly else { return }
    let names = try slots.string.map { [$0] } ?? slots.items().compactMap(\.string)
    for name in names where index[name] != nil {
      throw ScriptError(.valueError, "'\(name)' in __slots__ conflicts with class variable")
    }
    if names.contains("__dict__") { return }
    if let base, base.isUserDefined {
      guard let inherited = base.slotNames else { return }
      slotNames = inherited.union(names)
    } else {
      slotNames = Set(names)
    }
  }

  /// Whether objects of this class hold their attributes as ``InstanceObject`` does.
  private var allocatesPlainly: Bool { self === TypeObject.object }

  /// Whether an instance may have an attribute of its own called `name`.
  func hasRoom(for name: String) -> Bool { slotNames?.contains(name) ?? true }

  /// Whether it is a class of exceptions written in the language whose objects are made in the usual way.
  var makesPlainExceptions: Bool {
    isUserDefined && dunders?[.new] == nil && nativeBase.isSubclass(of: .baseException)
  }

  // MARK: Attributes

  /// The attribute that this class itself defines.
  public func own(_ name: String) -> Value? { index[name].map { attributes[$0].value } }

  /// The attribute that this class or the nearest above it defines, unbound.
  public func lookup(_ name: String) -> Value? {
    place(of: name).map { $0.owner.attributes[$0.position].value }
  }

  /// The class of the lineage that defines the attribute first, and where among its ``attributes``.
  func place(of name: String) -> (owner: TypeObject, position: Int)? {
    if cacheEpoch != Self.epoch {
      cache.removeAll(keepingCapacity: true)
      cacheEpoch = Self.epoch
    }
    if let hit = cache[name] { return hit }
    for type in lineage {
      if let position = type.index[name] {
        cache[name] = .some((type, position))
        return (type, position)
      }
    }
    cache[name] = .some(nil)
    return nil
  }

  /// The attribute that a class strictly above `type` in this lineage defines: what `super()` finds.
  public func lookup(_ name: String, after type: TypeObject) -> Value? {
    var passed = false
    for candidate in lineage {
      if passed, let value = candidate.own(name) { return value }
      if candidate === type { passed = true }
    }
    return nil
  }

  /// Defines or replaces an attribute.
  public func set(_ name: String, _ value: Value) {
    if let position = index[name] {
      if !Self.isPlain(value) || !Self.isPlain(attributes[position].value) || name.hasPrefix("__") { Self.epoch &+= 1 }
      attributes[position].value = value
    } else {
      Self.epoch &+= 1
      index[name] = attributes.count
      attributes.append((name, value))
    }
  }

  /// Whether a class that has this value for an attribute gives just it: caches that know the place need not hear of a
  /// change.
  private static func isPlain(_ value: Value) -> Bool {
    guard let object = value.object else { return true }
    switch object.kind {
    case .str, .bytes, .list, .tuple, .dict, .set, .bigInt: return true
    default: return false
    }
  }

  /// Removes an attribute that this class defines; whether there was one.
  public func remove(_ name: String) -> Bool {
    guard let position = index[name] else { return false }
    Self.epoch &+= 1
    attributes.remove(at: position)
    index.removeAll()
    for (position, attribute) in attributes.enumerated() { index[attribute.name] = position }
    return true
  }

  private func refreshDunders() {
    dunderEpoch = Self.epoch
    dunderTable = isUserDefined ? DunderTable(self) : nil
  }

  // MARK: Protocol

  /// The class method that answers for the class itself what a metaclass would: `__class_iter__` for `iter(T)`,
  /// and `__class_len__`, `__class_contains__`, `__class_repr__` likewise.
  func classHook(_ name: String) throws -> Value? {
    guard isUserDefined, let method = lookup(name) else { return nil }
    return try Attributes.bind(method, to: nil, type: self)
  }

  public override func iterate() throws -> IteratorObject? { try classHook("__class_iter__")?.call().iterate() }
  public override func length() throws -> Int? { try classHook("__class_len__")?.call().index() }
  public override func contains(_ item: Value) throws -> Bool? {
    try classHook("__class_contains__")?.call(item).isTrue()
  }

  public override func repr() throws -> String {
    if let hook = try classHook("__class_repr__") { return try hook.call().text() }
    return module == "builtins" ? "<class '\(name)'>" : "<class '\(module).\(qualifiedName)'>"
  }
  public override func truth() throws -> Bool { true }
  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    op == .or ? TypeExpressions.union(Value(self), other) : nil
  }
  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    op == .or ? TypeExpressions.union(left, Value(self)) : nil
  }
  public override var isCallable: Bool { true }
  public override func attributeNames() -> [String] { lineage.flatMap { $0.attributes.map(\.name) } }
}
