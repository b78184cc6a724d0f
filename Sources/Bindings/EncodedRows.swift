import Script
import Tokenizer

/// The rows of an encoding and what they were made of: where their tokens come from is worked out when asked for.
final class EncodedRows {
  let tokenizer: PretrainedTokenizer
  let rows: [TokenRow]
  /// How long the rows are with their padding, unless they are longer.
  private let length: Int
  private let side: PretrainedTokenizer.Side
  /// The texts, and the one that each row is of; nothing when the rows were ids from the start.
  private let inputs: TokenizerInputs?
  private let samples: [Int]
  private var located: [Int: (LocatedTokens, LocatedTokens?)] = [:]
  private var known: [Int: TokenPlaces] = [:]

  init(
    _ tokenizer: PretrainedTokenizer, _ rows: [TokenRow], length: Int, inputs: TokenizerInputs? = nil,
    samples: [Int] = []
  ) {
    self.tokenizer = tokenizer
    self.rows = rows
    self.length = length
    self.inputs = inputs
    self.samples = samples
    side = tokenizer.paddingSide
  }

  /// `values` of the row `index` with `filler` where its padding is.
  func filled<Element>(_ values: [Element], _ index: Int, _ filler: Element) -> [Element] {
    let missing = length - rows[index].ids.count
    if missing <= 0 { return values }
    let fill = [Element](repeating: filler, count: missing)
    return side == .right ? values + fill : fill + values
  }

  /// The ids of the row `index`, those of its padding included.
  func ids(_ index: Int) -> [Int32] { filled(rows[index].ids, index, tokenizer.id(.padding) ?? 0) }

  /// Where the tokens of the row `index` come from; padding comes from nowhere.
  func places(_ index: Int) throws -> TokenPlaces {
    if let known = known[index] { return known }
    guard let inputs, samples.indices.contains(index) else {
      throw ScriptError(
        .valueError, "the batch was made of ids, so that nothing is known of words and offsets",
        hint: "they are known of what calling the tokenizer with texts gives")
    }
    let sample = samples[index]
    let (first, second) = try located[sample] ?? inputs.locate(sample, tokenizer)
    located = [sample: (first, second)]
    var places = try tokenizer.places(rows[index], first, second)
    places.starts = filled(places.starts, index, 0)
    places.ends = filled(places.ends, index, 0)
    places.words = filled(places.words, index, -1)
    places.texts = filled(places.texts, index, -1)
    known[index] = places
    return places
  }

  /// The row that `number` means, counted from the end when negative.
  func index(_ number: Int) throws -> Int {
    let index = number < 0 ? rows.count + number : number
    guard rows.indices.contains(index) else {
      throw ScriptError(.indexError, "there is no row \(number): the batch has \(rows.count)")
    }
    return index
  }

  /// `offset_mapping`: for each row its tokens' first scalars and those after their last, [b, t, 2] unless they are lists.
  func offsets(_ form: EncodingForm, isSingle: Bool) throws -> Value {
    let places = try rows.indices.map { try self.places($0) }
    // What was kept for one field alone is not kept any longer than it.
    defer { known.removeAll() }
    if form == .lists {
      let lists = places.map { row in
        Value(list: zip(row.starts, row.ends).map { Value(tuple: [.int(Int($0)), .int(Int($1))]) })
      }
      return isSingle ? lists.first ?? Value(list: []) : Value(list: lists)
    }
    let width = places.first?.starts.count ?? 0
    guard places.allSatisfy({ $0.starts.count == width }) else { throw EncodingForm.ragged("offset_mapping") }
    let numbers = places.flatMap { row in zip(row.starts, row.ends).flatMap { [Int($0), Int($1)] } }
    return form.array(numbers, shape: [places.count, width, 2])
  }
}

/// `CharSpan(start=…, end=…)` and `TokenSpan(start=…, end=…)`: tuples with names.
final class SpanObject: TupleObject {
  static let characters = makeType("CharSpan")
  static let tokens = makeType("TokenSpan")

  init(_ type: TypeObject, _ start: Int, _ end: Int) { super.init([.int(start), .int(end)], type: type) }

  private static func makeType(_ name: String) -> TypeObject {
    let type = TypeObject(name, base: .tuple, module: "transformers.tokenization_utils_base", isInheritable: false)
    for (index, name) in ["start", "end"].enumerated() {
      type.property(name, get: { $0.cast(to: SpanObject.self).map { $0[index] } ?? .none })
    }
    return type
  }

  override func repr() throws -> String { "\(type.name)(start=\(try self[0].repr()), end=\(try self[1].repr()))" }
}

/// The methods of an encoding that go between characters, tokens and words.
enum EncodingPlaces {
  static func register(_ type: TypeObject) {
    for (name, part) in [("word_ids", \TokenPlaces.words), ("sequence_ids", \TokenPlaces.texts)] {
      type.method(name, "batch_index=0") { call in
        let rows = try rows(call)
        let places = try rows.places(rows.index(call.int(0)))
        return Value(list: places[keyPath: part].map { $0 < 0 ? .none : .int(Int($0)) })
      }
    }
    for (name, part) in [("token_to_word", \TokenPlaces.words), ("token_to_sequence", \TokenPlaces.texts)] {
      type.method(name, "batch_or_token_index, token_index=None") { call in
        let (places, token) = try position(call)
        return places[keyPath: part][token] < 0 ? .none : .int(Int(places[keyPath: part][token]))
      }
    }
    type.method("token_to_chars", "batch_or_token_index, token_index=None") { call in
      let (places, token) = try position(call)
      guard places.texts[token] >= 0 else { return .none }
      return Value(SpanObject(SpanObject.characters, Int(places.starts[token]), Int(places.ends[token])))
    }
    type.method("char_to_token", "batch_or_char_index, char_index=None, sequence_index=0") { call in
      let (places, character) = try pair(call)
      let token = try tokens(places, call).first { covers(places, $0, character) }
      return token.map { .int($0) } ?? .none
    }
    type.method("char_to_word", "batch_or_char_index, char_index=None, sequence_index=0") { call in
      let (places, character) = try pair(call)
      let token = try tokens(places, call).first { covers(places, $0, character) }
      return token.map { .int(Int(places.words[$0])) } ?? .none
    }
    type.method("word_to_tokens", "batch_or_word_index, word_index=None, sequence_index=0") { call in
      let (places, word) = try pair(call)
      let found = try tokens(places, call).filter { places.words[$0] == word }
      guard let first = found.first, let last = found.last else { return .none }
      return Value(SpanObject(SpanObject.tokens, first, last + 1))
    }
    type.method("word_to_chars", "batch_or_word_index, word_index=None, sequence_index=0") { call in
      let (places, word) = try pair(call)
      let found = try tokens(places, call).filter { places.words[$0] == word }
      guard let first = found.first, let last = found.last else { return .none }
      return Value(SpanObject(SpanObject.characters, Int(places.starts[first]), Int(places.ends[last])))
    }
  }

  private static func rows(_ call: CallArguments) throws -> EncodedRows {
    guard let rows = call.me(BatchEncodingObject.self).rows else {
      throw ScriptError(
        .valueError, "this encoding was put together by hand, so that nothing is known of its texts",
        hint: "what calling a tokenizer gives knows them")
    }
    return rows
  }

  /// Of `(index)` or `(row, index)`: the places of the row, of the first in the former case, and the index.
  private static func pair(_ call: CallArguments) throws -> (TokenPlaces, Int) {
    let rows = try rows(call)
    let row = try rows.index(call.isNone(1) ? 0 : call.int(0))
    return (try rows.places(row), try call.int(call.isNone(1) ? 0 : 1))
  }

  /// The same for the index of a token, which counts from the end when negative.
  private static func position(_ call: CallArguments) throws -> (TokenPlaces, Int) {
    let (places, index) = try pair(call)
    let token = index < 0 ? places.starts.count + index : index
    guard places.starts.indices.contains(token) else {
      throw ScriptError(.indexError, "there is no token \(index): the row has \(places.starts.count)")
    }
    return (places, token)
  }

  /// The tokens of the text that `sequence_index` says.
  private static func tokens(_ places: TokenPlaces, _ call: CallArguments) throws -> [Int] {
    let text = Int32(clamping: try call.int(2))
    return places.texts.indices.filter { places.texts[$0] == text }
  }

  private static func covers(_ places: TokenPlaces, _ token: Int, _ character: Int) -> Bool {
    Int(places.starts[token]) <= character && character < Int(places.ends[token])
  }
}
