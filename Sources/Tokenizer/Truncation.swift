import Support

/// How a text, or two, is cut to a length.
public struct Truncation: Equatable, Sendable {
  /// What is cut of two texts.
  public enum Strategy: String, Sendable {
    /// The longer one, until both are equally long; then both.
    case longestFirst = "longest_first"
    case onlyFirst = "only_first"
    case onlySecond = "only_second"
  }

  /// The most tokens, special ones included.
  public var limit: Int
  public var strategy: Strategy

  public init(_ limit: Int, _ strategy: Strategy = .longestFirst) {
    self.limit = limit
    self.strategy = strategy
  }

  /// How many tokens to keep of texts of `first` and `second` tokens so that at most `limit` are left.
  /// - Throws: a `ValueError` when the text that may be cut is too short for that, or is not there.
  func kept(_ first: Int, _ second: Int?, limit: Int) throws -> (first: Int, second: Int) {
    let total = first + (second ?? 0)
    if total <= limit { return (first, second ?? 0) }
    let excess = total - limit
    switch strategy {
    case .longestFirst:
      guard let second else { return (limit, 0) }
      if limit == 0 { return (0, 0) }
      var (short, long) = (min(first, second), max(first, second))
      long = short > limit ? short : max(short, limit - short)
      if short + long > limit {
        short = limit / 2
        long = short + limit % 2
      }
      return first > second ? (long, short) : (short, long)
    case .onlyFirst:
      guard first > excess || limit == 0 else { throw tooShort(first) }
      return limit == 0 ? (0, 0) : (first - excess, second ?? 0)
    case .onlySecond:
      guard let second else {
        throw UserError(.value, "Truncation error: Second sequence not provided", hint: "give text_pair")
      }
      guard second > excess || limit == 0 else { throw tooShort(second) }
      return limit == 0 ? (0, 0) : (first, second - excess)
    }
  }

  private func tooShort(_ count: Int) -> UserError {
    UserError(
      .value,
      "Truncation error: Sequence to truncate too short to respect the provided max_length",
      hint: "it has \(count) tokens and max_length is \(limit); truncation='longest_first' cuts the other text too")
  }
}
