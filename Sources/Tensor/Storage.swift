import Glibc

/// A 64-byte-aligned block of memory, returned when the last tensor on it goes.
///
/// A training step frees and asks for the same sizes over and over; page faults on fresh memory would cost more than
/// the arithmetic. Small blocks are kept by size, large ones come out of one arena in which what activations leave is
/// used by gradients and the other way round.
final class Storage {
  let pointer: UnsafeMutableRawPointer
  private let capacity: Int
  /// What keeps memory alive that is not from the cache.
  private let owner: AnyObject?

  /// At least `byteCount` bytes, cleared when `zeroed`.
  init(byteCount: Int, zeroed: Bool = false) {
    owner = nil
    if byteCount > SmallBlocks.largest {
      capacity = Arena.roundedSize(byteCount)
      pointer = Arena.take(capacity, zeroed: zeroed)
    } else {
      capacity = SmallBlocks.roundedSize(byteCount)
      pointer = SmallBlocks.take(capacity)
      if zeroed { memset(pointer, 0, byteCount) }
    }
  }

  /// Memory that `owner` keeps: that of a mapped file.
  init(_ pointer: UnsafeMutableRawPointer, owner: AnyObject) {
    capacity = 0
    self.pointer = pointer
    self.owner = owner
  }

  deinit {
    if owner != nil { return }
    if capacity >= Arena.smallestBlock { Arena.give(pointer, capacity) } else { SmallBlocks.give(pointer, capacity) }
  }
}

/// Free blocks by size, rounded up to eighths of a power of two, so that nearly equal sizes share one.
enum SmallBlocks {
  /// Less than what the arena gives: the size tells where a block belongs.
  static let largest = Arena.smallestBlock - 64

  private static let mutex = newMutex()
  private static var free: [Int: [UnsafeMutableRawPointer]] = [:]

  static func roundedSize(_ byteCount: Int) -> Int {
    let size = max(byteCount, 64)
    if size <= 1024 { return (size + 63) & ~63 }
    let octave = Int.bitWidth - 1 - (size - 1).leadingZeroBitCount
    let step = 1 << (octave - 3)
    return min((size + step - 1) & ~(step - 1), largest)
  }

  static func take(_ size: Int) -> UnsafeMutableRawPointer {
    pthread_mutex_lock(mutex)
    if let block = free[size]?.popLast() {
      pthread_mutex_unlock(mutex)
      return block
    }
    pthread_mutex_unlock(mutex)
    return systemBlock(size)
  }

  static func give(_ block: UnsafeMutableRawPointer, _ size: Int) {
    pthread_mutex_lock(mutex)
    free[size, default: []].append(block)
    pthread_mutex_unlock(mutex)
  }

  static func trim() {
    pthread_mutex_lock(mutex)
    let blocks = free.values.flatMap { $0 }
    free = [:]
    pthread_mutex_unlock(mutex)
    for block in blocks { Glibc.free(block) }
  }
}

/// One stretch of addresses for all large blocks: the lowest free stretch that is large enough is taken, and what is
/// given back joins its free neighbours. Memory behind it is the system's until it is first touched, and stays resident
/// afterwards, up to ``keptBytes`` of it.
enum Arena {
  /// Blocks below this size are not worth a search.
  static let smallestBlock = 64 << 10
  /// Free memory that is kept for the next step; what is beyond goes back to the system.
  static let keptBytes = 4 << 30

  private static let page = 4096
  private static let mutex = newMutex()
  /// The free stretches by address: where they begin and end.
  private static var free: [Range<Int>] = []
  private static var freeBytes = 0
  /// Nothing from here on has been touched since the system gave it: it reads as zero.
  private static var touched = 0

  /// Addresses are reserved, not memory; fewer of them where a limit is set.
  private static let region: (base: Int, size: Int) = {
    let huge = 2 << 20
    for size in [1 << 40, 1 << 36, 1 << 33] {
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
      guard let start = mmap(nil, size + huge, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED else { continue }
      let base = (Int(bitPattern: start) + huge - 1) & ~(huge - 1)
      madvise(UnsafeMutableRawPointer(bitPattern: base), size, 14 /* MADV_HUGEPAGE */)
      free = [base..<base + size]
      touched = base
      return (base, size)
    }
    return (0, 0)
  }()

  static func roundedSize(_ byteCount: Int) -> Int { (byteCount + page - 1) & ~(page - 1) }

  static func take(_ size: Int, zeroed: Bool) -> UnsafeMutableRawPointer {
    _ = region
    pthread_mutex_lock(mutex)
    guard let index = free.firstIndex(where: { $0.count >= size }),
      let block = UnsafeMutableRawPointer(bitPattern: free[index].lowerBound)
    else {
      pthread_mutex_unlock(mutex)
      let block = systemBlock(size)
      if zeroed { memset(block, 0, size) }
      return block
    }
    let (low, high) = (free[index].lowerBound, free[index].upperBound)
    if high - low == size { free.remove(at: index) } else { free[index] = low + size..<high }
    let used = max(0, min(touched, low + size) - low)
    freeBytes -= used
    touched = max(touched, low + size)
    pthread_mutex_unlock(mutex)
    if zeroed && used > 0 { memset(block, 0, used) }
    return block
  }

  static func give(_ block: UnsafeMutableRawPointer, _ size: Int) {
    let low = Int(bitPattern: block)
    guard low >= region.base, low < region.base + region.size else { return Glibc.free(block) }
    pthread_mutex_lock(mutex)
    insert(low..<low + size)
    freeBytes += size
    let isTooMuch = freeBytes > keptBytes
    pthread_mutex_unlock(mutex)
    if isTooMuch { trim() }
  }

  /// Gives the memory of every free stretch back to the system.
  static func trim() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    for stretch in free where stretch.lowerBound < touched {
      let count = min(stretch.upperBound, touched) - stretch.lowerBound
      madvise(UnsafeMutableRawPointer(bitPattern: stretch.lowerBound), count, MADV_DONTNEED)
    }
    if let last = free.last, last.upperBound >= touched { touched = min(touched, last.lowerBound) }
    freeBytes = 0
  }

  private static func insert(_ stretch: Range<Int>) {
    var (low, high) = (0, free.count)
    while low < high {
      let middle = (low + high) / 2
      if free[middle].lowerBound < stretch.lowerBound { low = middle + 1 } else { high = middle }
    }
    let joinsBefore = low > 0 && free[low - 1].upperBound == stretch.lowerBound
    let joinsAfter = low < free.count && free[low].lowerBound == stretch.upperBound
    switch (joinsBefore, joinsAfter) {
    case (true, true):
      free[low - 1] = free[low - 1].lowerBound..<free[low].upperBound
      free.remove(at: low)
    case (true, false): free[low - 1] = free[low - 1].lowerBound..<stretch.upperBound
    case (false, true): free[low] = stretch.lowerBound..<free[low].upperBound
    case (false, false): free.insert(stretch, at: low)
    }
  }
}

private func newMutex() -> UnsafeMutablePointer<pthread_mutex_t> {
  let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  pthread_mutex_init(mutex, nil)
  return mutex
}

private func systemBlock(_ size: Int) -> UnsafeMutableRawPointer {
  var block: UnsafeMutableRawPointer?
  var status = posix_memalign(&block, 64, size)
  if status != 0 {
    Memory.releaseCached()
    status = posix_memalign(&block, 64, size)
  }
  guard status == 0, let block else {
    fatalError("out of memory: \(size) bytes for a tensor")
  }
  return block
}

/// The engine's memory.
public enum Memory {
  /// Gives the blocks kept for reuse back to the system, for instance between training and something else.
  public static func releaseCached() {
    SmallBlocks.trim()
    Arena.trim()
  }
}

/// Temporary memory for `count` values, not cleared, for the time of `body`.
@inline(__always)
func withScratch<Result>(_ count: Int, _ body: (UnsafeMutablePointer<Float>) throws -> Result) rethrows -> Result {
  let storage = Storage(byteCount: count * 4)
  return try withExtendedLifetime(storage) { try body(storage.pointer.assumingMemoryBound(to: Float.self)) }
}
