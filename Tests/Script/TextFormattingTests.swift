import Foundation
import Script
import Support
import Testing

/// Formatting agrees with what CPython 3.11 recorded in Tests/Fixtures/text (make_text.py).
@Suite struct TextFormattingTests {
  private func rows(_ name: String) throws -> [[String]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appendingPathComponent("Fixtures/text/\(name)"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      try line.split(separator: "\t", omittingEmptySubsequences: false).map {
        try JSONDecoder().decode(String.self, from: Data($0.utf8))
      }
    }
  }

  private func double(_ bits: String) throws -> Double { Double(bitPattern: try #require(UInt64(bits))) }

  @Test func formatSpecificationsGiveCPythonsTextAndErrors() throws {
    for row in try rows("format.tsv") {
      let (kind, value, spec, outcome, expected) = (row[0], row[1], row[2], row[3], row[4])
      var got = ("ok", "")
      do {
        switch kind {
        case "s": got.1 = spec.isEmpty ? value : try FormatSpec(spec, typeName: "str").format(value)
        case "i":
          let parsed = try FormatSpec(spec, typeName: "int")
          got.1 = try parsed.format(try #require(Int(value)))
        default: got.1 = try FormatSpec(spec, typeName: "float").format(try double(value))
        }
      } catch let error as UserError {
        got = (error.kind.rawValue, error.message)
      }
      #expect(got == (outcome, expected), "format(\(value), \(spec))")
    }
  }

  @Test func shortestTextAndRoundingOfDoubles() throws {
    for row in try rows("repr.tsv") {
      let value = try double(row[0])
      #expect(FloatText.repr(value) == row[1])
      #expect(FloatText.parse(row[1].utf8) == value)
      #expect(FloatText.round(value, places: try #require(Int(row[2]))).bitPattern == (try double(row[3])).bitPattern)
    }
  }

  @Test func twisterGivesCPythonsSequence() {
    var twister = MersenneTwister(seed: 42)
    #expect(twister.uniform() == 0.6394267984578837)
    #expect(twister.uniform() == 0.025010755222666936)
    #expect(twister.bits(40) == 267_469_214_295)
    #expect(twister.below(100) == 28)
  }
}
