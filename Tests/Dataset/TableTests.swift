import Dataset
import Support
import Testing

@Suite struct TableTests {
  private func sample() throws -> Table {
    try Table([
      ("review", .strings(StringColumn(["b", "a", "c"]))), ("label", .integers([1, 0, 1])),
      ("ids", .integerLists(IntegerListColumn([[1, 2], [], [3]]))),
    ])
  }

  @Test func summaryIsThatOfDatasets() throws {
    let table = try sample()
    #expect(table.description == "Dataset({\n    features: ['review', 'label', 'ids'],\n    num_rows: 3\n})")
    let splits = DatasetDictionary([("train", table)])
    #expect(
      splits.description
        == "DatasetDict({\n    train: Dataset({\n        features: ['review', 'label', 'ids'],\n        num_rows: 3\n    })\n})"
    )
    #expect(table.features.map(\.feature.description) == ["Value('string')", "Value('int64')", "List(Value('int64'))"])
  }

  @Test func rowsAreSelectedSlicedAndSorted() throws {
    let table = try sample()
    #expect(try table.select([2, 0]).row(0) == ["c", 1, [3]])
    #expect(table.slice(1..<3).row(0) == ["a", 0, []])
    #expect(try table.sorted(by: "review").column("review") == .strings(StringColumn(["a", "b", "c"])))
    #expect(
      try table.sorted(by: "label", descending: true).column("review") == .strings(StringColumn(["b", "c", "a"])))
    #expect(try table.column("label").unique() == [1, 0])
  }

  @Test func renamingAndRemovingKeepTheOrder() throws {
    let table = try sample().renaming([("review", "text")]).removing(["label"])
    #expect(table.columnNames == ["text", "ids"])
    #expect(throws: UserError.self) { try table.renaming([("nothing", "x")]) }
    #expect(throws: UserError.self) { try table.renaming([("text", "ids")]) }
  }

  @Test func mixedValuesFallBack() {
    #expect(Column([1, 2.5]) == .floats([1, 2.5]))
    #expect(Column([1, "x"]) == .values([1, "x"]))
    #expect(Column(["x", nil]) == .values(["x", nil]))
    #expect(Column([[1, 2], [3]]) == .integerLists(IntegerListColumn([[1, 2], [3]])))
    #expect(Column([[1], [2.5]]) == .values([[1], [2.5]]))
  }

  @Test func jsonLinesAndArraysAreTables() throws {
    let lines = try JSONTableReader.parse(Array("{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2}\n".utf8), source: "t.jsonl")
    #expect(try lines.column("a") == .integers([1, 2]))
    #expect(try lines.column("b") == .values(["x", nil]))
    let array = try JSONTableReader.parse(Array("[{\"a\": 1}, {\"a\": 2}]".utf8), source: "t.json")
    #expect(try array.column("a") == .integers([1, 2]))
    #expect { try JSONTableReader.parse(Array("{\"a\": 1}\n{\"a\": }\n".utf8), source: "t.jsonl") } throws: {
      ($0 as? UserError)?.message.contains("'t.jsonl', line 2") == true
    }
  }

  @Test func everyTenthOfALabelIsHeldOut() {
    let mask = HeldOutRule.mask(labels: Array(repeating: 0, count: 20) + Array(repeating: 1, count: 10))
    #expect(mask.indices.filter { mask[$0] } == [9, 19, 29])
  }

  @Test func mixedAndNestedValuesSurviveTheirColumn() throws {
    let values: [JSON] = [
      nil, "a\"b\\c\n\u{1}\u{1f}é😀", "", 1, 2.5, -0.0, 1e300, true, ["x", [nil, ["k": [1, "ü\t"]]]], ["a": nil, "b": [:]], [],
    ]
    let column = ValueColumn(values)
    #expect(Array(column) == values && column == ValueColumn(values))
    #expect(Column(values) == .values(column) && Column(values + [nil]) != .values(column))
    let rows = [8, 0, 1, 1]
    #expect(Column(values).select(rows) == .values(ValueColumn(rows.map { values[$0] })))
    #expect(Column(values).slice(1..<3).appending(Column(values)) == .values(ValueColumn(values[1..<3] + values)))
  }

  @Test func aRepeatedKeyKeepsItsLastValue() throws {
    func table(_ text: String) throws -> Table { try JSONTableReader.parse(Array(text.utf8), source: "t.jsonl") }
    for (first, last) in [("1", "2"), ("\"x\"", "\"y\""), ("[1]", "[2]"), ("{\"k\":1}", "{\"k\":2}"), ("1.5", "2.5"), ("true", "false")] {
      let twice = try table("{\"a\":\(first),\"b\":0,\"a\":\(last)}\n{\"a\":\(first),\"b\":1}\n")
      let once = try table("{\"a\":\(last),\"b\":0}\n{\"a\":\(first),\"b\":1}\n")
      #expect(twice.columnNames == ["a", "b"] && twice.rowCount == 2)
      #expect(try twice.column("a") == once.column("a"))
    }
    let columns = try table("{\"a\":[1],\"b\":[5],\"a\":[2]}")
    #expect(try columns.column("a") == .integers([2]) && columns.columnNames == ["a", "b"])
  }

  /// Many names are found in time that grows with their number, not its square.
  @Test(.timeLimit(.minutes(1))) func wideObjectsAreReadInTime() throws {
    func members(_ value: String, _ order: some Sequence<Int>) -> String {
      "{" + order.map { "\"k\($0)\":\(value)" }.joined(separator: ",") + "}"
    }
    let (up, down) = (0..<60_000, (0..<60_000).reversed())
    let columns = try JSONTableReader.parse(Array(members("[1]", up).utf8), source: "wide.json")
    #expect(columns.columnNames.count == 60_000)
    let records = "{\"a\":\(members("1", up)),\"b\":0}\n{\"a\":\(members("1.5", down)),\"b\":1}\n"
    let nested = try JSONTableReader.parse(Array(records.utf8), source: "wide.jsonl")
    #expect(try nested.rowCount == 2 && nested.column("a")[0]["k7"] == 1.0)
  }
}
