import Glibc
import Support

/// What `open` returns: a file on disk. Read whole at the first read; written in blocks and at the latest on `close`.
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
  /// Bytes not yet on disk, for files that are only written.
  private var pending: [UInt8] = []
  private var isDirty = false
  private static let blockSize = 1 << 16

  static func register() {
    for type in [textType, readerType, writerType, randomType] {
      StreamObject.register(type)
      type.method("fileno", "") { call in .int(Int(call.me(FileObject.self).descriptor)) }
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
    if isLoaded { return }
    var bytes = try readAll()
    if isText {
      let utf8 = try TextCodec.encoding(named: encoding) == .utf8 && errors == "strict"
      if !utf8 || !UTF8Codec.isValid(bytes) {
        let text = try TextCodec.decode(bytes, encoding: encoding, errors: errors)
        if !utf8 { bytes = text.utf8 }
      }
      if newline == nil, bytes.contains(13) { bytes = Self.translated(bytes) }
    }
    content = bytes
    isLoaded = true
  }

  private func readAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var info = stat()
    if fstat(descriptor, &info) == 0, info.st_size > 0 { bytes.reserveCapacity(Int(info.st_size) + 1) }
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw OSErrors.make(errno, path) }
      if count == 0 { return bytes }
      bytes += block[..<count]
      try Interruption.check()
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
    try data.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw OSErrors.make(errno, path) }
        offset += count
      }
    }
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
    case "newlines": return isText ? .none : nil
    default: return try super.getAttribute(name)
    }
  }
}
