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
