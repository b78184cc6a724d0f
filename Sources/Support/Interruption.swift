import Glibc
import Synchronization

/// A request to stop what is running, set by Ctrl-C and looked at by every long computation.
///
/// The flag is process-wide: one foreground computation runs at a time. Long native loops call ``check()`` at least
/// every 50 ms of work and let the error travel; whoever started the computation calls ``clear()``.
public enum Interruption {
  private static let flag = Atomic<Bool>(false)

  /// Whether a stop was asked for and not yet cleared.
  @inline(__always) public static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// What a machine counts down until its next look at the flag: a request makes it look at once. A few instructions of
  /// the machine may each take long.
  nonisolated(unsafe) public static var countdown: UnsafeMutablePointer<Int>?

  /// Asks the running computation to stop. Safe in a signal handler once the flag has been touched.
  public static func request() {
    flag.store(true, ordering: .relaxed)
    countdown?.pointee = 0
  }

  /// Forgets a request, before the next computation starts.
  public static func clear() { flag.store(false, ordering: .relaxed) }

  /// Throws ``Interrupted`` when a stop was asked for.
  @inline(__always) public static func check() throws {
    if isRequested { throw Interrupted() }
  }

  /// Makes SIGINT set the flag instead of ending the process.
  public static func installSignalHandler() {
    clear()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Interruption.request() }
    sigemptyset(&action.sa_mask)
    sigaction(SIGINT, &action, nil)
  }
}

/// Thrown by a computation that stopped because ``Interruption`` was requested.
public struct Interrupted: Error {
  public init() {}
}
