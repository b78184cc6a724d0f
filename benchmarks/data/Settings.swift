/// `key=value` words of a command line.
struct Settings {
  private var values: [String: String] = [:]
  private(set) var words: [String] = []

  init(_ arguments: some Sequence<String>) {
    for argument in arguments {
      if let mark = argument.firstIndex(of: "=") {
        values[String(argument[..<mark])] = String(argument[argument.index(after: mark)...])
      } else {
        words.append(argument)
      }
    }
  }

  func int(_ key: String, _ fallback: Int) -> Int { values[key].flatMap { Int($0) } ?? fallback }

  func text(_ key: String) -> String? { values[key] }
}
