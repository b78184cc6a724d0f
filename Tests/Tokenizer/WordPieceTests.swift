import Support
import Testing
import Tokenizer

/// Against what transformers' BERT tokenizers did with the same texts: Tests/Fixtures/make_wordpiece.py.
@Suite struct WordPieceTests {
  private let folder = Fixtures.folder + "/wordpiece"

  private func tokens(_ list: JSON?) -> [AddedToken] {
    (list?.arrayValue ?? []).compactMap { item in
      guard let content = item["content"]?.stringValue else { return nil }
      func flag(_ name: String) -> Bool { item[name]?.boolValue ?? false }
      return AddedToken(
        id: -1, content: content, isSpecial: flag("special"), stripsLeft: flag("lstrip"), stripsRight: flag("rstrip"),
        isSingleWord: flag("single_word"), isNormalized: flag("normalized"))
    }
  }

  @Test(arguments: ["uncased", "cased"]) func idsAndDecodedTextAreTheSame(name: String) throws {
    let json = try JSON.read(folder + "/cases.json")
    for withAdded in [false, true] {
      let tokenizer = try PretrainedTokenizer(folder: "\(folder)/\(name)")
      if withAdded { #expect(tokenizer.add(tokens(json["added"])) == 5) }
      var seen = 0
      for entry in json["cases"]?.arrayValue ?? []
      where entry["folder"]?.stringValue == name && entry["added"]?.boolValue == withAdded {
        seen += 1
        let text = try #require(entry["text"]?.stringValue)
        let ids = (entry["ids"]?.arrayValue ?? []).compactMap(\.intValue).map(Int32.init)
        #expect(tokenizer.encode(text) == ids, "\(text.debugDescription)")
        // Once more, from the remembered words.
        #expect(tokenizer.encode(text) == ids, "\(text.debugDescription)")
        let decoded = try #require(entry["decoded"]?.stringValue)
        #expect(
          tokenizer.decode(ids, cleanUpSpaces: false).utf8.elementsEqual(decoded.utf8), "\(text.debugDescription)")
        let skipped = try #require(entry["skipped"]?.stringValue)
        #expect(tokenizer.decode(ids, skipSpecialTokens: true).utf8.elementsEqual(skipped.utf8))
      }
      #expect(seen > 110)
    }
  }

  @Test func everyStepOfTheNormalizerCanBeLeftOut() {
    func normalized(_ normalizer: BertNormalizer, _ text: String) -> String { normalizer.normalize(text) }
    let text = "\u{0}Él日\u{A0}Ü"
    #expect(normalized(BertNormalizer(), text) == "el 日  u")
    #expect(normalized(BertNormalizer(stripsAccents: false), text) == "él 日  ü")
    #expect(normalized(BertNormalizer(lowercases: false), text) == "Él 日  Ü")
    #expect(normalized(BertNormalizer(stripsAccents: true, lowercases: false), text) == "El 日  U")
    #expect(normalized(BertNormalizer(separatesIdeographs: false), text) == "el日 u")
    #expect(normalized(BertNormalizer(cleansText: false), text) == "\u{0}el 日 \u{A0}u")
  }

  @Test func combiningCharactersAreOrderedByTheirClass() {
    // U+302E (224) and U+1D165 (216) are not accents, and so are kept, in canonical order.
    let normalizer = BertNormalizer()
    #expect(Array(normalizer.normalize("a\u{302E}\u{1D165}").unicodeScalars).map(\.value) == [0x61, 0x1D165, 0x302E])
    #expect(
      Array(normalizer.normalize("a\u{302E}b\u{1D165}").unicodeScalars).map(\.value) == [0x61, 0x302E, 0x62, 0x1D165])
  }

  @Test func specialTokensAreNotLearnedFromTheText() throws {
    let texts = try Fixtures.reviews().prefix(80)
    let old = try PretrainedTokenizer(folder: folder + "/uncased")
    var trainer = try old.trainer(vocabularySize: 500, extraTokens: ["<new>"])
    for text in texts { trainer.add(text) }
    let new = try old.retrained(trainer)
    #expect(new.count == 500)
    #expect(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "<new>"].map { new.id(of: $0) } == [0, 1, 2, 3, 4, 5])
    let ids = new.encode("This movie was great.")
    #expect(ids.first == 2 && ids.last == 3 && !ids.contains(1))
    #expect(new.decode(ids, skipSpecialTokens: true) == "this movie was great.")
    #expect(ids.count < old.encode("This movie was great.").count + 6)
  }
}
