import Glibc
import Notebook
import Script
import Support
import Testing

/// One at a time: interruption is a matter of the process.
@Suite(.serialized) struct SessionTests {
  private func run(_ text: String, _ parameters: [String] = []) throws -> (RunRecord, Interpreter) {
    let interpreter = LanguageSession.interpreter()
    let session = try NotebookSession(
      percentNotebook(text), path: "test.rlnb", interpreter: interpreter,
      parameters: parameters.map { try Parameter($0) })
    return (session.run(), interpreter)
  }

  @Test func outputsAreCapturedInTheirOrder() throws {
    let (record, _) = try run("# %%\nprint('a')\nprint('b')\n3 + 4\n# %%\nNone\n# %%\n5;\n# %%\n'text'\n")
    #expect(record.cells[0]?.outputs == [.stream(.stdout, "a\nb\n"), .result(DisplayData(text: "7"))])
    #expect(record.cells[1]?.outputs == [])
    #expect(record.cells[2]?.outputs == [])
    #expect(record.cells[3]?.outputs == [.result(DisplayData(text: "'text'"))])
    #expect(record.exitStatus == 0)
  }

  @Test func anErrorKeepsWhatWasMadeAndStopsTheRun() throws {
    let (record, interpreter) = try run("# %%\nx = 1\n\n# %% Division\ny = 2\ny / 0\n# %%\nz = 3\n")
    #expect(record.cells[1]?.status == .failed)
    #expect(record.cells[2]?.status == .notReached)
    #expect(interpreter.main.namespace["y"]?.exactInt == 2)
    #expect(interpreter.main.namespace["z"] == nil)
    guard case .error(let error)? = record.cells[1]?.outputs.last else {
      Issue.record("no error among the outputs")
      return
    }
    #expect(error.kind == "ZeroDivisionError")
    #expect(error.message == "division by zero")
    #expect(error.traceback.contains("Division"))
    #expect(error.traceback.contains("y / 0"))
    #expect(record.exitStatus == 1)
  }

  @Test func tagsAreHonoured() throws {
    let (record, interpreter) = try run(
      """
      # %% tags=["parameters"]
      steps = 40
      # %% tags=["raises-exception"]
      1 / 0
      # %% tags=["skip-execution"]
      skipped = 1
      # %%
      steps
      """, ["steps=3"])
    #expect(
      record.cells.keys.sorted().map { record.cells[$0]?.status } == [
        .succeeded, .raisedAsExpected, .skipped, .succeeded,
      ])
    #expect(record.cells[3]?.outputs == [.result(DisplayData(text: "3"))])
    #expect(interpreter.main.namespace["skipped"] == nil)
  }

  @Test func interruptionStopsACellWithin100MillisecondsAndKeepsItsVariables() throws {
    let interpreter = LanguageSession.interpreter()
    let notebook = percentNotebook("# %%\nn = 0\nwhile True:\n    n += 1\n# %%\nafter = 1\n")
    let session = try NotebookSession(notebook, path: "test.rlnb", interpreter: interpreter)
    let asked = UnsafeMutablePointer<Double>.allocate(capacity: 1)
    defer { asked.deallocate() }
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { place in
        usleep(300_000)
        place!.assumingMemoryBound(to: Double.self).pointee = Clock.steady
        Interruption.request()
        return nil
      }, asked)
    let record = session.run()
    let late = Clock.steady - asked.pointee
    pthread_join(thread, nil)
    #expect(record.cells[0]?.status == .interrupted)
    #expect(record.cells[1]?.status == .notReached)
    #expect(record.exitStatus == 130)
    #expect(late < 0.1, "stopped after \(late) s")
    #expect(interpreter.main.namespace["n"]?.exactInt ?? 0 > 1000)
    #expect(interpreter.main.namespace["after"] == nil)
    // The session can be run further.
    #expect(session.run([1]).cells[1]?.status == .succeeded)
  }

  @Test func aCellStopsAtItsTimeLimit() throws {
    let (record, _) = try run("# %% Slow timeout=0.2\nwhile True: pass\n")
    #expect(record.cells[0]?.status == .timedOut)
    guard case .error(let error)? = record.cells[0]?.outputs.last else {
      Issue.record("no error among the outputs")
      return
    }
    #expect(error.kind == "TimeoutError")
    #expect(error.message == "the cell ran longer than its limit of 0.2 s")
    #expect(record.exitStatus == 1)
  }

  @Test func aTimeLimitThatIsKeptChangesNothing() throws {
    let (record, _) = try run("# %% timeout=60\n1 + 1\n")
    #expect(record.cells[0]?.status == .succeeded)
  }

  @Test func aLongOutputIsKeptInPart() throws {
    let (record, _) = try run("# %%\nfor i in range(400000):\n    print('line', i)\n")
    guard case .stream(_, let text)? = record.cells[0]?.outputs.first else {
      Issue.record("no output")
      return
    }
    #expect(text.hasPrefix("line 0\nline 1\n"))
    #expect(text.hasSuffix("line 399999\n"))
    #expect(text.utf8.count < 4 << 20)
  }
}
