import Glibc
import Support

/// The bytes of a file, mapped into memory: pages are read when they are touched, and shared with the system's cache.
///
/// The mapping is private: what is written to its memory stays in this process and never reaches the file. The file
/// must not be shortened while it is mapped; a file that is replaced by another of the same name may be.
public final class MappedFile {
  public let path: String
  public let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// Maps the file at `path`.
  /// - Throws: a `FileNotFoundError` and its like.
  public init(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    guard info.st_mode & S_IFMT == S_IFREG else { throw UserError.fromErrno(EISDIR, path: path, doing: "cannot read") }
    self.path = path
    let size = Int(info.st_size)
    guard size > 0 else {
      (bytes, isMapped) = (UnsafeRawBufferPointer(start: nil, count: 0), false)
      return
    }
    let flags = MAP_PRIVATE | MAP_NORESERVE
    guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, flags, descriptor, 0), memory != MAP_FAILED else {
      throw UserError.fromErrno(errno, path: path, doing: "cannot map")
    }
    bytes = UnsafeRawBufferPointer(start: memory, count: size)
    isMapped = true
  }

  /// A copy of `content` in memory, as if it were the file at `path`.
  public init(path: String, content: UnsafeRawBufferPointer) {
    self.path = path
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 64)
    copy.copyMemory(from: content)
    bytes = UnsafeRawBufferPointer(copy)
    isMapped = false
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }
}
