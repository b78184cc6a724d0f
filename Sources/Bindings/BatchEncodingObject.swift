import Script
import Tensor
import Tokenizer

/// What calling a tokenizer gives: `input_ids`, `attention_mask` and the like, as attributes and as items.
final class BatchEncodingObject: Object {
  private let fieldsByName: DictObject
  /// The fields as a dict.
  var dictionary: DictObject { fieldsByName }
  /// What the fields were made of, for `tokens()`, `word_ids()` and the like.
  let rows: EncodedRows?

  init(_ fields: DictObject, rows: EncodedRows? = nil) {
    fieldsByName = fields
    self.rows = rows
    super.init(type: Self.type)
  }

  static let type: TypeObject = {
    let type = TypeObject("BatchEncoding", module: "transformers", isInheritable: false)
    for name in ["keys", "values", "items", "get", "pop", "update"] {
      type.method(name, "*args") { call in
        let method = try Value(call.me(BatchEncodingObject.self).fieldsByName).getAttribute(name)
        return try method.call(Arguments(call.rest(0)))
      }
    }
    // One device: moving is staying.
    type.method("to", "device=None, **kwargs") { call in call.receiver }
    type.method("tokens", "batch_index=0") { call in
      let me = call.me(BatchEncodingObject.self)
      guard let rows = me.rows else { throw ScriptError(.valueError, "no tokenizer made this encoding") }
      return Value(rows.ids(try rows.index(try call.int(0))).map { rows.tokenizer.token($0) ?? "" })
    }
    EncodingPlaces.register(type)
    type.property("data", get: { $0.cast(to: BatchEncodingObject.self).map { Value($0.fieldsByName) } ?? .none })
    type.property("encodings", get: { $0.cast(to: BatchEncodingObject.self)?.rows.map(EncodingObject.list) ?? .none })
    type.property("is_fast", get: { _ in .bool(true) })
    return type
  }()

  override func getAttribute(_ name: String) throws -> Value? { fieldsByName[name] }
  override func attributeNames() -> [String] { fieldsByName.keys.compactMap(\.string) }

  /// A field by its name; a row of the batch, or several, by number.
  override func getItem(_ key: Value) throws -> Value {
    if key.string != nil { return try fieldsByName.getItem(key) }
    guard let rows else {
      throw ScriptError(
        .keyError, "there are only fields in an encoding that no tokenizer made",
        hint: "its fields are \(fieldsByName.keys.compactMap(\.string).joined(separator: ", "))")
    }
    return try EncodingObject.list(rows).getItem(key)
  }

  override func setItem(_ key: Value, _ value: Value) throws { try fieldsByName.set(key, value) }
  override func length() throws -> Int? { fieldsByName.count }
  override func iterate() throws -> IteratorObject? { try fieldsByName.iterate() }
  override func contains(_ item: Value) throws -> Bool? { try fieldsByName.get(item) != nil }
  override func repr() throws -> String { try fieldsByName.repr() }
}

/// What a tokenizer answers with: lists, torch tensors or numpy arrays.
enum EncodingForm {
  case lists
  case tensors
  case arrays

  init(_ value: Value) throws {
    if value.isNone || value.isUnset {
      self = .lists
      return
    }
    switch try value.asString("return_tensors") {
    case "pt": self = .tensors
    case "np": self = .arrays
    case let kind:
      throw ScriptError(
        .valueError, "return_tensors='\(kind)' is not supported",
        hint: "'pt' gives tensors, 'np' numpy arrays, None lists")
    }
  }

  /// The rows of the field `name` in this form, [b, t] unless they are lists; of one text, lists are not nested.
  /// - Throws: a `ValueError` when an array is asked for and the rows have different lengths.
  func value(_ rows: [[Int32]], _ name: String, isSingle: Bool) throws -> Value {
    if self == .lists {
      if isSingle, let row = rows.first { return Value(list: row.map { .int(Int($0)) }) }
      return Value(list: rows.map { Value(list: $0.map { .int(Int($0)) }) })
    }
    let width = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == width }) else { throw Self.ragged(name) }
    return array(rows.flatMap { $0.map(Int.init) }, shape: [rows.count, width])
  }

  func array(_ values: [Int], shape: [Int]) -> Value {
    switch self {
    case .tensors: Value(TensorObject(Tensor(ints: values, shape: shape)))
    case .arrays: Value(NDArrayObject(values.map(Double.init), shape: shape, type: .int64))
    case .lists: Value(values)
    }
  }

  static func ragged(_ name: String) -> ScriptError {
    ScriptError(
      .valueError,
      "Unable to create tensor, you should probably activate truncation and/or padding with 'padding=True' "
        + "'truncation=True' to have batched tensors with the same length. Perhaps your features (`\(name)` in this "
        + "case) have excessive nesting (inputs type `list` where type `int` is expected).")
  }
}
