import Support
import Testing

@Suite struct PromptTests {
  private func open(_ name: String) throws -> PseudoTerminal {
    let folder = try Program.folder(name, ["data.csv": "a,b\n", "helpers.rl": "def twice(x):\n    return 2 * x\n"])
    return try PseudoTerminal([], in: folder, home: folder)
  }

  @Test func valuesAreShownAndKept() throws {
    let terminal = try open("values")
    #expect(terminal.wait(for: ">>> ") != nil)
    terminal.enter("x = 20")
    terminal.wait(for: ">>> ")
    terminal.enter("x * 2 + 2")
    #expect(terminal.wait(for: "\n42\n>>> ") != nil)
    terminal.enter("_ + 1")
    #expect(terminal.wait(for: "\n43\n>>> ") != nil)
    terminal.enter("None")
    #expect(terminal.wait(for: ">>> ")?.contains("\nNone") == false)
    terminal.type("\u{4}")
    #expect(terminal.end() == 0)
  }

  @Test func statementsOfSeveralLinesEndWithAnEmptyOne() throws {
    let terminal = try open("blocks")
    terminal.wait(for: ">>> ")
    terminal.enter("for i in range(2):")
    #expect(terminal.wait(for: "... ") != nil)
    terminal.enter("print('i is', i)")
    terminal.wait(for: "... ")
    terminal.enter("")
    #expect(terminal.wait(for: "i is 0\ni is 1\n>>> ") != nil)
    terminal.enter("total = (1 +")
    #expect(terminal.wait(for: "... ") != nil)
    terminal.enter("  2)")
    terminal.wait(for: ">>> ")
    terminal.enter("total")
    #expect(terminal.wait(for: "\n3\n>>> ") != nil)
  }

  @Test func anErrorShowsItsPlaceAndTheSessionGoesOn() throws {
    let terminal = try open("errors")
    terminal.wait(for: ">>> ")
    terminal.enter("y = 5")
    terminal.wait(for: ">>> ")
    terminal.enter("y + nothing")
    let shown = terminal.wait(for: ">>> ")
    #expect(shown?.contains("NameError: name 'nothing' is not defined") == true)
    #expect(shown?.contains("^^^^^^^") == true)
    terminal.enter("y")
    #expect(terminal.wait(for: "\n5\n>>> ") != nil)
  }

  @Test func ctrlCClearsTheLineOrStopsWhatRuns() throws {
    let terminal = try open("interrupts")
    terminal.wait(for: ">>> ")
    terminal.type("some half-typed")
    terminal.wait(for: "half-typed")
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "KeyboardInterrupt") != nil)
    #expect(terminal.wait(for: ">>> ") != nil)
    terminal.enter("n = 1")
    terminal.wait(for: ">>> ")
    terminal.enter("while True:")
    terminal.wait(for: "... ")
    terminal.enter("n += 1")
    terminal.wait(for: "... ")
    terminal.enter("if n == 50: print('going')")
    terminal.wait(for: "... ")
    terminal.enter("")
    #expect(terminal.wait(for: "\ngoing") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "KeyboardInterrupt") != nil)
    terminal.wait(for: ">>> ")
    terminal.enter("n > 1")
    #expect(terminal.wait(for: "\nTrue\n>>> ") != nil)
  }

  @Test func tabCompletesNamesAttributesModulesAndFiles() throws {
    let terminal = try open("completion")
    terminal.wait(for: ">>> ")
    terminal.enter("wonderful_number = 7")
    terminal.wait(for: ">>> ")
    terminal.type("wonderf\t")
    #expect(terminal.wait(for: "wonderful_number") != nil)
    terminal.enter("")
    #expect(terminal.wait(for: "\n7\n>>> ") != nil)
    terminal.type("'abc'.x\u{15}")
    terminal.type("text = 'abc'\r")
    terminal.wait(for: ">>> ")
    terminal.type("text.capit\t")
    #expect(terminal.wait(for: "text.capitalize") != nil)
    terminal.type("\u{15}open('da\t")
    #expect(terminal.wait(for: "data.csv") != nil)
    terminal.type("\u{15}import help\t")
    #expect(terminal.wait(for: "import helpers") != nil)
    terminal.enter("")
    terminal.wait(for: ">>> ")
    terminal.enter("helpers.twice(21)")
    #expect(terminal.wait(for: "\n42\n>>> ") != nil)
  }

  @Test func theHistoryIsKeptInTheStateFolder() throws {
    let first = try open("history")
    first.wait(for: ">>> ")
    first.enter("remembered = 'yes'")
    first.wait(for: ">>> ")
    first.type("\u{4}")
    #expect(first.end() == 0)
    let second = try open("history")
    second.wait(for: ">>> ")
    second.type("\u{1B}[A")
    #expect(second.wait(for: "remembered = 'yes'") != nil)
  }

  @Test func exitLeaves() throws {
    let terminal = try open("exit")
    terminal.wait(for: ">>> ")
    terminal.enter("import sys")
    terminal.wait(for: ">>> ")
    terminal.enter("sys.exit(4)")
    #expect(terminal.end() == 4)
  }
}
