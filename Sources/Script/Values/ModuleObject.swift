/// The variables of a module: names with fixed positions, so that compiled code reaches them by index.
public final class Namespace {
  private(set) var names: [String] = []
  private var positions: [String: Int] = [:]
  /// The values; ``Value/unset`` where the name is reserved but not bound. They move when the namespace grows:
  /// ``location`` always says where they are.
  var values: UnsafeMutablePointer<Value> {
    get { location.pointee }
    set { location.pointee = newValue }
  }
  let location: UnsafeMutablePointer<UnsafeMutablePointer<Value>>
  private var capacity = 16
  /// What `globals()` gives, once asked for.
  var dictionary: NamespaceDict?

  public init() {
    location = .allocate(capacity: 1)
    location.initialize(to: .allocate(capacity: capacity))
  }

  deinit {
    values.deinitialize(count: names.count)
    values.deallocate()
    location.deallocate()
  }

  /// The position of `name`, made if it is new.
  func slot(_ name: String) -> Int {
    if let position = positions[name] { return position }
    if names.count == capacity {
      let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
      larger.moveInitialize(from: values, count: capacity)
      values.deallocate()
      values = larger
      capacity *= 2
    }
    (values + names.count).initialize(to: .unset)
    positions[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// The position of `name`, if it has one.
  func position(of name: String) -> Int? { positions[name] }

  /// The value bound to `name`; assigning `nil` unbinds it.
  public subscript(_ name: String) -> Value? {
    get {
      guard let position = positions[name] else { return nil }
      if case .unset = values[position] { return nil }
      return values[position]
    }
    set {
      // The position first: making it may move the values.
      let position = slot(name)
      values[position] = newValue ?? .unset
    }
  }

  /// The bound names, in the order they were first used, with their values.
  public var items: [(name: String, value: Value)] {
    names.indices.compactMap { index in
      if case .unset = values[index] { return nil }
      return (names[index], values[index])
    }
  }

  /// Registers a native function under its name.
  public func function(_ name: String, _ signature: String = "", _ body: @escaping (CallArguments) throws -> Value) {
    self[name] = Value(NativeFunction(name, signature, body))
  }

  /// Registers a type under its name.
  public func type(_ type: TypeObject) { self[type.name] = Value(type) }
}

/// A module.
public final class ModuleObject: Object {
  public let name: String
  public let namespace: Namespace
  /// The file it was read from, if any.
  public var file: String?
  /// Whether it is part of the language's own library.
  var isLibrary = false
  /// Whether its code is running for the first time, or again.
  var isInitializing = false
  /// What its file was when it was read.
  var stamp: FileStamp?
  /// The texts that ran in it, in order.
  var sources: [SourceText] = []
  /// Computes attributes that are not in the namespace, for native modules with values that change.
  public var missing: ((String) throws -> Value?)?
  /// The names that ``missing`` knows, for completion and hints.
  public var missingNames: (() -> [String])?

  public init(_ name: String, namespace: Namespace = Namespace()) {
    self.name = name
    self.namespace = namespace
    super.init(type: .module, layout: .module)
    namespace["__name__"] = Value(name)
  }

  public override func repr() throws -> String {
    if let file { return "<module '\(name)' from '\(file)'>" }
    return "<module '\(name)' (built-in)>"
  }
  public override func truth() throws -> Bool { true }

  public override func getAttribute(_ name: String) throws -> Value? {
    if let value = namespace[name] { return value }
    if name == "__dict__" { return Value(NamespaceDict.of(namespace)) }
    if name == "__file__", let file { return Value(file) }
    return try missing?(name)
  }
  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    namespace[name] = value
    return true
  }
  public override func deleteAttribute(_ name: String) throws -> Bool {
    guard namespace[name] != nil else { return false }
    namespace[name] = nil
    return true
  }
  public override func attributeNames() -> [String] { namespace.items.map(\.name) + (missingNames?() ?? []) }
}
