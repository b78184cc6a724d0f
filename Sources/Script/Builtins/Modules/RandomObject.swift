import BigInteger
import Glibc

/// `random.Random`: a Mersenne Twister with the distributions of the `random` module, drawn as CPython draws them.
final class RandomObject: Object {
  static let type: TypeObject = {
    let type = TypeObject("Random", module: "random")
    type.constructor("x=None") { call in
      let random = RandomObject(type: call.type)
      try random.seed(call[0])
      return Value(random)
    }
    RandomMethods.register(type)
    return type
  }()

  var twister = MersenneTwister(seed: 0)
  /// The second value of the pair that `gauss` makes.
  var nextGauss: Double?

  override init(type: TypeObject = RandomObject.type) { super.init(type: type) }

  /// `seed(a, version=2)`.
  func seed(_ value: Value, version: Int = 2) throws {
    nextGauss = nil
    let number: BigInt
    if value.isNone {
      var words = [UInt32](repeating: 0, count: 8)
      getentropy(&words, 32)
      twister = MersenneTwister(key: words)
      return
    } else if let integer = value.integer {
      number = integer.absolute
    } else if version == 1, let codes = value.str?.scalars ?? value.bytes?.bytes.map({ UInt32($0) }) {
      var hash = codes.first.map { UInt64($0) << 7 } ?? 0
      for code in codes { hash = hash &* 1_000_003 ^ UInt64(code) }
      hash ^= UInt64(codes.count)
      number = BigInt(UInt(hash == .max ? .max - 1 : hash))
    } else if let bytes = value.str?.utf8 ?? value.bytes?.bytes {
      number = BigInt(littleEndian: (bytes + SHA512.digest(bytes)).reversed(), signed: false)
    } else if case .float = value {
      number = BigInt(UInt(bitPattern: try value.hash()))
    } else {
      throw ScriptError(
        .typeError, "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
    }
    let bytes = number.littleEndian(count: max(1, (number.bitLength + 31) / 32) * 4)
    let key = stride(from: 0, to: bytes.count, by: 4).map { start in
      (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
    }
    twister = MersenneTwister(key: key)
  }

  func uniform() -> Double { twister.uniform() }

  /// `getrandbits(count)` of any size.
  func bits(_ count: Int) -> Value {
    if count <= 64 { return Value(BigInt(UInt(twister.bits(count)))) }
    var bytes: [UInt8] = []
    var left = count
    while left > 0 {
      let word = twister.bits(min(left, 32))
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      left -= 32
    }
    return Value(BigInt(littleEndian: bytes, signed: false))
  }

  /// An integer in `0 ..< bound`, which is positive.
  func below(_ bound: BigInt) -> BigInt {
    if let small = Int(exactly: bound) { return BigInt(twister.below(small)) }
    while true {
      if let drawn = bits(bound.bitLength).integer, drawn < bound { return drawn }
    }
  }

  func normal(_ mean: Double, _ deviation: Double) -> Double {
    let magic = 4 * exp(-0.5) / sqrt(2.0)
    while true {
      let u1 = uniform()
      let u2 = 1 - uniform()
      let z = magic * (u1 - 0.5) / u2
      if z * z / 4 <= -log(u2) { return mean + z * deviation }
    }
  }

  func gauss(_ mean: Double, _ deviation: Double) -> Double {
    if let z = nextGauss {
      nextGauss = nil
      return mean + z * deviation
    }
    let angle = uniform() * 2 * .pi
    let radius = sqrt(-2 * log(1 - uniform()))
    nextGauss = sin(angle) * radius
    return mean + cos(angle) * radius * deviation
  }

  func gamma(_ alpha: Double, _ beta: Double) throws -> Double {
    guard alpha > 0, beta > 0 else {
      throw ScriptError(.valueError, "gammavariate: alpha and beta must be > 0.0")
    }
    if alpha > 1 {
      let inverse = sqrt(2 * alpha - 1)
      let b = alpha - log(4.0)
      let c = alpha + inverse
      while true {
        let u1 = uniform()
        guard u1 > 1e-7, u1 < 0.9999999 else { continue }
        let u2 = 1 - uniform()
        let v = log(u1 / (1 - u1)) / inverse
        let x = alpha * exp(v)
        let z = u1 * u1 * u2
        let r = b + c * v - x
        if r + (1 + log(4.5)) - 4.5 * z >= 0 || r >= log(z) { return x * beta }
      }
    }
    if alpha == 1 { return -log(1 - uniform()) * beta }
    while true {
      let u = uniform()
      let b = (M_E + alpha) / M_E
      let p = b * u
      let x = p <= 1 ? pow(p, 1 / alpha) : -log((b - p) / alpha)
      let u1 = uniform()
      if p > 1 ? u1 <= pow(x, alpha - 1) : u1 <= exp(-x) { return x * beta }
    }
  }
}
