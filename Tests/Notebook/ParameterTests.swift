import Notebook
import Support
import Testing

@Suite struct ParameterTests {
  private let notebook = PercentFormat.parse(
    """
    # %% Setup
    steps = 1

    # %% Parameters tags=["parameters"]
    steps = 40  # how many
    rate: float = 1.41e-5
    dataset_name = "imdb"
    lengths = [
      2,  # first
      8,
    ]
    def helper(steps=3): steps = 4
    same == steps
    """)

  private func source(_ overrides: String...) throws -> String {
    try notebook.replacing(overrides.map { try Parameter($0) }).cells[1].source
  }

  @Test func theKnownParametersAreThoseOfTheTaggedCell() {
    #expect(notebook.parameters.map(\.name) == ["steps", "rate", "dataset_name", "lengths"])
    #expect(notebook.parameters.map(\.value) == ["40", "1.41e-5", "\"imdb\"", "[\n  2,  # first\n  8,\n]"])
  }

  @Test func valuesAreReplacedInPlace() throws {
    let text = try source("steps=3", "rate=-1e-3")
    #expect(text.hasPrefix("steps = 3  # how many\nrate: float = -1e-3\ndataset_name = \"imdb\"\n"))
    #expect(text.contains("def helper(steps=3): steps = 4"))
    #expect(try notebook.replacing([Parameter("steps=3")]).cells[0].source == "steps = 1")
  }

  @Test func linesKeepTheirNumbersWhenALongValueGoes() throws {
    let text = try source("lengths=[4, 16]")
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 9)
    #expect(text.contains("lengths = ([4, 16]\n\n\n)"))
  }

  @Test(arguments: [
    ("dataset_name=reviews-mini", "dataset_name = \"reviews-mini\""),
    ("dataset_name=\"reviews-mini\"", "dataset_name = \"reviews-mini\""),
    ("dataset_name='x'", "dataset_name = 'x'"), ("dataset_name=12", "dataset_name = \"12\""),
    ("dataset_name=a\"b", "dataset_name = \"a\\\"b\""), ("dataset_name=None", "dataset_name = None"),
    ("steps=many words", "steps = \"many words\""), ("steps=True", "steps = True"), ("steps = 3 ", "steps = 3"),
  ])
  func textWithoutQuotesBecomesAString(_ override: String, line: String) throws {
    #expect(try source(override).contains(line))
  }

  @Test func anUnknownNameIsAnsweredWithTheKnownOnes() throws {
    let error = #expect(throws: UserError.self) { try source("step=3") }
    #expect(error?.message == "the notebook has no parameter 'step'")
    #expect(error?.hint == "did you mean 'steps'? its parameters: steps, rate, dataset_name, lengths")
  }

  @Test func aNotebookWithoutParametersSaysHowToMakeThem() throws {
    let plain = PercentFormat.parse("# %%\nsteps = 1\n")
    let error = #expect(throws: UserError.self) { try plain.replacing([Parameter("steps=3")]) }
    #expect(error?.description.contains("tags=[\"parameters\"]") == true)
  }

  @Test(arguments: ["steps", "=3", "2x=3", "a b=3", "a.b=1", ""])
  func whatIsNoParameterIsRefused(_ text: String) {
    #expect(throws: UserError.self) { try Parameter(text) }
  }
}

@Suite struct CellSelectionTests {
  private let notebook = PercentFormat.parse(
    """
    # %% [markdown]
    # text
    # %% Load data tags=["setup"]
    # %% Train the optimist tags=["train", "slow"]
    # %% Train the pessimist tags=["train"]
    # %%
    """)

  @Test(arguments: [
    ("1", [1]), ("1-2,4", [1, 2, 4]), ("3-", [3, 4]), ("-2", [1, 2]), ("tag:train", [2, 3]), ("Train*", [2, 3]),
    ("load data", [1]), ("*opt*,1", [1, 2]), ("tag:s*", [1, 2]), (" 4 , 1 ", [1, 4]),
  ])
  func specifications(_ text: String, expected: [Int]) throws {
    #expect(try CellSelection(text).indices(in: notebook).sorted() == expected)
  }

  @Test(arguments: [
    ("9", "its code cells are 1-4"), ("0", "its code cells are 1-4"),
    ("tag:trian", "did you mean 'tag:train'? its tags: setup, slow, train"),
    ("Lod data", "did you mean 'Load data'? its titles: Load data; Train the optimist; Train the pessimist"),
  ])
  func whatMatchesNothingIsAnsweredWithWhatThereIs(_ text: String, hint: String) throws {
    let error = #expect(throws: UserError.self) { try CellSelection(text).indices(in: notebook) }
    #expect(error?.hint == hint)
  }

  @Test(arguments: ["", "1,,2", "5-2"]) func badSpecifications(_ text: String) {
    #expect(throws: UserError.self) { try CellSelection(text) }
  }
}
