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

/// Whole lines of a file, a few megabytes at a time.
package final class LineBatches {
  private let path: String
  private let stream: ByteStream
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var filled = 0
  private var lines = 0
  private var isAtEnd = false
  /// No line may be longer.
  private static let longestLine = 1 << 28

  package init(_ path: String, batchBytes: Int = 1 << 22) throws {
    self.path = path
    stream = try ByteStream(path)
    capacity = max(batchBytes, 64)
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// Some lines, how many came before them, and whether they are the last.
  package func next() throws -> (bytes: [UInt8], linesBefore: Int, isLast: Bool)? {
    while true {
      try Interruption.check()
      while filled < capacity, !isAtEnd {
        let count = try stream.read(into: buffer + filled, capacity - filled)
        if count == 0 { isAtEnd = true }
        filled += count
      }
      if filled == 0 { return nil }
      if isAtEnd { return take(filled) }
      var end = filled
      while end > 0, buffer[end - 1] != 0x0A { end -= 1 }
      if end > 0 { return take(end) }
      try grow()
    }
  }

  private func take(_ count: Int) -> (bytes: [UInt8], linesBefore: Int, isLast: Bool) {
    let bytes = Array(UnsafeBufferPointer(start: buffer, count: count))
    let before = lines
    var place = 0
    while let found = memchr(buffer + place, 0x0A, count - place) {
      lines += 1
      place = UnsafeRawPointer(found) - UnsafeRawPointer(buffer) + 1
    }
    memmove(buffer, buffer + count, filled - count)
    filled -= count
    return (bytes, before, isAtEnd && filled == 0)
  }

  private func grow() throws {
    guard capacity < Self.longestLine else {
      throw UserError(.value, "'\(path)', line \(lines + 1): a line longer than \(Self.longestLine >> 20) MB")
    }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
    larger.update(from: buffer, count: filled)
    buffer.deallocate()
    buffer = larger
    capacity *= 2
  }
}
