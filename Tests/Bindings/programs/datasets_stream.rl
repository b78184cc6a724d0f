# Expected output recorded from Python's datasets 5.0: python datasets_stream.rl > datasets_stream.expected
import json
import os
import tempfile
from datasets import Dataset, IterableDataset, disable_progress_bars, load_dataset

disable_progress_bars()
with tempfile.TemporaryDirectory() as folder:
    with open(folder + "/a.jsonl", "w") as f:
        for i in range(10):
            f.write(json.dumps({"i": i, "t": "x" * i}) + "\n")
    s = load_dataset("json", data_files=folder + "/a.jsonl", split="train", streaming=True)
    print(s, s.features, s.column_names, s.n_shards)
    print([r["i"] for r in s.shuffle(seed=42, buffer_size=4)], [r["i"] for r in s.shuffle(seed=42)])
    print([r["i"] for r in s.shuffle(seed=7, buffer_size=3).take(4)])
    print(list(s.batch(4)), list(s.batch(4, drop_last_batch=True))[-1])
    print(list(s.map(lambda b: {"n": [len(t) for t in b["t"]]}, batched=True, batch_size=3).take(2)))
    print(list(s.map(lambda r: {"j": r["i"] * 2}, remove_columns=["t"]).take(2)))
    print(list(s.map(lambda b: {"z": [1, 2]}, batched=True, batch_size=5, remove_columns=["i", "t"])))
    print([r["i"] for r in s.filter(lambda r: r["i"] % 2 == 0)])
    print([r["i"] for r in s.filter(lambda b: [i > 6 for i in b["i"]], batched=True)])
    print([r["i"] for r in s.filter(lambda r, k: k < 2, with_indices=True)])
    print(list(s.remove_columns(["t"]).take(1)), list(s.rename_column("t", "u").take(1)))
    print(list(s.select_columns(["t"]).take(2)), list(s.rename_columns({"t": "u"}).take(1)))
    print(s.map(lambda r: {"j": 1}), s.take(2).column_names, s.remove_columns("t").column_names)
    print(next(iter(s)), next(iter(s.with_format("torch"))))
    print(list(s.map(lambda t: {"n": len(t)}, input_columns="t").take(2)))
    print(list(s.repeat(2).skip(8).take(4)))
    print([r["i"] for r in s.skip(3).take(2).map(lambda r, k: {"i": r["i"] + k}, fn_kwargs={"k": 100})])
    try:
        load_dataset("json", data_files=folder + "/a.jsonl", split="train[:5]", streaming=True)
    except ValueError as error:
        print(error)
    with open(folder + "/whole.json", "w") as f:
        json.dump([{"a": 1}, {"a": 2}], f)
    print(list(load_dataset("json", data_files=folder + "/whole.json", split="train", streaming=True)))
    with open(folder + "/field.json", "w") as f:
        json.dump({"data": [{"a": 3}]}, f)
    print(list(load_dataset("json", data_files=folder + "/field.json", field="data", split="train", streaming=True)))
    with open(folder + "/t.txt", "w") as f:
        f.write("one\n\ntwo\nthree")
    print(list(load_dataset("text", data_files=folder + "/t.txt", split="train", streaming=True)))
    two = {"train": folder + "/t.txt", "test": [folder + "/t.txt", folder + "/t.txt"]}
    both = load_dataset("text", data_files=two, streaming=True)
    print(list(both), len(list(both["test"])))
    d = Dataset.from_dict({"a": list(range(6)), "b": [[1], [], [2, 3], [4], [5], [6]]})
    print(d.to_iterable_dataset(), list(d.to_iterable_dataset().take(2)))


def numbers(n=3):
    for i in range(n):
        yield {"a": i}


print(list(IterableDataset.from_generator(numbers)), Dataset.from_generator(numbers, gen_kwargs={"n": 2})[:])
