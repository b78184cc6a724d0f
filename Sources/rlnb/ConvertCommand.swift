import ArgumentParser
import Notebook
import Support

/// `rlnb convert`: a notebook from one format to another, without running it.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn a notebook into another format without running it.",
    discussion: """
      The endings say which formats: .rlnb and .ipynb both ways, .md and .html as results. From .ipynb the sources and metadata \
      are kept, outputs are not.

      Examples:
        rlnb convert lesson.ipynb lesson.rlnb
        rlnb convert lesson.rlnb lesson.ipynb
      """)

  @Argument(help: ArgumentHelp("The notebook (.rlnb or .ipynb).", valueName: "from"))
  var source: String

  @Argument(help: ArgumentHelp("The file to write (.rlnb, .ipynb, .md or .html).", valueName: "to"))
  var target: String

  func run() throws {
    try Failure.handled {
      guard FileIO.exists(source) else { throw UserError.missingFile(source, endings: [".rlnb", ".ipynb"]) }
      let notebook =
        source.hasSuffix(".ipynb")
        ? try JupyterFormat.parse(FileIO.readText(source), name: source) : try Notebook(path: source)
      if target.hasSuffix(".rlnb") {
        try FileIO.write(PercentFormat.text(of: notebook), to: target)
      } else {
        try ReportFile(path: target).write(RunRecord(notebook: notebook, path: source, startedAt: Clock.now))
      }
    }
  }
}
