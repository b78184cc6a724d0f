import Glibc

/// Turns text into ids, remembering the ids of every pre-token it has met. For one thread at a time.
final class BPEEncoder {
  private let merges: BPEMerges
  private let idOfByte: [Int32]
  private let unknown: Int32?
  /// Ids of whole pre-tokens that skip the merges, for vocabularies with `ignore_merges`.
  private let wholeWords: ((UnsafeBufferPointer<UInt8>) -> Int32?)?

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  private var used = 0
  private var longWords = ByteStringTable()
  private var longRanges: [Range<Int32>] = []
  /// The ids of remembered pre-tokens that do not fit their slot.
  private var overflow: [Int32] = []
  private var symbols: UnsafeMutablePointer<Int32>
  private var symbolCapacity = 256

  /// A pre-token of at most 15 bytes, packed with its length in two words, and its ids: three in place, or `count` of
  /// them in `overflow` from `ids.0` on. A word of zeros is an empty slot, since the length is never 0.
  private struct Slot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count: Int32 = 0
    var ids: (Int32, Int32, Int32) = (0, 0, 0)
  }

  /// Past this many remembered pre-tokens nothing more is remembered: text that never repeats must not fill memory.
  private static let most = 1 << 20
  private static let longest = 256

  init(
    merges: BPEMerges, idOfByte: [Int32], unknown: Int32?, wholeWords: ((UnsafeBufferPointer<UInt8>) -> Int32?)?
  ) {
    self.merges = merges
    self.idOfByte = idOfByte
    self.unknown = unknown
    self.wholeWords = wholeWords
    mask = (1 << 14) - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
    symbols = .allocate(capacity: symbolCapacity)
  }

  deinit {
    slots.deallocate()
    symbols.deallocate()
  }

  /// Appends the ids of the UTF-8 in `text` to `output`.
  func encode(_ text: UnsafeBufferPointer<UInt8>, into output: inout [Int32]) {
    guard let base = text.baseAddress else { return }
    var splitter = GPT2Splitter(text)
    while let range = splitter.next() {
      if range.count <= 15 {
        encodeShort(base + range.lowerBound, range.count, text.count - range.lowerBound, into: &output)
      } else {
        encodeLong(UnsafeBufferPointer(rebasing: text[range]), into: &output)
      }
    }
  }

  @inline(__always) private func encodeShort(
    _ word: UnsafePointer<UInt8>, _ count: Int, _ readable: Int, into output: inout [Int32]
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
    high |= UInt64(count) << 56
    var place = slot(low, high)
    while slots[place].high != high || slots[place].low != low {
      if slots[place].high == 0 {
        remember(word, count, low, high, into: &output)
        return
      }
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
  }

  @inline(__always) private func slot(_ low: UInt64, _ high: UInt64) -> Int {
    Int(truncatingIfNeeded: ByteStringTable.fold(ByteStringTable.fold(low ^ 0x9E37_79B9_7F4A_7C15) ^ high)) & mask
  }

  private func remember(
    _ word: UnsafePointer<UInt8>, _ count: Int, _ low: UInt64, _ high: UInt64, into output: inout [Int32]
  ) {
    let idCount = merge(UnsafeBufferPointer(start: word, count: count))
    output.append(contentsOf: UnsafeBufferPointer(start: symbols, count: idCount))
    guard used < Self.most else { return }
    if used * 2 > mask { grow() }
    var new = Slot(low: low, high: high, count: Int32(idCount))
    switch idCount {
    case 0: break
    case 1: new.ids.0 = symbols[0]
    case 2: new.ids = (symbols[0], symbols[1], 0)
    case 3: new.ids = (symbols[0], symbols[1], symbols[2])
    default:
      new.ids.0 = Int32(overflow.count)
      overflow.append(contentsOf: UnsafeBufferPointer(start: symbols, count: idCount))
    }
    place(new)
    used += 1
  }

  private func place(_ new: Slot) {
    var index = slot(new.low, new.high)
    while slots[index].high != 0 { index = (index + 1) & mask }
    slots[index] = new
  }

  private func grow() {
    let old = slots
    let oldCount = mask + 1
    mask = oldCount * 2 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: Slot(), count: mask + 1)
    for index in 0..<oldCount where old[index].high != 0 { place(old[index]) }
    old.deallocate()
  }

  private func encodeLong(_ word: UnsafeBufferPointer<UInt8>, into output: inout [Int32]) {
    if let number = longWords.find(word) {
      let range = longRanges[number]
      output.append(contentsOf: overflow[Int(range.lowerBound)..<Int(range.upperBound)])
      return
    }
    let idCount = merge(word)
    output.append(contentsOf: UnsafeBufferPointer(start: symbols, count: idCount))
    guard word.count <= Self.longest, used < Self.most else { return }
    _ = longWords.insert(word)
    longRanges.append(Int32(overflow.count)..<Int32(overflow.count + idCount))
    overflow.append(contentsOf: UnsafeBufferPointer(start: symbols, count: idCount))
    used += 1
  }

  /// Puts the ids of `word` in `symbols` and returns how many there are.
  private func merge(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    if let wholeWords, let id = wholeWords(word) {
      symbols[0] = id
      return 1
    }
    if word.count > symbolCapacity {
      symbols.deallocate()
      symbolCapacity = word.count * 2
      symbols = .allocate(capacity: symbolCapacity)
    }
    var count = 0
    for byte in word {
      let id = idOfByte[Int(byte)]
      if id >= 0 {
        symbols[count] = id
        count += 1
      } else if let unknown {
        symbols[count] = unknown
        count += 1
      }
    }
    return merges.apply(to: symbols, count: count)
  }
}
