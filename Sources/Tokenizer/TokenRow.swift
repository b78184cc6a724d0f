import Support

/// The ids of one text, or two, with special tokens around them.
public struct TokenRow: Sendable {
  /// Which of the texts tokens are of, and the first of them among its tokens.
  struct Source: Sendable {
    var isSecond: Bool
    var first: Int
  }

  /// Tokens of one segment that are all of one text, or all special: then they have no source.
  struct Run: Sendable {
    var count: Int
    var segment: Int32
    var source: Source?
  }

  public var ids: [Int32] = []
  var runs: [Run] = []

  init() {}

  /// Ids with nothing around them.
  public init(_ ids: [Int32]) {
    self.ids = ids
    runs = [Run(count: ids.count, segment: 0, source: Source(isSecond: false, first: 0))]
  }

  /// The segment of every token.
  public var segments: [Int32] { runs.flatMap { repeatElement($0.segment, count: $0.count) } }
  /// 1 where a token is special, 0 where it is text.
  public var specialMask: [Int32] { runs.flatMap { repeatElement($0.source == nil ? 1 : 0, count: $0.count) } }
}

extension PretrainedTokenizer {
  /// Where the tokens of `row` come from, which was made of the ids of `first` and `second`.
  /// - Throws: a `ValueError` when it was not.
  public func places(_ row: TokenRow, _ first: LocatedTokens, _ second: LocatedTokens?) throws -> TokenPlaces {
    var places = TokenPlaces()
    var index = 0
    for run in row.runs {
      if let source = run.source {
        let range = source.first..<source.first + run.count
        guard let tokens = source.isSecond ? second : first, range.upperBound <= tokens.ids.count,
          tokens.ids[range] == row.ids[index..<index + run.count]
        else {
          throw UserError(
            .value, "the tokenizer gives other tokens now than when it made the batch", hint: "encode the texts again")
        }
        for (start, end) in tokens.places(range, trimming: postProcessor.trimming) {
          places.starts.append(start)
          places.ends.append(end)
        }
        places.words += tokens.words[range]
        places.texts += [Int32](repeating: source.isSecond ? 1 : 0, count: run.count)
      } else {
        places.starts += [Int32](repeating: 0, count: run.count)
        places.ends += [Int32](repeating: 0, count: run.count)
        places.words += [Int32](repeating: -1, count: run.count)
        places.texts += [Int32](repeating: -1, count: run.count)
      }
      index += run.count
    }
    return places
  }
}
