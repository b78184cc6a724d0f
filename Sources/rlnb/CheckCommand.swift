import ArgumentParser
import Notebook
import Support

/// `rlnb check`: mistakes that can be found without running.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find mistakes in scripts and notebooks without running them.",
    discussion: """
      Finds errors of syntax, names that nothing defines, modules and names that cannot be imported, and keyword arguments \
      that the called function does not have. What cannot be known without running is taken to be right. Cells tagged \
      raises-exception or skip-execution are not judged.

      Each finding is file:line:column: error: message, with the line and a mark under the place. The exit status is 0 \
      without findings, 1 with some, 2 when a file cannot be read.

      Examples:
        rlnb check lesson.rlnb
        rlnb check notebooks/*.rlnb helpers.rl
      """)

  @Argument(
    help: ArgumentHelp("Scripts (.rl) and notebooks (.rlnb).", valueName: "file"),
    completion: .file(extensions: ["rl", "rlnb"]))
  var files: [String]

  func run() throws {
    var count = 0
    try Failure.handled {
      for file in files {
        guard FileIO.exists(file) else { throw UserError.missingFile(file, endings: [".rl", ".rlnb"]) }
        for finding in try NotebookCheck.findings(path: file) {
          count += 1
          Terminal(1).write(finding.text)
        }
      }
    }
    if count > 0 { throw ExitCode(1) }
  }
}
