import ArgumentParser
import Notebook
import Script
import Support

/// `rlnb fmt`: gives code its canonical look.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Format the code of scripts and notebooks.",
    discussion: """
      Four spaces for a level, spaces around operators and after commas, two blank lines around functions and classes, lines \
      that are too long broken inside brackets. Other line breaks, quotes and comments stay, and so do the header, the markers, the Markdown and the magic lines of a notebook. A \
      file is written whole or not at all, and never when it is no program. The exit status is 0, 1 when --check finds a file \
      that would change, 2 when a file cannot be formatted.

      Examples:
        rlnb fmt lesson.rlnb helpers.rl
        rlnb fmt --check notebooks/*.rlnb
        rlnb fmt - < draft.rl
      """)

  @Argument(
    help: ArgumentHelp(
      "Scripts (.rl) and notebooks (.rlnb); - reads standard input and writes standard output.", valueName: "file"),
    completion: .file(extensions: ["rl", "rlnb"]))
  var files: [String]

  @Flag(help: "Change nothing; name the files that would change.")
  var check = false

  @Option(help: "Break longer lines.")
  var width = CodeFormatter.width

  func validate() throws {
    if width < 20 { throw ValidationError("--width must be at least 20") }
  }

  func run() throws {
    var changed = 0
    var failed = false
    for file in files {
      do {
        if try format(file) { changed += 1 }
      } catch let error as UserError {
        Failure.report(error)
        failed = true
      }
    }
    if failed { throw ExitCode(2) }
    if check && changed > 0 { throw ExitCode(1) }
  }

  /// Formats one file; whether it changed, or would.
  private func format(_ file: String) throws -> Bool {
    if file == "-" {
      let text = String(decoding: ScriptArguments.standardInput(), as: UTF8.self)
      let formatted = try CodeFormatter.format(text, name: "<stdin>", width: width)
      if !check { Terminal(1).write(formatted) }
      return formatted != text
    }
    guard FileIO.exists(file) else { throw UserError.missingFile(file, endings: [".rl", ".rlnb"]) }
    guard let formatted = try NotebookFormatter.format(path: file, width: width) else { return false }
    if !check { try FileIO.write(formatted, to: file) }
    Terminal(1).write(check ? "\(file): would change\n" : "\(file): formatted\n")
    return true
  }
}
