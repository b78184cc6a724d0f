import Glibc
import Support

/// What is known of the place a stream goes to.
public struct Terminal: Sendable {
  public var descriptor: Int32
  /// Whether lines can be redrawn.
  public var isInteractive: Bool
  public var hasColors: Bool

  /// The stream `descriptor`. `NO_COLOR` and `TERM=dumb` are obeyed.
  public init(_ descriptor: Int32) {
    self.descriptor = descriptor
    let isTerminal = isatty(descriptor) == 1 && Folders.environment("TERM") != "dumb"
    isInteractive = isTerminal
    hasColors = isTerminal && Folders.environment("NO_COLOR") == nil
  }

  /// Columns, 80 when unknown.
  public var width: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes `text` at once.
  public func write(_ text: String) {
    var text = text
    text.withUTF8 { write($0) }
  }

  /// Writes all of `bytes`; a closed pipe swallows them.
  public func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count <= 0 { return }
      offset += count
    }
  }

  public func bold(_ text: String) -> String { hasColors ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  public func dim(_ text: String) -> String { hasColors ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  public func red(_ text: String) -> String { hasColors ? "\u{1B}[31m\(text)\u{1B}[0m" : text }
  public func green(_ text: String) -> String { hasColors ? "\u{1B}[32m\(text)\u{1B}[0m" : text }

  /// `text` cut to `width` columns, counting every character as one.
  public static func fit(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
  }
}
