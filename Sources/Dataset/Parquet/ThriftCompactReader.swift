import Support

/// A value of Apache Thrift's compact protocol, which parquet writes its metadata in.
indirect enum ThriftValue {
  case bool(Bool)
  case int(Int)
  case double(Double)
  case bytes(Range<Int>)
  case list([ThriftValue])
  case structure([(field: Int, value: ThriftValue)])

  /// The field numbered `field` of a structure.
  subscript(field: Int) -> ThriftValue? {
    guard case .structure(let fields) = self else { return nil }
    return fields.first { $0.field == field }?.value
  }

  var int: Int? { if case .int(let value) = self { value } else { nil } }
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  var list: [ThriftValue]? { if case .list(let values) = self { values } else { nil } }
  var bytes: Range<Int>? { if case .bytes(let range) = self { range } else { nil } }
}

/// Reads the compact protocol (thrift-compact-protocol.md of Apache Thrift). Nothing in the bytes is trusted.
struct ThriftCompactReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  private let end: Int
  private var depth = 0
  /// How many values may still be made: an empty one takes one byte of the file and fifty of memory.
  private var valuesLeft: Int
  /// What is wrong, for the caller to say of which file.
  struct Malformed: Error {
    let what: String
  }

  init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    valuesLeft = 1 << 17 + bytes.count / 16
  }

  private mutating func byte() throws -> UInt8 {
    guard position < end else { throw Malformed(what: "the metadata ends too early") }
    position += 1
    return bytes[position - 1]
  }

  private mutating func varint() throws -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
    }
    throw Malformed(what: "a number in the metadata does not end")
  }

  private mutating func zigzag() throws -> Int {
    let value = try varint()
    return Int(bitPattern: UInt(value >> 1)) ^ -Int(value & 1)
  }

  /// Reads the structure that starts here.
  mutating func structure() throws -> ThriftValue {
    depth += 1
    defer { depth -= 1 }
    guard depth < 32 else { throw Malformed(what: "the metadata is nested too deep") }
    var fields: [(field: Int, value: ThriftValue)] = []
    var field = 0
    while true {
      let header = try byte()
      if header == 0 { return .structure(fields) }
      let delta = Int(header >> 4)
      field = delta != 0 ? field &+ delta : try zigzag()
      switch header & 15 {
      case _ where fields.count == 1 << 15: throw Malformed(what: "a structure in the metadata does not end")
      case 1: fields.append((field, .bool(true)))
      case 2: fields.append((field, .bool(false)))
      case let type: fields.append((field, try value(type)))
      }
    }
  }

  private mutating func value(_ type: UInt8) throws -> ThriftValue {
    valuesLeft -= 1
    guard valuesLeft >= 0 else {
      throw Malformed(what: "the metadata holds more than a file of its size has reason to")
    }
    switch type {
    case 1, 2: return .bool(try byte() == 1)
    case 3: return .int(Int(Int8(bitPattern: try byte())))
    case 4, 5, 6: return .int(try zigzag())
    case 7:
      guard position + 8 <= end else { throw Malformed(what: "the metadata ends too early") }
      position += 8
      return .double(bytes.loadUnaligned(fromByteOffset: position - 8, as: Double.self))
    case 8:
      let count = try varint()
      guard count <= UInt64(end - position) else { throw Malformed(what: "a text in the metadata does not end") }
      position += Int(count)
      return .bytes(position - Int(count)..<position)
    case 9, 10:
      let header = try byte()
      let count = header >> 4 == 15 ? try varint() : UInt64(header >> 4)
      // Each element takes a byte or more.
      guard count <= UInt64(end - position) else { throw Malformed(what: "a list in the metadata does not end") }
      depth += 1
      defer { depth -= 1 }
      guard depth < 32 else { throw Malformed(what: "the metadata is nested too deep") }
      var values: [ThriftValue] = []
      for _ in 0..<count { values.append(try value(header & 15)) }
      return .list(values)
    case 12: return try structure()
    default: throw Malformed(what: "the metadata holds a value of an unknown type")
    }
  }
}
