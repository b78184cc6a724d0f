import Support

/// The values of a column, or of a dictionary, while they are gathered.
struct ParquetValues {
  private(set) var integers: [Int] = []
  private(set) var floats: [Double] = []
  private(set) var booleans: [Bool] = []
  private(set) var storage = PackedStorage<UInt8>()
  private(set) var spans: [Span] = []
  let type: ParquetMetadata.PhysicalType
  private let isUnsigned: Bool

  init(_ leaf: ParquetMetadata.Leaf) {
    type = leaf.type
    isUnsigned = leaf.isUnsigned
  }

  var count: Int {
    switch type {
    case .int32, .int64, .int96: integers.count
    case .float, .double: floats.count
    case .boolean: booleans.count
    case .byteArray, .fixedLengthByteArray: spans.count
    }
  }

  /// What a value takes in memory, text aside.
  var stride: Int {
    switch type {
    case .boolean: 1
    case .byteArray, .fixedLengthByteArray: 16
    default: 8
    }
  }

  /// Reads `count` plain values from `bytes`; `nil` when they are not all there. Text takes from `budget`.
  mutating func appendPlain(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> Bool {
    switch type {
    case .int32:
      guard count <= bytes.count / 4 else { return false }
      integers.reserveCapacity(integers.count + count)
      for index in 0..<count {
        let value = bytes.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)
        integers.append(isUnsigned ? Int(UInt32(bitPattern: value)) : Int(value))
      }
    case .int64:
      guard count <= bytes.count / 8 else { return false }
      for index in 0..<count { integers.append(bytes.loadUnaligned(fromByteOffset: 8 * index, as: Int.self)) }
    case .float:
      guard count <= bytes.count / 4 else { return false }
      for index in 0..<count { floats.append(Double(bytes.loadUnaligned(fromByteOffset: 4 * index, as: Float.self))) }
    case .double:
      guard count <= bytes.count / 8 else { return false }
      for index in 0..<count { floats.append(bytes.loadUnaligned(fromByteOffset: 8 * index, as: Double.self)) }
    case .boolean:
      guard count <= bytes.count * 8 else { return false }
      for index in 0..<count { booleans.append(bytes[index >> 3] >> UInt8(index & 7) & 1 == 1) }
    case .byteArray:
      var position = 0
      for _ in 0..<count {
        guard bytes.count - position >= 4 else { return false }
        let length = Int(bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
        position += 4
        guard bytes.count - position >= length else { return false }
        let start = storage.count
        if length > 0 { storage.append((bytes.baseAddress! + position).assumingMemoryBound(to: UInt8.self), length) }
        spans.append(Span(start: start, end: storage.count))
        position += length
      }
    case .int96, .fixedLengthByteArray: return false
    }
    return true
  }

  mutating func append(_ flag: Bool) { booleans.append(flag) }

  mutating func append(_ numbers: [Int]) {
    integers += isUnsigned && type == .int32 ? numbers.map { Int(UInt32(truncatingIfNeeded: $0)) } : numbers
  }

  /// Appends `bytes` after the first `shared` bytes of the text before, if there is one; false when that has fewer.
  mutating func append(_ bytes: UnsafeRawBufferPointer, sharing shared: Int, isFirst: Bool) -> Bool {
    let start = storage.count
    if shared > 0 {
      guard !isFirst, let last = spans.last, shared <= last.end - last.start else { return false }
      // Out of a copy: appending may move what is there.
      let copy = Array(UnsafeBufferPointer(start: storage.base + last.start, count: shared))
      copy.withUnsafeBufferPointer { if let base = $0.baseAddress { storage.append(base, shared) } }
    }
    if let base = bytes.baseAddress { storage.append(base.assumingMemoryBound(to: UInt8.self), bytes.count) }
    spans.append(Span(start: start, end: storage.count))
    return true
  }

  /// Takes over the text of a dictionary; what to add to its spans.
  mutating func adopt(_ dictionary: ParquetValues) -> Int {
    let offset = storage.count
    storage.append(dictionary.storage.base, dictionary.storage.count)
    return offset
  }

  /// Appends the values of `dictionary` at `positions`; false when one is outside of it.
  /// - Parameter offset: what ``adopt(_:)`` gave.
  mutating func append(
    from dictionary: ParquetValues, _ positions: UnsafeBufferPointer<UInt32>, offset: Int
  ) -> Bool {
    let limit = dictionary.count
    guard positions.allSatisfy({ Int($0) < limit }) else { return false }
    switch type {
    case .int32, .int64, .int96: for position in positions { integers.append(dictionary.integers[Int(position)]) }
    case .float, .double: for position in positions { floats.append(dictionary.floats[Int(position)]) }
    case .boolean: for position in positions { booleans.append(dictionary.booleans[Int(position)]) }
    case .byteArray, .fixedLengthByteArray:
      for position in positions {
        let span = dictionary.spans[Int(position)]
        spans.append(Span(start: span.start + offset, end: span.end + offset))
      }
    }
    return true
  }

  /// All values as a column without missing ones; `nil` when text is not UTF-8.
  func column() -> Column? {
    switch type {
    case .int32, .int64, .int96: return .integers(integers)
    case .float, .double: return .floats(floats)
    case .boolean: return .booleans(booleans)
    case .byteArray, .fixedLengthByteArray:
      let bytes = UnsafeRawBufferPointer(start: storage.base, count: storage.count)
      let isText =
        UTF8Validation.firstInvalid(bytes) == nil
        && spans.allSatisfy { $0.start == storage.count || storage.base[$0.start] & 0xC0 != 0x80 }
      return isText ? .strings(StringColumn(storage, spans: spans)) : nil
    }
  }
}
