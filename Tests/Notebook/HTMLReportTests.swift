import Notebook
import Support
import Testing

@Suite struct HTMLReportTests {
  private func page() throws -> String {
    HTMLReport.html(try SampleRun.record())
  }

  @Test func nothingFromANotebookOrItsOutputsBecomesMarkup() throws {
    let page = try page()
    #expect(!page.contains("<script"))
    #expect(!page.contains("javascript:"))
    #expect(!page.contains("onclick"))
    #expect(page.contains("&lt;script&gt;alert(&#39;out&#39;)&lt;/script&gt;"))
    #expect(page.contains("# &lt;b&gt;not bold&lt;/b&gt;"))
    #expect(page.contains("127 &lt;queries&gt; were given"))
  }

  @Test func thePageNeedsNothingElse() throws {
    let page = try page()
    for attribute in ["src=\"http", "<link", "@import", "url(http"] { #expect(!page.contains(attribute)) }
    #expect(page.contains("default-src 'none'"))
  }

  @Test func outputsOfEveryKindAreShown() throws {
    let page = try page()
    #expect(page.contains("sampling\nstep 2</pre>"))
    #expect(page.contains("[3, 5, 2, 7, 4, 6, 2, 3, 5, 7]"))
    #expect(page.contains("<td align=\"right\">2.41</td>"))
    #expect(page.contains("I rented &lt;this&gt;"))
    #expect(page.contains("a <span class=\"c1\">red</span> warning"))
    #expect(page.contains("<span class=\"what\">ValueError: batch size is 128"))
    #expect(page.contains("^^^^</span>\n"))
    #expect(page.contains("skipped: %matplotlib inline"))
  }

  @Test func theRunIsDescribed() throws {
    let page = try page()
    #expect(page.contains("stopped by an error (cell 7)"))
    #expect(page.contains("<code class=\"given\">steps = 3</code>"))
    #expect(page.contains("<code>dataset_name = &quot;imdb&quot;</code>"))
    #expect(page.contains("5 min 12 s"))
    #expect(page.contains("Example CPU @ 2.0 GHz, 2 cores, 24 GB, Debian 12"))
    #expect(page.contains("\(Program.name) \(Program.version)"))
    #expect(page.contains("steps = <span class=\"n\">3</span>"))
  }

  @Test func headingsAndTitledCellsAreInTheContents() throws {
    let page = try page()
    #expect(page.contains("href=\"#data\">Data</a>"))
    #expect(page.contains("<h2 id=\"data\">Data</h2>"))
    #expect(page.contains("href=\"#cell-2\">Sample lengths</a>"))
    #expect(page.contains("class=\"bad\" href=\"#cell-7\">Train</a>"))
  }

  @Test func figuresOfOnePageDoNotShareTheirGlyphs() throws {
    let page = try page()
    #expect(page.contains("id=\"f1-glyph0-0\""))
    #expect(page.contains("xlink:href=\"#f2-glyph0-0\""))
    #expect(page.contains("clip-path=\"url(#f2-clip1)\""))
    #expect(page.contains("<clipPath id="))
    #expect(page.contains("viewBox=\"0 0 420 180\""))
    #expect(page.contains("aria-label=\"Figure &quot;rewards&quot;\""))
  }

  @Test func formulasBecomeMathML() throws {
    let page = try page()
    #expect(page.contains("<mfrac><mrow><msub><mi>π</mi><mrow><mi>θ</mi></mrow></msub>"))
    #expect(page.contains("<math display=\"block\">"))
    #expect(!page.contains("x-equation"))
  }

  /// `RLNB_SAMPLE_REPORT=page.html swift test …` leaves the page to look at.
  @Test(.enabled(if: Folders.environment("RLNB_SAMPLE_REPORT") != nil)) func aSampleToLookAt() throws {
    try HTMLReport.write(try SampleRun.record(), to: Folders.environment("RLNB_SAMPLE_REPORT") ?? "report.html")
  }

  @Test func theSameRunGivesTheSamePage() throws {
    #expect(try page() == page())
  }

  @Test func aSpanishNotebookGetsASpanishReport() throws {
    var record = try SampleRun.record()
    record.notebook.header = "# ---\n# lang: es\n# ---\n"
    let page = HTMLReport.html(record)
    #expect(page.contains("<html lang=\"es\">"))
    #expect(page.contains("detenido por un error (celda 7)"))
  }

  @Test(arguments: [
    "<img src=x onerror=alert(1)>", "<svg onload=alert(1)></svg>", "<a href=\"java&#x73;cript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=' javascript:alert(1)'>x</a>",
    "<iframe src=\"https://x\"></iframe>",
    "<div style=\"background:url(https://x)\">x</div>", "<style>*{display:none}</style>",
    "<form action=x><button>go</button></form>",
    "<scr<script>ipt>alert(1)</script>", "<img src=\"data:text/html,<script>x</script>\">",
    "<math><mi xlink:href=\"javascript:1\">x</mi></math>",
    "<a href=\"data:text/html,x\">x</a>", "</section></main><h1>outside", "<!-- --><base href=x>",
    "<meta http-equiv=refresh content=0>",
    "<input type=text autofocus onfocus=alert(1)>", "<a\nhref=\"vbscript:x\">x</a>", "<b", "<", "&lt;script&gt;",
    "<a href=\"&#106avascript:alert(1)\">",
  ])
  func hostileHTMLIsHarmless(_ html: String) {
    for source in ["text \(html) text", "\(html)\n\ntext"] {
      let notebook = Notebook(cells: [Cell(kind: .markdown, source: source), Cell(source: "x")])
      var record = RunRecord(notebook: notebook, path: "x.rlnb", startedAt: 0)
      record.cells[1] = CellRun(status: .succeeded, outputs: [.result(DisplayData(text: "t", html: html))])
      let page = HTMLReport.html(record)
      let body = page[page.firstRange(of: "<main>")!.upperBound...].lowercased()
      for bad in [
        "<script", "javascript:", "<iframe", "<form", "<base", "<meta", "<style", "<svg", "url(", "vbscript:",
        "<button", "src=\"x\"",
      ] {
        #expect(!body.contains(bad), "\(bad) in \(html)")
      }
      // Events are dangerous only inside a tag; as text they are harmless.
      let tags = body.split(separator: "<").compactMap {
        $0.split(separator: ">", omittingEmptySubsequences: false).first
      }
      #expect(!tags.contains { $0.contains(" on") && $0.contains("=alert") })
      #expect(body.components("<section") == body.components("</section>"))
      #expect(body.components("</main>") == 1)
    }
  }

  @Test func aReportIsWrittenWholeOrNotAtAll() throws {
    let record = try SampleRun.record()
    #expect(throws: UserError.self) { try HTMLReport.write(record, to: "/nonexistent/folder/report.html") }
  }
}

extension String {
  fileprivate func components(_ text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let place = rest.firstRange(of: text) {
      count += 1
      rest = rest[place.upperBound...]
    }
    return count
  }
}
