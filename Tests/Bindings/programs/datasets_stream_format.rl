# The format of a stream stays with what is made of it; functions get it too.
from datasets import IterableDataset


def rows():
    for i in range(4):
        yield {"a": i, "t": [i, i], "z": 1}


d = IterableDataset.from_generator(rows)
print(next(iter(d.rename_column("a", "b"))), next(iter(d.rename_columns({"t": "y", "a": "x"}))))
d = d.with_format("torch")
streams = {
    "take": d.take(1),
    "skip": d.skip(3),
    "repeat": d.repeat(1),
    "shuffle": d.shuffle(seed=1),
    "select": d.select_columns(["t"]),
    "rename": d.rename_column("a", "b"),
    "remove": d.remove_columns("a"),
    "filter": d.filter(lambda row: row["a"].item() > 1),
    "map": d.map(lambda row: {"kind": type(row["a"]).__name__}),
    "batch": d.batch(2),
    "batched map": d.map(lambda batch: {"kind": [type(batch["a"]).__name__] * len(batch["a"])}, batched=True, batch_size=2),
}
for name, stream in streams.items():
    row = next(iter(stream))
    print(name, {key: type(value).__name__ for key, value in row.items()}, row.get("a"), row.get("kind"))
print(next(d.iter(2)))
