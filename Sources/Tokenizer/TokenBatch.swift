import Support

/// Token ids of several texts, brought to one length when padded.
public struct TokenBatch: Sendable {
  /// One row for a text.
  public var ids: [[Int32]]
  /// 1 where `ids` is text, 0 where it is padding.
  public var attentionMask: [[Int32]]
}

extension PretrainedTokenizer {
  /// How short rows of a batch are filled.
  public enum Padding: Sendable, Equatable {
    case none
    /// Up to the longest row.
    case longest
    /// Up to a given length, ``maximumLength`` when `nil`.
    case length(Int?)
  }

  /// The ids of `texts`, each at most `limit` long, padded on ``paddingSide``.
  ///
  /// Throws a `ValueError` when padding is asked for and there is no padding token.
  public func encode(batch texts: [String], padding: Padding = .none, limit: Int? = nil) throws -> TokenBatch {
    var rows: [[Int32]] = []
    rows.reserveCapacity(texts.count)
    for (index, text) in texts.enumerated() {
      if index & 255 == 0 { try Interruption.check() }
      rows.append(encode(text, limit: limit))
    }
    return try pad(rows, padding)
  }

  /// Brings `rows` to one length.
  public func pad(_ rows: [[Int32]], _ padding: Padding) throws -> TokenBatch {
    let target: Int
    switch padding {
    case .none: target = 0
    case .longest: target = rows.map(\.count).max() ?? 0
    case .length(let length?): target = length
    case .length(nil): target = maximumLength ?? rows.map(\.count).max() ?? 0
    }
    guard padding != .none else {
      return TokenBatch(ids: rows, attentionMask: rows.map { Array(repeating: 1, count: $0.count) })
    }
    guard let filler = id(.padding) else {
      throw UserError(
        .value, "the tokenizer has no padding token",
        hint: "select a token to use as pad_token: tokenizer.pad_token = tokenizer.eos_token")
    }
    var batch = TokenBatch(ids: [], attentionMask: [])
    for row in rows {
      let missing = max(0, target - row.count)
      let fill = [Int32](repeating: filler, count: missing)
      let ones = [Int32](repeating: 1, count: row.count)
      let zeros = [Int32](repeating: 0, count: missing)
      batch.ids.append(paddingSide == .right ? row + fill : fill + row)
      batch.attentionMask.append(paddingSide == .right ? ones + zeros : zeros + ones)
    }
    return batch
  }
}
