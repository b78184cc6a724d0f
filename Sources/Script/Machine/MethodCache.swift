import Glibc

/// What inline caches remember, kept for all sites together: a site that sees objects of several classes finds here
/// what it knew of each.
///
/// An entry stands for an object's shape (or type) and a name at a site; entries displace one another.
struct MethodCache {
  private struct Entry {
    var shape: UnsafeRawPointer?
    var name: UnsafeRawPointer?
    var cache = InlineCache()
  }

  private let entries: UnsafeMutablePointer<Entry>
  private static let capacity = 2048

  /// Zeroed memory is entries of no shape: pages are taken when they are first written.
  init() {
    entries = calloc(Self.capacity, MemoryLayout<Entry>.stride).unsafelyUnwrapped
      .bindMemory(to: Entry.self, capacity: Self.capacity)
  }

  func deallocate() { free(entries) }

  @inline(__always)
  private func entry(_ shape: UnsafeRawPointer, _ name: UnsafeRawPointer) -> UnsafeMutablePointer<Entry> {
    let mixed = UInt(bitPattern: shape) >> 4 ^ UInt(bitPattern: name) >> 3
    return entries + Int(mixed ^ mixed >> 11) & (Self.capacity - 1)
  }

  /// Fills the site's cache with what is known of the shape; whether there was anything.
  @inline(__always)
  func recall(_ shape: UnsafeRawPointer, _ name: UnsafeRawPointer, _ cache: UnsafeMutablePointer<InlineCache>) -> Bool {
    let entry = entry(shape, name)
    guard entry.pointee.shape == shape, entry.pointee.name == name, entry.pointee.cache.epoch == TypeObject.epoch
    else { return false }
    cache.pointee = entry.pointee.cache
    return true
  }

  /// Keeps what the site's cache has just learnt.
  @inline(__always)
  func remember(_ shape: UnsafeRawPointer, _ name: UnsafeRawPointer, _ cache: UnsafeMutablePointer<InlineCache>) {
    let entry = entry(shape, name)
    entry.pointee.shape = shape
    entry.pointee.name = name
    entry.pointee.cache = cache.pointee
  }
}
