import Notebook
import Support
import Testing

@Suite struct JupyterTests {
  private let file = """
    {
     "cells": [
      {"cell_type": "markdown", "id": "a1", "metadata": {}, "source": ["# Title\\n", "\\n", "text"]},
      {"cell_type": "code", "execution_count": 3, "id": "b2", "metadata": {"tags": ["setup"], "collapsed": false},
       "outputs": [{"name": "stdout", "output_type": "stream", "text": ["x\\n"]}], "source": ["x = 1\\n", "x"]},
      {"cell_type": "code", "execution_count": null, "id": "c3", "metadata": {"title": "Later"}, "outputs": [], "source": ""},
      {"cell_type": "raw", "id": "d4", "metadata": {}, "source": "raw"}
     ],
     "metadata": {"kernelspec": {"display_name": "Python 3", "name": "python3"}, "language_info": {"version": "3.11"}},
     "nbformat": 4,
     "nbformat_minor": 5
    }
    """

  @Test func sourcesAndMetadataSurviveThePercentFormat() throws {
    let original = try JSON.parse(file)
    let percent = PercentFormat.text(of: try JupyterFormat.parse(file))
    #expect(percent.contains("# %% tags=[\"setup\"] collapsed=false id=\"b2\"\nx = 1\nx\n"))
    let back = try JSON.parse(
      JupyterFormat.text(RunRecord(notebook: PercentFormat.parse(percent), path: "x.rlnb", startedAt: 0)))
    #expect(back["metadata"] == original["metadata"])
    for index in 0..<4 {
      let (cell, first) = (back["cells"]?[index], original["cells"]?[index])
      #expect(cell?["cell_type"] == first?["cell_type"])
      #expect(cell?["metadata"] == first?["metadata"])
      #expect(cell?["id"] == first?["id"])
      #expect(text(cell?["source"]) == text(first?["source"]))
    }
    #expect(back["cells"]?[1]?["outputs"] == [])
  }

  private func text(_ source: JSON?) -> String {
    source?.stringValue ?? source?.arrayValue?.compactMap(\.stringValue).joined() ?? ""
  }

  @Test func outputsOfARunAreWritten() throws {
    let root = try JSON.parse(JupyterFormat.text(try SampleRun.record()))
    let outputs = root["cells"]?.arrayValue?.compactMap { $0["outputs"]?.arrayValue } ?? []
    #expect(outputs[1][0]["text"] == ["sampling\n", "step 1\rstep 2\n"])
    #expect(outputs[1][1]["output_type"] == "execute_result")
    #expect(outputs[3][0]["data"]?["image/svg+xml"]?.arrayValue?.isEmpty == false)
    #expect(outputs[4][0]["ename"] == "ZeroDivisionError")
    #expect(root["nbformat"] == 4)
  }

  @Test(arguments: [
    "", "{", "[]", "{\"cells\": 3}", "{\"worksheets\": []}", "{\"cells\": [{\"cell_type\": \"code\"}]}",
  ])
  func whatIsNoNotebookIsRefused(_ text: String) {
    #expect(throws: UserError.self) { try JupyterFormat.parse(text, name: "x.ipynb") }
  }

  @Test func markdownHoldsTextsCodeAndOutputs() throws {
    let text = MarkdownReport.text(try SampleRun.record())
    #expect(text.contains("```python\nsteps = 3  # how many\ndataset_name = \"imdb\"\n```"))
    #expect(text.contains("```text\nsampling\nstep 2\n```"))
    #expect(!text.contains("secret = 1"))
  }
}
