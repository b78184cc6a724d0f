/// The tokens of a text with the stretches of it that they come from.
public struct LocatedTokens: Sendable {
  public private(set) var ids: [Int32] = []
  /// The first scalar of the text that each token comes from, and the one after the last.
  public private(set) var starts: [Int32] = []
  public private(set) var ends: [Int32] = []
  /// The word that each token is part of, counted from 0: what the splitter cut off, or an added token.
  public private(set) var words: [Int32] = []
  /// How many spaces each token starts and ends with.
  private(set) var leading: [Int32] = []
  private(set) var trailing: [Int32] = []

  public init() {}

  /// Appends the tokens of a word of its own, whose places are those in it.
  public mutating func append(_ tokens: LocatedTokens, word: Int) {
    ids += tokens.ids
    starts += tokens.starts
    ends += tokens.ends
    words += [Int32](repeating: Int32(clamping: word), count: tokens.ids.count)
    leading += tokens.leading
    trailing += tokens.trailing
  }

  fileprivate mutating func append(
    _ id: Int32, _ start: Int32, _ end: Int32, word: Int32, spaces: (leading: Int, trailing: Int) = (0, 0)
  ) {
    ids.append(id)
    starts.append(start)
    ends.append(end)
    words.append(word)
    leading.append(Int32(clamping: spaces.leading))
    trailing.append(Int32(clamping: spaces.trailing))
  }

  /// What the tokens of `range` come from, the spaces around them left out if the tokenizer's post-processor does so.
  func places(_ range: Range<Int>, trimming: PostProcessor.Trimming?) -> [(start: Int32, end: Int32)] {
    range.map { index in
      var (start, end) = (starts[index], ends[index])
      guard let trimming else { return (start, end) }
      var leading = leading[index]
      if leading > 0 {
        // A single space in front is one that the tokenizer put there and that stands for nothing in the text.
        if leading == 1, trimming.addsPrefixSpace, index == range.lowerBound || start == 0 { leading = 0 }
        start = min(start + leading, end)
      }
      let trailing = trailing[index]
      if trailing > 0, end >= trailing { end = max(end - trailing, start) }
      return (start, end)
    }
  }
}

extension PretrainedTokenizer {
  /// The ids that ``encode(_:into:)`` gives, each with its place. Several times slower.
  public func locate(_ text: UnsafeBufferPointer<UInt8>) -> LocatedTokens {
    var tokens = LocatedTokens()
    var word: Int32 = 0
    let original = AlignedText(text)
    split(text, ordinary: { locatePlain(AlignedText(original, $0), &tokens, &word) }) {
      append($0, AlignedText(original, $1), &tokens, &word)
    }
    return tokens
  }

  private func append(
    _ token: AddedToken, _ text: AlignedText, _ tokens: inout LocatedTokens, _ word: inout Int32
  ) {
    let scalars = text.scalars
    func isSpace(_ scalar: AlignedText.Scalar) -> Bool { UnicodeTables.isWhiteSpace(scalar.code) }
    tokens.append(
      token.id, scalars.first?.start ?? 0, scalars.last?.end ?? 0, word: word,
      spaces: (scalars.prefix(while: isSpace).count, scalars.reversed().prefix(while: isSpace).count))
    word += 1
  }

  /// Text in which only tokens that are looked for after normalization may be left.
  private func locatePlain(_ text: AlignedText, _ tokens: inout LocatedTokens, _ word: inout Int32) {
    let normalized = (model as? WordPiece)?.normalizer.normalize(text) ?? text
    normalized.bytes.withUnsafeBufferPointer { buffer in
      splitNormalized(buffer, ordinary: { locateOrdinary(normalized, $0, &tokens, &word) }) {
        append($0, AlignedText(normalized, $1), &tokens, &word)
      }
    }
  }

  private func locateOrdinary(
    _ text: AlignedText, _ range: Range<Int>, _ tokens: inout LocatedTokens, _ word: inout Int32
  ) {
    guard let first = range.first else { return }
    if let model = model as? WordPiece {
      model.locate(AlignedText(text, range), &tokens, &word)
    } else if let model = model as? ByteLevelBPE {
      let isSpaced = addsPrefixSpace && text.bytes[first] != 0x20
      model.locate(AlignedText(text, range, spaced: isSpaced), &tokens, &word)
    }
  }
}

extension ByteLevelBPE {
  fileprivate func locate(_ text: AlignedText, _ tokens: inout LocatedTokens, _ word: inout Int32) {
    text.bytes.withUnsafeBufferPointer { bytes in
      var splitter = GPT2Splitter(bytes)
      while let range = splitter.next() {
        var start = range.lowerBound
        for id in encode(UnsafeBufferPointer(rebasing: bytes[range])) {
          let spelled = self.bytes(of: CollectionOfOne(id))
          // A byte that the vocabulary has no token for is dropped, or unknown.
          if !spelled.isEmpty, !isUnknown(id) {
            while start + spelled.count < range.upperBound, !bytes[start...].starts(with: spelled) { start += 1 }
          }
          let end = min(range.upperBound, start + (isUnknown(id) ? 1 : max(1, spelled.count)))
          let first = min(start, range.upperBound - 1)
          tokens.append(
            id, text.starts[first], text.ends[max(first, end - 1)], word: word,
            spaces: (
              spelled.prefix { $0 == 0x20 }.count, spelled.reversed().prefix { $0 == 0x20 }.count
            ))
          start = end
        }
        word += 1
      }
    }
  }

  private func isUnknown(_ id: Int32) -> Bool { unknownToken != nil && tokens[Int(id)] == unknownToken }
}

extension WordPiece {
  fileprivate func locate(_ text: AlignedText, _ tokens: inout LocatedTokens, _ word: inout Int32) {
    let marks = UnicodeTables.shared.punctuation
    text.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var start = 0
      func finish(_ end: Int) {
        if start < end { append(bytes, start..<end, text, &tokens, &word) }
      }
      var index = 0
      while index < bytes.count {
        let (code, length) = UTF8Scalar.decode(base, index, bytes.count)
        let isMark = marks.contains(code)
        if isMark || UnicodeTables.isWhiteSpace(code) {
          finish(index)
          start = isMark ? index : index + length
          if isMark { finish(index + length) }
          start = index + length
        }
        index += length
      }
      finish(bytes.count)
    }
  }

  private func append(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ text: AlignedText, _ tokens: inout LocatedTokens,
    _ word: inout Int32
  ) {
    let ids = pieces(of: UnsafeBufferPointer(rebasing: bytes[range]))
    var start = range.lowerBound
    for (number, id) in ids.enumerated() {
      let length = self.tokens[Int(id)].utf8.count - (number == 0 ? 0 : prefix.utf8.count)
      // The last piece ends where the word does, and so does the unknown token, which stands for all of it.
      let end = number == ids.count - 1 ? range.upperBound : min(range.upperBound, start + max(1, length))
      tokens.append(id, text.starts[start], text.ends[end - 1], word: word)
      start = min(end, range.upperBound - 1)
    }
    word += 1
  }
}
