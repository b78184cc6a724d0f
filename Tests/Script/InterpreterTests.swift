import Script
import Support
import Testing

/// Sessions of the language as notebooks and prompts use them.
@Suite(.serialized) struct InterpreterTests {
  private func cell(_ interpreter: Interpreter, _ text: String, line: Int = 1) throws -> String? {
    let source = SourceText(text, name: "cell", firstLine: line, file: "lesson.rlnb")
    return try interpreter.run(source, as: .cell).map { value in try interpreter.session { try value.repr() } }
  }

  private func failure(_ interpreter: Interpreter, _ text: String, line: Int = 1) -> ErrorReport? {
    do {
      _ = try cell(interpreter, text, line: line)
      return nil
    } catch let error as ScriptError {
      return ErrorReport(error)
    } catch {
      return nil
    }
  }

  @Test func aCellGivesTheValueOfItsLastExpression() throws {
    let interpreter = Interpreter()
    #expect(try cell(interpreter, "x = 2\nx + 3") == "5")
    #expect(try cell(interpreter, "x * 10;") == nil)
    #expect(try cell(interpreter, "y = x") == nil)
    #expect(try cell(interpreter, "None") == "None")
    #expect(try cell(interpreter, "if True:\n  7\n") == nil)
    #expect(try cell(interpreter, "[i * y for i in range(3)]") == "[0, 2, 4]")
  }

  @Test func variablesLastFromCellToCellAndSurviveAFailure() throws {
    let interpreter = Interpreter()
    #expect(failure(interpreter, "a = 1\nb = 2\nc = a / 0\nd = 4")?.summary == "ZeroDivisionError: division by zero")
    #expect(try cell(interpreter, "(a, b)") == "(1, 2)")
    #expect(failure(interpreter, "d")?.summary == "NameError: name 'd' is not defined. Did you mean: 'id'?")
    _ = try cell(interpreter, "def f(n): return n + b")
    #expect(try cell(interpreter, "b = 100\nf(1)") == "101")
  }

  @Test func anErrorShowsCellFileLineAndTheExactExpression() throws {
    let interpreter = Interpreter()
    let report = failure(interpreter, "def area(w, h):\n    return w * h + w[0]\n\narea(2, 3)", line: 41)
    let call = try #require(report?.parts.last?.calls.last)
    #expect(call.line == 2 && call.fileLine == 42 && call.function == "area")
    #expect(String(Array(call.text)[call.span]) == "w[0]")
    #expect(
      report?.text == """
        Traceback (most recent call last):
          Cell "cell", line 4 (line 44 of the file), in <module>
            area(2, 3)
          Cell "cell", line 2 (line 42 of the file), in area
            return w * h + w[0]
                           ~^^^
          hint: w is a number; for its digits write str(w)[0]
        TypeError: 'int' object is not subscriptable

        """)
  }

  @Test func aMistakeInTheTextIsShownAtItsPlace() throws {
    let interpreter = Interpreter()
    let report = try #require(failure(interpreter, "x = [1, 2\ny = 3"))
    #expect(report.summary == "SyntaxError: '[' was never closed")
    #expect(report.parts[0].calls[0].span == 4..<5)
  }

  @Test func notebookLinesAreSkippedWithANote() throws {
    let interpreter = Interpreter()
    var notes: [String] = []
    interpreter.note = { notes.append($0) }
    #expect(try cell(interpreter, "%matplotlib inline\n!pip install trl\n1 + 1") == "2")
    #expect(notes.count == 2 && notes[0].hasPrefix("%matplotlib inline"))
    var commands: [String] = []
    interpreter.runCommand = { command in
      commands.append(command)
      return 0
    }
    _ = try cell(interpreter, "if True:\n    !ls -l")
    #expect(commands == ["ls -l"])
  }

  @Test func aRequestToStopEndsALoopAndKeepsTheVariables() throws {
    let interpreter = Interpreter()
    interpreter.register(module: "stopper") { namespace in
      namespace.function("stop") { _ in
        Interruption.request()
        return .none
      }
    }
    defer { Interruption.clear() }
    let report = failure(interpreter, "import stopper\nn = 5\nstopper.stop()\nwhile True: n += 1")
    Interruption.clear()
    #expect(report?.summary == "KeyboardInterrupt")
    #expect(try cell(interpreter, "n > 5") == "True")
  }

  @Test func nestingTooDeepIsAnErrorNotACrash() throws {
    let interpreter = Interpreter()
    let depth = 100_000
    for text in [
      String(repeating: "(", count: depth), String(repeating: "-", count: depth) + "1",
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
      "1" + String(repeating: "+1", count: depth), "x" + String(repeating: ".y", count: depth),
      String(repeating: "not ", count: depth) + "1", String(repeating: "lambda: ", count: depth) + "1",
      "1" + String(repeating: " if 1 else 1", count: depth),
    ] {
      #expect(failure(interpreter, text) != nil)
    }
    #expect(try cell(interpreter, "l = []\nfor i in range(300000): l = [l]\nl = None\nlen(str(2 ** 3000))") == "904")
    #expect(
      failure(interpreter, "l = []\nfor i in range(300000): l = [l]\nrepr(l)")?.summary.hasPrefix("RecursionError")
        == true)
  }

  @Test func nativeFunctionsBindTheirArguments() throws {
    let interpreter = Interpreter()
    interpreter.register(module: "sample") { namespace in
      namespace.function("f", "a, b=2, *rest, key='k', **other") { call in
        Value(tuple: [call[0], call[1], call[2], call[3], call[4]])
      }
    }
    _ = try cell(interpreter, "from sample import f")
    #expect(try cell(interpreter, "f(1)") == "(1, 2, (), 'k', {})")
    #expect(try cell(interpreter, "f(1, 3, 4, 5, key=0, z=9)") == "(1, 3, (4, 5), 0, {'z': 9})")
    #expect(failure(interpreter, "f()")?.summary == "TypeError: f() missing 1 required positional argument: 'a'")
  }

  @Test func incompleteInputIsRecognised() {
    #expect(Interpreter.completeness("x = 1") == .complete)
    #expect(Interpreter.completeness("def f():") == .incomplete)
    #expect(Interpreter.completeness("f(1,") == .incomplete)
    #expect(Interpreter.completeness("for i in x:\n    print(i)") == .incomplete)
    #expect(Interpreter.completeness("for i in x:\n    print(i)\n") == .complete)
    #expect(Interpreter.completeness("x = )") == .complete)
    #expect(Interpreter.completeness("'''abc") == .incomplete)
  }
}
