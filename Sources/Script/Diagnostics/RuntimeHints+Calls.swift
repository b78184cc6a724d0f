/// Hints for calls that cannot be made.
extension RuntimeHints {
  private var callParts: (callee: Expression, arguments: [Argument])? {
    guard case .call(let callee, let arguments)? = place.expression?.kind else { return nil }
    return (callee, arguments)
  }

  /// `'list' object is not callable`
  var notCallable: String? {
    guard let type = quoted.first else { return nil }
    guard let (callee, arguments) = callParts, let program else { return notCallableKind(type) }
    let text = program.text(callee)
    let inside = arguments.map { program.text($0.span) }.joined(separator: ", ")
    switch callee.kind {
    case .name(let name):
      if interpreter?.builtins[name] != nil, let binding = lastBinding(of: name) {
        return "\(where_(binding)) gave the name \(name) to another value, which hides the built-in \(name)(): "
          + "use another name there"
      }
    case .tuple, .list, .constant, .joined:
      // `(1, 2)` on a line, `(3, 4)` on the next.
      let end = program.source.position(Int(callee.span.end)).line
      return "is a comma missing after \(text) on line \(end)?"
    case .attribute(_, let name):
      for text in history.reversed() {
        for (node, owner) in text.functions(name) where owner != nil && isProperty(node, in: text) {
          return "\(name) is a property: write \(self.text(callee) ?? name) without ()"
        }
      }
    default: break
    }
    if type == "NoneType", let reason = originOfNone(callee) { return reason }
    switch type {
    case "list", "tuple", "str", "bytes", "range":
      if case .constant(let argument)? = arguments.first?.value.kind, argument.string != nil {
        return "\(text) is a \(type), not a function"
      }
      return "to take an item out of it, write square brackets: \(text)[\(inside.isEmpty ? "0" : inside)]"
    case "dict":
      return "to take an item out of it, write square brackets: \(text)[\(inside.isEmpty ? "0" : inside)]"
    case "int", "float": return "a number cannot be called; for a product write \(text) * (\(inside))"
    case "module":
      if let module = value(callee)?.module, module.namespace[module.name] != nil {
        return "\(text) is a module; its function is called \(text).\(module.name)(…)"
      }
      return "\(text) is a module: call one of its functions, as in \(text).name(…)"
    default: return notCallableKind(type)
    }
  }

  private func notCallableKind(_ type: String) -> String? {
    if type == "NoneType" { return "the value is None: a function that returns nothing gives None" }
    for text in history where !text.classes(type).isEmpty {
      return "to make its objects callable, \(type) needs a method __call__"
    }
    return nil
  }

  private func isProperty(_ node: FunctionNode, in text: ProgramText) -> Bool {
    var found = false
    text.statements.forEachStatement {
      if case .function(let other, let decorators) = $0.kind, other === node {
        found = decorators.contains { if case .name("property") = $0.kind { true } else { false } }
      }
    }
    return found
  }

  /// The user's function that a message about arguments names, `train` or `Dog.speak`.
  private func called(_ name: String) -> (node: FunctionNode, owner: ClassNode?, program: ProgramText)? {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let isMethod = name.contains(".") && !name.contains("<locals>.\(last)")
    for text in history.reversed() + imported {
      if let found = text.functions(last).last(where: { ($0.owner != nil) == isMethod }) {
        return (found.node, found.owner, text)
      }
    }
    return nil
  }

  /// `f() takes 1 positional argument but 2 were given`, `f() missing 1 required …`
  var wrongArguments: String? {
    guard let name = message.firstRange(of: "()").map({ String(message[..<$0.lowerBound]) }), let found = called(name)
    else {
      if message.contains("takes exactly one argument"), let (callee, arguments) = callParts,
        case .attribute(let object, "append") = callee.kind, let program
      {
        let items = arguments.map { program.text($0.span) }.joined(separator: ", ")
        return "to add several items, write \(program.text(object)).extend([\(items)])"
      }
      return nil
    }
    let (node, owner, text) = found
    let first = node.parameters.first?.name
    if message.contains(" positional argument"), message.contains("given"), owner != nil, first != "self",
      first != "cls"
    {
      let rest = node.parameters.map(\.name)
      return
        "a method's first parameter is the object itself: write def \(node.name)(\((["self"] + rest).joined(separator: ", ")))"
    }
    if message.contains("missing"), let owner, quoted.first == first, first == "self" {
      return "\(node.name)() needs an object: make one first, \(owner.name)(…).\(node.name)(…)"
    }
    return "it is defined as \(node.heading) on \(line(text.line(node.span), in: text))"
  }

  /// `Point() takes no arguments`
  var noArguments: String? {
    guard let name = message.firstRange(of: "()").map({ String(message[..<$0.lowerBound]) }) else { return nil }
    for text in history.reversed() {
      guard let node = text.classes(name).last else { continue }
      let methods = node.memberNames.methods
      if let near = methods.first(where: { $0 != "__init__" && ["init", "int"].contains($0.filter { $0 != "_" }) }) {
        return "the class has a method \(near): did you mean __init__, with two underscores on each side?"
      }
      return "the class has no __init__ method to take them"
    }
    return nil
  }
}
