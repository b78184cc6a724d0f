import Glibc
import Support

/// What `open` returns: a file on disk, a pipe, a terminal. Read block by block, whole at the first read if it may be
/// written as well; written in blocks and at the latest on `close`.
final class FileObject: StreamObject {
  struct Mode {
    var reads = false
    var writes = false
    var appends = false
    var isBinary = false
    var text: String
  }

  static let textType = TypeObject("TextIOWrapper", module: "_io", isInheritable: false)
  static let readerType = TypeObject("BufferedReader", module: "_io", isInheritable: false)
  static let writerType = TypeObject("BufferedWriter", module: "_io", isInheritable: false)
  static let randomType = TypeObject("BufferedRandom", module: "_io", isInheritable: false)

  private var descriptor: Int32
  private let path: String
  private let mode: Mode
  private let encoding: String
  private let errors: String
  /// What `newline=` was; `nil` translates line ends.
  private let newline: String?
  private var isLoaded = false
  /// Bytes of a text that were read and not yet decoded: the first part of a character or of a line's end.
  private var undecoded: [UInt8] = []
  /// How much of what was read and decoded is no longer in ``content``.
  private var dropped = 0
  /// Bytes not yet on disk, for files that are only written.
  private var pending: [UInt8] = []
  private var isDirty = false
  private static let blockSize = 1 << 16

  static func register() {
    for type in [textType, readerType, writerType, randomType] {
      StreamObject.register(type)
      type.method("fileno", "") { call in .int(Int(call.me(FileObject.self).descriptor)) }
      type.method("isatty", "") { call in .bool(isatty(call.me(FileObject.self).descriptor) == 1) }
      type.method("truncate", "size=None, /") { call in
        let file = call.me(FileObject.self)
        try file.flush()
        let size = call.isNone(0) ? file.position : try call.indexValue(0)
        guard ftruncate(file.descriptor, size) == 0 else { throw OSErrors.make(errno, file.path) }
        if file.isLoaded { file.content.removeLast(max(0, file.content.count - size)) }
        return .int(size)
      }
    }
  }

  init(descriptor: Int32, path: String, mode: Mode, encoding: String, errors: String, newline: String?) {
    self.descriptor = descriptor
    self.path = path
    self.mode = mode
    self.encoding = encoding
    self.errors = errors
    self.newline = newline
    let binary = mode.reads && mode.writes ? Self.randomType : mode.writes ? Self.writerType : Self.readerType
    super.init(type: mode.isBinary ? binary : Self.textType, isText: !mode.isBinary)
    anyLineEnd = newline == ""
  }

  deinit { if !isClosed { try? close() } }

  override var isReadable: Bool { mode.reads }
  override var isWritable: Bool { mode.writes }

  override func prepareToRead() throws {
    try checkOpen()
    guard mode.reads else { throw ScriptError(InputOutputModule.unsupportedOperation, "not readable") }
    if mode.writes {
      if !isLoaded { try readRest() }
      isLoaded = true
    } else if position > Self.longestWindow, position <= content.count {
      // Lines that were read need not stay.
      content.removeFirst(position)
      dropped += position
      position = 0
    }
  }

  private static let longestWindow = 1 << 20

  override func readMore() throws -> Bool {
    if mode.writes { return false }
    if isText, !decodesInParts {
      let before = content.count
      try readRest()
      return content.count > before
    }
    while true {
      let end = try readBlock()
      if !isText {
        content += undecoded
        undecoded.removeAll(keepingCapacity: true)
        return !end
      }
      let before = content.count
      try decode(isLast: end)
      if content.count > before { return true }
      if end { return false }
    }
  }

  override func readRest() throws {
    if mode.writes && isLoaded { return }
    var info = stat()
    if fstat(descriptor, &info) == 0, info.st_size > 0 { undecoded.reserveCapacity(Int(info.st_size) + 1) }
    while try !readBlock() {}
    if isText {
      try decode(isLast: true)
    } else {
      if content.isEmpty { swap(&content, &undecoded) } else { content += undecoded }
      undecoded = []
    }
  }

  /// Reads the next block; whether the end was reached.
  private func readBlock() throws -> Bool {
    let count = try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 8) { block in
      let count = try InterruptibleIO.read(descriptor, block)
      if count > 0 { undecoded += UnsafeRawBufferPointer(rebasing: block[..<count]) }
      return count
    }
    guard count >= 0 else { throw OSErrors.make(errno, path) }
    return count == 0
  }

  /// Whether a part of a file in its encoding can be decoded without the rest.
  private var decodesInParts: Bool { (try? TextCodec.encoding(named: encoding)) == .utf8 }

  /// Moves ``undecoded`` to ``content``, up to a character or line end of which more may come.
  private func decode(isLast: Bool) throws {
    var bytes = undecoded
    undecoded = []
    if !isLast {
      let whole = Self.wholePart(bytes, isTranslated: newline != "\n")
      undecoded = Array(bytes[whole...])
      bytes.removeLast(bytes.count - whole)
    }
    let utf8 = try TextCodec.encoding(named: encoding) == .utf8 && errors == "strict"
    if try !utf8 || !Self.isValid(bytes) {
      let text = try TextCodec.decode(bytes, encoding: encoding, errors: errors)
      if !utf8 { bytes = text.utf8 }
    }
    try Interruption.check()
    if newline == nil, bytes.contains(13) { bytes = Self.translated(bytes) }
    try Interruption.check()
    if content.isEmpty { content = bytes } else { content += bytes }
  }

  /// How many of the bytes make whole characters, without a return at the end, after which a line feed may come.
  private static func wholePart(_ bytes: [UInt8], isTranslated: Bool) -> Int {
    var end = bytes.count
    var back = 1
    while back <= min(3, bytes.count) {
      let byte = bytes[bytes.count - back]
      if byte & 0xC0 != 0x80 {
        let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        if length > back { end = bytes.count - back }
        break
      }
      back += 1
    }
    return isTranslated && end > 0 && bytes[end - 1] == 13 ? end - 1 : end
  }

  /// Whether the bytes are UTF-8; a long text is looked at in parts, between which a stop may be asked for.
  private static func isValid(_ bytes: [UInt8]) throws -> Bool {
    let part = 1 << 24
    if bytes.count <= part { return UTF8Codec.isValid(bytes) }
    var start = 0
    while start < bytes.count {
      try Interruption.check()
      var end = min(start + part, bytes.count)
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      if !UTF8Codec.isValid(Array(bytes[start..<end])) { return false }
      start = end
    }
    return true
  }

  override var place: Int { dropped + position }

  override func seek(to place: Int) throws {
    if mode.writes || place >= dropped && place <= dropped + content.count {
      position = place - dropped
      return
    }
    try checkOpen()
    guard lseek(descriptor, isText ? 0 : place, SEEK_SET) >= 0 else { throw OSErrors.make(errno) }
    (content, undecoded) = ([], [])
    (dropped, position) = (isText ? 0 : place, 0)
    if isText {
      while dropped + content.count < place, try readMore() {
        position = min(content.count, place - dropped)
        try prepareToRead()
      }
      position = place - dropped
    }
  }

  private static func translated(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var i = 0
    while i < bytes.count {
      if bytes[i] == 13 {
        out.append(10)
        if i + 1 < bytes.count, bytes[i + 1] == 10 { i += 1 }
      } else {
        out.append(bytes[i])
      }
      i += 1
    }
    return out
  }

  override func encode(_ text: StrObject) throws -> [UInt8] {
    let bytes = try TextCodec.encode(text, encoding: encoding, errors: errors)
    guard let newline, newline == "\r\n" || newline == "\r" else { return bytes }
    return bytes.flatMap { $0 == 10 ? Array(newline.utf8) : [$0] }
  }

  override func put(_ bytes: [UInt8]) throws {
    try checkOpen()
    if mode.reads {
      try prepareToRead()
      if mode.appends { position = content.count }
      try super.put(bytes)
      isDirty = true
      return
    }
    pending += bytes
    position += bytes.count
    if pending.count >= Self.blockSize { try writePending() }
  }

  private func writePending() throws {
    let data = pending
    pending.removeAll(keepingCapacity: true)
    try writeOut(data)
  }

  private func writeOut(_ data: [UInt8]) throws {
    let isWritten = try data.withUnsafeBytes { try InterruptibleIO.write(descriptor, $0) }
    if !isWritten { throw OSErrors.make(errno, path) }
  }

  override func flush() throws {
    try checkOpen()
    if !pending.isEmpty { try writePending() }
    if isDirty {
      isDirty = false
      guard lseek(descriptor, 0, SEEK_SET) == 0, ftruncate(descriptor, 0) == 0 else { throw OSErrors.make(errno, path) }
      try writeOut(content)
    }
  }

  override func close() throws {
    if isClosed { return }
    defer {
      isClosed = true
      if descriptor > 2 { Glibc.close(descriptor) }
      descriptor = -1
      content = []
    }
    try flush()
  }

  override func repr() throws -> String {
    let name = StringEscape.repr(path)
    if isText { return "<_io.TextIOWrapper name=\(name) mode='\(mode.text)' encoding='\(encoding)'>" }
    return "<_io.\(type.name) name=\(name)>"
  }

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "name": return Value(path)
    case "mode": return Value(mode.text)
    case "encoding": return isText ? Value(encoding) : nil
    case "errors": return isText ? Value(errors) : nil
    case "newlines": return isText ? Value.none : nil
    default: return try super.getAttribute(name)
    }
  }
}
