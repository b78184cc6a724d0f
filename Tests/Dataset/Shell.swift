import Glibc
import Testing

/// Runs commands that make what a test needs.
enum Shell {
  struct Failed: Error {
    let command: String
  }

  @discardableResult
  static func run(_ command: String) throws -> Int32 {
    let status = command.withCString { system($0) }
    guard status == 0 else { throw Failed(command: command) }
    return status
  }
}
