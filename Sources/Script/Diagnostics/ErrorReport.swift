/// An uncaught exception, ready to be shown: the chain of exceptions, each with the calls it passed through.
public struct ErrorReport: Sendable {
  /// One call of the chain.
  public struct Call: Sendable {
    /// The file or cell.
    public var name: String
    /// The file that a cell is part of.
    public var file: String?
    /// The line within the file.
    public var fileLine: Int
    /// The line within the cell (equal to `fileLine` for a file).
    public var line: Int
    /// The function, `<module>` outside any.
    public var function: String
    /// The text of the line, without indentation.
    public var text: String
    /// The columns of ``text`` (in characters) of the expression at fault; empty when it is the whole line.
    public var span: Range<Int>
  }

  /// One exception of the chain.
  public struct Part: Sendable {
    /// How it came after the part before it.
    public enum Link: Sendable { case first, cause, context }
    public var link: Link
    /// Outermost call first.
    public var calls: [Call]
    /// `ValueError`
    public var type: String
    /// What `str(e)` says, with CPython's suggestion; may be empty.
    public var message: String
    /// What would work, when known.
    public var hint: String?
    /// Whether it is a mistake in the program's text: the only call is its place.
    public var isSyntaxError: Bool
  }

  /// The exceptions, the one that was not caught last.
  public var parts: [Part]
  /// `ValueError: message`, the last line of a traceback.
  public var summary: String { parts.last.map(Self.summary) ?? "" }

  /// For an uncaught SystemExit, the status to end the process with: nothing is shown.
  public let exitStatus: Int32?

  public init(_ error: ScriptError) {
    parts = []
    exitStatus = error.exitStatus
    if exitStatus != nil && error.exitMessage == nil { return }
    var seen: Set<ObjectIdentifier> = []
    var chain: [(ExceptionObject, Part.Link)] = []
    var current: ExceptionObject? = error.exception
    var link = Part.Link.first
    while let exception = current, seen.insert(ObjectIdentifier(exception)).inserted {
      chain.append((exception, link))
      if let cause = exception.cause {
        current = cause
        link = .cause
      } else {
        current = exception.suppressesContext ? nil : exception.context
        link = .context
      }
    }
    // `chain` goes from the last exception to the first; a link belongs to the exception that came after.
    for index in chain.indices.reversed() {
      let link = index + 1 < chain.count ? chain[index + 1].1 : .first
      parts.append(Self.part(chain[index].0, link))
    }
  }

  private static func part(_ exception: ExceptionObject, _ link: Part.Link) -> Part {
    let isSyntaxError = exception.place != nil
    var calls = exception.traceback.map(call)
    if let place = exception.place { calls.append(call(place)) }
    var message = exception.message
    if let suggestion = exception.suggestion { message += ". Did you mean: '\(suggestion)'?" }
    let type = exception.type
    let name = type.module == "builtins" || type.module == "__main__" ? type.name : "\(type.module).\(type.qualifiedName)"
    return Part(
      link: link, calls: calls, type: name, message: message, hint: exception.hint, isSyntaxError: isSyntaxError)
  }

  private static func call(_ entry: TracebackEntry) -> Call {
    let source = entry.source
    let (line, column) = source.position(Int(entry.span.start))
    let (endLine, endColumn) = source.position(Int(entry.span.end))
    let full = Array(source.line(line).unicodeScalars)
    let indent = full.prefix { $0 == " " || $0 == "\t" || $0 == "\u{c}" }.count
    var length = full.count
    while length > indent, full[length - 1] == " " || full[length - 1] == "\t" { length -= 1 }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: full[min(indent, length)..<length])
    let start = max(column - indent, 0)
    let end = endLine == line ? max(endColumn - indent, start) : length - indent
    let isWhole = start == 0 && end >= length - indent
    return Call(
      name: source.name, file: source.file, fileLine: line + source.firstLine - 1, line: line,
      function: entry.function, text: String(text), span: isWhole ? 0..<0 : start..<max(end, start))
  }

  private static func summary(_ part: Part) -> String {
    part.message.isEmpty ? part.type : "\(part.type): \(part.message)"
  }

  /// The report as plain text, in the shape of Python's traceback; hints come before the last line, which is always
  /// `Type: message`.
  public var text: String {
    if exitStatus != nil { return parts.last.map { $0.message + "\n" } ?? "" }
    var lines: [String] = []
    for part in parts {
      switch part.link {
      case .first: break
      case .cause:
        lines += ["", "The above exception was the direct cause of the following exception:", ""]
      case .context:
        lines += ["", "During handling of the above exception, another exception occurred:", ""]
      }
      if !part.calls.isEmpty && !(part.isSyntaxError && part.calls.count == 1) {
        lines.append("Traceback (most recent call last):")
      }
      var previous: Call?
      var repeats = 0
      for call in part.calls {
        if let before = previous, before.name == call.name, before.fileLine == call.fileLine,
          before.function == call.function {
          repeats += 1
          if repeats >= 3 { continue }
        } else {
          if repeats >= 3 { lines.append(Self.repetition(repeats - 2)) }
          repeats = 0
        }
        previous = call
        lines += Self.lines(call, isPlace: part.isSyntaxError && call.text == part.calls.last?.text)
      }
      if repeats >= 3 { lines.append(Self.repetition(repeats - 2)) }
      if let hint = part.hint { lines.append("  hint: " + hint) }
      lines.append(Self.summary(part))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func repetition(_ count: Int) -> String {
    "  [Previous line repeated \(count) more time\(count == 1 ? "" : "s")]"
  }

  private static func lines(_ call: Call, isPlace: Bool) -> [String] {
    var place: String
    if call.file != nil && call.file != call.name {
      place = "  Cell \"\(call.name)\", line \(call.line) (line \(call.fileLine) of the file)"
    } else {
      place = "  File \"\(call.name)\", line \(call.fileLine)"
    }
    if !isPlace { place += ", in \(call.function)" }
    var lines = [place]
    if call.text.isEmpty { return lines }
    lines.append("    " + call.text)
    if !call.span.isEmpty || isPlace {
      let width = max(call.span.count, 1)
      lines.append("    " + String(repeating: " ", count: call.span.lowerBound) + String(repeating: "^", count: width))
    }
    return lines
  }
}
