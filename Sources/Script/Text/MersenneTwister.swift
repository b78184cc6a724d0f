/// The generator MT19937 (Matsumoto and Nishimura 1998) seeded and read as CPython's `random.Random` does.
public struct MersenneTwister {
  private static let size = 624
  public private(set) var state = [UInt32](repeating: 0, count: size)
  /// The next word of the state to hand out; 624 when it must be stirred first.
  public private(set) var index = size

  public init(seed: UInt64) {
    self.init(key: seed >> 32 == 0 ? [UInt32(seed)] : [UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)])
  }

  /// `init_by_array`: `key` holds the seed's 32-bit words, the least significant first.
  public init(key: [UInt32]) {
    let key = key.isEmpty ? [0] : key
    let n = Self.size
    state[0] = 19_650_218
    for i in 1..<n { state[i] = 1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i) }
    var i = 1
    var j = 0
    for _ in 0..<max(n, key.count) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) &* 1_664_525)) &+ key[j] &+ UInt32(j)
      i += 1
      j += 1
      if i >= n {
        state[0] = state[n - 1]
        i = 1
      }
      if j >= key.count { j = 0 }
    }
    for _ in 0..<(n - 1) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) &* 1_566_083_941)) &- UInt32(i)
      i += 1
      if i >= n {
        state[0] = state[n - 1]
        i = 1
      }
    }
    state[0] = 0x8000_0000
  }

  /// A generator in a saved state; `nil` when it is not 624 words and an index.
  public init?(state: [UInt32], index: Int) {
    guard state.count == Self.size, (0...Self.size).contains(index) else { return nil }
    self.state = state
    self.index = index
  }

  /// The next 32 random bits.
  public mutating func next() -> UInt32 {
    if index >= Self.size { stir() }
    var y = state[index]
    index += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C_5680
    y ^= (y << 15) & 0xEFC6_0000
    return y ^ (y >> 18)
  }

  private mutating func stir() {
    let n = Self.size
    state.withUnsafeMutableBufferPointer { mt in
      for k in 0..<n {
        let y = (mt[k] & 0x8000_0000) | (mt[(k + 1) % n] & 0x7FFF_FFFF)
        mt[k] = mt[(k + 397) % n] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_B0DF)
      }
    }
    index = 0
  }

  /// A double in [0, 1) with 53 random bits.
  public mutating func uniform() -> Double {
    let a = next() >> 5
    let b = next() >> 6
    return (Double(a) * 67_108_864 + Double(b)) / 9_007_199_254_740_992
  }

  /// `getrandbits(count)` for up to 64 bits.
  public mutating func bits(_ count: Int) -> UInt64 {
    if count <= 0 { return 0 }
    if count <= 32 { return UInt64(next() >> UInt32(32 - count)) }
    let low = UInt64(next())
    let high = next() >> UInt32(64 - count)
    return UInt64(high) << 32 | low
  }

  /// An integer in `0 ..< bound` by rejection, as `Random._randbelow` draws it; 0 for a bound of 0.
  public mutating func below(_ bound: Int) -> Int {
    if bound <= 0 { return 0 }
    let width = Int.bitWidth - bound.leadingZeroBitCount
    while true {
      let value = bits(width)
      if value < UInt64(bound) { return Int(value) }
    }
  }
}
