import Glibc
import Support
import Testing
import Tokenizer

/// Files that are damaged or unusual: each is refused with one sentence that says what is wrong, or read as Hugging
/// Face's reads it.
@Suite struct TokenizerFileTests {
  private func folder(_ files: [String: String]) throws -> String {
    let folder = "/tmp/rlnb-tokenizer-files-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    try FileIO.makeFolder(folder)
    for (name, text) in files { try FileIO.write(text, to: "\(folder)/\(name)") }
    return folder
  }

  /// The message for a folder with these files, or "loads".
  private func refusal(_ files: [String: String]) throws -> String {
    do {
      _ = try PretrainedTokenizer(folder: folder(files))
      return "loads"
    } catch let error as UserError { return error.message }
  }

  private func bpe(_ model: String, rest: String = "") -> [String: String] {
    [
      "tokenizer.json":
        "{\"model\": {\"type\": \"BPE\", \(model)}, \"pre_tokenizer\": {\"type\": \"ByteLevel\"}\(rest)}"
    ]
  }

  private func pieces(_ model: String, rest: String = "") -> [String: String] {
    [
      "tokenizer.json":
        "{\"model\": {\"type\": \"WordPiece\", \(model)}, \"pre_tokenizer\": {\"type\": \"BertPreTokenizer\"}\(rest)}"
    ]
  }

  @Test func whatIsWrongIsSaid() throws {
    for (files, words) in [
      (["tokenizer.json": ""], "is not valid JSON: the text ends where a value should be at line 1 column 1"),
      (["tokenizer.json": "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0"], "is not valid JSON"),
      (["tokenizer.json": "[]"], "has no \"model\""),
      (
        ["tokenizer.json": "{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", -1.0]]}}"], "is a Unigram tokenizer"
      ),
      (bpe("\"vocab\": {\"a\": 0}"), "has no \"vocab\" and \"merges\" in its model"),
      (bpe("\"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": [\"ab\"]"), "merge 1 ('ab') is not two tokens"),
      (bpe("\"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": [[\"a\"]]"), "merge 1 is not two tokens"),
      (bpe("\"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": [\"a b\"]"), "makes a token that is not in the vocabulary"),
      (bpe("\"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]"), "merge 1 joins 'b', which is not in the vocabulary"),
      (bpe("\"vocab\": {\"a\": -1}, \"merges\": []"), "the id of token 'a' is not a number from 0 up"),
      (bpe("\"vocab\": {\"a\": \"x\"}, \"merges\": []"), "the id of token 'a' is not a number from 0 up"),
      (bpe("\"vocab\": {\"a\": 99999999}, \"merges\": []"), "the id 99999999 of token 'a' is not a number"),
      (bpe("\"vocab\": {}, \"merges\": [], \"byte_fallback\": true"), "byte_fallback is not supported"),
      (
        bpe("\"vocab\": {\"a\": 0}, \"merges\": []", rest: ", \"normalizer\": {\"type\": \"NFC\"}"),
        "normalizes text (NFC)"
      ),
      (
        bpe("\"vocab\": {\"a\": 0}, \"merges\": []", rest: ", \"post_processor\": {\"type\": \"Magic\"}"),
        "the post_processor 'Magic' is not supported"
      ),
      (
        bpe("\"vocab\": {\"a\": 0}, \"merges\": []", rest: ", \"added_tokens\": [{\"id\": -3, \"content\": \"x\"}]"),
        "an added token needs \"content\" and an \"id\" from 0 up"
      ),
      (pieces("\"vocab\": {\"a\": 0}"), "the unknown token '[UNK]' is not in the vocabulary"),
      (pieces("\"unk_token\": \"[UNK]\""), "has no \"vocab\" in its model"),
      (
        pieces("\"vocab\": {\"[UNK]\": 0}, \"max_input_chars_per_word\": -1"), "max_input_chars_per_word is -1"
      ),
      (
        pieces(
          "\"vocab\": {\"[UNK]\": 0}", rest: ", \"post_processor\": {\"type\": \"TemplateProcessing\", \"single\": 5}"),
        "a template of its post_processor is not a list"
      ),
      (
        pieces(
          "\"vocab\": {\"[UNK]\": 0}",
          rest:
            ", \"post_processor\": {\"type\": \"TemplateProcessing\", \"single\": [{\"SpecialToken\": {\"id\": \"x\"}}]}"
        ),
        "names 'x', which has no ids"
      ),
      (["vocab.txt": ""], "is empty"),
      (["vocab.txt": "a\nb\n"], "the unknown token '[UNK]' is not in the vocabulary"),
      (["vocab.txt": "[UNK]\n[CLS]\n"], "the token '[SEP]' is not in the vocabulary"),
      (["vocab.json": "[1]", "merges.txt": ""], "is not a vocabulary: expected an object of token: id"),
      (["vocab.json": "{\"a\": 0", "merges.txt": ""], "is not valid JSON"),
      (["vocab.json": "{\"a\": 0}", "merges.txt": "#version: 0.2\na\n"], "merge 1 ('a') is not two tokens"),
      (["vocab.json": "{\"a\": 0}", "merges.txt": "a z\n"], "merge 1 joins 'z', which is not in the vocabulary"),
      (["vocab.txt": "[UNK]\n[CLS]\n[SEP]\n", "tokenizer_config.json": "5"], "is not a JSON object"),
      (
        ["vocab.txt": "[UNK]\n[CLS]\n[SEP]\n", "added_tokens.json": "{\"x\": -2}"],
        "the id of token 'x' is not a number"
      ),
      (
        ["vocab.txt": "[UNK]\n[CLS]\n[SEP]\n", "tokenizer_config.json": "{\"added_tokens_decoder\": {\"x\": 1}}"],
        "added_tokens_decoder should map ids to tokens"
      ),
      (["readme.txt": ""], "holds no tokenizer: neither tokenizer.json nor vocab.json with merges.txt nor vocab.txt"),
    ] {
      let message = try refusal(files)
      #expect(message.contains(words), "\(message)")
    }
  }

  @Test func textThatIsNotUTF8IsNamed() throws {
    let folder = try folder([:])
    try FileIO.write(Array("[UNK]\n".utf8) + [0xFF, 0x0A], to: folder + "/vocab.txt")
    #expect { try PretrainedTokenizer(folder: folder) } throws: {
      ($0 as? UserError)?.message.contains("line 2 is not UTF-8") == true
    }
    unlink(folder + "/vocab.txt")
    try FileIO.write(Array("{\"model\": {\"vocab\": {\"".utf8) + [0xFF], to: folder + "/tokenizer.json")
    #expect { try PretrainedTokenizer(folder: folder) } throws: {
      ($0 as? UserError)?.message.contains("a string is not UTF-8 at line 1") == true
        || "\($0)".contains("does not end")
    }
  }

  @Test func everyTruncationOfATokenizerFileIsRefused() throws {
    let whole = try FileIO.read(Fixtures.root + "/benchmarks/tokenizer/corpus/wordpiece/tokenizer.json")
    let folder = try folder([:])
    for length in stride(from: 0, to: whole.count - 1, by: 13) {
      try FileIO.write(Array(whole.prefix(length)), to: folder + "/tokenizer.json")
      #expect(throws: UserError.self) { try PretrainedTokenizer(folder: folder) }
    }
  }

  @Test func vocabulariesReadTheSameHoweverTheyAreSpelt() throws {
    let plain = bpe("\"vocab\": {\"a\": 0, \"é\": 2, \"aé\": 1}, \"merges\": [\"a é\"]")
    let escaped = bpe(
      "\"merges\" : [ [ \"a\" , \"\\u00e9\" ] ] ,\n \"vocab\" : {\"\\u0061\":0,\"\\u00E9\":2,\"a\\u00e9\":1}")
    for files in [plain, escaped] {
      let tokenizer = try PretrainedTokenizer(folder: folder(files))
      #expect(tokenizer.model.tokens == ["a", "aé", "é"])
      #expect((tokenizer.model as? ByteLevelBPE)?.merges.map { [$0.left, $0.right] } == [[0, 2]])
    }
  }

  @Test func linesOfAVocabularyMayEndAsOnWindowsAndRepeat() throws {
    let tokenizer = try PretrainedTokenizer(folder: folder(["vocab.txt": "[UNK]\r\n[CLS]\r\n[SEP]\r\na\r\nb\r\na\r\n"]))
    #expect(tokenizer.id(of: "a") == 5 && tokenizer.token(3) == nil && tokenizer.vocabularySize == 6)
    #expect(tokenizer.encode("A b c") == [1, 5, 4, 0, 2])
  }

  @Test func theConfigurationHasItsSayOnTheNormalizer() throws {
    let model = "\"vocab\": {\"[UNK]\": 0, \"a\": 1, \"A\": 2, \"é\": 3, \"e\": 4}"
    let normalizer = ", \"normalizer\": {\"type\": \"BertNormalizer\", \"lowercase\": false}"
    var files = pieces(model, rest: normalizer)
    files["tokenizer_config.json"] = "{\"tokenizer_class\": \"PreTrainedTokenizerFast\"}"
    #expect(try PretrainedTokenizer(folder: folder(files)).encode("A é") == [2, 3])
    files["tokenizer_config.json"] = "{\"tokenizer_class\": \"BertTokenizer\"}"
    #expect(try PretrainedTokenizer(folder: folder(files)).encode("A é") == [1, 4])
    files["tokenizer_config.json"] = "{\"tokenizer_class\": \"BertTokenizer\", \"strip_accents\": false}"
    #expect(try PretrainedTokenizer(folder: folder(files)).encode("A é") == [1, 3])
    files["tokenizer_config.json"] = nil
    files["config.json"] = "{\"model_type\": \"distilbert\"}"
    let tokenizer = try PretrainedTokenizer(folder: folder(files))
    #expect(tokenizer.encode("A é") == [1, 4] && tokenizer.family == .distilBert)
  }

  @Test func olderPostProcessorsFrameTextsAsTheirNamesSay() throws {
    func row(_ type: String) throws -> TokenRow {
      let frame = "{\"type\": \"\(type)\", \"cls\": [\"<s>\", 2], \"sep\": [\"</s>\", 3]}"
      let rest = ", \"post_processor\": \(frame)"
      let files = bpe("\"vocab\": {\"a\": 0, \"b\": 1, \"<s>\": 2, \"</s>\": 3}, \"merges\": []", rest: rest)
      let tokenizer = try PretrainedTokenizer(folder: folder(files))
      #expect(tokenizer.encode("ab") == [2, 0, 1, 3])
      return try tokenizer.row([0], [1])
    }
    let bert = try row("BertProcessing")
    #expect(bert.ids == [2, 0, 3, 1, 3] && bert.segments == [0, 0, 0, 1, 1])
    let roberta = try row("RobertaProcessing")
    #expect(roberta.ids == [2, 0, 3, 3, 1, 3] && roberta.segments == [0, 0, 0, 0, 0, 0])
  }

  @Test func manyAddedTokensOfOneFirstByteAreFoundLongestFirst() throws {
    let tokenizer = try PretrainedTokenizer(folder: Fixtures.folder + "/tokenizer")
    let before = tokenizer.count
    let tokens = (0..<2000).map { AddedToken(id: -1, content: "<\($0)", isSpecial: false) }
    #expect(tokenizer.add(tokens) == 2000)
    let ids = tokenizer.encode("<1<19<199<1999<19999")
    #expect(Array(ids.prefix(4)) == [1, 19, 199, 1999].map { Int32(before + $0) })
    #expect(ids[4] == Int32(before + 1999) && tokenizer.decode(ids) == "<1<19<199<1999<19999")
  }
}
