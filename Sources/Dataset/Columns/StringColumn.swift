import Glibc

/// Where an item lies in a buffer.
public struct Span: Sendable, Equatable {
  public var start: Int
  public var end: Int

  public var count: Int { end - start }
}

/// Strings in one buffer of UTF-8, each a span of it: a column of 25,000 reviews is two allocations, and choosing or
/// shuffling rows moves no text. The buffer may be a mapped file.
public struct StringColumn: Sendable {
  private var storage: PackedStorage<UInt8>
  private var spans: [Span]

  /// What columns without a string share.
  private static let none = PackedStorage<UInt8>(capacity: 0)

  public init() {
    storage = Self.none
    spans = []
  }

  public init(_ strings: some Sequence<String>) {
    self.init()
    for string in strings { append(string) }
  }

  /// Takes a buffer that is known to be valid UTF-8 within each of `spans`.
  init(_ storage: PackedStorage<UInt8>, spans: [Span]) {
    self.storage = storage
    self.spans = spans
  }

  public var count: Int { spans.count }

  /// The length of all strings together, in bytes.
  public var byteCount: Int { spans.reduce(0) { $0 + $1.count } }

  /// The UTF-8 of all strings, end to end: a copy.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(byteCount)
    for index in 0..<count { withUTF8(index) { result.append(contentsOf: $0) } }
    return result
  }

  /// The string at `index`.
  public subscript(index: Int) -> String { withUTF8(index) { String(decoding: $0, as: UTF8.self) } }

  /// Calls `body` with the UTF-8 of the string at `index`.
  @inline(__always)
  public func withUTF8<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let span = spans[index]
    return try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(start: storage.base + span.start, count: span.count))
    }
  }

  /// Whether the string at `left` comes before that at `right` in the order of their bytes, which is that of their
  /// scalars; of equal ones the first in the column.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (first, second) = (spans[left], spans[right])
    let order = memcmp(storage.base + first.start, storage.base + second.start, min(first.count, second.count))
    if order != 0 { return order < 0 }
    return first.count == second.count ? left < right : first.count < second.count
  }

  /// Makes room for `count` strings in all.
  mutating func reserveCapacity(_ count: Int) { spans.reserveCapacity(count) }

  public mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { append(utf8: $0) }
  }

  /// Appends a string that is known to be UTF-8.
  mutating func append(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    own()
    let start = storage.count
    if let base = bytes.baseAddress { storage.append(base, bytes.count) }
    spans.append(Span(start: start, end: storage.count))
  }

  private mutating func own() {
    if storage.isMapped || !isKnownUniquelyReferenced(&storage) { self = packed() }
  }

  /// The strings end to end in memory of their own.
  func packed() -> StringColumn {
    let storage = PackedStorage<UInt8>(capacity: byteCount)
    var spans: [Span] = []
    spans.reserveCapacity(count)
    for span in self.spans {
      spans.append(Span(start: storage.count, end: storage.count + span.count))
      storage.append(self.storage.base + span.start, span.count)
    }
    return StringColumn(storage, spans: spans)
  }

  mutating func removeLast() { spans.removeLast() }

  mutating func append(_ other: StringColumn) {
    own()
    for index in 0..<other.count { other.withUTF8(index) { append(utf8: $0) } }
  }

  /// The strings at `indices`, which share the buffer.
  func select(_ indices: some Collection<Int>) -> StringColumn {
    StringColumn(storage, spans: indices.map { spans[$0] })
  }

  /// The strings in `range`, which share the buffer.
  func slice(_ range: Range<Int>) -> StringColumn { StringColumn(storage, spans: Array(spans[range])) }
}

extension StringColumn: Equatable {
  public static func == (left: StringColumn, right: StringColumn) -> Bool {
    left.count == right.count
      && (0..<left.count).allSatisfy { row in
        left.withUTF8(row) { first in right.withUTF8(row) { first.elementsEqual($0) } }
      }
  }
}

/// Lists of integers (token ids, say) in one buffer, each a span of it.
public struct IntegerListColumn: Sendable {
  private var storage: PackedStorage<Int>
  private var spans: [Span]

  /// What columns without a list share.
  private static let none = PackedStorage<Int>(capacity: 0)

  public init() {
    storage = Self.none
    spans = []
  }

  public init(_ lists: some Sequence<[Int]>) {
    self.init()
    for list in lists { append(list) }
  }

  init(_ storage: PackedStorage<Int>, spans: [Span]) {
    self.storage = storage
    self.spans = spans
  }

  public var count: Int { spans.count }

  /// How many integers the lists hold together.
  public var valueCount: Int { spans.reduce(0) { $0 + $1.count } }

  /// The list at `index`.
  public subscript(index: Int) -> [Int] { withValues(index) { Array($0) } }

  /// Calls `body` with the integers of the list at `index`.
  @inline(__always)
  public func withValues<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<Int>) throws -> Result
  ) rethrows -> Result {
    let span = spans[index]
    return try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(start: storage.base + span.start, count: span.count))
    }
  }

  public mutating func append(_ list: some Sequence<Int>) {
    own()
    let start = storage.count
    let done: Void? = list.withContiguousStorageIfAvailable { values in
      if let base = values.baseAddress { storage.append(base, values.count) }
    }
    if done == nil { for value in list { storage.append(value) } }
    spans.append(Span(start: start, end: storage.count))
  }

  private mutating func own() {
    if storage.isMapped || !isKnownUniquelyReferenced(&storage) { self = packed() }
  }

  /// The lists end to end in memory of their own.
  func packed() -> IntegerListColumn {
    let storage = PackedStorage<Int>(capacity: valueCount)
    var spans: [Span] = []
    for span in self.spans {
      spans.append(Span(start: storage.count, end: storage.count + span.count))
      storage.append(self.storage.base + span.start, span.count)
    }
    return IntegerListColumn(storage, spans: spans)
  }

  mutating func removeLast() { spans.removeLast() }

  func select(_ indices: some Collection<Int>) -> IntegerListColumn {
    IntegerListColumn(storage, spans: indices.map { spans[$0] })
  }

  func slice(_ range: Range<Int>) -> IntegerListColumn { IntegerListColumn(storage, spans: Array(spans[range])) }
}

extension IntegerListColumn: Equatable {
  public static func == (left: IntegerListColumn, right: IntegerListColumn) -> Bool {
    left.count == right.count && (0..<left.count).allSatisfy { left[$0] == right[$0] }
  }
}
