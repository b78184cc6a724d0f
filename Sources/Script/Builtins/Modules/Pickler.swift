import BigInteger

/// What native objects plug into pickling: by default only plain data goes through.
public enum PickleHooks {
  /// Rebuilds what a pickle names `module.name` from the call's arguments; `nil` when unknown.
  public typealias Constructor = (_ arguments: [Value]) throws -> Value
  /// The callables that a pickle may name, as `module.name`.
  nonisolated(unsafe) public static var constructors: [String: Constructor] = [:]
  /// How native objects are written: as a call of `module.name` with arguments, both plain data.
  nonisolated(unsafe) public static var reducers:
    [(Object) throws -> (module: String, name: String, arguments: [Value])?] = []
}

/// Writes plain data in Python's pickle format, protocols 2 to 5 (0 and 1 use the same opcodes without a header).
struct Pickler {
  private let version: Int
  private var out: [UInt8] = []
  private var memo: [ObjectIdentifier: Int] = [:]
  private var kept: [Object] = []

  init(protocol version: Int) { self.version = version }

  mutating func dump(_ value: Value) throws -> [UInt8] {
    try save(value)
    out.append(UInt8(ascii: "."))
    var header: [UInt8] = version >= 2 ? [0x80, UInt8(version)] : []
    if version >= 4, out.count >= 4 { header += [0x95] + Self.littleEndian(out.count, 8) }
    return header + out
  }

  private static func littleEndian(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private mutating func emit(_ opcode: Character) { out.append(opcode.asciiValue ?? 0) }

  private mutating func memoize(_ object: Object) {
    let index = memo.count
    memo[ObjectIdentifier(object)] = index
    kept.append(object)
    if version >= 4 {
      out.append(0x94)
    } else if index < 256 {
      out += [UInt8(ascii: "q"), UInt8(index)]
    } else {
      out += [UInt8(ascii: "r")] + Self.littleEndian(index, 4)
    }
  }

  private mutating func get(_ index: Int) {
    if index < 256 {
      out += [UInt8(ascii: "h"), UInt8(index)]
    } else {
      out += [UInt8(ascii: "j")] + Self.littleEndian(index, 4)
    }
  }

  private mutating func save(_ value: Value) throws {
    switch value {
    case .none, .unset: emit("N")
    case .bool(let flag):
      if version >= 2 { out.append(flag ? 0x88 : 0x89) } else { out += Array("I0\(flag ? 1 : 0)\n".utf8) }
    case .int(let int): try saveInteger(int)
    case .float(let double):
      emit("G")
      out += (0..<8).map { UInt8(truncatingIfNeeded: double.bitPattern >> UInt64(56 - 8 * $0)) }
    case .object(let object): try save(value, object)
    }
  }

  private mutating func saveInteger(_ int: Int) throws {
    switch int {
    case 0..<256: out += [UInt8(ascii: "K"), UInt8(int)]
    case 256..<65536: out += [UInt8(ascii: "M")] + Self.littleEndian(int, 2)
    case Int(Int32.min)...Int(Int32.max): out += [UInt8(ascii: "J")] + Self.littleEndian(int, 4)
    default: try saveLong(BigInt(int))
    }
  }

  private mutating func saveLong(_ value: BigInt) throws {
    if version < 2 {
      out += Array("L\(try Integers.decimal(value))L\n".utf8)
      return
    }
    let bytes = value.littleEndian(count: (value.isNegative ? ~value : value).bitLength / 8 + 1)
    out += bytes.count < 256 ? [0x8A, UInt8(bytes.count)] : [0x8B] + Self.littleEndian(bytes.count, 4)
    out += bytes
  }

  private mutating func save(_ value: Value, _ object: Object) throws {
    try NativeStack.check()
    if let index = memo[ObjectIdentifier(object)] { return get(index) }
    if object.type.isUserDefined { throw refusal(value) }
    switch object.layout {
    case .str: saveText(value.str!, object)
    case .bytes: try saveBytes(value.bytes!)
    case .bigInt: try saveLong(value.integer ?? 0)
    case .list: try saveList(value.list!)
    case .tuple: try saveTuple(value.tuple!)
    case .dict: try saveDict(value.dict!)
    case .set: try saveSet(value.set!)
    default:
      for reduce in PickleHooks.reducers {
        guard let (module, name, arguments) = try reduce(object) else { continue }
        saveGlobal(module, name)
        try save(Value(tuple: arguments))
        emit("R")
        memoize(object)
        return
      }
      throw refusal(value)
    }
  }

  private func refusal(_ value: Value) -> ScriptError {
    let what = value.asType.map { "the class \($0.name)" } ?? "'\(value.typeName)' objects"
    return ScriptError(
      PickleModule.picklingError, "cannot pickle \(what)",
      hint: "None, bool, int, float, str, bytes and lists, tuples, dicts and sets of them can be pickled")
  }

  private mutating func saveGlobal(_ module: String, _ name: String) {
    out += [UInt8(ascii: "c")] + Array("\(module)\n\(name)\n".utf8)
  }

  private mutating func saveText(_ text: StrObject, _ object: Object) {
    let bytes = text.utf8
    if bytes.count < 256 && version >= 4 {
      out += [0x8C, UInt8(bytes.count)]
    } else {
      out += [UInt8(ascii: "X")] + Self.littleEndian(bytes.count, 4)
    }
    out += bytes
    memoize(object)
  }

  private mutating func saveBytes(_ object: BytesObject) throws {
    if version < 3 {
      saveGlobal("_codecs", "encode")
      try save(Value(tuple: [Value(StrObject(scalars: object.bytes.map { UInt32($0) })), Value("latin1")]))
      emit("R")
    } else {
      out +=
        object.count < 256
        ? [UInt8(ascii: "C"), UInt8(object.count)] : [UInt8(ascii: "B")] + Self.littleEndian(object.count, 4)
      out += object.bytes
    }
    memoize(object)
  }

  private mutating func saveList(_ list: ListObject) throws {
    emit("]")
    memoize(list)
    let items = list.items
    for start in stride(from: 0, to: items.count, by: 1000) {
      let batch = items[start..<min(start + 1000, items.count)]
      if batch.count == 1 {
        try save(batch[start])
        emit("a")
      } else {
        emit("(")
        for item in batch { try save(item) }
        emit("e")
      }
    }
  }

  private mutating func saveTuple(_ tuple: TupleObject) throws {
    if tuple.count == 0 { return emit(")") }
    if tuple.count <= 3 && version >= 2 {
      for item in tuple.items { try save(item) }
      out.append(0x84 + UInt8(tuple.count))
    } else {
      emit("(")
      for item in tuple.items { try save(item) }
      emit("t")
    }
    memoize(tuple)
  }

  private mutating func saveDict(_ dict: DictObject) throws {
    emit("}")
    memoize(dict)
    let items = dict.items
    for start in stride(from: 0, to: items.count, by: 1000) {
      let batch = items[start..<min(start + 1000, items.count)]
      if batch.count > 1 { emit("(") }
      for (key, value) in batch {
        try save(key)
        try save(value)
      }
      emit(batch.count > 1 ? "u" : "s")
    }
  }

  private mutating func saveSet(_ set: SetObject) throws {
    if version < 4 {
      saveGlobal("builtins", set.isFrozen ? "frozenset" : "set")
      try save(Value(tuple: [Value(list: set.items)]))
      emit("R")
      memoize(set)
    } else if set.isFrozen {
      emit("(")
      for item in set.items { try save(item) }
      out.append(0x91)
      memoize(set)
    } else {
      out.append(0x8F)
      memoize(set)
      for start in stride(from: 0, to: set.count, by: 1000) {
        emit("(")
        for item in set.items[start..<min(start + 1000, set.count)] { try save(item) }
        out.append(0x90)
      }
    }
  }
}
