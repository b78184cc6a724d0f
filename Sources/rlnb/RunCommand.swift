import ArgumentParser
import Bindings
import Notebook
import Support

/// `rlnb run`: runs a notebook and writes its report.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a notebook and write its report.",
    discussion: """
      What cells print goes to standard output; headings, times, progress and errors go to standard error. Ctrl-C stops the \
      running cell; the report of what ran so far is still written. The exit status is 0 when every cell ran, 1 after an \
      error, 130 after Ctrl-C.

      Examples:
        rlnb run notebooks/rlhf_ppo.rlnb --report ppo.html
        rlnb run lesson.rlnb --param steps=3 --param dataset_name=reviews-mini --seed 1
        rlnb run lesson.rlnb --cells 1-5,8,tag:setup,"Train*" --report out.html --report out.ipynb
      """)

  @Argument(help: ArgumentHelp("The notebook (.rlnb).", valueName: "file"), completion: .file(extensions: ["rlnb"]))
  var file: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the report goes; its ending says which kind: .html, .md or .ipynb. May be given more than once.",
      valueName: "path"))
  var report: [String] = []

  @Option(
    help: ArgumentHelp(
      "Which code cells to run: numbers and ranges from 1, tag:NAME, titles with * and ?, separated by commas.",
      valueName: "spec"))
  var cells: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A value for a name that a cell tagged 'parameters' assigns. May be given more than once.",
      valueName: "name=value"))
  var param: [String] = []

  @Option(help: ArgumentHelp("Seeds the random generators before the first cell.", valueName: "n"))
  var seed: Int?

  @Option(help: ArgumentHelp("Of matrix products: fp32, or bf16 where the machine has it.", valueName: "fp32|bf16"))
  var precision: PrecisionOption?

  @Flag(help: "Let '!command' lines run commands of the system.")
  var allowCommands = false

  @Flag(name: .shortAndLong, help: "Say nothing but what cells print, and errors.")
  var quiet = false

  func run() throws {
    let status = try Failure.handled { try runNotebook() }
    if status != 0 { throw ExitCode(status) }
  }

  private func runNotebook() throws -> Int32 {
    guard FileIO.exists(file) else { throw UserError.missingFile(file, endings: [".rlnb"]) }
    precision?.applyAndSay()
    let notebook = try Notebook(path: file)
    let chosen = try cells.map { try CellSelection($0).indices(in: notebook) }
    let reports = try report.map { try ReportFile(path: $0) }
    let interpreter = LanguageSession.interpreter(besides: file)
    if allowCommands { interpreter.runCommand = SystemCommand.run }
    let session = try NotebookSession(
      notebook, path: file, interpreter: interpreter, parameters: try param.map { try Parameter($0) }, seed: seed)
    let narrator = TerminalNarrator(isQuiet: quiet)
    narrator.progress.install()
    session.observer = narrator
    Interruption.installSignalHandler()
    let record = session.run(chosen)
    for report in reports {
      try report.write(record)
      narrator.finish("Report: \(report.absolutePath)")
    }
    return record.exitStatus
  }
}
