/// The lines of a place with the marks under them: `^` under what is at fault, `~` under the rest of the expression.
struct CaretMarks {
  /// The bytes to mark with `~`, and those among them to mark with `^`.
  var whole: Range<Int>
  var focus: Range<Int>
  /// Whether marks under a whole line would tell nothing.
  var isPlain = true

  /// Marks for an exception at `place`.
  ///
  /// Operators, subscripts and attributes are told from what they work on; of a call with an unknown keyword that
  /// argument is marked.
  init(_ span: SourceSpan, _ place: ProgramText.Place?, _ source: SourceText, message: String) {
    whole = Int(span.start)..<max(Int(span.end), Int(span.start))
    focus = whole
    guard let expression = place?.expression else { return }
    switch expression.kind {
    case .binary(_, let left, let right):
      if let op = Self.operatorSpan(after: left, before: right, in: source) { set(op) }
    case .compare(let left, let rest) where rest.count == 1:
      if let op = Self.operatorSpan(after: left, before: rest[0].right, in: source) { set(op) }
    case .subscript_(let object, _):
      if let start = Self.next(in: source, from: Int(object.span.end), limit: whole.upperBound) {
        set(start..<whole.upperBound)
      }
    case .attribute(let object, let name):
      if let dot = Self.next(in: source, from: Int(object.span.end), limit: whole.upperBound) {
        // The name follows the dot, perhaps on a line of its own.
        let end = whole.upperBound
        let isOneWord = end - dot == name.utf8.count + 1
        set(isOneWord ? dot..<end : (end - name.utf8.count)..<end)
      }
    case .call(_, let arguments):
      guard message.contains("keyword argument"), let name = Self.quoted(message) else { return }
      for argument in arguments {
        if case .keyword(name) = argument.kind { set(Int(argument.span.start)..<Int(argument.span.end)) }
      }
    default: break
    }
  }

  /// Marks for one span.
  init(_ span: SourceSpan) {
    whole = Int(span.start)..<max(Int(span.end), Int(span.start) + 1)
    focus = whole
    isPlain = false
  }

  private mutating func set(_ range: Range<Int>) {
    guard range.lowerBound >= whole.lowerBound, range.upperBound <= whole.upperBound else { return }
    focus = range
    isPlain = false
  }

  private static func quoted(_ message: String) -> String? {
    let parts = message.split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    // `'x' is an invalid keyword argument for f()`, `f() got an unexpected keyword argument 'x'`
    return String(message.hasPrefix("'") ? parts[1] : parts[parts.count - 2])
  }

  /// The first byte from `start` on that is no space, closing bracket, comment or line end.
  private static func next(in source: SourceText, from start: Int, limit: Int) -> Int? {
    var position = start
    while position < limit {
      switch source.bytes[position] {
      case 32, 9, 10, 13, 41, 92: position += 1
      case 35: while position < limit, source.bytes[position] != 10 { position += 1 }
      default: return position
      }
    }
    return nil
  }

  /// Where the operator between two operands stands.
  static func operatorSpan(after left: Expression, before right: Expression, in source: SourceText) -> Range<Int>? {
    guard let start = next(in: source, from: Int(left.span.end), limit: Int(right.span.start)) else { return nil }
    var end = start
    let limit = Int(right.span.start)
    let isWord = source.bytes[start] | 32 >= 97 && source.bytes[start] | 32 <= 122
    while end < limit {
      let byte = source.bytes[end]
      if byte == 32 || byte == 40 || byte == 10 || byte == 13 || byte == 9 { break }
      if isWord != (byte | 32 >= 97 && byte | 32 <= 122) { break }
      // `-` after an operator is a sign.
      if end > start, !isWord, byte == 45 || byte == 43 || byte == 126 { break }
      end += 1
    }
    return start..<end
  }

  // MARK: Lines

  /// A line of the program, and what stands under it.
  struct Line: Sendable {
    var text: String
    /// Empty when there is nothing to mark.
    var marks: String
  }

  /// The lines to show, without the indentation that they have in common.
  func lines(of source: SourceText, isCall: Bool) -> [Line] {
    let first = source.position(whole.lowerBound).line
    let last = max(first, source.position(max(whole.upperBound - 1, whole.lowerBound)).line)
    if first == last { return trimmed([line(first, of: source)]) }
    if isPlain {
      // A call or a statement over many lines: where it begins says enough.
      return trimmed([line(first, of: source)])
    }
    let focusFirst = source.position(focus.lowerBound).line
    let focusLast = max(focusFirst, source.position(max(focus.upperBound - 1, focus.lowerBound)).line)
    let numbers: [Int]
    if isCall {
      numbers = [first] + (focusFirst...focusLast).filter { $0 != first }
    } else if last - first < 5 {
      numbers = Array(first...last)
    } else {
      numbers = [first] + (focusFirst...min(focusLast, focusFirst + 3)).filter { $0 != first }
    }
    var lines: [Line] = []
    for (index, number) in numbers.enumerated() {
      if index > 0, number > numbers[index - 1] + 1 { lines.append(Line(text: "…", marks: "")) }
      lines.append(line(number, of: source))
    }
    return trimmed(lines)
  }

  private func line(_ number: Int, of source: SourceText) -> Line {
    let text = source.line(number)
    var offset = source.lineStarts[number - 1]
    var marks = ""
    var blanks = ""
    var isBefore = true
    for scalar in text.unicodeScalars {
      let length = UTF8.width(scalar)
      let isBlank = scalar == " " || scalar == "\t"
      let mark: Character =
        focus.contains(offset)
        ? "^" : whole.contains(offset) && !(isBefore && isBlank) ? "~" : scalar == "\t" ? "\t" : " "
      if !isBlank { isBefore = false }
      for _ in 0..<Self.columns(scalar) {
        if mark == " " || mark == "\t" {
          blanks.append(mark)
        } else {
          marks += blanks + String(mark)
          blanks = ""
        }
      }
      offset += length
    }
    if focus.lowerBound >= offset, focus.lowerBound <= offset + 1, whole.lowerBound >= offset, !isPlain {
      marks = blanks + "^"
    }
    // Nothing past the code is marked.
    while marks.hasSuffix("~"), let end = text.unicodeScalars.lastIndex(where: { $0 != " " && $0 != "\t" }),
      marks.count > text.unicodeScalars.distance(from: text.unicodeScalars.startIndex, to: end) + 1,
      text.unicodeScalars.allSatisfy(\.isASCII)
    {
      marks.removeLast()
    }
    return Line(text: text, marks: marks)
  }

  private func trimmed(_ lines: [Line]) -> [Line] {
    func indent(_ text: String) -> Int { text.unicodeScalars.prefix { $0 == " " || $0 == "\t" || $0 == "\u{c}" }.count }
    let common = lines.filter { !$0.text.isEmpty && $0.text != "…" }.map { indent($0.text) }.min() ?? 0
    return lines.map { line in
      if line.text == "…" { return line }
      var text = String(String.UnicodeScalarView(line.text.unicodeScalars.dropFirst(common)))
      while text.last == " " || text.last == "\t" { text.removeLast() }
      var marks = String(line.marks.dropFirst(common))
      if isPlain, lines.count == 1, marks.allSatisfy({ $0 == "^" }), marks.count >= text.count { marks = "" }
      return Line(text: text, marks: marks)
    }
  }

  /// How many columns of a terminal a character takes.
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
