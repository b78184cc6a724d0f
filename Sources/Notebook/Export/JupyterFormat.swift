import Support

/// Jupyter's notebook files (`.ipynb`, format 4.5). Sources and metadata survive both ways; outputs are written, and
/// left out when reading.
public enum JupyterFormat {
  /// The notebook in the text of an `.ipynb` file.
  ///
  /// - Parameter name: what errors call it.
  /// - Throws: ``UserError`` when it is not JSON or not a notebook of format 4.
  public static func parse(_ text: String, name: String = "the notebook") throws -> Notebook {
    let root = try JSON.parse(text, name: name)
    guard let cells = root["cells"]?.arrayValue else {
      let hint = root["worksheets"] == nil ? nil : "it is of an old format; open and save it once in Jupyter"
      throw UserError(.value, "'\(name)' is no Jupyter notebook: it has no list of cells", hint: hint)
    }
    var notebook = Notebook()
    if let metadata = root["metadata"]?.objectValue, metadata.count > 0 {
      notebook.header = "# ---\n# jupyter: \(JSON.object(metadata).text())\n# ---\n\n"
    }
    notebook.cells = try cells.enumerated().map { index, cell in
      let source: String
      switch cell["source"] {
      case .string(let text)?: source = text
      case .array(let lines)?: source = lines.compactMap(\.stringValue).joined()
      default: throw UserError(.value, "'\(name)' is damaged: cell \(index + 1) has no source")
      }
      var metadata = cell["metadata"]?.objectValue ?? JSONObject()
      let title = metadata["title"]?.stringValue ?? ""
      if !title.isEmpty { metadata["title"] = nil }
      if let identifier = cell["id"] { metadata["id"] = identifier }
      if let attachments = cell["attachments"] { metadata["attachments"] = attachments }
      let kind = Cell.Kind(rawValue: cell["cell_type"]?.stringValue ?? "code") ?? .raw
      return Cell(kind: kind, title: title, metadata: metadata, source: source)
    }
    return notebook
  }

  /// The `.ipynb` text of a run: sources, metadata and outputs.
  public static func text(_ record: RunRecord) -> String {
    var number = 0
    let cells = record.notebook.cells.enumerated().map { index, cell -> JSON in
      if cell.kind == .code { number += 1 }
      return self.cell(cell, index: index, run: record.cells[index], number: number)
    }
    var root = JSONObject()
    root["cells"] = .array(cells)
    root["metadata"] = metadata(record.notebook)
    root["nbformat"] = 4
    root["nbformat_minor"] = 5
    return JSON.object(root).text(indent: 1) + "\n"
  }

  private static func metadata(_ notebook: Notebook) -> JSON {
    if let text = notebook.headerValue("jupyter"), let kept = try? JSON.parse(text), kept.objectValue != nil {
      return kept
    }
    return [
      "kernelspec": ["display_name": "rlnb", "language": "python", "name": "rlnb"],
      "language_info": ["file_extension": ".rl", "mimetype": "text/x-python", "name": "python"],
    ]
  }

  private static func cell(_ cell: Cell, index: Int, run: CellRun?, number: Int) -> JSON {
    var metadata = cell.metadata
    let identifier = metadata["id"]?.stringValue ?? "cell-\(index + 1)"
    metadata["id"] = nil
    let attachments = metadata["attachments"]
    metadata["attachments"] = nil
    if !cell.title.isEmpty { metadata["title"] = .string(cell.title) }
    var out = JSONObject()
    out["cell_type"] = .string(cell.kind.rawValue)
    if cell.kind == .code {
      let ran = run.map { ![.skipped, .notReached].contains($0.status) } ?? false
      out["execution_count"] = ran ? .int(number) : .null
    }
    out["id"] = .string(identifier)
    if let attachments { out["attachments"] = attachments }
    out["metadata"] = .object(metadata)
    if cell.kind == .code { out["outputs"] = .array((run?.outputs ?? []).map { output($0, number) }) }
    out["source"] = lines(cell.source)
    return .object(out)
  }

  private static func output(_ output: CellOutput, _ number: Int) -> JSON {
    switch output {
    case .stream(let stream, let text):
      return ["name": .string(stream.rawValue), "output_type": "stream", "text": lines(text)]
    case .note(let text): return ["name": "stderr", "output_type": "stream", "text": lines(text + "\n")]
    case .error(let error):
      return [
        "ename": .string(error.kind), "evalue": .string(error.message), "output_type": "error",
        "traceback": .array(
          error.traceback.trimmedEnd.split(separator: "\n", omittingEmptySubsequences: false).map {
            .string(String($0))
          }),
      ]
    case .result(let data):
      return ["data": bundle(data), "execution_count": .int(number), "metadata": [:], "output_type": "execute_result"]
    case .display(let data): return ["data": bundle(data), "metadata": [:], "output_type": "display_data"]
    }
  }

  private static func bundle(_ data: DisplayData) -> JSON {
    var out = JSONObject()
    if let svg = data.svg { out["image/svg+xml"] = lines(svg) }
    if let png = data.png { out["image/png"] = .string(Base64.encode(png)) }
    if let html = data.html { out["text/html"] = lines(html) }
    if let markdown = data.markdown { out["text/markdown"] = lines(markdown) }
    out["text/plain"] = lines(data.text)
    return .object(out)
  }

  /// Text as Jupyter writes it: a list of lines that keep their ends.
  private static func lines(_ text: String) -> JSON {
    var lines: [JSON] = []
    var rest = text.unicodeScalars[...]
    while let end = rest.firstIndex(of: "\n") {
      let next = rest.index(after: end)
      lines.append(.string(String(rest[..<next])))
      rest = rest[next...]
    }
    if !rest.isEmpty { lines.append(.string(String(rest))) }
    return .array(lines)
  }
}
