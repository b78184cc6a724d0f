import CReadline
import Glibc
import Support

/// Reads lines with GNU readline: editing, history, completion. Readline keeps its state in globals, so there is one.
final class LineReader {
  enum Input {
    case line(String)
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D, or the end of a file.
    case end
  }

  fileprivate nonisolated(unsafe) static var current: LineReader?
  fileprivate let completer: Completer
  fileprivate var received: UnsafeMutablePointer<CChar>?
  fileprivate var isDone = false
  private var indent = ""
  private let historyPath: String
  private static let longestHistory: Int32 = 5000

  /// - Throws: ``UserError`` when there is no readline.
  init(completer: Completer) throws {
    try SharedLibrary.require(creadline_problem())
    self.completer = completer
    let state = Folders.environment("XDG_STATE_HOME") ?? (Folders.environment("HOME") ?? ".") + "/.local/state"
    historyPath = state + "/rlnb/history"
    LineReader.current = self
    LineReader.setUp()
    using_history()
    stifle_history(LineReader.longestHistory)
    read_history(historyPath)
  }

  private static func setUp() {
    creadline_set_up(
      { _, start, end in LineReader.complete(Int(start), Int(end)) },
      {
        LineReader.current?.insertIndent()
        return 0
      })
  }

  /// Shows `prompt` and reads one line, which starts with `indent` unless it is deleted.
  func read(prompt: String, indent: String = "") -> Input {
    Interruption.clear()
    self.indent = isatty(0) == 1 ? indent : ""
    received = nil
    isDone = false
    rl_callback_handler_install(prompt) { line in
      LineReader.current?.received = line
      LineReader.current?.isDone = true
      rl_callback_handler_remove()
    }
    while !isDone {
      var descriptor = pollfd(fd: fileno(creadline_input() ?? stdin), events: Int16(POLLIN), revents: 0)
      // Ctrl-C may come between the look for it and the waiting: it is looked for again soon.
      let ready = poll(&descriptor, 1, 50)
      if Interruption.isRequested {
        Interruption.clear()
        abandonLine()
        return .interrupted
      }
      if ready > 0 { rl_callback_read_char() }
    }
    guard let received else { return .end }
    defer { free(received) }
    return .line(String(cString: received))
  }

  /// Reads a line for a program's `input()`; nil at the end of the input.
  func plainLine(prompt: String) -> String? {
    switch read(prompt: prompt) {
    case .line(let line): return line
    case .end: return nil
    case .interrupted:
      Interruption.request()
      return nil
    }
  }

  /// Adds an input to the history, unless it repeats the last one.
  func remember(_ text: String) {
    var text = text
    while text.last == "\n" || text.last == " " { text.removeLast() }
    guard !text.isEmpty else { return }
    if let last = creadline_last_entry(), String(cString: last) == text { return }
    add_history(text)
  }

  /// Writes the history file; one that cannot be written is no reason to complain at the end of a session.
  func saveHistory() {
    let folder = historyPath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    guard (try? FileIO.makeFolder(folder)) != nil, creadline_history_count() > 0 else { return }
    let mask = umask(0o077)
    write_history(historyPath)
    umask(mask)
  }

  private func insertIndent() {
    guard !indent.isEmpty else { return }
    rl_insert_text(indent)
    indent = ""
  }

  private func abandonLine() {
    rl_free_line_state()
    rl_callback_sigcleanup()
    rl_callback_handler_remove()
    // The cursor may be inside a long line: what follows goes below it.
    var newline = UInt8(ascii: "\n")
    _ = write(1, &newline, 1)
  }

  /// Readline's list of completions: what all have in common, then each; allocated with malloc, ended by NULL.
  fileprivate static func complete(_ start: Int, _ end: Int) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    creadline_finish_completion()
    guard let reader = current, let buffer = creadline_line() else { return nil }
    let bytes = UnsafeRawBufferPointer(start: buffer, count: end)
    let line = String(decoding: bytes, as: UTF8.self)
    if line.allSatisfy(\.isWhitespace) { return tab() }
    let (first, words) = reader.completer.completions(line)
    guard !words.isEmpty else { return nil }
    // Readline replaces what it takes for the word; ours may begin before it.
    let extra = start - first
    let cut = words.map { Array($0.utf8).dropFirst(max(0, extra)) }
    var common = cut[0]
    for word in cut.dropFirst() { common = common.prefix(zip(common, word).prefix { $0 == $1 }.count) }
    while String(validating: common, as: UTF8.self) == nil { common = common.dropLast() }
    let list = words.count == 1 ? [common] : [common] + cut
    let result = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>(OpaquePointer(malloc((list.count + 1) * 8)!))
    for (index, word) in list.enumerated() { result[index] = strdup(String(decoding: word, as: UTF8.self)) }
    result[list.count] = nil
    return result
  }

  /// A tab at the start of a line is indentation.
  private static func tab() -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    rl_insert_text("    ")
    return nil
  }
}
