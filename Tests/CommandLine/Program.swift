import Glibc
import Support

/// The built program, run as a user runs it.
enum Program {
  /// What a finished run left.
  struct Run {
    /// The exit status, or 128 and the number of the signal that ended it.
    var status: Int32
    var output: String
    var errors: String
    /// Seconds from the interruption to the first words on standard error; `nil` without one.
    var reportedAfter: Double?
  }

  /// The program beside the test bundle.
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let bundle = count > 0 ? String(cString: buffer) : ""
    let beside =
      bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/rlnb"
    if FileIO.exists(beside) { return beside }
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return root + "/.build/release/rlnb"
  }()

  /// Environment of every run: nothing of the user's own, no colours.
  static func environment(_ home: String, threads: Int = 1) -> [String] {
    var variables = ["HOME=\(home)", "TERM=xterm", "NO_COLOR=1", "LANG=C.UTF-8", "RLNB_THREADS=\(threads)"]
    for name in ["PATH", "RLNB_HOME", "LD_LIBRARY_PATH"] {
      if let value = Folders.environment(name) { variables.append("\(name)=\(value)") }
    }
    return variables
  }

  /// Runs the program to its end, or for `limit` seconds.
  ///
  /// - Parameters:
  ///   - interruptAfter: once this text was printed, SIGINT is sent.
  ///   - keepsInputOpen: whether the input has no end after `input`.
  static func run(
    _ arguments: [String], input: String = "", in folder: String = "/", limit: Double = 120,
    interruptAfter mark: String? = nil, keepsInputOpen: Bool = false, threads: Int = 1
  ) throws -> Run {
    let (inputPipe, outputPipe, errorPipe) = (pipe(), pipe(), pipe())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, inputPipe[0], 0)
    posix_spawn_file_actions_adddup2(&actions, outputPipe[1], 1)
    posix_spawn_file_actions_adddup2(&actions, errorPipe[1], 2)
    let child = try spawn(arguments, in: folder, &actions, threads: threads)
    posix_spawn_file_actions_destroy(&actions)
    for descriptor in [inputPipe[0], outputPipe[1], errorPipe[1]] { close(descriptor) }
    var text = input
    // A program that has ended already takes no input: that is no reason to be ended as well.
    text.withUTF8 { _ = send(inputPipe[1], $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if !keepsInputOpen { close(inputPipe[1]) }
    defer { if keepsInputOpen { close(inputPipe[1]) } }

    var streams: [(descriptor: Int32, bytes: [UInt8])] = [(outputPipe[0], []), (errorPipe[0], [])]
    var open = 2
    var (interrupted, reportedAfter): (Double?, Double?)
    let end = seconds() + limit
    while open > 0, seconds() < end {
      var waiting = streams.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      guard poll(&waiting, 2, 100) > 0 else { continue }
      for index in 0..<2 where waiting[index].revents != 0 && streams[index].descriptor >= 0 {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(streams[index].descriptor, &buffer, buffer.count)
        if count > 0 {
          if index == 1, reportedAfter == nil { reportedAfter = interrupted.map { seconds() - $0 } }
          streams[index].bytes += buffer[..<count]
        } else {
          close(streams[index].descriptor)
          streams[index].descriptor = -1
          open -= 1
        }
      }
      if let mark, interrupted == nil, String(decoding: streams[0].bytes, as: UTF8.self).contains(mark) {
        // What was asked for is to be under way.
        usleep(200_000)
        interrupted = seconds()
        kill(child, SIGINT)
      }
    }
    if open > 0 { kill(child, SIGKILL) }
    for stream in streams where stream.descriptor >= 0 { close(stream.descriptor) }
    return Run(
      status: wait(for: child), output: String(decoding: streams[0].bytes, as: UTF8.self),
      errors: String(decoding: streams[1].bytes, as: UTF8.self), reportedAfter: reportedAfter)
  }

  /// A connection whose ends no other child inherits.
  private static func pipe() -> [Int32] {
    var ends: [Int32] = [0, 0]
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
    return ends
  }

  static func spawn(
    _ arguments: [String], in folder: String, _ actions: inout posix_spawn_file_actions_t,
    ownSession: Bool = false, home: String = "/tmp/rlnb-tests-\(getpid())/home",
    threads: Int = 1
  ) throws -> pid_t {
    try FileIO.makeFolder(home)
    let shell = ["sh", "-c", "cd \"$0\" && exec \"$@\"", folder, path]
    var words: [UnsafeMutablePointer<CChar>?] = (shell + arguments).map { strdup($0) }
    words.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] = environment(home, threads: threads).map { strdup($0) }
    variables.append(nil)
    defer { for word in words + variables { free(word) } }
    var child = pid_t()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads that run tests block signals; a child would inherit that. 0x80 is POSIX_SPAWN_SETSID.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (ownSession ? 0x80 : 0)))
    let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, words, variables)
    guard code == 0 else { throw UserError.fromErrno(code, path: path, doing: "cannot run") }
    return child
  }

  static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// A new folder with the files given by name and text.
  static func folder(_ name: String, _ files: KeyValuePairs<String, String> = [:]) throws -> String {
    let folder = "/tmp/rlnb-tests-\(getpid())/\(name)"
    try FileIO.makeFolder(folder)
    for (file, text) in files { try FileIO.write(text, to: "\(folder)/\(file)") }
    return folder
  }
}
