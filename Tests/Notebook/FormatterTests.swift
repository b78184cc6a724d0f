import Foundation
import Notebook
import Script
import Support
import Testing

@Suite struct FormatterTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// All files below a folder with an ending.
  static func files(_ folder: String, _ ending: String) -> [String] {
    let found =
      FileManager.default.enumerator(atPath: root + "/" + folder)?.allObjects.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix(ending) }.map { "\(root)/\(folder)/\($0)" }.sorted()
  }

  @Test func formattingAgainChangesNothing() throws {
    let paths =
      Self.files("stdlib", ".rl") + Self.files("notebooks", ".rlnb") + Self.files("notebooks", ".rl")
      + Self.files("Tests/Language/programs", ".rl")
    #expect(paths.count > 200)
    for path in paths {
      let text = try FileIO.readText(path)
      let once: String
      do {
        once =
          try path.hasSuffix(".rlnb")
          ? NotebookFormatter.format(text, name: path) : CodeFormatter.format(text, name: path)
      } catch let error as UserError {
        // Programs that test errors of syntax; a change of the program would be another message.
        #expect(error.message.contains("error: "), "\(error.message)")
        let recorded = (try? FileIO.readText(path.dropLast(3) + ".expected")) ?? ""
        #expect(["SyntaxError", "IndentationError", "TabError", "RecursionError"].contains(where: recorded.contains), "\(error.message)")
        continue
      }
      let twice =
        try path.hasSuffix(".rlnb")
        ? NotebookFormatter.format(once, name: path) : CodeFormatter.format(once, name: path)
      #expect(once == twice, "\(path)")
    }
  }

  @Test func aNotebookKeepsAllButItsCode() throws {
    let before = """
      # ---
      # title:   Mine
      # ---

      # %% [markdown]
      #   *Text*,  as it is

      # %%   First   tags=["a"]
      x=1 # one
      # %% [raw]
      raw   =text
      # %% Shell
      %%bash
      echo   a=b

      # %%
      %matplotlib   inline
      y = [ 1,2 ]


      """
    let after = before.replacingOccurrences(of: "x=1 # one", with: "x = 1  # one\n")
      .replacingOccurrences(of: "[ 1,2 ]\n\n", with: "[1, 2]\n")
    #expect(try NotebookFormatter.format(before, name: "n.rlnb") == after)
    #expect(try NotebookFormatter.format(after, name: "n.rlnb") == after)
  }

  @Test func oneBrokenCellLeavesTheWholeNotebook() throws {
    let error = #expect(throws: UserError.self) {
      try NotebookFormatter.format("# %%\nx=1\n\n# %%\nif x\n    y\n", name: "n.rlnb")
    }
    #expect(error?.message == "n.rlnb:5:5: error: expected ':'")
  }
}
