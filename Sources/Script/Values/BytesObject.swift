/// `bytes`.
public class BytesObject: Object {
  public final let bytes: [UInt8]
  public final var count: Int { bytes.count }

  public init(_ bytes: [UInt8], type: TypeObject = .bytes) {
    self.bytes = bytes
    super.init(type: type, layout: .bytes)
  }

  private final var attributes: DictObject?
  public override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create && type.isUserDefined { attributes = DictObject() }
    return attributes
  }

  public override func truth() throws -> Bool { !bytes.isEmpty }
  public override func length() throws -> Int? { bytes.count }
  public override func hash() throws -> Int {
    bytes.withUnsafeBytes { $0.baseAddress.map { ByteHash.hash($0, count: bytes.count) } ?? 0 }
  }

  public override func repr() throws -> String {
    let quote: UInt8 = bytes.contains(39) && !bytes.contains(34) ? 34 : 39
    var text = "b" + String(UnicodeScalar(quote))
    for byte in bytes {
      switch byte {
      case 9: text += "\\t"
      case 10: text += "\\n"
      case 13: text += "\\r"
      case 92: text += "\\\\"
      case quote: text += "\\" + String(UnicodeScalar(quote))
      case 32..<127: text.unicodeScalars.append(UnicodeScalar(byte))
      default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return text + String(UnicodeScalar(quote))
  }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let other = other.bytes else { return nil }
    switch op {
    case .equal: return .bool(bytes == other.bytes)
    case .notEqual: return .bool(bytes != other.bytes)
    case .less: return .bool(bytes.lexicographicallyPrecedes(other.bytes))
    case .greater: return .bool(other.bytes.lexicographicallyPrecedes(bytes))
    case .lessOrEqual: return .bool(!other.bytes.lexicographicallyPrecedes(bytes))
    case .greaterOrEqual: return .bool(!bytes.lexicographicallyPrecedes(other.bytes))
    }
  }

  public override func getItem(_ key: Value) throws -> Value {
    if let slice = key.slice { return Value(BytesObject(try slice.indices(count: count).map { bytes[$0] })) }
    guard try key.index() != nil || key.bigInt != nil else {
      throw ScriptError(.typeError, "byte indices must be integers or slices, not \(key.typeName)")
    }
    return .int(Int(bytes[try key.sequenceIndex(count: count, "bytes", message: "index out of range")]))
  }

  public override func iterate() throws -> IteratorObject? {
    var index = 0
    return NativeIterator(typeName: "bytes_iterator") { [bytes] in
      guard index < bytes.count else { return nil }
      index += 1
      return .int(Int(bytes[index - 1]))
    }
  }

  public override func contains(_ item: Value) throws -> Bool? {
    if item.bytes == nil, let value = (try? item.indexOfAnySize()) ?? nil {
      guard let byte = value.exactInt.flatMap({ UInt8(exactly: $0) }) else {
        throw ScriptError(.valueError, "byte must be in range(0, 256)")
      }
      return bytes.contains(byte)
    }
    guard let other = item.bytes?.bytes else {
      throw ScriptError(.typeError, "a bytes-like object is required, not '\(item.typeName)'")
    }
    if other.isEmpty { return true }
    guard other.count <= bytes.count else { return false }
    return (0...(bytes.count - other.count)).contains { bytes[$0..<($0 + other.count)].elementsEqual(other) }
  }

  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    switch op {
    case .add:
      guard let other = other.bytes else {
        throw ScriptError(.typeError, "can't concat \(other.typeName) to bytes")
      }
      return Value(BytesObject(bytes + other.bytes))
    case .multiply:
      guard let times = try Sequences.repeatCount(other) else { return nil }
      let (total, overflow) = count.multipliedReportingOverflow(by: times)
      if overflow { throw ScriptError(ExceptionObject(.memoryError)) }
      try MemoryLimit.check(total)
      if count == 1 { return Value(BytesObject([UInt8](repeating: bytes[0], count: times))) }
      return Value(BytesObject(count == 0 ? [] : Array(repeatElement(bytes, count: times).joined())))
    case .modulo: return Value(try PercentOperator.format(bytes, other))
    default: return nil
    }
  }

  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    op == .multiply && Sequences.isCount(left) ? try binary(op, left) : nil
  }
}
