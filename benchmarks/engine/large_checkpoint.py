"""Loads a checkpoint of GPT-2's real sizes, with random weights in half precision, here and in transformers, and
compares the logits of a few tokens.

    python benchmarks/engine/large_checkpoint.py --program .build/release/engine-bench [--size xl] [--type float16]

Writes the model (3.1 GB for xl) under --folder, which is removed afterwards; needs about 13 GB of memory for xl. The last
line is `size=… type=… load_s=… read_s=… first_s=… peak_gb=… difference=…`: seconds until the model is ready and until every
number was looked at (warm cache, median), until a new process has it, our peak of resident memory, and the largest difference of logits.
"""

import argparse
import gc
import os
import re
import shutil
import subprocess
import tempfile

import torch
from safetensors.torch import load_file, save_file
from transformers import GPT2Config, GPT2LMHeadModel

SIZES = {"small": (768, 12, 12), "medium": (1024, 24, 16), "large": (1280, 36, 20), "xl": (1600, 48, 25), "wide": (1600, 2, 25)}


def make(folder, size, dtype):
    width, layers, heads = SIZES[size]
    config = GPT2Config(n_embd=width, n_layer=layers, n_head=heads, torch_dtype=dtype, architectures=["GPT2LMHeadModel"])
    with torch.device("meta"):
        model = GPT2LMHeadModel(config)
    torch.manual_seed(1)
    weights = {}
    for name, value in model.state_dict().items():
        if name == "lm_head.weight":
            continue
        drawn = torch.randn(value.shape, dtype=torch.float32) * 0.02
        if re.search(r"ln_(1|2|f)\.weight", name):
            drawn += 1
        weights[name] = drawn.to(dtype)
    config.save_pretrained(folder)
    save_file(weights, folder + "/model.safetensors", metadata={"format": "pt"})
    return os.path.getsize(folder + "/model.safetensors")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--size", choices=SIZES, default="xl")
    parser.add_argument("--type", choices=["float32", "float16", "bfloat16"], default="float16")
    parser.add_argument("--folder", default=None)
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(dir=arguments.folder)
    try:
        size = make(folder, arguments.size, getattr(torch, arguments.type))
        gc.collect()
        print(f"{arguments.size}: {size / 1e9:.2f} GB of {arguments.type}", flush=True)
        tokens = [(i * 7919) % 50257 for i in range(24)]
        load = subprocess.run(
            [arguments.program, "load", folder, "rounds=3"], capture_output=True, text=True, check=True).stdout
        pattern = r"in (\S+) s, every number read after (\S+) s; the first time (\S+) s"
        ready, read, first = map(float, re.search(pattern, load).groups())
        out = folder + "/logits.safetensors"
        run = subprocess.run(
            ["/usr/bin/env", "python3", "-c", MEASURED, arguments.program, "logits", folder, out,
             "tokens=" + ",".join(map(str, tokens))], capture_output=True, text=True, check=True)
        ours = load_file(out)["logits"]
        model = GPT2LMHeadModel.from_pretrained(folder, torch_dtype=torch.float32, low_cpu_mem_usage=True).eval()
        with torch.no_grad():
            theirs = model(torch.tensor([tokens])).logits[0]
        print(
            f"size={arguments.size} type={arguments.type} load_s={ready:.3f} read_s={read:.3f} first_s={first:.3f} "
            f"peak_gb={int(run.stdout) / 1e6:.2f} difference={(ours - theirs).abs().max():.2e} "
            f"(logits to {theirs.abs().max():.1f})")
    finally:
        shutil.rmtree(folder)


# Runs a program and prints the most resident memory it had, in KB.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

if __name__ == "__main__":
    main()
