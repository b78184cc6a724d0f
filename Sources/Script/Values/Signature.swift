/// The parameters of a native function, written as in Python.
public struct Signature {
  public enum Kind: Sendable { case positionalOnly, normal, keywordOnly, rest, keywords }
  public struct Parameter {
    public let name: String
    /// Another name it can be given by: `dim|axis=None`.
    public var alias: String?
    public let kind: Kind
    /// The value when not given; ``Value/unset`` for `...`; `nil` when it must be given.
    public let defaultValue: Value?
  }

  public let parameters: [Parameter]
  /// The number of parameters that can be given by position.
  public let positional: Int
  /// The number of those that must be given.
  public let required: Int
  public let rest: Int?
  public let keywords: Int?
  public let hasKeywordOnly: Bool
  /// Whether anything can be given by name.
  public let takesKeywords: Bool
  /// Whether it was written with `/` or has no names to give: wrong counts are answered as CPython's C code does.
  public let isNativeStyle: Bool
  /// Whether, in that style, some parameters can be given by position or by name. A leading `/` asks for the style
  /// without making any parameter positional-only.
  public let hasNamedPositional: Bool

  /// Parses `text`, as in `"iterable, /, *, key=None, reverse=False"`. A default that cannot be read counts as `...`.
  public init(_ text: String) {
    var parameters: [Parameter] = []
    var keywordOnly = false
    var slash = false
    for piece in Self.split(text) {
      if piece == "/" {
        parameters = parameters.map { Parameter(name: $0.name, kind: .positionalOnly, defaultValue: $0.defaultValue) }
        slash = true
      } else if piece == "*" {
        keywordOnly = true
      } else if piece.hasPrefix("**") {
        parameters.append(Parameter(name: String(piece.dropFirst(2)), kind: .keywords, defaultValue: nil))
      } else if piece.hasPrefix("*") {
        parameters.append(Parameter(name: String(piece.dropFirst()), kind: .rest, defaultValue: nil))
        keywordOnly = true
      } else {
        let kind: Kind = keywordOnly ? .keywordOnly : .normal
        let (piece, alias) = Self.splitAlias(piece)
        if let equals = piece.firstIndex(of: "=") {
          let value = Self.literal(String(piece[piece.index(after: equals)...]))
          parameters.append(Parameter(name: Self.trim(piece[..<equals]), alias: alias, kind: kind, defaultValue: value))
        } else {
          parameters.append(Parameter(name: piece, alias: alias, kind: kind, defaultValue: nil))
        }
      }
    }
    self.parameters = parameters
    let byPosition = parameters.filter { $0.kind == .positionalOnly || $0.kind == .normal }
    positional = byPosition.count
    required = byPosition.filter { $0.defaultValue == nil }.count
    rest = parameters.firstIndex { $0.kind == .rest }
    keywords = parameters.firstIndex { $0.kind == .keywords }
    hasKeywordOnly = parameters.contains { $0.kind == .keywordOnly }
    takesKeywords = parameters.contains { $0.kind == .normal || $0.kind == .keywordOnly || $0.kind == .keywords }
    isNativeStyle = slash || parameters.isEmpty
    hasNamedPositional = slash && parameters.contains { $0.kind == .normal }
  }

  private static func trim(_ text: some StringProtocol) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
  }

  /// `dim|axis=None` as `dim=None` and `axis`.
  private static func splitAlias(_ piece: String) -> (piece: String, alias: String?) {
    let end = piece.firstIndex(of: "=") ?? piece.endIndex
    guard let bar = piece[..<end].firstIndex(of: "|") else { return (piece, nil) }
    return (String(piece[..<bar] + piece[end...]), trim(piece[piece.index(after: bar)..<end]))
  }

  private static func split(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      }
      if character == "," && quote == nil {
        pieces.append(trim(piece))
        piece = ""
      } else {
        piece.append(character)
      }
    }
    pieces.append(trim(piece))
    return pieces.filter { !$0.isEmpty }
  }

  private static func literal(_ text: String) -> Value {
    let text = trim(text)
    switch text {
    case "None": return .none
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "()": return Value(TupleObject.empty)
    default:
      if let quote = text.first, quote == "'" || quote == "\"" { return Value(String(text.dropFirst().dropLast())) }
      if let value = Int(text) { return .int(value) }
      if let value = Double(text) { return .float(value) }
      return .unset
    }
  }
}
