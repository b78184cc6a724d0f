import Glibc

/// Byte strings numbered in the order they were first seen; their bytes lie end to end in one buffer.
struct ByteStringTable {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]
  private var hashes: [UInt32] = []
  /// Number + 1 of the string in each slot, 0 when empty. The count of slots is a power of two.
  private var slots: [Int32]

  init(capacity: Int = 512) {
    slots = [Int32](repeating: 0, count: Self.slotCount(capacity))
  }

  var count: Int { offsets.count - 1 }

  private static func slotCount(_ capacity: Int) -> Int {
    var count = 16
    while count * 2 < capacity * 3 { count *= 2 }
    return count
  }

  /// The bytes of string `number`.
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[offsets[number]..<offsets[number + 1]] }

  /// How many bytes string `number` has.
  func length(_ number: Int) -> Int { offsets[number + 1] - offsets[number] }

  /// The number of the string in `key`, if it was seen.
  @inline(__always) func find(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
    let hash = Self.hash(key)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash && equals(number, key) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  func find(_ key: [UInt8]) -> Int? { key.withUnsafeBufferPointer { find($0) } }

  /// The number of the string in `key`, which is given the next number when it is new.
  @inline(__always) mutating func insert(_ key: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(key)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash && equals(number, key) { return (number, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = count
    slots[slot] = Int32(number + 1)
    bytes.append(contentsOf: key)
    offsets.append(bytes.count)
    hashes.append(hash)
    if count * 3 > slots.count * 2 { grow() }
    return (number, true)
  }

  mutating func insert(_ key: [UInt8]) -> (number: Int, isNew: Bool) { key.withUnsafeBufferPointer { insert($0) } }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for number in 0..<count {
      var slot = Int(hashes[number]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  @inline(__always) private func equals(_ number: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard length(number) == key.count, let base = key.baseAddress else { return length(number) == key.count }
    return bytes.withUnsafeBufferPointer { memcmp($0.baseAddress! + offsets[number], base, key.count) == 0 }
  }

  /// Eight bytes a step, multiplied and folded.
  @inline(__always) static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let raw = UnsafeRawBufferPointer(key)
    var state = UInt64(key.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= raw.count {
      state = fold(state ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    if index < raw.count {
      var tail: UInt64 = 0
      for offset in index..<raw.count { tail = tail << 8 | UInt64(raw[offset]) }
      state = fold(state ^ tail)
    }
    return UInt32(truncatingIfNeeded: state)
  }

  @inline(__always) static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
