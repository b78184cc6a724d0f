/// Parquet's hybrid of run lengths and bit packing: levels and positions in dictionaries are written so.
struct HybridRuns {
  private let bytes: UnsafeRawBufferPointer
  private var position: Int
  private let end: Int
  private let width: Int
  /// What is left of the current run: how many, and the value or where its bits are.
  private var left = 0
  private var isPacked = false
  private var value: UInt32 = 0
  private var bit = 0

  /// - Parameter width: bits of a value, at most 32.
  init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, width: Int) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    self.width = width
  }

  /// Reads the header of the next run; false when there is none or it is damaged.
  private mutating func nextRun() -> Bool {
    var header: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < end, shift < 35 else { return false }
      let byte = bytes[position]
      position += 1
      header |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    isPacked = header & 1 == 1
    let count = Int(header >> 1)
    if isPacked {
      // Groups of eight values; the last may be cut short by the end.
      let available = width == 0 ? count * 8 : (end - position) * 8 / width
      left = min(count * 8, available)
      bit = position * 8
      position = min(end, position + count * width)
    } else {
      let size = (width + 7) / 8
      guard end - position >= size else { return false }
      value = 0
      for index in 0..<size { value |= UInt32(bytes[position + index]) << UInt32(8 * index) }
      position += size
      left = count
    }
    return left > 0
  }

  /// Writes the next `count` values to `output`; false when there are fewer.
  mutating func read(_ count: Int, into output: UnsafeMutablePointer<UInt32>) -> Bool {
    var done = 0
    while done < count {
      if left == 0, !nextRun() { return false }
      let run = min(left, count - done)
      if isPacked {
        unpack(run, into: output + done)
      } else {
        (output + done).update(repeating: value, count: run)
      }
      left -= run
      done += run
    }
    return true
  }

  private mutating func unpack(_ count: Int, into output: UnsafeMutablePointer<UInt32>) {
    let mask = width == 32 ? UInt64(UInt32.max) : (1 << UInt64(width)) - 1
    for index in 0..<count {
      let byte = bit >> 3
      var word: UInt64 = 0
      if byte + 8 <= bytes.count {
        word = bytes.loadUnaligned(fromByteOffset: byte, as: UInt64.self)
      } else {
        for place in byte..<max(byte, bytes.count) { word |= UInt64(bytes[place]) << UInt64(8 * (place - byte)) }
      }
      output[index] = UInt32(truncatingIfNeeded: word >> UInt64(bit & 7) & mask)
      bit += width
    }
  }
}
