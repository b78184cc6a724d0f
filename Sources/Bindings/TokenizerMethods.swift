import Script
import Support
import Tensor
import Tokenizer

/// The methods of a tokenizer object that turn texts into ids and back, by transformers' names.
enum TokenizerMethods {
  static func me(_ call: CallArguments) -> PretrainedTokenizer { call.me(TokenizerObject.self).tokenizer }

  static func register(_ type: TypeObject) {
    for name in ["__call__", "encode_plus"] {
      type.method(
        name,
        "text=None, text_pair=None, text_target=None, text_pair_target=None, \(TokenizerOptions.signature)"
      ) { call in
        guard call.isNone(2) && call.isNone(3) else {
          throw ScriptError(
            .notImplementedError, "text_target is not supported", hint: "encode the targets in a call of their own")
        }
        return try encode(me(call), call[0], call[1], TokenizerOptions(call, from: 4, me(call)))
      }
    }
    type.method("batch_encode_plus", "batch_text_or_text_pairs, \(TokenizerOptions.signature)") { call in
      try encode(me(call), call[0], .none, TokenizerOptions(call, from: 1, me(call)))
    }
    type.method("encode", "text, text_pair=None, \(TokenizerOptions.signature)") { call in
      var options = try TokenizerOptions(call, from: 2, me(call))
      // A list of words is one text here.
      options.isSplit = options.isSplit || call[0].str == nil
      return try encode(me(call), call[0], call[1], options).getItem(Value("input_ids"))
    }
    type.method("decode", "token_ids, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs") { call in
      try text(me(call), TokenIDs.row(call[0], "token_ids"), call)
    }
    type.method(
      "batch_decode", "sequences, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs"
    ) { call in
      Value(list: try TokenIDs.rows(call[0], "sequences").map { try text(me(call), $0, call) })
    }
    type.method("tokenize", "text, pair=None, add_special_tokens=False") { call in
      let tokenizer = me(call)
      let (first, second) = try TokenizerInputs(call[0], call[1], isSplit: false).ids(tokenizer)
      let row = try tokenizer.row(first.first ?? [], second?.first, addsSpecialTokens: try call.bool(2))
      return Value(row.ids.map { tokenizer.token($0) ?? "" })
    }
    type.method(
      "pad",
      "encoded_inputs, padding=True, max_length=None, pad_to_multiple_of=None, return_attention_mask=None, "
        + "return_tensors=None, verbose=True"
    ) { call in
      let options = try TokenizerOptions(
        padding: call[1], maximumLength: call[2], multiple: call[3], tensors: call[5], me(call))
      let withMask = try call.isNone(4) ? me(call).inputNames.contains("attention_mask") : call.bool(4)
      return try TokenizerPadding(me(call), options, withMask: withMask).pad(call[0])
    }
    type.method("num_special_tokens_to_add", "pair=False") { call in
      .int(me(call).postProcessor.addedCount(isPair: try call.bool(0)))
    }
    for (name, part) in [
      ("build_inputs_with_special_tokens", \TokenRow.ids), ("create_token_type_ids_from_sequences", \TokenRow.segments),
    ] {
      type.method(name, "token_ids_0, token_ids_1=None") { call in
        let second = call.isNone(1) ? nil : try TokenIDs.row(call[1], "token_ids_1")
        return try ints(me(call).row(TokenIDs.row(call[0], "token_ids_0"), second)[keyPath: part])
      }
    }
    type.method("get_special_tokens_mask", "token_ids_0, token_ids_1=None, already_has_special_tokens=False") { call in
      let ids = try TokenIDs.row(call[0], "token_ids_0")
      let second = call.isNone(1) ? nil : try TokenIDs.row(call[1], "token_ids_1")
      if try call.bool(2) {
        let specials = Set(me(call).specialTokens.compactMap { me(call).id(of: $0) })
        return ints(ids.map { specials.contains($0) ? 1 : 0 })
      }
      return try ints(me(call).row(ids, second).specialMask)
    }
  }

  static func ints(_ values: [Int32]) -> Value { Value(list: values.map { .int(Int($0)) }) }

  private static func encode(
    _ tokenizer: PretrainedTokenizer, _ text: Value, _ pair: Value, _ options: TokenizerOptions
  ) throws -> Value {
    let inputs = try TokenizerInputs(text, pair, isSplit: options.isSplit)
    let (firsts, seconds) = try inputs.ids(tokenizer)
    var rows: [TokenRow] = []
    rows.reserveCapacity(firsts.count)
    var samples: [Int] = []
    for (index, first) in firsts.enumerated() {
      let second = seconds?[index]
      if options.withOverflow, let truncation = options.truncation {
        let windows = try tokenizer.rows(
          first, second, truncation: truncation, stride: options.stride, addsSpecialTokens: options.addsSpecialTokens)
        rows += windows
        samples += windows.map { _ in index }
      } else {
        rows.append(
          try tokenizer.row(
            first, second, truncation: options.truncation, addsSpecialTokens: options.addsSpecialTokens))
        samples.append(index)
      }
    }
    let target = try padding(tokenizer) {
      try tokenizer.paddedLength(rows.lazy.map(\.ids.count).max() ?? 0, options.padding, multiple: options.multiple)
    }
    let encoded = EncodedRows(tokenizer, rows, length: target, inputs: inputs, samples: samples)
    let isSingle = inputs.isSingle && !options.withOverflow
    let fields = DictObject()
    func add(_ name: String, _ filler: Int32, _ values: (TokenRow) -> [Int32]) throws {
      let filled = rows.indices.map { encoded.filled(values(rows[$0]), $0, filler) }
      fields[name] = try options.form.value(filled, name, isSingle: isSingle)
    }
    try add("input_ids", tokenizer.id(.padding) ?? 0) { $0.ids }
    if options.withSegments { try add("token_type_ids", tokenizer.paddingSegment) { $0.segments } }
    if options.withMask { try add("attention_mask", 0) { [Int32](repeating: 1, count: $0.ids.count) } }
    if options.withSpecialMask { try add("special_tokens_mask", 1) { $0.specialMask } }
    if options.withOffsets { fields["offset_mapping"] = try encoded.offsets(options.form, isSingle: isSingle) }
    if options.withLength {
      fields["length"] = options.form.array(rows.map { max(target, $0.ids.count) }, shape: [rows.count])
    }
    if options.withOverflow { fields["overflow_to_sample_mapping"] = options.form.array(samples, shape: [rows.count]) }
    return Value(BatchEncodingObject(fields, rows: encoded))
  }

  /// Says in transformers' words that there is nothing to pad with.
  static func padding<Result>(_ tokenizer: PretrainedTokenizer, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch is UserError {
      throw ScriptError(
        .valueError,
        "Asking to pad but the tokenizer does not have a padding token. Please select a token to use as `pad_token` "
          + "`(tokenizer.pad_token = tokenizer.eos_token e.g.)` or add a new pad token via "
          + "`tokenizer.add_special_tokens({'pad_token': '[PAD]'})`.")
    }
  }

  private static func text(_ tokenizer: PretrainedTokenizer, _ ids: [Int32], _ call: CallArguments) throws -> Value {
    if ids.contains(where: { $0 < 0 }) {
      throw ScriptError(.overflowError, "out of range integral type conversion attempted")
    }
    return Value(
      tokenizer.decode(
        ids, skipSpecialTokens: try call.bool(1), cleanUpSpaces: call.isNone(2) ? nil : try call.bool(2)))
  }
}
