import Plot
import Testing

@Suite struct TickTests {
  private func labels(_ lower: Double, _ upper: Double, _ scale: Scale = .linear, atMost count: Int = 9) -> Ticks {
    Ticks.automatic(DataRange(lower, upper), scale: scale, atMost: count)
  }

  @Test func linearTicksAreRoundNumbersInsideTheRange() {
    #expect(labels(0, 10).labels == ["0", "2", "4", "6", "8", "10"])
    #expect(labels(0.1, 0.92, atMost: 6).labels == ["0.2", "0.4", "0.6", "0.8"])
    #expect(labels(-1, 1, atMost: 5).labels == ["−1.0", "−0.5", "0.0", "0.5", "1.0"])
  }

  @Test func ticksAreExactDecimals() {
    #expect(labels(0, 1, atMost: 12).positions == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
  }

  @Test func smallAndLargeValuesShareAMultiplier() {
    #expect(labels(1e-6, 5e-6, atMost: 5).multiplier == "×10⁻⁶")
    #expect(labels(0, 3e6, atMost: 4).multiplier == "×10⁶")
    #expect(labels(0, 3e6, atMost: 4).labels == ["0", "1", "2", "3"])
    #expect(labels(0, 30000, atMost: 4).multiplier == nil)
  }

  @Test(arguments: [(0.0, 1e-300), (1e15, 1e15 + 1), (-1e300, 1e300), (5, 5.0000001), (0, 7)])
  func neverMoreThanAsked(lower: Double, upper: Double) {
    for count in 2...10 {
      let ticks = labels(lower, upper, atMost: count)
      #expect(ticks.positions.count <= count)
      #expect(ticks.positions.count == ticks.labels.count)
      #expect(!ticks.positions.contains { !$0.isFinite })
    }
  }

  @Test func logarithmicTicksAreDecades() {
    #expect(labels(1, 1000, .log).labels == ["1", "10", "100", "1000"])
    #expect(labels(1e-8, 1e-2, .log).labels.first == "10⁻⁸")
    #expect(labels(1e-20, 1e20, .log, atMost: 6).positions.count <= 6)
    #expect(labels(1, 1000, .log).minor.contains(5))
  }

  @Test func aShortLogarithmicRangeIsLabelledInsideTheDecade() {
    #expect(labels(2, 9, .log, atMost: 9).positions.count >= 3)
  }
}

@Suite struct HistogramTests {
  @Test func countsLikeNumpy() throws {
    let histogram = try Histogram([1, 2, 2, 3, 9], bins: .count(4))
    #expect(histogram.counts == [3, 1, 0, 1])
    #expect(histogram.edges == [1, 3, 5, 7, 9])
  }

  @Test func densitiesIntegrateToOne() throws {
    let histogram = try Histogram([0, 1, 1, 2, 5], bins: .edges([0, 1, 2, 5]), isDensity: true)
    let area = zip(histogram.counts, zip(histogram.edges, histogram.edges.dropFirst())).reduce(0) {
      $0 + $1.0 * ($1.1.1 - $1.1.0)
    }
    #expect((area - 1).magnitude < 1e-12)
  }

  @Test func emptyAndConstantDataHaveBins() throws {
    #expect(try Histogram([]).counts.count == 10)
    #expect(try Histogram([.nan, 3, 3]).counts.reduce(0, +) == 2)
    #expect(throws: (any Error).self) { try Histogram([1], bins: .count(0)) }
    #expect(throws: (any Error).self) { try Histogram([1], bins: .edges([2, 1])) }
  }
}

@Suite struct SparklineTests {
  @Test func barsRiseWithTheValues() {
    #expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(sparkline([1, .nan, 2]) == "▁ █")
    #expect(sparkline([]) == "")
    #expect(sparkline([3, 3]) == "▅▅")
    #expect(sparkline((0..<100).map(Double.init), width: 4) == "▁▃▆█")
  }
}
