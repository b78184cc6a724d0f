/// A text, or what a normalizer made of it, whose every byte knows the scalars of the original that it comes from.
struct AlignedText {
  private(set) var bytes: [UInt8] = []
  /// The first scalar of the original that each byte comes from, and the one after the last.
  private(set) var starts: [Int32] = []
  private(set) var ends: [Int32] = []

  /// A scalar and where it comes from.
  struct Scalar {
    var code: UInt32
    let start: Int32
    let end: Int32
  }

  /// The text itself.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    bytes = Array(text)
    starts.reserveCapacity(text.count)
    ends.reserveCapacity(text.count)
    var index = 0
    var number: Int32 = 0
    while let base = text.baseAddress, index < text.count {
      let (_, length) = UTF8Scalar.decode(base, index, text.count)
      for _ in 0..<length {
        starts.append(number)
        ends.append(number + 1)
      }
      number += 1
      index += length
    }
  }

  init(_ scalars: [Scalar]) {
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars {
      let units = Unicode.Scalar(scalar.code).flatMap { UTF8.encode($0) } ?? UTF8.encodedReplacementCharacter
      for unit in units {
        bytes.append(unit)
        starts.append(scalar.start)
        ends.append(scalar.end)
      }
    }
  }

  /// A part of `text`, with a space in front that comes from where its first byte does if `spaced`.
  init(_ text: AlignedText, _ range: Range<Int>, spaced: Bool = false) {
    bytes = Array(text.bytes[range])
    starts = Array(text.starts[range])
    ends = Array(text.ends[range])
    guard spaced, let start = starts.first, let end = ends.first else { return }
    bytes.insert(0x20, at: 0)
    starts.insert(start, at: 0)
    ends.insert(end, at: 0)
  }

  var scalars: [Scalar] {
    var result: [Scalar] = []
    result.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while let base = buffer.baseAddress, index < buffer.count {
        let (code, length) = UTF8Scalar.decode(base, index, buffer.count)
        result.append(Scalar(code: code, start: starts[index], end: ends[index]))
        index += length
      }
    }
    return result
  }
}

extension BertNormalizer {
  /// What the steps make of `text`, scalar by scalar. What a step puts in comes from where its neighbour on the left
  /// does, as in Hugging Face's `NormalizedString`.
  func normalize(_ text: AlignedText) -> AlignedText {
    let tables = UnicodeTables.shared
    var scalars = text.scalars
    if cleansText {
      scalars.removeAll { tables.control.contains($0.code) }
      for index in scalars.indices where UnicodeTables.isWhiteSpace(scalars[index].code) { scalars[index].code = 0x20 }
    }
    if separatesIdeographs {
      scalars = scalars.flatMap { scalar in
        guard UnicodeTables.isIdeograph(scalar.code) else { return [scalar] }
        let space = AlignedText.Scalar(code: 0x20, start: scalar.start, end: scalar.end)
        return [space, scalar, space]
      }
    }
    if stripsAccents ?? lowercases {
      scalars = Self.decomposed(scalars)
      scalars.removeAll { tables.nonspacing.contains($0.code) }
    }
    if lowercases {
      scalars = scalars.flatMap { scalar in
        var parts: [AlignedText.Scalar] = []
        tables.lowercase(scalar.code) {
          parts.append(AlignedText.Scalar(code: $0, start: scalar.start, end: scalar.end))
        }
        return parts
      }
    }
    return AlignedText(scalars)
  }

  /// NFD. Where combining scalars change places, the places in the original do not follow them.
  private static func decomposed(_ scalars: [AlignedText.Scalar]) -> [AlignedText.Scalar] {
    let tables = UnicodeTables.shared
    var parts: [(code: UInt32, isFirst: Bool)] = []
    var run: [(code: UInt32, isFirst: Bool, combining: UInt8)] = []
    func finish() {
      let order = run.indices.sorted { (run[$0].combining, $0) < (run[$1].combining, $1) }
      parts += order.map { (run[$0].code, run[$0].isFirst) }
      run.removeAll()
    }
    for scalar in scalars {
      var isFirst = true
      tables.decompose(scalar.code) { code in
        let combining = tables.combiningClass(code)
        if combining == 0 {
          finish()
          parts.append((code, isFirst))
        } else {
          run.append((code, isFirst, combining))
        }
        isFirst = false
      }
    }
    finish()
    var result: [AlignedText.Scalar] = []
    result.reserveCapacity(parts.count)
    var next = 0
    for part in parts {
      if part.isFirst { next += 1 }
      let source = scalars.indices.contains(next - 1) ? scalars[next - 1] : .init(code: 0, start: 0, end: 0)
      result.append(AlignedText.Scalar(code: part.code, start: source.start, end: source.end))
    }
    return result
  }
}
