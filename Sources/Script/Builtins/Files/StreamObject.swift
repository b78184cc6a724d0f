import Glibc

/// What programs read from and write to: the common part of files and of `io.StringIO`, `io.BytesIO`.
///
/// Reading works on ``content`` in memory; text is held as UTF-8 with its line ends already translated.
class StreamObject: Object {
  final let isText: Bool
  final var content: [UInt8] = []
  /// The place of the next read or write, in bytes.
  final var position = 0
  final var isClosed = false
  /// Whether lone `\r` and `\r\n` also end lines (`newline=''`).
  final var anyLineEnd = false

  init(type: TypeObject, isText: Bool) {
    self.isText = isText
    super.init(type: type)
  }

  /// Called before a read; throws when the stream cannot be read.
  func prepareToRead() throws { try checkOpen() }
  /// Adds what comes next to ``content``; false when there is no more.
  func readMore() throws -> Bool { false }
  /// Adds all that is left to ``content``.
  func readRest() throws {}
  /// The place of the next read or write from the start of the stream: what `tell` says.
  var place: Int { position }
  func seek(to place: Int) throws { position = place }
  /// Writes encoded bytes at the position.
  func put(_ bytes: [UInt8]) throws {
    try checkOpen()
    try MemoryLimit.check(position, stride: 1)
    if position > content.count { content += repeatElement(0, count: position - content.count) }
    let end = min(position + bytes.count, content.count)
    content.replaceSubrange(position..<end, with: bytes)
    position += bytes.count
  }
  func flush() throws { try checkOpen() }
  func close() throws { isClosed = true }
  func encode(_ text: StrObject) throws -> [UInt8] { text.utf8 }
  var isReadable: Bool { true }
  var isWritable: Bool { true }

  final func checkOpen() throws {
    if isClosed { throw ScriptError(.valueError, closedMessage) }
  }
  var closedMessage: String { "I/O operation on closed file." }
  func wrongTextMessage(_ value: Value) -> String { "write() argument must be str, not \(value.typeName)" }

  // MARK: Reading

  final func value(_ bytes: ArraySlice<UInt8>) -> Value {
    if !isText { return Value(BytesObject(Array(bytes))) }
    return bytes.withUnsafeBufferPointer { Value(StrObject(utf8: $0)) }
  }

  /// The next `count` characters (text) or bytes; all that is left for a negative count.
  final func read(_ count: Int) throws -> Value {
    try prepareToRead()
    let start = min(position, content.count)
    var end = content.count
    if count < 0 {
      try readRest()
      end = content.count
    } else if !isText {
      while content.count - start < count, try readMore() {}
      end = content.count - start < count ? content.count : start + count
    } else {
      var left = count
      end = start
      while try end < content.count || left > 0 && readMore() {
        if content[end] & 0xC0 != 0x80 {
          if left == 0 { break }
          left -= 1
        }
        end += 1
      }
    }
    position = end
    return value(content[start..<end])
  }

  /// The next line with its end; empty at the end of the stream.
  final func readLine(limit: Int = -1) throws -> Value? {
    try prepareToRead()
    let start = min(position, content.count)
    var end = start
    while true {
      if let found = lineEnd(from: end) {
        // After a return at the end of what was read a line feed may follow.
        if anyLineEnd, content[found - 1] == 13, found == content.count, try readMore(), content[found] == 10 {
          end = found + 1
        } else {
          end = found
        }
        break
      }
      end = content.count
      if try limit >= 0 && end - start >= limit || !readMore() { break }
    }
    if start == end { return nil }
    if limit >= 0 { end = min(end, start + limit) }
    position = end
    return value(content[start..<end])
  }

  /// Where the line that begins at or before `start` ends, with its end; `nil` when that has not been read yet.
  private final func lineEnd(from start: Int) -> Int? {
    if anyLineEnd {
      guard let place = content[start...].firstIndex(where: { $0 == 10 || $0 == 13 }) else { return nil }
      return place + (content[place] == 13 && place + 1 < content.count && content[place + 1] == 10 ? 2 : 1)
    }
    return content.withUnsafeBufferPointer { buffer in
      guard start < buffer.count, let base = buffer.baseAddress else { return nil }
      return memchr(base + start, 10, buffer.count - start).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) + 1 }
    }
  }

  // MARK: Protocol

  override func iterate() throws -> IteratorObject? {
    NativeIterator(typeName: "line_iterator") { [self] in try readLine() }
  }

  override func enter() throws -> Value {
    try checkOpen()
    return Value(self)
  }

  override func exit(_ error: ExceptionObject?) throws -> Bool {
    try close()
    return false
  }

  override func getAttribute(_ name: String) throws -> Value? { name == "closed" ? .bool(isClosed) : nil }

  /// Gives a stream type its methods.
  static func register(_ type: TypeObject) {
    func me(_ call: CallArguments) -> StreamObject { call.me(StreamObject.self) }
    func empty(_ stream: StreamObject) -> Value { stream.value([]) }
    type.method("read", "size=-1, /") { call in try me(call).read(call.isNone(0) ? -1 : call.indexValue(0)) }
    type.method("readline", "size=-1, /") { call in
      try me(call).readLine(limit: call.isNone(0) ? -1 : call.indexValue(0)) ?? empty(me(call))
    }
    type.method("readlines", "hint=-1, /") { call in
      var lines: [Value] = []
      while let line = try me(call).readLine() { lines.append(line) }
      return Value(list: lines)
    }
    type.method("write", "text, /") { call in try write(me(call), call[0]) }
    type.method("writelines", "lines, /") { call in
      let lines = try call[0].iterate()
      while let line = try lines.next() { _ = try write(me(call), line) }
      return .none
    }
    type.method("close", "") { call in
      try me(call).close()
      return .none
    }
    type.method("flush", "") { call in
      try me(call).flush()
      return .none
    }
    type.method("seek", "offset, whence=0, /") { call in
      let stream = me(call)
      let offset = try call.indexValue(0)
      switch try call.indexValue(1) {
      case 0:
        if offset < 0 {
          let what =
            stream is MemoryStream
            ? (stream.isText ? "Negative seek position" : "negative seek value") : "negative seek position"
          throw ScriptError(.valueError, "\(what) \(offset)")
        }
        try stream.seek(to: offset)
      case 1: try stream.seek(to: max(0, stream.place.addingReportingOverflow(offset).partialValue))
      case 2:
        try stream.prepareToRead()
        try stream.readRest()
        let end = stream.place - stream.position + stream.content.count
        try stream.seek(to: max(0, end.addingReportingOverflow(offset).partialValue))
      default: throw ScriptError(.valueError, "invalid whence (\(try call.indexValue(1)), should be 0, 1 or 2)")
      }
      return .int(stream.place)
    }
    type.method("tell", "") { call in
      try me(call).checkOpen()
      return .int(me(call).place)
    }
    type.method("readable", "") { call in .bool(me(call).isReadable) }
    type.method("writable", "") { call in .bool(me(call).isWritable) }
    type.method("seekable", "") { _ in .bool(true) }
    type.method("isatty", "") { _ in .bool(false) }
    type.method("__next__", "") { call in
      guard let line = try me(call).readLine() else { throw ScriptError(ExceptionObject(.stopIteration)) }
      return line
    }
    type.method("__iter__", "") { call in call.receiver }
    type.method("__enter__", "") { call in try me(call).enter() }
    type.method("__exit__", "*args") { call in .bool(try me(call).exit(nil)) }
  }

  private static func write(_ stream: StreamObject, _ value: Value) throws -> Value {
    guard stream.isWritable else {
      try stream.checkOpen()
      throw ScriptError(InputOutputModule.unsupportedOperation, "not writable")
    }
    if stream.isText {
      guard let text = value.str else {
        throw ScriptError(.typeError, stream.wrongTextMessage(value))
      }
      try stream.put(stream.encode(text))
      return .int(text.count)
    }
    guard let bytes = value.bytes?.bytes else {
      throw ScriptError(.typeError, "a bytes-like object is required, not '\(value.typeName)'")
    }
    try stream.put(bytes)
    return .int(bytes.count)
  }
}
