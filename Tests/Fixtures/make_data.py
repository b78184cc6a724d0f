"""Writes Tests/Fixtures/data: small parquet files in every form that the reader knows, and what datasets reads from
JSON. Run with Python 3.11, pyarrow and datasets: python Tests/Fixtures/make_data.py"""

import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
from datasets import ClassLabel, Dataset, Features, Value, load_dataset

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
PARQUET = os.path.join(FOLDER, "parquet")
os.makedirs(PARQUET, exist_ok=True)

ROWS = 300
WORDS = ["film", "película", "映画", "", "a longer piece of text, with commas", "x"]
columns = {
    "text": pa.array([WORDS[i % 6] + str(i % 7) for i in range(ROWS)]),
    "label": pa.array([i % 2 for i in range(ROWS)], pa.int64()),
    "small": pa.array([(i * 7) % 50 - 25 for i in range(ROWS)], pa.int32()),
    "score": pa.array([i / 8 - 3 for i in range(ROWS)], pa.float64()),
    "half": pa.array([i / 4 for i in range(ROWS)], pa.float32()),
    "flag": pa.array([i % 3 == 0 for i in range(ROWS)]),
    "unsigned": pa.array([4294967295 - i for i in range(ROWS)], pa.uint32()),
    "maybe": pa.array([None if i % 5 == 0 else i * i for i in range(ROWS)], pa.int64()),
    "note": pa.array([None if i % 4 == 1 else "n" + str(i) for i in range(ROWS)]),
    "ids": pa.array([list(range(i % 5)) for i in range(ROWS)], pa.list_(pa.int32())),
    "marks": pa.array([None if i % 6 == 0 else [None if j == 1 else j / 2 for j in range(i % 4)] for i in range(ROWS)],
                      pa.list_(pa.float64())),
    "tags": pa.array([[WORDS[j] for j in range(i % 3)] for i in range(ROWS)]),
}
table = pa.table(columns)

variants = {
    "plain": dict(use_dictionary=False, compression="none"),
    "dictionary": dict(use_dictionary=True, compression="none"),
    "snappy": dict(compression="snappy"),
    "zstd": dict(compression="zstd"),
    "gzip": dict(compression="gzip", use_dictionary=["text"]),
    "version2": dict(compression="snappy", data_page_version="2.0", version="2.6"),
    "version2_plain": dict(compression="none", data_page_version="2.0", use_dictionary=False),
    "groups": dict(compression="snappy", row_group_size=70, data_page_size=256),
    "old": dict(compression="snappy", version="1.0"),
}
encoded = {
    "text": "DELTA_BYTE_ARRAY", "label": "DELTA_BINARY_PACKED", "small": "DELTA_BINARY_PACKED",
    "score": "BYTE_STREAM_SPLIT", "half": "BYTE_STREAM_SPLIT", "flag": "RLE", "unsigned": "DELTA_BINARY_PACKED",
    "maybe": "DELTA_BINARY_PACKED", "note": "DELTA_LENGTH_BYTE_ARRAY", "ids.list.element": "DELTA_BINARY_PACKED",
    "marks.list.element": "BYTE_STREAM_SPLIT", "tags.list.element": "DELTA_BYTE_ARRAY",
}
split = {"label": "BYTE_STREAM_SPLIT", "small": "BYTE_STREAM_SPLIT", "text": "DELTA_LENGTH_BYTE_ARRAY"}
variants |= {
    "encoded": dict(use_dictionary=False, compression="none", column_encoding=encoded),
    "encoded_pages": dict(use_dictionary=False, compression="zstd", column_encoding=encoded | split,
                          data_page_size=256, row_group_size=170, data_page_version="2.0"),
    "brotli": dict(compression="brotli"),
    "lz4": dict(compression="lz4", data_page_version="2.0"),
}
for name, options in variants.items():
    pq.write_table(table, os.path.join(PARQUET, name + ".parquet"), **options)
with open(os.path.join(PARQUET, "expected.json"), "w") as file:
    json.dump(table.to_pydict(), file, ensure_ascii=False)

pq.write_table(table.slice(0, 0), os.path.join(PARQUET, "empty.parquet"))
required = pa.schema([pa.field("a", pa.int64(), nullable=False), pa.field("b", pa.string(), nullable=False)])
pq.write_table(pa.table({"a": [1, 2, 3], "b": ["x", "y", "z"]}, schema=required), os.path.join(PARQUET, "required.parquet"))
pq.write_table(pa.table({"s": pa.array([{"a": 1}, {"a": 2}])}), os.path.join(PARQUET, "structure.parquet"))
pq.write_table(pa.table({"m": pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int64()))}),
               os.path.join(PARQUET, "map.parquet"))
# Differences of every width, texts that share much or nothing, in blocks and miniblocks that are cut by the end.
wide = [(-1) ** i * (1 << (i % 63)) for i in range(300)] + [2**63 - 1, -(2**63), 0, 2**63 - 1]
edges = pa.table({
    "wide": pa.array(wide), "narrow": pa.array([2**31 - 1, -(2**31)] * 152, pa.int32()),
    "same": pa.array([7] * 304), "shared": pa.array(["x" * (i % 40) + str(i) for i in range(304)]),
})
pq.write_table(edges, os.path.join(PARQUET, "edges.parquet"), use_dictionary=False, compression="none",
               column_encoding={name: "DELTA_BINARY_PACKED" for name in ["wide", "narrow", "same"]}
               | {"shared": "DELTA_BYTE_ARRAY"})
with open(os.path.join(PARQUET, "edges.json"), "w") as file:
    json.dump(edges.to_pydict(), file)
features = Features({"text": Value("string"), "label": ClassLabel(names=["neg", "pos"])})
Dataset.from_dict({"text": ["good", "bad"], "label": [1, 0]}, features=features).to_parquet(
    os.path.join(PARQUET, "labels.parquet"))

# What datasets makes of lines of JSON: nested lists, objects with different members, numbers of both kinds, nulls.
lines = [
    {"id": 1, "text": "one", "tokens": ["a", "b"], "meta": {"stars": 3}, "score": 1},
    {"id": 2, "text": None, "tokens": [], "meta": {"stars": 4, "who": "x"}, "score": 2.5, "extra": True},
    {"id": 3, "text": "drei\nü", "tokens": ["c"], "meta": {"who": "y"}, "score": 3, "nested": [[1, 2], [3]]},
]
path = os.path.join(FOLDER, "rows.jsonl")
with open(path, "w") as file:
    for line in lines:
        file.write(json.dumps(line) + "\n")
read = load_dataset("json", data_files=path, split="train", cache_dir="/tmp/make-data-cache")
with open(os.path.join(FOLDER, "rows.expected.json"), "w") as file:
    json.dump({"rows": read.to_list(), "features": {k: str(v) for k, v in read.features.items()}}, file)

# What datasets saves: every kind of column, with and without missing values; and a dictionary of splits.
saved = Dataset.from_dict(
    {
        "text": ["one", "zwei ü", ""], "note": ["a", None, "c"], "label": [1, 0, 1], "score": [0.5, -1.0, 2.0],
        "flag": [True, False, True], "ids": [[1, 2], [], [3]], "maybe": [[1, None], None, []],
        "meta": [{"a": 1, "b": "x"}, {"a": None, "b": "y"}, None], "nothing": [None, None, None],
        "tags": [["p", "q"], [], ["r"]],
    },
    features=Features({
        "text": Value("string"), "note": Value("string"), "label": ClassLabel(names=["neg", "pos"]),
        "score": Value("float32"), "flag": Value("bool"), "ids": [Value("int64")], "maybe": [Value("int32")],
        "meta": {"a": Value("int64"), "b": Value("string")}, "nothing": Value("null"), "tags": [Value("string")],
    }))
saved.save_to_disk(os.path.join(FOLDER, "saved"))
with open(os.path.join(FOLDER, "saved.expected.json"), "w") as file:
    json.dump({"rows": saved.to_list(), "features": {k: str(v) for k, v in saved.features.items()}}, file)

# Small files to damage (`data-bench fuzz`).
import io, tarfile, zipfile  # noqa: E401, E402
with open(os.path.join(FOLDER, "quotes.csv"), "w", newline="") as file:
    file.write('id,text,score,flag\r\n1,"a, ""b""\r\nc",0.5,true\r\n2,plain,,False\r\n3,"é映",1e-3,TRUE\r\n,NA,7,\r\n')
with open(os.path.join(FOLDER, "columns.json"), "w") as file:
    json.dump({"a": [1, 2, 3], "b": ["x", None, "z"], "c": [[1], [], [2, 3]]}, file)
for name, mode in [("texts.tar.gz", "w:gz"), ("texts.tar", "w:")]:
    with tarfile.open(os.path.join(FOLDER, name), mode) as archive:
        for path, text in [("d/pos/0.txt", "good"), ("d/neg/0.txt", "bad"), ("d/README", "about")]:
            entry = tarfile.TarInfo(path)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
with zipfile.ZipFile(os.path.join(FOLDER, "texts.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
    for path, text in [("d/pos/0.txt", "good " * 40), ("d/neg/0.txt", "bad")]:
        archive.writestr(zipfile.ZipInfo(path), text)
