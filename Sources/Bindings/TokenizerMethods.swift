import Script
import Support
import Tensor
import Tokenizer

/// The methods of a tokenizer object, by transformers' names.
enum TokenizerMethods {
  private static func me(_ call: CallArguments) -> PretrainedTokenizer { call.me(TokenizerObject.self).tokenizer }

  static func register(_ type: TypeObject) {
    type.method(
      "__call__",
      "text=None, text_pair=None, add_special_tokens=True, padding=False, truncation=None, max_length=None, stride=0, "
        + "return_tensors=None, return_attention_mask=None, return_token_type_ids=None, return_length=False, verbose=True"
    ) { call in
      guard call.isNone(1) else {
        throw ScriptError(.notImplementedError, "GPT-2's tokenizer takes no text_pair here", hint: "join the two texts")
      }
      let options = try TokenizerOptions(
        padding: call[3], truncation: call[4], maximumLength: call[5], tensors: call[7], tokenizer: me(call))
      return try encode(me(call), call[0], options, withMask: call.isNone(8) ? true : try call.bool(8))
    }
    type.method(
      "encode",
      "text, text_pair=None, add_special_tokens=True, padding=False, truncation=None, max_length=None, stride=0, "
        + "return_tensors=None, **kwargs"
    ) { call in
      let options = try TokenizerOptions(
        padding: call[3], truncation: call[4], maximumLength: call[5], tensors: call[7], tokenizer: me(call))
      let text = try call[0].asStrObject("text")
      var ids = encode(me(call), text, options.limit)
      if options.padding != .none { ids = try me(call).pad([ids], options.padding).ids[0] }
      return options.asTensors ? tensor([ids]) : Value(list: ids.map { .int(Int($0)) })
    }
    type.method(
      "decode", "token_ids, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs"
    ) { call in
      let ids = try TokenIDs.row(call[0], "token_ids")
      return try text(me(call), ids, call)
    }
    for name in ["batch_decode"] {
      type.method(name, "sequences, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs") { call in
        Value(list: try TokenIDs.rows(call[0], "sequences").map { try text(me(call), $0, call) })
      }
    }
    type.method("tokenize", "text, **kwargs") { call in Value(me(call).tokenize(try call.string(0))) }
    type.method("convert_ids_to_tokens", "ids, skip_special_tokens=False") { call in
      let tokenizer = me(call)
      if let id = call[0].exactInt { return tokenizer.token(Int32(clamping: id)).map { Value($0) } ?? .none }
      let skip = try call.bool(1)
      let ids = try TokenIDs.row(call[0], "ids").filter { !skip || !tokenizer.isSpecial($0) }
      return Value(list: ids.map { tokenizer.token($0).map { Value($0) } ?? .none })
    }
    type.method("convert_tokens_to_ids", "tokens") { call in
      let tokenizer = me(call)
      func id(_ token: String) -> Value {
        (tokenizer.id(of: token) ?? tokenizer.id(.unknown)).map { .int(Int($0)) } ?? Value.none
      }
      if let token = call[0].string { return id(token) }
      return Value(list: try call.list(0).map { id(try $0.asString("a token")) })
    }
    type.method("convert_tokens_to_string", "tokens") { call in
      let bytes = try call.list(0).flatMap { ByteAlphabet.bytes(of: try $0.asString("a token")) }
      return Value(String(decoding: bytes, as: UTF8.self))
    }
    type.method("get_vocab") { call in TokenizerAttributes.vocabulary(me(call)) }
    type.method("save_pretrained", "save_directory, **kwargs") { call in
      let files = try me(call).save(to: try call[0].asString("save_directory"))
      return Value(tuple: files.map { Value($0) })
    }
    type.method("add_special_tokens", "special_tokens_dict, **kwargs") { call in
      try addSpecialTokens(me(call), call[0])
    }
    type.method("pad", "encoded_inputs, padding=True, max_length=None, return_tensors=None, **kwargs") { call in
      let options = try TokenizerOptions(
        padding: call[1], truncation: .none, maximumLength: call[2], tensors: call[3], tokenizer: me(call))
      let batch = try me(call).pad(try inputRows(call[0]), options.padding)
      return Value(try BatchEncodingObject(batch, single: false, asTensors: options.asTensors, withMask: true))
    }
    type.method("train_new_from_iterator", "text_iterator, vocab_size, **kwargs") { call in
      try train(call)
    }
  }

  /// Token ids of one text or a list of texts.
  private static func encode(
    _ tokenizer: PretrainedTokenizer, _ text: Value, _ options: TokenizerOptions, withMask: Bool
  ) throws -> Value {
    let isSingle = text.str != nil
    let rows: [[Int32]]
    if let one = text.str {
      rows = [encode(tokenizer, one, options.limit)]
    } else {
      guard text.list != nil || text.tuple != nil || text.cast(to: SeriesObject.self) != nil else {
        throw ScriptError(
          .valueError, "text input must be of type `str` (single example), `List[str]` (batch), not \(text.typeName)")
      }
      rows = try text.items().enumerated().map { index, item in
        if index & 255 == 0 { try Interruption.check() }
        return encode(tokenizer, try item.asStrObject("text[\(index)]"), options.limit)
      }
    }
    let batch = try tokenizer.pad(rows, options.padding)
    return Value(try BatchEncodingObject(batch, single: isSingle, asTensors: options.asTensors, withMask: withMask))
  }

  private static func encode(_ tokenizer: PretrainedTokenizer, _ text: StrObject, _ limit: Int?) -> [Int32] {
    if text.isASCII { return tokenizer.encode(text.ascii, limit: limit) }
    return tokenizer.encode(text.string, limit: limit)
  }

  private static func text(_ tokenizer: PretrainedTokenizer, _ ids: [Int32], _ call: CallArguments) throws -> Value {
    Value(
      tokenizer.decode(
        ids, skipSpecialTokens: try call.bool(1), cleanUpSpaces: call.isNone(2) ? nil : try call.bool(2)))
  }

  private static func tensor(_ rows: [[Int32]]) -> Value {
    Value(
      TensorObject(Tensor(ints: rows.flatMap { $0.map(Int.init) }, shape: [rows.count, rows.first?.count ?? 0])))
  }

  private static func inputRows(_ value: Value) throws -> [[Int32]] {
    if let encoding = value.cast(to: BatchEncodingObject.self) { return encoding.batch.ids }
    if let dict = value.dict, let ids = dict["input_ids"] { return try TokenIDs.rows(ids, "input_ids") }
    return try value.asList("encoded_inputs").enumerated().map { index, item in
      try TokenIDs.row(try item.getItem(Value("input_ids")), "encoded_inputs[\(index)]['input_ids']")
    }
  }

  private static func addSpecialTokens(_ tokenizer: PretrainedTokenizer, _ value: Value) throws -> Value {
    guard let dict = value.dict else { throw ScriptError(.typeError, "special_tokens_dict must be a dict") }
    let before = tokenizer.count
    for (key, value) in dict.items {
      let name = try key.asString("a key of special_tokens_dict")
      if name == "additional_special_tokens" {
        for token in try value.asList(name) { tokenizer.addSpecialToken(try token.asString(name)) }
      } else if let role = PretrainedTokenizer.Role(rawValue: name) {
        tokenizer.set(role, try value.asString(name))
      } else {
        throw ScriptError(.keyError, "Key \(name) is not a special token")
      }
    }
    return .int(tokenizer.count - before)
  }

  private static func train(_ call: CallArguments) throws -> Value {
    let old = me(call)
    let endOfText = old[.eos] ?? "<|endoftext|>"
    var trainer = try BPETrainer(vocabularySize: try call.int(1), specialTokens: [endOfText])
    func add(_ value: Value) throws {
      if let text = value.str {
        if text.isASCII { trainer.add(text.ascii) } else { trainer.add(text.string) }
      } else {
        for item in try value.asList("a batch of text_iterator") { try add(item) }
      }
    }
    let iterator = try call[0].iterate()
    while let item = try iterator.next() {
      try Interruption.check()
      try add(item)
    }
    let new = PretrainedTokenizer.gpt2(
      try ByteLevelBPE(trainer.train(), specialTokens: [endOfText]), endOfText: endOfText)
    new.maximumLength = old.maximumLength
    new.paddingSide = old.paddingSide
    return Value(TokenizerObject(new))
  }
}

extension Value {
  /// The string object, or a `TypeError` that names `what`.
  func asStrObject(_ what: String) throws -> StrObject {
    if let str { return str }
    throw ScriptError(.typeError, "\(what) must be a str, not \(typeName)")
  }
}

/// How a tokenizer call pads, truncates and answers.
struct TokenizerOptions {
  var padding = PretrainedTokenizer.Padding.none
  var limit: Int?
  var asTensors = false

  init(padding: Value, truncation: Value, maximumLength: Value, tensors: Value, tokenizer: PretrainedTokenizer) throws {
    let length = maximumLength.isNone ? nil : try maximumLength.asInt("max_length")
    switch padding.string {
    case "longest": self.padding = .longest
    case "max_length": self.padding = .length(length)
    case "do_not_pad": break
    case let text?:
      throw ScriptError(
        .valueError,
        "'\(text)' is not a valid PaddingStrategy, please select one of ['longest', 'max_length', 'do_not_pad']")
    case nil: if !padding.isUnset, try padding.isTrue() { self.padding = .longest }
    }
    switch truncation.string {
    case "longest_first", "only_first", "only_second": limit = length ?? tokenizer.maximumLength
    case "do_not_truncate": break
    case let text?: throw ScriptError(.valueError, "'\(text)' is not a valid TruncationStrategy")
    case nil:
      // Without a word on truncation and padding, a maximum length truncates, as in transformers.
      let wanted =
        truncation.isNone || truncation.isUnset
        ? length != nil && self.padding == .none : try truncation.isTrue()
      if wanted { limit = length ?? tokenizer.maximumLength }
    }
    if !tensors.isNone {
      let kind = try tensors.asString("return_tensors")
      guard kind == "pt" else {
        throw ScriptError(
          .valueError, "return_tensors='\(kind)' is not supported", hint: "return_tensors='pt' gives tensors")
      }
      asTensors = true
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
