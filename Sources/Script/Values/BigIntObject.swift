import BigInteger
import Glibc
import Synchronization

/// An integer that does not fit 64 bits, or one of a class that inherits from `int`.
public class BigIntObject: Object {
  public final let value: BigInt

  fileprivate init(_ value: BigInt, type: TypeObject = .int) {
    self.value = value
    super.init(type: type, layout: .bigInt)
  }

  /// The nearest double, infinite past its range.
  public final var double: Double { value.double }

  public override func repr() throws -> String { try Integers.decimal(value) }
  public override func truth() throws -> Bool { !value.isZero }
  public override func hash() throws -> Int { Integers.hash(value) }
  public override func index() throws -> Int? { Int(exactly: value) }

  public override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    try Value(self).compareNumbers(op, other).map { .bool($0) }
  }
  public override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    try Numbers.binary(op, Value(self), other)
  }
  public override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    try Numbers.binary(op, left, Value(self))
  }
}

/// An integer of a class that inherits from `int`, of any size.
final class ExtendedInt: BigIntObject {
  private var attributes: DictObject?
  override init(_ value: BigInt, type: TypeObject) { super.init(value, type: type) }
  override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }
}

/// A number of a class that inherits from `float`.
final class ExtendedFloat: Object {
  let value: Double
  private var attributes: DictObject?

  init(_ value: Double, type: TypeObject) {
    self.value = value
    super.init(type: type)
  }

  override func repr() throws -> String { FloatText.repr(value) }
  override func format(_ spec: String) throws -> String {
    spec.isEmpty ? try Value(self).text() : try FormatSpec(spec, typeName: type.name).format(value)
  }
  override func truth() throws -> Bool { value != 0 }
  override func hash() throws -> Int { Integers.hash(value) }
  override func compare(_ op: Comparison, _ other: Value) throws -> Value? {
    try Value.float(value).compareNumbers(op, other).map { .bool($0) }
  }
  override func binary(_ op: BinaryOperator, _ other: Value) throws -> Value? {
    try Numbers.binary(op, .float(value), other)
  }
  override func reflected(_ op: BinaryOperator, _ left: Value) throws -> Value? {
    try Numbers.binary(op, left, .float(value))
  }
  override func unary(_ op: UnaryOperator) throws -> Value? {
    op == .invert ? nil : .float(op == .negate ? -value : value)
  }
  override func fields(create: Bool) -> DictObject? {
    if attributes == nil && create { attributes = DictObject() }
    return attributes
  }
}

extension Value {
  /// An integer of any size, held in place when it fits 64 bits.
  public init(_ value: BigInt) {
    if let small = Int(exactly: value) { self = .int(small) } else { self = .object(BigIntObject(value)) }
  }

  /// The integer of an `int` or `bool`, of any size.
  public var integer: BigInt? {
    if let small = exactInt { return BigInt(small) }
    return bigInt?.value
  }
}

/// Facts about integers that do not depend on their size.
enum Integers {
  /// How many digits a conversion between integers and text may have at most, in bases that are no power of two; 0 for
  /// any number. As CPython's, settable with `sys.set_int_max_str_digits`.
  static var digitLimit: Int {
    get { digitLimitStorage.load(ordering: .relaxed) }
    set { digitLimitStorage.store(newValue, ordering: .relaxed) }
  }

  private static let digitLimitStorage = Atomic<Int>(4300)

  /// The decimal digits, behind a sign when negative.
  /// - Throws: `ValueError` past ``digitLimit``, `Interrupted`.
  static func decimal(_ value: BigInt) throws -> String {
    (value.isNegative ? "-" : "") + (try digits(value, base: 10))
  }

  /// The digits of the absolute value.
  /// - Throws: `ValueError` past ``digitLimit``, `Interrupted`.
  static func digits(_ value: BigInt, base: Int) throws -> String {
    let limit = base & (base - 1) == 0 ? 0 : digitLimit
    // More than 10 bits for every 3 digits: there is no need to count.
    if limit > 0, value.bitLength > limit / 3 * 10 + 64 { throw tooLong(limit) }
    let digits = try value.digits(radix: base)
    if limit > 0, digits.count > limit { throw tooLong(limit) }
    return String(decoding: digits, as: UTF8.self)
  }

  private static func tooLong(_ limit: Int) -> ScriptError {
    ScriptError(
      .valueError,
      "Exceeds the limit (\(limit) digits) for integer string conversion; "
        + "use sys.set_int_max_str_digits() to increase the limit")
  }

  /// CPython's hash: the value modulo 2⁶¹ − 1.
  static func hash(_ value: BigInt) -> Int {
    let residue = value.residue
    return residue == -1 ? -2 : residue
  }

  /// CPython's hash of a 64-bit integer.
  @inline(__always) static func hash(_ value: Int) -> Int {
    let modulus = (1 << 61) - 1
    if value >= 0 && value < modulus { return value }
    let hash = value % modulus
    return hash == -1 ? -2 : hash
  }

  /// CPython's hash of a double; equal to that of an equal integer.
  static func hash(_ value: Double) -> Int {
    if value.isInfinite { return value > 0 ? 314_159 : -314_159 }
    if value.isNaN { return 0 }
    if let integer = Int(exactly: value) { return hash(integer) }
    let modulus: UInt64 = (1 << 61) - 1
    var fraction = value.magnitude.significand / 2
    var exponent = Int(value.magnitude.exponent) + 1
    if value.magnitude.isSubnormal { (fraction, exponent) = normalised(value.magnitude) }
    var hash: UInt64 = 0
    while fraction != 0 {
      hash = ((hash << 28) & modulus) | hash >> 33
      fraction *= 268_435_456
      exponent -= 28
      let digit = UInt64(fraction)
      fraction -= Double(digit)
      hash += digit
      if hash >= modulus { hash -= modulus }
    }
    let shift = exponent >= 0 ? exponent % 61 : 60 - ((-1 - exponent) % 61)
    hash = ((hash << UInt64(shift)) & modulus) | hash >> UInt64(61 - shift)
    let signed = value < 0 ? -Int(hash) : Int(hash)
    return signed == -1 ? -2 : signed
  }

  private static func normalised(_ value: Double) -> (Double, Int) {
    let scaled = value * 18_014_398_509_481_984
    return (scaled.significand / 2, Int(scaled.exponent) + 1 - 54)
  }
}
