# Expected output recorded from Python's datasets 5.0: python datasets_dicts.rl > datasets_dicts.expected
import os
import tempfile
from datasets import Dataset, DatasetDict, IterableDatasetDict, disable_progress_bars, load_dataset, load_from_disk

disable_progress_bars()
d = Dataset.from_dict({"a": [1, 2, 3], "b": ["x", "y", "z"]})
splits = DatasetDict({"train": d, "test": d.select([0])})
print(splits, len(splits), list(splits), "test" in splits, isinstance(splits, dict))
print(splits.num_rows, splits.num_columns, splits.shape, splits.column_names)
print(splits.get("none"), splits.get("test").num_rows, splits["train"]["a"][:])
splits["more"] = d.select([1, 2])
splits.update({"again": d})
print(splits.keys(), [v.num_rows for v in splits.values()], [k for k, v in splits.items()])
print(splits.pop("more").num_rows, splits.pop("none", None))
del splits["again"]
print({k: v["a"][:] for k, v in splits.map(lambda r: {"a": r["a"] * 2}).items()})
print(splits.filter(lambda r: r["a"] > 1).num_rows, splits.rename_column("a", "c").column_names)
print(splits.unique("b"), splits.sort("a", reverse=True)["train"]["a"][:], splits.select_columns(["b"]).num_columns)
print(splits.set_format("torch"), splits["test"][0]["a"], splits.with_format(None)["test"][0])
splits.reset_format()
print(DatasetDict(), DatasetDict(train=d).num_rows, list(DatasetDict({"a": d}) | {"b": d}))
try:
    splits["validation"]
except KeyError as error:
    print("KeyError", "validation" in str(error))
with tempfile.TemporaryDirectory() as folder:
    splits.save_to_disk(folder + "/saved")
    print(load_from_disk(folder + "/saved"))
    for name in ["train", "test"]:
        splits[name].to_csv(folder + "/" + name + ".csv")
    files = {name: folder + "/" + name + ".csv" for name in ["train", "test"]}
    streams = load_dataset("csv", data_files=files, streaming=True)
    print(streams.map(lambda r: r), type(streams).__name__, isinstance(streams, IterableDatasetDict), list(streams))
    print({k: list(v) for k, v in streams.items()})
    print([r["a"] for r in streams.map(lambda r: {"a": r["a"] + 1}).filter(lambda r: r["a"] > 2)["train"]])
    print({k: next(iter(v)) for k, v in streams.rename_column("b", "text").remove_columns(["a"]).items()})
    print(next(iter(streams.with_format("torch")["test"])), type(streams.shuffle(seed=1)).__name__)
    print(list(IterableDatasetDict({"t": streams["train"]})))
