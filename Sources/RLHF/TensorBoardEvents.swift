/// The event file that TensorBoard reads: scalars by step.
///
/// A file is a run of records: the length of a message, the message, a masked CRC-32C of each. A message is a protocol
/// buffer: `Event { 1: double wall_time, 2: int64 step, 3: string file_version, 5: Summary { 1: Value { 1: string tag,
/// 2: float simple_value } } }`.
public struct TensorBoardEvents: Sendable {
  /// The file so far.
  public private(set) var bytes: [UInt8] = []

  /// A file that begins at `time`, seconds since 1970.
  public init(time: Double) {
    append(Self.double(1, time) + Self.text(3, "brain.Event:2"))
  }

  /// Adds the scalars of one step.
  public mutating func add(_ scalars: [(tag: String, value: Double)], step: Int, time: Double) {
    var summary: [UInt8] = []
    for (tag, value) in scalars { summary += Self.message(1, Self.text(1, tag) + Self.float(2, Float(value))) }
    append(Self.double(1, time) + Self.integer(2, step) + Self.message(5, summary))
  }

  private mutating func append(_ message: [UInt8]) {
    let length = Self.littleEndian(UInt64(message.count))
    bytes += length + Self.littleEndian(Self.maskedChecksum(length))
    bytes += message + Self.littleEndian(Self.maskedChecksum(message))
  }

  // MARK: Protocol buffers

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest > 127 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func integer(_ field: UInt64, _ value: Int) -> [UInt8] {
    varint(field << 3) + varint(UInt64(bitPattern: Int64(value)))
  }
  private static func double(_ field: UInt64, _ value: Double) -> [UInt8] {
    varint(field << 3 | 1) + littleEndian(value.bitPattern)
  }
  private static func float(_ field: UInt64, _ value: Float) -> [UInt8] {
    varint(field << 3 | 5) + littleEndian(value.bitPattern)
  }
  private static func message(_ field: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    varint(field << 3 | 2) + varint(UInt64(bytes.count)) + bytes
  }
  private static func text(_ field: UInt64, _ text: String) -> [UInt8] { message(field, Array(text.utf8)) }

  // MARK: CRC-32C (Castagnoli)

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
  }

  private static func maskedChecksum(_ bytes: [UInt8]) -> UInt32 {
    let crc = ~bytes.reduce(~UInt32(0)) { crc, byte in table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
    return (crc >> 15 | crc << 17) &+ 0xa282_ead8
  }
}
