/// Turns text into ids in one pass: normalizes scalar by scalar, cuts at white space and punctuation, and matches pieces
/// word by word, remembering the ids of every word it has met. For one thread at a time.
final class WordPieceEncoder {
  private let pieces: WordPieceTable
  private let scalars: BertScalars
  private var cache = WordCache()
  /// The normalized bytes of the word being read. Its capacity is never less than four times the text and 16 more: no
  /// scalar grows beyond that.
  private var word: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 12
  private var ids: UnsafeMutablePointer<Int32>
  private var idCapacity = 128

  init(_ pieces: WordPieceTable, _ normalizer: BertNormalizer) {
    self.pieces = pieces
    scalars = BertScalars(normalizer)
    word = .allocate(capacity: capacity)
    word.initialize(repeating: 0, count: capacity)
    ids = .allocate(capacity: idCapacity)
  }

  deinit {
    word.deallocate()
    ids.deallocate()
  }

  /// The normalized text.
  func normalize(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] { scalars.normalize(text) }

  /// Appends the ids of the UTF-8 in `text` to `output`.
  func encode(_ text: UnsafeBufferPointer<UInt8>, into output: inout [Int32]) {
    guard let base = text.baseAddress else { return }
    reserve(text.count * 4 + 32)
    let ascii = scalars.ascii
    let end = text.count
    var index = 0
    var count = 0
    var barrier = 0
    while index < end {
      let byte = base[index]
      let entry: BertScalars.Entry
      if byte < 0x80 {
        entry = ascii[Int(byte)]
        index += 1
      } else {
        let (code, length) = UTF8Scalar.decode(base, index, end)
        entry = scalars.entry(code)
        index += length
      }
      if BertScalars.kind(entry) == BertScalars.Kind.word {
        UnsafeMutableRawPointer(word + count).storeBytes(of: UInt32(truncatingIfNeeded: entry), as: UInt32.self)
        count += BertScalars.length(entry)
      } else {
        take(entry, &count, &barrier, into: &output)
      }
    }
    flush(&count, &barrier, into: &output)
    drain(into: &output)
  }

  private func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    word.deallocate()
    capacity = needed
    word = .allocate(capacity: capacity)
    word.initialize(repeating: 0, count: 16)
  }

  @inline(__always) private func take(
    _ entry: BertScalars.Entry, _ count: inout Int, _ barrier: inout Int, into output: inout [Int32]
  ) {
    switch BertScalars.kind(entry) {
    case BertScalars.Kind.space: flush(&count, &barrier, into: &output)
    case BertScalars.Kind.mark, BertScalars.Kind.ideograph:
      flush(&count, &barrier, into: &output)
      store(entry, at: 0)
      count = BertScalars.length(entry)
      flush(&count, &barrier, into: &output)
    default: takeRare(entry, &count, &barrier, into: &output)
    }
  }

  private func takeRare(
    _ entry: BertScalars.Entry, _ count: inout Int, _ barrier: inout Int, into output: inout [Int32]
  ) {
    switch BertScalars.kind(entry) {
    case BertScalars.Kind.word:
      store(entry, at: count)
      count += BertScalars.length(entry)
    case BertScalars.Kind.barrier: barrier = count
    case BertScalars.Kind.combining:
      let length = BertScalars.length(entry)
      // A word this long is unknown in whatever order.
      let place =
        count > Self.orderedLength
        ? count : scalars.place(BertScalars.combiningClass(entry), in: word, count: count, barrier: barrier)
      for index in stride(from: count - 1, through: place, by: -1) { word[index + length] = word[index] }
      for index in 0..<length { word[place + index] = UInt8(truncatingIfNeeded: entry >> (8 * index)) }
      count += length
    case BertScalars.Kind.expansion:
      for part in scalars.parts(entry) {
        switch BertScalars.kind(part) {
        case BertScalars.Kind.space, BertScalars.Kind.mark, BertScalars.Kind.ideograph:
          take(part, &count, &barrier, into: &output)
        default: takeRare(part, &count, &barrier, into: &output)
        }
      }
    default: break
    }
  }

  private static let orderedLength = 1 << 14

  @inline(__always) private func store(_ entry: BertScalars.Entry, at place: Int) {
    UnsafeMutableRawPointer(word + place).storeBytes(of: UInt32(truncatingIfNeeded: entry), as: UInt32.self)
  }

  /// Appends the ids of the word and empties it.
  @inline(__always) private func flush(_ count: inout Int, _ barrier: inout Int, into output: inout [Int32]) {
    if count == 0 { return }
    if count <= WordCache.shortLength {
      let (low, high) = WordCache.key(word, count, readable: 16)
      if cache.enqueue(low, high) { drain(into: &output) }
    } else {
      matchLong(count, into: &output)
    }
    count = 0
    barrier = 0
  }

  private func drain(into output: inout [Int32]) { cache.drain(to: &output) { match($0) } }

  private func matchLong(_ count: Int, into output: inout [Int32]) {
    drain(into: &output)
    let long = UnsafeBufferPointer(start: UnsafePointer(word), count: count)
    if cache.append(long: long, to: &output) { return }
    let ids = match(long)
    output.append(contentsOf: ids)
    cache.remember(long: long, ids)
  }

  /// The ids of `word`, good until the next call.
  private func match(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<Int32> {
    // Never more pieces than bytes.
    if word.count > idCapacity {
      ids.deallocate()
      idCapacity = word.count * 2
      ids = .allocate(capacity: idCapacity)
    }
    return UnsafeBufferPointer(start: ids, count: pieces.match(word, into: ids))
  }
}

/// The pieces of a WordPiece vocabulary: those that start a word and those that go on.
struct WordPieceTable: Sendable {
  private var whole: ByteStringTable
  private var idOfWhole: [Int32] = []
  private var continuing: ByteStringTable
  private var idOfContinuing: [Int32] = []
  private var longestWhole = 0
  private var longestContinuing = 0
  private let unknown: Int32
  private let wordLimit: Int

  init(_ tokens: [String], prefix: String, unknown: Int32, wordLimit: Int) {
    whole = ByteStringTable(capacity: tokens.count)
    continuing = ByteStringTable(capacity: tokens.count)
    self.unknown = unknown
    self.wordLimit = wordLimit
    let prefix = Array(prefix.utf8)
    for (id, token) in tokens.enumerated() where !token.isEmpty {
      var token = token
      token.withUTF8 { bytes in
        if whole.insert(bytes).isNew { idOfWhole.append(Int32(id)) }
        longestWhole = max(longestWhole, bytes.count)
        guard bytes.count > prefix.count, bytes.starts(with: prefix) else { return }
        if continuing.insert(UnsafeBufferPointer(rebasing: bytes[prefix.count...])).isNew {
          idOfContinuing.append(Int32(id))
        }
        longestContinuing = max(longestContinuing, bytes.count - prefix.count)
      }
    }
  }

  func id(of token: UnsafeBufferPointer<UInt8>) -> Int32? { whole.find(token).map { idOfWhole[$0] } }

  /// Writes the ids of the longest pieces, from left to right, to `ids`, which has room for as many as `word` has bytes,
  /// and returns how many they are; the unknown token alone when some part has none.
  func match(_ word: UnsafeBufferPointer<UInt8>, into ids: UnsafeMutablePointer<Int32>) -> Int {
    var characters = 0
    for byte in word where byte & 0xC0 != 0x80 { characters += 1 }
    var count = 0
    var start = characters > wordLimit ? -1 : 0
    while start >= 0 && start < word.count {
      if let (id, end) = longest(word, from: start) {
        ids[count] = id
        count += 1
        start = end
      } else {
        start = -1
      }
    }
    if start >= 0 { return count }
    ids[0] = unknown
    return 1
  }

  /// The longest piece that `word` has at `start`, and where it ends.
  private func longest(_ word: UnsafeBufferPointer<UInt8>, from start: Int) -> (id: Int32, end: Int)? {
    var end = min(word.count, start + (start == 0 ? longestWhole : longestContinuing))
    while end > start {
      // Not inside of a scalar.
      if end == word.count || word[end] & 0xC0 != 0x80 {
        let piece = UnsafeBufferPointer(rebasing: word[start..<end])
        if start == 0 {
          if let found = whole.find(piece) { return (idOfWhole[found], end) }
        } else if let found = continuing.find(piece) {
          return (idOfContinuing[found], end)
        }
      }
      end -= 1
    }
    return nil
  }
}
