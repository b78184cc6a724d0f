#!/usr/bin/env python3
"""Makes Tests/Fixtures/tokenizer/offsets.json: where Hugging Face's tokenizers says that tokens come from.

The tokenizers of the other fixtures with added tokens that strip spaces, are normalized or stand alone, and with the
post-processors that leave spaces out of offsets; for each, ids, offsets and words of strings chosen to be difficult.
Run with tokenizers 0.19 installed.
"""
import json
import pathlib
import random

from tokenizers import Tokenizer

here = pathlib.Path(__file__).resolve().parent


def token(id, content, **flags):
    plain = dict(single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
    return dict(id=id, content=content, **(plain | flags))


def added(first):
    return [
        token(first, "<mask>", lstrip=True), token(first + 1, "<r>", rstrip=True),
        token(first + 2, "Film", normalized=True, special=False), token(first + 3, "zzq", single_word=True, special=False),
    ]


rng = random.Random(3)
pool = [0x20] * 8 + [0x0A, 0x27, 0x73, 0x2E, 0x31] + list(range(0x61, 0x7B)) * 2 + [
    0x41, 0xE9, 0xC9, 0x4E2D, 0x1F600, 0x301, 0x315, 0x660, 0xA0, 0x130, 0xAC01, 0x344, 0x1F82, 0xF71, 0xF73, 0xFB01,
    0x200D, 0, 0x7F, 0xFFFD, 0x3000, 0x2028, 0x93E, 0x94D, 0x1D165, 0x1D16E,
]
pieces = ["<mask>", "<r>", "Film", "FILM", "zzq", " zzq ", "<|endoftext|>", "[MASK]", "  <mask> ", " the movie ", "was"]
texts = ["", "  <mask> a", "   "]
for _ in range(60):
    parts = []
    for _ in range(rng.randrange(0, 12)):
        short = "".join(chr(rng.choice(pool)) for _ in range(rng.randrange(1, 6)))
        parts.append(rng.choice(pieces) if rng.random() < 0.3 else short)
    texts.append("".join(parts))

roberta = {"type": "RobertaProcessing", "sep": ["<|endoftext|>", 0], "cls": ["<|endoftext|>", 0], "trim_offsets": True}
byte_level = {"type": "ByteLevel", "trim_offsets": True, "add_prefix_space": True, "use_regex": True}
cases = []
for folder, spaced, processor in [
    ("tokenizer", False, roberta | {"add_prefix_space": False}), ("tokenizer", True, roberta | {"add_prefix_space": True}),
    ("tokenizer", True, byte_level), ("tokenizer", False, None), ("wordpiece/uncased", None, "unchanged"),
]:
    data = json.loads((here / folder / "tokenizer.json").read_text())
    if processor != "unchanged":
        data["post_processor"] = processor
        data["pre_tokenizer"]["add_prefix_space"] = spaced
    data["added_tokens"] += added(max(data["model"]["vocab"].values()) + 1)
    tokenizer = Tokenizer.from_str(json.dumps(data))
    changes = {name: data[name] for name in ["post_processor", "pre_tokenizer", "added_tokens"]}
    rows = []
    for text in texts:
        encoding = tokenizer.encode(text)
        places = [place for pair in encoding.offsets for place in pair]
        words = [-1 if word is None else word for word in encoding.word_ids]
        rows.append({"ids": encoding.ids, "places": places, "words": words})
    cases.append({"folder": folder, "changes": changes, "rows": rows})
out = {"texts": texts, "cases": cases}
(here / "tokenizer/offsets.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
