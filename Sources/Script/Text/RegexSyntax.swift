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
      case "\\": try escape(inSet: false)
      case "[": try set()
      case "(": try group()
      case ")":
        guard openGroups.popLast() != nil else { throw Failure(message: "unbalanced parenthesis", position: i) }
        copy(1)
      case "{":
        if peek(1) == ",", let close = bound(from: i + 2) {
          emit("{0")
          i += 1
          copy(close - i + 1)
        } else {
          copy(1)
        }
      case "#" where flags.contains(.verbose):
        while let next = peek(), next != "\n" { _ = (next, i += 1) }
      default: copy(1)
      }
    }
    if let open = openGroups.last {
      throw Failure(message: "missing ), unterminated subpattern", position: open)
    }
  }

  /// The place of the `}` that ends digits starting at `start`.
  private func bound(from start: Int) -> Int? {
    var end = start
    while end < source.count, source[end].value >= 48, source[end].value <= 57 { end += 1 }
    return end > start && end < source.count && source[end] == "}" ? end : nil
  }

  private mutating func group() throws {
    openGroups.append(i)
    guard peek(1) == "?" else { return copy(1) }
    guard let kind = peek(2) else { throw Failure(message: "unexpected end of pattern", position: i + 2) }
    switch kind {
    case "P":
      switch peek(3) {
      case "<", "=": copy(4)
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
        copy(1)
      }
    case "#":
      let start = i
      while let next = peek(), next != ")" { _ = (next, i += 1) }
      guard peek() != nil else { throw Failure(message: "missing ), unterminated comment", position: start) }
      i += 1
      openGroups.removeLast()
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
    guard start == 0 else {
      throw Failure(message: "global flags not at the start of the expression", position: start)
    }
    for letter in source[2..<j] {
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
      switch scalar {
      case "\\": try escape(inSet: true)
      case "[":
        emit("\\[")
        i += 1
      case "]":
        emit("\\]")
        i += 1
      default: copy(1)
      }
    }
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

  private mutating func escape(inSet: Bool) throws {
    guard let next = peek(1) else { throw Failure(message: "bad escape (end of pattern)", position: i) }
    switch next {
    case "x": try hexEscape(next, 2)
    case "u": try hexEscape(next, 4)
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
    emit("\\g{\(number)}")
    i += used
  }
}
