import Support

/// A pattern in the syntax of Python's `re`, rewritten for PCRE2.
struct RegexSyntax {
  /// `re.X`-style flags, with the bits of Python's.
  struct Flags: OptionSet {
    let rawValue: Int
    static let ignoreCase = Flags(rawValue: 2)
    static let locale = Flags(rawValue: 4)
    static let multiline = Flags(rawValue: 8)
    static let dotAll = Flags(rawValue: 16)
    static let unicode = Flags(rawValue: 32)
    static let verbose = Flags(rawValue: 64)
    static let debug = Flags(rawValue: 128)
    static let ascii = Flags(rawValue: 256)
  }

  /// A pattern that Python refuses: the message of `re.error` without its position.
  struct Failure: Error {
    var message: String
    var position: Int
  }

  private let source: [Unicode.Scalar]
  private var i = 0
  private var openGroups: [Int] = []
  /// What a quantifier would repeat.
  private enum Repeatable { case nothing, item, repeated }
  private var before = Repeatable.nothing
  /// The capturing groups opened so far, those still open, and their names.
  private var groupCount = 0
  private var capturing: [Int?] = []
  private var groupNumbers: [String: Int] = [:]
  private(set) var output = String.UnicodeScalarView()
  private(set) var flags: Flags

  init(_ pattern: String, flags: Flags) throws {
    source = Array(pattern.unicodeScalars)
    self.flags = flags
    try translate()
  }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? { i + offset < source.count ? source[i + offset] : nil }

  private mutating func emit(_ text: String) { output.append(contentsOf: text.unicodeScalars) }

  private mutating func copy(_ count: Int) {
    output.append(contentsOf: source[i..<min(i + count, source.count)])
    i += count
  }

  private mutating func translate() throws {
    while let scalar = peek() {
      switch scalar {
      case "\\":
        let isAnchor = peek(1).map { "AZbB".unicodeScalars.contains($0) } ?? false
        try escape(inSet: false)
        before = isAnchor ? .nothing : .item
      case "[":
        try set()
        before = .item
      case "(": try group()
      case ")":
        guard openGroups.popLast() != nil else { throw Failure(message: "unbalanced parenthesis", position: i) }
        _ = capturing.popLast()
        copy(1)
        before = .item
      case "*", "+", "?": try quantifier(1)
      case "{": try braces()
      case "#" where flags.contains(.verbose):
        while let next = peek(), next != "\n" { _ = (next, i += 1) }
      case "|", "^", "$":
        copy(1)
        before = .nothing
      case " ", "\t", "\n", "\r", "\u{0B}", "\u{0C}":
        copy(1)
        if !flags.contains(.verbose) { before = .item }
      default:
        copy(1)
        before = .item
      }
    }
    if let open = openGroups.last {
      throw Failure(message: "missing ), unterminated subpattern", position: open)
    }
  }

  /// `*`, `+`, `?` or braces of `count` characters, with the `?` or `+` that may follow.
  private mutating func quantifier(_ count: Int) throws {
    switch before {
    case .nothing: throw Failure(message: "nothing to repeat", position: i)
    case .repeated: throw Failure(message: "multiple repeat", position: i)
    case .item: break
    }
    copy(count)
    if peek() == "?" || peek() == "+" { copy(1) }
    before = .repeated
  }

  /// `{2}`, `{2,}`, `{,5}` and `{2,5}`; any other brace stands for itself.
  private mutating func braces() throws {
    var end = i + 1
    func digits() -> Int? {
      let start = end
      while end < source.count, source[end].value >= 48, source[end].value <= 57 { end += 1 }
      return end == start ? nil : Int(String(String.UnicodeScalarView(source[start..<end]))) ?? .max
    }
    let low = digits()
    var high = low
    let hasComma = end < source.count && source[end] == ","
    if hasComma {
      end += 1
      high = digits()
    }
    guard end < source.count, source[end] == "}", low != nil || hasComma else {
      emit("\\{")
      i += 1
      before = .item
      return
    }
    if let low, let high, high < low {
      throw Failure(message: "min repeat greater than max repeat", position: i + 1)
    }
    if low == nil {
      guard before == .item else { return try quantifier(0) }
      emit("{0,\(high.map { String($0) } ?? "")}")
      i = end + 1
      if peek() == "?" || peek() == "+" { copy(1) }
      before = .repeated
      return
    }
    try quantifier(end + 1 - i)
  }

  /// The name of a group from `start` to `end`, which must be there.
  private func name(from start: Int, to end: Unicode.Scalar) throws -> String {
    guard let close = source[start...].firstIndex(of: end) else {
      throw start < source.count
        ? Failure(message: "missing \(end), unterminated name", position: start)
        : Failure(message: "missing group name", position: start)
    }
    if close == start { throw Failure(message: "missing group name", position: start) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: source[start..<close])
    let name = String(text)
    let valid = text.enumerated().allSatisfy { index, scalar in
      scalar == "_" || scalar.properties.isXIDContinue && (index > 0 || scalar.properties.isXIDStart)
    }
    if !valid {
      let shown = StringEscape.repr(name)
      throw Failure(message: "bad character in group name \(shown)", position: start)
    }
    return name
  }

  private mutating func group() throws {
    openGroups.append(i)
    before = .nothing
    guard peek(1) == "?" else {
      groupCount += 1
      capturing.append(groupCount)
      return copy(1)
    }
    capturing.append(nil)
    guard let kind = peek(2) else { throw Failure(message: "unexpected end of pattern", position: i + 2) }
    switch kind {
    case "P":
      switch peek(3) {
      case "<":
        let name = try name(from: i + 4, to: ">")
        groupCount += 1
        if let known = groupNumbers[name] {
          throw Failure(
            message: "redefinition of group name \(StringEscape.repr(name)) as group \(groupCount); was group \(known)",
            position: i + 4)
        }
        groupNumbers[name] = groupCount
        capturing[capturing.count - 1] = groupCount
        copy(5 + name.unicodeScalars.count)
      case "=":
        let name = try name(from: i + 4, to: ")")
        guard let number = groupNumbers[name] else {
          throw Failure(message: "unknown group name \(StringEscape.repr(name))", position: i + 4)
        }
        if capturing.contains(number) { throw Failure(message: "cannot refer to an open group", position: i + 4) }
        copy(4 + name.unicodeScalars.count)
      case nil: throw Failure(message: "unexpected end of pattern", position: i + 3)
      default: throw Failure(message: "unknown extension ?P\(source[i + 3])", position: i + 1)
      }
    case "<":
      guard peek(3) == "=" || peek(3) == "!" else {
        let next = peek(3).map { String($0) } ?? ""
        throw Failure(message: "unknown extension ?<\(next)", position: i + 1)
      }
      copy(4)
    case ":", "=", "!", ">", "(":
      copy(kind == "(" ? 2 : 3)
      if kind == "(" {
        openGroups.append(i)
        capturing.append(nil)
        copy(1)
      }
    case "#":
      let start = i
      while let next = peek(), next != ")" { _ = (next, i += 1) }
      guard peek() != nil else { throw Failure(message: "missing ), unterminated comment", position: start) }
      i += 1
      openGroups.removeLast()
      capturing.removeLast()
    default: try inlineFlags()
    }
  }

  /// `(?i)` for the whole pattern, `(?i:…)` and `(?-i:…)` for a group.
  private mutating func inlineFlags() throws {
    let start = i
    var j = i + 2
    var letters = ""
    while j < source.count, source[j] != ")", source[j] != ":" {
      switch source[j] {
      case "i", "m", "s", "x", "-": letters.unicodeScalars.append(source[j])
      case "a", "u", "L": break
      default: throw Failure(message: "unknown extension ?\(source[j])", position: start + 1)
      }
      j += 1
    }
    guard j < source.count else { throw Failure(message: "missing -, : or )", position: j) }
    if source[j] == ":" {
      emit("(?\(letters):")
      i = j + 1
      return
    }
    // Only white space and comments of a verbose pattern, and other such flags, may come before.
    let isVerbose = flags.contains(.verbose)
    guard openGroups.count == 1, output.isEmpty || isVerbose && output.allSatisfy({ $0.properties.isWhitespace }) else {
      throw Failure(message: "global flags not at the start of the expression", position: start)
    }
    for letter in source[(start + 2)..<j] {
      switch letter {
      case "i": flags.insert(.ignoreCase)
      case "m": flags.insert(.multiline)
      case "s": flags.insert(.dotAll)
      case "x": flags.insert(.verbose)
      case "a": flags.insert(.ascii)
      default: break
      }
    }
    openGroups.removeLast()
    capturing.removeLast()
    i = j + 1
  }

  private mutating func set() throws {
    let start = i
    copy(1)
    if peek() == "^" { copy(1) }
    var first = true
    while true {
      guard let scalar = peek() else { throw Failure(message: "unterminated character set", position: start) }
      if scalar == "]" && !first {
        copy(1)
        return
      }
      first = false
      let low = i
      let lowCode = try member()
      guard peek() == "-", let after = peek(1), after != "]" else { continue }
      copy(1)
      let highCode = try member()
      if lowCode == nil || highCode == nil || lowCode! > highCode! {
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: source[low..<i])
        throw Failure(message: "bad character range \(String(shown))", position: low)
      }
    }
  }

  /// Copies one member of a set; its code point, or `nil` for a class such as `\\w`.
  private mutating func member() throws -> UInt32? {
    guard let scalar = peek() else { return nil }
    switch scalar {
    case "\\":
      let start = i
      let kind = peek(1)
      let mark = output.endIndex
      try escape(inSet: true)
      if let kind, "dDsSwW".unicodeScalars.contains(kind) { return nil }
      let written = String(output[mark...])
      if written.hasPrefix("\\x{"), let code = UInt32(written.dropFirst(3).dropLast(), radix: 16) { return code }
      if written.hasPrefix("\\x"), let code = UInt32(written.dropFirst(2), radix: 16) { return code }
      switch kind {
      case "n": return 10
      case "t": return 9
      case "r": return 13
      case "f": return 12
      default: return i - start == 2 ? kind?.value : nil
      }
    case "[", "]":
      emit("\\\(scalar)")
      i += 1
    default: copy(1)
    }
    return scalar.value
  }

  private mutating func hexEscape(_ letter: Unicode.Scalar, _ digits: Int) throws {
    var value: UInt32 = 0
    for offset in 0..<digits {
      guard let digit = peek(2 + offset), let nibble = Character(digit).hexDigitValue else {
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: source[i..<min(i + 2 + offset, source.count)])
        throw Failure(message: "incomplete escape \(String(shown))", position: i)
      }
      value = value << 4 | UInt32(nibble)
    }
    emit("\\x{\(String(value, radix: 16))}")
    i += 2 + digits
  }

  /// `\\N{BULLET}`.
  private mutating func namedCharacter() throws {
    guard peek(2) == "{" else { throw Failure(message: "missing {", position: i + 2) }
    guard let close = source[(i + 3)...].firstIndex(of: "}") else {
      throw Failure(message: "missing }, unterminated name", position: i + 3)
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: source[(i + 3)..<close])
    guard let code = UnicodeNames.scalar(named: String(text)) else {
      throw Failure(message: "undefined character name \(StringEscape.repr(String(text)))", position: i)
    }
    emit("\\x{\(String(code, radix: 16))}")
    i = close + 1
  }

  private mutating func escape(inSet: Bool) throws {
    guard let next = peek(1) else { throw Failure(message: "bad escape (end of pattern)", position: i) }
    switch next {
    case "x": try hexEscape(next, 2)
    case "u": try hexEscape(next, 4)
    case "N": try namedCharacter()
    case "U": try hexEscape(next, 8)
    case "a": emitEscape("\\x07")
    case "v": emitEscape("\\x0b")
    case "b" where inSet: emitEscape("\\x08")
    case "Z" where !inSet: emitEscape("\\z")
    case "d", "D", "s", "S", "w", "W", "f", "n", "r", "t": copy(2)
    case "A" where !inSet, "b" where !inSet, "B" where !inSet: copy(2)
    case "0"..."9": try digits(inSet: inSet)
    case "a"..."z", "A"..."Z": throw Failure(message: "bad escape \\\(next)", position: i)
    default: copy(2)
    }
  }

  private mutating func emitEscape(_ text: String) {
    emit(text)
    i += 2
  }

  /// Octal escapes and references to groups.
  private mutating func digits(inSet: Bool) throws {
    func octal(_ offset: Int) -> UInt32? {
      guard let scalar = peek(offset), scalar.value >= 48, scalar.value <= 55 else { return nil }
      return scalar.value - 48
    }
    if peek(1) == "0" || inSet {
      guard var value = octal(1) else { throw Failure(message: "bad escape \\\(source[i + 1])", position: i) }
      var used = 2
      while used < 4, let digit = octal(used) { _ = (value = value * 8 + digit, used += 1) }
      emit("\\x{\(String(value, radix: 16))}")
      i += used
      return
    }
    if let a = octal(1), let b = octal(2), let c = octal(3) {
      emit("\\x{\(String(a * 64 + b * 8 + c, radix: 16))}")
      i += 4
      return
    }
    var number = ""
    var used = 1
    while used < 3, let digit = peek(used), digit.value >= 48, digit.value <= 57 {
      number.unicodeScalars.append(digit)
      used += 1
    }
    if let group = Int(number) {
      if group > groupCount { throw Failure(message: "invalid group reference \(group)", position: i + 1) }
      if capturing.contains(group) { throw Failure(message: "cannot refer to an open group", position: i) }
    }
    emit("\\g{\(number)}")
    i += used
  }
}
