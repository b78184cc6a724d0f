/// NumPy's default generator, `numpy.random.default_rng(seed)`: PCG XSL RR 128/64 (O'Neill 2014) seeded through
/// NumPy's `SeedSequence`. What `datasets` shuffles with, so that a seed gives the same rows here as there.
public struct PCG64: Sendable {
  private var state: UInt128
  private let increment: UInt128
  /// The half of the last 64 bits that ``next32()`` has not given yet.
  private var spare: UInt32?

  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

  public init(seed: Int) {
    let words = SeedSequence.words(seed: UInt64(bitPattern: Int64(seed)), count: 4)
    let initial = UInt128(words[0]) << 64 | UInt128(words[1])
    increment = (UInt128(words[2]) << 64 | UInt128(words[3])) << 1 | 1
    state = 0
    step()
    state &+= initial
    step()
  }

  private mutating func step() { state = state &* Self.multiplier &+ increment }

  /// 64 random bits.
  public mutating func next64() -> UInt64 {
    step()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let rotation = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> rotation | folded << ((64 &- rotation) & 63)
  }

  /// 32 random bits: the low half of 64, then the high half.
  public mutating func next32() -> UInt32 {
    if let half = spare {
      spare = nil
      return half
    }
    let both = next64()
    spare = UInt32(truncatingIfNeeded: both >> 32)
    return UInt32(truncatingIfNeeded: both)
  }

  /// A number from 0 to `limit`, by masked rejection as NumPy's `random_interval`.
  mutating func interval(_ limit: UInt64) -> UInt64 {
    if limit == 0 { return 0 }
    let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
    while true {
      let value = (limit <= 0xFFFF_FFFF ? UInt64(next32()) : next64()) & mask
      if value <= limit { return value }
    }
  }

  /// The numbers below `count` in a random order: `rng.permutation(count)`.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// Brings `values` into a random order: `rng.shuffle(values)`.
  public mutating func shuffle<Element>(_ values: inout [Element]) {
    for index in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(index, Int(interval(UInt64(index)))) }
  }

  /// A number from 0 to `limit`, by Lemire's multiplication: what `rng.integers(0, limit, endpoint=True)` draws.
  public mutating func bounded(_ limit: UInt32) -> Int {
    if limit == 0 { return 0 }
    if limit == .max { return Int(next32()) }
    let count = limit + 1
    var product = UInt64(next32()) * UInt64(count)
    if UInt32(truncatingIfNeeded: product) < count {
      let threshold = (UInt32.max - limit) % count
      while UInt32(truncatingIfNeeded: product) < threshold { product = UInt64(next32()) * UInt64(count) }
    }
    return Int(product >> 32)
  }

  /// `size` of the numbers below `count`, each once, in a random order: `rng.choice(count, size, replace=False)`.
  mutating func choice(_ count: Int, _ size: Int) -> [Int] {
    func swapDown(_ values: inout [Int], from first: Int) {
      for index in stride(from: values.count - 1, through: first, by: -1) {
        values.swapAt(index, bounded(UInt32(clamping: index)))
      }
    }
    if count > 10_000, size > count / 50 {
      var order = Array(0..<count)
      swapDown(&order, from: max(count - size, 1))
      return Array(order.suffix(size))
    }
    // Floyd's algorithm.
    var seen = Set<Int>()
    var chosen: [Int] = []
    for last in count - size..<count {
      let value = bounded(UInt32(clamping: last))
      let new = seen.insert(value).inserted ? value : last
      seen.insert(new)
      chosen.append(new)
    }
    swapDown(&chosen, from: 1)
    return chosen
  }
}

/// NumPy's `SeedSequence`: hashes a seed into as many well-mixed words as a generator needs.
private enum SeedSequence {
  static func words(seed: UInt64, count: Int) -> [UInt64] {
    var entropy = [UInt32(truncatingIfNeeded: seed)]
    if seed >> 32 != 0 { entropy.append(UInt32(seed >> 32)) }
    var constant: UInt32 = 0x43B0_D7E5
    func hash(_ value: UInt32) -> UInt32 {
      var value = value ^ constant
      constant = constant &* 0x931E_8875
      value = value &* constant
      return value ^ value >> 16
    }
    func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
      let result = x &* 0xCA01_F9DD &- y &* 0x4973_F715
      return result ^ result >> 16
    }
    var pool = (0..<4).map { hash($0 < entropy.count ? entropy[$0] : 0) }
    for source in 0..<4 {
      for target in 0..<4 where source != target { pool[target] = mix(pool[target], hash(pool[source])) }
    }
    constant = 0x8B51_F9DD
    var halves: [UInt32] = []
    for index in 0..<count * 2 {
      var value = pool[index % 4] ^ constant
      constant = constant &* 0x58F3_8DED
      value = value &* constant
      halves.append(value ^ value >> 16)
    }
    return (0..<count).map { UInt64(halves[2 * $0]) | UInt64(halves[2 * $0 + 1]) << 32 }
  }
}
