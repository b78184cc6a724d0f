import Glibc
import Support

/// The bytes of a file from its start to its end, decompressed when its name says that it is compressed.
final class ByteStream {
  private let path: String
  private let descriptor: Int32
  private let archive: Archive.Reader?

  init(_ path: String) throws {
    self.path = path
    if Archive.uncompressedName(path) != nil {
      let reader = try Archive.open(path, isRaw: true)
      archive = try reader.next() == nil ? nil : reader
      descriptor = -1
      return
    }
    archive = nil
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads at most `count` bytes; 0 at the end.
  func read(into target: UnsafeMutablePointer<UInt8>, _ count: Int) throws -> Int {
    if descriptor < 0 { return try archive?.read(into: target, count) ?? 0 }
    while true {
      let read = Glibc.read(descriptor, target, count)
      if read < 0 && errno == EINTR { continue }
      guard read >= 0 else { throw UserError.fromErrno(errno, path: path, doing: "cannot read") }
      return read
    }
  }
}

/// The bytes of a file from the place that reading has come to, as many as fit; more room is made when asked for.
final class ReadBuffer {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private(set) var isAtEnd = false
  /// How many lines were read and let go of.
  private(set) var linesBefore = 0
  private var capacity: Int
  private let stream: ByteStream
  private static let largest = 1 << 28

  init(_ path: String, bytes: Int) throws {
    stream = try ByteStream(path)
    capacity = max(bytes, 64)
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// Reads until there is no room left, or nothing to read.
  func fill() throws {
    while count < capacity, !isAtEnd {
      let read = try stream.read(into: base + count, capacity - count)
      if read == 0 { isAtEnd = true }
      count += read
    }
  }

  /// Doubles the room.
  /// - Throws: what `complaint` makes of the largest room, in megabytes, when that is reached.
  func grow(_ complaint: (Int) -> UserError) throws {
    guard capacity < Self.largest else { throw complaint(Self.largest >> 20) }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  /// Lets go of the first `number` bytes.
  func discard(_ number: Int) {
    var place = 0
    while let found = memchr(base + place, 0x0A, number - place) {
      linesBefore += 1
      place = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    memmove(base, base + number, count - number)
    count -= number
  }
}

/// Whole lines of a file, a few megabytes at a time.
package final class LineBatches {
  private let path: String
  private let buffer: ReadBuffer

  package init(_ path: String, batchBytes: Int = 1 << 22) throws {
    self.path = path
    buffer = try ReadBuffer(path, bytes: batchBytes)
  }

  /// Some lines, how many came before them, and whether they are the last.
  package func next() throws -> (bytes: [UInt8], linesBefore: Int, isLast: Bool)? {
    while true {
      try Interruption.check()
      try buffer.fill()
      if buffer.count == 0 { return nil }
      if buffer.isAtEnd { return take(buffer.count) }
      var end = buffer.count
      while end > 0, buffer.base[end - 1] != 0x0A { end -= 1 }
      if end > 0 { return take(end) }
      try buffer.grow { UserError(.value, "'\(path)', line \(buffer.linesBefore + 1): a line longer than \($0) MB") }
    }
  }

  private func take(_ count: Int) -> (bytes: [UInt8], linesBefore: Int, isLast: Bool) {
    let bytes = Array(UnsafeBufferPointer(start: buffer.base, count: count))
    let before = buffer.linesBefore
    buffer.discard(count)
    return (bytes, before, buffer.isAtEnd && buffer.count == 0)
  }
}
