/// Where the sequences lie in a matrix that holds their tokens one after the other.
public struct PackedSegments: Sendable, Equatable {
  /// Segment s covers rows offsets[s] ..< offsets[s + 1]; one more entry than segments.
  public let offsets: [Int]

  /// Segments of these lengths, in order; lengths may be 0.
  public init(lengths: [Int]) {
    var offsets = [0]
    offsets.reserveCapacity(lengths.count + 1)
    for length in lengths { offsets.append(offsets[offsets.count - 1] + max(length, 0)) }
    self.offsets = offsets
  }

  /// The number of segments.
  public var count: Int { offsets.count - 1 }
  /// The number of rows in all.
  public var total: Int { offsets[offsets.count - 1] }
  /// The length of each segment.
  public var lengths: [Int] { (0..<count).map { offsets[$0 + 1] - offsets[$0] } }
  public func length(_ segment: Int) -> Int { offsets[segment + 1] - offsets[segment] }
  public func range(_ segment: Int) -> Range<Int> { offsets[segment]..<offsets[segment + 1] }

  /// The position of every row inside its segment: 0, 1, …, 0, 1, ….
  public var positions: [Int32] {
    var positions: [Int32] = []
    positions.reserveCapacity(total)
    for segment in 0..<count { for p in 0..<length(segment) { positions.append(Int32(p)) } }
    return positions
  }
}
