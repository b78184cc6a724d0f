import Plot
import Support
import Testing

@Suite struct AxesTests {
  @Test func limitsLeaveFivePercentAtEachEnd() throws {
    let figure = try Figure()
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    axes.add(LineMark(x: [0, 10], y: [-1, 1], color: .black))
    #expect(axes.xLimits == DataRange(-0.5, 10.5))
    #expect(axes.yLimits == DataRange(-1.1, 1.1))
  }

  @Test func barsStandOnTheAxis() throws {
    let figure = try Figure()
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    axes.add(BarMark(positions: [0, 1], values: [2, 4], thickness: [0.8], base: [0], colors: [.black]))
    #expect(axes.yLimits == DataRange(0, 4.2))
  }

  @Test func setLimitsAreKeptAndMayRunBackwards() throws {
    let figure = try Figure()
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    axes.x.lower = 5
    axes.x.upper = -5
    #expect(axes.xLimits == DataRange(5, -5))
    axes.y.scale = .log
    axes.y.lower = -1
    #expect(axes.yLimits.lower > 0, "a logarithmic axis has no place for a negative limit")
  }

  @Test func emptyConstantAndInfiniteDataHaveLimits() throws {
    let figure = try Figure()
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    #expect(axes.xLimits == DataRange(0, 1))
    axes.add(LineMark(x: [3, 3], y: [.nan, .infinity], color: .black))
    #expect(axes.xLimits == DataRange(0, 1))
    axes.add(LineMark(x: [3, 3], y: [2, 2], color: .black))
    #expect(axes.xLimits.lower < 3 && axes.xLimits.upper > 3)
  }

  @Test func sharedAxesHaveOneRange() throws {
    let figure = try Figure()
    let all = try figure.subplots(rows: 2, columns: 1, shareX: true)
    all[0].add(LineMark(x: [0, 10], y: [0, 1], color: .black))
    all[1].add(LineMark(x: [5, 30], y: [0, 1], color: .black))
    #expect(all[0].xLimits == all[1].xLimits)
  }

  @Test func categoriesTakePlacesInOrder() {
    var axis = Axis()
    #expect(axis.position(ofCategory: "a") == 0)
    #expect(axis.position(ofCategory: "b") == 1)
    #expect(axis.position(ofCategory: "a") == 0)
    #expect(axis.categories == ["a", "b"])
  }

  @Test func theGridHasOnlyItsCells() throws {
    let figure = try Figure()
    let first = try figure.subplot(rows: 2, columns: 2, first: 1)
    #expect(try figure.subplot(rows: 2, columns: 2, first: 1) === first)
    #expect(throws: UserError.self) { try figure.subplot(rows: 2, columns: 2, first: 5) }
    #expect(throws: UserError.self) { try figure.subplot(rows: 0, columns: 2, first: 1) }
    #expect(throws: UserError.self) { try Figure(width: -1, height: 2) }
    #expect(throws: UserError.self) { try Figure(width: .nan, height: 2) }
  }
}
