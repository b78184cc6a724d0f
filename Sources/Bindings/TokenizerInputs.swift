import Script
import Support
import Tensor
import Tokenizer

/// The texts of a tokenizer call: one or many, each alone or a pair, each whole or split into words.
struct TokenizerInputs {
  /// Whether the call was with one text, or pair, so that its answer is not nested.
  let isSingle: Bool
  private var firsts: [Value] = []
  private var seconds: [Value]?
  private let isSplit: Bool

  init(_ text: Value, _ pair: Value, isSplit: Bool) throws {
    self.isSplit = isSplit
    guard !text.isNone else { throw ScriptError(.valueError, "You need to specify either `text` or `text_target`.") }
    let list = Self.list(text)
    let isBatch = isSplit ? list?.first.flatMap(Self.list) != nil : list != nil
    isSingle = !isBatch
    guard isBatch, let list else {
      guard text.str != nil || isSplit && list != nil else { throw Self.wrong }
      firsts = [text]
      if !pair.isNone {
        guard pair.str != nil || isSplit && Self.list(pair) != nil else { throw Self.wrong }
        seconds = [pair]
      }
      return
    }
    if !pair.isNone {
      guard let others = Self.list(pair) else {
        throw ScriptError(
          .typeError,
          "when tokenizing batches of text, `text_pair` must be a list or tuple with the same length as `text`.")
      }
      guard others.count == list.count else {
        throw ScriptError(
          .valueError,
          "batch length of `text`: \(list.count) does not match batch length of `text_pair`: \(others.count).")
      }
      (firsts, seconds) = (list, others)
    } else if !isSplit, let first = list.first, first.str == nil {
      // Pairs in one list.
      let pairs = try list.map { item in
        guard let two = Self.list(item), two.count == 2 else { throw Self.wrong }
        return two
      }
      (firsts, seconds) = (pairs.map { $0[0] }, pairs.map { $0[1] })
    } else {
      firsts = list
    }
  }

  private static func list(_ value: Value) -> [Value]? {
    if let items = value.list?.items ?? value.tuple?.items { return items }
    return value.cast(to: SeriesObject.self) == nil ? nil : try? value.items()
  }

  private static var wrong: ScriptError {
    ScriptError(
      .valueError,
      "text input must be of type `str` (single example), `List[str]` (batch or single pretokenized example) or "
        + "`List[List[str]]` (batch of pretokenized examples).")
  }

  /// The ids of every text, with no special tokens around them, and those of the texts that go with them.
  func ids(_ tokenizer: PretrainedTokenizer) throws -> (firsts: [[Int32]], seconds: [[Int32]]?) {
    let texts = firsts + (seconds ?? [])
    let ids = try isSplit ? texts.map { try Self.joined($0, tokenizer) } : Self.ids(texts, tokenizer)
    guard seconds != nil else { return (ids, nil) }
    return (Array(ids[..<firsts.count]), Array(ids[firsts.count...]))
  }

  /// The tokens of the text number `index`, and of the one that goes with it, with their places.
  func locate(_ index: Int, _ tokenizer: PretrainedTokenizer) throws -> (LocatedTokens, LocatedTokens?) {
    (try locate(firsts[index], tokenizer), try seconds.map { try locate($0[index], tokenizer) })
  }

  private func locate(_ text: Value, _ tokenizer: PretrainedTokenizer) throws -> LocatedTokens {
    if isSplit {
      guard let words = Self.list(text) else { throw Self.wrong }
      var tokens = LocatedTokens()
      for (number, word) in words.enumerated() {
        guard let word = word.string else { throw Self.wrong }
        tokens.append(Self.locate(word, tokenizer), word: number)
      }
      return tokens
    }
    guard let text = text.string else { throw Self.wrong }
    return Self.locate(text, tokenizer)
  }

  private static func locate(_ text: String, _ tokenizer: PretrainedTokenizer) -> LocatedTokens {
    var text = text
    return text.withUTF8 { tokenizer.locate($0) }
  }

  private static func joined(_ words: Value, _ tokenizer: PretrainedTokenizer) throws -> [Int32] {
    guard let words = list(words) else { throw wrong }
    return try ids(words, tokenizer).flatMap { $0 }
  }

  private static func ids(_ texts: [Value], _ tokenizer: PretrainedTokenizer) throws -> [[Int32]] {
    // Texts beyond ASCII are copied into one place; the others are read where they are.
    let strings = try texts.map { value in
      guard let text = value.str else { throw wrong }
      return text
    }
    var copied: [UInt8] = []
    var ends: [Int] = []
    for text in strings where !text.isASCII {
      copied.append(contentsOf: text.string.utf8)
      ends.append(copied.count)
    }
    return try withExtendedLifetime(strings) {
      try copied.withUnsafeBufferPointer { copied in
        var start = 0
        var number = 0
        let views = strings.map { text in
          if text.isASCII { return text.ascii }
          defer {
            start = ends[number]
            number += 1
          }
          return UnsafeBufferPointer(rebasing: copied[start..<ends[number]])
        }
        return try tokenizer.encode(views, threads: Threads.count)
      }
    }
  }
}

/// Token ids out of the language's values.
enum TokenIDs {
  /// The ids of one sequence: a number, a list, a tensor.
  static func row(_ value: Value, _ what: String) throws -> [Int32] {
    if let tensor = value.cast(to: TensorObject.self)?.tensor {
      guard tensor.rank <= 1 || tensor.rank == 2 && tensor.shape[0] == 1 else {
        throw ScriptError(
          .typeError, "\(what) must be one sequence of ids, not a tensor of shape \(tensor.shape)",
          hint: "batch_decode takes several")
      }
      return try ids(tensor, what)
    }
    if let id = value.exactInt { return [try checked(id, what)] }
    return try value.asList(what).map { item in
      if let id = item.exactInt { return try checked(id, what) }
      if let tensor = item.cast(to: TensorObject.self)?.tensor, tensor.count == 1 { return try ids(tensor, what)[0] }
      throw ScriptError(
        .typeError, "\(what) must hold ids (int), not \(item.typeName)",
        hint: item.isIterable ? "batch_decode takes several sequences" : nil)
    }
  }

  /// The ids of several sequences: a list of them, or the rows of a tensor.
  static func rows(_ value: Value, _ what: String) throws -> [[Int32]] {
    if let tensor = value.cast(to: TensorObject.self)?.tensor, tensor.rank == 2 {
      let (ids, width) = (try ids(tensor, what), tensor.shape[1])
      return (0..<tensor.shape[0]).map { Array(ids[$0 * width..<($0 + 1) * width]) }
    }
    return try value.asList(what).enumerated().map { try row($1, "\(what)[\($0)]") }
  }

  private static func ids(_ tensor: Tensor, _ what: String) throws -> [Int32] {
    guard tensor.dtype == .int64 else {
      throw ScriptError(.typeError, "\(what) must hold ids (int64), not \(tensor.dtype.rawValue)")
    }
    return tensor.ints.map { Int32(clamping: $0) }
  }

  private static func checked(_ id: Int, _ what: String) throws -> Int32 {
    guard let small = Int32(exactly: id) else { throw ScriptError(.overflowError, "\(what): \(id) is no token id") }
    return small
  }
}
