import Notebook
import Support

/// A run as the report's tests see it: every kind of cell and of output, made without running anything.
enum SampleRun {
  static let text = ##"""
    # ---
    # title: RLHF with PPO
    # ---

    # %% [markdown]
    # # RLHF with PPO
    # We train two language models, an **optimist** and a *pessimist*, with a sentiment classifier as the reward.
    # The policy ratio is $r_t(\theta) = \frac{\pi_\theta(a_t \mid s_t)}{\pi_{\theta_{\text{old}}}(a_t \mid s_t)}$, and PPO maximises
    #
    # $$L^{\text{CLIP}}(\theta) = \hat{\mathbb{E}}_t\left[\min\left(r_t(\theta)\hat{A}_t,\ \operatorname{clip}(r_t(\theta), 1-\epsilon, 1+\epsilon)\hat{A}_t\right)\right]$$
    #
    # | step | what it does | cost |
    # |------|:-------------|-----:|
    # | 1 | sample queries | 0.1 s |
    # | 2 | generate | 2.4 s |
    #
    # > A note <script>alert("x")</script> with [a link](javascript:alert(1)) and [another](https://example.org).
    #
    # - [x] done
    # - [ ] to do

    # %% Parameters tags=["parameters"]
    steps = 40  # how many
    dataset_name = "imdb"

    # %% [markdown]
    # ## Data
    # The reviews come from `load_dataset`.

    # %% Sample lengths tags=["setup"] timeout=30
    class LengthSampler:
        """Draws lengths."""
        def __init__(self, low, high):
            self.values = list(range(low, high))

        @property
        def count(self):
            return f"{len(self.values):>4} of {self.values!r}"  # <b>not bold</b>

    input_size = LengthSampler(2, 8)
    [input_size() for _ in range(10)]

    # %%
    print("<script>alert('out')</script>")

    # %% A figure
    plt.plot(rewards)

    # %% Expected tags=["raises-exception"]
    1 / 0

    # %% Hidden tags=["hide-input"]
    secret = 1

    # %% [markdown]
    # ## Training

    # %% Train
    trainer.step(queries, responses, scores)

    # %% Never
    x
    """##

  static let svg = """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="420pt" height="180pt" viewBox="0 0 420 180">
    <defs><g><symbol overflow="visible" id="glyph0-0"><path d="M 0 0 L 6 0 L 6 -8 Z"/></symbol></g>
    <clipPath id="clip1"><path d="M 0 0 L 420 0 L 420 180 L 0 180 Z"/></clipPath></defs>
    <rect x="0" y="0" width="420" height="180" style="fill:rgb(100%,100%,100%);"/>
    <g clip-path="url(#clip1)"><path style="fill:none;stroke-width:2;stroke:rgb(20%,40%,80%);" d="M 20 150 L 120 120 L 220 90 L 320 40 L 400 30"/></g>
    <use xlink:href="#glyph0-0" x="30" y="170"/></svg>
    """

  static func record() throws -> RunRecord {
    let notebook = try PercentFormat.parse(text).replacing([Parameter("steps=3")])
    let machine = Machine(processor: "Example CPU @ 2.0 GHz", cores: 2, memoryBytes: 24 << 30, system: "Debian 12")
    var record = RunRecord(
      notebook: notebook, path: "notebooks/rlhf_ppo.rlnb", parameters: [try Parameter("steps=3")], seed: 7,
      machine: machine, startedAt: 1_795_000_000)
    record.seconds = 312.4
    let table = """
      <table><thead><tr><th></th><th>query</th><th align="right">reward</th></tr></thead><tbody>
      <tr><th>0</th><td>I rented &lt;this&gt;</td><td align="right">2.41</td></tr>
      <tr><th>1</th><td onclick="steal()">The movie was</td><td align="right">-0.52</td></tr></tbody></table><script>x</script>
      """
    let traceback = """
      Traceback (most recent call last):
        Train, line 1 (notebooks/rlhf_ppo.rlnb:67)
          trainer.step(queries, responses, scores)
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      ValueError: batch size is 128, but 127 <queries> were given
        give as many as the batch size, or set batch_size=127
      """
    let runs: [CellRun] = [
      CellRun(status: .succeeded, seconds: 0.0002),
      CellRun(
        status: .succeeded,
        outputs: [
          .stream(.stdout, "sampling\nstep 1\rstep 2\n"), .result(DisplayData(text: "[3, 5, 2, 7, 4, 6, 2, 3, 5, 7]")),
        ],
        seconds: 0.012),
      CellRun(
        status: .succeeded,
        outputs: [
          .stream(.stdout, "<script>alert('out')</script>\n"),
          .stream(.stderr, "a \u{1B}[31mred\u{1B}[0m warning\u{7}\n"),
          .result(DisplayData(text: "   query  reward", html: table)),
        ], seconds: 1.31),
      CellRun(
        status: .succeeded,
        outputs: [
          .display(DisplayData(text: "Figure \"rewards\"", svg: svg)), .display(DisplayData(text: "", svg: svg)),
        ],
        seconds: 2.5),
      CellRun(
        status: .raisedAsExpected,
        outputs: [
          .error(
            CellError(
              kind: "ZeroDivisionError", message: "division by zero", traceback: "ZeroDivisionError: division by zero"))
        ]),
      CellRun(status: .succeeded, outputs: [.note("skipped: %matplotlib inline")]),
      CellRun(
        status: .failed,
        outputs: [
          .error(
            CellError(
              kind: "ValueError", message: "batch size is 128, but 127 <queries> were given", traceback: traceback))
        ], seconds: 75.2),
      CellRun(status: .notReached),
    ]
    for (place, run) in zip(notebook.codeCells.map(\.index), runs) { record.cells[place] = run }
    return record
  }
}

/// The notebook that `text` spells; the language has a `PercentFormat` of its own.
func percentNotebook(_ text: String) -> Notebook { PercentFormat.parse(text) }
