/// Parses as much of a text as can be understood: a faulty line is taken out and the rest is read again.
struct RecoveringParser {
  private(set) var statements: [Statement] = []
  private(set) var faults: [SyntaxFault] = []
  /// The names in the lines that were taken out: they may have been bound there.
  private(set) var assumedNames: Set<String> = []

  private let source: SourceText
  private var bytes: [UInt8]
  private var removed: Set<Int> = []
  private static let mostFaults = 50

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
    while faults.count < Self.mostFaults {
      let text = faults.isEmpty ? source : copy()
      do {
        statements = try Parser.parse(text)
        return
      } catch let fault as SyntaxFault {
        let line = source.position(Int(fault.span.start)).line
        // A line that was taken out is not told again: what is left of its block is taken out too.
        if removed.contains(line) || fault.type === TypeObject.recursionError && !faults.isEmpty {
          guard removeBlock(around: line) else { return }
        } else {
          faults.append(fault)
          remove(fault, line, text)
        }
      } catch {
        return
      }
    }
  }

  private func copy() -> SourceText {
    SourceText(
      String(decoding: bytes, as: UTF8.self), name: source.name, firstLine: source.firstLine, file: source.file)
  }

  // MARK: Taking out

  private mutating func remove(_ fault: SyntaxFault, _ line: Int, _ text: SourceText) {
    if fault.message.hasPrefix("expected an indented block"),
      let number = fault.message.split(separator: " ").last.flatMap({ Int($0) })
    {
      blank(number, leaving: "0")
      return
    }
    if fault.type.isSubclass(of: .indentationError) {
      blank(line, leaving: "")
      return
    }
    var lines = line...line
    if let tokens = try? Lexer.tokens(of: text) {
      lines = logicalLine(of: fault, in: tokens)
    } else if fault.message.hasSuffix("was never closed") {
      // What is indented more belongs to what the bracket holds.
      var last = line
      while last < source.lineStarts.count, belongs(last + 1, inside: line) { last += 1 }
      lines = line...last
    } else if fault.message.hasPrefix("unterminated triple-quoted") {
      lines = line...source.lineStarts.count
    }
    let begins = (indent(lines.upperBound + 1) ?? 0) > (indent(lines.lowerBound) ?? 0)
    for number in lines.dropFirst() { blank(number, leaving: "") }
    blank(lines.lowerBound, leaving: begins ? "if 1:" : "0")
  }

  /// The lines from the first to the last token of the statement that holds the fault.
  private func logicalLine(of fault: SyntaxFault, in tokens: [Token]) -> ClosedRange<Int> {
    var first = Int(fault.span.start)
    var start: Int?
    for token in tokens {
      switch token.kind {
      case .newline:
        if Int(token.span.start) >= Int(fault.span.start) {
          let line = source.position(start ?? first).line
          return line...max(line, source.position(max(Int(token.span.start) - 1, 0)).line)
        }
        start = nil
      case .indent, .dedent: break
      default: if start == nil { start = Int(token.span.start) }
      }
    }
    first = start ?? first
    let line = source.position(first).line
    return line...max(line, source.position(Int(fault.span.start)).line)
  }

  private func belongs(_ line: Int, inside outer: Int) -> Bool {
    guard let own = indent(line), let other = indent(outer) else { return true }
    if own > other { return true }
    let text = source.line(line).trimmedSpaces
    return own == other && (text.hasPrefix(")") || text.hasPrefix("]") || text.hasPrefix("}"))
  }

  /// The width of a line's indentation; `nil` for a blank one.
  private func indent(_ number: Int) -> Int? {
    guard number <= source.lineStarts.count else { return 0 }
    let line = source.line(number)
    guard let start = line.firstIndex(where: { $0 != " " && $0 != "\t" }) else { return nil }
    return line.distance(from: line.startIndex, to: start)
  }

  /// Fills a line with spaces, with `word` where the code began, if there is room.
  private mutating func blank(_ number: Int, leaving word: String) {
    guard number >= 1, number <= source.lineStarts.count else { return }
    removed.insert(number)
    let start = source.lineStarts[number - 1]
    var end = number < source.lineStarts.count ? source.lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    for name in Self.names(bytes[start..<end]) { assumedNames.insert(name) }
    var position = start
    while position < end, bytes[position] == 32 || bytes[position] == 9 { position += 1 }
    for index in position..<end { bytes[index] = 32 }
    guard end - position >= word.utf8.count else {
      guard position < end, !word.isEmpty else { return }
      bytes[position] = 48
      // No room for a block's beginning: the block is taken out too.
      let outer = indent(number) ?? 0
      var inner = number + 1
      while word != "0", inner <= source.lineStarts.count, indent(inner) ?? .max > outer {
        blank(inner, leaving: "")
        inner += 1
      }
      return
    }
    for (offset, byte) in word.utf8.enumerated() { bytes[position + offset] = byte }
  }

  /// Takes out the top-level statement around a line.
  private mutating func removeBlock(around line: Int) -> Bool {
    var first = line
    while first > 1, indent(first) != 0 { first -= 1 }
    var last = line
    while last < source.lineStarts.count, indent(last + 1) != 0 { last += 1 }
    var changed = false
    for number in first...last {
      let start = source.lineStarts[number - 1]
      let end = number < source.lineStarts.count ? source.lineStarts[number] : bytes.count
      for index in start..<end where bytes[index] > 32 { changed = true }
      blank(number, leaving: "")
    }
    return changed
  }

  private static func names(_ bytes: ArraySlice<UInt8>) -> [String] {
    bytes.split { !($0 == 95 || $0 >= 48 && $0 <= 57 || ($0 | 32) >= 97 && ($0 | 32) <= 122 || $0 >= 128) }
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
