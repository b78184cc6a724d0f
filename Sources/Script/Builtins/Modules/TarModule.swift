import Glibc
import Support

/// `tarfile`: reading and writing tar archives, never extracting outside the target folder.
enum TarModule {
  private static func exception(_ name: String, base: TypeObject) -> TypeObject {
    let type = TypeObject(name, base: base, module: "tarfile")
    type.constructor("*args") { Value(ExceptionObject($0.type, $0.rest(0))) }
    return type
  }
  static let tarError = exception("TarError", base: .exception)
  static let readError = exception("ReadError", base: tarError)
  static let compressionError = exception("CompressionError", base: tarError)
  static let filterError = exception("FilterError", base: tarError)
  static let outsideError = exception("OutsideDestinationError", base: filterError)

  static func register(in interpreter: Interpreter) {
    interpreter.register(module: "tarfile") { names in
      for type in [tarError, readError, compressionError, filterError, outsideError] { names.type(type) }
      names.type(TarFileObject.type)
      names.type(TarInfoObject.type)
      names.function("open", "name=None, mode='r', fileobj=None, bufsize=10240, **kwargs") { call in
        try open(call)
      }
      names.function("is_tarfile", "name") { call in
        let path = try call[0].pathString()
        do {
          return .bool(try TarReader(path: path).next() != nil)
        } catch let error as ScriptError where error.exception.type.isSubclass(of: tarError) {
          return .bool(false)
        }
      }
    }
  }

  private static func open(_ call: CallArguments) throws -> Value {
    let mode = try call.string(1)
    let parts = mode.split(whereSeparator: { $0 == ":" || $0 == "|" }, maxSplits: 1)
    guard let kind = parts.first, ["r", "w", "x"].contains(kind) else {
      throw ScriptError(
        .valueError, mode.hasPrefix("a") ? "archives cannot be appended to here" : "mode must be 'r', 'a', 'w' or 'x'")
    }
    let compression = parts.count > 1 ? String(parts[1]) : ""
    guard ["", "*", "gz", "bz2", "xz", "tar"].contains(compression) else {
      throw ScriptError(compressionError, "unknown compression type \(StringEscape.repr(compression))")
    }
    let stream: Value? = call.isNone(2) ? nil : call[2]
    if call.isNone(0) && stream == nil { throw ScriptError(.valueError, "nothing to open") }
    let path = call.isNone(0) ? "" : try call[0].pathString()
    if kind == "r" {
      var bytes: [UInt8]?
      if let stream { bytes = try stream.callMethod("read").bytes?.bytes }
      return Value(try TarFileObject(reading: path, bytes: bytes))
    }
    if kind == "x", FileIO.exists(path) { throw OSErrors.make(EEXIST, path) }
    return Value(try TarFileObject(writing: path, compression: compression, stream: stream))
  }
}

extension String {
  fileprivate func split(whereSeparator isSeparator: (Character) -> Bool, maxSplits: Int) -> [Substring] {
    split(maxSplits: maxSplits, omittingEmptySubsequences: true, whereSeparator: isSeparator)
  }
}

/// A member of an archive.
final class TarInfoObject: Object {
  static let type: TypeObject = {
    let type = TypeObject("TarInfo", module: "tarfile", isInheritable: false)
    type.constructor("name=''") { call in Value(TarInfoObject(TarEntry(name: try call.string(0), kind: .file))) }
    func query(_ names: [String], _ holds: @escaping (TarEntry.Kind) -> Bool) {
      for name in names { type.method(name, "") { .bool(holds($0.me(TarInfoObject.self).entry.kind)) } }
    }
    query(["isfile", "isreg"]) { if case .file = $0 { true } else { false } }
    query(["isdir"]) { if case .folder = $0 { true } else { false } }
    query(["issym"]) { if case .link = $0 { true } else { false } }
    query(["islnk"]) { if case .hardLink = $0 { true } else { false } }
    return type
  }()

  var entry: TarEntry

  init(_ entry: TarEntry) {
    self.entry = entry
    super.init(type: Self.type)
  }

  override func repr() throws -> String { "<TarInfo \(StringEscape.repr(entry.name)) at \(address)>" }

  override func getAttribute(_ name: String) throws -> Value? {
    switch name {
    case "name", "path": return Value(entry.name)
    case "size": return .int(entry.size)
    case "mode": return .int(entry.mode)
    case "mtime": return .float(entry.modified)
    case "linkname":
      switch entry.kind {
      case .link(let target), .hardLink(let target): return Value(target)
      default: return Value("")
      }
    default: return nil
    }
  }

  override func setAttribute(_ name: String, _ value: Value) throws -> Bool {
    switch name {
    case "name", "path": entry.name = try value.asString(name)
    case "size": entry.size = try value.asInt(name)
    case "mode": entry.mode = try value.asInt(name)
    case "mtime": entry.modified = try value.asDouble(name)
    default: return false
    }
    return true
  }
}
