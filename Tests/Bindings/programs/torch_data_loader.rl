# Batches of torch's DataLoader over rows, tensors and lists.
from datasets import Dataset
from torch.utils.data import DataLoader

d = Dataset.from_dict({"text": ["a", "b", "c", "d", "e"], "label": [0, 1, 0, 1, 1], "x": [5, 15, 25, 35, 45]})
for batch in DataLoader(d, batch_size=2):
    print(batch)
for batch in DataLoader(d.with_format("torch"), batch_size=2, drop_last=True):
    print(batch["label"], batch["x"])
print(len(DataLoader(d, batch_size=2)), len(DataLoader(d, batch_size=2, drop_last=True)))
print([b for b in DataLoader(d, batch_size=3, collate_fn=lambda rows: [r["text"] for r in rows])])
print(sorted(t for b in DataLoader(d, batch_size=2, shuffle=True) for t in b["text"]))
print(list(DataLoader([1, 2, 3], batch_size=2)))
print(list(DataLoader([(1, 2), (3, 4)], batch_size=2)))
print(next(iter(DataLoader([[1, 2], [3, 4]], batch_size=2))))
try:
    DataLoader(d, batch_size=0)
except ValueError as error:
    print(error)
