import Glibc
import Support
import Testing

import Dataset

/// What streams is what is read at once.
@Suite struct TableStreamTests {
  private func rows(_ stream: TableStream) throws -> [[JSON]] {
    let tables = try stream.start()
    var rows: [[JSON]] = []
    while let table = try tables() { rows += (0..<table.rowCount).map { table.row($0) } }
    return rows
  }

  private func text(_ row: [JSON]) -> String { JSON.array(row).text() }

  private func folder() throws -> String {
    let folder = "/tmp/rlnb-stream-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    try FileIO.makeFolder(folder)
    return folder
  }

  @Test(arguments: ["parquet/groups.parquet", "rows.jsonl", "quotes.csv", "texts.tar", "texts.zip", "texts.tar.gz"])
  func filesAndArchivesGiveTheRowsOfTheirTables(name: String) throws {
    let path = DataFixtures.folder + "/" + name
    for (split, stream) in try DatasetLoader.streams(path) {
      let whole = try DatasetLoader.load(path, split: split)
      let expected = (0..<whole.rowCount).map { whole.row($0) }
      // Archives stream in their own order.
      let found = try rows(stream)
      #expect(Set(found.map(text)) == Set(expected.map(text)) && found.count == expected.count, "\(split)")
      if !name.hasPrefix("texts") { #expect(found.map(text) == expected.map(text)) }
      #expect(try rows(stream).map(text) == found.map(text), "a second pass")
    }
  }

  @Test func parquetStreamsGroupByGroup() throws {
    let tables = try DatasetLoader.stream(DataFixtures.folder + "/parquet/groups.parquet", split: "train").start()
    var count = 0
    while try tables() != nil { count += 1 }
    #expect(count > 1)
  }

  @Test func textsInFoldersAndCompressedFilesStream() throws {
    let folder = try folder()
    for (name, text) in [("pos/1.txt", "good"), ("pos/2.txt", "fine"), ("neg/1.txt", "bad")] {
      try FileIO.makeFolder("\(folder)/texts/" + name.prefix(3))
      try FileIO.write(text, to: "\(folder)/texts/\(name)")
    }
    let stream = try DatasetLoader.stream(folder + "/texts", split: "train")
    #expect(try rows(stream) == [[.string("bad"), .int(0)], [.string("good"), .int(1)], [.string("fine"), .int(1)]])
    try FileIO.write("a,b\n1,x\n2,y\n", to: folder + "/c.csv")
    try FileIO.write("{\"a\": 1}\n{\"a\": 2}\n", to: folder + "/j.jsonl")
    try FileIO.write("one\ntwo\n", to: folder + "/t.txt")
    for name in ["c.csv", "j.jsonl", "t.txt"] {
      let plain = try rows(DatasetLoader.stream("\(folder)/\(name)", split: "train"))
      #expect(plain.count == 2)
      try Shell.run("gzip '\(folder)/\(name)'")
      #expect(try rows(DatasetLoader.stream("\(folder)/\(name).gz", split: "train")) == plain)
    }
  }

  @Test func linesAreWholeInBatchesOfAnySize() throws {
    let path = try folder() + "/lines.txt"
    let text = (0..<500).map { String(repeating: "x", count: $0 * 7 % 90) + "é" }.joined(separator: "\n")
    try FileIO.write(text, to: path)
    for size in [64, 65, 100, 1 << 12, 1 << 20] {
      let batches = try LineBatches(path, batchBytes: size)
      var joined: [UInt8] = []
      var sawLast = false
      while let (bytes, before, isLast) = try batches.next() {
        #expect(before == joined.filter { $0 == 0x0A }.count)
        #expect(joined.isEmpty || joined.last == 0x0A)
        joined += bytes
        sawLast = isLast
      }
      #expect(joined == Array(text.utf8) && sawLast)
    }
  }

  @Test func errorsNameTheLineOfTheFile() throws {
    let folder = try folder()
    let good = "{\"a\": 1, \"b\": \"\(String(repeating: "text", count: 4000))\"}\n"
    try FileIO.write(String(repeating: good, count: 300) + "{\"a\": oops}\n", to: folder + "/bad.jsonl")
    #expect { try rows(DatasetLoader.stream(folder + "/bad.jsonl", split: "train")) } throws: {
      ($0 as? UserError)?.message.contains("line 301") == true
    }
    let line = String(repeating: "line", count: 4000) + "\n"
    try FileIO.write(Array(String(repeating: line, count: 300).utf8) + [0xFF, 0x0A], to: folder + "/bad.txt")
    #expect { try rows(DatasetLoader.stream(folder + "/bad.txt", split: "train")) } throws: {
      ($0 as? UserError)?.message.contains("line 301, column 1") == true
    }
    #expect { try DatasetLoader.stream(folder + "/bad.txt", split: "train[:2]") } throws: {
      ($0 as? UserError)?.message.hasPrefix("Bad split: train[:2]. Available splits: ['train']") == true
    }
  }
}
