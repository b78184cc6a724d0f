import Support
import Testing
import Tokenizer

/// Against what Hugging Face's tokenizers did with the same texts: Tests/Fixtures/make_tokenizer.py.
@Suite struct ByteLevelBPETests {
  private let tokenizer: PretrainedTokenizer
  private let cases: JSON

  init() throws {
    let folder = Fixtures.folder + "/tokenizer"
    tokenizer = try PretrainedTokenizer(folder: folder)
    cases = try JSON.read(folder + "/cases.json")
  }

  @Test func trainingLearnsTheSameVocabularyAndMerges() throws {
    let texts = try Fixtures.reviews().prefix(120)
    let learned = try ByteLevelBPE.train(texts, vocabularySize: 700, specialTokens: ["<|endoftext|>"])
    #expect(learned.tokens == tokenizer.model.tokens)
    let model = try #require(tokenizer.model as? ByteLevelBPE)
    #expect(learned.merges.map { [$0.left, $0.right] } == model.merges.map { [$0.left, $0.right] })
  }

  @Test func preTokensAreTheSame() throws {
    for entry in cases["encode"]?.arrayValue ?? [] {
      var text = try #require(entry["text"]?.stringValue)
      let expected = (entry["pretokens"]?.arrayValue ?? []).compactMap(\.stringValue)
      let pieces = text.withUTF8 { buffer in
        var splitter = GPT2Splitter(buffer)
        var pieces: [String] = []
        while let range = splitter.next() { pieces.append(ByteAlphabet.spell(buffer[range])) }
        return pieces
      }
      #expect(pieces == expected, "\(text.debugDescription)")
    }
  }

  @Test func idsAreTheSameAndTheirBytesAreTheText() throws {
    let entries = cases["encode"]?.arrayValue ?? []
    #expect(entries.count > 70)
    for entry in entries {
      let text = try #require(entry["text"]?.stringValue)
      let expected = (entry["ids"]?.arrayValue ?? []).compactMap(\.intValue).map(Int32.init)
      #expect(tokenizer.encode(text) == expected, "\(text.debugDescription)")
      // Once more, from the remembered pre-tokens.
      #expect(tokenizer.encode(text) == expected, "\(text.debugDescription)")
      #expect(tokenizer.decode(expected, cleanUpSpaces: false).utf8.elementsEqual(text.utf8))
    }
  }

  @Test func anyIdsDecode() throws {
    for entry in cases["decode"]?.arrayValue ?? [] {
      let ids = (entry["ids"]?.arrayValue ?? []).compactMap(\.intValue).map(Int32.init)
      let text = try #require(entry["text"]?.stringValue)
      #expect(tokenizer.decode(ids, skipSpecialTokens: true, cleanUpSpaces: false).utf8.elementsEqual(text.utf8))
    }
    #expect(tokenizer.decode([-1, 70_000]) == "")
  }

  @Test func aLongRunWithoutSpacesIsMergedLikeAShortOne() {
    let word = "wonderful"
    let long = String(repeating: word, count: 5000)
    #expect(tokenizer.decode(tokenizer.encode(long)) == long)
  }

  @Test func vocabulariesThatAreTooSmallAreRefused() {
    #expect(throws: UserError.self) { try ByteLevelBPE.train(["a"], vocabularySize: 100) }
  }
}

/// Where the fixtures are.
enum Fixtures {
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  static let folder = root + "/Tests/Fixtures"

  /// The texts of data/reviews-mini.csv, every field of which is in quotes without quotes inside.
  static func reviews() throws -> [String] {
    try FileIO.readText(root + "/data/reviews-mini.csv").split(separator: "\n").dropFirst().map { line in
      String(line.dropFirst().prefix { $0 != "\"" })
    }
  }
}
