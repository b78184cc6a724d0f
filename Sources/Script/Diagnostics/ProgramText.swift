/// Programs by their texts, each read once.
final class ProgramTexts {
  private var known: [ObjectIdentifier: ProgramText?] = [:]

  subscript(_ source: SourceText) -> ProgramText? {
    if let program = known[ObjectIdentifier(source)] { return program }
    let program = ProgramText(source)
    known[ObjectIdentifier(source)] = .some(program)
    return program
  }
}

/// A program's text with its tree, read again when an error is shown: what stands at a place, what binds a name.
final class ProgramText {
  let source: SourceText
  let statements: [Statement]

  /// `nil` when the text is no program.
  init?(_ source: SourceText) {
    guard let statements = try? Parser.parse(source) else { return nil }
    self.source = source
    self.statements = statements
  }

  /// What a place is inside of, outermost first.
  struct Place {
    var statements: [Statement] = []
    /// The expressions around and at the place; the last one is at it.
    var expressions: [Expression] = []

    /// The expression that spans the place exactly.
    var expression: Expression? { expressions.last }
    /// The expression around it.
    var parent: Expression? { expressions.dropLast().last }
    var statement: Statement? { statements.last }
    /// The innermost function that it is in.
    var function: FunctionNode? {
      for statement in statements.reversed() { if case .function(let node, _) = statement.kind { return node } }
      return nil
    }
    /// The class whose method it is in.
    var classNode: ClassNode? {
      for statement in statements.reversed() { if case .class(let node, _) = statement.kind { return node } }
      return nil
    }
  }

  /// The place of `span`: with ``Place/expression`` when an expression spans exactly that.
  func place(_ span: SourceSpan) -> Place {
    var place = Place()
    find(span, in: statements, &place)
    return place
  }

  private func find(_ span: SourceSpan, in statements: [Statement], _ place: inout Place) {
    for statement in statements {
      for expression in statement.expressions where find(span, expression, &place) {
        place.statements.append(statement)
        return
      }
      if statement.span == span {
        place.statements.append(statement)
        return
      }
      for block in statement.blocks {
        let depth = place.statements.count
        place.statements.append(statement)
        find(span, in: block, &place)
        if place.statements.count > depth + 1 || place.expression != nil { return }
        place.statements.removeLast(place.statements.count - depth)
      }
    }
  }

  private func find(_ span: SourceSpan, _ expression: Expression, _ place: inout Place) -> Bool {
    place.expressions.append(expression)
    if expression.span == span { return true }
    for child in expression.children where find(span, child, &place) { return true }
    place.expressions.removeLast()
    return false
  }

  /// The text of `span`, on one line, shortened when long.
  func text(_ span: SourceSpan) -> String {
    let start = max(0, Int(span.start)), end = min(Int(span.end), source.bytes.count)
    guard start < end else { return "" }
    let words = String(decoding: source.bytes[start..<end], as: UTF8.self)
      .split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" })
    // A chain of calls may have been broken before its dots.
    let text = words.reduce("") { $0.isEmpty || $1.hasPrefix(".") ? $0 + $1 : $0 + " " + $1 }
    return text.count > 40 ? text.prefix(37) + "…" : text
  }

  func text(_ expression: Expression) -> String { text(expression.span) }

  func line(_ span: SourceSpan) -> Int { source.position(Int(span.start)).line }

  // MARK: What binds a name

  /// Something that binds a name.
  struct Binding {
    let program: ProgramText
    let statement: Statement
    /// The value, when one expression gives it.
    let value: Expression?

    var line: Int { program.line(statement.span) }
  }

  /// The bindings of `name` at module level, in the order of the text.
  func bindings(of name: String) -> [Binding] { bindings(of: name, in: statements) }

  /// The bindings of `name` in the scope of `statements`.
  func bindings(of name: String, in statements: [Statement]) -> [Binding] {
    var found: [Binding] = []
    statements.forEachInScope { statement in
      for binding in statement.bindings where binding.name == name {
        found.append(Binding(program: self, statement: statement, value: binding.value))
      }
    }
    return found
  }

  /// The functions called `name`, wherever they are defined, with the class that each is a method of.
  func functions(_ name: String) -> [(node: FunctionNode, owner: ClassNode?)] {
    var found: [(FunctionNode, ClassNode?)] = []
    func search(_ statements: [Statement], _ owner: ClassNode?) {
      for statement in statements {
        switch statement.kind {
        case .function(let node, _):
          if node.name == name { found.append((node, owner)) }
          search(node.body, nil)
        case .class(let node, _): search(node.body, node)
        default: for block in statement.blocks { search(block, owner) }
        }
      }
    }
    search(statements, nil)
    return found
  }

  func classes(_ name: String) -> [ClassNode] {
    var found: [ClassNode] = []
    statements.forEachStatement { if case .class(let node, _) = $0.kind, node.name == name { found.append(node) } }
    return found
  }
}

extension FunctionNode {
  /// Whether it gives a value: `nil` never, `false` not on every way through it, as far as that can be seen.
  var givesValue: Bool? {
    var returns = false
    body.forEachInScope { if case .return(_?) = $0.kind { returns = true } }
    guard returns else { return nil }
    return Self.endsInReturn(body)
  }

  private static func endsInReturn(_ body: [Statement]) -> Bool {
    guard let last = body.last else { return false }
    switch last.kind {
    case .return, .raise: return true
    case .if(_, let body, let otherwise): return endsInReturn(body) && endsInReturn(otherwise)
    case .with(_, let body): return endsInReturn(body)
    case .try(let body, let handlers, let otherwise, let finally):
      return endsInReturn(finally)
        || (endsInReturn(body) || endsInReturn(otherwise)) && handlers.allSatisfy { endsInReturn($0.body) }
    case .while(let test, _, _):
      if case .constant(let value) = test.kind { return (try? value.isTrue()) == true }
      return false
    default: return false
    }
  }
}

extension ClassNode {
  /// The methods and class variables, and the attributes that methods set on `self`.
  var memberNames: (methods: [String], attributes: [String]) {
    var methods: [String] = []
    var attributes: [String] = []
    for statement in body {
      if case .function(let node, _) = statement.kind {
        methods.append(node.name)
        for name in node.selfAttributes where !attributes.contains(name) { attributes.append(name) }
      } else {
        attributes += statement.bindings.map(\.name)
      }
    }
    return (methods, attributes)
  }
}

extension FunctionNode {
  /// The attributes that it sets on its first parameter.
  var selfAttributes: [String] {
    guard let me = parameters.first?.name else { return [] }
    var names: [String] = []
    body.forEachStatement { statement in
      let targets: [Expression] =
        switch statement.kind {
        case .assign(let targets, _): targets
        case .annotated(let target, _, _): [target]
        default: []
        }
      for target in targets {
        target.forEach {
          if case .attribute(let object, let name) = $0.kind, case .name(me) = object.kind, !names.contains(name) {
            names.append(name)
          }
        }
      }
    }
    return names
  }
}
