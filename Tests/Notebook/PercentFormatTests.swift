import Notebook
import Support
import Testing

@Suite struct PercentFormatTests {
  private let lesson = """
    #!/usr/bin/env rlnb
    # ---
    # title: "RLHF with PPO"
    # lang: es
    # ---

    # %% [markdown]
    # # RLHF with PPO
    #
    # We train two models, an *optimist* and a pessimist.

    # %% Sample lengths  tags=["setup"] timeout=30
    input_size = LengthSampler(2, 8)

    [input_size() for _ in range(10)]


    # %% Notes [raw]
    # kept as it is

    # %%
    """

  @Test func cellsHaveTitlesKindsMetadataAndLines() throws {
    let notebook = PercentFormat.parse(lesson)
    #expect(notebook.cells.map(\.kind) == [.markdown, .code, .raw, .code])
    #expect(notebook.title == "RLHF with PPO")
    #expect(notebook.language == "es")
    let code = notebook.cells[1]
    #expect(code.title == "Sample lengths")
    #expect(code.tags == ["setup"])
    #expect(code.timeout == 30)
    #expect(code.source == "input_size = LengthSampler(2, 8)\n\n[input_size() for _ in range(10)]")
    #expect(code.line == 13)
    #expect(notebook.cells[0].source == "# RLHF with PPO\n\nWe train two models, an *optimist* and a pessimist.")
    #expect(notebook.cells[0].line == 8)
    #expect(notebook.cells[2].title == "Notes")
    #expect(notebook.cells[2].source == "kept as it is")
    #expect(notebook.cells[3].source == "")
  }

  @Test(arguments: [
    "", "\n", "\n\n", "print(1)", "print(1)\n", "# %%", "# %%\n", "# %%\n# %%\n", "\n# %%\nx = 1",
    "# just a comment\nx = 1\n\n# %% [md]\n# text\n", "#%%\nx\n#%% [markdown]\n#text\n",
    "# %% a\r\nx = 1\r\n\r\n# %% [markdown]\r\n# hello\r\n", "# ---\n# title: x\n# ---\nx = 1\n",
    "# ---\n# never closed\nx = 1\n", "# %%time\nx\n", "# %% [markdown]\nnot commented\n  # indented\n",
    "# %% [markdown]\n\"\"\"\nquoted\n\"\"\"\n\n# %%\n'''# %% no'''\n",
    "# %%% sub\n# %% title [raw] a=1 b={\"c\": [1, 2]}\nx",
    "# %% é ü 漢字 tags=[\"ä\"]\n\u{FEFF}x = 'ß'\n", "\t\n# %%\n\tx\n\u{000C}\n",
  ])
  func textComesBackByteForByte(_ text: String) {
    #expect(Array(PercentFormat.text(of: PercentFormat.parse(text)).utf8) == Array(text.utf8))
  }

  @Test func theLessonComesBackByteForByte() {
    #expect(PercentFormat.text(of: PercentFormat.parse(lesson)) == lesson)
  }

  @Test(arguments: [
    ("Solve it", "Solve it", Cell.Kind.code, "{}"),
    ("[markdown]", "", .markdown, "{}"),
    ("A title [md] editable=false", "A title", .markdown, "{\"editable\": false}"),
    ("tags=[\"a\", \"b c\"]", "", .code, "{\"tags\": [\"a\", \"b c\"]}"),
    ("x = y", "x = y", .code, "{}"),
    ("Rate 1.41e-5 timeout=2.5", "Rate 1.41e-5", .code, "{\"timeout\": 2.5}"),
    ("Old {\"collapsed\": true}", "Old", .code, "{\"collapsed\": true}"),
    ("Quotes name='it is' run=True", "Quotes", .code, "{\"name\": \"it is\", \"run\": true}"),
    ("[not a kind]", "[not a kind]", .code, "{}"),
    ("a=1 then text", "a=1 then text", .code, "{}"),
    ("broken tags=[\"a\"", "broken tags=[\"a\"", .code, "{}"),
    ("slideshow={\"slide_type\": \"slide\"}", "", .code, "{\"slideshow\": {\"slide_type\": \"slide\"}}"),
  ])
  func markerLines(_ options: String, title: String, kind: Cell.Kind, metadata: String) throws {
    let cell = PercentFormat.parse("# %% \(options)\nx\n").cells[0]
    #expect(cell.title == title)
    #expect(cell.kind == kind)
    #expect(JSON.object(cell.metadata).text() == metadata)
  }

  @Test func aChangedCellIsWrittenAnewAndTheOthersStay() throws {
    var notebook = PercentFormat.parse("# %%   One   a=1\nx\n\n\n# %% [markdown]\n#text\n")
    notebook.cells[0].source = "y"
    notebook.cells[1].source = "new\n\ntext"
    #expect(PercentFormat.text(of: notebook) == "# %%   One   a=1\ny\n\n# %% [markdown]\n# new\n#\n# text\n")
    notebook.cells[0].metadata["tags"] = ["t"]
    #expect(PercentFormat.text(of: notebook).hasPrefix("# %% One a=1 tags=[\"t\"]\ny\n"))
  }

  @Test func aNotebookMadeInMemoryReadsBackAsItself() {
    let cells = [
      Cell(kind: .markdown, title: "Intro", source: "# Title\n\n# %% not a marker\ntext"),
      Cell(title: "Code", metadata: JSONObject(["tags": ["parameters"], "timeout": 3]), source: "x = 1\n\ny = 2"),
      Cell(kind: .raw, source: "raw"), Cell(source: ""),
    ]
    #expect(PercentFormat.parse(PercentFormat.text(of: Notebook(cells: cells))).cells == cells)
  }
}
