import Support

/// Token ids of several texts, brought to one length when padded.
public struct TokenBatch: Sendable {
  /// One row for a text.
  public var ids: [[Int32]] = []
  /// 1 where `ids` is text, 0 where it is padding.
  public var attentionMask: [[Int32]] = []
  /// The segment of every token.
  public var segments: [[Int32]] = []
  /// 1 where a token is special or padding.
  public var specialMask: [[Int32]] = []
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

  /// The ids of `text` with special tokens around them, at most `limit` of them, cut on ``truncationSide``.
  public func encode(_ text: String, limit: Int? = nil, addsSpecialTokens: Bool = true) -> [Int32] {
    var text = text
    return text.withUTF8 { encode($0, limit: limit, addsSpecialTokens: addsSpecialTokens) }
  }

  /// The ids of the UTF-8 in `text`, as ``encode(_:limit:addsSpecialTokens:)-(String,_,_)``.
  public func encode(
    _ text: UnsafeBufferPointer<UInt8>, limit: Int? = nil, addsSpecialTokens: Bool = true
  ) -> [Int32] {
    var ids: [Int32] = []
    ids.reserveCapacity(text.count / 4 + 4)
    encode(text, into: &ids)
    let around = addsSpecialTokens ? postProcessor.addedCount(isPair: false) : 0
    if let limit, limit >= around, ids.count > limit - around { ids = Array(cut(ids, to: limit - around)) }
    return around == 0 ? ids : postProcessor.process(ids[...], nil).ids
  }

  private func cut(_ ids: [Int32], to count: Int) -> ArraySlice<Int32> {
    truncationSide == .right ? ids.prefix(count) : ids.suffix(count)
  }

  /// Puts special tokens around the ids of one text or two, after cutting them. A limit that the special tokens alone
  /// exceed is no limit, as in Hugging Face's.
  /// - Throws: a `ValueError` when the truncation cannot be kept to.
  public func row(
    _ first: [Int32], _ second: [Int32]? = nil, truncation: Truncation? = nil, addsSpecialTokens: Bool = true
  ) throws -> TokenRow {
    let processor = addsSpecialTokens ? postProcessor : .none
    let around = processor.addedCount(isPair: second != nil)
    guard let truncation, truncation.limit >= around else { return processor.process(first[...], second?[...]) }
    let kept = try truncation.kept(first.count, second?.count, limit: truncation.limit - around)
    return processor.process(cut(first, to: kept.first), second.map { cut($0, to: kept.second) })
  }

  /// The row that ``row(_:_:truncation:addsSpecialTokens:)`` gives, and others for what it cut off: windows over the
  /// text, each of which starts with the last `stride` tokens of the one before. Of two texts that are both cut, every
  /// window of the one is put together with every window of the other, in the order of Hugging Face's.
  /// - Throws: a `ValueError` when the truncation cannot be kept to or the windows would not move.
  public func rows(
    _ first: [Int32], _ second: [Int32]? = nil, truncation: Truncation, stride: Int, addsSpecialTokens: Bool = true
  ) throws -> [TokenRow] {
    let processor = addsSpecialTokens ? postProcessor : .none
    let around = processor.addedCount(isPair: second != nil)
    guard truncation.limit >= around else { return [processor.process(first[...], second?[...])] }
    let kept = try truncation.kept(first.count, second?.count, limit: truncation.limit - around)
    let firsts = try windows(first, kept.first, stride)
    guard let second else { return firsts.map { processor.process($0, nil) } }
    let seconds = try windows(second, kept.second, stride)
    var rows = [processor.process(firsts[0], seconds[0])]
    for first in firsts.dropFirst() { rows += seconds.map { processor.process(first, $0) } }
    for second in seconds.dropFirst() { rows.append(processor.process(firsts[0], second)) }
    return rows
  }

  private func windows(_ ids: [Int32], _ size: Int, _ stride: Int) throws -> [ArraySlice<Int32>] {
    if ids.count <= size { return [ids[...]] }
    if size == 0 { return [ids.prefix(0), ids[...]] }
    guard stride < size else {
      throw UserError(
        .value,
        "stride is \(stride), but has to be less than the \(size) tokens of the text that max_length leaves room for")
    }
    var result: [ArraySlice<Int32>] = []
    if truncationSide == .right {
      for start in Swift.stride(from: 0, to: ids.count, by: size - stride) {
        result.append(ids[start..<min(start + size, ids.count)])
        if start + size >= ids.count { break }
      }
    } else {
      for stop in Swift.stride(from: ids.count, to: 0, by: stride - size) {
        result.append(ids[max(0, stop - size)..<stop])
        if stop <= size { break }
      }
    }
    return result
  }

  /// The ids of `texts`, each at most `limit` long, padded on ``paddingSide``.
  ///
  /// Throws a `ValueError` when padding is asked for and there is no padding token.
  public func encode(batch texts: [String], padding: Padding = .none, limit: Int? = nil) throws -> TokenBatch {
    let truncation = limit.map { Truncation($0) }
    var rows: [TokenRow] = []
    rows.reserveCapacity(texts.count)
    for (index, text) in texts.enumerated() {
      if index & 255 == 0 { try Interruption.check() }
      rows.append(try row(encode(text, addsSpecialTokens: false), truncation: truncation))
    }
    return try pad(rows, padding)
  }

  /// Brings rows of ids to one length.
  public func pad(_ rows: [[Int32]], _ padding: Padding) throws -> TokenBatch {
    try pad(rows.map { TokenRow($0) }, padding)
  }

  /// Brings `rows` to one length, which is a multiple of `multiple` when that is given.
  ///
  /// Throws a `ValueError` when padding is asked for and there is no padding token.
  public func pad(_ rows: [TokenRow], _ padding: Padding, multiple: Int? = nil) throws -> TokenBatch {
    var batch = TokenBatch()
    let target = try paddedLength(rows.lazy.map(\.ids.count).max() ?? 0, padding, multiple: multiple)
    let filler = id(.padding) ?? 0
    for row in rows {
      let missing = max(0, target - row.ids.count)
      batch.ids.append(filled(row.ids, missing, filler))
      batch.attentionMask.append(filled([Int32](repeating: 1, count: row.ids.count), missing, 0))
      batch.segments.append(filled(row.segments, missing, paddingSegment))
      batch.specialMask.append(filled(row.specialMask, missing, 1))
    }
    return batch
  }

  /// How long rows are to be whose longest has `longest` tokens; 0 when they are not padded.
  public func paddedLength(_ longest: Int, _ padding: Padding, multiple: Int? = nil) throws -> Int {
    let target: Int
    switch padding {
    case .none: return 0
    case .longest: target = longest
    case .length(let length?): target = length
    case .length(nil): target = maximumLength ?? 0
    }
    guard id(.padding) != nil else {
      throw UserError(
        .value, "the tokenizer has no padding token",
        hint: "select a token to use as pad_token: tokenizer.pad_token = tokenizer.eos_token")
    }
    guard let multiple, multiple > 0 else { return target }
    return (target + multiple - 1) / multiple * multiple
  }

  /// `values` with `missing` of `filler` on the side of padding.
  public func filled<Element>(_ values: [Element], _ missing: Int, _ filler: Element) -> [Element] {
    if missing <= 0 { return values }
    let fill = [Element](repeating: filler, count: missing)
    return paddingSide == .right ? values + fill : fill + values
  }
}
