/// How numbers are stored in a checkpoint, by safetensors' names.
public enum WeightType: String, Sendable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint64 = "U64"
  case uint32 = "U32"
  case uint16 = "U16"
  case uint8 = "U8"
  case bool = "BOOL"
  case float8e4m3 = "F8_E4M3"
  case float8e5m2 = "F8_E5M2"

  /// Bytes per number.
  public var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool, .float8e4m3, .float8e5m2: 1
    }
  }

  /// The `torch_dtype` of a `config.json`, where torch has that type for weights.
  public var torchName: String? {
    switch self {
    case .float64: "float64"
    case .float32: "float32"
    case .float16: "float16"
    case .bfloat16: "bfloat16"
    default: nil
    }
  }

  /// Widens `count` stored numbers to fp32; `false` for types that hold no weights. `source` needs no alignment.
  func widen(_ source: UnsafeRawPointer, into target: UnsafeMutablePointer<Float>, count: Int) -> Bool {
    switch self {
    case .float32:
      target.withMemoryRebound(to: UInt8.self, capacity: 4 * count) {
        $0.update(from: source.assumingMemoryBound(to: UInt8.self), count: 4 * count)
      }
    case .float16:
      for index in 0..<count {
        target[index] = Float(source.loadUnaligned(fromByteOffset: 2 * index, as: Float16.self))
      }
    case .bfloat16:
      for index in 0..<count {
        let bits = source.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
        target[index] = Float(bitPattern: UInt32(bits) << 16)
      }
    case .float64:
      for index in 0..<count {
        target[index] = Float(source.loadUnaligned(fromByteOffset: 8 * index, as: Double.self))
      }
    default: return false
    }
    return true
  }

  /// `count` stored numbers of any type but the 8-bit floats; integers beyond 2⁵³ are rounded.
  func numbers(_ source: UnsafeRawPointer, count: Int) -> [Double]? {
    func each<Number: BinaryInteger & BitwiseCopyable>(_ type: Number.Type) -> [Double] {
      (0..<count).map {
        Double(source.loadUnaligned(fromByteOffset: MemoryLayout<Number>.size * $0, as: Number.self))
      }
    }
    switch self {
    case .int64: return each(Int64.self)
    case .int32: return each(Int32.self)
    case .int16: return each(Int16.self)
    case .int8: return each(Int8.self)
    case .uint8, .bool: return each(UInt8.self)
    default:
      var floats = [Float](repeating: 0, count: count)
      let isRead = floats.withUnsafeMutableBufferPointer { target in
        target.baseAddress.map { widen(source, into: $0, count: count) } ?? true
      }
      return isRead ? floats.map(Double.init) : nil
    }
  }

  /// Rounds `count` fp32 numbers to nearest, ties to even, as fp32, fp16 or bf16.
  func narrow(_ source: UnsafePointer<Float>, into target: UnsafeMutableRawPointer, count: Int) {
    switch self {
    case .float16:
      for index in 0..<count {
        target.storeBytes(of: Float16(source[index]), toByteOffset: 2 * index, as: Float16.self)
      }
    case .bfloat16:
      for index in 0..<count {
        var bits = source[index].bitPattern
        if source[index].isNaN { bits |= 0x0040_0000 } else { bits += 0x7FFF + (bits >> 16 & 1) }
        target.storeBytes(of: UInt16(bits >> 16), toByteOffset: 2 * index, as: UInt16.self)
      }
    default: target.copyMemory(from: source, byteCount: 4 * count)
    }
  }
}
