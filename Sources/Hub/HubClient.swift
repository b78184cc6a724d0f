import Glibc
import Support

/// Brings files of the hub into the cache: what is there is not asked for again, a broken transfer goes on where it
/// stopped, and what arrives is checked before it counts.
public struct HubClient: Sendable {
  public let settings: HubSettings
  public var cache: HubCache { HubCache(settings.cacheFolder) }

  public init(_ settings: HubSettings = HubSettings()) { self.settings = settings }

  /// The hub cannot be asked: the network is down, or not to be used.
  public struct Unreachable: Error {
    /// Why, in a few words.
    public let reason: String
  }

  /// What a revision holds.
  public struct Listing: Sendable {
    public let commit: String
    /// Relative paths.
    public let files: [String]
  }

  // MARK: Asking

  /// The files of `revision`.
  /// - Throws: ``Unreachable``; a ``UserError`` when there is no such repository or revision.
  public func listing(of repository: HubRepository, revision: String = "main") throws -> Listing {
    let url = settings.endpoint + repository.listingPath(revision: revision)
    var body: [UInt8] = []
    let response = try retrying(repository) {
      body = []
      return try transfer(url).run { _, bytes in
        guard body.count + bytes.count < 1 << 26 else { throw UserError(.value, "'\(url)' does not end") }
        body.append(contentsOf: bytes)
      }
    }
    guard response.status == 200 else { throw refusal(response, repository, revision: revision, file: nil) }
    let value = try JSON.parse(body, name: url)
    guard let commit = value["sha"]?.stringValue, HubCache.isName(commit[...]),
      let files = value["siblings"]?.arrayValue
    else { throw UserError(.value, "'\(url)' is not what a hub answers") }
    return Listing(commit: commit, files: files.compactMap { $0["rfilename"]?.stringValue }.filter(Self.isSafe))
  }

  /// Whether a path stays inside of the snapshot it is written to.
  private static func isSafe(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..") && !path.contains("\0")
  }

  // MARK: Downloading

  /// The folder with those of the files of `revision` that are `wanted`, downloaded unless they are there.
  public func snapshot(
    of repository: HubRepository, revision: String = "main", wanted: ([String]) throws -> [String]
  ) throws -> String {
    let listing = try listing(of: repository, revision: revision)
    for file in try wanted(listing.files) { _ = try self.file(file, of: repository, commit: listing.commit) }
    try cache.note(repository, revision: revision, commit: listing.commit)
    return "\(cache.folder(of: repository))/snapshots/\(listing.commit)"
  }

  /// Notes in the cache that `revision` is `commit`.
  public func note(_ repository: HubRepository, revision: String, commit: String) throws {
    try cache.note(repository, revision: revision, commit: commit)
  }

  /// The path of `file` in the cache, downloaded unless it is there.
  public func file(_ file: String, of repository: HubRepository, commit: String) throws -> String {
    guard Self.isSafe(file) else { throw UserError(.value, "'\(file)' is no file of a repository") }
    let path = "\(cache.folder(of: repository))/snapshots/\(commit)/\(file)"
    if FileIO.exists(path) { return path }
    let (etag, size) = try metadata(file, repository, commit)
    return try cache.locked(repository, etag: etag) {
      // Somebody else may have brought it while we waited.
      if FileIO.exists(path) { return path }
      let blob = "\(cache.folder(of: repository))/blobs/\(etag)"
      if !FileIO.exists(blob) {
        try FileIO.makeFolder(HubCache.parent(of: blob))
        try download(file, repository, commit, etag: etag, size: size, to: blob)
      }
      return try cache.link(repository, commit: commit, file: file, etag: etag)
    }
  }

  /// What names the content of a file and how long it is.
  private func metadata(
    _ file: String, _ repository: HubRepository, _ commit: String
  ) throws -> (etag: String, size: Int?) {
    var url = settings.endpoint + repository.filePath(file, revision: commit)
    for _ in 0..<5 {
      let response = try retrying(repository) {
        var request = transfer(url)
        request.isHead = true
        // The redirection to where large files lie carries what we ask for; that place does not.
        request.followsRedirects = false
        return try request.run()
      }
      if (300..<400).contains(response.status), let place = response.headers["location"], place.hasPrefix("/"),
        !place.hasPrefix("//"), response.headers["x-linked-etag"] == nil
      {
        url = settings.endpoint + place
        continue
      }
      guard response.status < 400 else { throw refusal(response, repository, revision: commit, file: file) }
      var etag = (response.headers["x-linked-etag"] ?? response.headers["etag"] ?? "")[...]
      if etag.hasPrefix("W/") { etag = etag.dropFirst(2) }
      etag = etag.drop { $0 == "\"" }.prefix { $0 != "\"" }
      guard HubCache.isName(etag) else { throw UserError(.value, "'\(url)': the hub does not say what the file is") }
      let isElsewhere = (300..<400).contains(response.status)
      let size = response.headers["x-linked-size"] ?? (isElsewhere ? nil : response.headers["content-length"])
      return (String(etag), size.flatMap { Int($0) })
    }
    throw UserError(.os, "'\(url)' leads from one address to the next without end")
  }

  /// Downloads a file to `blob`: first beside it, as `.incomplete`, where a broken transfer goes on.
  private func download(
    _ file: String, _ repository: HubRepository, _ commit: String, etag: String, size: Int?, to blob: String
  ) throws {
    let partial = blob + ".incomplete"
    let url = settings.endpoint + repository.filePath(file, revision: commit)
    let label = "\(repository.name)/\(file)"
    var wrongs = 0
    while true {
      let response = try retrying(repository) {
        let output = try PartialFile(partial)
        if let size, output.count > size { try output.restart() }
        if let size, output.count == size { return HTTPTransfer.Response(status: 206, headers: [:]) }
        var request = transfer(url)
        request.offset = output.count
        let response = try request.run { status, bytes in
          // 200 to a request for the rest: the server sends all again.
          if status == 200, !output.hasRestarted, request.offset > 0 { try output.restart() }
          if let size, output.count + bytes.count > size { throw TooLong() }
          try output.append(bytes)
          Progress.report(label, done: output.count >> 20, of: size.map { max($0 >> 20, 1) }, unit: "MB")
        }
        if response.status == 416 { try output.restart() }
        guard response.status == 200 || response.status == 206 else { return response }
        if let size, output.count < size {
          throw HTTPTransfer.Broken(reason: "\(size - output.count) of \(size) bytes are missing", isUnreachable: false)
        }
        return response
      }
      guard response.status == 200 || response.status == 206 else {
        throw refusal(response, repository, revision: commit, file: file)
      }
      if try isRight(partial, etag: etag, size: size) {
        Progress.report(label, done: 1, of: 1, unit: "MB")
        break
      }
      unlink(partial)
      wrongs += 1
      if wrongs == 2 {
        throw UserError(
          .os, "'\(label)' arrives damaged: its content is not what the hub says it is", hint: "try again later")
      }
    }
    guard rename(partial, blob) == 0 else { throw UserError.fromErrno(errno, path: blob, doing: "cannot write") }
  }

  /// The server sends more than it said.
  private struct TooLong: Error {}

  /// Whether a downloaded file has the size and the digest that its ETag is: SHA-256 of large files, Git's of others.
  private func isRight(_ path: String, etag: String, size: Int?) throws -> Bool {
    var info = stat()
    guard stat(path, &info) == 0 else { return false }
    if let size, Int(info.st_size) != size { return false }
    guard etag.allSatisfy(\.isHexDigit) else { return true }
    switch etag.count {
    case 64: return try Digest.hex(ofFile: path, .sha256) == etag.lowercased()
    case 40: return try Digest.hex(ofFile: path, .sha1, prefix: "blob \(info.st_size)\0") == etag.lowercased()
    default: return true
    }
  }

  // MARK: Patience

  private func transfer(_ url: String) -> HTTPTransfer {
    var transfer = HTTPTransfer(url: url)
    transfer.patience = settings.patience
    transfer.headers = ["Accept-Encoding: identity"]
    if let token = settings.token { transfer.headers.append("Authorization: Bearer \(token)") }
    return transfer
  }

  /// Tries `body` until the server gives an answer that a later try would not change.
  private func retrying(
    _ repository: HubRepository, _ body: () throws -> HTTPTransfer.Response
  ) throws -> HTTPTransfer.Response {
    if settings.isOffline {
      throw Unreachable(reason: "HF_HUB_OFFLINE, or local_files_only, says not to use the network")
    }
    var pause = settings.pause
    var reason = ""
    for attempt in 1...max(settings.attempts, 1) {
      var wait = pause
      do {
        let response = try body()
        guard response.status == 429 || response.status == 416 || response.status >= 500 else { return response }
        reason = "the hub answers \(response.status)"
        if let seconds = response.headers["retry-after"].flatMap({ Double($0) }) { wait = min(max(wait, seconds), 60) }
      } catch let broken as HTTPTransfer.Broken {
        reason = broken.reason
        // Without a network, waiting does not help.
        if broken.isUnreachable && attempt >= 2 { throw Unreachable(reason: reason) }
      } catch is TooLong {
        reason = "more bytes come than the hub says there are"
      }
      if attempt < settings.attempts { try Pause.wait(wait) }
      pause = min(pause * 2, 30)
    }
    throw UserError(
      .os,
      "the hub at '\(settings.endpoint)' does not deliver '\(repository.name)': \(reason), \(settings.attempts) times",
      hint: "what has arrived is kept: run it again later and it goes on from there")
  }

  private func refusal(
    _ response: HTTPTransfer.Response, _ repository: HubRepository, revision: String, file: String?
  ) -> UserError {
    let what = repository.kind == .models ? "model" : "data set"
    let code = response.headers["x-error-code"] ?? ""
    switch response.status {
    case 401, 403:
      let how =
        settings.token == nil ? "set HF_TOKEN to a token that may read it" : "the token in HF_TOKEN may not read it"
      return UserError(
        .permission, "the hub shows no \(what) '\(repository.name)': it is private or gated, or there is none",
        hint: how)
    case 404 where code == "RevisionNotFound":
      return UserError(.fileNotFound, "the \(what) '\(repository.name)' has no revision '\(revision)'")
    case 404:
      return UserError(
        .fileNotFound,
        file.map { "the \(what) '\(repository.name)' has no file '\($0)'" }
          ?? "the hub has no \(what) '\(repository.name)'")
    default: return UserError(.os, "the hub answers \(response.status) for '\(repository.name)'")
    }
  }

  // MARK: Absent

  /// What to say when `repository` is neither on this machine nor can the hub be asked.
  public func absent(_ repository: HubRepository, _ reason: String) -> UserError {
    let what = repository.kind == .models ? "model" : "data set"
    let option = repository.kind == .models ? "" : " --repo-type dataset"
    return UserError(
      .fileNotFound, "there is no \(what) '\(repository.name)' on this machine, and the hub cannot be asked: \(reason)",
      hint: "where there is a network, run `huggingface-cli download\(option) \(repository.name)` and copy the folder "
        + "'\(repository.folderName)' from there to '\(settings.cacheFolder)'")
  }
}

/// A file that grows while it is downloaded.
private final class PartialFile {
  private let descriptor: Int32
  private let path: String
  private(set) var count: Int
  private(set) var hasRestarted = false

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    count = 0
    guard descriptor >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot write") }
    var info = stat()
    if fstat(descriptor, &info) == 0 { count = Int(info.st_size) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Forgets what is there.
  func restart() throws {
    guard ftruncate(descriptor, 0) == 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot write") }
    count = 0
    hasRestarted = true
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let written = write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot write") }
      done += written
    }
    count += done
  }
}
