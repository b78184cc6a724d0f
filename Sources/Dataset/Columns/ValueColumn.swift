import Support

/// Values of several kinds, missing ones, nested lists and records: each is kept as its JSON text, all in one buffer,
/// and parsed when it is asked for. They take about what their file takes, where parsed values take many times that.
public struct ValueColumn: Sendable {
  /// No text stands for a missing value.
  private var texts = StringColumn()

  public init() {}

  /// - Parameter capacity: about how many values there will be.
  init(capacity: Int) { texts.reserveCapacity(capacity) }

  public init(_ values: some Sequence<JSON>) {
    texts.reserveCapacity(values.underestimatedCount)
    for value in values { append(value) }
  }

  private init(_ texts: StringColumn) { self.texts = texts }

  public mutating func append(_ value: JSON) {
    switch value {
    case .null: texts.append("")
    case .string(var string): string.withUTF8 { append(string: $0) }
    default: texts.append(value.text())
    }
  }

  /// Appends a string that is known to be UTF-8.
  mutating func append(string bytes: UnsafeBufferPointer<UInt8>) {
    let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
    let escapes = bytes.reduce(0) { $0 + ($1 < 0x20 ? 5 : $1 == quote || $1 == backslash ? 1 : 0) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + escapes + 2) { text in
      var count = 0
      func put(_ characters: UInt8...) {
        for character in characters {
          text[count] = character
          count += 1
        }
      }
      put(quote)
      for byte in bytes {
        switch byte {
        case quote, backslash: put(backslash, byte)
        case 0..<0x20:
          let low = byte & 15
          put(backslash, 0x75, 0x30, 0x30, 0x30 + byte >> 4, low < 10 ? 0x30 + low : 0x57 + low)
        default: put(byte)
        }
      }
      put(quote)
      texts.append(utf8: UnsafeBufferPointer(text))
    }
  }

  /// Appends the list or record that is written `text`, which is known to be JSON.
  mutating func append(json text: UnsafeBufferPointer<UInt8>) { texts.append(utf8: text) }

  mutating func append(_ other: ValueColumn) { texts.append(other.texts) }

  mutating func removeLast() { texts.removeLast() }

  /// The values at `indices`, which share the buffer.
  func select(_ indices: some Collection<Int>) -> ValueColumn { ValueColumn(texts.select(indices)) }

  /// The values in `range`, which share the buffer.
  func slice(_ range: Range<Int>) -> ValueColumn { ValueColumn(texts.slice(range)) }

  /// What the value at `index` is.
  func feature(at index: Int) -> Feature {
    texts.withUTF8(index) { text in
      var scanner = JSONScanner(text)
      return (try? Feature(&scanner)) ?? .value("null")
    }
  }
}

extension ValueColumn: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { texts.count }

  public subscript(index: Int) -> JSON {
    texts.withUTF8(index) { $0.isEmpty ? .null : (try? JSON.parse($0)) ?? .null }
  }
}

extension ValueColumn: Equatable, ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: JSON...) { self.init(elements) }

  public static func == (left: ValueColumn, right: ValueColumn) -> Bool { left.elementsEqual(right) }
}
