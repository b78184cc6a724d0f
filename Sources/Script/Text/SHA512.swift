/// SHA-512 (FIPS 180-4): `random.seed(str)` mixes it into the seed.
enum SHA512 {
  private static let initial: [UInt64] = [
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
  ]

  /// The round constants: the first 64 bits of the fractional parts of the cube roots of the first 80 primes.
  private static let constants: [UInt64] = {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < 80 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { cubeRootFraction($0) }
  }()

  /// floor(2^64 · cbrt(p)) mod 2^64, by bisection on 72-bit integers cubed exactly.
  private static func cubeRootFraction(_ prime: UInt64) -> UInt64 {
    var whole: UInt64 = 1
    while (whole + 1) * (whole + 1) * (whole + 1) <= prime { whole += 1 }
    var fraction: UInt64 = 0
    for bit in stride(from: 63, through: 0, by: -1) {
      let trial = fraction | 1 << UInt64(bit)
      if cubeAtMost(whole: whole, fraction: trial, prime: prime) { fraction = trial }
    }
    return fraction
  }

  /// (whole + fraction/2^64)³ ≤ prime, in 256-bit arithmetic on 32-bit limbs.
  private static func cubeAtMost(whole: UInt64, fraction: UInt64, prime: UInt64) -> Bool {
    let root = [fraction & 0xFFFF_FFFF, fraction >> 32, whole]
    let cube = multiply(multiply(root, root), root)
    var bound = [UInt64](repeating: 0, count: cube.count)
    bound[6] = prime
    for i in cube.indices.reversed() where cube[i] != bound[i] { return cube[i] < bound[i] }
    return true
  }

  private static func multiply(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    var product = [UInt64](repeating: 0, count: a.count + b.count)
    for (i, x) in a.enumerated() {
      var carry: UInt64 = 0
      for (j, y) in b.enumerated() {
        let sum = product[i + j] + x * y + carry
        product[i + j] = sum & 0xFFFF_FFFF
        carry = sum >> 32
      }
      product[i + b.count] += carry
    }
    return product
  }

  /// The 64-byte digest of `message`.
  static func digest(_ message: [UInt8]) -> [UInt8] {
    var data = message
    data.append(0x80)
    while data.count % 128 != 112 { data.append(0) }
    data += [UInt8](repeating: 0, count: 8)
    let bits = UInt64(message.count) * 8
    data += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
    var hash = initial
    var w = [UInt64](repeating: 0, count: 80)
    func rotate(_ x: UInt64, _ n: UInt64) -> UInt64 { x >> n | x << (64 - n) }
    for block in stride(from: 0, to: data.count, by: 128) {
      for t in 0..<16 { w[t] = (0..<8).reduce(0) { $0 << 8 | UInt64(data[block + t * 8 + $1]) } }
      for t in 16..<80 {
        let s0 = rotate(w[t - 15], 1) ^ rotate(w[t - 15], 8) ^ w[t - 15] >> 7
        let s1 = rotate(w[t - 2], 19) ^ rotate(w[t - 2], 61) ^ w[t - 2] >> 6
        w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
      }
      var v = hash
      for t in 0..<80 {
        let s1 = rotate(v[4], 14) ^ rotate(v[4], 18) ^ rotate(v[4], 41)
        let choose = (v[4] & v[5]) ^ (~v[4] & v[6])
        let t1 = v[7] &+ s1 &+ choose &+ constants[t] &+ w[t]
        let s0 = rotate(v[0], 28) ^ rotate(v[0], 34) ^ rotate(v[0], 39)
        let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
        v = [t1 &+ s0 &+ majority, v[0], v[1], v[2], v[3] &+ t1, v[4], v[5], v[6]]
      }
      for i in 0..<8 { hash[i] = hash[i] &+ v[i] }
    }
    return hash.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
  }
}
