import Glibc

/// Refuses sizes that the machine cannot hold before they are asked for: `MemoryError`, not a crash.
enum MemoryLimit {
  /// Below this nothing is asked: it would be slower than the work itself.
  private static let small = 1 << 24
  private static let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))

  /// - Throws: `MemoryError` when `count` things of `stride` bytes have no room.
  @inline(__always) static func check(_ count: Int, stride: Int = 1) throws {
    if count >= small / stride { try ask(count, stride) }
  }

  /// Whether a container of `count` values, which grows one by one, may go on: there is room for as many again, and for
  /// what the next 4096 of them may be.
  /// - Throws: `MemoryError` when there is none.
  @inline(__always) static func checkGrowth(of count: Int) throws {
    if count & 0xFFF == 0, count >= small / 32 { try ask(count * 2 * MemoryLayout<Value>.stride + 4 * small, 1) }
  }

  @inline(never) private static func ask(_ count: Int, _ stride: Int) throws {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: stride)
    // The kernel promises more than there is; a process may have been given less. Not by malloc: the compiler leaves out
    // what is freed at once.
    guard !overflow, bytes < physical,
      let probe = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), probe != MAP_FAILED
    else { throw ScriptError(ExceptionObject(.memoryError)) }
    munmap(probe, bytes)
  }
}
