import Script

/// `DataCollatorWithPadding(tokenizer, …)`: makes a padded batch of examples that a tokenizer made; `label` becomes
/// `labels`.
final class PaddingCollatorObject: Object {
  private let tokenizer: Value
  private let options: [(name: String, value: Value)]

  init(_ tokenizer: Value, _ options: [(name: String, value: Value)]) {
    self.tokenizer = tokenizer
    self.options = options
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("DataCollatorWithPadding", module: "transformers", isInheritable: false)
    type.documentation = "Pads a list of encoded examples to one length: what a DataLoader takes as collate_fn."
    type.constructor(
      "tokenizer, padding=True, max_length=None, pad_to_multiple_of=None, return_tensors='pt'"
    ) { call in
      let names = ["padding", "max_length", "pad_to_multiple_of", "return_tensors"]
      return Value(PaddingCollatorObject(call[0], names.enumerated().map { ($1, call[$0 + 1]) }))
    }
    return type
  }()

  override var isCallable: Bool { true }

  override func call(_ arguments: Arguments) throws -> Value {
    let batch = try tokenizer.getAttribute("pad").call(Arguments(arguments.positional, keywords: options))
    guard let fields = batch.cast(to: BatchEncodingObject.self)?.dictionary else { return batch }
    for name in ["label", "label_ids"] {
      guard let labels = fields[name] else { continue }
      fields[name] = nil
      fields["labels"] = labels
    }
    return batch
  }
}
