import Support
import Testing

@Suite struct ScriptTests {
  @Test func codePrintsOnlyWhatItPrints() throws {
    let run = try Program.run(["-c", "x = 6\nx * 7\nprint(x * 7)"])
    #expect(run.output == "42\n")
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test func anUncaughtErrorIsATracebackOnStandardErrorAndStatus1() throws {
    let folder = try Program.folder("error", ["bad.rl": "def f(x):\n    return 1 / x\n\nprint('before')\nf(0)\n"])
    let run = try Program.run(["bad.rl"], in: folder)
    #expect(run.output == "before\n")
    #expect(run.errors.hasPrefix("Traceback (most recent call last):\n"))
    #expect(run.errors.contains("bad.rl"))
    #expect(run.errors.contains("1 / x"))
    #expect(run.errors.contains("ZeroDivisionError: division by zero"))
    #expect(run.status == 1)
  }

  @Test func aSyntaxErrorPointsAtItsPlace() throws {
    let run = try Program.run(["-c", "x = (1 +\n"])
    #expect(run.output == "")
    #expect(run.errors.contains("SyntaxError"))
    #expect(run.status == 1)
  }

  @Test func argumentsReachTheScript() throws {
    let folder = try Program.folder("arguments", ["show.rl": "import sys\nprint(sys.argv)\n"])
    #expect(try Program.run(["show.rl", "a", "--b", "-c"], in: folder).output == "['show.rl', 'a', '--b', '-c']\n")
    #expect(try Program.run(["-c", "import sys; print(sys.argv)", "x"]).output == "['-c', 'x']\n")
  }

  @Test func exitGivesItsStatus() throws {
    #expect(try Program.run(["-c", "import sys\nsys.exit(3)"]).status == 3)
    let run = try Program.run(["-c", "import sys\nsys.exit('stopped')"])
    #expect(run.status == 1)
    #expect(run.errors == "stopped\n")
    #expect(run.output == "")
  }

  @Test func textPipedInIsAScript() throws {
    #expect(try Program.run([], input: "print(1 + 1)\n").output == "2\n")
    #expect(try Program.run(["-"], input: "print(1 + 1)\n").output == "2\n")
  }

  @Test func aModuleBesideTheScriptIsFound() throws {
    let folder = try Program.folder(
      "modules",
      ["helper.rl": "def twice(x):\n    return 2 * x\n", "main.rl": "import helper\nprint(helper.twice(21))\n"])
    #expect(try Program.run(["modules/main.rl"], in: folder + "/..").output == "42\n")
  }

  @Test func aMissingFileIsAnsweredWithWhatIsThere() throws {
    let folder = try Program.folder("missing", ["lesson.rl": "", "lesson.rlnb": "", "notes.txt": ""])
    let near = try Program.run(["leson.rl"], in: folder)
    #expect(near.errors == "rlnb: there is no file 'leson.rl'\n  did you mean 'lesson.rl'?\n")
    #expect(near.status == 2)
    let far = try Program.run(["run", "quite-other.rlnb"], in: folder)
    #expect(far.errors == "rlnb: there is no file 'quite-other.rlnb'\n  this folder holds lesson.rlnb\n")
    let nowhere = try Program.run(["run", "no/such/x.rlnb"], in: folder)
    #expect(nowhere.errors == "rlnb: there is no file 'no/such/x.rlnb'\n  nor a folder 'no/such'\n")
  }

  @Test func aWrongCommandIsAnsweredWithTheRightOne() throws {
    let run = try Program.run(["rum", "x.rlnb"])
    #expect(run.errors == "rlnb: there is no command 'rum'\n  did you mean 'run'?\n")
    #expect(run.status == 2)
  }

  @Test func everyCommandExplainsItself() throws {
    #expect(try Program.run(["--version"]).output == "rlnb \(Support.Program.version)\n")
    #expect(try Program.run(["--help"]).output.contains("Examples:"))
    for command in ["run", "convert", "repl"] {
      let run = try Program.run([command, "--help"])
      #expect(run.output.contains("USAGE: rlnb \(command)"))
      #expect(run.status == 0)
    }
  }

  @Test func ctrlCStopsAScriptWithStatus130() throws {
    let run = try Program.run(["-c", "print('on', flush=True)\nwhile True: pass"], interruptAfter: "on")
    #expect(run.status == 130)
    #expect(run.errors.contains("KeyboardInterrupt"))
  }

  @Test func thePrecisionOfProductsIsAnOptionInFrontOfCode() throws {
    let code = "import torch; print(torch.get_float32_matmul_precision())"
    #expect(try Program.run(["--precision", "fp32", "-c", code]).output == "highest\n")
    let half = try Program.run(["--precision=bf16", "-c", code])
    // A machine without the instructions says so once, and goes on.
    #expect(half.output == (half.errors.isEmpty ? "medium\n" : "highest\n"))
    #expect(half.errors.isEmpty || half.errors.contains("float32 is used instead"))
    #expect(half.status == 0)
    let wrong = try Program.run(["--precision", "fp8", "-c", code])
    #expect(wrong.status == 2 && wrong.errors.contains("--precision cannot be 'fp8'"))
  }

  // Settings of the whole process: not in one with other tests.
  @Test func torchSettingsHoldUntilTheyAreSetBack() throws {
    let code = """
      import torch
      with torch.autocast("cpu", dtype=torch.bfloat16):
        inside = torch.get_float32_matmul_precision()
      print(inside in ("medium", "highest"), torch.get_float32_matmul_precision())
      torch.set_num_threads(2)
      print(torch.get_num_threads())
      x = torch.tensor([1.23456789, 1000.5, 0.0001])
      torch.set_printoptions(precision=2)
      print(x)
      torch.set_printoptions(precision=6, sci_mode=False)
      print(x)
      torch.set_printoptions(threshold=5, edgeitems=1)
      print(torch.arange(6))
      torch.set_printoptions(profile="default")
      print(x)
      """
    // The texts are torch's.
    #expect(
      try Program.run(["-c", code]).output == """
        True highest
        2
        tensor([1.23e+00, 1.00e+03, 1.00e-04])
        tensor([   1.234568, 1000.500000,    0.000100])
        tensor([0,  ..., 5])
        tensor([1.2346e+00, 1.0005e+03, 1.0000e-04])

        """)
  }
}
