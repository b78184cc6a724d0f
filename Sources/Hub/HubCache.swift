import Glibc
import Support

/// Hugging Face's cache on disk, shared with its Python packages:
/// `models--owner--name/{blobs/ETAG, refs/main, snapshots/COMMIT/FILE → ../../blobs/ETAG}`.
public struct HubCache: Sendable {
  public let folder: String

  public init(_ folder: String) { self.folder = folder }

  public func folder(of repository: HubRepository) -> String { "\(folder)/\(repository.folderName)" }

  /// The commit that `revision` is known to be here.
  public func commit(of repository: HubRepository, revision: String) -> String? {
    if let text = try? FileIO.readText("\(folder(of: repository))/refs/\(revision)") {
      let commit = text.prefix { !$0.isWhitespace }
      if Self.isName(commit) { return String(commit) }
    }
    return Self.isName(revision[...]) && FileIO.isFolder("\(folder(of: repository))/snapshots/\(revision)")
      ? revision : nil
  }

  /// The folder with the files of `revision`, as far as they are here.
  public func snapshot(of repository: HubRepository, revision: String) -> String? {
    guard let commit = commit(of: repository, revision: revision) else { return nil }
    let path = "\(folder(of: repository))/snapshots/\(commit)"
    return FileIO.isFolder(path) ? path : nil
  }

  /// The files of the folder `snapshot`, as relative paths.
  public func files(in snapshot: String) -> [String] {
    var result: [String] = []
    func visit(_ folder: String, _ prefix: String, _ depth: Int) {
      for name in (try? FileIO.list(folder)) ?? [] {
        let path = "\(folder)/\(name)"
        if FileIO.isFolder(path) {
          if depth < 16 { visit(path, prefix + name + "/", depth + 1) }
        } else if FileIO.exists(path) {
          result.append(prefix + name)
        }
      }
    }
    visit(snapshot, "", 0)
    return result
  }

  /// Notes that `revision` is `commit`.
  func note(_ repository: HubRepository, revision: String, commit: String) throws {
    guard revision != commit, self.commit(of: repository, revision: revision) != commit else { return }
    let path = "\(folder(of: repository))/refs/\(revision)"
    try FileIO.makeFolder(Self.parent(of: path))
    try FileIO.write(commit, to: path)
  }

  /// Makes `file` of `commit` point to the blob `etag`. Returns its path.
  func link(_ repository: HubRepository, commit: String, file: String, etag: String) throws -> String {
    let path = "\(folder(of: repository))/snapshots/\(commit)/\(file)"
    try FileIO.makeFolder(Self.parent(of: path))
    let up = String(repeating: "../", count: file.split(separator: "/").count + 1)
    // A name of its own first: nobody sees the file missing.
    let temporary = "\(path).\(getpid()).link"
    unlink(temporary)
    guard symlink("\(up)blobs/\(etag)", temporary) == 0, rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw UserError.fromErrno(code, path: path, doing: "cannot write")
    }
    return path
  }

  /// Runs `body` while no other program that uses the cache downloads the blob `etag`.
  func locked<Result>(_ repository: HubRepository, etag: String, _ body: () throws -> Result) throws -> Result {
    let path = "\(folder)/.locks/\(repository.folderName)/\(etag).lock"
    try FileIO.makeFolder(Self.parent(of: path))
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot write") }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw UserError.fromErrno(errno, path: path, doing: "cannot lock")
      }
      try Pause.wait(0.05)
    }
    defer { flock(descriptor, LOCK_UN) }
    return try body()
  }

  static func parent(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  /// Whether `text` can be a file's name here: a commit or an ETag.
  static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.count < 128
      && text.utf8.allSatisfy {
        $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x2D || $0 == 0x5F
      }
  }
}

/// Waiting that Ctrl-C ends.
enum Pause {
  static func wait(_ seconds: Double) throws {
    var left = seconds
    while left > 0 {
      try Interruption.check()
      usleep(UInt32(min(left, 0.05) * 1e6))
      left -= 0.05
    }
    try Interruption.check()
  }
}
