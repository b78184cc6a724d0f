import Foundation
import Script
import Support
import Testing

/// Every program under `programs/` prints what CPython 3.11 printed when `record.py` recorded it.
@Suite(.serialized) struct ProgramTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("programs")
    .path
  static let programs = ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".rl") }.map { String($0.dropLast(3)) }
    .filter { FileManager.default.fileExists(atPath: folder + "/\($0).expected") }.sorted()

  @Test(arguments: programs)
  func printsWhatCPythonPrints(_ name: String) throws {
    let expected = try FileIO.read(Self.folder + "/\(name).expected")
    let printed = try Self.run(Self.folder + "/\(name).rl")
    #expect(String(decoding: printed, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
  }

  /// The output of a program that runs in its own folder, with the last line of its error after `!! `.
  ///
  /// - Parameter name: what the program is called, where not by its file.
  static func run(_ path: String, as name: String? = nil) throws -> [UInt8] {
    let interpreter = Interpreter()
    var output: [UInt8] = []
    interpreter.standardOutput = { output.append(contentsOf: $0) }
    interpreter.standardError = { _ in }
    interpreter.runningFolder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      let name = name ?? URL(fileURLWithPath: path).lastPathComponent
      try interpreter.run(SourceText(try FileIO.readText(path), name: name))
    } catch let error as ScriptError {
      // A program that ends itself says what it has to say, or nothing.
      let report = ErrorReport(error)
      let line = report.exitStatus == nil ? report.summary : report.text.trimmingCharacters(in: .newlines)
      if report.exitStatus != 0 { output += Array("!! \(line)\n".utf8) }
    }
    return output
  }
}
