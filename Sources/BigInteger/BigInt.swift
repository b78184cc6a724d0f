/// An integer of any size, with the arithmetic of Python's `int`.
///
/// Products, quotients, powers, conversions to text and whatever else can take long look for an interruption several
/// times in 50 ms and throw `Interrupted` when one was asked for; sums, shifts and bit operations take one pass and do
/// not.
public struct BigInt: Sendable {
  /// Whether the value is below zero.
  public let isNegative: Bool
  let magnitude: Magnitude

  @inline(__always) init(negative: Bool, _ magnitude: Magnitude) {
    isNegative = negative && !magnitude.isZero
    self.magnitude = magnitude
  }

  public init(_ value: Int) { self.init(negative: value < 0, Magnitude(value.magnitude)) }

  public init(_ value: UInt) { self.init(negative: false, Magnitude(value)) }

  /// The value when it fits a machine integer.
  public var machineInteger: Int? {
    guard magnitude.limbs.isEmpty else { return nil }
    if isNegative {
      return magnitude.single <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- magnitude.single) : nil
    }
    return Int(exactly: magnitude.single)
  }

  public var isZero: Bool { magnitude.isZero }

  public var isOdd: Bool { magnitude.single & 1 == 1 }

  /// -1, 0 or 1.
  public func signum() -> Int { isNegative ? -1 : isZero ? 0 : 1 }

  /// The absolute value.
  public var absolute: BigInt { BigInt(negative: false, magnitude) }

  /// How many bits the absolute value needs: 0 for 0.
  public var bitLength: Int { magnitude.bitWidth }

  /// How many bits of the absolute value are 1.
  public var bitCount: Int { magnitude.nonzeroBitCount }

  /// How many times 2 divides the value; 0 for 0.
  public var trailingZeroBitCount: Int { magnitude.trailingZeroBitCount }

  /// The lowest 64 bits of the absolute value.
  public var lowWord: UInt { magnitude.single }
}

extension Int {
  /// The value when it fits.
  public init?(exactly value: BigInt) {
    guard let small = value.machineInteger else { return nil }
    self = small
  }

  /// The value, or the nearest there is.
  public init(clamping value: BigInt) { self = value.machineInteger ?? (value.isNegative ? .min : .max) }
}

extension BigInt: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}

extension BigInt: Comparable, Hashable {
  public static func == (a: BigInt, b: BigInt) -> Bool {
    a.isNegative == b.isNegative && Magnitude.compare(a.magnitude, b.magnitude) == 0
  }

  public static func < (a: BigInt, b: BigInt) -> Bool {
    if a.isNegative != b.isNegative { return a.isNegative }
    let order = Magnitude.compare(a.magnitude, b.magnitude)
    return a.isNegative ? order > 0 : order < 0
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(residue) }

  /// The value modulo the prime 2⁶¹ − 1, with the value's sign: what CPython hashes an integer by.
  public var residue: Int {
    let prime: UInt = 1 << 61 - 1
    let rest = magnitude.withLimbs { limbs, count in
      var rest: UInt = 0
      for i in stride(from: count - 1, through: 0, by: -1) {
        // 2⁶⁴ is 8 here: eight times the rest is a rotation of its 61 bits.
        let turned = (rest &<< 3 & prime) | rest &>> 58
        rest = turned &+ (limbs[i] & prime) &+ (limbs[i] &>> 61)
        rest = (rest & prime) &+ (rest &>> 61)
        if rest >= prime { rest -= prime }
      }
      return rest
    }
    return isNegative ? -Int(rest) : Int(rest)
  }
}

extension BigInt: CustomStringConvertible {
  /// The decimal digits; not for numbers so long that one may want to interrupt.
  public var description: String { (try? decimal()) ?? "…" }
}

extension BigInt {
  public static prefix func - (a: BigInt) -> BigInt { BigInt(negative: !a.isNegative, a.magnitude) }

  public static func + (a: BigInt, b: BigInt) -> BigInt { sum(a, b, negated: b.isNegative) }

  public static func - (a: BigInt, b: BigInt) -> BigInt { sum(a, b, negated: !b.isNegative) }

  public static func += (a: inout BigInt, b: BigInt) { a = a + b }

  public static func -= (a: inout BigInt, b: BigInt) { a = a - b }

  /// a plus the magnitude of b with the sign given.
  @inline(__always) private static func sum(_ a: BigInt, _ b: BigInt, negated: Bool) -> BigInt {
    if a.isNegative == negated { return BigInt(negative: negated, a.magnitude + b.magnitude) }
    return Magnitude.compare(a.magnitude, b.magnitude) >= 0
      ? BigInt(negative: a.isNegative, a.magnitude - b.magnitude)
      : BigInt(negative: negated, b.magnitude - a.magnitude)
  }

  /// The product.
  /// - Throws: `Interrupted`.
  public static func * (a: BigInt, b: BigInt) throws -> BigInt {
    BigInt(negative: a.isNegative != b.isNegative, try a.magnitude * b.magnitude)
  }

  /// The square.
  /// - Throws: `Interrupted`.
  public func squared() throws -> BigInt { BigInt(negative: false, try magnitude.squared()) }
}
