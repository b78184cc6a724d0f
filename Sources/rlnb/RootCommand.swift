import ArgumentParser
import Notebook
import Support

/// `rlnb` itself: what `--help` says, and the commands.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Program.name,
    abstract: "Learn and run RLHF step by step: notebooks, scripts and a prompt.",
    usage: """
      rlnb                                 open the prompt
      rlnb FILE.rlnb [OPTIONS]             run a notebook (see: rlnb help run)
      rlnb FILE.rl [ARGUMENTS]             run a script
      rlnb -c CODE [ARGUMENTS]             run code
      rlnb COMMAND [OPTIONS]
      """,
    discussion: """
      Examples:
        rlnb run notebooks/rlhf_ppo.rlnb --report ppo.html
        rlnb run notebooks/rlhf_ppo.rlnb --param steps=3 --cells 1-12
        rlnb -c "print(sum(range(10)))"
        echo "print(1 + 1)" | rlnb -
        rlnb --precision bf16 train.rl

      Environment: RLNB_HOME (the program's own files), RLNB_CACHE (data and models), RLNB_THREADS, NO_COLOR.
      """,
    version: "\(Program.name) \(Program.version)",
    subcommands: [RunCommand.self, CheckCommand.self, FormatCommand.self, ConvertCommand.self, ReplCommand.self])

  /// Says what is wrong with a first argument that is neither an option, a command nor a file that can be run.
  ///
  /// - Returns: nil when it is one of the first two.
  static func complaint(about first: String) -> UserError? {
    let commands = configuration.subcommands.map { $0._commandName } + ["help"]
    if first.hasPrefix("-") || commands.contains(first) { return nil }
    if first.contains(".") || first.contains("/") {
      return FileIO.exists(first)
        ? UserError(.value, "'\(first)' is no script (.rl) and no notebook (.rlnb)")
        : UserError.missingFile(first, endings: [".rlnb", ".rl"])
    }
    if let near = Nearest.match(first, among: commands) {
      return UserError(.value, "there is no command '\(first)'", hint: "did you mean '\(near)'?")
    }
    return UserError(
      .value, "there is no command and no file '\(first)'", hint: "commands: \(commands.joined(separator: ", "))")
  }
}

/// What a command says when it cannot do its work.
enum Failure {
  /// Writes `error` to standard error as one message.
  static func report(_ error: Error) {
    let text: String
    if let error = error as? UserError {
      text = error.hint.map { "\(error.message)\n  \($0)" } ?? error.message
    } else {
      text = "\(error)"
    }
    Terminal(2).write("rlnb: \(text)\n")
  }

  /// Runs `body`; a ``UserError`` becomes its message and exit status 2.
  static func handled<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as UserError {
      report(error)
      throw ExitCode(2)
    }
  }
}
