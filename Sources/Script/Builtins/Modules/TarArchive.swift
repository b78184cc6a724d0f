import CArchive
import Glibc
import Support

/// One entry of a tar archive.
struct TarEntry {
  enum Kind { case file, folder, link(String), hardLink(String), other }
  var name: String
  var kind: Kind
  var size = 0
  var mode = 0o644
  var modified = 0.0
}

/// Reads tar archives, compressed or not, from the front, through libarchive.
final class TarReader {
  private let archive: OpaquePointer
  private let memory: UnsafeMutableBufferPointer<UInt8>?

  /// Opens a file, or bytes in memory.
  init(path: String, bytes: [UInt8]? = nil) throws {
    try SharedLibrary.require(carchive_problem())
    archive = archive_read_new()
    archive_read_support_filter_all(archive)
    archive_read_support_format_tar(archive)
    archive_read_support_format_empty(archive)
    var result: CInt
    if let bytes {
      let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
      _ = copy.initialize(from: bytes)
      memory = copy
      result = archive_read_open_memory(archive, copy.baseAddress, bytes.count)
    } else {
      memory = nil
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw OSErrors.make(errno, path)
      }
      close(descriptor)
      result = archive_read_open_filename(archive, path, 1 << 16)
    }
    if result != ARCHIVE_OK {
      throw ScriptError(TarModule.readError, Self.message(archive))
    }
  }

  deinit {
    archive_read_free(archive)
    memory?.deallocate()
  }

  private static func message(_ archive: OpaquePointer) -> String {
    archive_error_string(archive).map { String(cString: $0) } ?? "file could not be opened successfully"
  }

  /// The next entry, `nil` at the end.
  func next() throws -> TarEntry? {
    try Interruption.check()
    var pointer: OpaquePointer?
    let result = archive_read_next_header(archive, &pointer)
    if result == ARCHIVE_EOF { return nil }
    guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let pointer else {
      throw ScriptError(TarModule.readError, Self.message(archive))
    }
    var name = archive_entry_pathname(pointer).map { String(cString: $0) } ?? ""
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    var entry = TarEntry(name: name, kind: .other)
    entry.size = Int(archive_entry_size(pointer))
    entry.mode = Int(archive_entry_perm(pointer))
    entry.modified = Double(archive_entry_mtime(pointer))
    if let target = archive_entry_hardlink(pointer) {
      entry.kind = .hardLink(String(cString: target))
    } else {
      switch mode_t(archive_entry_filetype(pointer)) {
      case S_IFREG: entry.kind = .file
      case S_IFDIR: entry.kind = .folder
      case S_IFLNK: entry.kind = .link(archive_entry_symlink(pointer).map { String(cString: $0) } ?? "")
      default: entry.kind = .other
      }
    }
    return entry
  }

  /// Hands the current entry's contents to `body` block by block.
  func contents(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      try Interruption.check()
      let count = archive_read_data(archive, &block, block.count)
      if count == 0 { return }
      guard count > 0 else { throw ScriptError(TarModule.readError, Self.message(archive)) }
      try block.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }
}

/// Writes a tar archive beside its target and renames it there when it is complete.
final class TarWriter {
  private let archive: OpaquePointer
  private let temporary: String
  private let path: String
  private var isOpen = true

  init(path: String, compression: String) throws {
    try SharedLibrary.require(carchive_problem())
    self.path = path
    temporary = "\(path).\(getpid()).partial"
    archive = archive_write_new()
    archive_write_set_format_pax_restricted(archive)
    switch compression {
    case "gz": archive_write_add_filter_gzip(archive)
    case "bz2": archive_write_add_filter_bzip2(archive)
    case "xz": archive_write_add_filter_xz(archive)
    default: archive_write_add_filter_none(archive)
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw OSErrors.make(errno, path)
    }
    close(descriptor)
    guard archive_write_open_filename(archive, temporary) == ARCHIVE_OK else { throw failure() }
  }

  deinit {
    if isOpen { abandon() }
  }

  private func failure() -> ScriptError {
    let code = archive_errno(archive)
    if code > 0 { return OSErrors.make(code, path) }
    return ScriptError(
      TarModule.tarError, archive_error_string(archive).map { String(cString: $0) } ?? "the archive cannot be written")
  }

  /// Begins an entry; `size` bytes of contents follow for a file.
  func begin(_ entry: TarEntry) throws {
    let header = archive_entry_new()
    defer { archive_entry_free(header) }
    archive_entry_set_pathname(header, entry.name)
    archive_entry_set_perm(header, mode_t(entry.mode))
    archive_entry_set_mtime(header, time_t(entry.modified), 0)
    switch entry.kind {
    case .folder: archive_entry_set_filetype(header, UInt32(S_IFDIR as mode_t))
    case .link(let target):
      archive_entry_set_filetype(header, UInt32(S_IFLNK as mode_t))
      archive_entry_set_symlink(header, target)
    default:
      archive_entry_set_filetype(header, UInt32(S_IFREG as mode_t))
      archive_entry_set_size(header, Int64(entry.size))
    }
    guard archive_write_header(archive, header) == ARCHIVE_OK else { throw failure() }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try Interruption.check()
    guard archive_write_data(archive, bytes.baseAddress, bytes.count) >= 0 else { throw failure() }
  }

  /// Completes the archive and puts it in its place.
  func finish() throws {
    guard isOpen else { return }
    guard archive_write_close(archive) == ARCHIVE_OK else {
      let error = failure()
      abandon()
      throw error
    }
    isOpen = false
    archive_write_free(archive)
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw OSErrors.make(code, path)
    }
  }

  /// Throws away what was written.
  func abandon() {
    isOpen = false
    archive_write_free(archive)
    unlink(temporary)
  }
}
