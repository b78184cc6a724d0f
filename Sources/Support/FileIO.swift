import Glibc

/// Reading and writing whole files. A file is written beside its target under a temporary name, flushed to disk and
/// renamed over it: readers see the old content or the new, never a part.
public enum FileIO {
  /// The bytes of the file at `path`.
  public static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    if info.st_mode & S_IFMT == S_IFDIR { throw UserError.fromErrno(EISDIR, path: path, doing: "cannot read") }
    var bytes = [UInt8](repeating: 0, count: max(Int(info.st_size), 0))
    var filled = 0
    while true {
      if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: max(4096, filled / 2))) }
      let count = try bytes.withUnsafeMutableBytes { buffer in
        try InterruptibleIO.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      guard count >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Calls `body` with the file at `path`, a part at a time.
  public static func forEachPart(
    of path: String, size: Int = 1 << 20, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    defer { close(descriptor) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      try Interruption.check()
      let count = Glibc.read(descriptor, buffer.baseAddress, size)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// The text of the UTF-8 file at `path`, without a byte-order mark.
  public static func readText(_ path: String) throws -> String {
    var bytes = try read(path)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UserError(.unicodeDecode, "'\(path)' is not UTF-8 text", hint: "save it as UTF-8 and try again")
    }
    return text
  }

  /// Writes `bytes` to `path` whole, or leaves what was there.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    try bytes.withUnsafeBytes { buffer in try write(to: path) { try $0.write(buffer) } }
  }

  /// Writes `text` as UTF-8 to `path` whole, or leaves what was there.
  public static func write(_ text: String, to path: String) throws {
    var text = text
    try text.withUTF8 { buffer in try write(to: path) { try $0.write(UnsafeRawBufferPointer(buffer)) } }
  }

  /// Runs `body` with a writer to a temporary file, then renames the file to `path`. If `body` or the disk fails,
  /// the temporary file is removed and `path` is untouched.
  public static func write(to path: String, _ body: (FileWriter) throws -> Void) throws {
    let temporary = "\(path).\(getpid()).partial"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot write") }
    let writer = FileWriter(descriptor: descriptor, path: path)
    do {
      try body(writer)
      guard fsync(descriptor) == 0 || errno == EINVAL else {
        throw UserError.fromErrno(errno, path: path, doing: "cannot write")
      }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    guard close(descriptor) == 0, rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw UserError.fromErrno(code, path: path, doing: "cannot write")
    }
  }

  /// Whether something exists at `path`.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether `path` is a folder.
  public static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// How many bytes the file at `path` has.
  public static func size(_ path: String) throws -> Int {
    var info = stat()
    guard stat(path, &info) == 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    return Int(info.st_size)
  }

  /// Makes the folder `path` and those above it.
  public static func makeFolder(_ path: String) throws {
    if path.isEmpty || isFolder(path) { return }
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    if !parent.isEmpty { try makeFolder(parent) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST && isFolder(path) else {
      throw UserError.fromErrno(errno, path: path, doing: "cannot make the folder")
    }
  }

  /// The sorted names in the folder `path`.
  public static func list(_ path: String) throws -> [String] {
    guard let stream = opendir(path) else { throw UserError.fromErrno(errno, path: path, doing: "cannot list") }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

/// Appends bytes to an open file.
public final class FileWriter {
  private let descriptor: Int32
  private let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Writes all of `buffer`, or throws what the system says (a full disk, say).
  public func write(_ buffer: UnsafeRawBufferPointer) throws {
    var offset = 0
    while offset < buffer.count {
      let count = Glibc.write(descriptor, buffer.baseAddress! + offset, min(buffer.count - offset, 1 << 26))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot write") }
      offset += count
    }
  }

  /// Writes `bytes`.
  public func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }
}
