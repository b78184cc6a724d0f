import Synchronization

/// Encoders of one vocabulary, one for every thread that encodes at the same time: each remembers words of its own.
final class EncoderPool<Encoder: AnyObject>: @unchecked Sendable {
  private let idle = Mutex<[Unchecked]>([])
  private let make: () -> Encoder

  private struct Unchecked: @unchecked Sendable { let encoder: Encoder }

  init(_ make: @escaping () -> Encoder) { self.make = make }

  /// Calls `body` with an encoder that no other thread has.
  @inline(__always) func withEncoder<Result>(_ body: (Encoder) -> Result) -> Result {
    let encoder = idle.withLock { $0.popLast() }?.encoder ?? make()
    defer { idle.withLock { $0.append(Unchecked(encoder: encoder)) } }
    return body(encoder)
  }
}
