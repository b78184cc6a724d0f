/// What can be told of typed code without understanding it.
public struct CodeShape {
  /// A bracket is open: the next line goes on where the last one ended.
  public var isOpen: Bool
  /// Its last token is a colon outside brackets.
  public var endsWithColon: Bool

  public init(_ code: String) {
    let bytes = Array(code.utf8)
    var depth = 0
    var last: CodeToken?
    for token in CodeTokenizer.tokens(bytes) where token.kind != .newline && token.kind != .comment {
      last = token
      guard token.kind == .symbol else { continue }
      switch bytes[token.range.lowerBound] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
    }
    isOpen = depth > 0
    endsWithColon =
      depth <= 0 && last.map { $0.kind == .symbol && bytes[$0.range.lowerBound] == UInt8(ascii: ":") } ?? false
  }
}

/// Words of the language for completion.
public enum CodeWords {
  public static let keywords: [String] = (CodeTokenizer.keywords.union(CodeTokenizer.constants)).sorted()
}
