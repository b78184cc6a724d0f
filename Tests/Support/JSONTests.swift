import Support
import Testing

@Suite struct JSONTests {
  @Test func roundTripKeepsOrderAndNumbers() throws {
    let text = #"{"b": 1, "a": [1.5, 1e-05, 2.0, true, null, -3], "limit": 1000000000000000019884624838656, "s": "é\n\"\\"}"#
    #expect(try JSON.parse(text).text() == text)
  }

  @Test func escapes() throws {
    #expect(try JSON.parse(#""\ud83d\ude00 \u00e9 \ud83d \/""#).stringValue == "😀 é \u{FFFD} /")
    #expect(JSON.string("😀é\u{1}").text(asciiOnly: true) == #""\ud83d\ude00\u00e9\u0001""#)
  }

  @Test func indentation() throws {
    let value: JSON = ["architectures": ["GPT2LMHeadModel"], "empty": [], "n": 2]
    #expect(
      value.text(indent: 2) == "{\n  \"architectures\": [\n    \"GPT2LMHeadModel\"\n  ],\n  \"empty\": [],\n  \"n\": 2\n}")
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\" 1}", "01", "1.", "-", "tru", "\"abc", "\"\\x\"", "[1] 2", "\"\u{1}\"",
    String(repeating: "[", count: 100_000),
  ])
  func faultsAreErrors(text: String) {
    #expect(throws: UserError.self) { try JSON.parse(text) }
  }

  @Test func faultNamesTheFileAndTheLine() {
    do {
      _ = try JSON.parse("{\n  \"a\": x\n}", name: "config.json")
      Issue.record("no error")
    } catch {
      #expect("\(error)" == "config.json is not valid JSON: a value is missing or misspelt at line 2 column 8")
    }
  }

  /// Objects find their keys one by one while they are few, and by a dictionary from nine on.
  @Test func membersAreFoundWhetherFewOrMany() {
    for count in [1, 8, 9, 30] {
      var members = JSONObject()
      for number in 0..<count { members["k\(number)"] = .int(number) }
      #expect(members.count == count && (0..<count).allSatisfy { members["k\($0)"] == .int($0) })
      members["k0"] = "again"
      #expect(members.count == count && members.keys.first == "k0" && members.values.first == "again")
      // Down through the border and up again.
      for number in 0..<count - 1 { members["k\(number)"] = nil }
      #expect(members.keys == ["k\(count - 1)"] && members["k0"] == (count == 1 ? "again" : nil))
      for number in 0..<count { members["n\(number)"] = .int(number) }
      #expect((0..<count).allSatisfy { members["n\($0)"] == .int($0) } && members["none"] == nil)
    }
  }
}
