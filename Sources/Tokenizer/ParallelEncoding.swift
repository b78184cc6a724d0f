import Glibc
import Support
import Synchronization

extension PretrainedTokenizer {
  /// The ids of many texts, with no special tokens around them, worked out by several threads.
  ///
  /// - Parameters:
  ///   - texts: UTF-8; they must stay where they are until this returns.
  ///   - threads: how many threads at most, the caller's included. Little text is not worth one more.
  /// - Throws: `Interrupted` when asked to stop.
  public func encode(_ texts: [UnsafeBufferPointer<UInt8>], threads: Int) throws -> [[Int32]] {
    let bytes = texts.reduce(0) { $0 + $1.count }
    let count = max(1, min(threads, texts.count, bytes / Self.bytesForOneThread))
    let work = EncodingWork(self, texts)
    let others = (1..<count).compactMap { _ in WorkerThread { work.run(checks: false) } }
    work.run(checks: true)
    for thread in others { thread.join() }
    try Interruption.check()
    return work.rows
  }

  private static let bytesForOneThread = 1 << 17
}

/// Texts that threads take a few at a time.
private final class EncodingWork: @unchecked Sendable {
  private let tokenizer: PretrainedTokenizer
  private let texts: [UnsafeBufferPointer<UInt8>]
  private let next = Atomic<Int>(0)
  private let isStopped = Atomic<Bool>(false)
  private let results: UnsafeMutablePointer<[Int32]>
  private static let portion = 64

  init(_ tokenizer: PretrainedTokenizer, _ texts: [UnsafeBufferPointer<UInt8>]) {
    self.tokenizer = tokenizer
    self.texts = texts
    results = .allocate(capacity: texts.count)
    results.initialize(repeating: [], count: texts.count)
  }

  deinit {
    results.deinitialize(count: texts.count)
    results.deallocate()
  }

  var rows: [[Int32]] { Array(UnsafeBufferPointer(start: results, count: texts.count)) }

  func run(checks: Bool) {
    while !isStopped.load(ordering: .relaxed) {
      let first = next.wrappingAdd(Self.portion, ordering: .relaxed).oldValue
      if first >= texts.count { return }
      for index in first..<min(first + Self.portion, texts.count) {
        var ids: [Int32] = []
        ids.reserveCapacity(texts[index].count / 4 + 4)
        tokenizer.encode(texts[index], into: &ids)
        results[index] = ids
      }
      if checks, Interruption.isRequested { isStopped.store(true, ordering: .relaxed) }
    }
  }
}

/// A thread that runs one function.
private final class WorkerThread {
  private var thread = pthread_t()
  private final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  /// `nil` when the system gives no more threads.
  init?(_ run: @escaping () -> Void) {
    let body = Unmanaged.passRetained(Body(run))
    let code = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    if code != 0 {
      body.release()
      return nil
    }
  }

  func join() { pthread_join(thread, nil) }
}
