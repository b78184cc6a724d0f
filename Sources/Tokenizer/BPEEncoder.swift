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
        let (low, high) = WordCache.key(
          base + range.lowerBound, range.count, readable: text.count - range.lowerBound)
        if cache.enqueue(low, high) { drain(into: &output) }
      } else {
        drain(into: &output)
        encodeLong(UnsafeBufferPointer(rebasing: text[range]), into: &output)
      }
    }
    drain(into: &output)
  }

  private func drain(into output: inout [Int32]) { cache.drain(to: &output) { merge($0) } }

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
