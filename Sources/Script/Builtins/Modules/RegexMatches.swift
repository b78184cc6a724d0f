/// The matches of a pattern in a text from left to right, with Python's rule for empty ones: an empty match may follow
/// a match that is not, and the next search starts where the last match ended.
final class RegexMatches {
  private let engine: RegexEngine
  private let subject: RegexSubject
  private let limit: Int
  private var position: Int
  private var mustAdvance = false
  private var isDone = false

  /// The matches between two code points; to the end of the text when `end` is `nil`.
  init(_ engine: RegexEngine, _ subject: RegexSubject, from start: Int, to end: Int?) {
    self.engine = engine
    self.subject = subject
    position = subject.byteOffset(start)
    limit = end.map { subject.byteOffset($0) } ?? subject.bytes.count
  }

  /// The byte offsets of the next match and its groups, as ``RegexEngine/match(_:from:anchor:notEmptyAtStart:)`` gives
  /// them; `nil` when there are no more.
  func next() throws -> [Int]? {
    if isDone || position > limit { return nil }
    let found = try subject.bytes.withUnsafeBufferPointer { buffer in
      try engine.match(
        UnsafeBufferPointer(rebasing: buffer[..<limit]), from: position, notEmptyAtStart: mustAdvance)
    }
    guard let found else {
      isDone = true
      return nil
    }
    mustAdvance = found[0] == found[1]
    position = found[1]
    return found
  }
}
