import Glibc
import Notebook
import Script
import Support

/// The prompt: reads statements, runs them, shows values.
public enum REPL {
  /// Runs until the end of the input and gives the exit status.
  public static func run() -> Int32 {
    let interpreter = LanguageSession.interpreter(besides: "./prompt")
    do {
      return try ReplSession(interpreter).run()
    } catch {
      Terminal(2).write("\(Program.name): \(error)\n")
      return 2
    }
  }
}

/// One session at the prompt.
final class ReplSession {
  private let interpreter: Interpreter
  private let output = Terminal(1)
  private let errors = Terminal(2)
  private let progress = ProgressDisplay(Terminal(2))
  private let reader: LineReader
  private var count = 0

  init(_ interpreter: Interpreter) throws {
    self.interpreter = interpreter
    reader = try LineReader(completer: Completer(interpreter))
  }

  func run() -> Int32 {
    Interruption.installSignalHandler()
    interpreter.reloadsEditedImports = true
    progress.install()
    interpreter.standardOutput = { [unowned self] in
      progress.clear()
      output.write($0)
    }
    interpreter.note = { [unowned self] in errors.write(errors.dim($0) + "\n") }
    interpreter.readLine = { [unowned self] in reader.plainLine(prompt: $0) }
    Display.handler = { [unowned self] in show($0) }
    output.write("\(Program.name) \(Program.version). Tab completes, Ctrl-D leaves.\n")
    var lines: [String] = []
    while true {
      switch reader.read(
        prompt: lines.isEmpty ? ">>> " : "... ", indent: lines.isEmpty ? "" : Block.indent(after: lines))
      {
      case .interrupted:
        output.write("KeyboardInterrupt\n")
        lines = []
      case .end:
        output.write("\n")
        reader.saveHistory()
        return 0
      case .line(let line):
        if lines.isEmpty, line.allSatisfy(\.isWhitespace) { continue }
        // A line with nothing but the indentation that was put there for the user is an empty line.
        lines += line.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.allSatisfy(\.isWhitespace) ? "" : String($0) }
        guard Interpreter.completeness(lines.joined(separator: "\n")) == .complete else { continue }
        reader.remember(lines.joined(separator: "\n"))
        if let status = execute(lines.joined(separator: "\n")) {
          reader.saveHistory()
          return status
        }
        lines = []
      }
    }
  }

  /// Runs one input; a number when the program asked to exit.
  private func execute(_ code: String) -> Int32? {
    count += 1
    Interruption.clear()
    defer { Interruption.clear() }
    do {
      let value = try interpreter.run(SourceText(code, name: "<input \(count)>"), as: .cell)
      interpreter.flush()
      progress.clear()
      if let value, !value.isNone {
        interpreter.main.namespace["_"] = value
        show(try ValueDisplay.data(value, in: interpreter))
      }
    } catch {
      interpreter.flush()
      progress.clear()
      let error = ScriptError(error)
      if error.exception.type.name == "SystemExit" { return LanguageSession.exitStatus(of: error, in: interpreter) }
      errors.write(LanguageSession.report(error, in: interpreter).text)
    }
    return nil
  }

  private func show(_ data: DisplayData) {
    interpreter.flush()
    progress.clear()
    output.write((output.isInteractive ? data.terminal ?? data.text : data.text) + "\n")
  }
}
