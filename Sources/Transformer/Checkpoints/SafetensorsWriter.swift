import Support

/// Writes safetensors files.
public enum Safetensors {
  /// A tensor to write: `count` = product of `shape` numbers from `data`.
  public struct Item {
    public let name: String
    public let shape: [Int]
    public let data: UnsafePointer<Float>
    /// The type to store it in; `nil` for that of the call.
    public let type: WeightType?

    public init(name: String, shape: [Int], data: UnsafePointer<Float>, type: WeightType? = nil) {
      self.name = name
      self.shape = shape
      self.data = data
      self.type = type
    }
  }

  /// Writes `items` to `path` whole, or leaves what was there.
  ///
  /// - Parameters:
  ///   - type: `.float32`, `.float16` or `.bfloat16`; fp32 numbers are rounded to nearest even.
  ///   - metadata: strings for `__metadata__`; transformers wants `"format": "pt"`.
  public static func write(
    _ items: [Item], to path: String, type: WeightType = .float32, metadata: [String: String] = ["format": "pt"]
  ) throws {
    let sorted = items.sorted {
      ($1.type ?? type).size < ($0.type ?? type).size
        || ($0.type ?? type).size == ($1.type ?? type).size && $0.name < $1.name
    }
    var header = JSONObject()
    var strings = JSONObject()
    for key in metadata.keys.sorted() { strings[key] = .string(metadata[key]!) }
    header["__metadata__"] = .object(strings)
    var offset = 0
    for item in sorted {
      let stored = item.type ?? type
      guard stored == .float32 || stored == .float16 || stored == .bfloat16 else {
        throw UserError(.value, "weights are written as F32, F16 or BF16, not \(stored.rawValue)")
      }
      let size = item.shape.reduce(stored.size, *)
      var member = JSONObject()
      member["dtype"] = .string(stored.rawValue)
      member["shape"] = .array(item.shape.map { .int($0) })
      member["data_offsets"] = .array([.int(offset), .int(offset + size)])
      header[item.name] = .object(member)
      offset += size
    }
    var text = Array(JSON.object(header).text().utf8)
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    try FileIO.write(to: path) { writer in
      try withUnsafeBytes(of: UInt64(text.count).littleEndian) { try writer.write($0) }
      try writer.write(text)
      let chunk = 1 << 20
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * chunk, alignment: 64)
      defer { buffer.deallocate() }
      for item in sorted {
        let stored = item.type ?? type
        let count = item.shape.reduce(1, *)
        for start in stride(from: 0, to: count, by: chunk) {
          let part = min(chunk, count - start)
          stored.narrow(item.data + start, into: buffer.baseAddress!, count: part)
          try writer.write(UnsafeRawBufferPointer(start: buffer.baseAddress!, count: part * stored.size))
        }
      }
    }
  }
}
