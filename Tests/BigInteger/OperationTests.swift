import BigInteger
import Support
import Testing

/// Every operation against what CPython computes: Tests/Fixtures/integers/operations.json.
@Suite struct OperationTests {
  @Test func everyOperationAgreesWithCPython() throws {
    let tests = #filePath.split(separator: "/").dropLast(2).map { "/\($0)" }.joined()
    let cases = try JSON.read(tests + "/Fixtures/integers/operations.json").arrayValue ?? []
    #expect(cases.count > 500)
    for fixture in cases {
      let words = fixture.arrayValue?.compactMap(\.stringValue) ?? []
      let operands = words.dropFirst().dropLast().map(number)
      let digest = String(try SHA256.hex(Array(spelled(words[0], operands).utf8)).prefix(16))
      #expect(digest == words.last, "\(words.dropLast().joined(separator: " "))")
    }
  }

  private func spelled(_ operation: String, _ operands: [BigInt]) throws -> String {
    let a = operands[0]
    let b = operands.count > 1 ? operands[1] : 0
    switch operation {
    case "add": return try hex(a + b)
    case "subtract": return try hex(a - b)
    case "multiply": return try hex(a * b)
    case "square": return try hex(a.squared())
    case "divide":
      let (quotient, remainder) = try a.floorDivided(by: b)
      return try hex(quotient) + "," + hex(remainder)
    case "and": return try hex(a & b)
    case "or": return try hex(a | b)
    case "xor": return try hex(a ^ b)
    case "left": return try hex(a << (Int(exactly: b) ?? 0))
    case "right": return try hex(a >> (Int(exactly: b) ?? 0))
    case "power": return try hex(a.power(Int(exactly: b) ?? 0))
    case "modular": return try hex(a.power(b, modulus: operands[2]))
    case "inverse": return try a.inverse(modulus: b).map(hex) ?? "none"
    case "gcd": return try hex(a.greatestCommonDivisor(with: b))
    case "root": return try hex(a.absolute.squareRoot())
    case "decimal": return try a.decimal()
    case "hash": return try hex(BigInt(a.residue == -1 ? -2 : a.residue))
    case "double": return bits(a.double)
    case "quotient": return bits(try a.trueQuotient(dividingBy: b))
    case "order": return try hex(BigInt(a.compare(b.double)))
    case "bits":
      let low = a.isZero ? 0 : a.trailingZeroBitCount + 1
      return try [a.bitLength, a.bitCount, low].map { try hex(BigInt($0)) }.joined(separator: ",")
    default: return "unknown operation"
    }
  }

  private func hex(_ value: BigInt) throws -> String {
    (value.isNegative ? "-" : "") + String(decoding: try value.digits(radix: 16), as: UTF8.self)
  }

  private func bits(_ value: Double) -> String {
    if value.isInfinite { return "overflow" }
    let digits = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
