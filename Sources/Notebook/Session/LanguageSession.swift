import Bindings
import Script
import Support

/// Interpreters as the program's front ends use them: with the native modules, and with errors as text.
public enum LanguageSession {
  /// A new interpreter; `import` looks for modules in the folder of `path` first.
  public static func interpreter(besides path: String? = nil) -> Interpreter {
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    if let path {
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      interpreter.runningFolder = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    }
    return interpreter
  }

  /// Runs a script: only what it prints is shown; an uncaught exception goes to standard error.
  ///
  /// - Returns: the exit status: 0, 1 after an exception, 130 after Ctrl-C, or what `sys.exit` was given.
  public static func runScript(_ source: SourceText, arguments: [String], besides path: String? = nil) -> Int32 {
    let interpreter = interpreter(besides: path)
    interpreter.arguments = arguments
    Interruption.installSignalHandler()
    let progress = ProgressDisplay(Terminal(2))
    let output = Terminal(1)
    // Another model in the place of the one asked for, say: not the script's own output, yet not to be kept from anyone.
    interpreter.note = { Terminal(2).write("rlnb: \($0)\n") }
    if Terminal(2).isInteractive {
      progress.install()
      interpreter.standardOutput = {
        progress.clear()
        output.write($0)
      }
    }
    if output.isInteractive {
      Display.handler = { data in
        interpreter.flush()
        progress.clear()
        output.write((data.terminal ?? data.text) + "\n")
      }
    }
    do {
      try interpreter.run(source)
      interpreter.flush()
      return 0
    } catch {
      interpreter.flush()
      progress.clear()
      return exitStatus(of: ScriptError(error), in: interpreter)
    }
  }

  /// What is to be said of an error that left the language.
  public static func report(_ error: Error, in interpreter: Interpreter) -> ErrorReport {
    let error = ScriptError(error)
    // Messages may be made by the program's own `__str__`.
    return (try? interpreter.session { ErrorReport(error) }) ?? ErrorReport(error)
  }

  /// What an exception that nothing caught makes of the program's exit; its report goes to standard error.
  public static func exitStatus(of error: ScriptError, in interpreter: Interpreter) -> Int32 {
    let exception = error.exception
    if exception.type.name == "SystemExit" {
      guard let code = exception.arguments.first, !code.isNone else { return 0 }
      if let number = code.exactInt { return Int32(truncatingIfNeeded: number) & 0xFF }
      Terminal(2).write(report(error, in: interpreter).parts.last.map(\.message).map { $0 + "\n" } ?? "")
      return 1
    }
    Terminal(2).write(report(error, in: interpreter).text)
    return exception.type.name == "KeyboardInterrupt" ? 130 : 1
  }
}
