/// The kind of a user-facing error, named as Python names its exceptions; the language raises it under that name.
public enum ErrorKind: String, Sendable {
  case value = "ValueError"
  case type = "TypeError"
  case key = "KeyError"
  case index = "IndexError"
  case attribute = "AttributeError"
  case runtime = "RuntimeError"
  case notImplemented = "NotImplementedError"
  case fileNotFound = "FileNotFoundError"
  case fileExists = "FileExistsError"
  case notADirectory = "NotADirectoryError"
  case isADirectory = "IsADirectoryError"
  case permission = "PermissionError"
  case os = "OSError"
  case unicodeDecode = "UnicodeDecodeError"
  case overflow = "OverflowError"
  case zeroDivision = "ZeroDivisionError"
  case memory = "MemoryError"
}

/// An error that a user reads: one sentence that names the thing at fault, and what would work.
public struct UserError: Error, CustomStringConvertible, Sendable {
  public var kind: ErrorKind
  /// What is wrong, naming the thing.
  public var message: String
  /// What would work, when known.
  public var hint: String?

  public init(_ kind: ErrorKind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  public var description: String { hint.map { "\(message) (\($0))" } ?? message }

  /// The error for the current `errno` of a call on `path`.
  public static func fromErrno(_ code: Int32, path: String, doing what: String) -> UserError {
    let reason = String(cString: strerror(code))
    let kind: ErrorKind =
      switch code {
      case ENOENT: .fileNotFound
      case EEXIST: .fileExists
      case ENOTDIR: .notADirectory
      case EISDIR: .isADirectory
      case EACCES, EPERM, EROFS: .permission
      default: .os
      }
    return UserError(kind, "\(what) '\(path)': \(reason)")
  }
}

import Glibc
