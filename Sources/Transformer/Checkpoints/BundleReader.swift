import CArchive
import Glibc
import Support

/// Reads an archive of a model folder from the front: tar, compressed or not, or zip.
///
/// Only plain files with names inside the archive's own folder come out: a name that climbs out, a link, a device or
/// more bytes than the archive has reason to hold end the reading with an error.
public final class BundleReader {
  private let archive: OpaquePointer
  private let path: String
  /// Keeps bytes in memory alive while they are read.
  private let content: UnsafeRawBufferPointer?
  /// Bytes that may still come out.
  private var budget: Int
  private var entriesLeft = 10_000

  /// Weights hardly compress; an archive of this much air is meant to fill the disk.
  private static let ratio = 20
  private static let allowance = 64 << 20

  /// Opens the archive at `path`, or `content` as if it were there; `content` must outlive the reader.
  public init(_ path: String, content: UnsafeRawBufferPointer? = nil) throws {
    try SharedLibrary.require(carchive_problem())
    self.path = path
    self.content = content
    var size = content?.count ?? 0
    if content == nil {
      var info = stat()
      guard stat(path, &info) == 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
      size = Int(info.st_size)
    }
    budget = Self.ratio * size + Self.allowance
    guard let archive = archive_read_new() else { throw UserError(.memory, "there is no memory to read '\(path)'") }
    self.archive = archive
    for support in [
      archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
      archive_read_support_filter_zstd, archive_read_support_format_tar, archive_read_support_format_zip,
    ] { _ = support(archive) }
    let status =
      content.map { archive_read_open_memory(archive, $0.baseAddress, $0.count) }
      ?? archive_read_open_filename(archive, path, 1 << 18)
    guard status == ARCHIVE_OK else { throw fault() }
  }

  deinit { archive_read_free(archive) }

  private func fault() -> UserError {
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be read"
    return UserError(.value, "'\(path)' is not a whole archive: \(reason)", hint: "fetch or save it again")
  }

  private func refusal(_ name: String, _ what: String) -> UserError {
    UserError(.value, "'\(path)' was not unpacked: its entry '\(name.prefix(200))' \(what)")
  }

  /// The name of the next file, `nil` at the end.
  public func next() throws -> String? {
    while true {
      try Interruption.check()
      var entry: OpaquePointer?
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { return nil }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw fault() }
      entriesLeft -= 1
      guard entriesLeft >= 0 else {
        throw UserError(.value, "'\(path)' has more entries than a model's folder has reason to")
      }
      guard let raw = archive_entry_pathname(entry) else { throw fault() }
      let name = String(cString: raw)
      let parts = name.split(separator: "/").filter { $0 != "." }
      guard !name.hasPrefix("/"), !parts.contains("..") else { throw refusal(name, "climbs out of its folder") }
      if archive_entry_hardlink(entry) != nil { throw refusal(name, "is a link") }
      switch mode_t(archive_entry_filetype(entry)) {
      case S_IFDIR: try read(name) { _ in }
      case S_IFREG where !parts.isEmpty: return parts.joined(separator: "/")
      case S_IFLNK: throw refusal(name, "is a link")
      default: throw refusal(name, "is no plain file")
      }
    }
  }

  /// Hands the current file's bytes to `body`, block by block.
  public func read(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { block in
      while true {
        try Interruption.check()
        let count = archive_read_data(archive, block.baseAddress, block.count)
        if count == 0 { return }
        guard count > 0 else { throw fault() }
        budget -= count
        guard budget >= 0 else {
          throw refusal(name, "unpacks to more than \(Self.ratio) times the archive's size")
        }
        try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(block)[..<count]))
      }
    }
  }
}
