/// Parquet's DELTA_BINARY_PACKED: the first value, then blocks of differences to the value before, packed in as few bits
/// as each part of a block needs. Lengths of texts are written so as well.
enum DeltaIntegers {
  /// Reads the `count` integers that start at `position`, which is left after them; `nil` when they are damaged, or when
  /// there are more or fewer.
  /// - Parameter width: 32 or 64 bits, at which sums wrap.
  static func read(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int, count: Int, width: Int
  ) -> [Int]? {
    var cursor = Cursor(bytes: bytes, position: position)
    guard let block = cursor.varint(), let parts = cursor.varint(), let total = cursor.varint(),
      let first = cursor.zigzag(), total == UInt64(count)
    else { return nil }
    guard parts > 0, parts <= 512, block > 0, block <= 1 << 20, block % parts == 0, (block / parts) % 8 == 0 else {
      return nil
    }
    let perPart = Int(block / parts)
    var values: [Int] = []
    values.reserveCapacity(count)
    var value = first
    func narrow(_ number: Int) -> Int { width == 32 ? Int(Int32(truncatingIfNeeded: number)) : number }
    if count > 0 { values.append(narrow(value)) }
    while values.count < count {
      guard let least = cursor.zigzag(), cursor.position + Int(parts) <= bytes.count else { return nil }
      let widths = cursor.position
      cursor.position += Int(parts)
      for part in 0..<Int(parts) where values.count < count {
        let bits = Int(bytes[widths + part])
        let needed = min(perPart, count - values.count)
        guard bits <= 64, (needed * bits + 7) / 8 <= bytes.count - cursor.position else { return nil }
        for index in 0..<needed {
          value = value &+ least &+ Int(bitPattern: UInt(cursor.bits(index * bits, bits)))
          values.append(narrow(value))
        }
        cursor.position = min(bytes.count, cursor.position + perPart * bits / 8)
      }
    }
    position = cursor.position
    return values
  }

  private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    var position: Int

    mutating func varint() -> UInt64? {
      var result: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 7) {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        result |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return result }
      }
      return nil
    }

    mutating func zigzag() -> Int? { varint().map { Int(bitPattern: UInt($0 >> 1)) ^ -Int($0 & 1) } }

    /// The `count` bits that start `offset` bits after the position; those beyond the end are 0.
    func bits(_ offset: Int, _ count: Int) -> UInt64 {
      if count == 0 { return 0 }
      let byte = position + offset >> 3
      let shift = UInt64(offset & 7)
      var word: UInt64 = 0
      if byte + 8 <= bytes.count {
        word = bytes.loadUnaligned(fromByteOffset: byte, as: UInt64.self)
      } else {
        for place in byte..<max(byte, bytes.count) { word |= UInt64(bytes[place]) << UInt64(8 * (place - byte)) }
      }
      word >>= shift
      if shift > 0, count > 64 - Int(shift), byte + 8 < bytes.count { word |= UInt64(bytes[byte + 8]) << (64 - shift) }
      return count == 64 ? word : word & (1 << UInt64(count) - 1)
    }
  }
}
