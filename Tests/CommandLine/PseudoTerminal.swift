import Glibc
import Support

/// The program on a terminal of its own, driven as by a person.
final class PseudoTerminal {
  private let control: Int32
  private let child: pid_t
  /// All that has appeared on the terminal and was not yet looked for.
  private(set) var screen = ""
  private var bytes: [UInt8] = []
  private var isEnded = false

  /// Starts the program with `arguments` in `folder`, on a terminal of 24 lines of 100 columns.
  init(_ arguments: [String], in folder: String, home: String) throws {
    control = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number): (Int32, UInt32) = (0, 0)
    // TIOCSPTLCK and TIOCGPTN, macros that Swift does not see.
    guard control >= 0, ioctl(control, 0x4004_5431, &locked) == 0, ioctl(control, 0x8004_5430, &number) == 0 else {
      throw UserError.fromErrno(errno, path: "/dev/ptmx", doing: "cannot open")
    }
    var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(control, UInt(TIOCSWINSZ), &size)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    // The first terminal that the leader of a session opens becomes the one that sends it Ctrl-C.
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/pts/\(number)", O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    child = try Program.spawn(arguments, in: folder, &actions, ownSession: true, home: home)
    posix_spawn_file_actions_destroy(&actions)
  }

  deinit {
    if !isEnded {
      kill(child, SIGKILL)
      _ = Program.wait(for: child)
    }
    close(control)
  }

  /// Types `text`.
  func type(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(control, $0.baseAddress, $0.count) }
  }

  /// Types `text` and Return.
  func enter(_ text: String) { type(text + "\r") }

  /// Waits until `text` appears, and forgets the screen up to its end.
  ///
  /// - Returns: what stood before it; nil when it did not appear within `limit` seconds.
  @discardableResult
  func wait(for text: String, limit: Double = 30) -> String? {
    let end = Program.seconds() + limit
    while true {
      if let place = screen.firstRange(of: text) {
        let before = String(screen[..<place.lowerBound])
        screen = String(screen[place.upperBound...])
        bytes = Array(screen.utf8)
        return before
      }
      guard Program.seconds() < end, readMore() else { return nil }
    }
  }

  private func readMore() -> Bool {
    var waiting = pollfd(fd: control, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 100) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(control, &buffer, buffer.count)
    guard count > 0 else { return false }
    // Lines end in "\n" here, as programs write them.
    bytes += buffer[..<count].filter { $0 != 0x0D }
    screen = PseudoTerminal.withoutPasteMarks(String(decoding: bytes, as: UTF8.self))
    bytes = Array(screen.utf8)
    return true
  }

  /// Readline turns the marking of pasted text on and off around every line.
  private static func withoutPasteMarks(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    while let place = rest.firstRange(of: "\u{1B}[?2004") {
      out += rest[..<place.lowerBound]
      let mark = rest[place.upperBound...]
      // A mark that has not wholly arrived stays.
      guard !mark.isEmpty else { return out + rest[place.lowerBound...] }
      rest = mark.dropFirst()
    }
    return out + rest
  }

  /// Waits for the program's end and gives its exit status.
  func end() -> Int32 {
    while readMore() {}
    isEnded = true
    return Program.wait(for: child)
  }
}
