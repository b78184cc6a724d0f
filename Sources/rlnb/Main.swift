import ArgumentParser
import Glibc
import Notebook
import REPL
import Support

/// The program's entry. Scripts, `-c` and the prompt go straight to the language: the command-line parser would take
/// longer to build its commands than a short script runs.
@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_DFL)
    var arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try PrecisionArgument.takeLeading(&arguments)
    } catch {
      Failure.report(error)
      exit(2)
    }
    if let script = ScriptArguments(arguments) { exit(script.run()) }
    if arguments.isEmpty { exit(REPL.run()) }
    if let first = arguments.first, first.hasSuffix(".rlnb") {
      RootCommand.main(["run"] + arguments)
    } else if let first = arguments.first, let complaint = RootCommand.complaint(about: first) {
      Failure.report(complaint)
      exit(2)
    } else {
      RootCommand.main(arguments)
    }
  }
}
