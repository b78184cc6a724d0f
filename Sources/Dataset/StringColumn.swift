/// Strings end to end in one buffer of UTF-8: a column of 25,000 reviews is two allocations.
public struct StringColumn: Sendable, Equatable {
  /// The UTF-8 of all strings. Always valid.
  public private(set) var bytes: [UInt8]
  /// Where each string starts; one more than there are strings.
  public private(set) var offsets: [Int]

  public init() {
    bytes = []
    offsets = [0]
  }

  public init(_ strings: some Sequence<String>) {
    self.init()
    for string in strings { append(string) }
  }

  /// Takes a buffer that is known to be valid UTF-8 with string boundaries at `offsets`.
  init(validBytes bytes: [UInt8], offsets: [Int]) {
    self.bytes = bytes
    self.offsets = offsets
  }

  public var count: Int { offsets.count - 1 }

  /// The string at `index`.
  public subscript(index: Int) -> String { String(decoding: bytes[offsets[index]..<offsets[index + 1]], as: UTF8.self) }

  /// Calls `body` with the UTF-8 of the string at `index`.
  public func withUTF8<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[offsets[index]..<offsets[index + 1]]))
    }
  }

  public mutating func append(_ string: String) {
    bytes.append(contentsOf: string.utf8)
    offsets.append(bytes.count)
  }

  /// The strings at `indices`.
  func select(_ indices: some Collection<Int>) -> StringColumn {
    var result = StringColumn()
    result.offsets.reserveCapacity(indices.count + 1)
    result.bytes.reserveCapacity(indices.reduce(0) { $0 + offsets[$1 + 1] - offsets[$1] })
    for index in indices {
      result.bytes.append(contentsOf: bytes[offsets[index]..<offsets[index + 1]])
      result.offsets.append(result.bytes.count)
    }
    return result
  }

  /// The strings in `range`.
  func slice(_ range: Range<Int>) -> StringColumn {
    let first = offsets[range.lowerBound]
    return StringColumn(
      validBytes: Array(bytes[first..<offsets[range.upperBound]]),
      offsets: offsets[range.lowerBound...range.upperBound].map { $0 - first })
  }
}

/// Lists of integers (token ids, say) end to end in one buffer.
public struct IntegerListColumn: Sendable, Equatable {
  /// The integers of all lists.
  public private(set) var values: [Int]
  /// Where each list starts; one more than there are lists.
  public private(set) var offsets: [Int]

  public init() {
    values = []
    offsets = [0]
  }

  public init(_ lists: some Sequence<[Int]>) {
    self.init()
    for list in lists { append(list) }
  }

  public var count: Int { offsets.count - 1 }

  /// The list at `index`.
  public subscript(index: Int) -> ArraySlice<Int> { values[offsets[index]..<offsets[index + 1]] }

  public mutating func append(_ list: some Sequence<Int>) {
    values.append(contentsOf: list)
    offsets.append(values.count)
  }

  func select(_ indices: some Collection<Int>) -> IntegerListColumn {
    var result = IntegerListColumn()
    for index in indices { result.append(self[index]) }
    return result
  }
}
