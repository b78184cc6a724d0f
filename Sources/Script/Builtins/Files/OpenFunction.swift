import Glibc
import Support

/// `open`.
enum OpenFunction {
  static func register(in names: Namespace) { names["open"] = Value(function) }

  static let function = NativeFunction(
    "open", "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None"
  ) { call in
    guard let mode = call[1].string else {
      throw ScriptError(.typeError, "open() argument 'mode' must be str, not \(call[1].typeName)")
    }
    return Value(
      try open(
        call[0].pathString(), mode: mode, encoding: call.optional(3, call.string),
        errors: call.optional(4, call.string),
        newline: call.optional(5, call.string)))
  }

  static func open(
    _ path: String, mode text: String, encoding: String? = nil, errors: String? = nil, newline: String? = nil
  ) throws -> FileObject {
    let (mode, flags) = try parse(text)
    if mode.isBinary {
      if encoding != nil { throw ScriptError(.valueError, "binary mode doesn't take an encoding argument") }
      if errors != nil { throw ScriptError(.valueError, "binary mode doesn't take an errors argument") }
      if newline != nil { throw ScriptError(.valueError, "binary mode doesn't take a newline argument") }
    }
    if let encoding { _ = try TextCodec.encoding(named: encoding) }
    if let newline, !["", "\n", "\r", "\r\n"].contains(newline) {
      throw ScriptError(.valueError, "illegal newline value: \(StringEscape.repr(newline))")
    }
    var info = stat()
    if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { throw OSErrors.make(EISDIR, path) }
    let descriptor = try InterruptibleIO.open(path, flags, 0o666)
    guard descriptor >= 0 else { throw OSErrors.make(errno, path) }
    return FileObject(
      descriptor: descriptor, path: path, mode: mode, encoding: encoding ?? "UTF-8", errors: errors ?? "strict",
      newline: newline)
  }

  private static func parse(_ text: String) throws -> (FileObject.Mode, Int32) {
    var mode = FileObject.Mode(text: text)
    var kinds: [Character] = []
    var isText = false
    var update = false
    for letter in text {
      switch letter {
      case "r", "w", "a", "x": kinds.append(letter)
      case "b": mode.isBinary = true
      case "t": isText = true
      case "+": update = true
      default: throw ScriptError(.valueError, "invalid mode: '\(text)'")
      }
    }
    if Set(text).count != text.count { throw ScriptError(.valueError, "invalid mode: '\(text)'") }
    if mode.isBinary && isText { throw ScriptError(.valueError, "can't have text and binary mode at once") }
    guard kinds.count == 1 else {
      throw ScriptError(.valueError, "must have exactly one of create/read/write/append mode")
    }
    mode.reads = kinds[0] == "r" || update
    mode.writes = kinds[0] != "r" || update
    mode.appends = kinds[0] == "a"
    var flags = mode.reads && mode.writes ? O_RDWR : mode.writes ? O_WRONLY : O_RDONLY
    switch kinds[0] {
    case "w": flags |= O_CREAT | O_TRUNC
    case "a": flags |= O_CREAT | O_APPEND
    case "x": flags |= O_CREAT | O_EXCL
    default: break
    }
    return (mode, flags)
  }
}
