import Dataset
import Support
import Testing

@Suite struct CSVReaderTests {
  private func table(_ text: String) throws -> Table { try CSVReader.parse(Array(text.utf8), source: "t.csv") }

  @Test func fieldsInQuotesHoldDelimitersQuotesAndLineEnds() throws {
    let table = try table("text,label\n\"a, \"\"b\"\"\nc\",1\nplain,0\n")
    #expect(table.rowCount == 2)
    #expect(try table.column("text") == .strings(StringColumn(["a, \"b\"\nc", "plain"])))
    #expect(try table.column("label") == .integers([1, 0]))
  }

  @Test func byteOrderMarkAndCarriageReturnsAreNotData() throws {
    let table = try table("\u{FEFF}a,b\r\n1,x\r\n\r\n2,y")
    #expect(table.columnNames == ["a", "b"])
    #expect(try table.column("a") == .integers([1, 2]))
    #expect(try table.column("b") == .strings(StringColumn(["x", "y"])))
  }

  @Test func columnsTakeTheTightestType() throws {
    let table = try table("i,f,b,m,t\n-1,2,true,3,\n+7,1e-3,False,,x\n")
    #expect(try table.column("i") == .integers([-1, 7]))
    #expect(try table.column("f") == .floats([2, 0.001]))
    #expect(try table.column("b") == .booleans([true, false]))
    #expect(try table.column("t") == .values([.null, "x"]))
    guard case .floats(let missing) = try table.column("m") else { return #expect(Bool(false)) }
    #expect(missing[0] == 3 && missing[1].isNaN)
  }

  @Test(arguments: [
    ("a,b\n1\n", "'t.csv', line 2, column 1: 1 field where the header has 2"),
    ("a,b\n1,2\n1,2,3\n", "'t.csv', line 3, column 5: more than the 2 fields of the header"),
    ("a,b\n1,\"x\n", "'t.csv', line 2, column 3: a quoted field that is never closed"),
    ("a,b\n1,\"x\"y\n", "'t.csv', line 2, column 6: text after the closing quote of a field"),
    ("", "'t.csv' is empty: it has no header row"),
  ])
  func malformedRowsAreNamed(text: String, message: String) {
    #expect { try table(text) } throws: { ($0 as? UserError)?.message == message }
  }

  @Test func invalidUTF8IsPlaced() {
    let bytes = Array("a\nxy".utf8) + [0xFF]
    #expect { try CSVReader.parse(bytes, source: "t.csv") } throws: {
      ($0 as? UserError)?.message == "'t.csv', line 2, column 3: not UTF-8 text"
    }
  }
}
