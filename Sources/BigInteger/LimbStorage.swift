/// Two limbs or more in one allocation, shared by copies and never changed; or none and no allocation.
struct LimbStorage: @unchecked Sendable {
  /// The header is the count of limbs.
  private final class Buffer: ManagedBuffer<Int, UInt> {}

  private let buffer: Buffer?

  /// No limbs.
  @inline(__always) init() { buffer = nil }

  /// Room for `capacity` ≥ 1 limbs, all of which `body` fills. Zeros at the top are dropped; what is left of one limb or
  /// none comes back as `single`, without storage.
  @inline(__always)
  static func make(capacity: Int, _ body: (Limbs.MutableRow) throws -> Void) rethrows -> (
    limbs: LimbStorage, single: UInt
  ) {
    let buffer = unsafeDowncast(Buffer.create(minimumCapacity: capacity) { _ in 0 }, to: Buffer.self)
    let (count, lowest) = try buffer.withUnsafeMutablePointers { header, row in
      try body(row)
      header.pointee = Limbs.trimmed(row, capacity)
      return (header.pointee, header.pointee == 0 ? 0 : row[0])
    }
    return (count < 2 ? LimbStorage() : LimbStorage(buffer), lowest)
  }

  private init(_ buffer: Buffer) { self.buffer = buffer }

  var isEmpty: Bool { buffer == nil }

  var count: Int { buffer?.header ?? 0 }

  var last: UInt? { buffer.map { $0.withUnsafeMutablePointers { $1[$0.pointee - 1] } } }

  /// The limb at an index below `count`.
  subscript(index: Int) -> UInt { buffer.unsafelyUnwrapped.withUnsafeMutablePointerToElements { $0[index] } }

  /// Runs `body` with the limbs of storage that is not empty.
  @inline(__always)
  func withLimbs<Result>(_ body: (Limbs.Row, Int) throws -> Result) rethrows -> Result {
    try buffer.unsafelyUnwrapped.withUnsafeMutablePointers { try body(Limbs.Row($1), $0.pointee) }
  }
}
