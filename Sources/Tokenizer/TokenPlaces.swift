/// Where the tokens of a row come from.
public struct TokenPlaces: Sendable {
  /// In scalars of the text; 0 and 0 for a token that is of none.
  public var starts: [Int32] = []
  public var ends: [Int32] = []
  /// The word of its text, and which text: -1 for a token that is of none.
  public var words: [Int32] = []
  public var texts: [Int32] = []

  public var count: Int { starts.count }

  /// The scalars that `token` covers; `nil` for one that is of no text.
  public func characters(of token: Int) -> Range<Int>? {
    texts[token] >= 0 ? Int(starts[token])..<Int(ends[token]) : nil
  }

  /// The token that covers scalar `character` of `text`.
  public func token(at character: Int, of text: Int) -> Int? {
    starts.indices.first { texts[$0] == text && starts[$0] <= character && character < ends[$0] }
  }

  /// The tokens of word `word` of `text`, from the first to the last.
  public func tokens(ofWord word: Int, of text: Int) -> Range<Int>? {
    func isOfTheWord(_ token: Int) -> Bool { texts[token] == text && words[token] == word }
    guard let first = words.indices.first(where: isOfTheWord), let last = words.indices.last(where: isOfTheWord) else {
      return nil
    }
    return first..<last + 1
  }

  /// The scalars of word `word` of `text`.
  public func characters(ofWord word: Int, of text: Int) -> Range<Int>? {
    tokens(ofWord: word, of: text).map { Int(starts[$0.lowerBound])..<Int(ends[$0.upperBound - 1]) }
  }
}
