import Glibc
import Support
import Testing

import Tokenizer

/// Where tokens come from, against Hugging Face's tokenizers (Tests/Fixtures/make_offsets.py).
@Suite struct LocatedTokensTests {
  private let fixture: JSON

  init() throws {
    fixture = try JSON.parse(FileIO.read(Fixtures.folder + "/tokenizer/offsets.json"), name: "offsets.json")
  }

  /// The tokenizer of a case: one of the other fixtures with other added tokens and another post-processor.
  private func tokenizer(_ item: JSON) throws -> PretrainedTokenizer {
    let source = Fixtures.folder + "/" + (try #require(item["folder"]?.stringValue))
    let parsed = try JSON.parse(FileIO.read(source + "/tokenizer.json"), name: "tokenizer.json")
    guard case .object(var file) = parsed, case .object(let changes)? = item["changes"] else {
      throw UserError(.value, "no objects")
    }
    for (name, value) in zip(changes.keys, changes.values) { file[name] = value }
    let folder = "/tmp/rlnb-offsets-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    try FileIO.makeFolder(folder)
    try FileIO.write(JSON.object(file).text(), to: folder + "/tokenizer.json")
    return try PretrainedTokenizer(folder: folder)
  }

  @Test func placesAndWordsAreThoseOfHuggingFace() throws {
    let texts = try #require(fixture["texts"]?.arrayValue).compactMap(\.stringValue)
    for item in try #require(fixture["cases"]?.arrayValue) {
      let tokenizer = try tokenizer(item)
      for (text, expected) in zip(texts, try #require(item["rows"]?.arrayValue)) {
        var text = text
        let located = text.withUTF8 { tokenizer.locate($0) }
        #expect(located.ids == tokenizer.encode(text, addsSpecialTokens: false))
        let row = try tokenizer.row(located.ids)
        let places = try tokenizer.places(row, located, nil)
        func numbers(_ name: String) -> [Int32]? {
          expected[name]?.arrayValue?.compactMap { $0.intValue.map(Int32.init) }
        }
        #expect(row.ids == numbers("ids"), "\(text.debugDescription)")
        #expect(zip(places.starts, places.ends).flatMap { [$0, $1] } == numbers("places"), "\(text.debugDescription)")
        #expect(places.words == numbers("words"), "\(text.debugDescription)")
      }
    }
  }

  @Test func placesOfOtherTokensAreRefused() throws {
    let tokenizer = try tokenizer(try #require(fixture["cases"]?[0]))
    var text = "a film"
    let located = text.withUTF8 { tokenizer.locate($0) }
    let other = try tokenizer.row(tokenizer.encode("another film", addsSpecialTokens: false))
    #expect(throws: UserError.self) { try tokenizer.places(other, located, nil) }
    #expect(throws: UserError.self) { try tokenizer.places(tokenizer.row([1], [2]), located, nil) }
  }
}
