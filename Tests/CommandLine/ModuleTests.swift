import Support
import Testing

@Suite struct ModuleTests {
  @Test func aModuleLiesBesideTheScriptWhereverItRunsFrom() throws {
    let folder = try Program.folder(
      "beside",
      [
        "main.rl": "import helpers\nprint(helpers.twice(4), helpers.__name__, helpers.__file__)\n",
        "helpers.rl": "def twice(x):\n    return 2 * x\n",
      ])
    #expect(try Program.run(["main.rl"], in: folder).output == "8 helpers helpers.rl\n")
    #expect(try Program.run([folder + "/main.rl"], in: "/").output == "8 helpers \(folder)/helpers.rl\n")
  }

  @Test func aModuleLiesBesideTheNotebook() throws {
    let folder = try Program.folder(
      "beside-notebook", ["n.rlnb": "# %%\nimport helpers\nprint(helpers.value)\n", "helpers.rl": "value = 'here'\n"])
    #expect(try Program.run(["run", "--quiet", folder + "/n.rlnb"], in: "/").output == "here\n")
  }

  private func package() throws -> String {
    let folder = try Program.folder("package")
    try FileIO.makeFolder(folder + "/shapes/flat")
    for (path, text) in [
      "shapes/__init__.rl": "print('init', __name__, __package__)\nfrom .solid import cube\nsides = 4\n",
      "shapes/solid.rl":
        "from . import measures\nfrom .measures import unit\ndef cube(a):\n    return a ** 3, unit, measures.unit\n",
      "shapes/measures.rl": "unit = 'cm'\n",
      "shapes/flat/__init__.rl": "",
      "shapes/flat/square.rl": "from ..measures import unit\nfrom ... import nothing\n",
      "plain/inner.rl": "value = 7\n",
    ] {
      if path.hasPrefix("plain") { try FileIO.makeFolder(folder + "/plain") }
      try FileIO.write(text, to: "\(folder)/\(path)")
    }
    return folder
  }

  @Test func packagesAreFolders() throws {
    let folder = try package()
    let code = """
      import shapes.measures
      from shapes import sides, solid
      import shapes.solid as s
      print(shapes.cube(2), sides, solid is s, shapes.measures.unit)
      import plain.inner
      print(plain.inner.value)
      try:
          import shapes.nothing
      except ModuleNotFoundError as e:
          print(e)
      try:
          import shapes.measures.deeper
      except ModuleNotFoundError as e:
          print(e)
      try:
          import shapes.flat.square
      except ImportError as e:
          print(e)
      """
    let run = try Program.run(["-c", code], in: folder)
    #expect(
      run.output == """
        init shapes shapes
        (8, 'cm', 'cm') 4 True cm
        7
        No module named 'shapes.nothing'
        No module named 'shapes.measures.deeper'; 'shapes.measures' is not a package
        attempted relative import beyond top-level package

        """)
    #expect(run.errors == "")
  }

  @Test func modulesMayImportEachOther() throws {
    let folder = try Program.folder(
      "cycle",
      [
        "a.rl": "import b\ndef one():\n    return b.two() + 1\n", "b.rl": "import a\ndef two():\n    return 2\n",
        "c.rl": "from d import x\ny = 1\n", "d.rl": "from c import y\nx = 1\n",
        "e.rl": "import f\nz = 1\n", "f.rl": "import e\nprint(e.z)\n",
      ])
    #expect(try Program.run(["-c", "import a\nprint(a.one())"], in: folder).output == "3\n")
    let from = try Program.run(["-c", "import c"], in: folder)
    #expect(
      from.errors.hasSuffix(
        "ImportError: cannot import name 'y' from partially initialized module 'c' (most likely due to a circular import) (c.rl)\n"
      ))
    let attribute = try Program.run(["-c", "import e"], in: folder)
    #expect(
      attribute.errors.hasSuffix(
        "AttributeError: partially initialized module 'e' has no attribute 'z' (most likely due to a circular import)\n"
      ))
  }

  @Test func anErrorInAModuleShowsItsLines() throws {
    let folder = try Program.folder(
      "module-error",
      [
        "main.rl": "import helpers\nprint(helpers.mean([]))\n",
        "helpers.rl": "def mean(v):\n    return sum(v) / len(v)\n",
        "broken.rl": "x = 1\nif x\n    y = 2\n",
      ])
    #expect(
      try Program.run(["main.rl"], in: folder).errors == """
        Traceback (most recent call last):
          File "main.rl", line 2, in <module>
            print(helpers.mean([]))
                  ^^^^^^^^^^^^^^^^
          File "helpers.rl", line 2, in mean
            return sum(v) / len(v)
                   ~~~~~~~^~~~~~~~
          hint: len(v) is 0: v is empty
        ZeroDivisionError: division by zero

        """)
    #expect(
      try Program.run(["-c", "import broken"], in: folder).errors == """
        Traceback (most recent call last):
          File "<string>", line 1, in <module>
            import broken
                   ^^^^^^
          File "broken.rl", line 2
            if x
                ^
          hint: a line that begins with 'if' ends with a colon, and its block below is indented
        SyntaxError: expected ':'

        """)
  }

  @Test func reloadRunsTheFileAgain() throws {
    let folder = try Program.folder("reload", ["m.rl": "value = 1\ndef f():\n    return value\n"])
    let code = """
      import importlib, m
      from m import f
      print(m.value, f())
      m.extra = 'kept'
      with open('m.rl', 'w') as file:
          _ = file.write('value = 22\\ndef f():\\n    return value + 100\\n')
      print(importlib.reload(m) is m, m.value, f(), m.extra)
      print(importlib.import_module('m') is m)
      try:
          importlib.reload('m')
      except TypeError as e:
          print(e)
      """
    #expect(
      try Program.run(["-c", code], in: folder).output
        == "1 1\nTrue 22 122 kept\nTrue\nreload() argument must be a module\n")
  }

  // MARK: At the prompt

  private func prompt(_ name: String) throws -> (terminal: PseudoTerminal, folder: String) {
    let folder = try Program.folder(name, ["helpers.rl": "def word():\n    return 'old'\n"])
    let terminal = try PseudoTerminal([], in: folder, home: folder)
    #expect(terminal.wait(for: ">>> ") != nil)
    return (terminal, folder)
  }

  @Test func importingAgainAtThePromptReadsAnEditedModule() throws {
    let (terminal, folder) = try prompt("prompt-import")
    terminal.enter("from helpers import word")
    terminal.wait(for: ">>> ")
    terminal.enter("word()")
    #expect(terminal.wait(for: "\n'old'\n>>> ") != nil)
    try FileIO.write("def word():\n    return 'new word'\n", to: folder + "/helpers.rl")
    terminal.enter("import helpers")
    #expect(terminal.wait(for: "helpers.rl has changed: read again") != nil)
    terminal.wait(for: ">>> ")
    terminal.enter("word(), helpers.word()")
    #expect(terminal.wait(for: "\n('new word', 'new word')\n>>> ") != nil)
    terminal.enter("import helpers")
    #expect(terminal.wait(for: ">>> ")?.contains("read again") == false)
  }

  @Test func autoreloadReadsEditedModulesBeforeEveryLine() throws {
    let (terminal, folder) = try prompt("prompt-autoreload")
    for line in ["%load_ext autoreload", "%autoreload 2", "import helpers"] {
      terminal.enter(line)
      #expect(terminal.wait(for: ">>> ")?.contains("skipped") == false)
    }
    terminal.enter("helpers.word()")
    #expect(terminal.wait(for: "\n'old'\n>>> ") != nil)
    try FileIO.write("def word():\n    return 'newer'\n", to: folder + "/helpers.rl")
    terminal.enter("helpers.word()")
    #expect(terminal.wait(for: "\n'newer'\n>>> ") != nil)
    try FileIO.write("def word()\n", to: folder + "/helpers.rl")
    terminal.enter("helpers.word()")
    #expect(terminal.wait(for: "SyntaxError: expected ':'") != nil)
    terminal.wait(for: ">>> ")
    try FileIO.write("def word():\n    return 'mended'\n", to: folder + "/helpers.rl")
    terminal.enter("helpers.word()")
    #expect(terminal.wait(for: "\n'mended'\n>>> ") != nil)
  }
}
