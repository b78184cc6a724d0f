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
}
