import Support

/// Tells a run on a terminal: what cells print goes to standard output and nothing else does; headings, times, progress
/// and errors go to standard error.
public final class TerminalNarrator: RunObserver {
  private let output: Terminal
  private let narration: Terminal
  public let progress: ProgressDisplay
  /// Whether the last thing written left its line open.
  private var isMidLine = false

  private let isQuiet: Bool

  /// - Parameter isQuiet: nothing but what cells print, and errors.
  public init(output: Terminal = Terminal(1), narration: Terminal = Terminal(2), isQuiet: Bool = false) {
    self.isQuiet = isQuiet
    self.output = output
    self.narration = narration
    progress = ProgressDisplay(narration)
  }

  public func passed(_ cell: Cell) {
    guard cell.kind == .markdown, !isQuiet else { return }
    for line in cell.source.split(separator: "\n") where line.hasPrefix("#") {
      let text = line.drop { $0 == "#" }.filter { $0 != "*" && $0 != "`" }.trimmed
      guard !text.isEmpty, line.drop(while: { $0 == "#" }).first == " " else { continue }
      say("\n\(narration.bold(text))\n")
    }
  }

  public func began(_ cell: Cell, number: Int, of count: Int) {
    if isQuiet { return }
    say(narration.dim("[\(number)/\(count)] \(Terminal.fit(cell.label, max(20, narration.width - 12)))") + "\n")
  }

  public func wrote(_ stream: CellOutput.Stream, _ bytes: UnsafeBufferPointer<UInt8>) {
    progress.clear()
    (stream == .stdout ? output : narration).write(bytes)
    if let last = bytes.last { isMidLine = last != 0x0A }
  }

  public func showed(_ shown: CellOutput) {
    progress.clear()
    switch shown {
    case .stream: break
    case .result(let data), .display(let data):
      endLine()
      output.write((output.isInteractive ? data.terminal ?? data.text : data.text) + "\n")
    case .error(let error):
      say(narration.red(error.traceback.trimmedEnd) + "\n")
    case .note(let text): if !isQuiet { say(narration.dim("  \(text)") + "\n") }
    }
  }

  public func ended(_ cell: Cell, number: Int, _ run: CellRun) {
    progress.clear()
    endLine()
    if run.seconds >= 0.5, !isQuiet { say(narration.dim("      \(Clock.duration(run.seconds))") + "\n") }
  }

  /// Writes the last word of a run to standard output.
  public func finish(_ text: String) {
    progress.clear()
    endLine()
    output.write(text + "\n")
  }

  /// Writes narration on a line of its own.
  public func say(_ text: String) {
    progress.clear()
    endLine()
    narration.write(text)
  }

  private func endLine() {
    guard isMidLine else { return }
    output.write("\n")
    isMidLine = false
  }
}
