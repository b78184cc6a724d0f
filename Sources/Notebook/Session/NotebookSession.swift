import Bindings
import Script
import Support

/// Runs the cells of a notebook, one after the other, in one interpreter, and keeps what they show.
public final class NotebookSession {
  public let interpreter: Interpreter
  public private(set) var record: RunRecord
  /// Told of everything while it happens.
  public weak var observer: RunObserver?

  private var recorder = OutputRecorder()

  /// A session over `notebook`, whose parameters are replaced by `parameters`.
  ///
  /// - Parameters:
  ///   - path: the notebook's file, which error reports name.
  ///   - seed: seeds every random generator before the first cell; a parameter named `seed` takes it too.
  /// - Throws: ``UserError`` for a parameter that the notebook does not have.
  public init(
    _ notebook: Notebook, path: String, interpreter: Interpreter, parameters: [Parameter] = [], seed: Int? = nil
  ) throws {
    var parameters = parameters
    if let seed, notebook.parameters.contains(where: { $0.name == "seed" }),
      !parameters.contains(where: { $0.name == "seed" })
    {
      parameters.append(Parameter(name: "seed", value: String(seed)))
    }
    self.interpreter = interpreter
    record = RunRecord(
      notebook: try notebook.replacing(parameters), path: path, parameters: parameters, seed: seed, startedAt: Clock.now
    )
  }

  /// Runs the code cells whose indices are in `chosen` (nil: all) up to the first that fails or is interrupted.
  /// Variables stay as they are, so that a session can be run further.
  ///
  /// - Returns: the record of this session so far.
  @discardableResult
  public func run(_ chosen: Set<Int>? = nil) -> RunRecord {
    let start = Clock.steady
    connect()
    defer { disconnect() }
    if let seed = record.seed { seedGenerators(seed) }
    Interruption.clear()
    var ended = false
    let count = record.notebook.codeCells.count
    var number = 0
    for (index, cell) in record.notebook.cells.enumerated() {
      guard cell.kind == .code else {
        if !ended { observer?.passed(cell) }
        continue
      }
      number += 1
      let isChosen = chosen?.contains(index) ?? true
      if ended || !isChosen || !cell.isRunnable {
        let status: CellRun.Status = ended && isChosen && cell.isRunnable ? .notReached : .skipped
        // What an earlier run of the session gave stays.
        if record.cells[index] == nil || status == .notReached { record.cells[index] = CellRun(status: status) }
        continue
      }
      observer?.began(cell, number: number, of: count)
      let run = run(cell, number: number)
      record.cells[index] = run
      observer?.ended(cell, number: number, run)
      ended = run.endsRun
    }
    record.seconds += Clock.steady - start
    return record
  }

  private func run(_ cell: Cell, number: Int) -> CellRun {
    recorder = OutputRecorder()
    let source = source(of: cell, number: number)
    interpreter.upcoming = record.notebook.codeCells.filter { $0.number > number }
      .map { self.source(of: record.notebook.cells[$0.index], number: $0.number) }
    let deadline = cell.timeout.map { Deadline(seconds: $0) }
    let start = Clock.steady
    var run = CellRun(status: .succeeded)
    do {
      // Ctrl-C may have come between two cells.
      try Interruption.check()
      if let value = try interpreter.run(source, as: .cell), !value.isNone {
        show(.result(try ValueDisplay.data(value, in: interpreter)))
      }
      try interpreter.session { try NativeModules.cellEnded(in: interpreter) }
      if deadline?.cancel() == true { Interruption.clear() }
    } catch {
      let timedOut = deadline?.cancel() ?? false
      Interruption.clear()
      // Figures that were begun show how far the cell came.
      try? interpreter.session { try NativeModules.cellEnded(in: interpreter) }
      run.status = fail(ScriptError(error), in: cell, timedOut: timedOut)
    }
    run.seconds = Clock.steady - start
    interpreter.flush()
    recorder.endStream()
    run.outputs = recorder.outputs
    return run
  }

  private func source(of cell: Cell, number: Int) -> SourceText {
    SourceText(cell.source, name: cell.name(number: number), firstLine: cell.line, file: record.path)
  }

  /// Shows an exception that left a cell, and says what that makes of the cell.
  private func fail(_ error: ScriptError, in cell: Cell, timedOut: Bool) -> CellRun.Status {
    let exception = error.exception
    let isInterrupt = exception.type.name == "KeyboardInterrupt"
    let report = LanguageSession.report(error, in: interpreter)
    var shown = CellError(
      kind: report.parts.last?.type ?? exception.type.name, message: report.parts.last?.message ?? "",
      traceback: report.text)
    if isInterrupt, timedOut {
      let limit = Clock.duration(cell.timeout ?? 0)
      shown.kind = "TimeoutError"
      shown.message = "the cell ran longer than its limit of \(limit)"
      shown.traceback =
        shown.traceback.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("KeyboardInterrupt") && !$0.isEmpty }.joined(separator: "\n")
        + "\n\(shown.kind): \(shown.message)"
    }
    show(.error(shown))
    if isInterrupt { return timedOut ? .timedOut : .interrupted }
    return cell.mayRaise ? .raisedAsExpected : .failed
  }

  private func show(_ output: CellOutput) {
    interpreter.flush()
    recorder.add(output)
    observer?.showed(output)
  }

  private func connect() {
    interpreter.standardOutput = { [unowned self] in
      recorder.write(.stdout, $0)
      observer?.wrote(.stdout, $0)
    }
    interpreter.standardError = { [unowned self] in
      recorder.write(.stderr, $0)
      observer?.wrote(.stderr, $0)
    }
    interpreter.note = { [unowned self] in show(.note($0)) }
    Display.handler = { [unowned self] in show(.display($0)) }
    Display.clearHandler = { [unowned self] in
      interpreter.flush()
      recorder.clear(waits: $0)
    }
  }

  private func disconnect() {
    interpreter.flush()
    interpreter.standardOutput = Interpreter.writeTo(1)
    interpreter.standardError = Interpreter.writeTo(2)
    interpreter.note = { _ in }
    Display.handler = nil
    Display.clearHandler = nil
  }

  private func seedGenerators(_ seed: Int) {
    for (name, function) in [("random", "seed"), ("torch", "manual_seed"), ("numpy.random", "seed")] {
      try? interpreter.session {
        guard let seeder = try interpreter.importModule(name).namespace[function] else { return }
        try interpreter.call(seeder, [.int(seed)])
      }
    }
  }
}
