import Bindings
import Glibc
import Script
import Support
import Testing

/// What programs print that use `datasets`, `pandas`, the tokenizers and `tqdm`; recorded from the Python packages.
@Suite(.serialized) struct DatasetsTests {
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  private func printed(_ source: String) throws -> String {
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    var output: [UInt8] = []
    interpreter.standardOutput = { output.append(contentsOf: $0) }
    interpreter.standardError = { _ in }
    try interpreter.run(SourceText(source, name: "cell"))
    interpreter.flush()
    return String(decoding: output, as: UTF8.self)
  }

  static let programs = ((try? FileIO.list(root + "/Tests/Bindings/programs")) ?? [])
    .filter { $0.hasPrefix("datasets_") && $0.hasSuffix(".rl") }

  /// `python programs/NAME.rl > programs/NAME.expected`, with datasets 5.0.
  @Test(arguments: programs) func programsPrintWhatDatasetsPrints(name: String) throws {
    let path = Self.root + "/Tests/Bindings/programs/" + name
    #expect(try printed(FileIO.readText(path)) == FileIO.readText(path.dropLast(3) + ".expected"))
  }

  /// A result is kept under what it was made of, made again when something changed or the file is damaged.
  @Test func resultsAreKeptByContentWhenAskedFor() throws {
    let folder = "/tmp/rlnb-kept-\(UInt32.random(in: 0..<(.max)))"
    try FileIO.makeFolder(folder)
    setenv("RLNB_CACHE", folder, 1)
    defer { unsetenv("RLNB_CACHE"); _ = "rm -rf '\(folder)'".withCString { system($0) } }
    let program = """
      from datasets import Dataset
      calls = 0
      factor = FACTOR
      def f(r):
          global calls
          return {"y": r["x"] * factor}
      def g(r):
          print("called", r["x"])
          return r["x"] > 1
      d = Dataset.from_dict({"x": [1, 2]})
      print(d.map(f, load_from_cache_file=True)["y"][:], d.filter(g, load_from_cache_file=True)["x"][:])
      """
    func run(_ factor: Int) throws -> String { try printed(program.replacing("FACTOR", with: "\(factor)")) }
    let fresh = "called 1\ncalled 2\n[10, 20] [2]\n"
    #expect(try run(10) == fresh)
    #expect(try run(10) == "[10, 20] [2]\n")
    #expect(try run(3) == "[3, 6] [2]\n")
    for name in try FileIO.list(folder + "/datasets") where name.hasSuffix(".arrow") {
      try FileIO.write("damaged", to: folder + "/datasets/" + name)
    }
    #expect(try run(10) == fresh)
  }

  private static let sample = """
    from datasets import Dataset, DatasetDict
    d = Dataset.from_dict({"review": ["a", "b", "c"], "label": [0, 1, 1], "x": [1.5, 2, 3], "ids": [[1, 2], [3], []]})

    """

  @Test func aDataSetPrintsItsSummaryAndItsRows() throws {
    let text = try printed(
      Self.sample + """
        print(d)
        print(d.features)
        print(d[0])
        print(d[:2])
        print(DatasetDict({"train": d}))
        print(d.column_names, d.num_rows, d.shape, d.unique("label"), len(d))
        """)
    #expect(
      text == """
        Dataset({
            features: ['review', 'label', 'x', 'ids'],
            num_rows: 3
        })
        {'review': Value('string'), 'label': Value('int64'), 'x': Value('float64'), 'ids': List(Value('int64'))}
        {'review': 'a', 'label': 0, 'x': 1.5, 'ids': [1, 2]}
        {'review': ['a', 'b'], 'label': [0, 1], 'x': [1.5, 2.0], 'ids': [[1, 2], [3]]}
        DatasetDict({
            train: Dataset({
                features: ['review', 'label', 'x', 'ids'],
                num_rows: 3
            })
        })
        ['review', 'label', 'x', 'ids'] 3 (3, 4) [0, 1] 3

        """)
  }

  @Test func formatsChangeWhatRowsLookLike() throws {
    let text = try printed(
      Self.sample + """
        d.set_format("torch")
        print(d[0])
        print(d[:2])
        d.set_format("pandas")
        print(d[:2])
        """)
    #expect(
      text == """
        {'review': 'a', 'label': tensor(0), 'x': tensor(1.5000), 'ids': tensor([1, 2])}
        {'review': ['a', 'b'], 'label': tensor([0, 1]), 'x': tensor([1.5000, 2.0000]), 'ids': [tensor([1, 2]), tensor([3])]}
          review  label    x     ids
        0      a      0  1.5  [1, 2]
        1      b      1  2.0     [3]

        """)
  }

  @Test func mapAndFilterMakeNewDataSets() throws {
    let text = try printed(
      Self.sample + """
        def grow(r):
            r["n"] = len(r["ids"])
            r["label"] = r["label"] + 1
            return r
        e = d.map(grow)
        print(e.column_names, e["n"][:], e["label"][:], d["label"][:])
        print(d.map(lambda b: {"up": [t.upper() for t in b["review"]]}, batched=True, remove_columns=["x"])[:])
        print(d.filter(lambda r: r["label"] == 1)["review"][:])
        print(d.map(lambda r, i: {"i": i}, with_indices=True)["i"][:])
        print(d.rename_columns({"review": "text"}).remove_columns("x").column_names)
        print(d.map(lambda r: None) [1])
        """)
    #expect(
      text == """
        ['review', 'label', 'x', 'ids', 'n'] [2, 1, 0] [1, 2, 2] [0, 1, 1]
        {'review': ['a', 'b', 'c'], 'label': [0, 1, 1], 'ids': [[1, 2], [3], []], 'up': ['A', 'B', 'C']}
        ['b', 'c']
        [0, 1, 2]
        ['text', 'label', 'ids']
        {'review': 'b', 'label': 1, 'x': 2.0, 'ids': [3]}

        """)
  }

  @Test func aSeedGivesTheRowsItGivesInPython() throws {
    let text = try printed(
      """
      from datasets import Dataset
      import pandas as pd
      d = Dataset.from_dict({"a": list(range(20))})
      print(d.shuffle(seed=1)["a"][:])
      print(d.train_test_split(test_size=0.2, seed=1)["test"]["a"][:])
      print(pd.DataFrame({"a": list(range(100))}).sample(5, random_state=42)["a"].tolist())
      """)
    #expect(
      text == """
        [1, 10, 18, 16, 7, 11, 12, 17, 15, 2, 3, 4, 5, 8, 0, 9, 14, 13, 6, 19]
        [1, 10, 18, 16]
        [83, 53, 70, 45, 44]

        """)
  }

  @Test func errorsAreThoseOfDatasets() throws {
    let text = try printed(
      Self.sample + """
        def attempt(f):
            try:
                f()
            except Exception as e:
                print(type(e).__name__, e)
        attempt(lambda: d[10])
        attempt(lambda: d.rename_column("zz", "a"))
        attempt(lambda: d.remove_columns("zz"))
        """)
    #expect(
      text == """
        IndexError Invalid key: 10 is out of bounds for size 3
        ValueError Original column name zz not in the dataset. Current columns in the dataset: ['review', 'label', 'x', 'ids']
        ValueError Column name ['zz'] not in the dataset. Current columns in the dataset: ['review', 'label', 'x', 'ids']

        """)
  }

  @Test func framesPrintAsPandasPrintsThem() throws {
    let text = try printed(
      """
      import pandas as pd
      df = pd.DataFrame({"query": ["This film", "I never"], "score": [1.25, -0.5], "n": [3, 4]})
      print(df)
      print(df["score"])
      print(df.describe().loc["mean", "n"], df[df["n"] > 3]["query"].tolist(), df.iloc[0]["n"])
      print(pd.DataFrame({"a": list(range(100)), "b": [i * 0.5 for i in range(100)]}))
      """)
    #expect(
      text == """
               query  score  n
        0  This film   1.25  3
        1    I never  -0.50  4
        0    1.25
        1   -0.50
        Name: score, dtype: float64
        3.5 ['I never'] 3
             a     b
        0    0   0.0
        1    1   0.5
        2    2   1.0
        3    3   1.5
        4    4   2.0
        ..  ..   ...
        95  95  47.5
        96  96  48.0
        97  97  48.5
        98  98  49.0
        99  99  49.5

        [100 rows x 2 columns]

        """)
  }

  @Test func tokenizersEncodePadAndDecode() throws {
    let text = try printed(
      """
      from transformers import AutoTokenizer
      t = AutoTokenizer.from_pretrained("\(Self.root)/Tests/Fixtures/tokenizer")
      print(t.pad_token, t.eos_token, t.eos_token_id, t.vocab_size)
      t.pad_token = t.eos_token
      b = t(["a film", "one more film here"], padding=True, return_tensors="pt")
      print(b.input_ids.shape, b["attention_mask"].sum().item(), t.batch_decode(b.input_ids, skip_special_tokens=True))
      ids = t.encode("This movie was wonderful!")
      print(t.decode(ids) == "This movie was wonderful!", t(["a"])["input_ids"] == [t.encode("a")])
      try:
          t(["a", "b c d"], return_tensors="pt")
      except ValueError as e:
          print(str(e)[:24])
      """)
    let lines = text.split(separator: "\n")
    #expect(lines.first == "None <|endoftext|> 0 700")
    #expect(lines[1].hasSuffix("['a film', 'one more film here']"))
    #expect(lines.suffix(2) == ["True True", "Unable to create tensor,"])
  }

  @Test func tqdmGivesTheValuesOfWhatItWraps() throws {
    let text = try printed(
      """
      from tqdm import tqdm
      from tqdm.auto import tqdm as auto
      tqdm.pandas()
      print([x for x in tqdm(range(3))], [i for i, x in auto(enumerate("ab"))], len(tqdm([1, 2])))
      """)
    #expect(text == "[0, 1, 2] [0, 1] 2\n")
  }

  @Test func theEmbeddedReviewsAreBalanced() throws {
    let reviews = try printed(
      """
      from datasets import load_dataset
      d = load_dataset("csv", data_files="\(Self.root)/data/reviews-mini.csv", split="train")
      print(len(d), sum(d["label"]), min(len(t) for t in d["text"]) > 200)
      """)
    #expect(reviews == "320 160 True\n")
  }
}
