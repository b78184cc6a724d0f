import CArchive
import Glibc
import Support

/// Reads tar and zip archives, also compressed ones, member by member; nothing is ever written to disk.
public enum Archive {
  /// What an archive may unpack to, as a multiple of its size, before it is taken for a bomb.
  static let largestRatio = 100

  private static let endings = [
    ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst",
  ]
  private static let compressions = [".gz", ".bz2", ".xz", ".zst"]

  /// Whether the name of `path` is that of an archive.
  public static func isArchive(_ path: String) -> Bool { endings.contains { path.lowercased().hasSuffix($0) } }

  /// The name of `path` without the ending that says it is one compressed file; `nil` when it has none.
  static func uncompressedName(_ path: String) -> String? {
    guard !isArchive(path), let ending = compressions.first(where: { path.lowercased().hasSuffix($0) }) else {
      return nil
    }
    return String(path.dropLast(ending.count))
  }

  /// The bytes of the file at `path`, decompressed when its name says that it is compressed.
  public static func readFile(_ path: String) throws -> [UInt8] {
    guard uncompressedName(path) != nil else { return try FileIO.read(path) }
    var result: [UInt8] = []
    try open(path, isRaw: true) { reader in
      if try reader.next() != nil { result = try reader.contents() }
    }
    return result
  }

  /// Calls `body` with the name and bytes of each regular file in the archive at `path` whose name `isWanted`.
  public static func forEach(
    _ path: String, where isWanted: (String) -> Bool, _ body: (String, [UInt8]) throws -> Void
  ) throws {
    try open(path, isRaw: false) { reader in
      while let member = try reader.next() {
        try Interruption.check()
        guard member.isFile, isWanted(member.name) else { continue }
        try body(member.name, try reader.contents())
      }
    }
  }

  /// The names of the regular files in the archive at `path`.
  public static func names(_ path: String) throws -> [String] {
    var names: [String] = []
    try open(path, isRaw: false) { reader in
      while let member = try reader.next() {
        if member.isFile { names.append(member.name) }
      }
    }
    return names
  }

  private static func open(_ path: String, isRaw: Bool, _ body: (Reader) throws -> Void) throws {
    try body(open(path, isRaw: isRaw))
  }

  /// Opens the archive at `path`, or the one compressed file if `isRaw`.
  static func open(_ path: String, isRaw: Bool) throws -> Reader {
    var info = stat()
    guard stat(path, &info) == 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    if info.st_mode & S_IFMT == S_IFDIR { throw UserError.fromErrno(EISDIR, path: path, doing: "cannot read") }
    try SharedLibrary.require(carchive_problem())
    guard let archive = archive_read_new() else { throw UserError(.memory, "no memory to read '\(path)'") }
    let reader = Reader(archive, path: path, size: Int(info.st_size))
    archive_read_support_filter_gzip(archive)
    archive_read_support_filter_bzip2(archive)
    archive_read_support_filter_xz(archive)
    archive_read_support_filter_zstd(archive)
    if isRaw {
      archive_read_support_format_raw(archive)
      archive_read_support_format_empty(archive)
    } else {
      archive_read_support_format_tar(archive)
      archive_read_support_format_zip(archive)
    }
    guard archive_read_open_filename(archive, path, 1 << 18) == ARCHIVE_OK else { throw reader.failure() }
    return reader
  }

  /// A member of an archive.
  struct Member {
    let name: String
    let isFile: Bool
  }

  /// An archive that is being read.
  final class Reader {
    private let archive: OpaquePointer
    private let path: String
    private var budget: UnpackingBudget
    private var name = ""

    init(_ archive: OpaquePointer, path: String, size: Int) {
      self.archive = archive
      self.path = path
      budget = UnpackingBudget(path, size: size, ratio: Archive.largestRatio)
    }

    deinit { archive_read_free(archive) }

    /// Steps to the next member. Refuses one whose name leads out of the archive.
    func next() throws -> Member? {
      var entry: OpaquePointer?
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { return nil }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw failure() }
      guard let text = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else {
        throw UserError(.value, "'\(path)': a member's name cannot be read")
      }
      name = String(cString: text)
      try budget.spend(512 + name.utf8.count)
      if name.hasPrefix("/") || name.split(separator: "/").contains("..") {
        throw UserError(
          .value, "'\(path)' holds '\(name)', a path that leads out of the archive: it is not to be trusted")
      }
      while name.hasPrefix("./") { name.removeFirst(2) }
      return Member(
        name: name, isFile: archive_entry_filetype(entry) == S_IFREG && archive_entry_hardlink(entry) == nil)
    }

    /// The bytes of the member.
    func contents() throws -> [UInt8] {
      var bytes: [UInt8] = []
      var filled = 0
      var chunk = 1 << 14
      while true {
        if filled == bytes.count {
          bytes.append(contentsOf: repeatElement(0, count: chunk))
          chunk = min(chunk * 2, 1 << 24)
          try Interruption.check()
        }
        let count = bytes.withUnsafeMutableBytes {
          archive_read_data(archive, $0.baseAddress! + filled, $0.count - filled)
        }
        if count == ARCHIVE_RETRY { continue }
        guard count >= 0 else { throw failure() }
        if count == 0 { break }
        filled += count
        try budget.spend(count)
      }
      bytes.removeLast(bytes.count - filled)
      return bytes
    }

    /// Reads the next bytes of the member, at most `count`; 0 at its end. They take nothing from the budget: whoever
    /// reads so keeps few of them.
    func read(into target: UnsafeMutableRawPointer, _ count: Int) throws -> Int {
      while true {
        let read = archive_read_data(archive, target, count)
        if read == ARCHIVE_RETRY { continue }
        guard read >= 0 else { throw failure() }
        return read
      }
    }

    func failure() -> UserError {
      let reason = archive_error_string(archive).map { String(cString: $0) } ?? "it is damaged"
      let place = name.isEmpty ? "" : ", member '\(name)'"
      return UserError(.value, "'\(path)'\(place): \(reason)")
    }
  }
}
