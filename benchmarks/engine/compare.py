#!/usr/bin/env python3
"""The engine beside torch and transformers: training, classification, decoding, growth.

    compare.py --program .build/release/engine-bench [--python PYTHON] [--runs 3] [--only train classify decode growth]

Both sides take turns; medians. The peers run at the best of several settings (benchmarks/engine/peer.py). The last line
is `train=… classify=… decode=…`: tokens per second ours divided by the peer's best, and for decoding the share of the
memory's bandwidth that one sequence reaches.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def run(command):
    clean = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    return subprocess.run(command, env=clean, check=True, stdout=subprocess.PIPE, text=True).stdout


def ours(program, *words):
    return int(re.search(r": (\d+) (?:new )?tokens/s", run([program, *words])).group(1))


def peer(python, what):
    return [json.loads(line) for line in run([python, os.path.join(HERE, "peer.py"), what]).splitlines()]


def table(title, rows):
    print(title)
    for name, values in rows.items():
        print(f"  {name:<34}{statistics.median(values):>12.0f}")


def best(rows):
    return max(statistics.median(values) for values in rows.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/engine-bench")
    parser.add_argument("--python", default=os.path.expanduser("~/.venv-oracle/bin/python"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=["train", "classify", "decode", "growth"])
    arguments = parser.parse_args()
    result = {}
    if "train" in arguments.only:
        mine, theirs = {}, {}
        for _ in range(arguments.runs):
            for precision in ("float32", "bfloat16"):
                mine.setdefault(f"ours, {precision}", []).append(ours(arguments.program, "train", f"precision={precision}"))
            for row in peer(arguments.python, "train"):
                theirs.setdefault(f"torch, {row['setting']}", []).append(row["tokens_per_s"])
        table("language-model training, nano policy (4 layers, width 256, vocabulary 8192), tokens per second", mine | theirs)
        result["train"] = best(mine) / best(theirs)
        single = {k: v for k, v in theirs.items() if "fp32" in k}
        result["train_fp32"] = statistics.median(mine["ours, float32"]) / best(single)
    if "classify" in arguments.only:
        mine, theirs = {}, {}
        shapes = {"nano": ["layers=3"], "distilbert": ["layers=6", "width=768", "heads=12", "vocabulary=30522", "texts=128"]}
        for _ in range(arguments.runs):
            for name, words in shapes.items():
                for precision in ("float32", "bfloat16"):
                    mine.setdefault(f"ours, {name}, {precision}", []).append(
                        ours(arguments.program, "classify", f"precision={precision}", *words))
            for row in peer(arguments.python, "classify"):
                theirs.setdefault(f"transformers, {row['setting']}", []).append(row["tokens_per_s"])
        table("classifier inference, texts of 128 tokens, tokens per second", mine | theirs)
        for name in shapes:
            pick = lambda rows, words: {k: v for k, v in rows.items() if all(w in k for w in words)}
            key = "classify" if name == "nano" else f"classify_{name}"
            result[key] = best(pick(mine, [name, "float32"])) / best(pick(theirs, [name]))
            result[key + "_bf16"] = best(pick(mine, [name, "bfloat16"])) / best(pick(theirs, [name]))
    if "decode" in arguments.only:
        rows = [json.loads(run([arguments.program, "decode"])) for _ in range(arguments.runs)]
        print("one sequence, GPT-2 124M: " + ", ".join(f"{key} {statistics.median(r[key] for r in rows):.2f}" for key in rows[0]))
        result["decode"] = statistics.median(row["share"] for row in rows)
    if "growth" in arguments.only:
        print(run([arguments.program, "growth"]), end="")
    print(" ".join(f"{name}={value:.2f}" for name, value in result.items()))


if __name__ == "__main__":
    main()
