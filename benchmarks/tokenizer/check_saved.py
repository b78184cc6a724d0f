#!/usr/bin/env python3
"""Loads in transformers what this program saved, and compares it with the original.

    check_saved.py BENCH FOLDERS

Every tokenizer that prepare.py made is saved by tokenizer-bench. From the saved folder, whole and without its
tokenizer.json, AutoTokenizer must make a tokenizer of the same class that gives the same ids, segments, masks, decoded
text and special tokens. Exits with 1 when something differs.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["TOKENIZERS_PARALLELISM"] = "false"

from transformers import AutoTokenizer

TEXTS = [
    "", "Hello, World!", "It's Été in 日本, isn't it?", "a [MASK] b [SEP]<|endoftext|> c", "x" * 120, "naïve café ½ ③ \u0301",
    "\tspaces  and\n\nlines ", "שָׁלוֹם مَرْحَبًا नमस्ते", "👩‍👩‍👧‍👦 👍🏽", "\u0000\u00ad\ufeff", "don't won't . , ! ?",
]


def description(tokenizer):
    def call(*texts, **options):
        return dict(tokenizer(*texts, **options))

    return {
        "class": type(tokenizer).__name__, "size": len(tokenizer), "special tokens": tokenizer.special_tokens_map,
        "added": {k: repr(v) for k, v in tokenizer.added_tokens_decoder.items()}, "length": tokenizer.model_max_length,
        "sides": (tokenizer.padding_side, tokenizer.truncation_side), "inputs": tokenizer.model_input_names,
        "vocabulary": tokenizer.get_vocab(), "single": [call(text) for text in TEXTS],
        "pairs": [call(a, b, return_token_type_ids=True) for a, b in zip(TEXTS, reversed(TEXTS))],
        "cut": [call(text, truncation=True, max_length=5) for text in TEXTS],
        "decoded": [tokenizer.decode(tokenizer.encode(text)) for text in TEXTS],
        "skipped": [tokenizer.decode(tokenizer.encode(text), skip_special_tokens=True) for text in TEXTS],
    }


bench, folders = sys.argv[1], pathlib.Path(sys.argv[2])
failures = 0
for folder in sorted(path for path in folders.iterdir() if path.name != "packages"):
    expected = description(AutoTokenizer.from_pretrained(str(folder)))
    with tempfile.TemporaryDirectory() as saved:
        subprocess.run([bench, "save", str(folder), saved], check=True)
        for form in ["whole", "without tokenizer.json"]:
            if form != "whole":
                os.unlink(f"{saved}/tokenizer.json")
            found = description(AutoTokenizer.from_pretrained(saved))
            different = [name for name in expected if expected[name] != found[name]]
            failures += len(different)
            print(f"{folder.name}, {form}: {'differs in ' + ', '.join(different) if different else 'the same'}", flush=True)
            for name in different:
                print(f"  {name}: {str(expected[name])[:300]}\n    saved: {str(found[name])[:300]}")
sys.exit(failures > 0)
