import Glibc
import Testing

/// Ctrl-C ends every operation of native code that can take long, or wait. How fast, `benchmarks/interrupts/latency.py`
/// measures; here a bound holds that leaves room for a busy machine.
@Suite(.serialized) struct InterruptionTests {
  static let program =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    + "/long_operations.rl"
  static let operations: [String] =
    ((try? Program.run([program]).output) ?? "").split(separator: "\n").map(String.init)

  @Test func thereAreOperations() { #expect(Self.operations.count > 30) }

  @Test(arguments: operations)
  func endsByKeyboardInterrupt(_ operation: String) throws {
    let run = try Program.run([Self.program, operation], interruptAfter: "ready", keepsInputOpen: true)
    #expect(run.status == 130)
    #expect(run.errors.contains("KeyboardInterrupt"))
    #expect((run.reportedAfter ?? .infinity) < 0.5)
  }

  @Test(arguments: [
    "input('? ')", "import sys; print('? '); sys.stdin.readline()",
    "import sys; print('? '); [line for line in sys.stdin]",
  ])
  func waitsForATerminalEnd(_ code: String) throws {
    let folder = try Program.folder("terminal")
    let terminal = try PseudoTerminal(["-c", code], in: folder, home: folder)
    #expect(terminal.wait(for: "? ") != nil)
    usleep(100_000)
    let start = Program.seconds()
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "KeyboardInterrupt", limit: 5) != nil)
    #expect(Program.seconds() - start < 0.5)
    #expect(terminal.end() == 130)
  }

  @Test func inputAtThePromptEnds() throws {
    let folder = try Program.folder("prompt-input")
    let terminal = try PseudoTerminal([], in: folder, home: folder)
    terminal.wait(for: ">>> ")
    terminal.enter("name = input('name? ')")
    #expect(terminal.wait(for: "name? ") != nil)
    // The echo of the line holds the question as well.
    #expect(terminal.wait(for: "name? ") != nil)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "KeyboardInterrupt", limit: 5) != nil)
    terminal.wait(for: ">>> ")
    terminal.enter("name = input('again? ')")
    #expect(terminal.wait(for: "again? ") != nil)
    #expect(terminal.wait(for: "again? ") != nil)
    terminal.enter("Ada")
    terminal.wait(for: ">>> ")
    terminal.enter("name * 2")
    #expect(terminal.wait(for: "'AdaAda'") != nil)
  }
}
