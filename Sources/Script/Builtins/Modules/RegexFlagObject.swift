/// `re.IGNORECASE` and its like: flags that combine with `|` and count as integers.
final class RegexFlagObject: Object {
  static let type: TypeObject = {
    let type = TypeObject("RegexFlag", module: "re", isInheritable: false)
    type.constructor("value, /") { call in Value(RegexFlagObject(try call.indexValue(0))) }
    type.property("value", get: { value in try value.index().map { .int($0) } ?? .none })
    type.property("name", get: { value in value.cast(to: RegexFlagObject.self)?.name.map { Value($0) } ?? .none })
    for (short, long, bits) in names {
      let flag = Value(RegexFlagObject(bits, type))
      type.set(short, flag)
      type.set(long, flag)
    }
    type.set("NOFLAG", Value(RegexFlagObject(0, type)))
    return type
  }()

  static let names: [(String, String, Int)] = [
    ("A", "ASCII", 256), ("I", "IGNORECASE", 2), ("L", "LOCALE", 4), ("U", "UNICODE", 32), ("M", "MULTILINE", 8),
    ("S", "DOTALL", 16), ("X", "VERBOSE", 64), ("DEBUG", "DEBUG", 128),
  ]

  let bits: Int

  init(_ bits: Int, _ type: TypeObject? = nil) {
    self.bits = bits
    super.init(type: type ?? Self.type)
  }

  /// The names of the flags that are set, joined by `|`; `nil` when none is.
  private var name: String? {
    if bits == 0 { return "NOFLAG" }
    return Self.names.filter { bits & $0.2 != 0 }.map(\.1).joined(separator: "|")
  }

  override func repr() throws -> String {
    if bits == 0 { return "re.NOFLAG" }
    return Self.names.filter { bits & $0.2 != 0 }.map { "re.\($0.1)" }.joined(separator: "|")
  }
  override func str() throws -> String { try repr() }
  override func truth() throws -> Bool { bits != 0 }
  override func hash() throws -> Int { Integers.hash(bits) }
  override func index() throws -> Int? { bits }
  override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    guard let value = try other.index() else { return nil }
    return try Value.int(bits).compare(op, .int(value))
  }
  override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    guard let value = try other.index() else { return nil }
    switch op {
    case .or: return Value(RegexFlagObject(bits | value))
    case .and: return Value(RegexFlagObject(bits & value))
    case .xor: return Value(RegexFlagObject(bits ^ value))
    default: return try Value.int(bits).binary(op, .int(value))
    }
  }
  override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    op == .or || op == .and || op == .xor ? try binary(op, left) : nil
  }
  override func unary(_ op: UnaryOperator) throws -> Value? {
    guard op == .invert else { return try Value.int(bits).unary(op) }
    return Value(RegexFlagObject(Self.names.reduce(0) { $0 | $1.2 } & ~bits))
  }
}
