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
