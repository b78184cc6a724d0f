import Glibc

/// Runs commands of the system for `!command` lines.
enum SystemCommand {
  /// Runs `command` with `sh` and gives its exit status, or 128 and the signal's number.
  static func run(_ command: String) throws -> Int {
    var child = pid_t()
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(command)]
    words.append(nil)
    defer { for word in words { free(word) } }
    let code = posix_spawn(&child, "/bin/sh", nil, nil, words, environ)
    guard code == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(status & 0x7F)
  }
}
