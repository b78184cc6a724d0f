import Support

/// What the names of a program are bound to, as far as its text and the modules that it imports tell.
final class Definitions {
  /// Where a global name is bound: which part, and which of its top-level statements.
  struct Binding {
    let part: Int
    let statement: Int
    let node: Statement
    let line: Int
  }

  /// Something known about a value without running.
  indirect enum Known {
    case native(Value)
    case module(KnownModule)
    case function(FunctionNode)
    case type(ClassNode, Definitions)
  }

  let interpreter: Interpreter
  private let parts: [ProgramCheck.Part]
  private(set) var bindings: [String: [Binding]] = [:]
  /// Names that a function binds with `global`, or that stand in lines that could not be read.
  private(set) var assumed: Set<String> = []
  /// Names bound by `from … import *`, each with where.
  private var starred: [String: (binding: Binding, module: KnownModule)] = [:]
  /// The attributes that the program gives to anything: modules may have them too.
  private(set) var setAttributes: Set<String> = []
  /// A star import of something unknown, or `globals()`: any name may be bound.
  private(set) var bindsAnything = false
  /// The bodies of functions, by their scopes.
  private var bodies: [ObjectIdentifier: FunctionNode] = [:]
  private var modules: [String: KnownModule?] = [:]
  /// The package for relative imports; empty for a program.
  private let package: String

  init(_ parts: [ProgramCheck.Part], _ interpreter: Interpreter, package: String = "") {
    self.parts = parts
    self.interpreter = interpreter
    self.package = package
    for (index, part) in parts.enumerated() { collect(part, index) }
  }

  private func collect(_ part: ProgramCheck.Part, _ index: Int) {
    assumed.formUnion(part.assumedNames)
    for (position, top) in part.statements.enumerated() {
      [top].forEachInScope { statement in
        let binding = Binding(
          part: index, statement: position, node: statement, line: part.source.position(Int(statement.span.start)).line)
        for name in statement.bindings.map(\.name) { bindings[name, default: []].append(binding) }
        if case .from(let name, let level, _, true) = statement.kind { star(name, level, binding) }
      }
    }
    part.statements.forEachStatement { statement in
      if case .global(let names) = statement.kind { assumed.formUnion(names) }
      if case .function(let node, _) = statement.kind, let scope = node.scope { bodies[ObjectIdentifier(scope)] = node }
      if case .assign(let targets, _) = statement.kind {
        for target in targets { if case .attribute(_, let name) = target.kind { setAttributes.insert(name) } }
      }
      for expression in statement.expressions {
        expression.forEach {
          switch $0.kind {
          case .name("globals"), .name("exec"), .name("eval"): bindsAnything = true
          case .call(let callee, let arguments):
            // Who asks whether there is an attribute knows that there may be none.
            if case .name("hasattr") = callee.kind, arguments.count == 2,
              case .constant(let name) = arguments[1].value.kind,
              let name = name.string
            {
              setAttributes.insert(name)
            }
          case .walrus(let name, _):
            let line = part.source.position(Int(statement.span.start)).line
            bindings[name, default: []].append(Binding(part: index, statement: 0, node: statement, line: line))
          default: break
          }
        }
      }
    }
  }

  private func star(_ name: String, _ level: Int, _ binding: Binding) {
    guard let module = module(name, level: level), let names = module.starNames else {
      bindsAnything = true
      return
    }
    for name in names { starred[name] = (binding, module) }
  }

  // MARK: Names

  /// Where a global name is bound; empty when nothing binds it, `nil` when that cannot be known.
  func places(of name: String) -> [Binding]? {
    if bindsAnything || assumed.contains(name) { return nil }
    return (bindings[name] ?? []) + (starred[name].map { [$0.binding] } ?? [])
  }

  /// Names that every program has.
  func isBuiltIn(_ name: String) -> Bool {
    interpreter.builtins[name] != nil
      || ["__name__", "__file__", "__doc__", "__package__", "__builtins__", "__annotations__", "_", "__class__"]
        .contains(name)
  }

  /// Names that a misspelt one may have meant.
  var candidates: [String] { bindings.keys.sorted() + starred.keys.sorted() + interpreter.builtins.items.map(\.name) }

  /// What the value of a global name is, when only one thing binds it.
  func known(_ name: String, depth: Int = 0) -> Known? {
    guard depth < 8, !assumed.contains(name), !bindsAnything else { return nil }
    guard let found = bindings[name], let binding = found.first else {
      if let star = starred[name] { return star.module.member(name, depth: depth + 1) }
      return interpreter.builtins[name].map { .native($0) }
    }
    guard found.count == 1, starred[name] == nil else { return nil }
    switch binding.node.kind {
    case .function(let node, let decorators): return decorators.isEmpty ? .function(node) : nil
    case .class(let node, let decorators):
      return decorators.allSatisfy(Self.isDataclass) ? .type(node, self) : nil
    case .import(let imports):
      guard let item = imports.first(where: { ($0.alias ?? String($0.module.prefix { $0 != "." })) == name }) else {
        return nil
      }
      let path = item.alias == nil ? String(item.module.prefix { $0 != "." }) : item.module
      return module(path).map { .module($0) }
    case .from(let path, let level, let names, _):
      guard let item = names.first(where: { ($0.alias ?? $0.name) == name }), let module = module(path, level: level)
      else { return nil }
      return module.member(item.name, depth: depth + 1)
    default: return nil
    }
  }

  /// What a local variable of a function is, when only a `def` binds it.
  func local(_ name: String, of owner: Scope) -> Known? {
    guard let node = bodies[ObjectIdentifier(owner)], !node.parameters.contains(where: { $0.name == name }) else {
      return nil
    }
    var found: [Known?] = []
    node.body.forEachInScope { statement in
      for binding in statement.bindings where binding.name == name {
        if case .function(let inner, let decorators) = statement.kind, decorators.isEmpty, inner.name == name {
          found.append(.function(inner))
        } else {
          found.append(nil)
        }
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  static func isDataclass(_ decorator: Expression) -> Bool {
    switch decorator.kind {
    case .name("dataclass"): true
    case .attribute(let object, "dataclass"): if case .name = object.kind { true } else { false }
    case .call(let callee, _): isDataclass(callee)
    default: false
    }
  }

  // MARK: Modules

  /// The module that an import statement means; `nil` when there is none.
  func module(_ name: String, level: Int = 0) -> KnownModule? {
    var path = name
    if level > 0 {
      var parts = package.split(separator: ".").map(String.init)
      guard level - 1 <= parts.count, !parts.isEmpty else { return nil }
      parts.removeLast(level - 1)
      path = (parts + (name.isEmpty ? [] : [name])).joined(separator: ".")
    }
    if let known = modules[path] { return known }
    modules[path] = .some(nil)
    let module = KnownModule(path, interpreter)
    modules[path] = .some(module)
    return module
  }

  /// The public names that the program binds, for a star import of it.
  var publicNames: [String]? {
    if bindsAnything { return nil }
    if let all = bindings["__all__"] {
      guard all.count == 1, case .assign(_, let value) = all[0].node.kind else { return nil }
      switch value.kind {
      case .list(let items), .tuple(let items):
        return items.compactMap { if case .constant(let constant) = $0.kind { constant.string } else { nil } }
      default: return nil
      }
    }
    return (Array(bindings.keys) + Array(starred.keys) + Array(assumed)).filter { !$0.hasPrefix("_") }
  }
}

/// A module as far as it is known without running code of the language.
final class KnownModule {
  let name: String
  private let interpreter: Interpreter
  private let native: ModuleObject?
  private let place: Interpreter.ModulePlace?
  private(set) lazy var definitions: Definitions? = {
    guard let path = place?.file, let text = try? FileIO.readText(path) else { return nil }
    let package = place?.isPackage == true ? name : name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
    return Definitions([ProgramCheck.Part(SourceText(text, name: path), isExempt: true)], interpreter, package: package)
  }()

  /// `nil` when there is no such module.
  init?(_ name: String, _ interpreter: Interpreter) {
    self.name = name
    self.interpreter = interpreter
    if interpreter.builders[name] != nil || interpreter.builders.keys.contains(where: { $0.hasPrefix(name + ".") }) {
      native = try? interpreter.importModule(name)
      place = nil
    } else {
      guard let place = interpreter.modulePlace(name) else { return nil }
      native = nil
      self.place = place
    }
  }

  /// What a star import of it binds; `nil` when that cannot be known.
  var starNames: [String]? {
    if let native { return native.namespace.items.map(\.name).filter { !$0.hasPrefix("_") } }
    return definitions?.publicNames
  }

  /// Whether `from module import name` works; `nil` when that cannot be known.
  func has(_ name: String) -> Bool? {
    if interpreter.knowsModule(self.name + "." + name) { return true }
    if let native {
      do { return try native.getAttribute(name) != nil } catch { return nil }
    }
    guard let definitions else { return place?.file == nil ? false : nil }
    if definitions.bindings["__getattr__"] != nil { return nil }
    guard let places = definitions.places(of: name) else { return nil }
    return !places.isEmpty || ["__name__", "__file__", "__doc__"].contains(name)
  }

  var names: [String] { native?.namespace.items.map(\.name) ?? definitions.map { Array($0.bindings.keys) } ?? [] }

  func member(_ name: String, depth: Int = 0) -> Definitions.Known? {
    if let native {
      guard let value = (try? native.getAttribute(name)) ?? nil else { return submodule(name) }
      if let module = value.module { return KnownModule(module.name, interpreter).map { .module($0) } }
      return .native(value)
    }
    if let known = definitions?.known(name, depth: depth) { return known }
    return definitions?.bindings[name] == nil ? submodule(name) : nil
  }

  private func submodule(_ name: String) -> Definitions.Known? {
    KnownModule(self.name + "." + name, interpreter).map { .module($0) }
  }
}
