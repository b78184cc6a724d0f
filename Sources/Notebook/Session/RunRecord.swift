import Support

/// One thing that a cell showed, in the order it was shown.
public enum CellOutput: Sendable, Equatable {
  public enum Stream: String, Sendable { case stdout, stderr }

  /// Text as it was written; neighbours of one stream are joined.
  case stream(Stream, String)
  /// The value of the cell's last expression.
  case result(DisplayData)
  /// What the code showed while it ran: a figure.
  case display(DisplayData)
  case error(CellError)
  /// A word of the program itself: why a line was skipped.
  case note(String)
}

/// An exception that ended a cell.
public struct CellError: Sendable, Equatable {
  /// The exception's class: `"ValueError"`.
  public var kind: String
  public var message: String
  /// The whole report with the call chain, the source lines and the carets, as a terminal shows it without colours.
  public var traceback: String

  public init(kind: String, message: String, traceback: String) {
    self.kind = kind
    self.message = message
    self.traceback = traceback
  }
}

/// What became of one code cell in a run.
public struct CellRun: Sendable {
  public enum Status: Sendable, Equatable {
    case succeeded
    /// It raised, and was not tagged `raises-exception`.
    case failed
    /// It raised as it was expected to.
    case raisedAsExpected
    case interrupted
    case timedOut
    /// Not selected, or tagged `skip-execution`.
    case skipped
    /// The run ended before it.
    case notReached
  }

  public var status: Status
  public var outputs: [CellOutput] = []
  /// Wall time; 0 when it did not run.
  public var seconds = 0.0

  public init(status: Status, outputs: [CellOutput] = [], seconds: Double = 0) {
    self.status = status
    self.outputs = outputs
    self.seconds = seconds
  }

  /// Whether the run stops after it.
  public var endsRun: Bool { [.failed, .interrupted, .timedOut].contains(status) }
}

/// A run of a notebook: what was asked, and what every cell gave.
public struct RunRecord: Sendable {
  /// The notebook as it ran, with the parameters' values in place.
  public var notebook: Notebook
  public var path: String
  /// The values that were given from outside.
  public var parameters: [Parameter]
  public var seed: Int?
  public var machine: Machine
  /// Seconds since 1970 when the run began.
  public var startedAt: Double
  public var seconds = 0.0
  /// By index in the notebook's cells; code cells only.
  public var cells: [Int: CellRun] = [:]

  public init(
    notebook: Notebook, path: String, parameters: [Parameter] = [], seed: Int? = nil, machine: Machine = .current,
    startedAt: Double
  ) {
    self.notebook = notebook
    self.path = path
    self.parameters = parameters
    self.seed = seed
    self.machine = machine
    self.startedAt = startedAt
  }

  /// The name shown for the notebook: its title, or its file's name.
  public var title: String {
    if let title = notebook.title { return title }
    let name = path.split(separator: "/").last.map(String.init) ?? "notebook"
    return name.hasSuffix(".rlnb") ? String(name.dropLast(5)) : name
  }

  /// The cell that ended the run early, if one did.
  public var endedBy: (number: Int, cell: Cell, run: CellRun)? {
    for (number, index) in notebook.codeCells {
      if let run = cells[index], run.endsRun { return (number, notebook.cells[index], run) }
    }
    return nil
  }

  /// The exit status of a command that ran it: 0, 1 after an error, 130 after Ctrl-C.
  public var exitStatus: Int32 {
    guard let end = endedBy else { return 0 }
    return end.run.status == .interrupted ? 130 : 1
  }
}
