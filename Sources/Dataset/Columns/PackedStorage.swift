import Glibc
import Support

/// Elements end to end in memory of its own or in a mapped file. Appending needs ownership: see ``ensureUnique(_:)``.
final class PackedStorage<Element: BitwiseCopyable>: @unchecked Sendable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count: Int
  private var capacity: Int
  /// The file whose memory `base` points into; `nil` for memory of its own.
  private let file: MappedFile?

  init(capacity: Int = 16) {
    self.capacity = max(capacity, 1)
    base = .allocate(capacity: self.capacity)
    count = 0
    file = nil
  }

  /// The `count` elements at `offset` bytes of `file`, which the caller knows to be inside it and aligned.
  init(_ file: MappedFile, offset: Int, count: Int) {
    self.file = file
    self.count = count
    capacity = count
    base = UnsafeMutableRawPointer(mutating: file.base + offset).assumingMemoryBound(to: Element.self)
  }

  deinit { if file == nil { base.deallocate() } }

  var isMapped: Bool { file != nil }

  func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = wanted
  }

  @inline(__always) func append(_ source: UnsafePointer<Element>, _ added: Int) {
    if count + added > capacity { reserve(max(capacity * 2, count + added)) }
    (base + count).update(from: source, count: added)
    count += added
  }

  @inline(__always) func append(_ element: Element) {
    if count == capacity { reserve(capacity * 2) }
    base[count] = element
    count += 1
  }

  /// Forgets the elements from `count` on.
  func truncate(to count: Int) { self.count = min(self.count, count) }

  func copy() -> PackedStorage {
    let result = PackedStorage(capacity: count)
    result.append(base, count)
    return result
  }
}

/// A file's bytes as memory that the system reads when they are touched.
public final class MappedFile: @unchecked Sendable {
  public let base: UnsafeRawPointer
  public let count: Int
  public let path: String
  /// Whether the memory is a copy of our own.
  private let isCopy: Bool

  /// A copy of `bytes`, for what comes from elsewhere than a file.
  init(copying bytes: [UInt8], path: String) {
    self.path = path
    count = bytes.count
    isCopy = true
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 8), alignment: 16)
    bytes.withUnsafeBytes { if let source = $0.baseAddress { memory.copyMemory(from: source, byteCount: bytes.count) } }
    base = UnsafeRawPointer(memory)
  }

  /// Maps the file at `path` for reading.
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
    isCopy = count == 0
    if count == 0 {
      base = UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8))
      return
    }
    guard let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      throw UserError.fromErrno(errno, path: path, doing: "cannot map")
    }
    base = UnsafeRawPointer(memory)
  }

  deinit {
    let memory = UnsafeMutableRawPointer(mutating: base)
    if isCopy { memory.deallocate() } else { munmap(memory, count) }
  }

  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
}
