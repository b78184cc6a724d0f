import Support

/// The responses of a batch as flat rows, one row per response token, sample after sample.
///
/// Token `t` of response `i` is row `offsets[i] + t`. Every per-token quantity of PPO (log-probability, KL, reward,
/// value, advantage) is an array over these rows; nothing is padded.
public struct ResponseBatch: Sendable {
  public let queries: [[Int32]]
  public let responses: [[Int32]]
  /// `count + 1` ends: rows of sample `i` are `offsets[i] ..< offsets[i + 1]`.
  public let offsets: [Int]
  /// 1 where a token counts, 0 where a response mask leaves it out. Shape `[rows]`.
  public let mask: [Float]

  /// Samples.
  public var count: Int { queries.count }
  /// Response tokens in all.
  public var rowCount: Int { offsets[count] }

  /// Checks and lays out a batch.
  ///
  /// - Parameter masks: per response, 1 for the tokens that count; `nil` lets all count.
  /// - Throws: a `ValueError` naming the sample: an empty query or response, a mask of another length, a mask that lets
  ///   nothing through, a sequence longer than `positions`, a token outside `vocabulary`.
  public init(
    queries: [[Int32]], responses: [[Int32]], masks: [[Float]]? = nil, positions: Int = .max, vocabulary: Int = .max
  ) throws {
    guard queries.count == responses.count else {
      throw UserError(.value, "\(queries.count) queries but \(responses.count) responses")
    }
    if let masks, masks.count != responses.count {
      throw UserError(.value, "\(responses.count) responses but \(masks.count) response_masks")
    }
    var offsets = [0]
    var flat: [Float] = []
    for i in queries.indices {
      let (query, response) = (queries[i], responses[i])
      guard !query.isEmpty else {
        throw UserError(.value, "query \(i) is empty", hint: "a response needs at least one token before it")
      }
      guard !response.isEmpty else {
        throw UserError(
          .value, "response \(i) is empty",
          hint: "the policy must generate at least one token: keep the EOS token, or set min_length/max_new_tokens")
      }
      guard query.count + response.count <= positions else {
        throw UserError(
          .value,
          "sample \(i) has \(query.count) + \(response.count) tokens but the model has \(positions) positions",
          hint: "shorten the query or generate fewer tokens")
      }
      if let token = query.first(where: { $0 < 0 || $0 >= vocabulary })
        ?? response.first(where: { $0 < 0 || $0 >= vocabulary })
      {
        throw UserError(
          .index, "sample \(i) has token \(token) but the model's vocabulary has \(vocabulary)",
          hint: "tokenize with the policy's own tokenizer")
      }
      if let masks {
        guard masks[i].count == response.count else {
          throw UserError(
            .value, "response_masks[\(i)] has \(masks[i].count) values but response \(i) has \(response.count) tokens")
        }
        guard masks[i].contains(where: { $0 != 0 }) else {
          throw UserError(.value, "response_masks[\(i)] leaves out every token of response \(i)")
        }
        flat += masks[i]
      } else {
        flat += repeatElement(1, count: response.count)
      }
      offsets.append(offsets[i] + response.count)
    }
    self.queries = queries
    self.responses = responses
    self.offsets = offsets
    self.mask = flat
  }

  /// `rows` cut into one array per sample.
  public func ragged(_ rows: [Float]) -> [[Float]] {
    (0..<count).map { Array(rows[offsets[$0]..<offsets[$0 + 1]]) }
  }

  /// The samples `indices` as one packed pass over a causal model.
  ///
  /// The last token of a response predicts nothing, so it is left out: sample `i` gives
  /// `query.count + response.count − 1` tokens.
  func packed(_ indices: [Int]) -> PackedResponses {
    var packed = PackedResponses()
    for i in indices {
      let (query, response) = (queries[i], responses[i])
      let first = packed.ids.count + query.count - 1
      packed.ids += query
      packed.ids += response.dropLast()
      packed.lengths.append(query.count + response.count - 1)
      for t in response.indices {
        packed.rows.append(Int32(first + t))
        packed.source.append(offsets[i] + t)
      }
      packed.targets += response
    }
    return packed
  }

  /// The samples in order, in runs of at most `tokens` tokens (a longer sample alone).
  func pieces(tokens: Int) -> [[Int]] {
    var result: [[Int]] = []
    var (piece, size) = ([Int](), 0)
    for i in 0..<count {
      let length = queries[i].count + responses[i].count - 1
      if !piece.isEmpty && size + length > tokens {
        result.append(piece)
        (piece, size) = ([], 0)
      }
      piece.append(i)
      size += length
    }
    if !piece.isEmpty { result.append(piece) }
    return result
  }
}

/// The tokens of some samples, concatenated, and where their responses are predicted.
struct PackedResponses {
  /// Token ids, `[tokens]`.
  var ids: [Int32] = []
  /// Tokens per sample.
  var lengths: [Int] = []
  /// The rows of `ids` whose output predicts a response token, `[rows]`.
  var rows: [Int32] = []
  /// The response token that each of `rows` predicts.
  var targets: [Int32] = []
  /// Where each of `rows` is in the batch's flat rows.
  var source: [Int] = []

  /// `values` of the batch's flat rows, picked for this pass.
  func gather(_ values: [Float]) -> [Float] { source.map { values[$0] } }
}
