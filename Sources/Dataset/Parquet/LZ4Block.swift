import CLZ4
import Support

/// LZ4's blocks as parquet has them.
package enum LZ4Block {
  /// Writes what `source` decompresses to into `target`; false unless that is exactly `count` bytes.
  static func decompress(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer, count: Int) -> Bool {
    guard let length = Int32(exactly: source.count), let capacity = Int32(exactly: count), let base = source.baseAddress
    else { return false }
    let (input, output) = (base.assumingMemoryBound(to: CChar.self), target.assumingMemoryBound(to: CChar.self))
    return LZ4_decompress_safe(input, output, length, capacity) == capacity
  }

  /// The same for the blocks of Hadoop: each with its two lengths, high byte first. A block without them is taken too.
  package static func decompressFramed(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer, count: Int
  ) -> Bool {
    var position = 0
    var done = 0
    func number() -> Int? {
      guard source.count - position >= 4 else { return nil }
      defer { position += 4 }
      return Int(UInt32(bigEndian: source.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
    }
    while position < source.count {
      guard let size = number(), let compressed = number(), size <= count - done, compressed <= source.count - position,
        decompress(
          UnsafeRawBufferPointer(rebasing: source[position..<position + compressed]), into: target + done, count: size)
      else { return decompress(source, into: target, count: count) }
      position += compressed
      done += size
    }
    return done == count
  }
}
