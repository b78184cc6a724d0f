#!/usr/bin/env python3
"""The engine beside torch and transformers: training, classification, decoding, growth.

    compare.py --program .build/release/engine-bench --rlnb .build/release/rlnb [--python PYTHON] [--runs 3]
               [--only train classify reviews decode growth]

Both sides take turns; medians. The peers run at the best of several settings (benchmarks/engine/peer.py). The last line
is `train=… classify=… reviews=… decode=…`: tokens per second ours divided by the peer's best (reviews: the peer's seconds
divided by ours), and for decoding the share of the memory's bandwidth that one sequence reaches.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def run(command):
    clean = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    return subprocess.run(command, env=clean, check=True, stdout=subprocess.PIPE, text=True).stdout


def ours(program, *words):
    return int(re.search(r": (\d+) (?:new )?tokens/s", run([program, *words])).group(1))


def peer(python, *words):
    return [json.loads(line) for line in run([python, os.path.join(HERE, "peer.py"), *words]).splitlines()]


def reviews(arguments, folder):
    """Seconds from the texts of the reviews to their labels: ours, the peer's by setting, and both accuracies."""
    ours, theirs, right = {}, {}, {}
    with tempfile.TemporaryDirectory() as place:
        data = os.path.join(place, "reviews.json")
        run([arguments.rlnb, "-c", f"from datasets import load_dataset; load_dataset('imdb', split='train').to_json({data!r})"])
        for _ in range(arguments.runs):
            for precision in ("fp32", "bf16"):
                line = run([arguments.rlnb, "--precision", precision, os.path.join(HERE, "reviews.rl"), folder])
                row = json.loads(line.splitlines()[-1])
                ours.setdefault(f"ours, {precision}", []).append(row["seconds"])
                right[f"ours, {precision}"] = row["accuracy"]
            for row in peer(arguments.python, "reviews", folder, data):
                theirs.setdefault(f"transformers, {row['setting']}", []).append(row["seconds"])
                right[f"transformers, {row['setting']}"] = row["accuracy"]
    return ours, theirs, right


def table(title, rows):
    print(title)
    for name, values in rows.items():
        print(f"  {name:<34}{statistics.median(values):>12.0f}")


def best(rows):
    return max(statistics.median(values) for values in rows.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/engine-bench")
    parser.add_argument("--rlnb", default=".build/release/rlnb")
    parser.add_argument("--python", default=os.path.expanduser("~/.venv-oracle/bin/python"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=["train", "classify", "reviews", "decode", "growth"])
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
    if "reviews" in arguments.only:
        folder = os.path.join(HERE, "..", "..", "models", "distilbert-imdb-nano")
        mine, theirs, right = reviews(arguments, folder)
        print("25,000 reviews cropped at 128 tokens, the embedded classifier, text to label: seconds, share of right labels")
        for name, seconds in (mine | theirs).items():
            print(f"  {name:<50}{statistics.median(seconds):>8.2f}{right[name]:>9.4f}")
        fastest = min(statistics.median(seconds) for seconds in theirs.values())
        result["reviews"] = fastest / statistics.median(mine["ours, fp32"])
        result["reviews_bf16"] = fastest / statistics.median(mine["ours, bf16"])
    if "decode" in arguments.only:
        rows = [json.loads(run([arguments.program, "decode"])) for _ in range(arguments.runs)]
        print("one sequence, GPT-2 124M: " + ", ".join(f"{key} {statistics.median(r[key] for r in rows):.2f}" for key in rows[0]))
        result["decode"] = statistics.median(row["share"] for row in rows)
    if "growth" in arguments.only:
        print(run([arguments.program, "growth"]), end="")
    print(" ".join(f"{name}={value:.2f}" for name, value in result.items()))


if __name__ == "__main__":
    main()
