/// NumPy's older generator, `numpy.random.RandomState(seed)`: the Mersenne Twister (Matsumoto and Nishimura 1998) seeded
/// with one 32-bit number. What pandas samples with.
public struct MT19937: Sendable {
  private var state: [UInt32]
  private var position = 624

  public init(seed: UInt32) {
    state = [seed]
    for index in 1..<624 {
      let last = state[index - 1]
      state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index))
    }
  }

  private mutating func refill() {
    for index in 0..<624 {
      let mixed = state[index] & 0x8000_0000 | state[(index + 1) % 624] & 0x7FFF_FFFF
      state[index] = state[(index + 397) % 624] ^ mixed >> 1 ^ (mixed & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    position = 0
  }

  /// 32 random bits.
  public mutating func next32() -> UInt32 {
    if position == 624 { refill() }
    var value = state[position]
    position += 1
    value ^= value >> 11
    value ^= value << 7 & 0x9D2C_5680
    value ^= value << 15 & 0xEFC6_0000
    return value ^ value >> 18
  }

  /// A number from 0 to `limit`, by masked rejection.
  public mutating func interval(_ limit: UInt64) -> UInt64 {
    if limit == 0 { return 0 }
    let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
    while true {
      let bits = limit <= 0xFFFF_FFFF ? UInt64(next32()) : UInt64(next32()) << 32 | UInt64(next32())
      if bits & mask <= limit { return bits & mask }
    }
  }

  /// The numbers below `count` in a random order: `RandomState.permutation(count)`.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) { order.swapAt(index, Int(interval(UInt64(index)))) }
    return order
  }
}
