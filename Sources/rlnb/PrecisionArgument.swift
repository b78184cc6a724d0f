import ArgumentParser
import Bindings
import Notebook
import Support

extension PrecisionOption: ExpressibleByArgument {
  /// Switches the products, and says so where that is not possible.
  func applyAndSay() {
    if let note = apply() { Terminal(2).write("rlnb: \(note)\n") }
  }
}

/// The option in front of scripts and code.
enum PrecisionArgument {
  /// Takes a leading `--precision NAME` or `--precision=NAME` off a command line and applies it.
  static func takeLeading(_ arguments: inout [String]) throws {
    guard let first = arguments.first, first == "--precision" || first.hasPrefix("--precision=") else { return }
    let name = first == "--precision" ? arguments.dropFirst().first : String(first.dropFirst("--precision=".count))
    arguments.removeFirst(first == "--precision" ? min(2, arguments.count) : 1)
    guard let name, let option = PrecisionOption(rawValue: name) else {
      throw UserError(.value, "--precision cannot be '\(name ?? "")'", hint: "fp32 or bf16")
    }
    option.applyAndSay()
  }
}
