import Dataset
import MemoryUse
import Support
import Testing

/// Files made to take as much memory as their readers can be led to. What is a table costs memory in proportion to its
/// values; what is a bomb is refused by name, after no more than the 64 MB that any file may become.
@Suite(.serialized) struct DataBombTests {
  private static let size = 1 << 20

  private func fill(_ piece: String, _ size: Int = size) -> String {
    String(repeating: piece, count: size / piece.utf8.count)
  }

  /// - Parameter each: how many bytes of memory a byte of the file may take.
  private func expectSmall(
    _ name: String, size: Int, each: Int, and more: Int = 8 << 20, isRefused: Bool = false, _ read: () throws -> Void
  ) {
    let limit = each * size + more
    var refusal: String?
    let memory = MemoryUse.least(limit) {
      do { try read() } catch let error as UserError { refusal = error.message }
    }
    #expect(memory <= limit, "\(name): \(size) bytes took \(memory)")
    #expect(!isRefused || refusal != nil, "\(name) was read")
  }

  @Test func textTables() {
    for piece in ["\n", "1\n", "\"\"\n", "1,2,3,4\n", "x\n"] {
      let text = "a\n" + fill(piece)
      expectSmall("csv \(piece.debugDescription)", size: text.utf8.count, each: 30) {
        _ = try CSVReader.parse(Array(text.utf8), source: "bomb.csv")
      }
    }
    let wide = fill("a,") + "a\n"
    expectSmall("csv, wide", size: wide.utf8.count, each: 8, and: 64 << 20, isRefused: true) {
      _ = try CSVReader.parse(Array(wide.utf8), source: "bomb.csv")
    }
    // Names that all have to be made different: in time, too.
    let names = fill("a,", 60_000) + "a\n"
    expectSmall("csv, one name", size: names.utf8.count, each: 600) {
      _ = try CSVReader.parse(Array(names.utf8), source: "bomb.csv")
    }
  }

  @Test func json() {
    for value in ["1", "[]", "{}", "[[],[],[],[],[],[]]", "\"\"", "null", "1.5", "true", "{\"b\":[{}]}"] {
      let row = "{\"a\":\(value)}"
      let list = "[" + fill(value + ",") + value + "]"
      for text in [fill(row + "\n"), "[" + fill(row + ",") + row + "]", "{\"a\":\(list)}", "{\"a\":0,\"b\":\(list)}"] {
        expectSmall("json \(row)", size: text.utf8.count, each: 8) {
          _ = try JSONTableReader.parse(Array(text.utf8), source: "bomb.jsonl")
        }
      }
    }
    // Every row has a column of its own: the table would be square.
    let square = (0..<40_000).map { "{\"a\($0)\":1}\n" }.joined()
    expectSmall("json, square", size: square.utf8.count, each: 192, isRefused: true) {
      _ = try JSONTableReader.parse(Array(square.utf8), source: "bomb.jsonl")
    }
  }

  @Test func archives() throws {
    let scratch = try LoaderTests.Scratch()
    let commands = [
      "tar.gz": "tar -czf bomb.tar.gz bomb.txt", "tar.xz": "tar -cJf bomb.tar.xz bomb.txt",
      "tar.bz2": "tar -cjf bomb.tar.bz2 bomb.txt",
    ]
    try Shell.run("cd '\(scratch.path)' && head -c 80000000 /dev/zero | tr '\\0' a > bomb.txt")
    for (ending, command) in commands {
      try Shell.run("cd '\(scratch.path)' && \(command)")
      let path = "\(scratch.path)/bomb.\(ending)"
      expectSmall(ending, size: 1 << 20, each: 1, and: 256 << 20, isRefused: true) {
        let _: Table = try DatasetLoader.load(path, split: "train")
      }
    }
  }

  /// One long text of a dictionary in every row but one (Tests/Fixtures/make_hostile_parquet.py).
  @Test func repeatedTexts() throws {
    let path = DataFixtures.folder + "/../hostile/parquet/repeated.parquet"
    expectSmall("repeated", size: try FileIO.read(path).count, each: 1, isRefused: true) {
      _ = try ParquetReader.read(path)
    }
  }

  /// Parquet's lengths that claim a gigabyte.
  @Test func claimedSizes() throws {
    for name in ["plain", "snappy", "zstd", "gzip", "version2"] {
      let bytes = try FileIO.read("\(DataFixtures.folder)/parquet/\(name).parquet")
      // Every place that could be a length, one after another, as if it said 2³⁰: a varint of five bytes.
      for place in stride(from: 4, to: min(bytes.count, 400), by: 1) {
        var changed = bytes
        for (offset, byte) in [0x80, 0x80, 0x80, 0x80, 0x08].enumerated() where place + offset < changed.count {
          changed[place + offset] = UInt8(byte)
        }
        expectSmall("\(name) at \(place)", size: bytes.count, each: 256, and: 16 << 20) {
          _ = try ParquetReader.parse(changed, source: "bomb.parquet")
        }
      }
    }
  }
}
