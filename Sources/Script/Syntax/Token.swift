/// A token: what it is and where.
struct Token {
  enum Kind: UInt8 {
    case name, keyword, number, string, `operator`, newline, indent, dedent, end
    /// A notebook line that is not Python: `%magic` or `!command`.
    case magic
  }
  var kind: Kind
  /// Which operator or keyword.
  var symbol: Symbol
  var span: SourceSpan
}

/// Operators, delimiters and keywords.
enum Symbol: String, CaseIterable {
  case none = ""
  case plus = "+", minus = "-", star = "*", slash = "/", doubleSlash = "//", percent = "%", doubleStar = "**", at = "@"
  case leftShift = "<<", rightShift = ">>", ampersand = "&", pipe = "|", caret = "^", tilde = "~"
  case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "==", notEqual = "!="
  case openParen = "(", closeParen = ")", openBracket = "[", closeBracket = "]", openBrace = "{", closeBrace = "}"
  case comma = ",", colon = ":", dot = ".", semicolon = ";", assign = "=", arrow = "->", walrus = ":=", ellipsis = "..."
  case exclamation = "!"
  case plusAssign = "+=", minusAssign = "-=", starAssign = "*=", slashAssign = "/=", doubleSlashAssign = "//="
  case percentAssign = "%=", doubleStarAssign = "**=", atAssign = "@=", leftShiftAssign = "<<=", rightShiftAssign =
    ">>="
  case ampersandAssign = "&=", pipeAssign = "|=", caretAssign = "^="

  case `false` = "False", `none_` = "None", `true` = "True", and, `as`, assert, async, await, `break`, `class`
  case `continue`, def, del, elif, `else`, except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda
  case nonlocal, not, or, pass, raise, `return`, `try`, `while`, with, yield

  /// Keywords by spelling.
  static let keywords: [String: Symbol] = {
    var table: [String: Symbol] = [:]
    for symbol in allCases {
      if let first = symbol.rawValue.utf8.first, (first | 32) >= 97 && (first | 32) <= 122 {
        table[symbol.rawValue] = symbol
      }
    }
    return table
  }()

  /// The operator that an augmented assignment applies.
  var augmented: BinaryOperator? {
    switch self {
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .starAssign: .multiply
    case .slashAssign: .divide
    case .doubleSlashAssign: .floorDivide
    case .percentAssign: .modulo
    case .doubleStarAssign: .power
    case .atAssign: .matrixMultiply
    case .leftShiftAssign: .leftShift
    case .rightShiftAssign: .rightShift
    case .ampersandAssign: .and
    case .pipeAssign: .or
    case .caretAssign: .xor
    default: nil
    }
  }

  /// The binary operator and how tightly it binds, from `|` at 1 to `*` at 6.
  var binary: (op: BinaryOperator, precedence: Int)? {
    switch self {
    case .pipe: (.or, 1)
    case .caret: (.xor, 2)
    case .ampersand: (.and, 3)
    case .leftShift: (.leftShift, 4)
    case .rightShift: (.rightShift, 4)
    case .plus: (.add, 5)
    case .minus: (.subtract, 5)
    case .star: (.multiply, 6)
    case .slash: (.divide, 6)
    case .doubleSlash: (.floorDivide, 6)
    case .percent: (.modulo, 6)
    case .at: (.matrixMultiply, 6)
    default: nil
    }
  }
}

/// A mistake in a program's text.
struct SyntaxFault: Error {
  var message: String
  var span: SourceSpan
  var hint: String?
  var type: TypeObject = .syntaxError
}
