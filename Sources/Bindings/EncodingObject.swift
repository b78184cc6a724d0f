import Script
import Tokenizer

/// `tokenizers.Encoding`: one row of what calling a tokenizer gives, `batch[0]`.
final class EncodingObject: Object {
  private let rows: EncodedRows
  private let index: Int

  init(_ rows: EncodedRows, _ index: Int) {
    self.rows = rows
    self.index = index
    super.init(type: Self.type)
  }

  /// All rows of a batch.
  static func list(_ rows: EncodedRows) -> Value {
    Value(list: rows.rows.indices.map { Value(EncodingObject(rows, $0)) })
  }

  static let type: TypeObject = {
    let type = TypeObject("Encoding", module: "tokenizers", isInheritable: false)
    func property(_ name: String, _ get: @escaping (EncodingObject) throws -> Value) {
      type.property(name, get: { try $0.cast(to: EncodingObject.self).map(get) ?? .none })
    }
    property("ids") { ints($0.rows.ids($0.index)) }
    property("tokens") { me in Value(me.rows.ids(me.index).map { me.rows.tokenizer.token($0) ?? "" }) }
    property("type_ids") { $0.filled($0.row.segments, $0.rows.tokenizer.paddingSegment) }
    property("attention_mask") { $0.filled([Int32](repeating: 1, count: $0.row.ids.count), 0) }
    property("special_tokens_mask") { $0.filled($0.row.specialMask, 1) }
    property("offsets") { me in
      let places = try me.places
      return Value(
        list: zip(places.starts, places.ends).map { Value(tuple: [.int(Int($0)), .int(Int($1))]) })
    }
    for name in ["word_ids", "words"] { property(name) { EncodingPlaces.numbers(try $0.places.words) } }
    property("sequence_ids") { EncodingPlaces.numbers(try $0.places.texts) }
    property("n_sequences") { .int(try $0.places.texts.contains(1) ? 2 : 1) }
    // Windows over a long text are rows of their own.
    property("overflowing") { _ in Value(list: []) }
    registerPlaces(type)
    return type
  }()

  private static func registerPlaces(_ type: TypeObject) {
    func places(_ call: CallArguments) throws -> TokenPlaces { try call.me(EncodingObject.self).places }
    func pair(_ range: Range<Int>?) -> Value {
      range.map { Value(tuple: [.int($0.lowerBound), .int($0.upperBound)]) } ?? .none
    }
    type.method("char_to_token", "char_pos, sequence_index=0") { call in
      try places(call).token(at: call.int(0), of: call.int(1)).map { .int($0) } ?? .none
    }
    type.method("char_to_word", "char_pos, sequence_index=0") { call in
      let places = try places(call)
      return try places.token(at: call.int(0), of: call.int(1)).map { EncodingPlaces.number(places.words[$0]) } ?? .none
    }
    type.method("word_to_tokens", "word_index, sequence_index=0") { call in
      pair(try places(call).tokens(ofWord: call.int(0), of: call.int(1)))
    }
    type.method("word_to_chars", "word_index, sequence_index=0") { call in
      pair(try places(call).characters(ofWord: call.int(0), of: call.int(1)))
    }
    type.method("token_to_chars", "token_index") { call in
      let places = try places(call)
      return pair(places.characters(of: try EncodingPlaces.token(call.int(0), of: places)))
    }
    for (name, part) in [("token_to_word", \TokenPlaces.words), ("token_to_sequence", \TokenPlaces.texts)] {
      type.method(name, "token_index") { call in
        let places = try places(call)
        return EncodingPlaces.number(places[keyPath: part][try EncodingPlaces.token(call.int(0), of: places)])
      }
    }
  }

  private static func ints(_ values: [Int32]) -> Value { TokenizerMethods.ints(values) }

  private var row: TokenRow { rows.rows[index] }
  private var places: TokenPlaces { get throws { try rows.places(index) } }

  /// `values` of the row, with `filler` for its padding.
  private func filled(_ values: [Int32], _ filler: Int32) -> Value { Self.ints(rows.filled(values, index, filler)) }

  override func length() throws -> Int? { rows.ids(index).count }

  override func repr() throws -> String {
    "Encoding(num_tokens=\(rows.ids(index).count), attributes=[ids, type_ids, tokens, offsets, attention_mask, "
      + "special_tokens_mask, overflowing])"
  }
}
