import Glibc

/// Reading from and writing to descriptors that may keep one waiting: a terminal, a pipe, a FIFO. A request to stop is
/// seen within 50 ms, also one that comes between the look for it and the waiting.
public enum InterruptibleIO {
  /// The number of bytes read into `buffer`, 0 at the end; negative when the system refuses, with its `errno`.
  /// - Throws: ``Interrupted``.
  public static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      guard try isReady(descriptor, POLLIN) else { continue }
      let count = Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, longest))
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      return count
    }
  }

  /// Writes all of `buffer`; false when the system refuses, with its `errno`.
  /// - Throws: ``Interrupted``: then a part may have been written.
  public static func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) throws -> Bool {
    var info = stat()
    let isFile = fstat(descriptor, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
    var offset = 0
    while offset < buffer.count {
      guard try isReady(descriptor, POLLOUT) else { continue }
      // A pipe that is ready takes as much as this without waiting.
      let count = min(buffer.count - offset, isFile ? longest : Int(PIPE_BUF))
      let written = Glibc.write(descriptor, buffer.baseAddress.unsafelyUnwrapped + offset, count)
      if written < 0, errno == EINTR || errno == EAGAIN { continue }
      if written < 0 { return false }
      offset += written
    }
    return true
  }

  /// A new descriptor for the file at `path`; negative when the system refuses, with its `errno`. A FIFO is waited for
  /// until somebody opens its other end.
  /// - Throws: ``Interrupted``.
  public static func open(_ path: String, _ flags: Int32, _ mode: mode_t) throws -> Int32 {
    while true {
      try Interruption.check()
      let descriptor = Glibc.open(path, flags | O_CLOEXEC, mode)
      if descriptor < 0, errno == EINTR { continue }
      return descriptor
    }
  }

  /// What is read or written at once: some milliseconds of work.
  private static let longest = 1 << 24

  private static func isReady(_ descriptor: Int32, _ events: Int32) throws -> Bool {
    try Interruption.check()
    var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    let ready = poll(&waiting, 1, 50)
    // What poll refuses, the call itself says in better words.
    return ready > 0 || ready < 0 && errno != EINTR
  }
}
