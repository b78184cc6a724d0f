import Support

/// Gathers what one cell shows, in order. Of a stream longer than ``limit`` the beginning and the end are kept.
struct OutputRecorder {
  private(set) var outputs: [CellOutput] = []
  private var stream: CellOutput.Stream?
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var dropped = 0
  private var clearsBeforeNext = false
  /// Bytes kept of each end of a stream.
  static let limit = 1 << 20

  /// Forgets everything, now or before the next output.
  mutating func clear(waits: Bool) {
    clearsBeforeNext = waits
    if waits { return }
    endStream()
    outputs.removeAll()
  }

  private mutating func clearIfAsked() {
    if clearsBeforeNext { clear(waits: false) }
  }

  /// Adds text to a stream.
  mutating func write(_ stream: CellOutput.Stream, _ bytes: UnsafeBufferPointer<UInt8>) {
    clearIfAsked()
    if self.stream != stream { endStream() }
    self.stream = stream
    let room = max(0, OutputRecorder.limit - head.count)
    head.append(contentsOf: bytes.prefix(room))
    tail.append(contentsOf: bytes.dropFirst(room))
    if tail.count > 2 * OutputRecorder.limit {
      let surplus = tail.count - OutputRecorder.limit
      dropped += surplus
      tail.removeFirst(surplus)
    }
  }

  /// Adds anything but text of a stream.
  mutating func add(_ output: CellOutput) {
    clearIfAsked()
    endStream()
    outputs.append(output)
  }

  /// Closes the current stream; call it once at the end.
  mutating func endStream() {
    if let stream, !head.isEmpty {
      var text = String(decoding: head, as: UTF8.self)
      if dropped > 0 { text += "\n… \(dropped) bytes left out …\n" }
      text += String(decoding: tail, as: UTF8.self)
      outputs.append(.stream(stream, text))
    }
    stream = nil
    head.removeAll(keepingCapacity: true)
    tail.removeAll()
    dropped = 0
  }
}
