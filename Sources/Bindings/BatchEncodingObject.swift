import Script
import Tensor
import Tokenizer

/// What calling a tokenizer gives: `input_ids` and `attention_mask`, as attributes and as items.
final class BatchEncodingObject: Object {
  let batch: TokenBatch
  private let fieldsByName: DictObject
  /// The fields as a dict.
  var dictionary: DictObject { fieldsByName }

  /// - Parameters:
  ///   - single: whether the call was with one text, so that lists are not nested.
  /// - Throws: a `ValueError` when tensors are asked for and the rows have different lengths.
  init(_ batch: TokenBatch, single: Bool, asTensors: Bool, withMask: Bool) throws {
    guard !asTensors || Set(batch.ids.map(\.count)).count <= 1 else {
      throw ScriptError(
        .valueError,
        "Unable to create tensor, you should probably activate truncation and/or padding with 'padding=True' "
          + "'truncation=True' to have batched tensors with the same length. Perhaps your features (`input_ids` in this "
          + "case) have excessive nesting (inputs type `list` where type `int` is expected).")
    }
    self.batch = batch
    func value(_ rows: [[Int32]]) -> Value {
      if asTensors {
        let shape = [rows.count, rows.first?.count ?? 0]
        return Value(TensorObject(Tensor(ints: rows.flatMap { $0.map(Int.init) }, shape: shape)))
      }
      if single { return Value(rows[0].map(Int.init)) }
      return Value(list: rows.map { Value($0.map(Int.init)) })
    }
    fieldsByName = DictObject([("input_ids", value(batch.ids))])
    if withMask { fieldsByName["attention_mask"] = value(batch.attentionMask) }
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("BatchEncoding", module: "transformers", isInheritable: false)
    for name in ["keys", "values", "items", "get"] {
      type.method(name, "*args") { call in
        let method = try Value(call.me(BatchEncodingObject.self).fieldsByName).getAttribute(name)
        return try method.call(Arguments(call.rest(0)))
      }
    }
    // One device: moving is staying.
    type.method("to", "device=None, **kwargs") { call in call.receiver }
    type.property("data", get: { $0.cast(to: BatchEncodingObject.self).map { Value($0.fieldsByName) } ?? .none })
    return type
  }()

  override func getAttribute(_ name: String) throws -> Value? { fieldsByName[name] }
  override func attributeNames() -> [String] { fieldsByName.keys.compactMap(\.string) }
  override func getItem(_ key: Value) throws -> Value { try fieldsByName.getItem(key) }
  override func setItem(_ key: Value, _ value: Value) throws { try fieldsByName.set(key, value) }
  override func length() throws -> Int? { fieldsByName.count }
  override func iterate() throws -> IteratorObject? { try fieldsByName.iterate() }
  override func contains(_ item: Value) throws -> Bool? { try fieldsByName.get(item) != nil }
  override func repr() throws -> String { try fieldsByName.repr() }
}
