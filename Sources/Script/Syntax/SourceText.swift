/// A program's text with its name, and where it lies in the file it came from.
public final class SourceText: Sendable {
  /// What tracebacks call it: a path, `<string>`, or a cell's title.
  public let name: String
  public let text: String
  /// The number of the first line of the text in its file: a notebook cell rarely starts at 1.
  public let firstLine: Int
  /// The file that a cell is part of, when it is one.
  public let file: String?
  /// Whether it belongs to the language's own library: errors inside it point at the user's call.
  let isLibrary: Bool
  let bytes: [UInt8]
  /// The byte offset at which each line starts.
  let lineStarts: [Int]

  public convenience init(_ text: String, name: String, firstLine: Int = 1, file: String? = nil) {
    self.init(text, name: name, firstLine: firstLine, file: file, isLibrary: false)
  }

  init(_ text: String, name: String, firstLine: Int = 1, file: String? = nil, isLibrary: Bool) {
    self.isLibrary = isLibrary
    self.name = name
    self.text = text
    self.firstLine = firstLine
    self.file = file
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated()
    where byte == 10 || byte == 13 && !(offset + 1 < bytes.count && bytes[offset + 1] == 10) {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The line (from 1, within this text) and the column (in code points, from 0) of a byte offset.
  public func position(_ offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let end = min(max(offset, lineStarts[low]), bytes.count)
    let column = bytes[lineStarts[low]..<end].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return (low + 1, column)
  }

  /// The text of line `number` (from 1), without its end.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

/// A range of bytes of a ``SourceText``.
public struct SourceSpan: Hashable, Sendable {
  public var start: Int32
  public var end: Int32

  public init(_ start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  /// From the start of this one to the end of `other`.
  func through(_ other: SourceSpan) -> SourceSpan { SourceSpan(Int(start), Int(other.end)) }
}
