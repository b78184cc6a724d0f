import Script
import Support

/// Finds mistakes in notebooks and scripts without running them: see ``ProgramCheck``.
public enum NotebookCheck {
  /// The mistakes in the file at `path`, in the order of the text. The cells of a notebook are read as they would run,
  /// one after the other; cells that are skipped, or tagged as raising an exception, count for their names only.
  ///
  /// - Throws: ``UserError`` when the file cannot be read.
  public static func findings(path: String) throws -> [Finding] {
    let interpreter = LanguageSession.interpreter(besides: path)
    let text = try FileIO.readText(path)
    guard path.hasSuffix(".rlnb") else {
      return ProgramCheck.findings(in: [SourceText(text, name: path, file: path)], interpreter: interpreter)
    }
    return findings(in: PercentFormat.parse(text), path: path, interpreter: interpreter)
  }

  /// The mistakes in a notebook whose file is `path`.
  public static func findings(in notebook: Notebook, path: String, interpreter: Interpreter) -> [Finding] {
    var sources: [SourceText] = []
    var exempt: Set<Int> = []
    for (number, index) in notebook.codeCells {
      let cell = notebook.cells[index]
      if cell.mayRaise || !cell.isRunnable { exempt.insert(sources.count) }
      sources.append(SourceText(cell.source, name: cell.name(number: number), firstLine: cell.line, file: path))
    }
    return ProgramCheck.findings(in: sources, interpreter: interpreter, exempt: exempt)
  }
}
