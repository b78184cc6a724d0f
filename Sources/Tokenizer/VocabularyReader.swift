import Support

/// The tokens of a vocabulary file as they are read: their UTF-8, end to end, and their ids.
struct VocabularyEntries {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int32] = []
  private(set) var ids: [Int32] = []

  var count: Int { ids.count }

  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count * 8)
    ends.reserveCapacity(count)
    ids.reserveCapacity(count)
  }

  mutating func append(_ token: some Sequence<UInt8>, _ id: Int32) {
    bytes.append(contentsOf: token)
    ends.append(Int32(bytes.count))
    ids.append(id)
  }

  /// The tokens by id; of a repeated token the last id holds, ids without a token have an empty one.
  /// - Throws: a `ValueError` when an id is negative or far beyond the number of tokens.
  func tokens(source: String) throws -> [String] {
    let limit = Int32(clamping: 16 * count + (1 << 16))
    var tokens = [String](repeating: "", count: Int(min(ids.max() ?? -1, limit)) + 1)
    var start = 0
    for (index, id) in ids.enumerated() {
      let token = String(decoding: bytes[start..<Int(ends[index])], as: UTF8.self)
      start = Int(ends[index])
      guard id >= 0 && id < limit else {
        throw UserError(
          .value, "'\(source)': the id \(id) of token '\(token)' is not a number from 0 up near the \(count) tokens")
      }
      tokens[Int(id)] = token
    }
    return tokens
  }
}

/// A tokenizer.json, or a vocab.json, with the long lists read without making values of them.
struct TokenizerFile {
  /// The file without its vocabulary and merges.
  private(set) var json: JSON = .null
  private(set) var vocabulary: VocabularyEntries?
  /// Two tokens for every merge: their UTF-8 end to end in `mergeBytes`, where each ends in `mergeEnds`.
  private(set) var mergeBytes: [UInt8] = []
  private(set) var mergeEnds: [Int32] = []
  private(set) var hasMerges = false
  let source: String

  /// Reads the tokenizer.json at `path`.
  /// - Throws: a `ValueError` with the line and column where it is not JSON.
  init(tokenizer path: String) throws {
    source = path
    let bytes = try FileIO.read(path)
    try bytes.withUnsafeBufferPointer { buffer in
      var scanner = ListScanner(buffer)
      if scanner.scanTokenizer(), let vocabularyRange = scanner.vocabularyRange {
        vocabulary = scanner.vocabulary
        hasMerges = scanner.mergesRange != nil
        swap(&mergeBytes, &scanner.mergeBytes)
        swap(&mergeEnds, &scanner.mergeEnds)
        // The rest, with nothing where the lists were.
        let cuts = [vocabularyRange, scanner.mergesRange].compactMap { $0 }.sorted { $0.lowerBound < $1.lowerBound }
        var rest: [UInt8] = []
        var start = 0
        for cut in cuts {
          rest.append(contentsOf: buffer[start..<cut.lowerBound])
          rest.append(contentsOf: "null".utf8)
          start = cut.upperBound
        }
        rest.append(contentsOf: buffer[start...])
        if let json = try? JSON.parse(rest, name: path) {
          self.json = json
          return
        }
      }
      // Something unusual: the general reader says what.
      json = try JSON.parse(buffer, name: path)
      (mergeBytes, mergeEnds, hasMerges, vocabulary) = ([], [], false, nil)
      if let model = json["model"] { try readLists(model) }
    }
  }

  /// Reads the vocab.json at `path`: an object of token: id.
  init(vocabulary path: String) throws {
    source = path
    let bytes = try FileIO.read(path)
    try bytes.withUnsafeBufferPointer { buffer in
      var scanner = ListScanner(buffer)
      if scanner.scanVocabularyFile() {
        vocabulary = scanner.vocabulary
        return
      }
      json = try JSON.parse(buffer, name: path)
      guard json.objectValue != nil else {
        throw UserError(.value, "'\(path)' is not a vocabulary: expected an object of token: id")
      }
      vocabulary = try Self.entries(json, source: path)
    }
  }

  private mutating func readLists(_ model: JSON) throws {
    if let list = model["vocab"], list.objectValue != nil { vocabulary = try Self.entries(list, source: source) }
    guard let list = model["merges"]?.arrayValue else { return }
    hasMerges = true
    for item in list {
      if case .string(let text) = item {
        guard let space = text.utf8.firstIndex(of: 0x20) else {
          throw UserError(.value, "'\(source)': merge \(mergeEnds.count / 2 + 1) ('\(text)') is not two tokens")
        }
        append(text.utf8[..<space], text.utf8[text.utf8.index(after: space)...])
      } else if let left = item[0]?.stringValue, let right = item[1]?.stringValue {
        append(left.utf8, right.utf8)
      } else {
        throw UserError(.value, "'\(source)': merge \(mergeEnds.count / 2 + 1) is not two tokens")
      }
    }
  }

  private mutating func append(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) {
    mergeBytes.append(contentsOf: left)
    mergeEnds.append(Int32(mergeBytes.count))
    mergeBytes.append(contentsOf: right)
    mergeEnds.append(Int32(mergeBytes.count))
  }

  private static func entries(_ json: JSON, source: String) throws -> VocabularyEntries {
    var entries = VocabularyEntries()
    guard case .object(let members) = json else { return entries }
    for (token, value) in zip(members.keys, members.values) {
      guard let id = value.intValue, let id = Int32(exactly: id), id >= 0 else {
        throw UserError(.value, "'\(source)': the id of token '\(token)' is not a number from 0 up")
      }
      entries.append(token.utf8, id)
    }
    return entries
  }
}

/// Finds a vocabulary and merges in JSON text and reads them on the way. It gives up on whatever is not plain, and
/// leaves that to the general reader.
private struct ListScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var scratch: [UInt8] = []

  var vocabulary = VocabularyEntries()
  var mergeBytes: [UInt8] = []
  var mergeEnds: [Int32] = []
  var vocabularyRange: Range<Int>?
  var mergesRange: Range<Int>?

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// A file that is a vocabulary and nothing else.
  mutating func scanVocabularyFile() -> Bool {
    skipSpace()
    guard scanVocabulary() else { return false }
    skipSpace()
    return position == bytes.count
  }

  /// An object whose member `"model"` has the members `"vocab"` and perhaps `"merges"`.
  mutating func scanTokenizer() -> Bool {
    skipSpace()
    let isWhole = members { scanner, key in
      guard key.elementsEqual("model".utf8), scanner.next == UInt8(ascii: "{") else { return scanner.skipValue() }
      return scanner.members { scanner, key in
        let start = scanner.position
        if key.elementsEqual("vocab".utf8), scanner.next == UInt8(ascii: "{"), scanner.vocabularyRange == nil {
          guard scanner.scanVocabulary() else { return false }
          scanner.vocabularyRange = start..<scanner.position
          return true
        }
        if key.elementsEqual("merges".utf8), scanner.next == UInt8(ascii: "["), scanner.mergesRange == nil {
          guard scanner.scanMerges() else { return false }
          scanner.mergesRange = start..<scanner.position
          return true
        }
        return scanner.skipValue()
      }
    }
    skipSpace()
    return isWhole && position == bytes.count
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  @inline(__always) private mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  @inline(__always) private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Calls `value` at the value of every member of the object here, with the key.
  private mutating func members(_ value: (inout ListScanner, [UInt8]) -> Bool) -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    skipSpace()
    if take(UInt8(ascii: "}")) { return true }
    while true {
      skipSpace()
      scratch.removeAll(keepingCapacity: true)
      guard string() else { return false }
      let key = scratch
      skipSpace()
      guard take(UInt8(ascii: ":")) else { return false }
      skipSpace()
      guard value(&self, key) else { return false }
      skipSpace()
      if take(UInt8(ascii: "}")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  private mutating func scanVocabulary() -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    skipSpace()
    if take(UInt8(ascii: "}")) { return true }
    vocabulary.reserve(min(bytes.count / 16, 1 << 20))
    while true {
      skipSpace()
      scratch.removeAll(keepingCapacity: true)
      guard string() else { return false }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { return false }
      skipSpace()
      let start = position
      var id: Int32 = 0
      while let byte = next, byte &- 0x30 < 10, position - start < 9 {
        id = id * 10 + Int32(byte - 0x30)
        position += 1
      }
      guard position > start, position - start < 9, bytes[start] != 0x30 || position == start + 1 else { return false }
      vocabulary.append(scratch, id)
      skipSpace()
      if take(UInt8(ascii: "}")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  /// `["a b", …]` or `[["a", "b"], …]`.
  private mutating func scanMerges() -> Bool {
    guard take(UInt8(ascii: "[")) else { return false }
    skipSpace()
    if take(UInt8(ascii: "]")) { return true }
    mergeEnds.reserveCapacity(min(bytes.count / 8, 1 << 21))
    mergeBytes.reserveCapacity(min(bytes.count / 2, 1 << 24))
    while true {
      skipSpace()
      scratch.removeAll(keepingCapacity: true)
      if take(UInt8(ascii: "[")) {
        for place in 0..<2 {
          scratch.removeAll(keepingCapacity: true)
          skipSpace()
          guard string() else { return false }
          mergeBytes.append(contentsOf: scratch)
          mergeEnds.append(Int32(mergeBytes.count))
          skipSpace()
          guard take(UInt8(ascii: place == 0 ? "," : "]")) else { return false }
        }
      } else {
        guard string(), let space = scratch.firstIndex(of: 0x20) else { return false }
        mergeBytes.append(contentsOf: scratch[..<space])
        mergeEnds.append(Int32(mergeBytes.count))
        mergeBytes.append(contentsOf: scratch[(space + 1)...])
        mergeEnds.append(Int32(mergeBytes.count))
      }
      skipSpace()
      if take(UInt8(ascii: "]")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  /// Appends the string here to `scratch`.
  private mutating func string() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    let start = position
    var isASCII = true
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      if byte < 0x20 { return false }
      if byte >= 0x80 { isASCII = false }
      position += 1
    }
    guard position < bytes.count else { return false }
    let plain = UnsafeBufferPointer(rebasing: bytes[start..<position])
    scratch.append(contentsOf: plain)
    if bytes[position] == UInt8(ascii: "\\") {
      guard escapes(&isASCII) else { return false }
    }
    position += 1
    return isASCII || String(validating: scratch, as: UTF8.self) != nil
  }

  /// The rest of a string from its first escape to its closing quotation mark.
  private mutating func escapes(_ isASCII: inout Bool) -> Bool {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
      if byte >= 0x80 { isASCII = false }
      position += 1
      guard byte == UInt8(ascii: "\\") else {
        scratch.append(byte)
        continue
      }
      guard let escape = next else { return false }
      position += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(escape)
      case UInt8(ascii: "b"): scratch.append(0x08)
      case UInt8(ascii: "f"): scratch.append(0x0C)
      case UInt8(ascii: "n"): scratch.append(0x0A)
      case UInt8(ascii: "r"): scratch.append(0x0D)
      case UInt8(ascii: "t"): scratch.append(0x09)
      case UInt8(ascii: "u"):
        guard position + 4 <= bytes.count else { return false }
        var code: UInt32 = 0
        for _ in 0..<4 {
          guard let digit = Self.hexadecimal(bytes[position]) else { return false }
          code = code << 4 | digit
          position += 1
        }
        // Surrogates are left to the general reader.
        guard let scalar = Unicode.Scalar(code), let units = UTF8.encode(scalar) else { return false }
        scratch.append(contentsOf: units)
        if code >= 0x80 { isASCII = false }
      default: return false
      }
    }
    return false
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }

  /// Passes a value of any kind; whether it is well formed is for the general reader to say.
  private mutating func skipValue() -> Bool {
    var open = 0
    repeat {
      guard let byte = next else { return false }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        while let byte = next, byte != UInt8(ascii: "\"") { position += byte == UInt8(ascii: "\\") ? 2 : 1 }
        guard position < bytes.count else { return false }
        position += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        open -= 1
        position += 1
        if open < 0 { return false }
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x0A, 0x0D, 0x09:
        if open == 0 { return true }
        position += 1
      default:
        // A number or a word.
        position += 1
        while let byte = next, byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"),
          byte != UInt8(ascii: "}"), byte != UInt8(ascii: "\""), byte != UInt8(ascii: ":")
        {
          position += 1
        }
      }
    } while open > 0
    return true
  }
}
