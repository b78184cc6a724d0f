/// Libraries of the system that are loaded at their first use.
public enum SharedLibrary {
  /// Throws `problem`, what a C target says of a library that cannot be loaded, unless it is `nil`.
  public static func require(_ problem: UnsafePointer<CChar>?) throws {
    guard let problem else { return }
    throw UserError(.runtime, String(cString: problem))
  }
}
