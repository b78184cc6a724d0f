import Script
import Tensor
import Transformer

/// Token ids as models get them: a rectangle [b, t] with padding, or ragged lists, cut down to what is not padding.
struct TransformersRows {
  /// The tokens of each row, padding left out.
  var rows: [[Int32]]
  /// Which places of a rectangle each row's tokens came from; `nil` for ragged lists.
  var places: [[Int]]?
  /// The length of the rectangle's rows.
  var width = 0

  /// - Throws: a `TypeError` or `ValueError` naming `what` when it holds no token ids or the mask does not fit.
  init(_ value: Value, mask: Value, _ what: String = "input_ids") throws {
    if let tensor = value.cast(to: TensorObject.self)?.tensor {
      guard tensor.dtype == .int64 else {
        throw ScriptError(.typeError, "\(what) must hold token ids (int64), not \(tensor.dtype.rawValue)")
      }
      guard tensor.rank == 2 || tensor.rank == 1 else {
        throw ScriptError(
          .valueError, "\(what) must have shape [batch, length], not \(tensor.shape)",
          hint: "\(what).unsqueeze(0) makes a batch of one")
      }
      let ids = tensor.ints.map { Int32(clamping: $0) }
      let length = tensor.shape.last ?? 0
      let count = tensor.rank == 1 ? 1 : tensor.shape[0]
      rows = (0..<count).map { Array(ids[$0 * length..<($0 + 1) * length]) }
      width = length
    } else {
      let items = try value.asList(what)
      if let first = items.first, first.exactInt != nil {
        rows = [try items.map { Int32(clamping: try $0.asInt("a token of \(what)")) }]
      } else {
        rows = try items.map { item in
          if let tensor = item.cast(to: TensorObject.self)?.tensor { return tensor.ints.map { Int32(clamping: $0) } }
          return try item.asList(what).map { Int32(clamping: try $0.asInt("a token of \(what)")) }
        }
      }
      guard Set(rows.map(\.count)).count == 1 else { return }
      width = rows[0].count
    }
    let whole = Array(0..<width)
    places = Array(repeating: whole, count: rows.count)
    try applyMask(mask, what)
  }

  private mutating func applyMask(_ mask: Value, _ what: String) throws {
    if mask.isNone || mask.isUnset { return }
    let flags: [Bool]
    if let tensor = mask.cast(to: TensorObject.self)?.tensor {
      flags = tensor.bools
    } else {
      flags = try mask.asList("attention_mask").flatMap { row in
        try row.isIterable ? row.asList("attention_mask").map { try $0.isTrue() } : [try row.isTrue()]
      }
    }
    guard flags.count == rows.count * width else {
      throw ScriptError(
        .valueError, "attention_mask has \(flags.count) entries and \(what) \(rows.count * width)")
    }
    for row in rows.indices {
      let kept = (0..<width).filter { flags[row * width + $0] }
      places?[row] = kept
      rows[row] = kept.map { rows[row][$0] }
    }
  }

  var segments: PackedSegments { PackedSegments(lengths: rows.map(\.count)) }
  var tokens: [Int32] { rows.flatMap { $0 } }

  /// Spreads packed rows [n, c] over the rectangle, [b, t, c]; rows of padding are zeros.
  func rectangle(_ packed: Tensor, _ what: String = "input_ids") throws -> Tensor {
    guard let places else {
      throw ScriptError(
        .valueError, "the rows of \(what) have different lengths", hint: "pad them and give an attention_mask")
    }
    let columns = packed.shape[1]
    if rows.allSatisfy({ $0.count == width }) { return try packed.reshaped(to: [rows.count, width, columns]) }
    let padded = try Tensor.cat([packed, Tensor(zeros: [1, columns])])
    var source = [Int32](repeating: Int32(packed.shape[0]), count: rows.count * width)
    var next: Int32 = 0
    for (row, kept) in places.enumerated() {
      for place in kept {
        source[row * width + place] = next
        next += 1
      }
    }
    return try Tensor.gatherRows(padded, rows: source).reshaped(to: [rows.count, width, columns])
  }
}

/// What a model's forward pass answers: `logits`, and `loss` when labels were given; also by index and by name.
final class ModelOutputObject: Object {
  private let items: [(name: String, value: Value)]

  init(_ items: [(name: String, value: Value)]) {
    self.items = items
    super.init(type: Self.type)
  }

  static let type = TypeObject("ModelOutput", module: "transformers.modeling_outputs")

  override func getAttribute(_ name: String) throws -> Value? {
    if let item = items.first(where: { $0.name == name }) { return item.value }
    return name == "loss" ? Value.none : nil
  }

  override func getItem(_ key: Value) throws -> Value {
    if let name = key.string {
      guard let item = items.first(where: { $0.name == name }) else { throw ScriptError(.keyError, key) }
      return item.value
    }
    let index = try key.asInt("index")
    let position = index < 0 ? index + items.count : index
    guard items.indices.contains(position) else { throw ScriptError(.indexError, "tuple index out of range") }
    return items[position].value
  }

  override func attributeNames() -> [String] { items.map(\.name) }
  override func length() throws -> Int? { items.count }
  override func repr() throws -> String {
    "ModelOutput(" + (try items.map { "\($0.name)=\(try $0.value.repr())" }.joined(separator: ", ")) + ")"
  }
}
