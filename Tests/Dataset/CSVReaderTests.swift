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

  /// Whatever the size of the parts a file is read in, the rows are those of the whole.
  @Test(arguments: [64, 65, 70, 100, 1000, 1 << 20])
  func batchesAreTheWhole(size: Int) throws {
    var text = "\u{FEFF}id,text,score\r\n"
    for row in 0..<200 {
      let ends = ["plain", "\"a, \"\"b\"\"\r\nc\"", "", "\"é\n\n映\"", String(repeating: "long ", count: row)]
      text += "\(row),\(ends[row % 5]),\(row % 3 == 0 ? "" : "\(row).5")\r\n"
    }
    let path = "/tmp/rlnb-csv-\(size)-\(UInt32.random(in: 0..<(.max))).csv"
    try FileIO.write(text, to: path)
    defer { _ = try? Shell.run("rm -f '\(path)'") }
    let reader = try CSVBatchReader(path, batchBytes: size)
    var joined: Table?
    while let batch = try reader.next() { joined = try joined?.appending(batch) ?? batch }
    let whole = try CSVReader.read(path)
    let read = try #require(joined)
    #expect(read.rowCount == 200 && reader.names == ["id", "text", "score"])
    for row in 0..<200 where row % 3 != 0 { #expect(read.row(row) == whole.row(row)) }
    #expect(try read.column("id") == whole.column("id"))
  }

  @Test func aBatchThatDiffersInKindIsNamed() throws {
    let path = "/tmp/rlnb-csv-kinds-\(UInt32.random(in: 0..<(.max))).csv"
    try FileIO.write("n\n" + String(repeating: "1\n", count: 100) + "x\n", to: path)
    defer { _ = try? Shell.run("rm -f '\(path)'") }
    let reader = try CSVBatchReader(path, batchBytes: 64)
    #expect { while try reader.next() != nil {} } throws: {
      ($0 as? UserError)?.message.contains("column 'n': text where the rows before have integers") == true
    }
  }

  @Test func whatPandasTakesForMissingIsMissing() throws {
    let table = try table("a,b\nNA,x\n2,null\n")
    guard case .floats(let numbers) = try table.column("a") else { return #expect(Bool(false)) }
    #expect(numbers[0].isNaN && numbers[1] == 2)
    #expect(try table.column("b") == .values(["x", nil]))
  }

  @Test func invalidUTF8IsPlaced() {
    let bytes = Array("a\nxy".utf8) + [0xFF]
    #expect { try CSVReader.parse(bytes, source: "t.csv") } throws: {
      ($0 as? UserError)?.message == "'t.csv', line 2, column 3: not UTF-8 text"
    }
  }
}
