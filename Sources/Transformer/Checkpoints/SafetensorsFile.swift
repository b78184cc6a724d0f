import Support

/// A safetensors file, mapped and fully checked: eight bytes of header length, a JSON header that gives every tensor's
/// type, shape and byte range, then the bytes (github.com/huggingface/safetensors, "Format").
public final class SafetensorsFile {
  /// One tensor of the file.
  public struct Entry: Sendable {
    public let name: String
    public let type: WeightType
    public let shape: [Int]
    /// Its bytes, counted from the end of the header.
    public let range: Range<Int>
    public var count: Int { range.count / type.size }
  }

  public let path: String
  /// The tensors in the order of their bytes.
  public let entries: [Entry]
  /// The strings of the header's `__metadata__`.
  public let metadata: [String: String]

  let file: MappedFile
  /// Where the tensors' bytes start.
  let dataOffset: Int
  private let index: [String: Int]

  /// The header may not be longer than this, as in the reference implementation.
  private static let headerLimit = 100_000_000

  /// Opens and checks the file at `path`.
  /// - Throws: a `FileNotFoundError` and its like, or a `ValueError` naming the file, the tensor and what was expected.
  public convenience init(_ path: String) throws { try self.init(MappedFile(path)) }

  /// Checks `file`.
  public init(_ file: MappedFile) throws {
    let path = file.path
    let size = file.bytes.count
    guard size >= 8 else {
      throw UserError(.value, "'\(path)' is not a safetensors file: it has \(size) bytes, and the header needs 8")
    }
    let header = try Self.header(file.bytes, path: path)
    dataOffset = 8 + header.length
    entries = try Self.entries(header.members, dataSize: size - dataOffset, path: path)
    metadata = try Self.metadata(header.members, path: path)
    self.path = path
    self.file = file
    index = Dictionary(uniqueKeysWithValues: zip(entries.map(\.name), entries.indices))
  }

  /// The tensor called `name`, if there is one.
  public func entry(_ name: String) -> Entry? { index[name].map { entries[$0] } }

  /// Widens the numbers of `entry` to fp32 into `target`, which has room for `entry.count`.
  public func read(_ entry: Entry, into target: UnsafeMutablePointer<Float>) throws {
    guard entry.type.widen(start(entry), into: target, count: entry.count) else {
      throw UserError(
        .value, "'\(path)': tensor '\(entry.name)' has type \(entry.type.rawValue)",
        hint: "weights must be F32, F16, BF16 or F64")
    }
  }

  private func start(_ entry: Entry) -> UnsafeRawPointer {
    // A file with a header has a first byte.
    UnsafeRawPointer(bitPattern: UInt(bitPattern: file.bytes.baseAddress) + UInt(dataOffset + entry.range.lowerBound))!
  }

  private static func header(
    _ bytes: UnsafeRawBufferPointer, path: String
  ) throws -> (members: JSONObject, length: Int) {
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(bytes.count - 8), length <= UInt64(headerLimit) else {
      throw UserError(
        .value,
        "'\(path)' is not a whole safetensors file: its header claims \(length) bytes and \(bytes.count - 8) follow",
        hint: "the file may be truncated: fetch or save it again")
    }
    let text = UnsafeRawBufferPointer(rebasing: bytes[8..<8 + Int(length)])
    try checkValues(text, fileSize: bytes.count, path: path)
    let json = try JSON.parse(text.bindMemory(to: UInt8.self), name: "the header of '\(path)'")
    guard let members = json.objectValue else {
      throw UserError(.value, "'\(path)' is not a safetensors file: its header is not an object")
    }
    return (members, Int(length))
  }

  /// A parsed value takes about a hundred bytes, whatever its text: the header may hold some for every tensor that the
  /// file has room for, not as many as fit its text.
  private static func checkValues(_ text: UnsafeRawBufferPointer, fileSize: Int, path: String) throws {
    var values = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"): values += 1
      default: break
      }
    }
    let limit = 1 << 15 + fileSize / 64
    guard values <= limit else {
      throw UserError(.value, "'\(path)': its header holds \(values) values, and no model needs more than \(limit)")
    }
  }

  private static func metadata(_ members: JSONObject, path: String) throws -> [String: String] {
    guard let json = members["__metadata__"] else { return [:] }
    guard let object = json.objectValue else {
      throw UserError(.value, "'\(path)': '__metadata__' must be an object of strings")
    }
    var result: [String: String] = [:]
    for (key, value) in zip(object.keys, object.values) {
      guard let text = value.stringValue else {
        throw UserError(.value, "'\(path)': '__metadata__' must be an object of strings")
      }
      result[key] = text
    }
    return result
  }

  private static func entries(_ members: JSONObject, dataSize: Int, path: String) throws -> [Entry] {
    var entries: [Entry] = []
    for (name, value) in zip(members.keys, members.values) where name != "__metadata__" {
      entries.append(try entry(name, value, path: path))
    }
    entries.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var end = 0
    for entry in entries {
      guard entry.range.lowerBound == end else {
        throw UserError(
          .value, "'\(path)': the bytes of tensor '\(entry.name)' start at \(entry.range.lowerBound), not at \(end)")
      }
      end = entry.range.upperBound
      guard end <= dataSize else {
        throw UserError(
          .value, "'\(path)': tensor '\(entry.name)' ends at byte \(end) and the file holds \(dataSize)",
          hint: "the file is truncated: fetch or save it again")
      }
    }
    guard end == dataSize else {
      throw UserError(.value, "'\(path)': \(dataSize - end) bytes after the last tensor belong to none")
    }
    return entries
  }

  private static func entry(_ name: String, _ value: JSON, path: String) throws -> Entry {
    func fault(_ what: String) -> UserError { UserError(.value, "'\(path)': tensor '\(name)' \(what)") }
    guard let typeName = value["dtype"]?.stringValue else { throw fault("has no dtype") }
    guard let type = WeightType(rawValue: typeName) else { throw fault("has the unknown dtype '\(typeName)'") }
    guard let dimensions = value["shape"]?.arrayValue else { throw fault("has no shape") }
    guard let offsets = value["data_offsets"]?.arrayValue, offsets.count == 2, let start = offsets[0].intValue,
      let end = offsets[1].intValue, start >= 0, end >= start
    else { throw fault("has no pair of ascending data_offsets") }
    var shape: [Int] = []
    var bytes = type.size
    for dimension in dimensions {
      guard let number = dimension.intValue, number >= 0 else {
        throw fault("has the impossible shape \(value["shape"]!.text())")
      }
      let (product, overflow) = bytes.multipliedReportingOverflow(by: number)
      guard !overflow else { throw fault("has the impossible shape \(value["shape"]!.text())") }
      bytes = product
      shape.append(number)
    }
    guard bytes == end - start else {
      throw fault(
        "of shape \(shape) and type \(typeName) needs \(bytes) bytes, and its data_offsets give \(end - start)")
    }
    return Entry(name: name, type: type, shape: shape, range: start..<end)
  }
}
