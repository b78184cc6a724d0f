import Script
import Tokenizer

/// `CharSpan(start=…, end=…)` and `TokenSpan(start=…, end=…)`: tuples with names.
final class SpanObject: TupleObject {
  static let characters = makeType("CharSpan")
  static let tokens = makeType("TokenSpan")

  /// `range` as an object of `type`, None for no range.
  static func value(_ type: TypeObject, _ range: Range<Int>?) -> Value {
    range.map { Value(SpanObject([.int($0.lowerBound), .int($0.upperBound)], type: type)) } ?? .none
  }

  private static func makeType(_ name: String) -> TypeObject {
    let type = TypeObject(name, base: .tuple, module: "transformers.tokenization_utils_base", isInheritable: false)
    for (index, name) in ["start", "end"].enumerated() {
      type.property(name, get: { $0.cast(to: SpanObject.self).map { $0[index] } ?? .none })
    }
    return type
  }

  override func repr() throws -> String { "\(type.name)(start=\(try self[0].repr()), end=\(try self[1].repr()))" }
}

/// The methods of a batch that go between characters, tokens and words: of `(index)` in its first row, or of
/// `(row, index)`.
enum EncodingPlaces {
  static func register(_ type: TypeObject) {
    for (name, part) in [("word_ids", \TokenPlaces.words), ("sequence_ids", \TokenPlaces.texts)] {
      type.method(name, "batch_index=0") { call in
        let rows = try rows(call)
        return numbers(try rows.places(rows.index(call.int(0)))[keyPath: part])
      }
    }
    for (name, part) in [("token_to_word", \TokenPlaces.words), ("token_to_sequence", \TokenPlaces.texts)] {
      type.method(name, "batch_or_token_index, token_index=None") { call in
        let (places, token) = try position(call)
        return number(places[keyPath: part][token])
      }
    }
    type.method("token_to_chars", "batch_or_token_index, token_index=None") { call in
      let (places, token) = try position(call)
      return SpanObject.value(SpanObject.characters, places.characters(of: token))
    }
    type.method("char_to_token", "batch_or_char_index, char_index=None, sequence_index=0") { call in
      let (places, character) = try pair(call)
      return places.token(at: character, of: try call.int(2)).map { .int($0) } ?? .none
    }
    type.method("char_to_word", "batch_or_char_index, char_index=None, sequence_index=0") { call in
      let (places, character) = try pair(call)
      return places.token(at: character, of: try call.int(2)).map { number(places.words[$0]) } ?? .none
    }
    type.method("word_to_tokens", "batch_or_word_index, word_index=None, sequence_index=0") { call in
      let (places, word) = try pair(call)
      return SpanObject.value(SpanObject.tokens, places.tokens(ofWord: word, of: try call.int(2)))
    }
    type.method("word_to_chars", "batch_or_word_index, word_index=None, sequence_index=0") { call in
      let (places, word) = try pair(call)
      return SpanObject.value(SpanObject.characters, places.characters(ofWord: word, of: try call.int(2)))
    }
  }

  /// A number of ``TokenPlaces``: None for what is of no word or text.
  static func number(_ value: Int32) -> Value { value < 0 ? .none : .int(Int(value)) }

  static func numbers(_ values: [Int32]) -> Value { Value(list: values.map(number)) }

  private static func rows(_ call: CallArguments) throws -> EncodedRows {
    guard let rows = call.me(BatchEncodingObject.self).rows else {
      throw ScriptError(
        .valueError, "this encoding was put together by hand, so that nothing is known of its texts",
        hint: "what calling a tokenizer gives knows them")
    }
    return rows
  }

  /// The places of the row, and the index.
  private static func pair(_ call: CallArguments) throws -> (TokenPlaces, Int) {
    let rows = try rows(call)
    let row = try rows.index(call.isNone(1) ? 0 : call.int(0))
    return (try rows.places(row), try call.int(call.isNone(1) ? 0 : 1))
  }

  /// The same for the index of a token.
  private static func position(_ call: CallArguments) throws -> (TokenPlaces, Int) {
    let (places, index) = try pair(call)
    return (places, try token(index, of: places))
  }

  /// The token that `index` means, counted from the end when negative.
  static func token(_ index: Int, of places: TokenPlaces) throws -> Int {
    let token = index < 0 ? places.count + index : index
    guard (0..<places.count).contains(token) else {
      throw ScriptError(.indexError, "there is no token \(index): the row has \(places.count)")
    }
    return token
  }
}
