import BigInteger
import Support
import Testing

/// Identities on random numbers from a fixed seed.
@Suite struct PropertyTests {
  private let random = SplitMix(seed: 2024)

  private func any(_ limbs: Int) -> BigInt {
    let value = random.number(bits: Int.random(in: 1...(64 * limbs), using: &generator))
    return random.next() & 1 == 0 ? value : -value
  }

  private var generator: SplitMix {
    get { random }
    nonmutating set {}
  }

  @Test func quotientTimesDivisorPlusRemainderIsTheDividend() throws {
    for round in 0..<300 {
      let (a, b) = (any(1 + round), any(1 + round * 2 / 3))
      if b.isZero { continue }
      let (quotient, remainder) = try a.floorDivided(by: b)
      #expect(try quotient * b + remainder == a)
      #expect(remainder.isZero || remainder.isNegative == b.isNegative)
      #expect(remainder.absolute < b.absolute)
    }
  }

  @Test func productsDistributeOverSums() throws {
    for round in 0..<200 {
      let (a, b, c) = (any(1 + round), any(1 + round * 2), any(1 + round))
      #expect(try (a + b) * c == a * c + b * c)
      #expect(try (a + b).squared() == a.squared() + (a * b) << 1 + b.squared())
    }
  }

  @Test func productsByTransformAreThoseByHalves() throws {
    for (n, m) in [(10_000, 10_000), (15_000, 11_000)] {
      let (a, b) = (random.number(bits: 64 * n), random.number(bits: 64 * m))
      let half = 32 * m
      let (upper, lower) = (b >> half, b & (BigInt(1) << half - 1))
      #expect(try a * b == (a * upper) << half + a * lower)
    }
  }

  @Test func textComesBack() throws {
    for round in 0..<120 {
      let value = any(1 + round * 2)
      for radix in [2, 3, 7, 8, 10, 16, 32, 36] {
        let digits = try value.digits(radix: radix)
        let values = digits.map { $0 < 58 ? $0 - 48 : $0 - 87 }
        #expect(try BigInt(digits: values[...], radix: radix) == value.absolute)
      }
    }
  }

  @Test func bytesComeBack() {
    for round in 0..<100 {
      let value = any(1 + round % 7)
      #expect(BigInt(littleEndian: value.littleEndian(count: 60), signed: true) == value)
    }
  }

  @Test func modularPowersAreThoseOfProducts() throws {
    for round in 1..<40 {
      let (base, modulus) = (any(round), any(round).absolute + 2)
      var product: BigInt = 1
      for exponent in 0..<20 {
        #expect(try base.power(BigInt(exponent), modulus: modulus) == product.floorDivided(by: modulus).remainder)
        product = try product * base
      }
    }
  }

  @Test func rootsBracketTheirSquares() throws {
    for round in 0..<200 {
      let value = any(1 + round).absolute
      let root = try value.squareRoot()
      #expect(try root.squared() <= value)
      #expect(try (root + 1).squared() > value)
    }
  }

  @Test func commonDivisorsDivide() throws {
    for round in 0..<60 {
      let (a, b, c) = (any(1 + round), any(1 + round), any(2))
      let divisor = try (a * c).greatestCommonDivisor(with: b * c)
      if divisor.isZero { continue }
      #expect(try (divisor % c).isZero)
      #expect(try (a * c % divisor).isZero)
      #expect(try (a * c / divisor).greatestCommonDivisor(with: b * c / divisor) == 1)
    }
  }
}

/// The stop request is the whole process's: these run alone.
@Suite(.serialized) struct InterruptionTests {
  @Test func longOperationsStopWhenAsked() throws {
    let a = SplitMix(seed: 1).number(bits: 64 * 20_000)
    let b = SplitMix(seed: 2).number(bits: 64 * 9_000)
    Interruption.request()
    defer { Interruption.clear() }
    #expect(throws: Interrupted.self) { try a * b }
    #expect(throws: Interrupted.self) { try a / b }
    #expect(throws: Interrupted.self) { try a.decimal() }
    #expect(throws: Interrupted.self) { try a.greatestCommonDivisor(with: b) }
    #expect(throws: Interrupted.self) { try b.power(b, modulus: a) }
    #expect(throws: Interrupted.self) { try b.squareRoot() }
    #expect(throws: Interrupted.self) { try BigInt(3).power(10_000_000) }
  }
}
