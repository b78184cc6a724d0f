import Glibc

extension BigInt {
  /// The integer part of a finite double; `nil` for infinities and NaN.
  public init?(truncating value: Double) {
    guard value.isFinite else { return nil }
    let whole = value.magnitude.rounded(.towardZero)
    if whole < 0x1p64 {
      self.init(negative: value < 0, Magnitude(UInt(whole)))
    } else {
      let exponent = Int(whole.exponent) - 52
      self.init(negative: value < 0, Magnitude(UInt(whole.significandBitPattern | 1 << 52)) << exponent)
    }
  }

  /// The nearest double, ties to even; infinite past the range of doubles.
  public var double: Double {
    let nearest = magnitude.double(sticky: false)
    return isNegative ? -nearest : nearest
  }

  /// The value as fraction · 2^exponent, the fraction's magnitude rounded to a double from ½ up to 1; 0 and 0 for 0.
  public var fractionAndExponent: (fraction: Double, exponent: Int) {
    if isZero { return (0, 0) }
    var (fraction, exponent) = (magnitude.double(sticky: false, exponent: -bitLength), bitLength)
    if fraction == 1 { (fraction, exponent) = (0.5, exponent + 1) }
    return (isNegative ? -fraction : fraction, exponent)
  }

  /// -1, 0 or 1 as the value is below, equal to or above a finite double: exact.
  public func compare(_ other: Double) -> Int {
    let whole = other.rounded(.towardZero)
    let integer = BigInt(truncating: whole) ?? 0
    if self != integer { return self < integer ? -1 : 1 }
    return whole < other ? -1 : whole > other ? 1 : 0
  }

  /// The quotient of two integers to the nearest double, ties to even; infinite past the range of doubles. The divisor is
  /// not zero.
  /// - Throws: `Interrupted`.
  public func trueQuotient(dividingBy divisor: BigInt) throws -> Double {
    let negative = isNegative != divisor.isNegative
    if isZero { return negative ? -0.0 : 0 }
    let (a, b) = (magnitude, divisor.magnitude)
    // Scaled so that the integer quotient has 66 or 67 bits: the rest only decides ties.
    let shift = 66 - (a.bitWidth - b.bitWidth)
    let dropped = shift < 0 && a.hasBits(below: -shift)
    let (quotient, remainder) = try (shift > 0 ? a << shift : a >> -shift).divided(by: b)
    let result = quotient.double(sticky: dropped || !remainder.isZero, exponent: -shift)
    return negative ? -result : result
  }
}

extension Magnitude {
  /// The value · 2^exponent as the nearest double, ties to even; `sticky` when something less than
  /// the last bit is to be added (only to 66 bits and more).
  func double(sticky: Bool, exponent: Int = 0) -> Double {
    let width = bitWidth
    if width == 0 { return 0 }
    // As many bits as the result keeps, fewer when it is subnormal; then the half of the last place, then whether
    // anything lies below.
    let kept = min(53, width + exponent + 1074)
    if kept < 0 { return 0 }
    let drop = width - kept - 1
    if drop < 0 { return scalbn(Double(single), CInt(clamping: exponent)) }
    var top = (self >> drop).single << 1
    if sticky || hasBits(below: drop) { top |= 1 }
    // Rounded here, so that scalbn has nothing to round.
    top = top >> 2 + (top & 3 == 3 || top & 7 == 6 ? 1 : 0)
    return scalbn(Double(top), CInt(clamping: exponent + drop + 1))
  }
}
