import Foundation
import Notebook
import Script
import Support
import Testing

@Suite struct ProgramCheckTests {
  private func findings(_ text: String) -> [String] {
    let interpreter = LanguageSession.interpreter(besides: FormatterTests.root + "/x.rl")
    return ProgramCheck.findings(in: [SourceText(text, name: "p.rl", file: "p.rl")], interpreter: interpreter)
      .map { "\($0.line):\($0.column) \($0.message)" }
  }

  @Test func everyMistakeIsToldInTheOrderOfTheText() throws {
    let interpreter = LanguageSession.interpreter(besides: "./x.rl")
    let text = """
      values = [1, 2
      print(values)

      def f(x)
          y = x + 1
          return y

      print(f(3), tota, sorted([1], reversed=True))
      if values = 3:
          retrun 3
      total = 0
      """
    let report = ProgramCheck.findings(in: [SourceText(text, name: "p.rl", file: "p.rl")], interpreter: interpreter)
      .map(\.text).joined()
    #expect(
      report == """
        p.rl:1:10: error: '[' was never closed
            values = [1, 2
                     ^
          hint: the [ opened on line 1 has no ] that closes it
        p.rl:4:9: error: expected ':'
            def f(x)
                    ^
          hint: a line that begins with 'def' ends with a colon, and its block below is indented
        p.rl:8:13: error: name 'tota' is not defined
            print(f(3), tota, sorted([1], reversed=True))
                        ^^^^
          hint: did you mean 'total'?
        p.rl:8:31: error: 'reversed' is an invalid keyword argument for sort()
            print(f(3), tota, sorted([1], reversed=True))
                                          ^^^^^^^^^^^^^
          hint: did you mean 'reverse'?
        p.rl:9:4: error: invalid syntax. Maybe you meant '==' or ':=' instead of '='?
            if values = 3:
               ^^^^^^^^^^
          hint: = gives a value to a name, == compares
        p.rl:10:12: error: invalid syntax
            retrun 3
                   ^
          hint: did you mean 'return'?

        """)
  }

  @Test(arguments: [
    ("print(x)\nx = 1", ["1:7 name 'x' is not defined"]),
    ("def f():\n    return x\nx = 1\nf()", []),
    ("def f():\n    global x\n    x = 1\nf()\nprint(x)", []),
    ("from math import *\nprint(sqrt(4), squrt(4))", ["2:16 name 'squrt' is not defined"]),
    ("from textwrap import *\nprint(dedent('a'))", []),
    ("for i in range(3):\n    if i: print(last)\n    last = i\nprint(i, last)", []),
    ("print([a for a in range(3)], a)", ["1:30 name 'a' is not defined"]),
    ("class A:\n    x = 1\n    y = x\n    def f(self):\n        return x", ["5:16 name 'x' is not defined"]),
    ("try:\n    unicode\nexcept NameError:\n    unicode = str", []),
    ("try:\n    import simplejson\nexcept ImportError:\n    simplejson = None", []),
    (
      "import nothere\nfrom json import lods",
      ["1:8 No module named 'nothere'", "2:18 cannot import name 'lods' from 'json'"]
    ),
    ("with open('f') as f, open('g') as g:\n    print(f, g)\ndel f\nprint((n := 3), n)", []),
    ("while True:\n    try:\n        1 / 0\n    except ZeroDivisionError as e:\n        print(e)\n        break", []),
    (
      "print(__name__, __file__)\ndef f(*a, k=1, **b):\n    def g():\n        nonlocal k\n        k = a, b\n    return g",
      []
    ),
    ("globals()['made'] = 1\nprint(made)", []),
    (
      "import os.path\nprint(os.path.join('a', 'b', sep='c'))", ["2:30 join() got an unexpected keyword argument 'sep'"]
    ),
    (
      "import math\nprint(math.pi, math.squrt(4))\nmath.extra = 1\nprint(math.extra)",
      ["2:16 module 'math' has no attribute 'squrt'"]
    ),
    ("import textwrap\nprint(textwrap.dedent, textwrap.dedend)", ["2:24 module 'textwrap' has no attribute 'dedend'"]),
    ("return 3", ["1:1 'return' outside function"]),
  ])
  func namesAreKnownWhereTheyAreBound(_ text: String, expected: [String]) {
    #expect(findings(text) == expected)
  }

  @Test(arguments: [
    ("def f(a, *, b=1): return a\nf(1, c=2)\nf(a=1, b=2)", ["2:6 f() got an unexpected keyword argument 'c'"]),
    ("def f(**k): return k\nf(z=1)", []),
    ("def f(a, /): return a\nf(a=1)", ["2:3 f() got some positional-only arguments passed as keyword arguments: 'a'"]),
    ("def f(a): return a\nf = print\nf(end='')", []),
    ("def deco(g): return g\n@deco\ndef f(a): return a\nf(b=1)", []),
    (
      "class P:\n    def __init__(self, x): self.x = x\nP(y=1)",
      ["3:3 P.__init__() got an unexpected keyword argument 'y'"]
    ),
    (
      "class P:\n    def __init__(self, x): self.x = x\nclass Q(P): pass\nQ(y=1)",
      ["4:3 P.__init__() got an unexpected keyword argument 'y'"]
    ),
    (
      "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 0\nP(x=1)\nP(y=1)",
      ["6:3 P.__init__() got an unexpected keyword argument 'y'"]
    ),
    ("print('a', seperator='')", ["1:12 'seperator' is an invalid keyword argument for print()"]),
    ("import json as j\nj.dumps({}, ident=2)\nj.dumps({}, indent=2)", []),
    ("import textwrap\ntextwrap.indent('a', prefxi='')", ["2:22 indent() got an unexpected keyword argument 'prefxi'"]),
    (
      "def outer():\n    def inner(a): return a\n    return inner(b=1)",
      ["3:18 inner() got an unexpected keyword argument 'b'"]
    ),
    ("def f(a): return a\ndef g(f): return f(b=1)", []),
  ])
  func keywordsAreKnownWhereTheFunctionIs(_ text: String, expected: [String]) {
    #expect(findings(text) == expected)
  }

  @Test func cellsRunOneAfterTheOther() throws {
    let notebook = PercentFormat.parse(
      """
      # %% Use
      print(later, never)
      # %% tags=["raises-exception"]
      print(nothing)
      # %% tags=["skip-execution"]
      skipped = 1
      # %% Define
      later = 1
      print(skipped)

      """)
    let found = NotebookCheck.findings(in: notebook, path: "n.rlnb", interpreter: LanguageSession.interpreter())
    #expect(found.map(\.fileLine) == [2, 2])
    #expect(found.map(\.hint) == ["it is defined in a later cell: a name must be defined before it is used", nil])
  }

  /// What programs do wrong on purpose is in the output that was recorded of them.
  @Test func thereAreNoFalseAlarms() throws {
    for path in FormatterTests.files("stdlib", ".rl") + FormatterTests.files("notebooks", ".rlnb") {
      let found = try NotebookCheck.findings(path: path)
      #expect(found.isEmpty, "\(found.map(\.text).joined())")
    }
    for path in FormatterTests.files("Tests/Language/programs", ".rl") {
      let found = try NotebookCheck.findings(path: path)
      guard !found.isEmpty else { continue }
      let recorded = (try? FileIO.readText(path.dropLast(3) + ".expected")) ?? ""
      for finding in found {
        let isMeant =
          recorded.contains(finding.type) || recorded.contains(finding.message)
          || finding.message.contains("keyword argument") && recorded.contains("keyword argument")
        #expect(isMeant, "\(finding.text)")
      }
    }
  }
}
