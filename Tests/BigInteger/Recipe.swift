import BigInteger

/// The number that a recipe of Tests/Fixtures/make_integers.py spells, such as "-r:SEED:BITS".
func number(_ recipe: String) -> BigInt {
  let parts = recipe.drop { $0 == "-" }.split(separator: ":", omittingEmptySubsequences: false)
  let numbers = parts.dropFirst().map { Int($0) ?? 0 } + [0, 0]
  let (x, y) = (numbers[0], numbers[1])
  let value: BigInt
  switch parts[0] {
  case "d": value = BigInt(x)
  case "r": value = SplitMix(seed: UInt64(x)).number(bits: y)
  case "p": value = BigInt(1) << x + BigInt(y)
  default: value = BigInt(1) << x + BigInt(1) << (x * 2 / 3) - BigInt(1) << (x / 3) + 1
  }
  return recipe.hasPrefix("-") ? -value : value
}

/// G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators" (2014).
final class SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  func number(bits: Int) -> BigInt {
    var bytes: [UInt8] = []
    for _ in 0..<((bits + 63) / 64) {
      let word = next()
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    let whole = BigInt(littleEndian: bytes, signed: false)
    return whole & (BigInt(1) << bits - 1)
  }
}
