/// What would have worked, for an exception that nothing caught: found from the message, the expression at fault, the
/// program's text and the values that are still there. Made only when the error is shown.
final class RuntimeHints {
  let exception: ExceptionObject
  let message: String
  let interpreter: Interpreter?
  /// The module whose code failed.
  let module: ModuleObject?
  /// The text of the innermost of the user's own calls.
  let program: ProgramText?
  let place: ProgramText.Place
  /// The texts that ran in the module, the failed one last, each with its tree.
  private(set) lazy var history: [ProgramText] = {
    var found = (module?.sources ?? []).suffix(200).filter { $0 !== program?.source }.compactMap { texts[$0] }
    if let program { found.append(program) }
    return found
  }()
  /// The texts of the other modules that were imported, the user's own first.
  private(set) lazy var imported: [ProgramText] = {
    let others = (interpreter?.modules.values.map { $0 } ?? []).filter { $0 !== module && $0.file != nil }
    let sorted = others.sorted { ($0.isLibrary ? 1 : 0, $0.name) < ($1.isLibrary ? 1 : 0, $1.name) }
    return sorted.compactMap { $0.sources.last }.compactMap { texts[$0] }
  }()
  private let texts: ProgramTexts

  init(_ exception: ExceptionObject, at entry: TracebackEntry?, in interpreter: Interpreter?, _ texts: ProgramTexts) {
    self.texts = texts
    self.exception = exception
    message = exception.message
    self.interpreter = interpreter
    let program = entry.flatMap { texts[$0.source] }
    self.program = program
    place = entry.flatMap { entry in program?.place(entry.span) } ?? ProgramText.Place()
    let modules = interpreter.map { Array($0.modules.values) } ?? []
    let owner = entry.flatMap { entry in modules.first { $0.sources.contains { $0 === entry.source } } }
    let module = owner ?? interpreter?.main
    self.module = module
  }

  /// The hint, if there is something to say.
  var hint: String? {
    let type = exception.type
    func isKind(_ other: TypeObject) -> Bool { type.isSubclass(of: other) }
    if isKind(.unboundLocalError) { return unboundLocal }
    if isKind(.nameError) { return undefinedName }
    if isKind(.attributeError) { return missingAttribute }
    if isKind(.keyError) { return missingKey }
    if isKind(.indexError) { return outOfRange }
    if isKind(.typeError) { return wrongType }
    if isKind(.valueError) { return wrongValue }
    if isKind(.zeroDivisionError) { return divisionByZero }
    if isKind(.moduleNotFoundError) { return missingModule }
    if isKind(.recursionError) { return endlessRecursion }
    if message == "dictionary changed size during iteration" { return changedDuringLoop("dict") }
    if message == "Set changed size during iteration" { return changedDuringLoop("set") }
    return nil
  }

  // MARK: Reading the message and the program

  /// The parts of the message between single quotes.
  var quoted: [String] {
    message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }

  func text(_ expression: Expression?) -> String? {
    guard let expression, let program else { return nil }
    return program.text(expression)
  }

  /// The value of an expression that can be had without running anything: a variable of the module, a constant.
  func value(_ expression: Expression?) -> Value? {
    switch expression?.kind {
    case .constant(let value)?: return value
    case .name(let name)?:
      if let function = place.function, isLocal(name, in: function) { return nil }
      return module?.namespace[name] ?? interpreter?.builtins[name]
    default: return nil
    }
  }

  func isLocal(_ name: String, in function: FunctionNode) -> Bool {
    function.parameters.contains { $0.name == name } || program?.bindings(of: name, in: function.body).isEmpty == false
  }

  /// `line 3`, with the cell or file when it is not the failed one.
  func where_(_ binding: ProgramText.Binding) -> String { line(binding.line, in: binding.program) }

  func line(_ number: Int, in text: ProgramText) -> String {
    if text.source === program?.source { return "line \(number)" }
    return "line \(number) of \(text.source.name)"
  }

  /// The last binding of `name` before the failed place, in its function or in the module.
  func lastBinding(of name: String) -> ProgramText.Binding? {
    guard let program, let statement = place.statement else { return nil }
    if let function = place.function, isLocal(name, in: function) {
      return program.bindings(of: name, in: function.body).last { $0.statement.span.start <= statement.span.start }
    }
    let isInFunction = place.function != nil
    for text in history.reversed() {
      let found = text.bindings(of: name).last {
        text !== program || isInFunction || $0.statement.span.start < statement.span.start
      }
      if let found { return found }
    }
    return nil
  }

  /// The function of the user's called `name` in what ran so far.
  func userFunction(_ name: String) -> (node: FunctionNode, program: ProgramText)? {
    for text in history.reversed() {
      if let found = text.functions(name).last(where: { $0.owner == nil }) { return (found.node, text) }
    }
    return nil
  }

  /// Why `expression` is `None`, if its text tells.
  func originOfNone(_ expression: Expression?) -> String? {
    guard let expression, let program else { return nil }
    switch expression.kind {
    case .name(let name):
      guard let binding = lastBinding(of: name) else {
        if let function = place.function, function.parameters.contains(where: { $0.name == name }) {
          return "\(name) is None: it was given so to \(function.name)()"
        }
        return nil
      }
      guard let value = binding.value else { return nil }
      if let reason = reason(value, in: binding.program) {
        return "\(name) is None since \(where_(binding)): \(reason)"
      }
      return "\(name) is None since \(where_(binding))"
    case .call:
      return reason(expression, in: program)
    default: return nil
    }
  }

  /// What makes a call give `None`.
  private func reason(_ expression: Expression, in text: ProgramText) -> String? {
    guard case .call(let callee, _) = expression.kind else {
      return nil
    }
    switch callee.kind {
    case .attribute(let object, let name):
      if ["sort", "append", "extend", "insert", "remove", "reverse", "clear", "add", "update", "discard"].contains(name)
      {
        let instead = name == "sort" ? "; sorted(\(text.text(object))) gives a sorted list" : ""
        return "\(name)() changes \(text.text(object)) in place and returns None\(instead)"
      }
      if name == "shuffle" { return "shuffle() changes the list in place and returns None" }
      if name == "get" { return "get() gives None for a key that is not there" }
      if ["match", "search", "fullmatch"].contains(name) { return "\(name)() gives None when nothing matches" }
      for text in history.reversed() {
        if let method = text.functions(name).last(where: { $0.owner != nil }) { return gives(method.node, text) }
      }
      return nil
    case .name("print"): return "print() shows a value and returns None"
    case .name(let name): return userFunction(name).flatMap { gives($0.node, $0.program) }
    default: return nil
    }
  }

  private func gives(_ node: FunctionNode, _ text: ProgramText) -> String? {
    let place = line(text.line(node.span), in: text)
    switch node.givesValue {
    case nil: return "\(node.name)() (\(place)) has no return statement, so it gives None"
    case false: return "\(node.name)() (\(place)) can reach its end without a return, and then gives None"
    default: return nil
    }
  }

  // MARK: Small ones

  private var divisionByZero: String? {
    switch place.expression?.kind {
    case .binary(_, _, let right)?: return zero(right)
    default: break
    }
    if case .augmented(_, _, let right)? = place.statement?.kind { return zero(right) }
    return nil
  }

  private func zero(_ right: Expression) -> String? {
    guard let text = text(right) else { return nil }
    if case .constant = right.kind { return nil }
    if case .call(let callee, let arguments) = right.kind, case .name("len") = callee.kind, arguments.count == 1,
      let counted = self.text(arguments[0].value)
    {
      return "\(text) is 0: \(counted) is empty"
    }
    return "\(text) is 0 here"
  }

  private var endlessRecursion: String? {
    guard message.hasPrefix("maximum recursion depth exceeded"), let function = place.function,
      exception.frames.count > 20
    else {
      return nil
    }
    let names = Set(exception.frames.prefix(12).map(\.function))
    if names.count == 1 {
      return "\(function.name)() calls itself without end: it needs a case that returns without calling itself"
    }
    if names.count <= 3 {
      return "\(names.sorted().map { $0 + "()" }.joined(separator: " and ")) call each other without end"
    }
    return nil
  }

  private func changedDuringLoop(_ what: String) -> String? {
    for statement in place.statements.reversed() {
      guard case .for(let target, let iterable, _, _) = statement.kind, let target = text(target),
        var items = text(iterable)
      else { continue }
      items = items.hasSuffix(".keys()") ? String(items.dropLast(7)) : items
      return "loop over a copy: for \(target) in list(\(items)):"
    }
    return "loop over a copy: list(…)"
  }

  /// What programs know as packages to install.
  private static let packages = ["datasets", "matplotlib", "numpy", "pandas", "torch", "tqdm", "transformers", "trl"]

  private var missingModule: String? {
    guard let interpreter, let name = quoted.first else { return nil }
    let top = String(name.prefix { $0 != "." })
    let known = Set(interpreter.libraryNames.map { String($0.prefix { $0 != "." }) }).filter { !$0.hasPrefix("_") }
    if let near = Suggestions.nearest(to: name, among: interpreter.moduleNames.sorted()) {
      return "did you mean '\(near)'?"
    }
    if known.contains(top) {
      let inside = interpreter.moduleNames.filter { $0.hasPrefix(top + ".") }.sorted()
      return inside.isEmpty ? "\(top) is a module without parts" : "\(top) has: " + inside.joined(separator: ", ")
    }
    let packages = Self.packages.filter(known.contains)
    return (packages.isEmpty ? "" : "the packages here are \(packages.joined(separator: ", ")); ")
      + "then there are modules of the standard library, as math, random and json, and the .rl files beside the program"
  }
}
