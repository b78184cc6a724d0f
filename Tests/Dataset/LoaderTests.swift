import Dataset
import Support
import Testing

/// Files, folders and archives as data sets.
@Suite struct LoaderTests {
  /// A folder that is removed at the end.
  final class Scratch {
    let path: String

    init() throws {
      path = "/tmp/rlnb-data-\(UInt32.random(in: 0..<(.max)))"
      try FileIO.makeFolder(path)
    }

    deinit { _ = try? Shell.run("rm -rf '\(path)'") }

    func write(_ text: String, _ name: String) throws {
      let folder = name.split(separator: "/").dropLast().joined(separator: "/")
      try FileIO.makeFolder(folder.isEmpty ? path : path + "/" + folder)
      try FileIO.write(text, to: path + "/" + name)
    }
  }

  private func texts(_ table: Table) throws -> [JSON] {
    let column = try table.column("text")
    return (0..<column.count).map { column[$0] }
  }

  @Test func jsonLinesAreReadAsDatasetsReadsThem() throws {
    let table: Table = try DatasetLoader.load(DataFixtures.folder + "/rows.jsonl", split: "train")
    let expected = try JSON.read(DataFixtures.folder + "/rows.expected.json")
    for (index, row) in (expected["rows"]?.arrayValue ?? []).enumerated() {
      let values = zip(table.columnNames, table.row(index)).reduce(into: JSONObject()) { $0[$1.0] = $1.1 }
      for (key, value) in zip(values.keys, values.values) {
        #expect(DataFixtures.plain(value) == row[key].map(DataFixtures.plain), "\(key)")
      }
      #expect(Set(values.keys) == Set(row.objectValue?.keys ?? []))
    }
    for (name, feature) in table.features { #expect(expected["features"]?[name] == .string("\(feature)")) }
  }

  @Test func textIsCutIntoLinesParagraphsOrNot() throws {
    let bytes = Array("one\r\ntwo\n\nthree\n".utf8)
    #expect(try texts(TextReader.parse(bytes, source: "t")) == ["one", "two", "", "three"])
    #expect(try texts(TextReader.parse(bytes, source: "t", by: .paragraph)) == ["one\ntwo", "three"])
    #expect(try texts(TextReader.parse(bytes, source: "t", by: .document)) == ["one\ntwo\n\nthree\n"])
    #expect { try TextReader.parse([0x61, 0x0A, 0x62, 0xFF], source: "t") } throws: {
      ($0 as? UserError)?.message == "'t', line 2, column 2: not UTF-8 text"
    }
  }

  private func reviews() throws -> Scratch {
    let scratch = try Scratch()
    for (name, text) in [
      ("aclImdb/README", "about"), ("aclImdb/train/urls_pos.txt", "http"), ("aclImdb/train/pos/0_9.txt", "good"),
      ("aclImdb/train/neg/0_3.txt", "bad"), ("aclImdb/train/neg/1_1.txt", "worse"),
      ("aclImdb/train/unsup/0_0.txt", "?"),
      ("aclImdb/test/pos/0_10.txt", "best"), ("aclImdb/test/neg/0_2.txt", "dull"),
    ] { try scratch.write(text, name) }
    return scratch
  }

  @Test(arguments: ["", "x.tar.gz", "x.tar", "x.zip"])
  func reviewsAreSplitAndLabelledByTheirFolders(archive: String) throws {
    let scratch = try reviews()
    let command = archive.hasSuffix("zip") ? "python3 -m zipfile -c x.zip aclImdb/" : "tar -caf \(archive) aclImdb"
    if !archive.isEmpty { try Shell.run("cd '\(scratch.path)' && \(command)") }
    let path = scratch.path + "/" + (archive.isEmpty ? "aclImdb" : archive)
    let train: Table = try DatasetLoader.load(path, split: "train")
    #expect(train.features.map(\.feature) == [.value("string"), .classLabel(["neg", "pos"])])
    let labels = try train.column("label")
    let rows = zip(try texts(train), (0..<3).map { labels[$0] }).map { "\($0.stringValue ?? "") \($1.intValue ?? 9)" }
    #expect(rows.sorted() == ["bad 0", "good 1", "worse 0"])
    let all: DatasetDictionary = try DatasetLoader.load(path)
    #expect(all.names == ["train", "test", "unsupervised"])
    #expect(try all["unsupervised"]?.column("label") == .integers([-1]))
  }

  @Test func splitsComeFromTheNamesOfFiles() throws {
    let scratch = try Scratch()
    try scratch.write("a\n1\n", "data/train-00000.csv")
    try scratch.write("a\n2\n", "data/train-00001.csv")
    try scratch.write("a\n3\n", "data/my_test.csv")
    try scratch.write("a\n4\n", "dev/one.csv")
    try scratch.write("about", "README.md")
    let all: DatasetDictionary = try DatasetLoader.load(scratch.path)
    #expect(all.names == ["train", "validation", "test"])
    #expect(try all["train"]?.column("a") == .integers([1, 2]))
    var options = DatasetLoader.Options()
    options.files = [("train", ["\(scratch.path)/data/*.csv"])]
    let table: Table = try DatasetLoader.load("csv", split: "train[:2]+train[-1:]", options: options)
    #expect(table.rowCount == 3)
  }

  @Test func filesMayBeCompressed() throws {
    let scratch = try Scratch()
    try scratch.write("{\"a\": 1}\n{\"a\": 2}\n", "x.jsonl")
    try Shell.run("cd '\(scratch.path)' && gzip -k x.jsonl && tar -czf x.tar.gz x.jsonl")
    for name in ["x.jsonl.gz", "x.tar.gz"] {
      let table: Table = try DatasetLoader.load("\(scratch.path)/\(name)", split: "train")
      #expect(try table.column("a") == .integers([1, 2]))
    }
  }

  @Test func archivesThatClimbOutOrExplodeAreRefused() throws {
    let scratch = try Scratch()
    try scratch.write("evil", "a.txt")
    try Shell.run("cd '\(scratch.path)' && tar -P -czf climb.tar.gz --transform 's,^,../../,' a.txt")
    #expect { let _: Table = try DatasetLoader.load(scratch.path + "/climb.tar.gz", split: "train") } throws: {
      ($0 as? UserError)?.message.contains("'../../a.txt', a path that leads out of the archive") == true
    }
    try Shell.run(
      "cd '\(scratch.path)' && head -c 68000000 /dev/zero | tr '\\0' a > bomb.txt && tar -czf bomb.tar.gz bomb.txt")
    #expect { let _: Table = try DatasetLoader.load(scratch.path + "/bomb.tar.gz", split: "train") } throws: {
      ($0 as? UserError)?.message.contains("it looks like a bomb") == true
    }
    try Shell.run("cd '\(scratch.path)' && head -c 40 climb.tar.gz > cut.tar.gz")
    #expect(throws: UserError.self) {
      let _: Table = try DatasetLoader.load(scratch.path + "/cut.tar.gz", split: "train")
    }
  }
}
