#!/usr/bin/env python3
"""One RLHF iteration beside TRL 0.11, and generation beside transformers, on the same machine in the same run.

    compare.py --program .build/release/engine-bench --peer-script ../shared/oracle/trl_step_bench.py [--python PYTHON]
               [--runs 3] [--only small_fp32 small_bf16 nano generate]

The two sides take turns, each iteration in a process of its own; what is compared are medians. The last line is
`small_fp32=… small_bf16=… nano=… generate=… peak_gb=…`: the peer's seconds divided by ours (bf16 against the peer's
fp32: TRL on a processor runs fp32), tokens per second ours divided by the peer's best, and our peak of memory in the
124M iteration.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def environment():
    """What slows OpenBLAS down on some machines is taken out for both sides."""
    clean = dict(os.environ)
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        clean.pop(name, None)
    return clean


def run(command):
    """The JSON lines of a command, and the peak of its memory in GB."""
    text = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True).stdout
    rows = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    peaks = [float(line.split()[1]) for line in text.splitlines() if line.startswith("peak_rss_gb")]
    return rows, peaks[0] if peaks else float("nan")


def median(rows, key):
    return statistics.median(row[key] for row in rows)


def iteration(arguments, size, precisions):
    """Alternates the peer's iteration of `size` with ours in each of `precisions`: medians by side."""
    sides = {"trl": []} | {precision: [] for precision in precisions}
    peaks = {side: [] for side in sides}
    for index in range(arguments.runs):
        for side in sides:
            if side == "trl":
                command = [arguments.python, arguments.peer_script, "--size", size]
            else:
                command = [arguments.program, "ppo", f"size={size}", f"precision={side}", "steps=1"]
            rows, peak = run(command)
            sides[side] += rows
            peaks[side].append(peak)
            print(f"# run {index + 1} {size} {side}: {rows[-1]['total_s']:.2f} s, {peak:.2f} GB", file=sys.stderr, flush=True)
    return sides, {side: max(values) for side, values in peaks.items()}


def show(size, sides, peaks):
    for side, rows in sides.items():
        phases = "".join(f"{median(rows, key):>10.2f}" for key in ("generate_s", "reward_s", "step_s", "total_s"))
        work = ""
        if "optimize_gflops" in rows[0]:
            rate, best = median(rows, "optimize_gflops"), median(rows, "peak_gflops")
            work = f"{rate:>12.0f}{best:>8.0f}{100 * rate / best:>7.0f} %"
        print(f"{size:<7}{side:<10}{phases}{peaks[side]:>9.2f}{work}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/engine-bench")
    parser.add_argument("--peer-script", default="../shared/oracle/trl_step_bench.py")
    parser.add_argument("--python", default=os.path.expanduser("~/.venv-oracle/bin/python"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=["nano", "small_fp32", "small_bf16", "generate"])
    arguments = parser.parse_args()
    for path, what in ((arguments.program, "build it with `swift build -c release -Xcc -march=native --product engine-bench`"),
                       (arguments.peer_script, "name TRL's benchmark with --peer-script"),
                       (arguments.python, "name a Python with torch, transformers and trl with --python")):
        if not os.path.exists(path):
            sys.exit(f"compare.py: there is no {path}; {what}")

    result = {}
    print(f"{'model':<7}{'side':<10}{'generate':>10}{'reward':>10}{'step':>10}{'total s':>10}{'GB':>9}"
          f"{'optimise GFLOP/s':>20}{'of peak':>8}", flush=True)
    if "nano" in arguments.only:
        sides, peaks = iteration(arguments, "nano", ["float32"])
        show("nano", sides, peaks)
        result["nano"] = median(sides["trl"], "total_s") / median(sides["float32"], "total_s")
    small = {"small_fp32": "float32", "small_bf16": "bfloat16"}
    wanted = [name for name in small if name in arguments.only]
    if wanted:
        sides, peaks = iteration(arguments, "small", [small[name] for name in wanted])
        show("small", sides, peaks)
        for name in wanted:
            result[name] = median(sides["trl"], "total_s") / median(sides[small[name]], "total_s")
        result["peak_gb"] = max(peaks[small[name]] for name in wanted)
    if "generate" in arguments.only:
        ours, theirs = {}, {}
        for _ in range(arguments.runs):
            for precision in ("float32", "bfloat16"):
                rows, _ = run([arguments.program, "sample", "size=small", f"precision={precision}"])
                ours.setdefault(precision, []).extend(row["tokens_per_s"] for row in rows)
            rows, _ = run([arguments.python, os.path.join(HERE, "generate_peer.py")])
            for row in rows:
                theirs.setdefault(row["batch"], []).append(row["tokens_per_s"])
        mine = {precision: statistics.median(values) for precision, values in ours.items()}
        rates = {batch: statistics.median(values) for batch, values in theirs.items()}
        best = max(rates.values())
        print("generate, GPT-2 124M, 16 new tokens each, tokens per second: ours "
              + ", ".join(f"{rate:.0f} ({precision}, {rate / best:.2f}×)" for precision, rate in mine.items())
              + "; transformers " + ", ".join(f"{rates[b]:.0f} (batch {b})" for b in sorted(rates)))
        result["generate"] = mine["float32"] / best
    order = ("small_fp32", "small_bf16", "nano", "generate", "peak_gb")
    print(" ".join(f"{name}={result[name]:.2f}" for name in order if name in result))


if __name__ == "__main__":
    main()
