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
    /// The lines to show, with marks under what is at fault.
    var lines: [CaretMarks.Line]
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
    let texts = ProgramTexts()
    // `chain` goes from the last exception to the first; a link belongs to the exception that came after.
    for index in chain.indices.reversed() {
      let link = index + 1 < chain.count ? chain[index + 1].1 : .first
      parts.append(Self.part(chain[index].0, link, texts))
    }
  }

  private static func part(_ exception: ExceptionObject, _ link: Part.Link, _ texts: ProgramTexts) -> Part {
    let isSyntaxError = exception.place != nil
    var message = exception.message
    let shown = usersOwn(exception.traceback)
    // The same call over and over, as in a recursion without end, is looked at once.
    var known: [SourceSpan: Call] = [:]
    var calls = shown.enumerated().map { index, entry -> Call in
      let isLast = index == shown.count - 1 && exception.place == nil
      if !isLast, let call = known[entry.span], call.name == entry.source.name, call.function == entry.function {
        return call
      }
      let call = call(entry, texts, message: isLast ? message : "")
      if !isLast { known[entry.span] = call }
      return call
    }
    if let place = exception.place { calls.append(call(place, texts)) }
    var hint = exception.hint
    // What went wrong inside the library is not explained by the user's call of it.
    let isLibrary = exception.frames.first?.source.isLibrary == true && shown.last?.source.isLibrary == false
    if hint == nil, !isSyntaxError, !isLibrary {
      hint = RuntimeHints(exception, at: shown.last, in: Interpreter.current, texts).hint
    }
    if let suggestion = exception.suggestion { message += ". Did you mean: '\(suggestion)'?" }
    let type = exception.type
    let name =
      type.module == "builtins" || type.module == "__main__"
      ? type.qualifiedName : "\(type.module).\(type.qualifiedName)"
    return Part(
      link: link, calls: calls, type: name, message: message, hint: hint, isSyntaxError: isSyntaxError)
  }

  /// The calls of the user's own functions: an error inside the library points at the call of it.
  private static func usersOwn(_ entries: [TracebackEntry]) -> [TracebackEntry] {
    let own = entries.filter { !$0.source.isLibrary }
    return own.isEmpty ? entries : own
  }

  /// - Parameter message: the exception's, for the call that raised it; `nil` for a mistake in the text.
  private static func call(_ entry: TracebackEntry, _ texts: ProgramTexts, message: String? = nil) -> Call {
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
    let marks: CaretMarks
    var isCall = false
    if let message {
      let place = texts[source]?.place(entry.span)
      if case .call? = place?.expression?.kind { isCall = true }
      marks = CaretMarks(entry.span, message.isEmpty && isCall ? nil : place, source, message: message)
    } else {
      marks = CaretMarks(entry.span)
    }
    return Call(
      name: source.name, file: source.file, fileLine: line + source.firstLine - 1, line: line,
      function: entry.function, text: String(text), span: isWhole ? 0..<0 : start..<max(end, start),
      lines: marks.lines(of: source, isCall: isCall))
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
      lines += Self.lines(part.calls, isSyntaxError: part.isSyntaxError)
      if let hint = part.hint { lines += Self.wrapped(hint) }
      lines.append(Self.summary(part))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The calls; what repeats, as in a recursion without end, is shown once.
  private static func lines(_ calls: [Call], isSyntaxError: Bool) -> [String] {
    func same(_ a: Call, _ b: Call) -> Bool { a.name == b.name && a.fileLine == b.fileLine && a.function == b.function }
    var lines: [String] = []
    var index = 0
    while index < calls.count {
      var period = 1
      var times = 1
      for candidate in 1...4 where index + 3 * candidate <= calls.count {
        var length = candidate
        while index + length < calls.count, same(calls[index + length], calls[index + length - candidate]) {
          length += 1
        }
        if length >= 3 * candidate {
          (period, times) = (candidate, length / candidate)
          break
        }
      }
      for call in calls[index..<(index + period)] {
        lines += Self.lines(call, isPlace: isSyntaxError && index == calls.count - 1)
      }
      if times > 1 {
        let what = period == 1 ? "Previous line" : "Previous \(period) calls"
        lines.append("  [\(what) repeated \(times - 1) more time\(times == 2 ? "" : "s")]")
      }
      index += period * times
    }
    return lines
  }

  /// A hint on as many lines as it needs.
  private static func wrapped(_ hint: String) -> [String] {
    var lines: [String] = []
    for paragraph in hint.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        if !line.isEmpty, line.count + word.count + 1 > 100 {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      lines.append(line)
    }
    return lines.enumerated().map { ($0.offset == 0 ? "  hint: " : "        ") + $0.element }
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
    for line in call.lines {
      lines.append("    " + line.text)
      if !line.marks.isEmpty { lines.append("    " + line.marks) }
    }
    return lines
  }
}
