/// Shifts and the bit operations of Python, where a negative number has infinitely many ones at the top.
extension BigInt {
  /// The value times 2^bits, for bits ≥ 0.
  public static func << (a: BigInt, bits: Int) -> BigInt { BigInt(negative: a.isNegative, a.magnitude << bits) }

  /// The value over 2^bits rounded down, for bits ≥ 0.
  public static func >> (a: BigInt, bits: Int) -> BigInt {
    let quotient = a.magnitude >> bits
    if a.isNegative, a.magnitude.hasBits(below: bits) { return BigInt(negative: true, quotient + Magnitude(1)) }
    return BigInt(negative: a.isNegative, quotient)
  }

  public static func <<= (a: inout BigInt, bits: Int) { a = a << bits }

  public static func >>= (a: inout BigInt, bits: Int) { a = a >> bits }

  public static prefix func ~ (a: BigInt) -> BigInt { -a - 1 }

  public static func & (a: BigInt, b: BigInt) -> BigInt {
    // Beyond a factor that is not negative there are only zeros.
    let count =
      a.isNegative
      ? (b.isNegative ? max(a.magnitude.count, b.magnitude.count) : b.magnitude.count)
      : (b.isNegative ? a.magnitude.count : min(a.magnitude.count, b.magnitude.count))
    return bitwise(a, b, count, negative: a.isNegative && b.isNegative) { $0 & $1 }
  }

  public static func | (a: BigInt, b: BigInt) -> BigInt {
    bitwise(a, b, max(a.magnitude.count, b.magnitude.count), negative: a.isNegative || b.isNegative) { $0 | $1 }
  }

  public static func ^ (a: BigInt, b: BigInt) -> BigInt {
    bitwise(a, b, max(a.magnitude.count, b.magnitude.count), negative: a.isNegative != b.isNegative) { $0 ^ $1 }
  }

  /// Combines the two's complements limb by limb; the result's sign says how to read it.
  @inline(__always)
  private static func bitwise(
    _ a: BigInt, _ b: BigInt, _ count: Int, negative: Bool, _ combine: (UInt, UInt) -> UInt
  ) -> BigInt {
    let magnitude = a.magnitude.withLimbs { x, n in
      b.magnitude.withLimbs { y, m in
        Magnitude(capacity: count + 1) { r in
          var complementA = Complement(a.isNegative)
          var complementB = Complement(b.isNegative)
          var complementR = Complement(negative)
          for i in 0..<count {
            let left = complementA.next(i < n ? x[i] : 0)
            let right = complementB.next(i < m ? y[i] : 0)
            r[i] = complementR.next(combine(left, right))
          }
          r[count] = negative ? complementR.next(UInt.max) : 0
        }
      }
    }
    return BigInt(negative: negative, magnitude)
  }

  /// Negates a row limb after limb, or leaves it as it is.
  private struct Complement {
    private let mask: UInt
    private var carry: UInt

    init(_ negative: Bool) {
      mask = negative ? UInt.max : 0
      carry = negative ? 1 : 0
    }

    @inline(__always) mutating func next(_ limb: UInt) -> UInt {
      let (sum, overflow) = (limb ^ mask).addingReportingOverflow(carry)
      carry = overflow ? 1 : 0
      return sum
    }
  }
}

/// Two's complements as bytes.
extension BigInt {
  /// The number that the bytes, least significant first, spell; their highest bit is a sign when `signed`.
  public init(littleEndian bytes: some Sequence<UInt8>, signed: Bool) {
    var limbs: [UInt] = []
    var (limb, place): (UInt, UInt) = (0, 0)
    var last: UInt8 = 0
    for byte in bytes {
      limb |= UInt(byte) &<< place
      place += 8
      last = byte
      if place == 64 {
        limbs.append(limb)
        (limb, place) = (0, 0)
      }
    }
    let width = limbs.count * 64 + Int(place)
    if place > 0 { limbs.append(limb) }
    let value = BigInt(negative: false, Magnitude(limbs))
    self = signed && last >= 128 ? value - BigInt(1) << width : value
  }

  /// The lowest `count` bytes of the two's complement, least significant first.
  public func littleEndian(count: Int) -> [UInt8] {
    var complement = Complement(isNegative)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    var index = 0
    while bytes.count < count {
      var limb = complement.next(magnitude[index])
      for _ in 0..<min(8, count - bytes.count) {
        bytes.append(UInt8(truncatingIfNeeded: limb))
        limb &>>= 8
      }
      index += 1
    }
    return bytes
  }
}
