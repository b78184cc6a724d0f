/// A piece of code as a reader sees it. Made for colouring and for finding statements, so any text has tokens, broken
/// code too; the language's own lexer is the one that judges.
struct CodeToken: Equatable {
  enum Kind {
    case keyword, constant, name, builtin, definition, decorator, string, number, comment, symbol, newline
  }

  var kind: Kind
  /// Offsets in the code's UTF-8 bytes; what lies between two tokens is white space.
  var range: Range<Int>
}

/// Cuts code into ``CodeToken``s.
struct CodeTokenizer {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  private var tokens: [CodeToken] = []

  /// The tokens of `bytes`.
  static func tokens(_ bytes: [UInt8]) -> [CodeToken] {
    var tokenizer = CodeTokenizer(bytes, 0..<bytes.count)
    tokenizer.run()
    return tokenizer.tokens
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  private mutating func run() {
    while position < end {
      let start = position
      let byte = bytes[position]
      switch byte {
      case 0x20, 0x09, 0x0D, 0x0C: position += 1
      case 0x0A:
        position += 1
        add(.newline, start)
      case UInt8(ascii: "#"):
        while position < end, bytes[position] != 0x0A { position += 1 }
        add(.comment, start)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): string(from: start, formatted: false, raw: false)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number(from: start)
      case UInt8(ascii: ".") where position + 1 < end && isDigit(bytes[position + 1]): number(from: start)
      case UInt8(ascii: "@") where startsLine(start):
        position += 1
        while position < end, isWordByte(bytes[position]) || bytes[position] == UInt8(ascii: ".") { position += 1 }
        add(.decorator, start)
      case _ where isWordByte(byte): word(from: start)
      default:
        position += 1
        add(.symbol, start)
      }
    }
  }

  private mutating func add(_ kind: CodeToken.Kind, _ start: Int) {
    if start < position { tokens.append(CodeToken(kind: kind, range: start..<position)) }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }

  private func startsLine(_ place: Int) -> Bool {
    var before = place - 1
    while before >= 0, bytes[before] == 0x20 || bytes[before] == 0x09 { before -= 1 }
    return before < 0 || bytes[before] == 0x0A
  }

  private mutating func number(from start: Int) {
    while position < end {
      let byte = bytes[position]
      let signedExponent =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && bytes[position - 1] | 0x20 == UInt8(ascii: "e")
        && bytes[start..<position].allSatisfy { $0 | 0x20 != UInt8(ascii: "x") }
      guard isWordByte(byte) || byte == UInt8(ascii: ".") || signedExponent else { break }
      position += 1
    }
    add(.number, start)
  }

  private mutating func word(from start: Int) {
    while position < end, isWordByte(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if position < end, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'"), text.count <= 2 {
      let prefix = text.lowercased()
      if ["r", "b", "u", "f", "rb", "br", "fr", "rf"].contains(prefix) {
        string(from: start, formatted: prefix.contains("f"), raw: prefix.contains("r"))
        return
      }
    }
    let previous = tokens.last
    let afterDot = previous?.kind == .symbol && previous.map { bytes[$0.range.lowerBound] } == UInt8(ascii: ".")
    if afterDot {
      add(.name, start)
    } else if CodeTokenizer.constants.contains(text) {
      add(.constant, start)
    } else if CodeTokenizer.keywords.contains(text) {
      add(.keyword, start)
    } else if previous?.kind == .keyword, let range = previous?.range,
      ["def", "class"].contains(String(decoding: bytes[range], as: UTF8.self))
    {
      add(.definition, start)
    } else {
      add(CodeTokenizer.builtins.contains(text) ? .builtin : .name, start)
    }
  }

  /// A string from `start` (its prefix) whose opening quote is at the position. The expressions of an f-string get
  /// tokens of their own.
  private mutating func string(from start: Int, formatted: Bool, raw: Bool) {
    let quote = bytes[position]
    let triple = position + 2 < end && bytes[position + 1] == quote && bytes[position + 2] == quote
    position += triple ? 3 : 1
    var pieceStart = start
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), position + 1 < end {
        position += 2
      } else if byte == quote,
        !triple || position + 2 < end && bytes[position + 1] == quote && bytes[position + 2] == quote
      {
        position += triple ? 3 : 1
        break
      } else if byte == 0x0A, !triple {
        break
      } else if formatted, byte == UInt8(ascii: "{") {
        if position + 1 < end, bytes[position + 1] == byte {
          position += 2
          continue
        }
        position += 1
        add(.string, pieceStart)
        let close = expressionEnd(quote: quote, triple: triple)
        var inner = CodeTokenizer(bytes, position..<close)
        inner.run()
        tokens += inner.tokens
        position = close
        pieceStart = close
      } else {
        position += 1
      }
    }
    position = min(position, end)
    add(.string, pieceStart)
  }

  /// Where the expression of an f-string ends: at its `:` or `}`, or at the string's own end when it is broken.
  private func expressionEnd(quote: UInt8, triple: Bool) -> Int {
    var depth = 0
    var place = position
    while place < end {
      switch bytes[place] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}") where depth == 0, UInt8(ascii: ":") where depth == 0: return place
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case quote where !triple, 0x0A where !triple: return place
      default: break
      }
      place += 1
    }
    return end
  }

  static let keywords: Set<String> = [
    "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for",
    "from",
    "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
  ]
  static let constants: Set<String> = ["True", "False", "None"]
  static let builtins: Set<String> = [
    "abs", "all", "any", "bool", "bytes", "callable", "chr", "dict", "dir", "display", "divmod", "enumerate", "filter",
    "float", "format", "frozenset", "getattr", "hasattr", "hash", "id", "input", "int", "isinstance", "issubclass",
    "iter",
    "len", "list", "map", "max", "min", "next", "object", "open", "ord", "pow", "print", "property", "range", "repr",
    "reversed", "round", "self", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple",
    "type", "vars", "zip",
  ]
}
