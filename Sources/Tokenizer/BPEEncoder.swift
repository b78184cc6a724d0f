/// Turns text into ids, remembering the ids of every pre-token it has met. For one thread at a time.
final class BPEEncoder {
  private let merges: BPEMerges
  private let idOfByte: [Int32]
  private let unknown: Int32?
  /// Ids of whole pre-tokens that skip the merges, for vocabularies with `ignore_merges`.
  private let wholeWords: ((UnsafeBufferPointer<UInt8>) -> Int32?)?

  private var cache = WordCache()
  private var symbols: UnsafeMutablePointer<Int32>
  private var symbolCapacity = 256

  init(
    merges: BPEMerges, idOfByte: [Int32], unknown: Int32?, wholeWords: ((UnsafeBufferPointer<UInt8>) -> Int32?)?
  ) {
    self.merges = merges
    self.idOfByte = idOfByte
    self.unknown = unknown
    self.wholeWords = wholeWords
    symbols = .allocate(capacity: symbolCapacity)
  }

  deinit { symbols.deallocate() }

  /// Appends the ids of the UTF-8 in `text` to `output`.
  func encode(_ text: UnsafeBufferPointer<UInt8>, into output: inout [Int32]) {
    guard let base = text.baseAddress else { return }
    var splitter = GPT2Splitter(text)
    while let range = splitter.next() {
      if range.count <= WordCache.shortLength {
        encodeShort(base + range.lowerBound, range.count, text.count - range.lowerBound, into: &output)
      } else {
        encodeLong(UnsafeBufferPointer(rebasing: text[range]), into: &output)
      }
    }
  }

  @inline(__always) private func encodeShort(
    _ word: UnsafePointer<UInt8>, _ count: Int, _ readable: Int, into output: inout [Int32]
  ) {
    let (low, high) = WordCache.key(word, count, readable: readable)
    if !cache.append(low, high, to: &output) { encodeNew(word, count, low, high, into: &output) }
  }

  private func encodeNew(
    _ word: UnsafePointer<UInt8>, _ count: Int, _ low: UInt64, _ high: UInt64, into output: inout [Int32]
  ) {
    let ids = merge(UnsafeBufferPointer(start: word, count: count))
    output.append(contentsOf: ids)
    cache.remember(low, high, ids)
  }

  private func encodeLong(_ word: UnsafeBufferPointer<UInt8>, into output: inout [Int32]) {
    if cache.append(long: word, to: &output) { return }
    let ids = merge(word)
    output.append(contentsOf: ids)
    cache.remember(long: word, ids)
  }

  /// The ids of `word`, good until the next call.
  private func merge(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<Int32> {
    if let wholeWords, let id = wholeWords(word) {
      symbols[0] = id
      return UnsafeBufferPointer(start: symbols, count: 1)
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
    return UnsafeBufferPointer(start: symbols, count: merges.apply(to: symbols, count: count))
  }
}
