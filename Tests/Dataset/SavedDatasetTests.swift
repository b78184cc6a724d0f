import Dataset
import Glibc
import Support
import Testing

/// Data sets on disk, against what `datasets` saved (Tests/Fixtures/make_data.py).
@Suite struct SavedDatasetTests {
  private func saved(_ path: String) throws -> Table {
    guard case .table(let table) = try SavedDataset.load(path) else { throw UserError(.value, "a dictionary") }
    return table
  }

  private func check(_ table: Table) throws {
    let expected = try JSON.read(DataFixtures.folder + "/saved.expected.json")
    let rows = try #require(expected["rows"]?.arrayValue)
    #expect(table.rowCount == rows.count)
    for (index, row) in rows.enumerated() {
      for (name, value) in zip(table.columnNames, table.row(index)) {
        #expect(DataFixtures.plain(value) == row[name].map(DataFixtures.plain), "\(name) \(index)")
      }
    }
    for (name, feature) in table.features { #expect(expected["features"]?[name] == .string("\(feature)")) }
  }

  @Test func whatDatasetsSavedIsRead() throws { try check(try saved(DataFixtures.folder + "/saved")) }

  @Test func whatIsSavedComesBack() throws {
    let scratch = try LoaderTests.Scratch()
    let table = try saved(DataFixtures.folder + "/saved")
    try SavedDataset.save(table, to: scratch.path + "/one")
    try check(try saved(scratch.path + "/one"))
    let splits = DatasetDictionary([("train", table), ("test", table.slice(0..<1))])
    try SavedDataset.save(splits, to: scratch.path + "/both")
    guard case .dictionary(let loaded) = try SavedDataset.load(scratch.path + "/both") else {
      return #expect(Bool(false))
    }
    #expect(loaded.names == ["train", "test"] && loaded["test"]?.rowCount == 1)
  }

  /// Many batches, rows chosen from a mapped file, and a file that is written over while it is mapped.
  @Test func mappedColumnsBehaveAsOthers() throws {
    let scratch = try LoaderTests.Scratch()
    let count = 25_000
    let table = try Table([
      ("text", .strings(StringColumn((0..<count).map { "row \($0) é" }))),
      ("ids", .integerLists(IntegerListColumn((0..<count).map { Array(0..<($0 % 4)) }))),
      ("label", .integers((0..<count).map { $0 % 2 })),
    ])
    try SavedDataset.save(table, to: scratch.path)
    var loaded = try saved(scratch.path)
    #expect(try loaded.column("text") == table.column("text"))
    #expect(try loaded.column("ids") == table.column("ids"))
    #expect(try loaded.select([24_999, 3, 3]).row(0) == ["row 24999 é", [0, 1, 2], 1])
    loaded = try loaded.appending(loaded)
    #expect(loaded.rowCount == 2 * count && loaded.row(count + 5) == loaded.row(5))
    try SavedDataset.save(loaded.slice(0..<10), to: scratch.path)
    #expect(try saved(scratch.path).rowCount == 10 && loaded.row(24_999)[0] == "row 24999 é")
    #expect(try Fingerprint.of(table) == Fingerprint.of(loaded.slice(0..<count)))
    #expect(try Fingerprint.of(table) != Fingerprint.of(loaded.slice(1..<count + 1)))
  }

  @Test func whatIsDamagedIsAnError() throws {
    let bytes = try FileIO.read(DataFixtures.folder + "/saved/data-00000-of-00001.arrow")
    for length in stride(from: 0, to: bytes.count - 16, by: 61) {
      do { _ = try ArrowFile.parse(Array(bytes[..<length]), source: "cut") } catch is UserError {}
    }
    #expect(throws: UserError.self) { try ArrowFile.parse([1, 2, 3], source: "short") }
    #expect { try SavedDataset.load(DataFixtures.folder) } throws: {
      ($0 as? UserError)?.message.contains("is neither a `Dataset` directory nor a `DatasetDict` directory.") == true
    }
  }

  @Test func aDamagedResultIsNotTrusted() throws {
    let scratch = try LoaderTests.Scratch()
    let cache = ResultCache(folder: scratch.path)
    let table = try Table([("a", .integers([1, 2, 3]))])
    #expect(cache.table("key") == nil)
    try cache.keep(table, "key")
    #expect(try cache.table("key")?.column("a") == .integers([1, 2, 3]))
    var bytes = try FileIO.read(scratch.path + "/key.arrow")
    bytes[bytes.count - 30] ^= 1
    try FileIO.write(bytes, to: scratch.path + "/key.arrow")
    #expect(cache.table("key") == nil)
    try cache.keep(table, "key")
    unlink(scratch.path + "/key.arrow.sha256")
    #expect(cache.table("key") == nil)
  }
}
