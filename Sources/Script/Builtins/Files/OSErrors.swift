import Glibc
import Support

/// The exceptions of failed system calls, with CPython's class, number and text.
enum OSErrors {
  /// The class for a number of the system's.
  private static func type(_ code: Int32) -> TypeObject {
    switch code {
    case ENOENT: .fileNotFoundError
    case EEXIST: .fileExistsError
    case EISDIR: .isADirectoryError
    case ENOTDIR: .notADirectoryError
    case EACCES, EPERM: .permissionError
    case ETIMEDOUT: .timeoutError
    case EAGAIN, EALREADY, EINPROGRESS: .blockingIOError
    case ECHILD: .childProcessError
    case EINTR: .interruptedError
    case ESRCH: .processLookupError
    case EPIPE, ESHUTDOWN: .brokenPipeError
    case ECONNABORTED: .connectionAbortedError
    case ECONNREFUSED: .connectionRefusedError
    case ECONNRESET: .connectionResetError
    default: .osError
    }
  }

  /// What `OSError(number, text)` makes: an instance of the class for that number.
  static func type(_ type: TypeObject, _ arguments: [Value]) -> TypeObject {
    guard type === TypeObject.osError, arguments.count >= 2, let code = arguments[0].exactInt else { return type }
    return self.type(Int32(truncatingIfNeeded: code))
  }

  static func make(_ code: Int32, _ path: String? = nil, _ other: String? = nil, hint: String? = nil) -> ScriptError {
    let type = type(code)
    var arguments: [Value] = [.int(Int(code)), Value(String(cString: strerror(code)))]
    if let path { arguments.append(Value(path)) }
    if let other { arguments += [.none, Value(other)] }
    let exception = ExceptionObject(type, arguments)
    exception.hint = hint ?? (code == ENOENT ? path.flatMap(nearby) : nil)
    return ScriptError(exception)
  }

  /// What is in the folder where a file was not found.
  private static func nearby(_ path: String) -> String? {
    let cut = path.lastIndex(of: "/")
    let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
    guard let names = try? FileIO.list(folder) else { return "there is no folder '\(folder)'" }
    let prefix = cut.map { String(path[...$0]) } ?? ""
    if let near = Suggestions.nearest(to: name, among: names) { return "did you mean '\(prefix)\(near)'?" }
    if names.isEmpty { return "the folder '\(folder)' is empty" }
    let shown = names.filter { !$0.hasPrefix(".") }.prefix(8)
    return "\(folder == "." ? "the folder here" : "the folder '\(folder)'") holds " + shown.joined(separator: ", ")
      + (names.count > shown.count ? ", …" : "")
  }
}

extension Value {
  /// The text of a path: a str, bytes, or what has `__fspath__`.
  func pathString(_ function: String = "expected") throws -> String {
    if let text = string {
      if text.utf8.contains(0) { throw ScriptError(.valueError, "embedded null byte") }
      return text
    }
    if let bytes = bytes?.bytes { return String(decoding: bytes, as: UTF8.self) }
    if object?.type.lookup("__fspath__") != nil { return try callMethod("__fspath__").pathString(function) }
    if function == "expected" {
      throw ScriptError(.typeError, "expected str, bytes or os.PathLike object, not \(typeName)")
    }
    throw ScriptError(.typeError, "\(function): path should be string, bytes or os.PathLike, not \(typeName)")
  }
}
