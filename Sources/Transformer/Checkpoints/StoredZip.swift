import Support

/// The directory of a zip archive whose entries are stored as they are, which is what `torch.save` writes.
///
/// Nothing is ever inflated: compressed entries are refused, so that a small file cannot become a large one.
/// Format: PKWARE's APPNOTE, sections 4.3 and 4.5.3.
struct StoredZip {
  /// The places of the entries' bytes in the file, by their names.
  private(set) var entries: [String: Range<Int>] = [:]

  private let bytes: UnsafeRawBufferPointer
  private let path: String
  /// Nothing that holds weights has more.
  private static let entryLimit = 1 << 18

  static func isZip(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

  init(_ bytes: UnsafeRawBufferPointer, path: String) throws {
    self.bytes = bytes
    self.path = path
    let directory = try findDirectory()
    guard directory.count <= min(Self.entryLimit, bytes.count / 46) else {
      throw fault("its directory claims \(directory.count) entries")
    }
    var place = directory.start
    for _ in 0..<directory.count { place = try addEntry(at: place) }
  }

  private func fault(_ what: String) -> UserError {
    UserError(
      .value, "'\(path)' is not a whole PyTorch archive: \(what)",
      hint: "the file may be truncated or changed: fetch or save it again")
  }

  /// An unsigned number of `width` bytes at `offset`.
  private func number(_ offset: Int, _ width: Int) throws -> Int {
    guard offset >= 0, offset <= bytes.count - width else { throw fault("it ends too early") }
    var value: UInt64 = 0
    for index in 0..<width { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    return Int(clamping: value)
  }

  /// Where the central directory starts and how many entries it has, from the record at the end of the file.
  private func findDirectory() throws -> (start: Int, count: Int) {
    let size = bytes.count
    guard size >= 22 else { throw fault("it ends too early") }
    // A comment of at most 65535 bytes may follow the record.
    var end = size - 22
    let last = max(0, size - 22 - 65535)
    while end >= last {
      if bytes[end] == 0x50, try number(end, 4) == 0x0605_4B50, try number(end + 20, 2) == size - end - 22 { break }
      end -= 1
    }
    guard end >= last else { throw fault("it has no directory") }
    var count = try number(end + 10, 2)
    var start = try number(end + 16, 4)
    if end >= 20, try number(end - 20, 4) == 0x0706_4B50 {
      let wide = try number(end - 20 + 8, 8)
      guard try number(wide, 4) == 0x0606_4B50 else { throw fault("its zip64 directory is not where it says") }
      count = try number(wide + 32, 8)
      start = try number(wide + 48, 8)
    }
    return (start, count)
  }

  /// Reads the directory's entry at `place`; the place of the next one.
  private mutating func addEntry(at place: Int) throws -> Int {
    guard try number(place, 4) == 0x0201_4B50 else { throw fault("its directory is damaged at byte \(place)") }
    let nameLength = try number(place + 28, 2)
    let extraLength = try number(place + 30, 2)
    let commentLength = try number(place + 32, 2)
    let next = place + 46 + nameLength + extraLength + commentLength
    guard next <= bytes.count else { throw fault("it ends too early") }
    let text = UnsafeRawBufferPointer(rebasing: bytes[place + 46..<place + 46 + nameLength])
    guard let name = String(validating: text, as: UTF8.self) else { throw fault("the name of an entry is not UTF-8") }
    var size = try number(place + 24, 4)
    var stored = try number(place + 20, 4)
    var local = try number(place + 42, 4)
    try widen(&size, &stored, &local, extra: place + 46 + nameLength, length: extraLength)
    let method = try number(place + 10, 2)
    guard method == 0, stored == size, try number(place + 8, 2) & 1 == 0 else {
      throw UserError(
        .value, "'\(path)': the entry '\(name)' is compressed or encrypted (method \(method))",
        hint: "torch.save stores entries as they are; unpack the file and save the weights again")
    }
    guard try number(local, 4) == 0x0403_4B50 else {
      throw fault("the entry '\(name)' is not where its directory says")
    }
    let start = try local + 30 + number(local + 26, 2) + number(local + 28, 2)
    guard start <= bytes.count, size <= bytes.count - start else {
      throw fault("the entry '\(name)' needs \(size) bytes and the file has \(max(0, bytes.count - start)) there")
    }
    guard entries.updateValue(start..<start + size, forKey: name) == nil else {
      throw fault("it has two entries '\(name)'")
    }
    return next
  }

  /// Replaces the numbers that do not fit 32 bits by those of the zip64 field, in the order they come in.
  private func widen(
    _ size: inout Int, _ stored: inout Int, _ local: inout Int, extra: Int, length: Int
  ) throws {
    let full = 0xFFFF_FFFF
    guard size == full || stored == full || local == full else { return }
    var place = extra
    while place + 4 <= extra + length {
      let (id, count) = (try number(place, 2), try number(place + 2, 2))
      place += 4
      if id == 1 {
        if size == full { (size, place) = (try number(place, 8), place + 8) }
        if stored == full { (stored, place) = (try number(place, 8), place + 8) }
        if local == full { local = try number(place, 8) }
        return
      }
      place += count
    }
  }
}
