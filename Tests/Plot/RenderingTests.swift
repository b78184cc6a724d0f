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
