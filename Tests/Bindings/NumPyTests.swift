import Bindings
import Script
import Support
import Testing

/// The language's numpy against what numpy printed (Tests/Fixtures/make_numpy.py).
@Suite struct NumPyTests {
  @Test func programsPrintWhatNumpyPrints() throws {
    let path = fixtures + "/numpy/printed.json"
    guard case .array(let cases) = try JSON.parse(FileIO.readText(path)) else {
      Issue.record("\(path) holds no list")
      return
    }
    #expect(cases.count > 100)
    for entry in cases {
      guard case .string(let source)? = entry["source"], case .string(let expected)? = entry["output"] else { continue }
      #expect(printed("import numpy as np\n" + source) == expected, "\(source)")
    }
  }

  @Test func tensorsAndArraysBecomeOneAnother() {
    let source = """
      import numpy as np, torch
      a = torch.tensor([[1.0, 2.0], [3.0, 4.0]]).numpy()
      print(a.shape, a.dtype, np.mean(torch.tensor([1.0, 2.0])))
      print(torch.tensor(a * 2).tolist(), torch.from_numpy(np.array([1, 2])).tolist())
      """
    #expect(printed(source) == "(2, 2) float32 1.5\n[[2.0, 4.0], [6.0, 8.0]] [1, 2]\n")
  }

  @Test(arguments: [
    ("np.array([[1, 2], [3]])", "ValueError"), ("np.array(['a'])", "TypeError"), ("np.zeros(-1)", "ValueError"),
    ("np.arange(3).nope", "AttributeError"), ("np.array([1, 2])[0, 0]", "IndexError"), ("np.max([])", "ValueError"),
    ("np.percentile([1], 200)", "ValueError"), ("np.random.default_rng(1)", "NotImplementedError"),
    ("np.zeros(10**12)", "MemoryError"), ("np.array([1.5]) & 1", "TypeError"),
  ])
  func wrongCallsRaise(source: String, kind: String) {
    let program = "import numpy as np\ntry:\n    \(source)\nexcept Exception as e:\n    print(type(e).__name__)"
    #expect(printed(program) == kind + "\n")
  }
}

/// The folder of fixtures.
let fixtures: String = {
  let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
  return folder + "/Fixtures"
}()

/// What a program prints, its uncaught error at the end.
func printed(_ source: String) -> String {
  let interpreter = Interpreter()
  NativeModules.register(in: interpreter)
  var output: [UInt8] = []
  interpreter.standardOutput = { output += $0 }
  interpreter.standardError = { output += $0 }
  do {
    try interpreter.run(SourceText(source, name: "test"))
    interpreter.flush()
  } catch {
    interpreter.flush()
    output += "\(error)\n".utf8
  }
  return String(decoding: output, as: UTF8.self)
}
