import Glibc

/// The bytes of a file, mapped into memory: pages are read when they are touched, and shared with the system's cache.
///
/// The mapping is private: what is written to its memory stays in this process and never reaches the file. The file
/// must not be shortened while it is mapped; a file that is replaced by another of the same name may be.
public final class MappedFile: @unchecked Sendable {
  public let path: String
  public let base: UnsafeRawPointer
  public let count: Int
  private let isMapped: Bool

  /// Maps the file at `path`.
  /// - Throws: a `FileNotFoundError` and its like.
  public init(_ path: String) throws {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw UserError.fromErrno(info.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL, path: path, doing: "cannot read")
    }
    count = Int(info.st_size)
    isMapped = count > 0
    if count == 0 {
      base = UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8))
      return
    }
    let flags = MAP_PRIVATE | MAP_NORESERVE
    guard let memory = mmap(nil, count, PROT_READ | PROT_WRITE, flags, descriptor, 0), memory != MAP_FAILED else {
      throw UserError.fromErrno(errno, path: path, doing: "cannot map")
    }
    base = UnsafeRawPointer(memory)
  }

  /// A copy of `content` in memory, as if it were the file at `path`.
  public init(path: String, content: UnsafeRawBufferPointer) {
    self.path = path
    count = content.count
    isMapped = false
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 8), alignment: 64)
    if let source = content.baseAddress { memory.copyMemory(from: source, byteCount: count) }
    base = UnsafeRawPointer(memory)
  }

  deinit {
    let memory = UnsafeMutableRawPointer(mutating: base)
    if isMapped { munmap(memory, count) } else { memory.deallocate() }
  }

  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
}
