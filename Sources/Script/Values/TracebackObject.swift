/// `e.__traceback__`: the calls that an exception passed through, from one of them inwards.
final class TracebackObject: Object {
  static let tracebackType = TypeObject("traceback", isInheritable: false)
  private static let frameType = TypeObject("frame", isInheritable: false)
  /// Innermost first, as in ``ExceptionObject/frames``.
  let frames: [TracebackEntry]

  convenience init(_ exception: ExceptionObject) { self.init(exception.frames) }

  private init(_ frames: [TracebackEntry]) {
    self.frames = frames
    super.init(type: Self.tracebackType)
  }

  override func getAttribute(_ name: String) throws -> Value? {
    guard let entry = frames.last else { return nil }
    let line = entry.source.position(Int(entry.span.start)).line + entry.source.firstLine - 1
    switch name {
    case "tb_lineno": return .int(line)
    case "tb_next": return frames.count > 1 ? Value(TracebackObject(frames.dropLast())) : Value.none
    case "tb_frame": return Value(Frame(entry, line))
    default: return nil
    }
  }

  /// What a traceback tells of a call: its function and line.
  private final class Frame: Object {
    let entry: TracebackEntry
    let line: Int

    init(_ entry: TracebackEntry, _ line: Int) {
      self.entry = entry
      self.line = line
      super.init(type: TracebackObject.frameType)
    }

    override func getAttribute(_ name: String) throws -> Value? {
      switch name {
      case "f_code": return Value(self)
      case "f_lineno": return .int(line)
      case "co_name": return Value(entry.function.split(separator: ".").last.map(String.init) ?? entry.function)
      case "co_qualname": return Value(entry.function)
      case "co_filename": return Value(entry.source.name)
      default: return nil
      }
    }
  }

  private convenience init(_ frames: ArraySlice<TracebackEntry>) { self.init(Array(frames)) }
}
