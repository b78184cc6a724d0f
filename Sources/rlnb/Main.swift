import ArgumentParser

@main
struct RLNB: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rlnb", abstract: "Learn and run RLHF step by step.")
}
