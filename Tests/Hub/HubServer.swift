import Glibc
import Synchronization

/// A small hub on this machine: one repository, the hub's protocol over plain sockets, and faults on purpose.
final class HubServer: @unchecked Sendable {
  /// What goes wrong with an answer.
  enum Fault {
    /// Closes the connection after so many bytes of the body.
    case cut(Int)
    /// Answers with a status, and perhaps when to come back.
    case status(Int, retryAfter: String? = nil, code: String? = nil)
    /// Sends other bytes of the right number.
    case wrongBytes
    /// Says that the body is shorter than the file, and sends so much.
    case short(Int)
    /// Sends more bytes than the file has.
    case long(Int)
    /// Sends all when asked for the rest.
    case ignoresRange
    /// Says nothing for so many seconds.
    case silence(Double)
  }

  struct File {
    var bytes: [UInt8]
    var etag: String
    /// Whether the file lies elsewhere, as the hub's large files do.
    var isLarge: Bool
  }

  struct State {
    var faults: [Fault] = []
    var log: [String] = []
    var files: [String: File] = [:]
    var needsToken: String?
    var siblings: [String] = []
  }

  let commit = "0123456789abcdef0123456789abcdef01234567"
  private(set) var port: UInt16 = 0
  private let listener: Int32
  private let state = Mutex(State())

  init() {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(listener, $0, length)
        _ = listen(listener, 16)
        _ = getsockname(listener, $0, &length)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    signal(SIGPIPE, SIG_IGN)
    Self.thread { [weak self, listener] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        guard let self else {
          close(connection)
          return
        }
        Self.thread { self.serve(connection) }
      }
    }
  }

  /// Stops taking connections.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  var address: String { "http://127.0.0.1:\(port)" }

  /// The requests so far: method, path and range.
  var log: [String] { state.withLock { $0.log } }

  func add(_ name: String, _ file: File) { state.withLock { $0.files[name] = file } }
  /// A name that the listing has beside those of the files.
  func list(_ name: String) { state.withLock { $0.siblings.append(name) } }
  func need(token: String) { state.withLock { $0.needsToken = token } }
  /// Faults of the next answers with a file's content, in order.
  func fail(_ faults: [Fault]) { state.withLock { $0.faults = faults } }

  private static func thread(_ body: @escaping @Sendable () -> Void) {
    final class Box {
      let body: () -> Void
      init(_ body: @escaping () -> Void) { self.body = body }
    }
    var id = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    pthread_create(
      &id, nil,
      {
        Unmanaged<Box>.fromOpaque($0!).takeRetainedValue().body(); return nil
      }, box.toOpaque())
    pthread_detach(id)
  }

  // MARK: Answers

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !text.contains("\r\n\r\n") {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    let lines = text.split(separator: "\r\n").map(String.init)
    let words = lines[0].split(separator: " ").map(String.init)
    func header(_ name: String) -> String? {
      lines.first { $0.lowercased().hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
    let range = header("range")
    let start = range.flatMap { Int($0.dropFirst(6).prefix { $0 != "-" }) } ?? 0
    let isHead = words[0] == "HEAD"
    let parts = words[1].split(separator: "/").map(String.init)
    // /owner/name/resolve/COMMIT/FILE, with /datasets before it for data sets; /cdn/FILE.
    let name = (parts.first == "cdn" ? parts.dropFirst() : parts.drop { $0 != "resolve" }.dropFirst(2)).joined(
      separator: "/")
    let (file, needed, siblings) = state.withLock { state -> (File?, String?, [String]) in
      state.log.append(words[0] + " " + words[1] + (range.map { " " + $0 } ?? ""))
      return (state.files[name], state.needsToken, state.files.keys.sorted() + state.siblings)
    }
    func answer(_ status: Int, _ headers: [String], _ body: [UInt8] = []) {
      var head = "HTTP/1.1 \(status) X\r\nConnection: close\r\n"
      if !headers.contains(where: { $0.hasPrefix("Content-Length") }) { head += "Content-Length: \(body.count)\r\n" }
      for line in headers { head += line + "\r\n" }
      let bytes = Array((head + "\r\n").utf8) + (isHead ? [] : body)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return }
        sent += count
      }
    }
    if let needed, header("authorization") != "Bearer \(needed)" { return answer(401, ["X-Error-Code: RepoNotFound"]) }
    if parts.first == "api" {
      guard parts.count == 6, parts[2...3] == ["owner", "name"] else {
        return answer(404, ["X-Error-Code: RepoNotFound"])
      }
      guard ["main", "v1%2Fx", commit].contains(parts[5]) else {
        return answer(404, ["X-Error-Code: RevisionNotFound"])
      }
      if case .status(let status, let retry, let code)? = popFault(if: { if case .status = $0 { true } else { false } })
      {
        return answer(status, ["Retry-After: \(retry ?? "0")", "X-Error-Code: \(code ?? "")"])
      }
      let names = siblings.map { "{\"rfilename\": \"\($0)\"}" }.joined(separator: ", ")
      return answer(200, [], Array("{\"sha\": \"\(commit)\", \"siblings\": [\(names)]}".utf8))
    }
    guard let file else { return answer(404, ["X-Error-Code: EntryNotFound"]) }
    let described = ["X-Repo-Commit: \(commit)"]
    if parts.first != "cdn", file.isLarge {
      return answer(
        302,
        described + [
          "Location: \(address)/cdn/\(name)", "X-Linked-Etag: \"\(file.etag)\"",
          "X-Linked-Size: \(file.bytes.count)",
        ])
    }
    if isHead { return answer(200, described + ["ETag: W/\"\(file.etag)\"", "Content-Length: \(file.bytes.count)"]) }
    content(file, start, answer)
  }

  private func popFault(if matches: (Fault) -> Bool) -> Fault? {
    state.withLock { state in
      guard let first = state.faults.first, matches(first) else { return nil }
      return state.faults.removeFirst()
    }
  }

  private func content(_ file: File, _ start: Int, _ answer: (Int, [String], [UInt8]) -> Void) {
    let rest = Array(file.bytes[min(start, file.bytes.count)...])
    let status = start > 0 ? 206 : 200
    let range = start > 0 ? ["Content-Range: bytes \(start)-\(file.bytes.count - 1)/\(file.bytes.count)"] : []
    switch popFault(if: { _ in true }) {
    case nil: answer(status, range, rest)
    case .cut(let count)?: answer(status, range + ["Content-Length: \(rest.count)"], Array(rest.prefix(count)))
    case .status(let code, let retry, let name)?:
      answer(code, ["Retry-After: \(retry ?? "0")", "X-Error-Code: \(name ?? "")"], Array("sorry".utf8))
    case .wrongBytes?: answer(status, range, rest.map { $0 ^ 1 })
    case .short(let count)?: answer(status, range, Array(rest.prefix(count)))
    case .long(let count)?: answer(status, range, rest + [UInt8](repeating: 0, count: count))
    case .ignoresRange?: answer(200, [], file.bytes)
    case .silence(let seconds)?:
      usleep(UInt32(seconds * 1e6))
      answer(status, range, rest)
    }
  }
}
