import Foundation
import Script
import Support
import Testing

/// Formatting changes no program: each of those under `programs/`, formatted for narrow lines, is formatted once and for all
/// and prints what it printed before.
@Suite(.serialized) struct FormattedProgramTests {
  @Test(arguments: ProgramTests.programs)
  func printsTheSame(_ name: String) throws {
    let text = try FileIO.readText(ProgramTests.folder + "/\(name).rl")
    for width in [40, 100] {
      guard let formatted = try? CodeFormatter.format(text, name: name, width: width) else {
        // What is no program is left as it is.
        let expected = try FileIO.readText(ProgramTests.folder + "/\(name).expected")
        #expect(["SyntaxError", "IndentationError", "TabError", "RecursionError"].contains { expected.contains($0) })
        return
      }
      #expect(try CodeFormatter.format(formatted, name: name, width: width) == formatted)
      // Lines that a program speaks of may be others.
      if width == 100 || text.contains("lineno") || text.contains("traceback") { continue }
      let path = ProgramTests.folder + "/\(name).formatted.\(getpid())"
      try FileIO.write(formatted, to: path)
      defer { unlink(path) }
      let expected = try FileIO.read(ProgramTests.folder + "/\(name).expected")
      let printed = try ProgramTests.run(path, as: URL(fileURLWithPath: name).lastPathComponent + ".rl")
      #expect(String(decoding: printed, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
    }
  }
}
