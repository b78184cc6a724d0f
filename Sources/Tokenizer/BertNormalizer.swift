import Support

/// How BERT's tokenizer tidies text before it cuts it into words (Devlin et al. 2019), after Hugging Face's
/// `BertNormalizer`. The steps are taken in the order of the fields.
public struct BertNormalizer: Equatable, Sendable {
  /// Drops control characters and makes every kind of white space a space.
  public var cleansText = true
  /// Sets spaces around ideographs, so that each is a word.
  public var separatesIdeographs = true
  /// Decomposes (NFD) and drops accents; `nil` does so if and only if text is lowercased.
  public var stripsAccents: Bool?
  public var lowercases = true

  public init(
    cleansText: Bool = true, separatesIdeographs: Bool = true, stripsAccents: Bool? = nil, lowercases: Bool = true
  ) {
    self.cleansText = cleansText
    self.separatesIdeographs = separatesIdeographs
    self.stripsAccents = stripsAccents
    self.lowercases = lowercases
  }

  /// Leaves text as it is.
  static let identity = BertNormalizer(
    cleansText: false, separatesIdeographs: false, stripsAccents: false, lowercases: false)

  /// The normalizer that tokenizer.json describes; a missing or null field has Hugging Face's default.
  init(_ json: JSON) {
    self.init(
      cleansText: json["clean_text"]?.boolValue ?? true,
      separatesIdeographs: json["handle_chinese_chars"]?.boolValue ?? true,
      stripsAccents: json["strip_accents"]?.boolValue, lowercases: json["lowercase"]?.boolValue ?? true)
  }

  var json: JSON {
    [
      "type": "BertNormalizer", "clean_text": .bool(cleansText), "handle_chinese_chars": .bool(separatesIdeographs),
      "strip_accents": stripsAccents.map { .bool($0) } ?? .null, "lowercase": .bool(lowercases),
    ]
  }

  /// `text` after all steps.
  public func normalize(_ text: String) -> String {
    var text = text
    let bytes = text.withUTF8 { BertScalars(self).normalize($0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What normalizing makes of every scalar, and what that is to the cutting of words. Blocks of 256 scalars are worked
/// out when the first of them is met. For one thread at a time.
final class BertScalars {
  /// The UTF-8 of one scalar in the low 32 bits, first byte lowest; its length in the next 8; its canonical combining
  /// class in the next; what it is in the highest. Of an expansion the low half is its place in ``expansions``.
  typealias Entry = UInt64
  enum Kind {
    /// Part of a word.
    static let word: UInt8 = 0
    /// White space: between words.
    static let space: UInt8 = 1
    /// Punctuation: a word of its own.
    static let mark: UInt8 = 2
    /// An ideograph that gets spaces around it: a word of its own.
    static let ideograph: UInt8 = 3
    /// Nothing.
    static let dropped: UInt8 = 4
    /// Nothing, but combining characters do not move across it.
    static let barrier: UInt8 = 5
    /// Part of a word that moves left past those of higher combining class.
    static let combining: UInt8 = 6
    /// Several entries.
    static let expansion: UInt8 = 7
  }

  let normalizer: BertNormalizer
  private let strips: Bool
  private let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
  private(set) var expansions: [[Entry]] = []
  private static let blockCount = 0x110000 >> 8

  init(_ normalizer: BertNormalizer) {
    self.normalizer = normalizer
    strips = normalizer.stripsAccents ?? normalizer.lowercases
    blocks = .allocate(capacity: Self.blockCount)
    blocks.initialize(repeating: nil, count: Self.blockCount)
    ascii = UnsafePointer(fill(0))
  }

  deinit {
    for index in 0..<Self.blockCount { blocks[index]?.deallocate() }
    blocks.deallocate()
  }

  /// The entries of the first 256 scalars.
  private(set) var ascii = UnsafePointer<Entry>(bitPattern: 8)!

  @inline(__always) static func kind(_ entry: Entry) -> UInt8 { UInt8(truncatingIfNeeded: entry >> 56) }
  @inline(__always) static func length(_ entry: Entry) -> Int { Int(entry >> 32 & 0xFF) }
  @inline(__always) static func combiningClass(_ entry: Entry) -> UInt8 { UInt8(truncatingIfNeeded: entry >> 40) }
  @inline(__always) func parts(_ entry: Entry) -> [Entry] { expansions[Int(entry & 0xFFFF_FFFF)] }

  /// The entry of the scalar `code`.
  @inline(__always) func entry(_ code: UInt32) -> Entry {
    let block = Int(code >> 8)
    guard block < Self.blockCount else { return Entry(Kind.dropped) << 56 }
    return (blocks[block] ?? fill(block))[Int(code & 0xFF)]
  }

  private func fill(_ block: Int) -> UnsafeMutablePointer<Entry> {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: 256)
    for place in 0..<256 { (entries + place).initialize(to: describe(UInt32(block << 8 | place))) }
    blocks[block] = entries
    return entries
  }

  private func describe(_ code: UInt32) -> Entry {
    let tables = UnicodeTables.shared
    let space = Entry(Kind.space) << 56 | 1 << 32 | 0x20
    if normalizer.cleansText {
      if tables.control.contains(code) { return Entry(Kind.dropped) << 56 }
      if UnicodeTables.isWhiteSpace(code) { return space }
    }
    let isIdeograph = normalizer.separatesIdeographs && UnicodeTables.isIdeograph(code)
    var parts: [Entry] = []
    func append(_ part: UInt32) {
      let combining = strips ? tables.combiningClass(part) : 0
      if strips && tables.nonspacing.contains(part) {
        parts.append(Entry(combining == 0 ? Kind.barrier : Kind.dropped) << 56)
        return
      }
      func finish(_ final: UInt32) {
        let kind =
          isIdeograph
          ? Kind.ideograph
          : UnicodeTables.isWhiteSpace(final)
            ? Kind.space : tables.punctuation.contains(final) ? Kind.mark : combining > 0 ? Kind.combining : Kind.word
        parts.append(Entry(kind) << 56 | Entry(combining) << 40 | Self.encoded(final))
      }
      if normalizer.lowercases { tables.lowercase(part, finish) } else { finish(part) }
    }
    if strips { tables.decompose(code, append) } else { append(code) }
    // A dropped accent after what it belongs to says nothing.
    if parts.count > 1 { parts.removeAll { Self.kind($0) == Kind.dropped } }
    if parts.count == 1 { return parts[0] }
    if parts.isEmpty { return Entry(Kind.dropped) << 56 }
    expansions.append(parts)
    return Entry(Kind.expansion) << 56 | Entry(expansions.count - 1)
  }

  private static func encoded(_ code: UInt32) -> Entry {
    guard let scalar = Unicode.Scalar(code), let units = UTF8.encode(scalar) else { return 3 << 32 | 0xBDBFEF }
    var bytes: Entry = 0
    var length: Entry = 0
    for unit in units {
      bytes |= Entry(unit) << (8 * length)
      length += 1
    }
    return length << 32 | bytes
  }

  /// Where in the word a combining character of `combiningClass` goes: before those at the end, down to `barrier`,
  /// whose class is higher.
  func place(
    _ combiningClass: UInt8, in word: UnsafePointer<UInt8>, count: Int, barrier: Int
  ) -> Int {
    var place = count
    while place > barrier {
      var start = place - 1
      while start > barrier, word[start] & 0xC0 == 0x80 { start -= 1 }
      let (code, _) = UTF8Scalar.decode(word, start, place)
      guard UnicodeTables.shared.combiningClass(code) > combiningClass else { break }
      place = start
    }
    return place
  }

  /// `text` after all steps.
  func normalize(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let base = text.baseAddress else { return [] }
    var output: [UInt8] = []
    output.reserveCapacity(text.count + 16)
    var barrier = 0
    func append(_ entry: Entry) {
      switch Self.kind(entry) {
      case Kind.dropped: break
      case Kind.barrier: barrier = output.count
      case Kind.expansion: for part in parts(entry) { append(part) }
      case Kind.combining:
        let place = output.withUnsafeBufferPointer { buffer in
          self.place(
            Self.combiningClass(entry), in: buffer.baseAddress ?? base, count: buffer.count, barrier: barrier)
        }
        output.insert(
          contentsOf: (0..<Self.length(entry)).map { UInt8(truncatingIfNeeded: entry >> (8 * $0)) }, at: place)
      case let kind:
        if kind == Kind.ideograph { output.append(0x20) }
        for index in 0..<Self.length(entry) { output.append(UInt8(truncatingIfNeeded: entry >> (8 * index))) }
        if kind == Kind.ideograph { output.append(0x20) }
      }
    }
    var index = 0
    while index < text.count {
      let (code, length) = UTF8Scalar.decode(base, index, text.count)
      append(entry(code))
      index += length
    }
    return output
  }
}

/// One scalar out of UTF-8.
enum UTF8Scalar {
  /// The scalar at `index` and its length in bytes; U+FFFD and 1 where the bytes before `end` are not UTF-8.
  @inline(__always) static func decode(_ text: UnsafePointer<UInt8>, _ index: Int, _ end: Int) -> (UInt32, Int) {
    let byte = text[index]
    if byte < 0x80 { return (UInt32(byte), 1) }
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    guard byte >= 0xC0, index + length <= end else { return (0xFFFD, 1) }
    var code = UInt32(byte) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length { code = code << 6 | UInt32(text[index + offset] & 0x3F) }
    return (code, length)
  }
}
