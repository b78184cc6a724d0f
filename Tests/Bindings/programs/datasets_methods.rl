# Expected output recorded from Python's datasets 5.0: python datasets_methods.rl > datasets_methods.expected
import os
import tempfile
from datasets import ClassLabel, Dataset, DatasetDict, Features, Value, concatenate_datasets, load_dataset, load_from_disk

d = Dataset.from_dict({"text": ["b", "a", "c", "a"], "label": [1, 0, 1, 0], "score": [0.5, 1.0, -2.0, 3.5]})
print(d)
print(d.features)
print(d[1], d[-1]["text"], d[1:3])
print(d.map(lambda r: {"n": len(r["text"]) + r["label"]})["n"][:])
print(d.map(lambda b: {"up": [t.upper() for t in b["text"]]}, batched=True, batch_size=3, remove_columns=["text"])[:])
print(d.map(lambda b, i: {"i": i}, batched=True, with_indices=True, num_proc=1)["i"][:])
print(d.map(lambda r, k: {"k": k * r["label"]}, fn_kwargs={"k": 3})["k"][:])
print(d.map(lambda t: {"t2": t + t}, input_columns="text")["t2"][:])
print(d.map(lambda b: {"x": [1, 2, 3]}, batched=True, batch_size=2, remove_columns=d.column_names)["x"][:])
print(d.filter(lambda r: r["score"] > 0)["text"][:])
print(d.filter(lambda b: [l == 1 for l in b["label"]], batched=True)["text"][:])
print(d.select([3, 0])["text"][:], d.select(range(2))["score"][:], d.take(1)[0], d.skip(3)[0])
print(d.shuffle(seed=42)["text"][:], d.shuffle(seed=7)["score"][:])
print(d.sort("text")["score"][:], d.sort("score", reverse=True)["text"][:])
print(d.sort(["label", "score"])["score"][:])
s = d.train_test_split(test_size=0.25, seed=3)
print(s)
print(s["test"]["text"][:], s["train"]["text"][:])
print(d.train_test_split(test_size=1, shuffle=False)["test"][0])
print(d.rename_column("text", "t").rename_columns({"label": "y"}).column_names)
print(d.remove_columns(["label"]).column_names, d.select_columns(["score", "text"]).column_names)
print(d.add_column("new", [1, 2, 3, 4])["new"][:], d.unique("text"), d.num_rows, d.num_columns, d.shape)
e = d.class_encode_column("text")
print(e.features["text"], e["text"][:], e.features["text"].int2str(2), e.features["text"].str2int("b"))
print(concatenate_datasets([d, d]).num_rows)
print(concatenate_datasets([d, Dataset.from_dict({"z": [1, 2, 3, 4]})], axis=1).column_names)
print(d.to_dict())
print(d.to_list()[0])
print([row["label"] for row in d], [b["text"] for b in d.iter(3)])
print(Dataset.from_list([{"a": 1}, {"a": None, "b": "x"}]).to_dict())
print(Dataset.from_list([{"a": {"b": 1}}, {"a": {"c": "x"}}]).features)
f = Dataset.from_dict({"label": [0, 1]}, features=Features({"label": ClassLabel(names=["neg", "pos"])}))
print(f.features, f.features["label"].num_classes)
print(f.cast_column("label", Value("int32")).features)
print(d.shard(num_shards=3, index=1)["text"][:])
with tempfile.TemporaryDirectory() as folder:
    d.save_to_disk(folder + "/one")
    print(load_from_disk(folder + "/one")[:] == d[:])
    DatasetDict({"train": d, "test": e}).save_to_disk(folder + "/both")
    both = load_from_disk(folder + "/both")
    print(both)
    print(both["test"].features["text"].names)
    d.to_csv(folder + "/d.csv")
    print(open(folder + "/d.csv").read())
    d.to_json(folder + "/d.jsonl")
    print(open(folder + "/d.jsonl").read())
    for kind, name in [("csv", "d.csv"), ("json", "d.jsonl")]:
        back = load_dataset(kind, data_files=folder + "/" + name, split="train")
        print(kind, back[:] == d[:])
    parts = load_dataset("csv", data_files={"train": folder + "/d.csv", "test": [folder + "/d.csv"]})
    print(list(parts), parts["test"].num_rows)
    for split in ["train[:50%]", "train[1:3]", "train[-1:]", "train[:1]+test[:1]", "train[25%:75%]"]:
        print(split, load_dataset("csv", data_files={"train": folder + "/d.csv", "test": folder + "/d.csv"}, split=split)["text"][:])
    stream = load_dataset("csv", data_files=folder + "/d.csv", split="train", streaming=True)
    print(stream)
    print([r["text"] for r in stream], [r["label"] for r in stream.take(2)], [r["n"] for r in stream.skip(2).map(lambda r: {"n": r["label"] + 1})])
    with open(folder + "/t.txt", "w") as file:
        file.write("one\ntwo\n\nfour")
    print(load_dataset("text", data_files=folder + "/t.txt", split="train")["text"][:])
    with open(folder + "/bad.csv", "w") as file:
        file.write("a,b\n1,NA,\n")


def attempt(f):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


attempt(lambda: d.sort("zz"))
attempt(lambda: d.select([9]))
attempt(lambda: d.remove_columns("zz"))
attempt(lambda: load_dataset("csv", data_files="/nowhere/x.csv"))
attempt(lambda: Dataset.from_dict({"a": [1, 2]}).train_test_split(test_size=5))
