import Testing

/// Ctrl-C ends every operation of native code that can take long. How fast, `benchmarks/interrupts/latency.py` measures;
/// here a generous bound holds on a busy machine.
@Suite(.serialized) struct InterruptionTests {
  static let program =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/long_operations.rl"
  static let operations: [String] =
    ((try? Program.run([program]).output) ?? "").split(separator: "\n").map(String.init)

  @Test func thereAreOperations() { #expect(Self.operations.count > 30) }

  @Test(arguments: operations)
  func endsByKeyboardInterrupt(_ operation: String) throws {
    let run = try Program.run([Self.program, operation], interruptAfter: "ready")
    #expect(run.status == 130)
    #expect(run.errors.contains("KeyboardInterrupt"))
    #expect((run.stoppedAfter ?? .infinity) < 2)
  }
}
