import Glibc

/// A 64-byte-aligned block of memory, returned to a cache when the last tensor on it goes.
///
/// A training step frees and asks for the same sizes over and over; page faults on fresh memory would cost more than
/// the arithmetic. Blocks are rounded up to eighths of a power of two, so that nearly equal sizes share one.
final class Storage {
  let pointer: UnsafeMutableRawPointer
  private let capacity: Int

  /// At least `byteCount` bytes, not cleared.
  init(byteCount: Int) {
    capacity = StorageCache.roundedSize(byteCount)
    pointer = StorageCache.take(capacity)
  }

  deinit { StorageCache.give(pointer, capacity) }
}

/// Free blocks by size.
enum StorageCache {
  private static let mutex: UnsafeMutablePointer<pthread_mutex_t> = {
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    return mutex
  }()
  private static var free: [Int: [UnsafeMutableRawPointer]] = [:]
  private static var cachedBytes = 0

  /// Blocks beyond this many cached bytes go back to the system, the largest sizes first to be dropped.
  static var limit = 4 << 30

  static func roundedSize(_ byteCount: Int) -> Int {
    let size = max(byteCount, 64)
    if size <= 1024 { return (size + 63) & ~63 }
    let octave = Int.bitWidth - 1 - (size - 1).leadingZeroBitCount
    let step = 1 << (octave - 3)
    return (size + step - 1) & ~(step - 1)
  }

  static func take(_ size: Int) -> UnsafeMutableRawPointer {
    pthread_mutex_lock(mutex)
    if let block = free[size]?.popLast() {
      cachedBytes -= size
      pthread_mutex_unlock(mutex)
      return block
    }
    pthread_mutex_unlock(mutex)
    let huge = 2 << 20
    var block: UnsafeMutableRawPointer?
    var status = posix_memalign(&block, size >= 2 * huge ? huge : 64, size)
    if status != 0 {
      trim()
      status = posix_memalign(&block, 64, size)
    }
    guard status == 0, let block else {
      fatalError("out of memory: \(size) bytes for a tensor")
    }
    if size >= 2 * huge { madvise(block, size, 14 /* MADV_HUGEPAGE */) }
    return block
  }

  static func give(_ block: UnsafeMutableRawPointer, _ size: Int) {
    pthread_mutex_lock(mutex)
    let keep = cachedBytes + size <= limit
    if keep {
      free[size, default: []].append(block)
      cachedBytes += size
    }
    pthread_mutex_unlock(mutex)
    if !keep { Glibc.free(block) }
  }

  /// Gives every cached block back to the system.
  static func trim() {
    pthread_mutex_lock(mutex)
    let blocks = free.values.flatMap { $0 }
    free = [:]
    cachedBytes = 0
    pthread_mutex_unlock(mutex)
    for block in blocks { Glibc.free(block) }
  }
}

/// The engine's memory.
public enum Memory {
  /// Gives the blocks kept for reuse back to the system, for instance between training and something else.
  public static func releaseCached() { StorageCache.trim() }
}

/// Temporary memory for `count` values, not cleared, for the time of `body`.
@inline(__always)
func withScratch<Result>(_ count: Int, _ body: (UnsafeMutablePointer<Float>) throws -> Result) rethrows -> Result {
  let storage = Storage(byteCount: count * 4)
  return try withExtendedLifetime(storage) { try body(storage.pointer.assumingMemoryBound(to: Float.self)) }
}
