/// Finds keyword arguments that the called function does not have, where the function is known.
struct KeywordCheck {
  private let definitions: Definitions

  init(_ definitions: Definitions) { self.definitions = definitions }

  /// The keywords that a callable takes.
  struct Keywords {
    let name: String
    let names: [String]
    /// The message for one that is not among them, as CPython words it for this kind of function.
    var message: (String) -> String
  }

  /// The mistake in a call, if one can be seen.
  func check(
    _ callee: Expression, _ arguments: [Argument], _ scope: Scope
  ) -> (span: SourceSpan, message: String, hint: String?)? {
    let given = arguments.compactMap { argument -> (String, SourceSpan)? in
      if case .keyword(let name) = argument.kind { (name, argument.span) } else { nil }
    }
    guard !given.isEmpty, let known = known(callee, scope), let keywords = keywords(of: known) else { return nil }
    guard let (name, span) = given.first(where: { !keywords.names.contains($0.0) }) else { return nil }
    let hint =
      Suggestions.nearest(to: name, among: keywords.names).map { "did you mean '\($0)'?" }
      ?? (keywords.names.isEmpty ? nil : "it takes " + keywords.names.joined(separator: ", "))
    return (span, keywords.message(name), hint)
  }

  /// What is known of the value of an expression.
  func known(_ expression: Expression, _ scope: Scope) -> Definitions.Known? {
    switch expression.kind {
    case .name(let name):
      switch scope.place(of: name) {
      case .global: return definitions.known(name)
      case .className: return scope.isBound(name) ? nil : definitions.known(name)
      case .local(let owner), .cell(let owner): return definitions.local(name, of: owner)
      case .free: return nil
      }
    case .attribute(let object, let name):
      guard let owner = known(object, scope) else { return nil }
      switch owner {
      case .module(let module): return module.member(name)
      case .native(let value):
        guard let type = value.asType, !type.isUserDefined, let method = type.own(name) else { return nil }
        // Static and class methods alone: of the others, the object would be the first argument.
        return (method.object as? StaticMethodObject).map { .native($0.function) }
          ?? (method.object as? ClassMethodObject).map { .native($0.function) }
      default: return nil
      }
    default: return nil
    }
  }

  private func keywords(of known: Definitions.Known, depth: Int = 0) -> Keywords? {
    guard depth < 8 else { return nil }
    switch known {
    case .module: return nil
    case .function(let node): return keywords(of: node, called: node.name)
    case .native(let value): return keywords(of: value)
    case .type(let node, let home): return keywords(of: node, home, depth)
    }
  }

  private func keywords(of node: FunctionNode, called name: String) -> Keywords? {
    if node.parameters.contains(where: { $0.kind == .keywords }) { return nil }
    let names = node.parameters.filter { $0.kind == .normal || $0.kind == .keywordOnly }.map(\.name)
    let positional = node.parameters.filter { $0.kind == .positionalOnly }.map(\.name)
    return Keywords(name: name, names: names) { keyword in
      positional.contains(keyword)
        ? "\(name)() got some positional-only arguments passed as keyword arguments: '\(keyword)'"
        : "\(name)() got an unexpected keyword argument '\(keyword)'"
    }
  }

  private func keywords(of value: Value) -> Keywords? {
    let function: NativeFunction
    if let native = value.native {
      function = native
    } else if let type = value.asType, !type.isUserDefined, !type.isSubclass(of: .baseException),
      let constructor = type.inheritedConstructor
    {
      function = constructor
    } else {
      return nil
    }
    let signature = function.signature
    if signature.keywords != nil { return nil }
    let names = signature.parameters.filter { $0.kind == .normal || $0.kind == .keywordOnly }.map(\.name)
    let name = function.isConstructor ? value.asType?.name ?? function.name : function.keywordName
    return Keywords(name: name, names: names) { keyword in
      if signature.isNativeStyle && names.isEmpty { return "\(name)() takes no keyword arguments" }
      return signature.isNativeStyle || function.isCFunction
        ? "'\(keyword)' is an invalid keyword argument for \(name)()"
        : "\(name)() got an unexpected keyword argument '\(keyword)'"
    }
  }

  private func keywords(of node: ClassNode, _ home: Definitions, _ depth: Int) -> Keywords? {
    var initialise: FunctionNode?
    var fields: [String] = []
    var isPlain = true
    for statement in node.body {
      switch statement.kind {
      case .function(let method, let decorators):
        if method.name == "__new__" { return nil }
        if method.name == "__init__" {
          initialise = method
          if !decorators.isEmpty { isPlain = false }
        }
      case .annotated(let target, _, _): if case .name(let name) = target.kind { fields.append(name) }
      case .expression, .assign, .pass: break
      default: isPlain = false
      }
    }
    guard isPlain, node.bases.allSatisfy({ if case .positional = $0.kind { true } else { false } }) else { return nil }
    if let initialise {
      guard let all = keywords(of: initialise, called: node.name + ".__init__") else { return nil }
      return Keywords(
        name: node.name, names: all.names.filter { $0 != initialise.parameters.first?.name }, message: all.message)
    }
    let decorated = home.bindings[node.name]?.contains {
      if case .class(let other, let decorators) = $0.node.kind { other === node && !decorators.isEmpty } else { false }
    }
    if decorated == true {
      guard node.bases.isEmpty else { return nil }
      return Keywords(name: node.name, names: fields) {
        "\(node.name).__init__() got an unexpected keyword argument '\($0)'"
      }
    }
    guard let base = node.bases.first, case .name(let name) = base.value.kind, let known = home.known(name) else {
      return nil
    }
    if case .native = known { return nil }
    return keywords(of: known, depth: depth + 1)
  }
}
