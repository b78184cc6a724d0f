import Script
import Tensor
import Tokenizer

/// `tokenizer.pad`: encodings, alone, in a dict of lists or in a list of dicts, brought to one length. What is neither
/// ids nor a mask stays as it is.
struct TokenizerPadding {
  private let tokenizer: PretrainedTokenizer
  private let options: TokenizerOptions
  private let withMask: Bool

  init(_ tokenizer: PretrainedTokenizer, _ options: TokenizerOptions, withMask: Bool) {
    self.tokenizer = tokenizer
    self.options = options
    self.withMask = withMask
  }

  func pad(_ value: Value) throws -> Value {
    let fields = try columns(value)
    guard let given = fields["input_ids"] else {
      let names = try Value(list: fields.keys).repr()
      throw ScriptError(
        .valueError,
        "You should supply an encoding or a list of encodings to this method that includes input_ids, but you provided "
          + names)
    }
    let items = try given.cast(to: TensorObject.self) == nil ? given.asList("input_ids") : []
    let isSingle = items.first.map { $0.exactInt != nil } ?? (given.cast(to: TensorObject.self)?.tensor.rank == 1)
    let ids = try isSingle ? [TokenIDs.row(given, "input_ids")] : TokenIDs.rows(given, "input_ids")
    let target = try TokenizerMethods.padding(tokenizer) {
      try tokenizer.paddedLength(ids.map(\.count).max() ?? 0, options.padding, multiple: options.multiple)
    }
    let result = DictObject()
    func add(_ name: String, _ rows: [[Int32]], _ filler: Int32) throws {
      let filled = zip(rows, ids).map { tokenizer.filled($0, target - $1.count, filler) }
      result[name] = try options.form.value(filled, name, isSingle: isSingle)
    }
    for (key, value) in fields.items {
      let name = try key.asString("a key of encoded_inputs")
      func rows() throws -> [[Int32]] {
        let rows = try isSingle ? [TokenIDs.row(value, name)] : TokenIDs.rows(value, name)
        guard rows.map(\.count) == ids.map(\.count) else {
          throw ScriptError(.valueError, "the rows of \(name) are not as long as those of input_ids")
        }
        return rows
      }
      switch name {
      case "input_ids": try add(name, ids, tokenizer.id(.padding) ?? 0)
      case "attention_mask": try add(name, rows(), 0)
      case "token_type_ids": try add(name, rows(), tokenizer.paddingSegment)
      case "special_tokens_mask": try add(name, rows(), 1)
      default: result[name] = try converted(value, name)
      }
    }
    if withMask, fields["attention_mask"] == nil {
      try add("attention_mask", ids.map { [Int32](repeating: 1, count: $0.count) }, 0)
    }
    return Value(BatchEncodingObject(result, rows: EncodedRows(tokenizer, ids.map { TokenRow($0) }, length: target)))
  }

  /// The fields with a list of rows each.
  private func columns(_ value: Value) throws -> DictObject {
    if let dict = value.dict ?? value.cast(to: BatchEncodingObject.self)?.dictionary { return dict }
    let columns = DictObject()
    let examples = try value.asList("encoded_inputs")
    guard let first = examples.first else { return DictObject([("input_ids", Value(list: []))]) }
    guard let names = (first.dict ?? first.cast(to: BatchEncodingObject.self)?.dictionary)?.keys else {
      throw ScriptError(.typeError, "encoded_inputs must be a dict or a list of dicts, not a list of \(first.typeName)")
    }
    for name in names { try columns.set(name, Value(list: try examples.map { try $0.getItem(name) })) }
    return columns
  }

  /// A field that is not padded: numbers become an array when arrays are asked for.
  private func converted(_ value: Value, _ name: String) throws -> Value {
    guard options.form != .lists, let items = value.list?.items else { return value }
    let numbers = items.compactMap(\.exactInt)
    guard numbers.count == items.count else { throw EncodingForm.ragged(name) }
    return options.form.array(numbers, shape: [numbers.count])
  }
}
