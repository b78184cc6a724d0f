/// The ids of words met before. For one thread at a time.
struct WordCache: ~Copyable {
  /// A word of at most 15 bytes, packed with its length in two machine words, and its ids: three in place, or `count`
  /// of them in `overflow` from `ids.0` on. The length is never 0, so that zeros are an empty slot.
  struct Slot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count: Int32 = 0
    var ids: (Int32, Int32, Int32) = (0, 0, 0)
  }

  /// A short word that waits for its slot to come from memory.
  private struct Waiting {
    var low: UInt64
    var high: UInt64
    var hash: Int
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  private var used = 0
  private var longWords = ByteStringTable()
  private var longRanges: [Range<Int32>] = []
  private var overflow: [Int32] = []
  private let waiting: UnsafeMutablePointer<Waiting>
  private var waitingCount = 0
  /// Keeps the loads that fetch slots from being optimized away.
  private var touched: UInt64 = 0

  /// The longest word that fits a slot.
  static let shortLength = 15
  /// Past this many words nothing more is remembered: text that never repeats must not fill memory.
  private static let most = 1 << 20
  private static let longest = 256
  /// Enough to keep memory busy, few enough to stay in the nearest cache.
  private static let mostWaiting = 16

  init() {
    mask = (1 << 14) - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
    waiting = .allocate(capacity: Self.mostWaiting)
  }

  deinit {
    slots.deallocate()
    waiting.deallocate()
  }

  /// The key of a word of 1 to 15 bytes.
  /// - Parameter readable: how many bytes may be read from `word` on.
  @inline(__always) static func key(_ word: UnsafePointer<UInt8>, _ count: Int, readable: Int) -> (
    low: UInt64, high: UInt64
  ) {
    var low: UInt64
    var high: UInt64
    if readable >= 16 {
      let raw = UnsafeRawPointer(word)
      low = raw.loadUnaligned(as: UInt64.self)
      high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      if count < 8 {
        low &= (1 << UInt64(count * 8)) &- 1
        high = 0
      } else {
        high &= (1 << UInt64(count * 8 - 64)) &- 1
      }
    } else {
      (low, high) = (0, 0)
      for index in 0..<min(count, 8) { low |= UInt64(word[index]) << UInt64(index * 8) }
      for index in 8..<max(count, 8) { high |= UInt64(word[index]) << UInt64(index * 8 - 64) }
    }
    return (low, high | UInt64(count) << 56)
  }

  /// Puts the short word of the key behind those that wait, and starts to fetch its slot; `true` when they are as many
  /// as may wait. Splitting text mispredicts branches, and each of those would wait for the slot of the word before.
  @inline(__always) mutating func enqueue(_ low: UInt64, _ high: UInt64) -> Bool {
    let hash = Self.hash(low, high)
    waiting[waitingCount] = Waiting(low: low, high: high, hash: hash)
    waitingCount += 1
    touched &+= slots[hash & mask].high
    return waitingCount == Self.mostWaiting
  }

  /// Appends the ids of the words that wait.
  /// - Parameter new: the ids of a word that was not met before.
  @inline(__always) mutating func drain(
    to output: inout [Int32], new: (UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<Int32>
  ) {
    for index in 0..<waitingCount {
      let word = waiting[index]
      if append(word, to: &output) { continue }
      let ids = withUnsafeBytes(of: (word.low, word.high)) { bytes in
        new(UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[..<Int(word.high >> 56)]))
      }
      output.append(contentsOf: ids)
      remember(word.low, word.high, ids)
    }
    waitingCount = 0
  }

  /// Appends the ids of a short word; `false` when it was not met before.
  @inline(__always) private borrowing func append(_ word: Waiting, to output: inout [Int32]) -> Bool {
    var place = word.hash & mask
    while slots[place].high != word.high || slots[place].low != word.low {
      if slots[place].high == 0 { return false }
      place = (place + 1) & mask
    }
    let found = slots + place
    switch found.pointee.count {
    case 1: output.append(found.pointee.ids.0)
    case 2:
      output.append(found.pointee.ids.0)
      output.append(found.pointee.ids.1)
    case 3:
      output.append(found.pointee.ids.0)
      output.append(found.pointee.ids.1)
      output.append(found.pointee.ids.2)
    default:
      let start = Int(found.pointee.ids.0)
      output.append(contentsOf: overflow[start..<start + Int(found.pointee.count)])
    }
    return true
  }

  @inline(__always) private static func hash(_ low: UInt64, _ high: UInt64) -> Int {
    Int(truncatingIfNeeded: ByteStringTable.fold(ByteStringTable.fold(low ^ 0x9E37_79B9_7F4A_7C15) ^ high))
  }

  /// Remembers the ids of the short word of the key, which was not met before.
  private mutating func remember(_ low: UInt64, _ high: UInt64, _ ids: UnsafeBufferPointer<Int32>) {
    guard used < Self.most else { return }
    if used * 2 > mask { grow() }
    var new = Slot(low: low, high: high, count: Int32(ids.count))
    switch ids.count {
    case 0: break
    case 1: new.ids.0 = ids[0]
    case 2: new.ids = (ids[0], ids[1], 0)
    case 3: new.ids = (ids[0], ids[1], ids[2])
    default:
      new.ids.0 = Int32(overflow.count)
      overflow.append(contentsOf: ids)
    }
    place(new)
    used += 1
  }

  private mutating func place(_ new: Slot) {
    var index = Self.hash(new.low, new.high) & mask
    while slots[index].high != 0 { index = (index + 1) & mask }
    slots[index] = new
  }

  private mutating func grow() {
    let old = slots
    let oldCount = mask + 1
    mask = oldCount * 2 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
    for index in 0..<oldCount where old[index].high != 0 { place(old[index]) }
    old.deallocate()
  }

  /// Appends the ids of a long word; `false` when it was not met before.
  borrowing func append(long word: UnsafeBufferPointer<UInt8>, to output: inout [Int32]) -> Bool {
    guard let number = longWords.find(word) else { return false }
    let range = longRanges[number]
    output.append(contentsOf: overflow[Int(range.lowerBound)..<Int(range.upperBound)])
    return true
  }

  /// Remembers the ids of a long word, which was not met before, unless it is very long.
  mutating func remember(long word: UnsafeBufferPointer<UInt8>, _ ids: UnsafeBufferPointer<Int32>) {
    guard word.count <= Self.longest, used < Self.most else { return }
    _ = longWords.insert(word)
    longRanges.append(Int32(overflow.count)..<Int32(overflow.count + ids.count))
    overflow.append(contentsOf: ids)
    used += 1
  }
}
