# Expected output recorded from Python's datasets 5.0: python datasets_columns.rl > datasets_columns.expected
import random
from datasets import ClassLabel, Dataset

d = Dataset.from_dict({"a": [1, 2, 3], "t": ["x", "y", "z"], "m": [{"k": 1}, {"k": 2}, {"k": 3}]})
c = d["a"]
print(type(c).__name__, c, len(c), list(c), c == [1, 2, 3], [1, 2, 3] == c, c == d["a"], 2 in c)
print(c[0], c[-1], c[1:], c[[0, 2]], max(c), sum(c), sorted(c, reverse=True), c.index(2), c.count(2))
print(repr(d["t"]), d["m"]["k"], d["m"]["k"][1], Dataset.from_dict({"n": list(range(9))})["n"])
print(type(d[:2]["a"]).__name__, type(d.with_format("pandas")["a"]).__name__)

for values in [
    [1, "x"], ["x", 1], [1, 2.5], [1, None], [True, 2], [[1], ["x"]], [{"x": 1}, 3], [1, [2]], "xyz", [1.5, "x"],
    [None, "x", True], [True, 1.5], [{"x": 1}, {"x": "y"}], [2**70], ["x", 1.5], [1.5, True], [[1], [2.5]], [[], [1]],
    [{"x": 1}, {"y": 2}], 5,
]:
    try:
        made = Dataset.from_dict({"a": values})
        print(values, made.features, made[:])
    except (ValueError, TypeError, OverflowError) as error:
        kinds = [kind.__name__ for kind in [ValueError, TypeError, OverflowError] if isinstance(error, kind)]
        # Where text comes first, theirs speaks of bytes.
        print(values, kinds, "" if "TypeError" in kinds else error)

for n, classes, seed, test, train in [
    (20, 2, 0, 0.25, None), (50, 3, 7, 0.2, None), (37, 4, 42, 11, 13), (101, 5, 123, 0.33, 0.5), (400, 7, 5, 0.1, None),
]:
    r = random.Random(n)
    labels = [r.randrange(classes) for _ in range(n)]
    labels[: 2 * classes] = list(range(classes)) * 2
    names = ClassLabel(names=[str(i) for i in range(classes)])
    d = Dataset.from_dict({"i": list(range(n)), "label": labels}).cast_column("label", names)
    s = d.train_test_split(test_size=test, train_size=train, seed=seed, stratify_by_column="label")
    print(s["train"]["i"][:], s["test"]["i"][:])


def attempt(f):
    try:
        f()
    except ValueError as error:
        print(str(error).split(" found in")[0].split(", and")[0])


attempt(lambda: d.train_test_split(stratify_by_column="zz"))
attempt(lambda: d.train_test_split(stratify_by_column="i"))
attempt(lambda: d.train_test_split(stratify_by_column="label", shuffle=False))
attempt(lambda: d.train_test_split(test_size=2, stratify_by_column="label"))
