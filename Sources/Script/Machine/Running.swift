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
    throw ScriptError(.notImplementedError, "the machine is not there yet")
  }

  func callFunction(
    _ function: FunctionObject, _ arguments: [Value], _ keywords: [(name: String, value: Value)]
  ) throws -> Value {
    throw ScriptError(.notImplementedError, "the machine is not there yet")
  }

  /// The module `name`, imported if it was not yet.
  /// - Throws: `ModuleNotFoundError`, or what the module's code throws.
  public func importModule(_ name: String) throws -> ModuleObject {
    if let module = modules[name] { return module }
    guard let build = builders[name] else {
      throw ScriptError(.moduleNotFoundError, "No module named '\(name)'")
    }
    let module = try build(self)
    modules[name] = module
    return module
  }
}
