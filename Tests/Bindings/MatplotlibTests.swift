import Bindings
import Glibc
import Script
import Support
import Testing

@Suite struct MatplotlibTests {
  /// What is shown when a cell of `source` ends. The process-wide display is left to the notebook's tests.
  private func shown(_ source: String) throws -> [DisplayData] {
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    interpreter.standardOutput = { _ in }
    interpreter.standardError = { _ in }
    try interpreter.run(SourceText("import matplotlib.pyplot as plt\n" + source, name: "cell"))
    var data: [DisplayData] = []
    try MatplotlibModule.showOpenFigures(in: interpreter) { data.append($0) }
    return data
  }

  @Test func aFigureLeftOpenIsShownOnceWhenTheCellEnds() throws {
    let data = try shown("plt.plot([1, 2, 3])")
    #expect(data.count == 1)
    #expect(data[0].text == "<Figure size 640x480 with 1 Axes>")
    #expect(data[0].svg?.contains("</svg>") == true)
    #expect(data[0].png?.starts(with: [0x89, 0x50]) == true)
    #expect(data[0].terminal?.contains("└") == true)
    #expect(try shown("plt.plot([1, 2, 3])\nplt.show()").isEmpty, "show() has shown it already")
    #expect(try shown("plt.plot([1])\nplt.close()").isEmpty)
    #expect(try shown("x = 1").isEmpty)
    #expect(try shown("plt.figure()\nplt.plot([1])\nplt.figure()\nplt.plot([2])").count == 2)
  }

  @Test func theSeedNotebooksFigureIsDrawn() throws {
    let source = """
      loss_values, reward_values = [0.5, 0.4, 0.3], [1.0, 1.5, 2.0]
      plt.figure(figsize=(12, 6))
      plt.subplot(2, 1, 1)
      plt.plot(loss_values, label='Pérdida Total', color='b')
      plt.xlabel('Época')
      plt.ylabel('Pérdida')
      plt.title('Pérdida de Entrenamiento PPO a lo largo del tiempo')
      plt.legend()
      plt.grid(True)
      plt.subplot(2, 1, 2)
      plt.plot(reward_values, label='Recompensa media', color='g')
      plt.tight_layout()
      """
    let data = try shown(source)
    #expect(data.count == 1)
    #expect(data[0].text == "<Figure size 1200x600 with 2 Axes>")
    let svg = try #require(data[0].svg)
    #expect(svg.contains("Pérdida de Entrenamiento PPO a lo largo del tiempo; Pérdida / Época; Pérdida Total"))
    #expect(svg.contains("width=\"864pt\""))
    #expect(try shown(source)[0].svg == svg)
  }

  @Test func everyFunctionTakesItsArguments() throws {
    let program = """
      import numpy as np, torch
      fig, axes = plt.subplots(2, 2, figsize=(8, 6), sharex=True)
      print(axes.shape, len(axes), len(axes.flatten()))
      ax = axes[0, 0]
      lines = ax.plot([1, 2, 3], "r--o", label="a", lw=2, alpha=0.5)
      print(lines[0].get_label(), lines[0].get_ydata(), len(ax.plot([1, 2], [3, 4], 'b', [1, 2], [5, 6])))
      ax.plot(range(3), torch.tensor([1.0, 2.0, 3.0]))
      ax.plot({"x": 1, "y": 2}.values())
      n, edges, bars = axes[0, 1].hist([1, 2, 2, 3], bins=2)
      print(n, edges, len(bars))
      print([b.get_height() for b in axes[1, 0].bar(["a", "b"], [3, 4], color=["r", "g"])])
      axes[1, 0].barh(["x", "y"], [1, 2])
      axes[1][1].errorbar([1, 2], [3, 4], yerr=[[0.1, 0.2], [0.3, 0.4]], fmt='o', capsize=3)
      axes[1][1].fill_between([1, 2], [0, 0], [1, 2], alpha=0.2, label="band")
      axes[1][1].scatter([1, 2], [3, 4], c=[0.1, 0.9], s=[10, 20])
      axes[1][1].annotate("here", xy=(1, 3), xytext=(1.5, 3.5), arrowprops=dict(arrowstyle="->"))
      axes[1][1].set(title="t", xlabel="x", ylim=(0, 5))
      print(axes[1][1].get_ylim(), axes[1][1].get_title())
      fig.suptitle("all")
      plt.figure()
      plt.semilogy([1, 10, 100]); plt.axhline(5, ls="--"); plt.axvspan(0, 1, alpha=0.1); plt.vlines([1], 1, 10)
      plt.xticks([0, 1, 2], ["a", "b", "c"], rotation=45); plt.yticks([1, 10, 100]); plt.xlim(0, 2); plt.margins(0.1)
      plt.text(0.5, 0.5, "hi", transform=plt.gca().transAxes, ha="center"); plt.step([1, 2], [3, 4], where="mid")
      plt.twinx().plot([5, 6]); plt.title("x", fontsize="large"); plt.legend(["one"], loc="upper left", ncol=2)
      plt.figure(); plt.imshow(np.eye(3), cmap="gray"); plt.colorbar(label="v"); plt.axis("off")
      print(plt.get_fignums(), plt.gcf())
      """
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    var output: [UInt8] = []
    interpreter.standardOutput = { output += $0 }
    try interpreter.run(SourceText("import matplotlib.pyplot as plt\n" + program, name: "test"))
    interpreter.flush()
    #expect(
      String(decoding: output, as: UTF8.self) == """
        (2, 2) 2 4
        a [1.0, 2.0, 3.0] 2
        [1. 3.] [1. 2. 3.] 2
        [3.0, 4.0]
        (0.0, 5.0) t
        [1, 2, 3] <Figure size 640x480 with 1 Axes>

        """)
    var count = 0
    try MatplotlibModule.showOpenFigures(in: interpreter) { _ in count += 1 }
    #expect(count == 3)
  }

  @Test(arguments: [
    ("plt.plot([1], [1, 2])", "ValueError: x and y must have same first dimension, but have shapes (1,) and (2,)"),
    ("plt.plot([1], colour='r')", "TypeError: plot() got an unexpected keyword argument 'colour'"),
    ("plt.plot([1], 'zz')", "ValueError: 'zz' is not a valid format string (unrecognized character 'z')"),
    ("plt.plot([1], color='bleu')", "ValueError: 'bleu' is not a color"),
    ("plt.plot([1, 'x'])", "TypeError: y[1] must be a number, not str"),
    ("plt.subplot(2, 2, 7)", "ValueError: num must be an integer with 1 <= num <= 4, not 7"),
    (
      "plt.savefig('/no/such/folder/x.png')",
      "FileNotFoundError: cannot write '/no/such/folder/x.png': No such file or directory"
    ),
    ("plt.savefig('x.jpg')", "ValueError: Format 'jpg' is not supported"),
    ("plt.bar(['a', 'b', 'c'], [1, 2])", "ValueError: shape mismatch"),
    ("plt.figure(figsize=(0, 1))", "ValueError: figure size must be positive finite not (0, 1)"),
    ("plt.ylim(float('nan'), 1)", "ValueError: Axis limits cannot be NaN or Inf"),
    ("plt.colorbar()", "RuntimeError: No mappable was found"),
  ])
  func mistakesAreExplained(source: String, message: String) {
    let program =
      "import matplotlib.pyplot as plt\ntry:\n    \(source)\nexcept Exception as e:\n    print(f'{type(e).__name__}: {e}')"
    #expect(printed(program).hasPrefix(message))
  }

  @Test func figuresAreSaved() throws {
    let folder = "/tmp/rlnb-matplotlib-tests-\(getpid())"
    try FileIO.makeFolder(folder)
    let program = """
      import matplotlib.pyplot as plt
      plt.plot([1, 2])
      for name in ["a.png", "a.svg", "a.pdf"]:
          plt.savefig("\(folder)/" + name, dpi=50, bbox_inches="tight")
      """
    #expect(printed(program) == "")
    #expect(try FileIO.list(folder) == ["a.pdf", "a.png", "a.svg"])
    for name in try FileIO.list(folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  @Test func displayTakesTheRichestForm() throws {
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    try interpreter.run(SourceText("from IPython.display import HTML\nx = HTML('<b>x &amp; y</b>')", name: "cell"))
    let value = try #require(interpreter.main.namespace["x"])
    let data = try IPythonDisplay.data(of: value)
    #expect(data.html == "<b>x &amp; y</b>" && data.terminal == "x & y")
    #expect(try IPythonDisplay.data(of: Value("a")) == DisplayData(text: "'a'"))
  }
}
