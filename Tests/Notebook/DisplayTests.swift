import Bindings
import Notebook
import Script
import Support
import Testing

/// What programs show through `IPython.display` and open figures. One test: the display belongs to the process.
@Suite struct DisplayTests {
  @Test func outputsOfACellAreShownClearedAndRendered() throws {
    let source = """
      # %%
      from IPython.display import display, Markdown, clear_output
      import matplotlib.pyplot as plt
      for i in range(3):
          clear_output(wait=True)
          print("round", i)
          plt.plot([i, 1])
          plt.show()

      # %%
      display(Markdown("**bold** <script>x</script>"))
      plt.plot([1, 2])
      """
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    let session = try NotebookSession(PercentFormat.parse(source), path: "test.rlnb", interpreter: interpreter)
    let record = session.run()
    let first = try #require(record.cells[0]).outputs
    #expect(first.count == 2)
    #expect(first.first == .stream(.stdout, "round 2\n"))
    let second = try #require(record.cells[1]).outputs
    #expect(second.count == 3, "the Markdown, the value of plot(), the figure left open")
    let page = HTMLReport.html(record)
    #expect(page.contains("<strong>bold</strong>") && !page.contains("<script>x"))
    #expect(page.components("<svg ") == 2)
  }
}

extension String {
  /// How often `text` occurs.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
