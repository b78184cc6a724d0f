import Glibc
import Support
import Testing
import Tokenizer

@Suite struct PretrainedTokenizerTests {
  private func tokenizer() throws -> PretrainedTokenizer {
    try PretrainedTokenizer.train(try Fixtures.reviews().prefix(40), vocabularySize: 400)
  }

  private func temporaryFolder() -> String {
    "/tmp/rlnb-tokenizer-tests-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
  }

  @Test func specialTokensInATextAreTheirIds() throws {
    let tokenizer = try tokenizer()
    let end = try #require(tokenizer.id(.eos))
    #expect(end == 0)
    let ids = tokenizer.encode("good<|endoftext|>bad")
    #expect(ids.filter { $0 == end }.count == 1)
    #expect(tokenizer.decode(ids) == "good<|endoftext|>bad")
    #expect(tokenizer.decode(ids, skipSpecialTokens: true) == "goodbad")
  }

  @Test func aNewPaddingTokenGetsTheNextId() throws {
    let tokenizer = try tokenizer()
    #expect(tokenizer.id(.padding) == nil)
    tokenizer.set(.padding, "[PAD]")
    #expect(tokenizer.id(.padding) == 400)
    #expect(tokenizer.count == 401 && tokenizer.vocabularySize == 400)
    tokenizer.set(.padding, tokenizer[.eos])
    #expect(tokenizer.id(.padding) == 0)
  }

  @Test func batchesArePaddedAndTruncatedOnTheirSide() throws {
    let tokenizer = try tokenizer()
    #expect(throws: UserError.self) { try tokenizer.encode(batch: ["a", "b c"], padding: .longest) }
    tokenizer.set(.padding, "<|endoftext|>")
    let right = try tokenizer.encode(batch: ["a", "a b c"], padding: .longest)
    #expect(right.ids[0].count == right.ids[1].count)
    #expect(right.attentionMask[0].first == 1 && right.attentionMask[0].last == 0)
    tokenizer.paddingSide = .left
    let left = try tokenizer.encode(batch: ["a", "a b c"], padding: .length(6), limit: 2)
    #expect(left.ids.map(\.count) == [6, 6])
    #expect(left.attentionMask[1] == [0, 0, 0, 0, 1, 1])
    tokenizer.truncationSide = .left
    #expect(tokenizer.encode("a b", limit: 1) == Array(tokenizer.encode("a b").suffix(1)))
  }

  @Test func aSavedTokenizerLoadsAsItWas() throws {
    let tokenizer = try tokenizer()
    tokenizer.set(.padding, "[PAD]")
    tokenizer.maximumLength = 128
    tokenizer.paddingSide = .left
    let folder = temporaryFolder()
    try tokenizer.save(to: folder)
    let text = "A film that I loved. [PAD]<|endoftext|>"
    let whole = try PretrainedTokenizer(folder: folder)
    #expect(whole.encode(text) == tokenizer.encode(text))
    #expect(whole.maximumLength == 128 && whole.paddingSide == .left)
    #expect(whole.id(.padding) == 400 && whole[.eos] == "<|endoftext|>")
    unlink(folder + "/tokenizer.json")
    let pieces = try PretrainedTokenizer(folder: folder)
    #expect(pieces.encode(text) == tokenizer.encode(text))
  }

  @Test func wrongFilesAreNamed() throws {
    let folder = temporaryFolder()
    #expect { try PretrainedTokenizer(folder: folder) } throws: {
      ($0 as? UserError)?.kind == .fileNotFound && ($0 as? UserError)?.message.contains(folder) == true
    }
    try FileIO.makeFolder(folder)
    try FileIO.write("{\"model\": {\"type\": \"WordPiece\"}}", to: folder + "/tokenizer.json")
    #expect { try PretrainedTokenizer(folder: folder) } throws: { ($0 as? UserError)?.kind == .notImplemented }
    let model =
      "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}, \"pre_tokenizer\": {\"type\": \"ByteLevel\"}}"
    try FileIO.write(model, to: folder + "/tokenizer.json")
    #expect { try PretrainedTokenizer(folder: folder) } throws: {
      ($0 as? UserError)?.message.contains("joins 'b', which is not in the vocabulary") == true
    }
  }
}
