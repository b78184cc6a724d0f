import Glibc

/// The block format of LZ4 (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md).
package enum LZ4Block {
  /// Writes what `source` decompresses to into `target`; false unless that is exactly `count` bytes.
  static func decompress(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer, count: Int) -> Bool {
    var position = 0
    var done = 0
    /// The length whose first four bits are `nibble`, up to what could be meant.
    func length(_ nibble: UInt8) -> Int? {
      var result = Int(nibble)
      if nibble < 15 { return result }
      while position < source.count {
        let byte = source[position]
        position += 1
        result += Int(byte)
        if byte < 255 { return result }
      }
      return nil
    }
    while position < source.count {
      let token = source[position]
      position += 1
      guard let literals = length(token >> 4), literals <= source.count - position, literals <= count - done,
        let base = source.baseAddress
      else { return false }
      memcpy(target + done, base + position, literals)
      position += literals
      done += literals
      // The last part has no match.
      if position == source.count { break }
      guard source.count - position >= 2 else { return false }
      let offset = Int(source[position]) | Int(source[position + 1]) << 8
      position += 2
      guard let more = length(token & 15), offset > 0, offset <= done, more + 4 <= count - done else { return false }
      let bytes = target.assumingMemoryBound(to: UInt8.self)
      for index in done..<done + more + 4 { bytes[index] = bytes[index - offset] }
      done += more + 4
    }
    return done == count
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
