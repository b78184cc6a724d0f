/// A function written in the language: its code with the values that its `def` evaluated.
public final class FunctionObject: Object {
  let code: Code
  /// The code's header, one step nearer for calls.
  let header: UnsafeMutablePointer<Code.Header>
  /// The module whose variables it sees as globals.
  let module: ModuleObject
  /// Defaults of the last parameters that can be given by position.
  let defaults: [Value]
  /// Defaults of keyword-only parameters, ``Value/unset`` for those without.
  let keywordDefaults: [Value]
  /// The variables it shares with the functions around it.
  let cells: [CellObject]
  /// ``cells`` again, for the machine.
  let cellPointers: UnsafeMutablePointer<Unmanaged<CellObject>>
  public var name: String
  public var qualifiedName: String
  private var attributes: DictObject?

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

  deinit { cellPointers.deallocate() }

  public override var isCallable: Bool { true }
  public override func repr() throws -> String { "<function \(qualifiedName) at \(address)>" }

  /// Where it was written: for a listing or a learner who wants to read it.
  public var source: (text: SourceText, span: SourceSpan) { (code.source, code.span) }
  /// The names of the parameters, in order.
  public var parameterNames: [String] { code.parameterNames }

  public override func getAttribute(_ name: String) throws -> Value? {
    if let value = attributes?[name] { return value }
    switch name {
    case "__name__": return Value(self.name)
    case "__qualname__": return Value(qualifiedName)
    case "__module__": return module.namespace["__name__"] ?? Value.none
    case "__doc__": return code.documentation.map { Value($0) } ?? Value.none
    case "__defaults__": return defaults.isEmpty ? .none : Value(tuple: defaults)
    case "__dict__": return Value(fields(create: true)!)
    case "__annotations__": return Value(DictObject())
    default: return nil
    }
  }

  public override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    switch name {
    case "__name__": self.name = try value.asString("__name__")
    case "__qualname__": qualifiedName = try value.asString("__qualname__")
    default: fields(create: true)![name] = value
    }
    return true
  }

  public override func deleteAttribute(_ name: String) throws -> Bool {
    try attributes?.remove(Value(name)) != nil
  }

  public override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }
}
