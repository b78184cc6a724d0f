import Foundation
import Notebook
import Support
import Testing

/// Every notebook in `Tests/Language/errors` fails with the report that was recorded: cells are named, with the line of
/// the cell and of the file.
@Suite(.serialized) struct CellErrorTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Language/errors").path
  static let notebooks = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".rlnb") }.map { String($0.dropLast(5)) }.sorted()

  @Test(arguments: notebooks)
  func showsTheWholeReport(_ name: String) throws {
    let path = Self.folder + "/\(name).rlnb"
    let session = try NotebookSession(
      try Notebook(path: path), path: name + ".rlnb", interpreter: LanguageSession.interpreter(besides: path))
    let record = session.run()
    let tracebacks = record.cells.sorted { $0.key < $1.key }.flatMap(\.value.outputs).compactMap {
      if case .error(let error) = $0 { error.traceback } else { nil }
    }
    #expect(tracebacks.joined() == (try FileIO.readText(Self.folder + "/\(name).report")))
  }

  @Test func thereAreSome() { #expect(Self.notebooks.count >= 5) }
}
