/// A function written in the language: its code with the values that its `def` evaluated.
public final class FunctionObject: Object {
  let code: Code
  /// The code's header, one step nearer for calls.
  let header: UnsafeMutablePointer<Code.Header>
  /// The module whose variables it sees as globals.
  let module: ModuleObject
  /// Defaults of the last parameters that can be given by position.
  private(set) var defaults: [Value]
  /// Defaults of keyword-only parameters, ``Value/unset`` for those without.
  private(set) var keywordDefaults: [Value]
  /// The variables it shares with the functions around it.
  let cells: [CellObject]
  /// ``cells`` again, for the machine.
  let cellPointers: UnsafeMutablePointer<Unmanaged<CellObject>>
  public var name: String
  public var qualifiedName: String
  private var attributes: DictObject?
  private var documentation: Value?

  init(code: Code, module: ModuleObject, defaults: [Value], keywordDefaults: [Value], cells: [CellObject]) {
    self.code = code
    header = code.header
    self.module = module
    self.defaults = defaults
    self.keywordDefaults = keywordDefaults
    self.cells = cells
    cellPointers = .allocate(capacity: cells.count)
    for (index, cell) in cells.enumerated() { (cellPointers + index).initialize(to: .passUnretained(cell)) }
    name = code.name
    qualifiedName = code.qualifiedName
    super.init(type: .function, layout: .function)
  }

  deinit {
    cellPointers.deallocate()
    if !defaults.isEmpty { DeferredRelease.release(&defaults, replacedBy: []) }
    if !keywordDefaults.isEmpty { DeferredRelease.release(&keywordDefaults, replacedBy: []) }
  }

  public override var isCallable: Bool { true }
  public override func repr() throws -> String { "<function \(qualifiedName) at \(address)>" }

  /// Where it was written: for a listing or a learner who wants to read it.
  public var source: (text: SourceText, span: SourceSpan) { (code.source, code.span) }
  /// The names of the parameters, in order.
  public var parameterNames: [String] { code.parameterNames }

  public override func getAttribute(_ name: String) throws -> Value? {
    if let value = attributes?[name] { return value }
    guard name.hasPrefix("__") else { return nil }
    switch name {
    case "__name__": return Value(self.name)
    case "__qualname__": return Value(qualifiedName)
    case "__module__": return module.namespace["__name__"] ?? Value.none
    case "__doc__": return documentation ?? code.documentation.map { Value($0) } ?? Value.none
    case "__defaults__": return defaults.isEmpty ? .none : Value(tuple: defaults)
    case "__dict__": return Value(fields(create: true)!)
    case "__annotations__": return Value(DictObject())
    case "__kwdefaults__":
      let names = code.parameterNames.dropFirst(header.pointee.positionalCount)
      let given = zip(names, keywordDefaults).filter { !$1.isUnset }
      return given.isEmpty ? Value.none : Value(DictObject(given))
    case "__code__": return Value(code)
    case "__closure__":
      let named = zip(code.freeNames, cells).sorted { $0.0 < $1.0 }
      return cells.isEmpty ? Value.none : Value(tuple: named.map { Value($0.1) })
    case "__globals__": return Value(NamespaceDict.of(module.namespace))
    case "__get__":
      return Value(
        NativeFunction("__get__", "instance, owner=None, /") { call in
          call.isNone(0) && call.has(1) && !call.isNone(1)
            ? Value(self) : Value(BoundMethodObject(Value(self), call[0]))
        })
    case "__call__":
      return Value(
        NativeFunction("__call__", "*args, **kwargs") { call in
          try Value(self).call(Arguments(call.rest(0), keywords: call.keywords(1)))
        })
    default: return nil
    }
  }

  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    switch name {
    case "__name__", "__qualname__":
      guard let text = value.string else {
        throw ScriptError(.typeError, "\(name) must be set to a string object")
      }
      if name == "__name__" { self.name = text } else { qualifiedName = text }
    case "__doc__": documentation = value
    case "__defaults__":
      guard value.isNone || value.tuple != nil else {
        throw ScriptError(.typeError, "__defaults__ must be set to a tuple object")
      }
      defaults = value.tuple?.items ?? []
    case "__kwdefaults__":
      guard value.isNone || value.dict != nil else {
        throw ScriptError(.typeError, "__kwdefaults__ must be set to a dict object")
      }
      let names = code.parameterNames.dropFirst(header.pointee.positionalCount).prefix(keywordDefaults.count)
      keywordDefaults = names.map { value.dict?[$0] ?? .unset }
    case "__dict__":
      guard let dict = value.dict else {
        throw ScriptError(.typeError, "__dict__ must be set to a dictionary, not a '\(value.typeName)'")
      }
      attributes = dict
    case "__closure__", "__globals__": throw ScriptError(.attributeError, "readonly attribute")
    default: fields(create: true)![name] = value
    }
    return true
  }

  public override func deleteAttribute(_ name: String) throws -> Bool {
    try attributes?.remove(Value(name)) != nil
  }

  public override func attributeNames() -> [String] {
    (attributes?.keys.compactMap(\.string) ?? []) + [
      "__annotations__", "__call__", "__class__", "__closure__", "__code__", "__defaults__", "__dict__", "__doc__",
      "__get__", "__globals__", "__kwdefaults__", "__module__", "__name__", "__qualname__",
    ]
  }

  public override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }
}
