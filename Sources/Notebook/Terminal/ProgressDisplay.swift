import Support

/// Draws the progress of computations: one line that is redrawn on a terminal, a line now and then elsewhere.
public final class ProgressDisplay {
  private let terminal: Terminal
  /// What is being shown; nil between computations.
  private var label: String?
  private var startedAt = 0.0
  private var lastDrawn = 0.0
  private var isShown = false
  private var hasReported = false

  /// Seconds between two redraws, and between two lines where nothing can be redrawn.
  private static let redrawInterval = 0.1
  private static let lineInterval = 15.0

  public init(_ terminal: Terminal) { self.terminal = terminal }

  /// Takes over ``Progress/handler``.
  public func install() {
    Progress.handler = { [weak self] in self?.update($0) }
  }

  /// Shows `update`, unless the last one was shown a moment ago.
  public func update(_ update: ProgressUpdate) {
    let now = Clock.steady
    let isFinished = update.total.map { update.done >= $0 } ?? false
    if update.label != label || update.done == 0 {
      clear()
      label = update.label
      startedAt = now
      lastDrawn = terminal.isInteractive ? 0 : now
      hasReported = false
    }
    let elapsed = now - startedAt
    if terminal.isInteractive {
      guard isFinished || now - lastDrawn >= ProgressDisplay.redrawInterval else { return }
      lastDrawn = now
      let line = Terminal.fit(bar(update, elapsed), terminal.width - 1)
      terminal.write("\r\u{1B}[2K" + line)
      isShown = true
      // What took no time leaves no line behind.
      if isFinished { elapsed > 1 ? endLine() : clear() }
    } else if isFinished ? hasReported : now - lastDrawn >= ProgressDisplay.lineInterval {
      lastDrawn = now
      hasReported = true
      terminal.write(sentence(update, elapsed) + "\n")
    }
    if isFinished { label = nil }
  }

  /// Takes the line away, so that other text can be written; the next update draws it again.
  public func clear() {
    guard isShown else { return }
    terminal.write("\r\u{1B}[2K")
    isShown = false
    lastDrawn = 0
  }

  private func endLine() {
    terminal.write("\n")
    isShown = false
  }

  private func bar(_ update: ProgressUpdate, _ elapsed: Double) -> String {
    let rate = elapsed > 0 ? Double(update.done) / elapsed : 0
    let speed = rate > 0 ? ", \(ProgressDisplay.short(rate)) \(update.unit)/s" : ""
    guard let total = update.total, total > 0 else {
      let title = ProgressDisplay.title(update, "  ")
      return "\(title)\(update.done) \(update.unit)  [\(ProgressDisplay.clock(elapsed))\(speed)]"
    }
    let share = min(1, Double(update.done) / Double(total))
    let left = rate > 0 ? ProgressDisplay.clock(Double(total - update.done) / rate) : "?"
    let percent = "\(Int(share * 100))%"
    let padding = String(repeating: " ", count: max(0, 4 - percent.count))
    let times = share < 1 ? "\(ProgressDisplay.clock(elapsed))<\(left)" : ProgressDisplay.clock(elapsed)
    return
      "\(ProgressDisplay.title(update, " "))\(padding)\(percent) \(ProgressDisplay.blocks(share, width: 24)) \(update.done)/\(total) [\(times)\(speed)]"
  }

  private func sentence(_ update: ProgressUpdate, _ elapsed: Double) -> String {
    let whole =
      update.total.map { total in "/\(total) (\(Int(100 * Double(update.done) / Double(max(total, 1))))%)" } ?? ""
    return "  \(ProgressDisplay.title(update, ": "))\(update.done)\(whole) \(update.unit), \(Clock.duration(elapsed))"
  }

  /// The label, when there is one, with what separates it from the rest.
  private static func title(_ update: ProgressUpdate, _ end: String) -> String {
    update.label.isEmpty ? "" : update.label + end
  }

  private static func blocks(_ share: Double, width: Int) -> String {
    let eighths = Int(share * Double(width * 8))
    let parts = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let full = eighths / 8
    let rest = full < width ? parts[eighths % 8] + String(repeating: " ", count: width - full - 1) : ""
    return "│\(String(repeating: "█", count: full))\(rest)│"
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = seconds.isFinite ? Int(min(seconds, 359_999)) : 0
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 3600 { return "\(two(whole / 60)):\(two(whole % 60))" }
    return "\(whole / 3600):\(two(whole % 3600 / 60)):\(two(whole % 60))"
  }

  private static func short(_ rate: Double) -> String {
    if rate >= 100 { return "\(Int(rate.rounded()))" }
    let hundredths = Int((rate * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
