/// What was probably meant, for a mistake in a program's text: found from the message and the line.
struct SyntaxHints {
  private let fault: SyntaxFault
  private let source: SourceText
  /// The number of the faulty line, its text, and the words and signs in it.
  private let number: Int
  private let line: String
  private let words: [String]
  /// The text at fault.
  private let culprit: String
  /// The column of the fault in bytes, and what stands before it on the line.
  private let before: String
  private let after: String

  static func hint(for fault: SyntaxFault, in source: SourceText) -> String? {
    let hints = SyntaxHints(fault, source)
    return hints.byMessage ?? hints.byWords
  }

  private init(_ fault: SyntaxFault, _ source: SourceText) {
    self.fault = fault
    self.source = source
    let start = min(max(0, Int(fault.span.start)), source.bytes.count)
    let end = min(max(start, Int(fault.span.end)), source.bytes.count)
    number = source.position(start).line
    line = source.line(number)
    culprit = String(decoding: source.bytes[start..<end], as: UTF8.self)
    let lineStart = source.lineStarts[number - 1]
    before = String(decoding: source.bytes[lineStart..<max(lineStart, start)], as: UTF8.self)
    after = String(line.dropFirst(before.count))
    words = Self.split(line)
  }

  /// Names, numbers and signs of a line; text in quotes is one piece.
  private static func split(_ line: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var quote: Character?
    func isWord(_ character: Character) -> Bool { character == "_" || character.isLetter || character.isNumber }
    for character in line {
      if let open = quote {
        piece.append(character)
        if character == open {
          pieces.append(piece)
          (piece, quote) = ("", nil)
        }
        continue
      }
      if character == "#" { break }
      if character == "'" || character == "\"" {
        if !piece.isEmpty { pieces.append(piece) }
        (piece, quote) = (String(character), character)
      } else if isWord(character) {
        piece.append(character)
      } else {
        if !piece.isEmpty { pieces.append(piece) }
        piece = ""
        if !character.isWhitespace { pieces.append(String(character)) }
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }

  private var message: String {
    fault.message.hasPrefix("f-string: ") ? String(fault.message.dropFirst(10)) : fault.message
  }
  private var first: String { words.first ?? "" }

  // MARK: By the message

  private var byMessage: String? {
    switch message {
    case "expected ':'":
      if after.trimmedSpaces.hasPrefix("{") || line.trimmedSpaces.hasSuffix("{") { return braces }
      if words.contains("else"), words.contains("if"), first == "else" { return elseIf }
      return "a line that begins with '\(first)' ends with a colon, and its block below is indented"
    case "invalid syntax. Maybe you meant '==' or ':=' instead of '='?":
      if words.contains(where: { $0 == "{" }) && ["if", "while", "for"].contains(first) { return braces }
      return "= gives a value to a name, == compares"
    case "'return' outside function": return "return belongs in a function: is the line indented under its def?"
    case "'break' outside loop", "'continue' not properly in loop":
      return "break and continue belong in a for or while loop: is the line indented under it?"
    case "'yield' outside function": return "yield belongs in a function: is the line indented under its def?"
    case "'(' was never closed", "'[' was never closed", "'{' was never closed":
      let close = culprit == "(" ? ")" : culprit == "[" ? "]" : "}"
      return "the \(culprit) opened on line \(number) has no \(close) that closes it"
    case "unterminated string literal (detected at line \(number))": return unclosedString
    case "unindent does not match any outer indentation level": return outerLevels
    case "unexpected indent":
      let previous = codeLine(before: number)
      if let previous, !previous.hasSuffix(":"), Self.headers.contains(Self.split(previous).first ?? "") {
        return "the line above begins a block: does it lack its colon?"
      }
      return "the line is indented more than the one above, which begins no block"
    case "expected '('":
      return first == "def"
        ? "a function has brackets, even without parameters: def \(words.dropFirst().first ?? "f")():" : nil
    case "expected 'except' or 'finally' block":
      return "a try has an except or finally below its block, indented as the try"
    case "expected 'else' after 'if' expression": return "as in: a if condition else b"
    case "positional argument follows keyword argument": return "arguments without a name come first"
    case "non-default argument follows default argument": return "parameters with a default value come last"
    case "invalid decimal literal": return "a name cannot begin with a digit"
    case "empty expression not allowed":
      return "a value goes between the braces; a brace that is meant as text is doubled: {{"
    case "single '}' is not allowed": return "a brace that is meant as text is doubled: }}"
    case "expecting '}'":
      return "the { in the text has no } that closes it; a brace that is meant as text is doubled: {{"
    case "f-string expression part cannot include a backslash": return "give the value a name on the line before"
    case "unexpected character after line continuation character":
      return "a \\ goes on to the next line; to divide, use /"
    case "':' expected after dictionary key": return "an entry of a dict is key: value"
    case "cannot mix bytes and nonbytes literals": return nil
    case "only single inheritance is supported": return nil
    default: break
    }
    if message.hasPrefix("expected an indented block") { return "indent the lines of the block by four spaces" }
    if message.hasPrefix("Missing parentheses in call to") {
      let rest = words.dropFirst().joined(separator: " ")
      return first == "print" && rest.count < 40 ? "print is a function: print(\(rest))" : nil
    }
    if message.hasPrefix("leading zeros") { return "write \(culprit.drop { $0 == "0" || $0 == "_" })" }
    if message.hasPrefix("cannot assign to") || message.hasPrefix("expression cannot contain assignment") {
      return wrongTarget
    }
    if message.hasPrefix("invalid character") || message.hasPrefix("invalid non-printable character") {
      return character
    }
    if message.hasPrefix("unterminated triple-quoted") {
      return "the text that begins on line \(number) has no closing \(culprit.suffix(3))"
    }
    if message.hasPrefix("invalid syntax. Perhaps you forgot a comma") { return comma }
    if message.hasPrefix("keyword argument repeated") { return "give it once" }
    if message.hasPrefix("unmatched") { return "there is no bracket open here" }
    if message.hasPrefix("closing parenthesis") { return "the bracket opened last is closed first" }
    if message.hasPrefix("name '"), message.contains("global declaration") {
      return "the global line comes first in the function"
    }
    if message.hasPrefix("inconsistent use of tabs") { return "use spaces only: four for each level" }
    return nil
  }

  private static let headers: Set<String> = [
    "if", "elif", "else", "for", "while", "def", "class", "try", "except", "finally", "with",
  ]

  private var elseIf: String { "'else if' is written elif" }
  private var braces: String { "blocks have no braces: end the line with a colon and indent what belongs to it" }

  private var unclosedString: String {
    let quote = culprit.last.map(String.init) ?? "'"
    let quotes = line.filter { String($0) == quote }.count
    if quote == "'", quotes % 2 == 1, quotes > 1 { return "an apostrophe ends the text: use double quotes around it" }
    if !line.contains(where: { $0 == "\"" }), quotes == 1 || quote == "\"" {
      return "the text needs a closing \(quote) at its end, on the same line"
    }
    return "the text needs a closing \(quote) on the same line"
  }

  private var outerLevels: String? {
    var widths: [Int] = []
    for index in stride(from: number - 1, to: 0, by: -1) {
      let text = source.line(index)
      guard let start = text.firstIndex(where: { $0 != " " && $0 != "\t" }), text[start] != "#" else { continue }
      let width = text.distance(from: text.startIndex, to: start)
      if widths.last.map({ width < $0 }) ?? true { widths.append(width) }
      if width == 0 { break }
    }
    guard widths.count > 1 else { return nil }
    let own = line.prefix { $0 == " " || $0 == "\t" }.count
    return
      "this line is indented by \(own); the blocks around it by \(widths.sorted().map(String.init).joined(separator: " and "))"
  }

  /// The last line with code before `number`.
  private func codeLine(before number: Int) -> String? {
    for index in stride(from: number - 1, to: 0, by: -1) {
      let text = source.line(index).trimmedSpaces
      if !text.isEmpty && !text.hasPrefix("#") { return text }
    }
    return nil
  }

  private var wrongTarget: String? {
    let target = culprit.trimmedSpaces
    if message.contains("expression here"), let dash = words.firstIndex(of: "-"), dash == 1, words.count > 3,
      words[3] == "="
    {
      return "a name cannot contain -: write \(words[0])_\(words[2])"
    }
    if message.hasPrefix("expression cannot contain") { return "= inside a call names an argument; == compares" }
    if message.contains("literal") || message.contains("function call") || message.contains("expression")
      || message.contains("comparison")
    {
      return "the name that gets the value stands left of the =; to compare, write =="
    }
    if ["True", "False", "None"].contains(target) { return "\(target) is a word of the language: choose another name" }
    return nil
  }

  private static let plainCharacters: [Character: String] = [
    "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‘": "'", "’": "'", "‚": "'", "−": "-", "–": "-", "—": "-",
    "×": "*", "÷": "/",
    "，": ",", "：": ":", "（": "(", "）": ")", "≤": "<=", "≥": ">=", "≠": "!=", "…": "...", "；": ";",
  ]

  private var character: String? {
    // The fault may span a word that holds the character.
    guard let found = (culprit + after).first(where: { Self.plainCharacters[$0] != nil }),
      let plain = Self.plainCharacters[found]
    else {
      return message.hasPrefix("invalid non-printable")
        ? "an invisible character, perhaps from a web page: delete it and type a plain space" : nil
    }
    if plain == "\"" || plain == "'" { return "write plain quotes, \" or ', not typographic ones" }
    return "write \(plain) with the keys of the keyboard"
  }

  private var comma: String? {
    let inside = Self.split(culprit)
    if inside.first?.hasPrefix("'") == true || inside.first?.hasPrefix("\"") == true, inside.count >= 2,
      !culprit.contains("\n")
    {
      return "between \(inside[0]) and \(inside[1]) a comma is missing, or a +"
    }
    if culprit.contains("\n") {
      let line = culprit.split(separator: "\n").first.map(String.init)?.trimmedSpaces ?? ""
      return "a comma is missing at the end of line \(number), after \(line)"
    }
    if words.contains("?") { return ternary }
    if inside.count >= 2 { return "between \(inside[0]) and \(inside[1]) a comma or an operator is missing" }
    return nil
  }

  private var ternary: String { "write b if a else c, not a ? b : c" }

  // MARK: By the words of the line

  /// Hints for `invalid syntax`, which says nothing itself.
  private var byWords: String? {
    let text = line.trimmedSpaces
    let tail = after.trimmedSpaces
    if first == "else", words.dropFirst().first == "if" { return elseIf }
    if ["elseif", "elsif", "elif_"].contains(first) { return "it is written elif" }
    if text.hasSuffix("++") || text.hasSuffix("--") {
      let sign = text.last.map(String.init) ?? "+"
      return "there is no \(sign)\(sign): write \(words.first ?? "i") \(sign)= 1"
    }
    if before.hasSuffix("&") || tail.hasPrefix("&&") || tail.hasPrefix("& ") && before.hasSuffix("&") {
      return "&& is written and"
    }
    if before.hasSuffix("|") || tail.hasPrefix("||") { return "|| is written or" }
    if tail.hasPrefix("!=") == false, tail.hasPrefix("!") { return "! is written not" }
    if tail.hasPrefix("?") || words.contains("?") { return ternary }
    if tail.hasPrefix("=>") || tail.hasPrefix(">") && before.hasSuffix("=") || text.contains("=>") {
      return "it is written >="
    }
    if tail.hasPrefix("=<") || text.contains("=<") { return "it is written <=" }
    if tail.hasPrefix("<>") || text.contains("<>") { return "it is written !=" }
    if tail.hasPrefix("$") { return "names have no $ in front" }
    if let hint = byFirstWord { return hint }
    if text.hasSuffix("{"), Self.headers.contains(first) { return braces }
    if ["for"].contains(first), !words.contains("in") {
      return words.contains("=") || words.contains("to")
        ? "to count, write for \(words.dropFirst().first ?? "i") in range(10):"
        : "the loop is written for \(words.dropFirst().first ?? "i") in …:"
    }
    if words.contains("lambda"), words.contains("return") {
      return "a lambda gives its expression back without the word return"
    }
    if Symbol.keywords[culprit] != nil {
      if words.contains("="), let equals = words.firstIndex(of: "="),
        words.firstIndex(of: culprit) == equals - 1 || first == culprit
      {
        return "\(culprit) is a word of the language: choose another name"
      }
      if first == "def" || words.contains("lambda") {
        return "\(culprit) is a word of the language: choose another name"
      }
      if first == culprit, culprit == "else" || culprit == "elif" { return "there is no if above at this indentation" }
      if first == culprit, culprit == "except" || culprit == "finally" {
        return "there is no try above at this indentation"
      }
    }
    if first == "class", words.dropFirst().first == "=" {
      return "class is a word of the language: choose another name"
    }
    if words.dropFirst().first == ":", words.dropFirst(2).first == "=" {
      return ":= stands inside an expression, in brackets; a plain = gives a name its value"
    }
    let ends = tail.isEmpty || tail.hasPrefix("#") || tail.hasPrefix(")") || tail.hasPrefix("]") || tail.hasPrefix("}")
    if let last = Self.split(before).last, ends, "+-*/%=<>.,&|".contains(last) {
      return "something is missing after \(last)"
    }
    if words.contains("{") || before.contains("{"), tail.hasPrefix("=") { return "an entry of a dict is key: value" }
    return nil
  }

  /// What other languages begin a line with.
  private static let foreignWords: [String: String] = [
    "function": "a function begins with def", "func": "a function begins with def", "fn": "a function begins with def",
    "fun": "a function begins with def", "sub": "a function begins with def",
    "let": "a variable needs no word in front: x = 3",
    "const": "a variable needs no word in front: x = 3", "var": "a variable needs no word in front: x = 3",
    "int": "a variable needs no type in front: x = 3", "float": "a variable needs no type in front: x = 3",
    "double": "a variable needs no type in front: x = 3", "string": "a variable needs no type in front: x = 3",
    "foreach": "write for item in items:", "switch": "there is no switch: use if, elif and else",
    "case": "there is no case: use if, elif and else",
    "match": "match is not part of this language: use if, elif and else",
    "do": "there is no do: use while", "until": "there is no until: use while not",
    "unless": "there is no unless: use if not",
    "catch": "it is written except", "throw": "it is written raise", "end": "a block ends where the indentation ends",
    "include": "it is written import", "require": "it is written import", "using": "it is written import",
    "new": "objects are made without new: Name(…)", "public": "there is no public or private",
    "private": "there is no public or private",
    "void": "a function begins with def", "delete": "it is written del", "async": "async is not part of this language",
    "echo": "to show text, use print(…)", "struct": "it is written class", "goto": "there is no goto",
  ]

  private var byFirstWord: String? {
    if first == "import", words.contains("from"), let index = words.firstIndex(of: "from"), index > 1 {
      let names = words[1..<index].joined(separator: "")
      return "write from \(words.dropFirst(index + 1).joined()) import \(names)"
    }
    if first == "print", words.count > 1, words[1] != "(" {
      return "print is a function: print(\(words.dropFirst().joined(separator: " ")))"
    }
    guard words.count > 1 else { return nil }
    if let hint = Self.foreignWords[first] { return hint }
    if let lower = Symbol.keywords[first.lowercased()], Symbol.keywords[first] == nil {
      return "keywords are written small: \(lower.rawValue)"
    }
    guard Symbol.keywords[first] == nil, first.count > 1,
      Self.isName(words[1]) || words[1].first?.isNumber == true || words[1] == ":"
    else { return nil }
    let keywords = [
      "if", "elif", "else", "for", "while", "def", "class", "return", "import", "from", "try", "except",
      "finally", "with", "raise", "assert", "del", "pass", "global", "nonlocal", "yield", "not", "lambda", "break",
      "continue",
    ]
    if let near = keywords.first(where: { $0.sorted() == first.sorted() })
      ?? Suggestions.nearest(to: first, among: keywords)
    {
      return "did you mean '\(near)'?"
    }
    return nil
  }

  private static func isName(_ word: String) -> Bool { word.first.map { $0.isLetter || $0 == "_" } ?? false }
}
