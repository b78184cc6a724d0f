import ArgumentParser
import Bindings
import REPL

/// `rlnb repl`: the prompt, which `rlnb` alone opens too.
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Open the prompt.",
    discussion: """
      Tab completes names, attributes and file names. Ctrl-C clears the line or stops what runs, Ctrl-D leaves. The lines are \
      kept in the user's state folder (XDG_STATE_HOME, or ~/.local/state/rlnb).
      """)

  @Option(help: ArgumentHelp("Of matrix products: fp32, or bf16 where the machine has it.", valueName: "fp32|bf16"))
  var precision: PrecisionOption?

  func run() throws {
    precision?.applyAndSay()
    let status = REPL.run()
    if status != 0 { throw ExitCode(status) }
  }
}
