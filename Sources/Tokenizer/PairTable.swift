/// A map from pairs of token ids to two numbers: for an encoder, a merge's rank and the token it makes.
final class PairTable {
  struct Entry {
    var key: UInt64
    var first: Int32
    var second: Int32
  }

  private static let empty = UInt64.max
  private var entries: UnsafeMutablePointer<Entry>
  private var mask: Int
  private(set) var count = 0

  init(capacity: Int) {
    var slots = 64
    while slots < capacity * 2 { slots *= 2 }
    entries = Self.allocate(slots)
    mask = slots - 1
  }

  deinit { entries.deallocate() }

  private static func allocate(_ slots: Int) -> UnsafeMutablePointer<Entry> {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: slots)
    entries.initialize(repeating: Entry(key: empty, first: 0, second: 0), count: slots)
    return entries
  }

  @inline(__always) static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  @inline(__always) private func slot(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: ByteStringTable.fold(key ^ 0x9E37_79B9_7F4A_7C15)) & mask
    while entries[slot].key != key && entries[slot].key != Self.empty { slot = (slot + 1) & mask }
    return slot
  }

  /// The entry of the pair, if it has one.
  @inline(__always) func find(_ left: Int32, _ right: Int32) -> Entry? {
    let entry = entries[slot(Self.key(left, right))]
    return entry.key == Self.empty ? nil : entry
  }

  /// Where the entry of the pair is, newly made with `first` and `second` when the pair is new. The pointer is good
  /// until the next insertion.
  @inline(__always) func insert(
    _ left: Int32, _ right: Int32, first: Int32 = 0, second: Int32 = 0
  ) -> (entry: UnsafeMutablePointer<Entry>, isNew: Bool) {
    if count * 2 > mask { grow() }
    let key = Self.key(left, right)
    let place = slot(key)
    if entries[place].key == key { return (entries + place, false) }
    entries[place] = Entry(key: key, first: first, second: second)
    count += 1
    return (entries + place, true)
  }

  private func grow() {
    let old = entries
    let oldCount = mask + 1
    entries = Self.allocate(oldCount * 2)
    mask = oldCount * 2 - 1
    for index in 0..<oldCount where old[index].key != Self.empty { entries[slot(old[index].key)] = old[index] }
    old.deallocate()
  }
}
