import Glibc
import Plot
import Support
import Testing

@Suite struct RenderingTests {
  @Test(arguments: Gallery.all.map(\.name))
  func everyFigureDrawsInEveryFormat(name: String) throws {
    let make = try #require(Gallery.all.first { $0.name == name }).make
    let figure = try make()
    let png = try figure.png()
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(pngSize(png) == [Int((figure.width * 100).rounded()), Int((figure.height * 100).rounded())])
    let svg = try figure.svg()
    #expect(svg.contains("<svg ") && svg.hasSuffix("</svg>\n"))
    #expect(try make().svg() == svg, "the same figure gives the same document")
    let pdf = try figure.pdf()
    #expect(pdf.starts(with: "%PDF-".utf8))
    #expect(try make().pdf() == pdf)
    let text = figure.terminal(width: 100, height: 18, colored: false)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    if let folder = Folders.environment("RLNB_GALLERY") {
      try FileIO.makeFolder(folder)
      try figure.save(to: "\(folder)/\(name).png")
      try figure.save(to: "\(folder)/\(name).svg")
      try FileIO.write(text, to: "\(folder)/\(name).txt")
    }
  }
}

/// Width and height in a PNG's header.
func pngSize(_ png: [UInt8]) -> [Int] {
  [16, 20].map { start in png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
}

@Suite struct OutputTests {
  private func square() throws -> Figure {
    let figure = try Figure(width: 2, height: 2, dpi: 72)
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    axes.isFrameVisible = false
    axes.x.showsGrid = false
    axes.y.showsGrid = false
    (axes.x.lower, axes.x.upper, axes.y.lower, axes.y.upper) = (0, 1, 0, 1)
    axes.add(BarMark(bars: [.init(start: 0, end: 1, value: 0.5)], colors: [Color(rgb: 0x123456)]))
    return figure
  }

  @Test func svgHoldsTheMarksColorsAndATitle() throws {
    let figure = try square()
    figure.axes[0].title = "Añadidos <&>"
    let svg = try figure.svg()
    #expect(svg.contains("<title>Añadidos &lt;&amp;&gt;</title>"))
    #expect(svg.contains("rgb(7.058824%,20.392157%,33.72549%)"))
    #expect(svg.contains("width=\"144pt\""))
  }

  @Test func svgNamesAreTheDrawingsOwn() throws {
    let (first, second) = (try Gallery.training().svg(), try Gallery.bars().svg())
    func names(_ svg: String) -> Set<Substring> {
      Set(svg.split(separator: "id=\"").dropFirst().map { $0.prefix { $0 != "\"" } })
    }
    #expect(!names(first).isEmpty)
    #expect(names(first).isDisjoint(with: names(second)))
  }

  @Test func pixelsShowTheBar() throws {
    let png = try square().png()
    let image = try #require(PNGPixels(png))
    #expect(image.width == 144 && image.height == 144)
    #expect(image.pixel(72, 110) == [0x12, 0x34, 0x56])
    #expect(image.pixel(72, 30) == [255, 255, 255])
  }

  @Test func terminalDrawingHasAxesTitleAndBlocks() throws {
    let text = try Gallery.bars().terminal(width: 60, height: 16, colored: false)
    #expect(text.contains("Continuaciones positivas"))
    #expect(text.contains("█"))
    #expect(text.contains("└"))
    #expect(!text.contains("\u{1B}"))
    #expect(try Gallery.bars().terminal(width: 60, colored: true).contains("\u{1B}[38;2;"))
  }

  @Test func filesAreWrittenByTheirExtension() throws {
    let folder = "/tmp/rlnb-plot-tests-\(getpid())"
    try FileIO.makeFolder(folder)
    let figure = try square()
    for name in ["a.png", "a.svg", "a.pdf", "plain"] { try figure.save(to: "\(folder)/\(name)") }
    #expect(try FileIO.list(folder) == ["a.pdf", "a.png", "a.svg", "plain.png"])
    #expect(try FileIO.read("\(folder)/a.pdf").starts(with: "%PDF".utf8))
    let error = #expect(throws: UserError.self) { try figure.save(to: "\(folder)/a.bmp") }
    #expect(error?.message == "Format 'bmp' is not supported")
    #expect(throws: UserError.self) { try figure.save(to: "\(folder)/none/a.png") }
    for name in try FileIO.list(folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  @Test func extremeFiguresDraw() throws {
    let figure = try Figure(width: 0.2, height: 0.2)
    let axes = try figure.subplot(rows: 1, columns: 1, first: 1)
    axes.title = "a title that has no room at all"
    axes.y.label = "nor this"
    axes.legend = Legend()
    let line = LineMark(x: [0, 1e299, -1e299], y: [1, 2, 1e-300], color: .black)
    line.label = "line"
    axes.add(line)
    axes.y.scale = .log
    #expect(try !figure.png().isEmpty)
    #expect(try !figure.svg().isEmpty)
    #expect(!figure.terminal(width: 1, height: 1).isEmpty)
    #expect(throws: UserError.self) { try Figure(width: 200, height: 200).png(dpi: 2400) }
  }
}
