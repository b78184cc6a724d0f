/// Compiles a syntax tree to register bytecode.
///
/// Local variables have fixed registers; temporaries above them are used like a stack, so that the arguments of a
/// call lie side by side and become the callee's first registers without being copied.
final class Compiler {
  let source: SourceText
  let module: Namespace
  let builtins: Namespace
  /// The unit being compiled and the scope within it.
  var unit: CodeBuilder
  var scope: Scope
  /// What surrounds the current statement: loops, `finally` blocks, handlers.
  var blocks: [Block] = []
  /// The qualified name prefix of functions and classes defined here.
  var qualifier = ""

  /// The frozen sets that set displays of constants are made of.
  var frozenConstants: [[String]: SetObject] = [:]

  /// Something that a jump out of must tidy up.
  final class Block {
    enum Kind {
      /// A loop: positions of the jumps of its `break`s, and where `continue` goes.
      case loop
      /// Code to run on the way out.
      case cleanup(() throws -> Void)
    }
    let kind: Kind
    var breaks: [Int] = []
    var continues: [Int] = []
    /// The ranges of instructions protected by a handler, the last one open if ``open`` is set.
    var ranges: [(Int, Int)] = []
    var open: Int?

    init(_ kind: Kind) { self.kind = kind }
  }

  /// Compiles a program. With `isCell`, its result is the value of the last expression statement.
  static func compile(
    _ statements: [Statement], source: SourceText, module: Namespace, builtins: Namespace, isCell: Bool
  ) throws -> Code {
    let scope = try Resolver.resolve(statements)
    let whole = SourceSpan(0, source.bytes.count)
    let unit = CodeBuilder(name: "<module>", qualifiedName: "<module>", source: source, span: whole, scope: scope)
    let compiler = Compiler(source: source, module: module, builtins: builtins, unit: unit, scope: scope)
    var body = statements
    var result: Expression?
    if isCell, let last = body.last, case .expression(let value) = last.kind {
      body.removeLast()
      result = value
    }
    try compiler.statements(body)
    unit.documentation = Self.documentation(statements)
    let register = try unit.temporary()
    if let result {
      unit.currentSpan = result.span
      try compiler.expression(result, into: register)
    } else {
      unit.emit(.constant, register, d: unit.constant(.unset))
    }
    unit.emit(.return_, register)
    return Code(unit, namespace: module, builtins: builtins)
  }

  private init(source: SourceText, module: Namespace, builtins: Namespace, unit: CodeBuilder, scope: Scope) {
    self.source = source
    self.module = module
    self.builtins = builtins
    self.unit = unit
    self.scope = scope
  }

  /// The text of a leading string statement.
  static func documentation(_ body: [Statement]) -> String? {
    guard case .expression(let value)? = body.first?.kind, case .constant(let constant) = value.kind else { return nil }
    return constant.string
  }

  func fault(_ message: String, _ span: SourceSpan, hint: String? = nil) -> SyntaxFault {
    SyntaxFault(message: message, span: span, hint: hint)
  }

  /// Compiles with `span` as the place that errors point at, then goes back to the previous one.
  func at<T>(_ span: SourceSpan, _ body: () throws -> T) rethrows -> T {
    let outer = unit.currentSpan
    unit.currentSpan = span
    defer { unit.currentSpan = outer }
    return try body()
  }

  /// Compiles and gives back the temporaries that `body` took.
  func releasing<T>(_ body: () throws -> T) rethrows -> T {
    let mark = unit.nextRegister
    defer { unit.nextRegister = mark }
    return try body()
  }

  // MARK: Variables

  /// The register of a plain local variable; `nil` when the name lives elsewhere.
  func localRegister(_ name: String) -> Int? {
    if case .local(let owner) = scope.place(of: name) { return owner.registers[name] }
    return nil
  }

  /// `R[target]` = the variable `name`.
  func load(_ name: String, into target: Int) {
    switch scope.place(of: name) {
    case .local(let owner):
      let register = owner.registers[name] ?? 0
      check(name, register)
      if register != target { unit.emit(.move, target, register) }
    case .cell(let owner): unit.emit(.loadCell, target, owner.registers[name] ?? 0, d: unit.name(name))
    case .free(let index): unit.emit(.loadFree, target, index, d: unit.name(name))
    case .global: unit.emit(.loadGlobal, target, d: module.slot(name), e: builtins.slot(name))
    case .className:
      let slot = module.slot(name)
      unit.emit(.loadName, target, slot >> 16, slot & 0xFFFF, d: unit.name(name), e: builtins.slot(name))
    }
  }

  /// Makes sure at run time that the local variable in `register` is bound, unless it is for certain.
  func check(_ name: String, _ register: Int) {
    if unit.assigned.contains(register) { return }
    unit.emit(.checkLocal, register, d: unit.name(name))
    unit.assigned.insert(register)
  }

  /// The variable `name` = `R[register]`.
  func store(_ name: String, from register: Int) {
    switch scope.place(of: name) {
    case .local(let owner):
      let target = owner.registers[name] ?? 0
      if target != register { unit.emit(.move, target, register) }
      markAssigned(target, name)
    case .cell(let owner): unit.emit(.storeCell, register, owner.registers[name] ?? 0)
    case .free(let index): unit.emit(.storeFree, register, index)
    case .global: unit.emit(.storeGlobal, register, d: module.slot(name))
    case .className: unit.emit(.storeName, register, d: unit.name(name))
    }
  }

  func markAssigned(_ register: Int, _ name: String) { unit.assigned.insert(register) }

  func delete(_ name: String, quietly: Bool = false) {
    switch scope.place(of: name) {
    case .local(let owner):
      let register = owner.registers[name] ?? 0
      unit.emit(.deleteLocal, register, d: unit.name(name), flag: quietly ? 1 : 0)
      unit.assigned.remove(register)
    case .cell(let owner):
      unit.emit(.deleteCell, 0, owner.registers[name] ?? 0, d: unit.name(name), flag: quietly ? 1 : 0)
    case .free(let index): unit.emit(.deleteFree, 0, index, d: unit.name(name), flag: quietly ? 1 : 0)
    case .global: unit.emit(.deleteGlobal, d: module.slot(name), flag: quietly ? 1 : 0)
    case .className: unit.emit(.deleteName, d: unit.name(name), flag: quietly ? 1 : 0)
    }
  }

  /// Gives registers to the names of a function-like scope, cells where functions inside share them.
  /// `filled` names hold an argument already.
  func declare(_ inner: Scope, filled: Set<String> = []) throws {
    for name in inner.bound where inner.registers[name] == nil {
      let register = try unit.temporary()
      inner.registers[name] = register
      while unit.localNames.count <= register { unit.localNames.append("") }
      unit.localNames[register] = name
      if filled.contains(name) { unit.assigned.insert(register) }
    }
    for name in inner.bound where inner.captured.contains(name) {
      unit.emit(.makeCell, inner.registers[name] ?? 0, flag: filled.contains(name) ? 1 : 0)
    }
  }
}
