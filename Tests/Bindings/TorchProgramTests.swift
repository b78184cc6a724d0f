import Bindings
import Foundation
import Script
import Testing

/// Programs over torch print what CPython with torch 2.13 printed: Tests/Bindings/record.py.
@Suite(.serialized) struct TorchProgramTests {
  static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let folder = here.appendingPathComponent("programs").path
  static let root = here.deletingLastPathComponent().deletingLastPathComponent().path
  static let programs = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasPrefix("torch_") && $0.hasSuffix(".rl") }.sorted()

  @Test(arguments: programs) func printsWhatTorchPrints(name: String) throws {
    let interpreter = Interpreter()
    interpreter.searchFolders = [Self.root + "/stdlib"]
    NativeModules.register(in: interpreter)
    var output: [UInt8] = []
    interpreter.standardOutput = { output.append(contentsOf: $0) }
    let path = Self.folder + "/" + name
    try interpreter.run(SourceText(String(contentsOfFile: path, encoding: .utf8), name: name))
    let expected = try String(contentsOfFile: path.replacingOccurrences(of: ".rl", with: ".expected"), encoding: .utf8)
    #expect(String(decoding: output, as: UTF8.self) == expected)
  }
}
