import Support

/// How source text is run.
extension Interpreter {
  /// What kind of text is run.
  public enum Mode: Sendable {
    /// A whole file: nothing is shown but what it prints.
    case file
    /// A cell: the value of the last expression statement is the result, unless the cell ends in `;`.
    case cell
  }

  /// Runs `source` in the module ``main``; variables stay, also those made before an error.
  ///
  /// - Returns: for a cell, the value of its last expression statement, if it ends in one and not in `;`.
  /// - Throws: ``ScriptError`` for an uncaught exception or a syntax error.
  @discardableResult
  public func run(_ source: SourceText, as mode: Mode = .file) throws -> Value? {
    try session {
      if reloadsBeforeCells, mode == .cell { try reloadEditedModules() }
      if mode == .file, !source.name.hasPrefix("<") { main.namespace["__file__"] = Value(source.file ?? source.name) }
      let value = try execute(source, in: main, isCell: mode == .cell)
      return value.isUnset ? nil : value
    }
  }

  /// Runs native code that calls into the language as this interpreter: under the lock, errors turned into
  /// ``ScriptError``, output flushed at the end.
  public func session<T>(_ body: () throws -> T) throws -> T {
    try GlobalLock.locked {
      let previous = (Interpreter.current, Interruption.countdown)
      Interpreter.current = self
      Interruption.countdown = machine.countdown
      defer {
        flush()
        (Interpreter.current, Interruption.countdown) = previous
      }
      do { return try body() } catch { throw ScriptError(error) }
    }
  }

  /// Parses and compiles without running.
  /// - Throws: ``ScriptError`` of a `SyntaxError` with its place.
  public func check(_ source: SourceText) throws {
    try session { _ = try compile(source, in: main, isCell: false) }
  }

  /// The state of a text as interactive input.
  public enum Completeness: Sendable { case complete, incomplete }

  /// Whether `text` could still become a program when lines are added: an open bracket, string or block.
  public static func completeness(_ text: String) -> Completeness { GlobalLock.locked { completeness(of: text) } }

  private static func completeness(of text: String) -> Completeness {
    let source = SourceText(text, name: "<input>")
    do {
      let statements = try Parser.parse(source)
      // A compound statement goes on until an empty line.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      guard let last = statements.last, let line = lines.last else { return .complete }
      switch last.kind {
      case .if, .while, .for, .function, .class, .try, .with:
        let isOneLine = lines.count == 1
        return line.isEmpty ? .complete : isOneLine && !text.hasSuffix(":") ? .incomplete : .incomplete
      default: return .complete
      }
    } catch let fault as SyntaxFault {
      let unfinished =
        fault.message.hasSuffix("was never closed") || fault.message.hasPrefix("unterminated triple-quoted")
        || fault.message.hasPrefix("expected an indented block") || fault.message == "unexpected EOF while parsing"
        || fault.message == "expected 'except' or 'finally' block" && Int(fault.span.start) >= source.bytes.count - 1
      return unfinished ? .incomplete : .complete
    } catch {
      return .complete
    }
  }

  func compile(_ source: SourceText, in module: ModuleObject, isCell: Bool) throws -> Code {
    do {
      var parsed = try Parser.parseProgram(source)
      if parsed.endsInSemicolon, isCell { parsed.statements.append(Statement(.pass, SourceSpan(0, 0))) }
      return try Compiler.compile(
        parsed.statements, source: source, module: module.namespace, builtins: builtins, isCell: isCell)
    } catch let fault as SyntaxFault {
      throw SyntaxDiagnostic.error(fault, source)
    }
  }

  func execute(_ source: SourceText, in module: ModuleObject, isCell: Bool = false) throws -> Value {
    let code = try compile(source, in: module, isCell: isCell)
    module.sources.append(source)
    if let text = code.documentation, module.namespace["__doc__"] == nil { module.namespace["__doc__"] = Value(text) }
    let function = FunctionObject(code: code, module: module, defaults: [], keywordDefaults: [], cells: [])
    return try machine.execute(function)
  }

  func callFunction(
    _ function: FunctionObject, _ arguments: [Value], _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    try machine.call(function, arguments, keywords)
  }

  // MARK: Notebook lines

  func runMagic(_ line: String) throws {
    let text = String(line.drop { $0 == " " || $0 == "\t" })
    guard text.hasPrefix("!") else {
      if try autoreloadMagic(text.split(separator: " ")) { return }
      note("\(text): skipped, it belongs to Jupyter")
      return
    }
    guard let runCommand else {
      note("\(text): skipped, commands are not allowed here")
      return
    }
    flush()
    let status = try runCommand(String(text.dropFirst()))
    if status != 0 { note("\(text): exit status \(status)") }
  }
}
