import Script
import Tokenizer

/// How a tokenizer call pads, truncates and answers.
struct TokenizerOptions {
  static let signature =
    "add_special_tokens=True, padding=False, truncation=None, max_length=None, stride=0, is_split_into_words=False, "
    + "pad_to_multiple_of=None, return_tensors=None, return_token_type_ids=None, return_attention_mask=None, "
    + "return_overflowing_tokens=False, return_special_tokens_mask=False, return_offsets_mapping=False, "
    + "return_length=False, verbose=True"

  var padding = PretrainedTokenizer.Padding.none
  var multiple: Int?
  var truncation: Truncation?
  var stride = 0
  var form = EncodingForm.lists
  var addsSpecialTokens = true
  var isSplit = false
  var withSegments = false
  var withMask = true
  var withSpecialMask = false
  var withOffsets = false
  var withLength = false
  var withOverflow = false

  /// The options of a call whose parameters from `first` on are those of ``signature``.
  init(_ call: CallArguments, from first: Int, _ tokenizer: PretrainedTokenizer) throws {
    addsSpecialTokens = try call.bool(first)
    try setLengths(
      padding: call[first + 1], truncation: call[first + 2], maximumLength: call[first + 3],
      multiple: call[first + 6], tokenizer)
    stride = try call.int(first + 4)
    isSplit = try call.bool(first + 5)
    form = try EncodingForm(call[first + 7])
    withSegments = try call.isNone(first + 8) ? tokenizer.inputNames.contains("token_type_ids") : call.bool(first + 8)
    withMask = try call.isNone(first + 9) ? tokenizer.inputNames.contains("attention_mask") : call.bool(first + 9)
    withOverflow = try call.bool(first + 10)
    withSpecialMask = try call.bool(first + 11)
    withOffsets = try call.bool(first + 12)
    withLength = try call.bool(first + 13)
    guard stride >= 0 else { throw ScriptError(.valueError, "stride should be 0 or more, not \(stride)") }
  }

  /// The options of `pad`.
  init(padding: Value, maximumLength: Value, multiple: Value, tensors: Value, _ tokenizer: PretrainedTokenizer) throws {
    try setLengths(
      padding: padding, truncation: .bool(false), maximumLength: maximumLength, multiple: multiple, tokenizer)
    form = try EncodingForm(tensors)
  }

  private mutating func setLengths(
    padding: Value, truncation: Value, maximumLength: Value, multiple: Value, _ tokenizer: PretrainedTokenizer
  ) throws {
    var length = maximumLength.isNone ? nil : try maximumLength.asInt("max_length")
    if let length, length < 0 { throw ScriptError(.valueError, "max_length should be 0 or more, not \(length)") }
    self.multiple = multiple.isNone ? nil : try multiple.asInt("pad_to_multiple_of")
    if let multiple = self.multiple, multiple < 1 {
      throw ScriptError(.valueError, "pad_to_multiple_of should be 1 or more, not \(multiple)")
    }
    let strategy = try Self.truncationStrategy(truncation)
    // Without a word on truncation and padding, a maximum length truncates, as in transformers.
    let isUnsaid = truncation.isNone || truncation.isUnset
    var pads: PretrainedTokenizer.Padding = .none
    switch padding.string {
    case "longest": pads = .longest
    case "max_length": pads = .length(nil)
    case "do_not_pad": break
    case let text?:
      throw ScriptError(
        .valueError,
        "\(text) is not a valid PaddingStrategy, please select one of ['longest', 'max_length', 'do_not_pad']")
    case nil: if !padding.isUnset, try padding.isTrue() { pads = .longest }
    }
    if let strategy {
      if length == nil { length = tokenizer.maximumLength }
      if let length { self.truncation = Truncation(length, strategy) }
    } else if isUnsaid, pads == .none, let length {
      self.truncation = Truncation(length)
    }
    if pads == .length(nil) {
      // Without a length there is nothing to pad to.
      guard let target = length ?? tokenizer.maximumLength else { return }
      pads = .length(target)
    }
    self.padding = pads
    if pads != .none, self.truncation != nil, let multiple = self.multiple, let length, length % multiple != 0 {
      throw ScriptError(
        .valueError,
        "Truncation and padding are both activated but truncation length (\(length)) is not a multiple of "
          + "pad_to_multiple_of (\(multiple)).")
    }
  }

  private static func truncationStrategy(_ value: Value) throws -> Truncation.Strategy? {
    guard let text = value.string else {
      return value.isNone || value.isUnset ? nil : try value.isTrue() ? .longestFirst : nil
    }
    if text == "do_not_truncate" { return nil }
    guard let strategy = Truncation.Strategy(rawValue: text) else {
      throw ScriptError(
        .valueError,
        "\(text) is not a valid TruncationStrategy, please select one of ['only_first', 'only_second', "
          + "'longest_first', 'do_not_truncate']")
    }
    return strategy
  }
}
