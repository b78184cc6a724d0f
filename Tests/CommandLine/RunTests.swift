import Support
import Testing

@Suite struct RunTests {
  private static let lesson = """
    # %% [markdown]
    # # A lesson

    # %% Parameters tags=["parameters"]
    steps = 40
    name = "imdb"

    # %% Use
    print(steps, name)
    steps * 2

    # %% Hidden value tags=["setup"]
    steps;
    """

  @Test func cellsPrintToStandardOutputAndTheRunIsToldOnStandardError() throws {
    let folder = try Program.folder("run", ["lesson.rlnb": Self.lesson])
    let run = try Program.run(["run", "lesson.rlnb"], in: folder)
    #expect(run.output == "40 imdb\n80\n")
    #expect(run.errors.contains("[2/3] Use"))
    #expect(run.errors.contains("A lesson"))
    #expect(run.status == 0)
    #expect(try Program.run(["lesson.rlnb", "--quiet"], in: folder).errors == "")
  }

  @Test func parametersAreReplaced() throws {
    let folder = try Program.folder("parameters", ["lesson.rlnb": Self.lesson])
    let run = try Program.run(["run", "lesson.rlnb", "--param", "steps=3", "--param", "name=reviews-mini"], in: folder)
    #expect(run.output == "3 reviews-mini\n6\n")
    let wrong = try Program.run(["run", "lesson.rlnb", "--param", "stesp=3"], in: folder)
    #expect(
      wrong.errors
        == "rlnb: the notebook has no parameter 'stesp'\n  did you mean 'steps'? its parameters: steps, name\n")
    #expect(wrong.status == 2)
  }

  @Test func cellsAreChosen() throws {
    let folder = try Program.folder("cells", ["lesson.rlnb": Self.lesson])
    #expect(
      try Program.run(["run", "lesson.rlnb", "--cells", "tag:parameters,Use"], in: folder).output == "40 imdb\n80\n")
    let run = try Program.run(["run", "lesson.rlnb", "--cells", "2"], in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("NameError: name 'steps' is not defined"))
  }

  @Test func theReportIsNamedAndHoldsTheOutputs() throws {
    let folder = try Program.folder("report", ["lesson.rlnb": Self.lesson])
    let run = try Program.run(
      ["run", "lesson.rlnb", "--report", "out/lesson.html", "--report", "lesson.ipynb", "--report", "lesson.md"],
      in: folder)
    #expect(run.output.contains("\nReport: \(folder)/out/lesson.html\n"))
    let page = try FileIO.readText("\(folder)/out/lesson.html")
    #expect(page.contains("40 imdb</pre>"))
    #expect(page.contains("<h1 id=\"a-lesson\">A lesson</h1>"))
    let jupyter = try JSON.read("\(folder)/lesson.ipynb")
    #expect(jupyter["cells"]?[2]?["outputs"]?[0]?["text"] == ["40 imdb\n"])
    #expect(jupyter["cells"]?[2]?["outputs"]?[1]?["data"]?["text/plain"] == ["80"])
    #expect(try FileIO.readText("\(folder)/lesson.md").contains("```text\n40 imdb\n```"))
  }

  @Test func aReportThatCannotBeWrittenIsRefusedBeforeTheRun() throws {
    let folder = try Program.folder("refused", ["lesson.rlnb": Self.lesson])
    let run = try Program.run(["run", "lesson.rlnb", "--report", "lesson.pdf"], in: folder)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains(".html, .md or .ipynb"))
  }

  @Test func aFailedCellStopsTheRunAndIsReported() throws {
    let folder = try Program.folder(
      "failed", ["bad.rlnb": "# %%\nx = 1\n# %% Fails\ny = 2\nx + missing\n# %% Later\nprint('never')\n"])
    let run = try Program.run(["run", "bad.rlnb", "--report", "bad.html"], in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("NameError: name 'missing' is not defined"))
    #expect(run.errors.contains("x + missing"))
    #expect(!run.output.contains("never"))
    let page = try FileIO.readText("\(folder)/bad.html")
    #expect(page.contains("stopped by an error (cell 2)"))
    #expect(page.contains("not reached"))
  }

  @Test func ctrlCStopsTheCellAndTheReportIsStillWritten() throws {
    let folder = try Program.folder(
      "stopped",
      [
        "long.rlnb":
          "# %%\nprint('first')\n# %%\nprint('started', flush=True)\nwhile True: pass\n# %%\nprint('never')\n"
      ])
    let run = try Program.run(["run", "long.rlnb", "--report", "long.html"], in: folder, interruptAfter: "started")
    #expect(run.status == 130)
    #expect(run.output.hasPrefix("first\nstarted\n"))
    #expect(run.errors.contains("KeyboardInterrupt"))
    let page = try FileIO.readText("\(folder)/long.html")
    #expect(page.contains("interrupted (cell 2)"))
    #expect(page.contains("first</pre>"))
  }

  @Test func theSameRunPrintsTheSameTwice() throws {
    let folder = try Program.folder(
      "seed", ["random.rlnb": "# %%\nimport random\nprint(random.random(), random.randint(0, 99))\n"])
    let first = try Program.run(["run", "random.rlnb", "--seed", "5"], in: folder)
    #expect(first.status == 0)
    #expect(try Program.run(["run", "random.rlnb", "--seed", "5"], in: folder).output == first.output)
    #expect(try Program.run(["run", "random.rlnb", "--seed", "6"], in: folder).output != first.output)
  }

  @Test func aNotebookGoesToJupyterAndBack() throws {
    let folder = try Program.folder("convert", ["lesson.rlnb": Self.lesson])
    #expect(try Program.run(["convert", "lesson.rlnb", "lesson.ipynb"], in: folder).status == 0)
    #expect(try Program.run(["convert", "lesson.ipynb", "again.rlnb"], in: folder).status == 0)
    #expect(try Program.run(["convert", "again.rlnb", "again.ipynb"], in: folder).status == 0)
    let again = try JSON.read("\(folder)/again.ipynb")
    let first = try JSON.read("\(folder)/lesson.ipynb")
    #expect(again["cells"] == first["cells"])
  }
}
