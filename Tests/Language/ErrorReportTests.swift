import Bindings
import Foundation
import Script
import Support
import Testing

/// Every program in `errors/` fails with the report that `record_reports.py` recorded, whole, and its last line is what
/// CPython 3.11 says (`record_last_lines.py`), up to CPython's own suggestion.
@Suite(.serialized) struct ErrorReportTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("errors").path
  static let programs = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".rl") }.map { String($0.dropLast(3)) }
    .filter { FileManager.default.fileExists(atPath: folder + "/\($0).report") }.sorted()

  @Test(arguments: programs)
  func showsTheWholeReport(_ name: String) throws {
    let report = try #require(try Self.report(name))
    #expect(report.text == (try FileIO.readText(Self.folder + "/\(name).report")))
    let recorded = Self.folder + "/\(name).last"
    guard FileIO.exists(recorded) else { return }
    #expect(Self.withoutPlace(report.summary) == Self.withoutPlace(try FileIO.readText(recorded)))
  }

  @Test func thereAreManyOfThem() {
    #expect(Self.programs.count >= 60)
  }

  /// The last line without CPython's suggestion, which ours may better, and without the place of an import error, which is
  /// a path of the machine.
  static func withoutPlace(_ line: String) -> String {
    var line = line.split(separator: "\n").first.map(String.init) ?? ""
    if let cut = line.firstRange(of: ". Did you mean") { line = String(line[..<cut.lowerBound]) }
    if line.hasPrefix("ImportError"), let cut = line.firstRange(of: " (/") ?? line.firstRange(of: " (unknown location")
    {
      line = String(line[..<cut.lowerBound])
    }
    return line
  }

  /// The report of a program, run in its own folder as the recording was.
  static func report(_ name: String) throws -> ErrorReport? {
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    interpreter.standardOutput = { _ in }
    interpreter.standardError = { _ in }
    interpreter.runningFolder = "."
    let old = FileManager.default.currentDirectoryPath
    FileManager.default.changeCurrentDirectoryPath(folder)
    defer { FileManager.default.changeCurrentDirectoryPath(old) }
    let path = name + ".rl"
    do {
      try interpreter.run(SourceText(try FileIO.readText(path), name: path, file: path))
      return nil
    } catch let error as ScriptError {
      return try interpreter.session { ErrorReport(error) }
    }
  }
}
