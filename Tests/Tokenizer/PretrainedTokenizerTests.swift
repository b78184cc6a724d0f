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
    try FileIO.write("{\"model\": {\"type\": \"Unigram\"}}", to: folder + "/tokenizer.json")
    #expect { try PretrainedTokenizer(folder: folder) } throws: { ($0 as? UserError)?.kind == .notImplemented }
    let model =
      "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}, \"pre_tokenizer\": {\"type\": \"ByteLevel\"}}"
    try FileIO.write(model, to: folder + "/tokenizer.json")
    #expect { try PretrainedTokenizer(folder: folder) } throws: {
      ($0 as? UserError)?.message.contains("joins 'b', which is not in the vocabulary") == true
    }
  }

  @Test func pairsAreCutAsTheStrategySays() throws {
    let tokenizer = try PretrainedTokenizer(folder: Fixtures.folder + "/wordpiece/uncased")
    let (first, second): ([Int32], [Int32]) = (Array(10..<15), Array(20..<24))
    func row(_ limit: Int, _ strategy: Truncation.Strategy = .longestFirst) throws -> TokenRow {
      try tokenizer.row(first, second, truncation: Truncation(limit, strategy))
    }
    let whole = try tokenizer.row(first, second)
    #expect(whole.ids == [2] + first + [3] + second + [3])
    #expect(whole.segments == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    #expect(whole.specialMask == [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
    #expect(try row(9).ids == [2, 10, 11, 12, 3, 20, 21, 22, 3])
    #expect(try row(10).ids == [2, 10, 11, 12, 13, 3, 20, 21, 22, 3])
    #expect(try row(9, .onlySecond).ids == [2] + first + [3, 20, 3])
    #expect(throws: UserError.self) { try row(8, .onlySecond) }
    #expect(try row(8, .onlyFirst).ids == [2, 10, 3] + second + [3])
    // Less than the special tokens: no limit.
    #expect(try row(2).ids == whole.ids)
    let windows = try tokenizer.rows(first, truncation: Truncation(5), stride: 1)
    #expect(windows.map(\.ids) == [[2, 10, 11, 12, 3], [2, 12, 13, 14, 3]])
    #expect(throws: UserError.self) { try tokenizer.rows(first, truncation: Truncation(5), stride: 3) }
  }

  @Test func severalThreadsGiveTheSameIds() throws {
    let reviews = try Fixtures.reviews()
    let texts = (0..<3000).map { reviews[$0 % reviews.count] + " \($0)" }
    for name in ["tokenizer", "wordpiece/uncased"] {
      let tokenizer = try PretrainedTokenizer(folder: "\(Fixtures.folder)/\(name)")
      let bytes = texts.flatMap { Array($0.utf8) }
      let rows = try bytes.withUnsafeBufferPointer { buffer in
        var place = 0
        let views = texts.map { text in
          defer { place += text.utf8.count }
          return UnsafeBufferPointer(rebasing: buffer[place..<place + text.utf8.count])
        }
        return try tokenizer.encode(views, threads: 3)
      }
      #expect(rows == texts.map { tokenizer.encode($0, addsSpecialTokens: false) })
    }
  }

  @Test func aSavedWordPieceTokenizerLoadsAsItWas() throws {
    let tokenizer = try PretrainedTokenizer(folder: Fixtures.folder + "/wordpiece/cased")
    tokenizer.add([AddedToken(id: -1, content: "<new>", isSpecial: false, stripsLeft: true, isNormalized: true)])
    tokenizer.paddingSide = .left
    let folder = temporaryFolder()
    #expect(try tokenizer.save(to: folder).contains(folder + "/vocab.txt"))
    let text = "Wörld <new> <extra>, [MASK] the Film"
    let whole = try PretrainedTokenizer(folder: folder)
    #expect(whole.encode(text) == tokenizer.encode(text))
    #expect(whole.family == .distilBert && whole.maximumLength == 64 && whole.paddingSide == .left)
    #expect(whole.addedTokens == tokenizer.addedTokens && whole[.mask] == "[MASK]")
    unlink(folder + "/tokenizer.json")
    #expect(try PretrainedTokenizer(folder: folder).encode(text) == tokenizer.encode(text))
  }
}
