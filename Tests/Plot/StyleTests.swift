import Plot
import Support
import Testing

@Suite struct StyleTests {
  @Test func formatStringsNameColorMarkerAndLine() throws {
    let full = try FormatString("b-o")
    #expect(full.color == Color(rgb: 0x0000FF) && full.marker == .circle && full.lineStyle == .solid)
    let dashed = try FormatString("r--")
    #expect(dashed.color == Color(rgb: 0xFF0000) && dashed.marker == nil && dashed.lineStyle == .dashed)
    #expect(try FormatString("C1:").color == .cycle[1])
    #expect(try FormatString("k-.D").lineStyle == .dashDot)
    #expect(try FormatString("tab:green").color == .cycle[2])
    #expect(try FormatString("").lineStyle == nil)
  }

  @Test func aMarkerAloneMeansNoLine() throws {
    #expect(try FormatString("ro").lineStyle == LineStyle.none)
    #expect(try FormatString("g^").marker == .triangleUp)
  }

  @Test(arguments: ["bq", "b--:", "oo", "rg"])
  func wrongFormatStringsAreExplained(text: String) {
    let error = #expect(throws: UserError.self) { try FormatString(text) }
    #expect(error?.message.contains("'\(text)' is not a valid format string") == true)
  }

  @Test func colorsReadAsMatplotlibWritesThem() throws {
    #expect(try Color(parsing: "#1f77b4") == .cycle[0])
    #expect(try Color(parsing: "#f00") == Color(rgb: 0xFF0000))
    #expect(try Color(parsing: "C12") == .cycle[2])
    #expect(try Color(parsing: "SteelBlue") == Color(rgb: 0x4682B4))
    #expect(try Color(parsing: "0.5").red == 0.5)
    #expect(try Color(parsing: "none").alpha == 0)
    #expect(try (Color(parsing: "#ff000080").alpha - 128 / 255.0).magnitude < 1e-9)
  }

  @Test func aMisspeltColorIsAnsweredWithANearName() {
    let error = #expect(throws: UserError.self) { try Color(parsing: "stealblue") }
    #expect(error?.hint == "did you mean 'steelblue'?")
  }
}
