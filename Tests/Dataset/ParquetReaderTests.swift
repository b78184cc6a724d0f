import Support
import Testing

import Dataset

/// Against what pyarrow wrote: Tests/Fixtures/make_data.py.
@Suite struct ParquetReaderTests {
  static let folder = DataFixtures.folder + "/parquet"

  private func table(_ name: String) throws -> Table { try ParquetReader.read("\(Self.folder)/\(name).parquet") }

  @Test(arguments: [
    "plain", "dictionary", "snappy", "zstd", "gzip", "version2", "version2_plain", "groups", "old", "encoded",
    "encoded_pages", "brotli", "lz4", "edges",
  ])
  func everyFormGivesWhatPyarrowWrote(name: String) throws {
    let table = try table(name)
    let values = name == "edges" ? "edges" : "expected"
    let expected = try #require(try JSON.read("\(Self.folder)/\(values).json").objectValue)
    #expect(table.columnNames == expected.keys)
    for (column, values) in zip(expected.keys, expected.values) {
      let read = try table.column(column)
      #expect(
        (0..<read.count).map { DataFixtures.plain(read[$0]) } == values.arrayValue?.map(DataFixtures.plain), "\(column)"
      )
    }
  }

  @Test func typesAreNamedAsDatasetsNamesThem() throws {
    let features = Dictionary(uniqueKeysWithValues: try table("version2").features.map { ($0.name, "\($0.feature)") })
    #expect(features["small"] == "Value('int32')" && features["half"] == "Value('float32')")
    #expect(features["unsigned"] == "Value('uint32')" && features["flag"] == "Value('bool')")
    #expect(features["ids"] == "List(Value('int32'))" && features["tags"] == "List(Value('string'))")
    let labels = try table("labels")
    #expect(labels.features[1].feature == .classLabel(["neg", "pos"]))
    #expect(try labels.column("label") == .integers([1, 0]))
  }

  @Test func emptyAndRequiredColumnsAreRead() throws {
    let empty = try table("empty")
    #expect(empty.rowCount == 0 && empty.columnNames.count == 12)
    #expect(try table("required").column("b") == .strings(StringColumn(["x", "y", "z"])))
  }

  /// The blocks of Hadoop, which pyarrow reads and does not write: two lengths before each.
  @Test func blocksOfLZ4AreReadWithTheirLengthsAndWithout() {
    // "abc" eight times and " and no more": three letters, a match three back, twelve letters.
    let text = String(repeating: "abc", count: 8) + " and no more"
    let block: [UInt8] = [63, 97, 98, 99, 3, 0, 2, 192] + " and no more".utf8
    func read(_ bytes: [UInt8], _ count: Int) -> String? {
      var target = [UInt8](repeating: 0, count: count)
      let isRead = bytes.withUnsafeBytes { source in
        target.withUnsafeMutableBytes { LZ4Block.decompressFramed(source, into: $0.baseAddress!, count: count) }
      }
      return isRead ? String(decoding: target, as: UTF8.self) : nil
    }
    let framed = [0, 0, 0, 36, 0, 0, 0, 20] + block
    #expect(read(block, 36) == text && read(framed, 36) == text)
    #expect(read(framed + framed, 72) == text + text)
    #expect(read(block, 35) == nil && read(block, 37) == nil && read(framed + [0], 36) == nil && read([], 1) == nil)
    var early = block
    early[4] = 4
    #expect(read(early, 36) == nil, "a match before the start")
  }

  @Test func whatIsNotReadIsNamed() {
    #expect { try table("structure") } throws: {
      ($0 as? UserError)?.message.hasSuffix("column 's' is a structure or a map") == true
    }
    #expect { try table("map") } throws: {
      ($0 as? UserError)?.message.hasSuffix("column 'm' is a structure or a map") == true
    }
  }

  /// Every file cut at many places, and with bytes changed, is an error or a table, never a crash.
  @Test func damagedFilesAreErrors() throws {
    for name in ["plain", "snappy", "zstd", "version2", "groups", "encoded", "encoded_pages", "lz4", "brotli"] {
      let bytes = try FileIO.read("\(Self.folder)/\(name).parquet")
      for length in stride(from: 0, to: bytes.count, by: 997) {
        #expect(throws: UserError.self) { try ParquetReader.parse(Array(bytes[..<length]), source: "cut") }
      }
      var state: UInt64 = 1
      for _ in 0..<300 {
        var damaged = bytes
        for _ in 0..<3 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          damaged[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
        }
        do { _ = try ParquetReader.parse(damaged, source: "damaged") } catch is UserError {}
      }
    }
  }
}

/// Where the fixtures are, and values in a form that compares.
enum DataFixtures {
  static let folder = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Fixtures/data"

  /// Whole numbers as integers: JSON does not tell 1.0 from 1.
  static func plain(_ value: JSON) -> JSON {
    switch value {
    case .double(let number): Int(exactly: number).map { .int($0) } ?? value
    case .array(let items): .array(items.map(plain))
    case .object(let members):
      .object(
        members.values.indices.reduce(into: JSONObject()) {
          $0[members.keys[$1]] = plain(members.values[$1])
        })
    default: value
    }
  }
}
