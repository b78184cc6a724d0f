/// The names of one function, class, comprehension or module, and where each of them lives.
///
/// List, set and dict comprehensions run in the frame of what holds them: they are scopes but not units.
final class Scope {
  enum Kind { case module, function, class_, comprehension, generator }

  /// Where a name is found.
  enum Place {
    /// A register of this unit: of the scope `owner`, which is this one or one it is inlined in.
    case local(owner: Scope)
    /// A cell in a register of this unit, shared with functions inside.
    case cell(owner: Scope)
    /// A cell that the function brought from around: index in ``free``.
    case free(Int)
    case global
    /// A name of a class body.
    case className
  }

  let kind: Kind
  let parent: Scope?
  let name: String
  private(set) var children: [Scope] = []
  /// Names bound here, in order of appearance.
  private(set) var bound: [String] = []
  private var boundSet = Set<String>()
  private var used = Set<String>()
  private(set) var globals = Set<String>()
  private(set) var nonlocals: [String: SourceSpan] = [:]
  /// Names bound here that functions inside use.
  private(set) var captured = Set<String>()
  /// For a unit: the variables of scopes around that it or functions inside use.
  private(set) var free: [(name: String, owner: Scope)] = []
  private var places: [String: Place] = [:]
  /// Whether the unit contains `yield`.
  var isGenerator = false
  /// Whether a `:=` occurs: operands are then copied before they can change.
  var hasWalrus = false
  /// Names that a `del` unbinds somewhere.
  var deleted = Set<String>()
  /// The registers of bound names, given by the compiler.
  var registers: [String: Int] = [:]

  init(_ kind: Kind, parent: Scope?, name: String) {
    self.kind = kind
    self.parent = parent
    self.name = name
    parent?.children.append(self)
  }

  /// The scope whose frame this one's variables live in.
  var unit: Scope { kind == .comprehension ? parent.unsafelyUnwrapped.unit : self }
  /// The nearest scope that is not a comprehension or generator expression: where `:=` binds.
  var statementScope: Scope {
    kind == .comprehension || kind == .generator ? parent.unsafelyUnwrapped.statementScope : self
  }

  func bind(_ name: String) {
    if globals.contains(name) || nonlocals[name] != nil { return use(name) }
    if boundSet.insert(name).inserted { bound.append(name) }
  }
  func use(_ name: String) { used.insert(name) }
  func isBound(_ name: String) -> Bool { boundSet.contains(name) }
  func isUsed(_ name: String) -> Bool { used.contains(name) }
  func declareGlobal(_ name: String) { globals.insert(name) }
  func declareNonlocal(_ name: String, _ span: SourceSpan) {
    nonlocals[name] = span
    used.insert(name)
  }

  /// Decides where every name of this scope and those inside lives.
  func resolve() throws {
    for (name, span) in nonlocals where owner(of: name, above: true) == nil {
      throw SyntaxFault(message: "no binding for nonlocal '\(name)' found", span: span)
    }
    for name in bound { places[name] = place(name) }
    // In a fixed order: free variables are numbered as they are met, and programs see them.
    for name in used.sorted() where places[name] == nil { places[name] = place(name) }
    for child in children { try child.resolve() }
  }

  /// The function-like scope that binds `name` as seen from here; `nil` for a global.
  private func owner(of name: String, above: Bool) -> Scope? {
    if !above, boundSet.contains(name) { return self }
    var scope = parent
    while let current = scope {
      if current.globals.contains(name) { return nil }
      switch current.kind {
      case .module: return nil
      case .class_: if name == "__class__" { return current }
      case .function, .comprehension, .generator: if current.boundSet.contains(name) { return current }
      }
      scope = current.parent
    }
    return nil
  }

  private func place(_ name: String) -> Place {
    if globals.contains(name) { return .global }
    if boundSet.contains(name) {
      switch kind {
      case .module: return .global
      case .class_: return .className
      default: return .local(owner: self)
      }
    }
    guard let owner = owner(of: name, above: true) else { return kind == .class_ ? .className : .global }
    if owner.unit === unit { return .local(owner: owner) }
    owner.captured.insert(name)
    if owner.kind == .class_ && !owner.boundSet.contains(name) {
      owner.boundSet.insert(name)
      owner.bound.append(name)
    }
    var current = unit
    var index = 0
    while current !== owner.unit {
      let position = current.addFree(name, owner)
      if current === unit { index = position }
      guard let next = current.parent?.unit else { break }
      current = next
    }
    return .free(index)
  }

  private func addFree(_ name: String, _ owner: Scope) -> Int {
    if let position = free.firstIndex(where: { $0.name == name && $0.owner === owner }) { return position }
    free.append((name, owner))
    return free.count - 1
  }

  /// Where `name` is found from this scope.
  func place(of name: String) -> Place {
    switch places[name] ?? place(name) {
    case .local(let owner) where owner.captured.contains(name): return .cell(owner: owner)
    case let place: return place
    }
  }
}
