/// `key=value` words of a command line.
public struct Settings {
  private var values: [String: String] = [:]
  public private(set) var words: [String] = []

  public init(_ arguments: some Sequence<String>) {
    for argument in arguments {
      if let mark = argument.firstIndex(of: "=") {
        values[String(argument[..<mark])] = String(argument[argument.index(after: mark)...])
      } else {
        words.append(argument)
      }
    }
  }

  public func int(_ key: String, _ fallback: Int) -> Int { values[key].flatMap { Int($0) } ?? fallback }

  public func text(_ key: String) -> String? { values[key] }
}
