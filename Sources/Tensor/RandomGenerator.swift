import Glibc

/// A seeded generator of random numbers: xoshiro256++ (Blackman and Vigna, 2019), seeded through SplitMix64.
///
/// By reference, so that everything that draws from one generator advances it. ``state`` saves and restores it exactly.
public final class RandomGenerator: RandomNumberGenerator {
  private var s0: UInt64 = 0
  private var s1: UInt64 = 0
  private var s2: UInt64 = 0
  private var s3: UInt64 = 0

  public init(seed: UInt64) { reseed(seed) }

  /// Starts over as a generator made with `seed`.
  public func reseed(_ seed: UInt64) {
    var x = seed
    func mixed() -> UInt64 {
      x &+= 0x9e37_79b9_7f4a_7c15
      var z = x
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
    (s0, s1, s2, s3) = (mixed(), mixed(), mixed(), mixed())
  }

  /// Four words that determine everything drawn from here on.
  public var state: [UInt64] {
    get { [s0, s1, s2, s3] }
    set {
      guard newValue.count == 4, newValue.contains(where: { $0 != 0 }) else { return }
      (s0, s1, s2, s3) = (newValue[0], newValue[1], newValue[2], newValue[3])
    }
  }

  /// The next 64 random bits.
  @inline(__always)
  public func next() -> UInt64 {
    let sum = s0 &+ s3
    let result = ((sum << 23) | (sum >> 41)) &+ s0
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A new generator, seeded from this one.
  public func split() -> RandomGenerator { RandomGenerator(seed: next()) }

  /// A float in [0, 1), a multiple of 2⁻²⁴.
  @inline(__always)
  public func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// A double in [0, 1), a multiple of 2⁻⁵³.
  @inline(__always)
  public func uniformDouble() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// An integer in 0..<bound, each equally likely (Lemire's multiplication with rejection). `bound` must be positive.
  public func integer(below bound: Int) -> Int {
    let bound = UInt64(max(bound, 1))
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A draw from the standard normal distribution (Box–Muller).
  public func normal() -> Float {
    let u = 1 - uniformDouble()
    let v = uniformDouble()
    return Float((-2 * log(u)).squareRoot() * cos(2 * .pi * v))
  }

  /// Fills `count` floats with draws from a normal distribution, both values of each Box–Muller pair used.
  public func fillNormal(
    _ values: UnsafeMutablePointer<Float>, count: Int, mean: Float = 0, standardDeviation: Float = 1
  ) {
    var i = 0
    while i < count {
      let radius = (-2 * logf(1 - uniform())).squareRoot()
      let angle = 2 * Float.pi * uniform()
      values[i] = mean + standardDeviation * radius * cosf(angle)
      if i + 1 < count { values[i + 1] = mean + standardDeviation * radius * sinf(angle) }
      i += 2
    }
  }

  /// Puts `items` in a uniformly random order (Fisher–Yates).
  public func shuffle<T>(_ items: inout [T]) {
    guard items.count > 1 else { return }
    for i in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(i, integer(below: i + 1)) }
  }

  /// The numbers 0..<count in a uniformly random order.
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }
}

extension Tensor {
  /// A tensor of draws from a normal distribution.
  public convenience init(
    normal shape: [Int], mean: Float = 0, standardDeviation: Float = 1, generator: RandomGenerator
  ) {
    self.init(uninitialized: shape)
    generator.fillNormal(data, count: count, mean: mean, standardDeviation: standardDeviation)
  }

  /// A tensor of draws uniform in `low ..< high`.
  public convenience init(uniform shape: [Int], low: Float = 0, high: Float = 1, generator: RandomGenerator) {
    self.init(uninitialized: shape)
    for i in 0..<count { data[i] = low + (high - low) * generator.uniform() }
  }
}
