import Support
import Testing

@Suite struct CheckAndFormatTests {
  @Test func checkTellsWhatIsWrongAndSaysSoInItsStatus() throws {
    let folder = try Program.folder(
      "check",
      ["good.rl": "import helpers\nprint(helpers.one)\n", "helpers.rl": "one = 1\n", "bad.rl": "print(onne)\n"])
    let good = try Program.run(["check", "good.rl", "helpers.rl"], in: folder)
    #expect(good.status == 0 && good.output == "" && good.errors == "")
    let bad = try Program.run(["check", "good.rl", "bad.rl"], in: folder)
    #expect(bad.output == "bad.rl:1:7: error: name 'onne' is not defined\n    print(onne)\n          ^^^^\n")
    #expect(bad.status == 1)
    let missing = try Program.run(["check", "hepers.rl"], in: folder)
    #expect(missing.status == 2)
    #expect(missing.errors.contains("did you mean 'helpers.rl'?"))
  }

  @Test func checkCountsTheLinesOfTheNotebook() throws {
    let folder = try Program.folder("check-notebook", ["n.rlnb": "# %% One\nx = 1\n\n# %% Two\ny = x\nprint(z)\n"])
    let run = try Program.run(["check", "n.rlnb"], in: folder)
    #expect(run.output.hasPrefix("n.rlnb:6:7: error: name 'z' is not defined\n"))
    #expect(run.status == 1)
  }

  @Test func fmtWritesTheFileWholeOrNotAtAll() throws {
    let folder = try Program.folder("fmt", ["a.rl": "x=1\n", "b.rl": "x = 1\n", "broken.rl": "if x\n  y=1\n"])
    let check = try Program.run(["fmt", "--check", "a.rl", "b.rl"], in: folder)
    #expect(check.status == 1 && check.output == "a.rl: would change\n")
    #expect(try FileIO.readText(folder + "/a.rl") == "x=1\n")
    let run = try Program.run(["fmt", "broken.rl", "a.rl", "b.rl"], in: folder)
    #expect(run.status == 2 && run.output == "a.rl: formatted\n")
    #expect(run.errors.contains("broken.rl:1:5: error: expected ':'"))
    #expect(try FileIO.readText(folder + "/a.rl") == "x = 1\n")
    #expect(try FileIO.readText(folder + "/broken.rl") == "if x\n  y=1\n")
    #expect(try Program.run(["fmt", "--check", "a.rl"], in: folder).status == 0)
  }

  @Test func fmtReadsStandardInput() throws {
    let run = try Program.run(["fmt", "-"], input: "print( 1,2 )\n")
    #expect(run.output == "print(1, 2)\n" && run.status == 0)
  }
}
