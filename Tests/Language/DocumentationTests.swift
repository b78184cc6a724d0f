import Bindings
import Foundation
import Script
import Support
import Testing

/// Every ```` ```python ```` block of `docs/language.md` prints the ```` ```text ```` block that follows it, the report of
/// an uncaught error included.
@Suite(.serialized) struct DocumentationTests {
  struct Example: CustomTestStringConvertible {
    let line: Int
    let program: String
    let output: String
    var testDescription: String { "line \(line)" }
  }

  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../docs/language.md").standardized.path
  static let examples = Self.read((try? FileIO.readText(path)) ?? "")

  @Test(arguments: examples)
  func printsWhatThePageSays(_ example: Example) throws {
    #expect(try Self.run(example.program) == example.output)
  }

  @Test func thereAreSome() {
    #expect(Self.examples.count >= 10)
    #expect(Self.examples.allSatisfy { !$0.output.isEmpty })
  }

  /// The programs of a page, each with the text block that comes right after it.
  static func read(_ page: String) -> [Example] {
    var examples: [Example] = []
    var start = 0
    var fence: String?
    var lines: [String] = []
    for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard line.hasPrefix("```") else {
        lines.append(String(line))
        continue
      }
      guard let open = fence else {
        (fence, start) = (String(line.dropFirst(3)), index + 1)
        lines = []
        continue
      }
      fence = nil
      let text = lines.map { $0 + "\n" }.joined()
      if open == "python" {
        examples.append(Example(line: start, program: text, output: ""))
      } else if open == "text", let last = examples.last, last.output.isEmpty {
        examples[examples.count - 1] = Example(line: last.line, program: last.program, output: text)
      }
    }
    return examples
  }

  /// What a program prints, with the report of its error.
  static func run(_ program: String) throws -> String {
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    var output: [UInt8] = []
    interpreter.standardOutput = { output.append(contentsOf: $0) }
    interpreter.standardError = { _ in }
    do {
      try interpreter.run(SourceText(program, name: "example.rl"))
    } catch let error as ScriptError {
      output += Array(try interpreter.session { ErrorReport(error) }.text.utf8)
    }
    return String(decoding: output, as: UTF8.self)
  }
}
