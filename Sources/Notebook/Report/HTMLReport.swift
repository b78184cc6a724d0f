import Support

/// A run as one HTML file that needs nothing else: no scripts, no files beside it, no network. The same run gives the
/// same bytes, apart from the dates and durations.
public struct HTMLReport {
  private let record: RunRecord
  private let words: ReportWords
  private var anchors: Set<String> = []
  private var contents: [Entry] = []
  private var figures = 0

  /// A line of the table of contents.
  private struct Entry {
    var level: Int
    var text: String
    var anchor: String
    var status: CellRun.Status?
  }

  /// Characters of one cell's stream that the page shows; the middle of a longer one is left out.
  private static let longestStream = 200_000

  /// With more headings than this, the contents leave out the cells.
  private static let manyHeadings = 8

  /// The page for `record`.
  public static func html(_ record: RunRecord) -> String {
    var report = HTMLReport(record)
    return report.page()
  }

  /// Writes the page for `record` to `path`, whole or not at all.
  public static func write(_ record: RunRecord, to path: String) throws {
    try FileIO.write(html(record), to: path)
  }

  private init(_ record: RunRecord) {
    self.record = record
    words = ReportWords.of(record.notebook.language)
  }

  private mutating func page() -> String {
    let folder = record.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let renderer = MarkdownRenderer(folder: folder.isEmpty ? "." : folder)
    var body = ""
    var startsWithTitle = false
    var number = 0
    for (index, cell) in record.notebook.cells.enumerated() {
      if cell.kind == .code { number += 1 }
      if cell.hidesAll { continue }
      switch cell.kind {
      case .markdown:
        let (html, headings) = renderer.render(cell.source, anchors: &anchors)
        if contents.isEmpty, headings.first?.level == 1 { startsWithTitle = true }
        contents += headings.filter { $0.level <= 3 }.map { Entry(level: $0.level, text: $0.text, anchor: $0.anchor) }
        body += "<section class=\"text\">\n\(html)</section>\n"
      case .raw: body += "<section class=\"raw\"><pre>\(HTML.escape(cell.source))</pre></section>\n"
      case .code: body += codeCell(cell, number, record.cells[index] ?? CellRun(status: .skipped))
      }
    }
    let title = HTML.escape(record.title)
    return """
      <!DOCTYPE html>
      <html lang="\(HTML.escape(record.notebook.language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="\(Program.name) \(Program.version)">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      \(ReportStyle.css)</style>
      </head>
      <body>
      \(tableOfContents())<main>
      <header class="run">
      \(startsWithTitle ? "" : "<h1>\(title)</h1>\n")\(summary())</header>
      \(body)</main>
      </body>
      </html>

      """
  }

  private func tableOfContents() -> String {
    // Where headings lead through the text, titles of cells would only crowd the list; what failed is always in it.
    let isLedByHeadings = contents.count { $0.status == nil } > HTMLReport.manyHeadings
    let contents = contents.filter {
      !isLedByHeadings || $0.status == nil || $0.status == .failed || $0.status == .timedOut
    }
    guard contents.count > 1 else { return "" }
    // The page's own title is above the list already when it is the only heading of its level.
    let top = contents.filter { $0.level == 1 }.count == 1 && contents[0].level == 1 ? 1 : 0
    let lowest = contents.dropFirst(top).map(\.level).min() ?? 1
    let items = contents.dropFirst(top).map { entry in
      let mark = entry.status == .failed || entry.status == .timedOut ? " class=\"bad\"" : ""
      let level = min(2, max(0, entry.level - lowest))
      return
        "<li class=\"l\(level)\"><a\(mark) href=\"#\(HTML.escape(entry.anchor))\">\(HTML.escape(entry.text))</a></li>\n"
    }
    return """
      <nav class="toc" aria-label="\(words.contents)"><details open><summary>\(words.contents)</summary>
      <ul>
      \(items.joined())</ul></details></nav>

      """
  }

  private func summary() -> String {
    let end = record.endedBy
    let (name, mark): (String, String) =
      switch end?.run.status {
      case .failed: ("\(words.failed) (\(words.cellName) \(end?.number ?? 0))", "bad")
      case .interrupted: ("\(words.interrupted) (\(words.cellName) \(end?.number ?? 0))", "warn")
      case .timedOut: ("\(words.timedOut) (\(words.cellName) \(end?.number ?? 0))", "bad")
      default: (words.completed, "good")
      }
    let ran = record.cells.values.count { ![.skipped, .notReached].contains($0.status) }
    var rows: [(String, String)] = [
      (words.file, "<code>\(HTML.escape(record.path))</code>"),
      (words.date, time(Clock.date(record.startedAt))),
      (words.duration, time(Clock.duration(record.seconds))),
      (words.cellsRun, "\(ran) / \(record.notebook.codeCells.count)"),
    ]
    if let seed = record.seed { rows.append((words.seed, "<code>\(seed)</code>")) }
    let given = Set(record.parameters.map(\.name))
    let parameters = record.notebook.parameters.map { parameter in
      let text = HTML.escape(
        "\(parameter.name) = \(parameter.value.split(whereSeparator: \.isNewline).joined(separator: " "))")
      return given.contains(parameter.name) ? "<code class=\"given\">\(text)</code>" : "<code>\(text)</code>"
    }
    if !parameters.isEmpty { rows.append((words.parameters, parameters.joined(separator: "<br>"))) }
    rows.append((words.program, "\(Program.name) \(Program.version)"))
    let memory = Int((Double(record.machine.memoryBytes) / 1_073_741_824).rounded())
    rows.append(
      (
        words.machine,
        HTML.escape(
          "\(record.machine.processor), \(record.machine.cores) \(words.cores), \(memory) GB, \(record.machine.system)")
      ))
    let table = rows.map { "<tr><th scope=\"row\">\($0.0)</th><td>\($0.1)</td></tr>\n" }.joined()
    return """
      <p class="facts"><span class="badge \(mark)">\(HTML.escape(name))</span> \(time(Clock.duration(record.seconds))) \
      <span class="sep">·</span> \(time(Clock.date(record.startedAt))) <span class="sep">·</span> \
      <span>\(Program.name) \(Program.version)</span></p>
      <details class="about"><summary>\(words.aboutRun)</summary>
      <table>\(table)</table></details>

      """
  }

  private func time(_ text: String) -> String { "<time>\(text)</time>" }

  private mutating func codeCell(_ cell: Cell, _ number: Int, _ run: CellRun) -> String {
    var anchor = "cell-\(number)"
    if !anchors.insert(anchor).inserted { anchor = "code-\(number)" }
    if !cell.title.isEmpty {
      let level = (contents.last { $0.level < 4 && $0.status == nil }?.level ?? 1) + 1
      contents.append(Entry(level: level, text: cell.title, anchor: anchor, status: run.status))
    }
    let state: String =
      switch run.status {
      case .succeeded, .raisedAsExpected: "<time>\(Clock.duration(run.seconds))</time>"
      case .failed, .timedOut:
        "<span class=\"badge bad\">\(words.failed)</span> <time>\(Clock.duration(run.seconds))</time>"
      case .interrupted:
        "<span class=\"badge warn\">\(words.interrupted)</span> <time>\(Clock.duration(run.seconds))</time>"
      case .skipped: "<span class=\"quiet\">\(words.skipped)</span>"
      case .notReached: "<span class=\"quiet\">\(words.notReached)</span>"
      }
    var out = "<section class=\"code \(run.endsRun ? "ended" : "")\" id=\"\(anchor)\">\n"
    let title = cell.title.isEmpty ? "" : "<span class=\"title\">\(HTML.escape(cell.title))</span>"
    out +=
      "<div class=\"head\"><a class=\"number\" href=\"#\(anchor)\">\(number)</a>\(title)<span class=\"state\">\(state)</span></div>\n"
    if !cell.source.isEmpty {
      let code = "<pre class=\"source\" tabindex=\"0\"><code>\(CodeHTML.render(cell.source))</code></pre>\n"
      out += cell.hidesInput ? "<details class=\"input\"><summary>\(words.showCode)</summary>\(code)</details>\n" : code
    }
    if !cell.hidesOutput || run.endsRun {
      for output in run.outputs { out += self.output(output, of: run) }
    }
    return out + "</section>\n"
  }

  private mutating func output(_ output: CellOutput, of run: CellRun) -> String {
    switch output {
    case .stream(let stream, let text):
      let shown = shorten(TerminalText.settled(text))
      if shown.isEmpty { return "" }
      let label = stream == .stderr ? " aria-label=\"\(words.errorOutput)\"" : ""
      return "<pre class=\"out \(stream.rawValue)\" tabindex=\"0\"\(label)>\(shown)</pre>\n"
    case .result(let data): return display(data, "result")
    case .display(let data): return display(data, "display")
    case .note(let text): return "<p class=\"note\">\(HTML.escape(text))</p>\n"
    case .error(let error):
      let expected = run.status == .raisedAsExpected ? "<p class=\"note\">\(words.expected)</p>\n" : ""
      return "<div class=\"error\" role=\"alert\"><pre tabindex=\"0\">\(traceback(error))</pre></div>\n\(expected)"
    }
  }

  /// The report of an error with its last line, the exception, and the carets in colour.
  private func traceback(_ error: CellError) -> String {
    let text = TerminalText.plain(error.traceback.trimmedEnd)
    let summary = error.message.isEmpty ? error.kind : "\(error.kind): \(error.message)"
    var found = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let escaped = HTML.escape(line)
      if !found, !error.kind.isEmpty, line.hasPrefix(error.kind), summary.hasPrefix(line) {
        found = true
        return "<span class=\"what\">\(escaped)</span>"
      }
      let marks = line.filter { $0 != " " }
      if !marks.isEmpty, marks.allSatisfy({ $0 == "^" || $0 == "~" }) {
        return "<span class=\"caret\">\(escaped)</span>"
      }
      return escaped
    }.joined(separator: "\n")
  }

  private mutating func display(_ data: DisplayData, _ kind: String) -> String {
    if let svg = data.svg { return picture(svg, data.text) }
    if let png = data.png {
      figures += 1
      return
        "<figure><img alt=\"\(HTML.escape(data.text))\" src=\"data:image/png;base64,\(Base64.encode(png))\"></figure>\n"
    }
    if let html = data.html {
      return "<div class=\"out html\" tabindex=\"0\">\(HTMLSanitizer().clean(html))</div>\n"
    }
    if let markdown = data.markdown {
      let html = MarkdownRenderer(folder: ".").render(markdown, anchors: &anchors).html
      return "<div class=\"out html text\" tabindex=\"0\">\(html)</div>\n"
    }
    let text = shorten(TerminalText.settled(data.text))
    return text.isEmpty ? "" : "<pre class=\"out \(kind)\" tabindex=\"0\">\(text)</pre>\n"
  }

  private mutating func picture(_ svg: String, _ text: String) -> String {
    figures += 1
    let label = HTML.escape(text.isEmpty ? "\(words.figure) \(figures)" : text)
    if let inline = InlineSVG.prepare(svg, prefix: "f\(figures)-", label: label) {
      return "<figure>\(inline)</figure>\n"
    }
    return
      "<figure><img alt=\"\(label)\" src=\"data:image/svg+xml;base64,\(Base64.encode(Array(svg.utf8)))\"></figure>\n"
  }

  private func shorten(_ text: String) -> String {
    var text = text
    while text.utf8.last == 0x0A { text.removeLast() }
    let count = text.count
    guard count > HTMLReport.longestStream else { return TerminalText.html(text) }
    let half = HTMLReport.longestStream / 2
    return TerminalText.html(String(text.prefix(half)))
      + "<span class=\"gap\">… \(count - 2 * half) \(words.leftOut) …</span>"
      + TerminalText.html(String(text.suffix(half)))
  }
}
