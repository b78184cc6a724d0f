import Glibc
import Support

/// An open tar archive.
final class TarFileObject: Object {
  static let type: TypeObject = {
    let type = TypeObject("TarFile", module: "tarfile", isInheritable: false)
    registerReading(type)
    registerWriting(type)
    return type
  }()

  private let path: String
  private let bytes: [UInt8]?
  private let stream: Value?
  private var writer: TarWriter?
  private var isClosed = false
  private lazy var members = Result { try list() }

  init(reading path: String, bytes: [UInt8]?) throws {
    (self.path, self.bytes, stream) = (path, bytes, nil)
    super.init(type: Self.type)
    _ = try TarReader(path: path, bytes: bytes).next()
  }

  init(writing path: String, compression: String, stream: Value?) throws {
    self.path = stream == nil ? path : "/tmp/rlnb-tar-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tar"
    (bytes, self.stream) = (nil, stream)
    writer = try TarWriter(path: self.path, compression: compression)
    super.init(type: Self.type)
  }

  override func repr() throws -> String { "<tarfile.TarFile object at \(address)>" }
  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "name": Value(PathModule.absolute(path))
    case "closed": .bool(isClosed)
    default: nil
    }
  }

  override func enter() throws -> Value {
    try checkOpen()
    return Value(self)
  }

  override func exit(_ error: ExceptionObject?) throws -> Bool {
    if error != nil, let writer {
      writer.abandon()
      self.writer = nil
      isClosed = true
    }
    try close()
    return false
  }

  override func iterate() throws -> IteratorObject? {
    try Value(list: readable().get().map { Value(TarInfoObject($0)) }).iterate()
  }

  private func checkOpen() throws {
    if isClosed { throw ScriptError(.osError, "TarFile is closed") }
  }

  private func readable() throws -> Result<[TarEntry], Error> {
    try checkOpen()
    if writer != nil { throw ScriptError(.osError, "bad operation for mode 'w'") }
    return members
  }

  private func list() throws -> [TarEntry] {
    let reader = try TarReader(path: path, bytes: bytes)
    var entries: [TarEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }

  private func close() throws {
    if isClosed { return }
    isClosed = true
    guard let writer else { return }
    try writer.finish()
    self.writer = nil
    if let stream {
      defer { unlink(path) }
      try stream.callMethod("write", Value(BytesObject(FileIO.read(path))))
    }
  }

  /// Walks the archive to the entries that `wanted` holds for.
  private func visit(_ wanted: (TarEntry) -> Bool, _ body: (TarEntry, TarReader) throws -> Void) throws {
    _ = try readable()
    let reader = try TarReader(path: path, bytes: bytes)
    while let entry = try reader.next() {
      if wanted(entry) { try body(entry, reader) }
    }
  }

  private static func name(_ member: Value) throws -> String {
    try member.cast(to: TarInfoObject.self)?.entry.name ?? member.asString("member")
  }

  private func missing(_ name: String) -> ScriptError {
    ScriptError(.keyError, Value("filename \(StringEscape.repr(name)) not found"))
  }

  private static func registerReading(_ type: TypeObject) {
    func me(_ call: CallArguments) -> TarFileObject { call.me(TarFileObject.self) }
    type.method("close", "") { call in
      try me(call).close()
      return .none
    }
    type.method("getnames", "") { call in Value(try me(call).readable().get().map(\.name)) }
    type.method("getmembers", "") { call in
      Value(list: try me(call).readable().get().map { Value(TarInfoObject($0)) })
    }
    type.method("getmember", "name") { call in
      let name = try call.string(0)
      guard let entry = try me(call).readable().get().last(where: { $0.name == name }) else {
        throw me(call).missing(name)
      }
      return Value(TarInfoObject(entry))
    }
    type.method("list", "verbose=True, **kw") { call in
      for entry in try me(call).readable().get() { call.interpreter.write(entry.name + "\n") }
      return .none
    }
    type.method("extractall", "path='.', members=None, *, numeric_owner=False, filter=None") { call in
      let extraction = TarExtraction(folder: try call[0].pathString())
      var chosen: Set<String>?
      if !call.isNone(1) { chosen = Set(try call[1].items().map { try name($0) }) }
      try OperatingSystemModule.makeFolders(extraction.folder, mayExist: true)
      try me(call).visit({ chosen?.contains($0.name) ?? true }) { try extraction.extract($0, from: $1) }
      return .none
    }
    type.method("extract", "member, path='', set_attrs=True, *, numeric_owner=False, filter=None") { call in
      let wanted = try name(call[0])
      let folder = try call[1].pathString()
      let extraction = TarExtraction(folder: folder.isEmpty ? "." : folder)
      var found = false
      try me(call).visit({ $0.name == wanted }) {
        found = true
        try extraction.extract($0, from: $1)
      }
      if !found { throw me(call).missing(wanted) }
      return .none
    }
    type.method("extractfile", "member") { call in
      let wanted = try name(call[0])
      var content: [UInt8]?
      var found = false
      try me(call).visit({ $0.name == wanted }) { entry, reader in
        found = true
        guard case .file = entry.kind else { return }
        var bytes: [UInt8] = []
        try reader.contents { bytes.append(contentsOf: $0) }
        content = bytes
      }
      if !found { throw me(call).missing(wanted) }
      guard let content else { return .none }
      return try call.interpreter.importModule("io").namespace["BytesIO"]?.call(Value(BytesObject(content))) ?? .none
    }
  }

  private static func registerWriting(_ type: TypeObject) {
    func open(_ call: CallArguments) throws -> TarWriter {
      let file = call.me(TarFileObject.self)
      try file.checkOpen()
      guard let writer = file.writer else { throw ScriptError(.osError, "bad operation for mode 'r'") }
      return writer
    }
    type.method("add", "name, arcname=None, recursive=True, *, filter=None") { call in
      let path = try call[0].pathString()
      let name = call.isNone(1) ? path : try call[1].pathString()
      try add(path, as: name, recursive: call.flag(2), filter: call[3], to: open(call))
      return .none
    }
    type.method("addfile", "tarinfo, fileobj=None") { call in
      let info = try call.object(0, TarInfoObject.self)
      let writer = try open(call)
      try writer.begin(info.entry)
      if !call.isNone(1), let bytes = try call[1].callMethod("read", .int(info.entry.size)).bytes?.bytes {
        try bytes.withUnsafeBytes { try writer.write($0) }
      }
      return .none
    }
  }

  private static func add(
    _ path: String, as name: String, recursive: Bool, filter: Value, to writer: TarWriter
  ) throws {
    var info = stat()
    guard lstat(path, &info) == 0 else { throw OSErrors.make(errno, path) }
    var stored = name
    while stored.hasPrefix("/") { stored.removeFirst() }
    var entry = TarEntry(name: stored, kind: .other)
    entry.mode = Int(info.st_mode & 0o7777)
    entry.modified = Double(info.st_mtim.tv_sec)
    entry.size = Int(info.st_size)
    switch info.st_mode & S_IFMT {
    case S_IFREG: entry.kind = .file
    case S_IFDIR: entry.kind = .folder
    case S_IFLNK:
      var target = [CChar](repeating: 0, count: 4097)
      let count = readlink(path, &target, 4096)
      entry.kind = .link(target.withUnsafeBytes { String(decoding: $0.prefix(max(0, count)), as: UTF8.self) })
    default: return
    }
    if !filter.isNone {
      let answer = try filter.call(Value(TarInfoObject(entry)))
      guard let changed = answer.cast(to: TarInfoObject.self) else { return }
      entry = changed.entry
    }
    try writer.begin(entry)
    switch entry.kind {
    case .file:
      let bytes = try FileIO.read(path)
      try bytes.withUnsafeBytes { try writer.write(UnsafeRawBufferPointer(rebasing: $0.prefix(entry.size))) }
    case .folder where recursive:
      for inner in try OperatingSystemModule.entries(path) {
        try add(
          PathModule.join(path, inner), as: PathModule.join(name, inner), recursive: true, filter: filter, to: writer)
      }
    default: break
    }
  }
}
