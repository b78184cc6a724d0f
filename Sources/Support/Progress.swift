/// What a long native computation says of how far it is.
public struct ProgressUpdate: Sendable {
  /// What is being done: `"tokenizing"`.
  public var label: String
  public var done: Int
  /// The whole, when known.
  public var total: Int?
  /// What one of `done` is: `"reviews"`, `"tokens"`.
  public var unit: String
}

/// Progress of native computations. A front end sets ``handler``; libraries call ``report(_:done:of:unit:)`` as often
/// as they like, the front end draws as often as it likes. With no handler, nothing is shown.
public enum Progress {
  nonisolated(unsafe) public static var handler: ((ProgressUpdate) -> Void)?

  /// Says that `done` of `total` units of `label` are done; `done == total` ends the bar.
  public static func report(_ label: String, done: Int, of total: Int?, unit: String = "it") {
    handler?(ProgressUpdate(label: label, done: done, total: total, unit: unit))
  }
}
